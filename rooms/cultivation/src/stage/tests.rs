#![allow(clippy::unwrap_used)]
use super::*;
use crate::verdict::{Failing, Judged, Verdict};
use proptest::prelude::*;
use values::Day;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn judged(verdict: Verdict) -> Judged {
    let failing = (verdict == Verdict::Fail).then(|| Failing {
        clause: "C4".to_owned(),
        name: "科技人员占比".to_owned(),
        shortfall: "差 2 人".to_owned(),
    });
    Judged {
        verdict,
        failing: failing.into_iter().collect(),
        ..Judged::default()
    }
}

/// Everything is there.
fn whole(from: Option<Stage>, judged: &Judged) -> Facts<'_> {
    Facts {
        from,
        since: from.map(|_| day("2020-03-01")),
        day: day("2020-06-01"),
        today: day("2020-09-18"),
        judged,
        certified_until: None,
        has_town_person: true,
        has_bureau_person: true,
        has_paper: true,
        has_note: true,
        batch: Some(Some(day("2020-07-01"))),
        has_certificate: true,
    }
}

#[test]
fn the_ordinary_way_is_open_when_everything_is_there() {
    let pass = judged(Verdict::Pass);
    let froms = Stage::ALL.into_iter().map(Some).chain([None]);
    for from in froms {
        for to in Stage::ALL {
            let found = unmet(to, &whole(from, &pass));
            assert_eq!(
                found.is_empty(),
                to.follows(from),
                "{from:?} to {to:?}: {found:?}"
            );
            assert!(
                found.iter().all(|one| one.excusable),
                "another way is an exception"
            );
        }
    }
}

/// `(stage, what is not there, field of the complaint, whether an exception sets it aside)`
type Case = (Stage, fn(&mut Facts<'_>), &'static str, bool);

#[test]
fn each_rule_holds_a_stage_back() {
    use Stage::*;
    let pass = judged(Verdict::Pass);
    let cases: [Case; 13] = [
        (
            Found,
            |one| one.has_town_person = false,
            "town-person",
            true,
        ),
        (
            Found,
            |one| one.has_bureau_person = false,
            "bureau-person",
            false,
        ),
        (Pooled, |one| one.has_paper = false, "paper", false),
        (
            Pooled,
            |one| one.certified_until = Some(Day::NEVER),
            "to",
            true,
        ),
        (
            Coached,
            |one| one.has_bureau_person = false,
            "bureau-person",
            false,
        ),
        (Recommended, |one| one.has_paper = false, "paper", false),
        (
            Recommended,
            |one| one.certified_until = Some(one.day.plus(366)),
            "to",
            true,
        ),
        (Recommended, |one| one.batch = None, "batch", false),
        (
            Recommended,
            |one| one.batch = Some(Some(one.day.plus(-1))),
            "batch",
            true,
        ),
        (Publicised, |one| one.has_paper = false, "paper", false),
        (
            Recognised,
            |one| one.has_certificate = false,
            "certificate",
            false,
        ),
        (Failed, |one| one.has_note = false, "note", false),
        (Left, |one| one.has_note = false, "note", false),
    ];
    for (to, take, field, excusable) in cases {
        let from = Stage::ALL.into_iter().find(|from| to.follows(Some(*from)));
        let mut facts = whole(from, &pass);
        assert_eq!(unmet(to, &facts), vec![], "{to:?}");
        take(&mut facts);
        let found = unmet(to, &facts);
        assert_eq!(found.len(), 1, "{to:?}: {found:?}");
        assert_eq!(
            (found[0].field, found[0].excusable),
            (field, excusable),
            "{to:?}"
        );
    }
}

#[test]
fn a_recommendation_rests_on_a_verdict() {
    for (verdict, words) in [
        (Verdict::Pass, ""),
        (Verdict::Possible, ""),
        (Verdict::Fail, "还不满足认定条件：差 2 人"),
        (
            Verdict::Unknown,
            "是否满足认定条件还不知道（未测评），先补齐企业的事实",
        ),
    ] {
        let judged = judged(verdict);
        let found = unmet(Stage::Recommended, &whole(Some(Stage::Coached), &judged));
        let told = found.first().map_or("", |one| one.reason.as_str());
        assert_eq!(told, words);
        assert!(found.iter().all(|one| one.excusable), "{verdict:?}");
    }
    let at_the_last_day = judged(Verdict::Pass);
    let mut facts = whole(Some(Stage::Coached), &at_the_last_day);
    facts.batch = Some(Some(facts.day));
    facts.certified_until = Some(facts.day.last_of_year());
    assert_eq!(unmet(Stage::Recommended, &facts), vec![]);
}

#[test]
fn days_neither_come_nor_go_back() {
    let pass = judged(Verdict::Pass);
    for (typed, reason) in [
        ("2020-09-19", "2020-09-19 还没有到"),
        ("2020-02-29", "2020-02-29 早于上一步的日期 2020-03-01"),
        ("2020-09-18", ""),
        ("2020-03-01", ""),
    ] {
        let mut facts = whole(Some(Stage::Lead), &pass);
        facts.day = day(typed);
        let found = unmet(Stage::Found, &facts);
        assert_eq!(found.first().map_or("", |one| one.reason.as_str()), reason);
        assert!(found.iter().all(|one| !one.excusable));
    }
}

#[test]
fn stages_and_lanes_are_read_as_they_are_written() {
    for stage in Stage::ALL {
        assert_eq!(Stage::from_code(stage.code()), Some(stage));
        assert!(
            !Stage::ways(Some(stage)).contains(&stage),
            "{stage:?} to itself"
        );
    }
    for lane in Lane::ALL {
        assert_eq!(Lane::from_code(lane.code()), Some(lane));
    }
}

proptest! {
    /// However a firm is led, it never gets to a certificate without one, and out of every stage but the end of time
    /// there is a way on.
    #[test]
    fn no_way_leads_to_a_certificate_without_one(picks in prop::collection::vec(0usize..10, 1..40)) {
        let pass = judged(Verdict::Pass);
        let mut at = None;
        for pick in picks {
            let ways = Stage::ways(at);
            prop_assert!(!ways.is_empty());
            let to = ways[pick % ways.len()];
            let mut facts = whole(at, &pass);
            facts.has_certificate = false;
            let open = unmet(to, &facts).is_empty();
            prop_assert_eq!(open, to != Stage::Recognised);
            at = Some(to);
        }
    }
}
