//! What may be done with an entry. Pure.

use std::fmt;

use values::{Day, Id};

use super::{Held, Register, Said, is_class_two};
use crate::firm::Firm;

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The firm has this number already.
    Twice {
        number: String,
        name: String,
    },
    /// A right of class II serves one application only.
    UsedOnce {
        name: String,
        year: i64,
    },
    /// Of several owners only one uses a right in an application.
    UsedByOther {
        firm: String,
        year: i64,
    },
    NotValid {
        name: String,
        on: Day,
    },
    /// The year of an application that cannot be.
    BadYear(i64),
    Ended(Day),
    EndsBefore {
        on: Day,
        since: Day,
    },
    InFuture(Day),
    NoReason,
    Unchanged,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Twice { number, name } => {
                write!(f, "{number} 已登记为“{name}”，请直接改那一条")
            }
            Refusal::UsedOnce { name, year } => write!(
                f,
                "“{name}”是Ⅱ类知识产权，{year} 年申报已经用过，只能用一次（国科发火〔2016〕195号）"
            ),
            Refusal::UsedByOther { firm, year } => write!(
                f,
                "“{firm}”在 {year} 年申报里用了它，几个权利人里只能有一个使用"
            ),
            Refusal::NotValid { name, on } => {
                write!(f, "“{name}”在 {on} 不在有效期里，不能用于申报")
            }
            Refusal::BadYear(year) => write!(f, "{year} 不是申报年度，请填今年或以前的年度"),
            Refusal::Ended(day) => write!(f, "它在 {day} 已经结束，不能再改"),
            Refusal::EndsBefore { on, since } => {
                write!(f, "{on} 早于开始的 {since}，请核对")
            }
            Refusal::InFuture(day) => write!(f, "{day} 还没有到，请填已经发生的日子"),
            Refusal::NoReason => write!(f, "要填，写明依据的文件或情况"),
            Refusal::Unchanged => write!(f, "没有要改的"),
        }
    }
}

/// Whether a firm may have this entry beside those it has.
pub fn add(
    register: Register,
    said: &Said,
    there: &[Held],
    own: Option<Id<super::Entry>>,
) -> Result<(), Refusal> {
    let counts = !matches!(register, Register::People | Register::Products);
    let same = there.iter().find(|held| {
        Some(held.id) != own && held.ended_on == Day::NEVER && held.said.number == said.number
    });
    match same.filter(|_| counts && !said.number.is_empty()) {
        Some(held) => Err(Refusal::Twice {
            number: said.number.clone(),
            name: held.said.name.clone(),
        }),
        None => Ok(()),
    }
}

/// A correction: what the entry says now.
pub fn correct(held: &Held, said: &Said, reason: &str) -> Result<(), Refusal> {
    if held.ended_on != Day::NEVER {
        return Err(Refusal::Ended(held.ended_on));
    }
    if held.said == *said {
        return Err(Refusal::Unchanged);
    }
    match reason.is_empty() {
        true => Err(Refusal::NoReason),
        false => Ok(()),
    }
}

/// It ends before its time.
pub fn end(held: &Held, on: Day, reason: &str, today: Day) -> Result<(), Refusal> {
    if held.ended_on != Day::NEVER {
        return Err(Refusal::Ended(held.ended_on));
    }
    if on > today {
        return Err(Refusal::InFuture(on));
    }
    if on < held.said.since {
        return Err(Refusal::EndsBefore {
            on,
            since: held.said.since,
        });
    }
    match reason.is_empty() {
        true => Err(Refusal::NoReason),
        false => Ok(()),
    }
}

/// Uses a right in the application of a year. `others`: the same right at other firms, with their names.
pub fn use_in(
    held: &Held,
    year: i64,
    others: &[(Id<Firm>, String, i64)],
    today: Day,
) -> Result<(), Refusal> {
    if !(2008..=i64::from(today.year())).contains(&year) {
        return Err(Refusal::BadYear(year));
    }
    let on = match year == i64::from(today.year()) {
        true => today,
        false => i32::try_from(year)
            .ok()
            .and_then(|year| Day::of(year, 12, 31))
            .unwrap_or(today),
    };
    let name = held.said.name.clone();
    if !held.holds(on) {
        return Err(Refusal::NotValid { name, on });
    }
    let once = is_class_two(&held.said.kind);
    if once && held.used > 0 {
        return Err(Refusal::UsedOnce {
            name,
            year: held.used,
        });
    }
    let taken = others
        .iter()
        .find(|(_, _, used)| *used == year || (once && *used > 0));
    match taken {
        Some((_, firm, used)) => Err(Refusal::UsedByOther {
            firm: firm.clone(),
            year: *used,
        }),
        None => Ok(()),
    }
}
