#![allow(clippy::unwrap_used)]

mod adding;
mod deciding;
mod drafting;

use ::notice::{Decimal, Text};
use measure::kind::Kinds;
use values::{Day, Id, Moment};

use super::choice::Choice;
use super::{Assigned, Kind, Proposal, State, draft, no_goal};
use crate::notice::sentence;
use crate::quantity::{Firmness, Goal, Op};

/// The shipped indicators.
pub(crate) fn choices() -> Vec<Choice> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../catalogue/ledger");
    let mut texts: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    texts.sort();
    let kinds = Kinds::parse(
        texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    )
    .unwrap();
    crate::indicator::shipped(&kinds)
        .unwrap()
        .iter()
        .map(|indicator| Choice::new(indicator, &kinds))
        .collect()
}

pub(crate) fn moment() -> Moment {
    Moment::at(Day::of(2020, 2, 14).unwrap(), 9, 12)
}

/// What is proposed of a text, with its sentences.
pub(crate) fn read(content: &str) -> (Vec<Proposal>, Vec<sentence::Sentence>, Text) {
    let text = Text::new(content);
    let reading = ::notice::read(&text);
    let found = draft::proposals(Id::fresh(moment()), &text, &reading, &choices(), moment());
    (found, sentence::of(&reading), text)
}

pub(crate) fn rugao() -> String {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/notice/rugao-2020.txt"
    );
    std::fs::read_to_string(path).unwrap()
}

/// A target made by hand: `("净增高企", ">=", "30", "家", committed)`.
pub(crate) fn target(
    start: i64,
    name: &str,
    op: Op,
    value: i64,
    unit: &str,
    firmness: Firmness,
) -> Proposal {
    let id = Id::fresh(moment().plus_millis(start));
    Proposal {
        id,
        notice: Id::NONE,
        kind: Kind::Target,
        start,
        end: start + 3,
        span: format!("{value}{unit}"),
        sentence: start,
        section: vec!["二、工作目标".to_owned()],
        place: start + 1,
        leader: id,
        said_name: name.to_owned(),
        said_op: op.code().to_owned(),
        name: name.to_owned(),
        goal: Goal {
            op,
            value: Decimal::whole(value.into()),
            high: None,
            unit: unit.to_owned(),
        },
        firmness,
        every: String::new(),
        indicator: String::new(),
        office: String::new(),
        assigned: Assigned::default(),
        settlement: String::new(),
        state: State::Open,
        reason: String::new(),
        actor_name: String::new(),
        moment: moment(),
    }
}

/// A duty made by hand.
pub(crate) fn duty(start: i64, sentence: i64) -> Proposal {
    Proposal {
        kind: Kind::Duty,
        sentence,
        place: 0,
        goal: no_goal(),
        ..target(start, "强化宣传", Op::AtLeast, 0, "", Firmness::Plain)
    }
}
