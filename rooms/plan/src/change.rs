//! Changes (调整) of a target in the running year: what was decided, by whom, in which document.
//! The version before stays, and the one that the plan began with stands beside the new one.

pub(crate) mod pages;
pub(crate) mod store;

use values::{Day, Id};
use web::{Complaints, Fields};

use crate::target::Target;

/// What stands behind a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The document that says it: a number, or minutes of a meeting.
    pub document: String,
    pub approved_by: String,
    pub approved_on: Day,
}

/// A decision with the version of a target that it made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub target: Id<Target>,
    pub version: i64,
    pub decision: Decision,
}

impl Decision {
    /// `依据 皋科发〔2020〕18号，局长办公会 2020-07-03 批准`
    pub fn told(&self) -> String {
        format!(
            "依据 {}，{} {} 批准",
            self.document, self.approved_by, self.approved_on
        )
    }
}

/// Reads the decision of a form. What asks for more or less than before needs one; a word or an office may change without.
/// Nothing is approved on a day that has not come.
pub fn read(
    fields: &Fields,
    (year, today): (i64, Day),
    is_needed: bool,
    complaints: &mut Complaints,
) -> Option<Decision> {
    let (document, by, on) = (
        fields.get("document"),
        fields.get("approved_by"),
        fields.get("approved_on"),
    );
    if !is_needed && document.is_empty() && by.is_empty() && on.is_empty() {
        return None;
    }
    if document.is_empty() {
        complaints.add(
            "document",
            "依据文件",
            "改全年目标要有依据，填文号或会议纪要，例如 皋科发〔2020〕18号",
        );
    }
    if by.is_empty() {
        complaints.add("approved_by", "批准", "谁批准的，例如 局长办公会");
    }
    let day = Day::parse(on, i32::try_from(year).unwrap_or(0));
    match day {
        Ok(approved_on) if approved_on > today => {
            let reason = format!("{approved_on} 还没有到，最晚填今天 {today}");
            complaints.add("approved_on", "批准日期", reason);
            None
        }
        Ok(approved_on) if !document.is_empty() && !by.is_empty() => Some(Decision {
            document: document.to_owned(),
            approved_by: by.to_owned(),
            approved_on,
        }),
        Ok(_) => None,
        Err(fault) => {
            complaints.add("approved_on", "批准日期", fault.to_string());
            None
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_the_goal_says_who_decided_it_and_where() {
        let full = [
            ("document", "会纪〔2020〕7号"),
            ("approved_by", "局长办公会"),
            ("approved_on", "7月3日"),
        ];
        let today = Day::of(2020, 9, 18).unwrap();
        let coming = [full[0], full[1], ("approved_on", "9月19日")];
        for (pairs, needed, found, wrong) in [
            (&full[..], true, true, vec![]),
            (&coming[..], true, false, vec!["approved_on"]),
            (&full[..], false, true, vec![]),
            (&[][..], false, false, vec![]),
            (
                &[][..],
                true,
                false,
                vec!["document", "approved_by", "approved_on"],
            ),
            (&full[..2], true, false, vec!["approved_on"]),
            (&full[1..], false, false, vec!["document"]),
        ] {
            let pairs = pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            let mut complaints = Complaints::default();
            let read = read(
                &Fields::from_pairs(pairs),
                (2020, today),
                needed,
                &mut complaints,
            );
            let fields: Vec<&str> = complaints.0.iter().map(|one| one.field.as_str()).collect();
            assert_eq!((read.is_some(), fields), (found, wrong));
            if let Some(decision) = read {
                assert_eq!(
                    decision.told(),
                    "依据 会纪〔2020〕7号，局长办公会 2020-07-03 批准"
                );
            }
        }
    }
}
