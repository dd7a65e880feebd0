//! What becomes of words that a person chose.

use ::notice::Text;
use values::Id;

use super::super::added::{Chosen, Unfit, proposal, sentence_with};
use super::super::{Kind, Proposal};
use super::{choices, moment, read};
use crate::notice::Sentence;
use crate::quantity::Firmness;

const NOTICE: &str = "2027年工作要点\n一、指导思想\n持续解放思想，力争全年新增省级以上企业研发机构5家以上，科技信贷超过2000万元。\n二、上年回顾\n2026年净增高新技术企业40家。认真落实各项科技政策（高新科牵头，6月底前完成）。\n三、工作目标\n确保净增高新技术企业30家以上，每周有需求。\n";

fn chosen<'a>(
    (text, all): (&'a Text, &'a [Proposal]),
    kind: Kind,
    words: &'a str,
    offices: &'a [(String, String)],
) -> Chosen<'a> {
    Chosen {
        notice: Id::NONE,
        text,
        all,
        choices: Box::leak(choices().into_boxed_slice()),
        offices: Box::leak(Box::new(offices.to_vec())),
        kind: Some(kind),
        words,
        anyway: false,
    }
}

fn added(chosen: &Chosen<'_>, sentences: &[Sentence]) -> Result<Proposal, Unfit> {
    sentence_with(sentences, chosen).and_then(|one| proposal(chosen, one, moment()))
}

#[test]
fn the_words_of_a_target_say_its_goal() {
    let (_, sentences, text) = read(NOTICE);
    for (words, goal, firmness, indicator) in [
        (
            "全年新增省级以上企业研发机构5家以上",
            "≥ 5 家",
            Firmness::Strive,
            "rd-institutions",
        ),
        ("5家", "≥ 5 家", Firmness::Strive, "rd-institutions"),
        ("科技信贷超过2000万元", "> 2,000 万元", Firmness::Strive, ""),
        (
            "净增高新技术企业40家",
            "≥ 40 家",
            Firmness::Plain,
            "hnte-net-increase",
        ),
        ("持续解放思想", "≥ 0", Firmness::Plain, ""),
    ] {
        let one = added(&chosen((&text, &[]), Kind::Target, words, &[]), &sentences).unwrap();
        assert_eq!(one.goal.shown(), goal, "{words}");
        assert_eq!(one.firmness, firmness, "{words}");
        assert_eq!(one.indicator, indicator, "{words}");
        assert_eq!(one.lacks_goal(), goal == "≥ 0", "{words}");
    }
}

#[test]
fn the_words_of_a_duty_say_who_and_until_when() {
    let (_, sentences, text) = read(NOTICE);
    let offices = [("hightech".to_owned(), "高新科".to_owned())];
    for (words, name, office, due) in [
        (
            "认真落实各项科技政策（高新科牵头，6月底前完成）",
            "认真落实各项科技政策",
            "hightech",
            "6月底前",
        ),
        ("持续解放思想", "持续解放思想", "", ""),
    ] {
        let one = added(
            &chosen((&text, &[]), Kind::Duty, words, &offices),
            &sentences,
        )
        .unwrap();
        let said = (
            one.name.as_str(),
            one.office.as_str(),
            one.assigned.due.as_str(),
        );
        assert_eq!(said, (name, office, due), "{words}");
    }
}

#[test]
fn the_words_of_a_rhythm_say_how_often() {
    let (_, sentences, text) = read(NOTICE);
    let chosen = chosen((&text, &[]), Kind::Rhythm, "每周有需求", &[]);
    let one = added(&chosen, &sentences).unwrap();
    let said = (one.every.as_str(), one.indicator.as_str());
    assert_eq!(said, ("week", "demand-every-week"));
}

#[test]
fn words_that_belong_to_a_proposal_are_told() {
    let (all, sentences, text) = read(NOTICE);
    for (kind, words, told) in [
        (
            Kind::Target,
            "30家",
            "“30家”已经在目标“T03 净增高新技术企业”里",
        ),
        (
            Kind::Target,
            "确保净增高新技术企业30家以上",
            "“30家”已经在目标“T03 净增高新技术企业”里",
        ),
        (
            Kind::Rhythm,
            "每周有需求",
            "“每周有需求”已经在节奏“每周有需求”里",
        ),
    ] {
        let chosen = chosen((&text, &all), kind, words, &[]);
        let why = added(&chosen, &sentences).unwrap_err();
        assert!(why.told().starts_with(told), "{}", why.told());
        let anyway = Chosen {
            anyway: true,
            ..chosen
        };
        assert_eq!(added(&anyway, &sentences).unwrap().kind, kind);
    }
    // A duty may be made of words that hold a target's number.
    let duty = chosen(
        (&text, &all),
        Kind::Duty,
        "确保净增高新技术企业30家以上",
        &[],
    );
    assert!(added(&duty, &sentences).is_ok());
}
