//! Exemptions (免考) from a rhythm rule: a stretch of days in which it need not be kept, with the
//! reason and who approved it. A period is exempt when it lies wholly inside one.

pub(crate) mod acts;
pub(crate) mod pages;
pub(crate) mod store;

use values::{Day, Id, Moment, Period};

/// One approved exemption.
#[derive(Clone, Debug)]
pub struct Exemption {
    pub id: Id<Exemption>,
    /// The rhythm's indicator, such as `go-out-even-months`.
    pub indicator: String,
    pub period: Period,
    pub reason: String,
    pub approved_by: String,
    pub actor_name: String,
    pub moment: Moment,
}

/// What is entered for a new one.
#[derive(Clone, Debug)]
pub struct NewExemption {
    pub indicator: String,
    pub first: Day,
    pub last: Day,
    pub reason: String,
    pub approved_by: String,
}

/// What is wrong with it: the field, its label, and the sentence.
pub fn check(new: &NewExemption, known: bool) -> Vec<(&'static str, &'static str, String)> {
    let mut wrong = Vec::new();
    if !known {
        wrong.push(("indicator", "节奏", "请从列表里选一条节奏".to_owned()));
    }
    if new.last < new.first {
        wrong.push((
            "last",
            "到",
            format!("{} 早于开始日 {}", new.last, new.first),
        ));
    } else if new.last.number() - new.first.number() > 366 {
        wrong.push((
            "last",
            "到",
            format!("从 {} 到 {} 超过一年，一次最多免一年", new.first, new.last),
        ));
    }
    if new.reason.is_empty() {
        wrong.push((
            "reason",
            "理由",
            "请写明为什么免，例如春节放假、疫情防控".to_owned(),
        ));
    }
    if new.approved_by.is_empty() {
        wrong.push((
            "approved_by",
            "批准",
            "请写明谁批准的，例如 局长办公会〔2020〕3号".to_owned(),
        ));
    }
    wrong
}
