//! A cell of a table as a fact: what is read, what is a problem.
//!
//! Read are blanks around, full-width digits, well-placed thousands separators and zeros past the decimals that a fact has.
//! Everything else that is no plain number is a problem: a guess would decide a firm's case.

mod day;
mod number;
#[cfg(test)]
mod tests;

use values::half_width;

use crate::fact::{Fact, Facts, Kind, Limit, SlotId};
use crate::firm::{Firm, LARGEST};

/// What is wrong with a cell or a row, for the person who filled it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub column: String,
    /// As it was written.
    pub value: String,
    /// A Chinese sentence: what is wrong, what to do.
    pub reason: String,
}

/// Reads a cell: `Ok(None)` for an empty one; money comes out in fen, days as days since 1970-01-01.
///
/// # Errors
/// The Chinese sentence.
pub fn read(facts: &Facts, slot: SlotId, text: &str) -> Result<Option<i64>, String> {
    let fact = facts.fact(slot);
    if let Some(value) = quick(fact, text) {
        return within(fact, value, text).map(Some);
    }
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return Ok(None);
    }
    let value = match fact.kind {
        Kind::Day => day::read(text)?,
        Kind::Money => number::plain(text, 2).map_or_else(|| odd(text, 2), Ok)?,
        _ => match number::plain(text, 0).map_or_else(|| odd(text, 0), Ok) {
            Ok(value) => value,
            Err(why) => return Err(among(fact, text).unwrap_or(why)),
        },
    };
    within(fact, value, text).map(Some)
}

/// What is written as programs write it.
fn quick(fact: &Fact, text: &str) -> Option<i64> {
    match fact.kind {
        Kind::Day => day::iso(text),
        Kind::Money => number::plain(text, 2),
        _ => number::plain(text, 0),
    }
}

/// A number that is not written plainly.
fn odd(text: &str, places: u32) -> Result<i64, String> {
    let half = half_width(text);
    let half = half.trim();
    number::spelled(half, places).map_err(|why| why.said(text, places))
}

/// What may be written where only a few values are.
fn among(fact: &Fact, text: &str) -> Option<String> {
    match &fact.kind {
        Kind::Flag => Some(format!("“{text}”不行，是写 1，否写 0")),
        Kind::Option(options) => {
            let known = options
                .iter()
                .map(|(value, name)| format!("{value} {name}"));
            let known: Vec<String> = known.collect();
            Some(format!(
                "“{text}”不在选项里，可写：{}；都不属于就留空",
                known.join("、")
            ))
        }
        _ => None,
    }
}

fn within(fact: &Fact, value: i64, text: &str) -> Result<i64, String> {
    match &fact.kind {
        Kind::Flag if matches!(value, 0 | 1) => Ok(value),
        Kind::Option(options) if options.iter().any(|(one, _)| *one == value) => Ok(value),
        Kind::Flag | Kind::Option(_) => Err(among(fact, text).unwrap_or_default()),
        Kind::Mark if !(fact.least..=fact.greatest).contains(&value) => Err(format!(
            "“{text}”超出了评分范围，{}在 {} 到 {} 之间",
            fact.name, fact.least, fact.greatest
        )),
        Kind::Money | Kind::Count if value < 0 && fact.least >= 0 => {
            Err(format!("“{text}”是负数，{}不会是负的", fact.name))
        }
        Kind::Money if value.abs() > LARGEST => {
            Err(format!("“{text}”太大，请检查单位，这一列以元填写"))
        }
        Kind::Count if value > fact.greatest => Err(format!("“{text}”太大，请核对")),
        _ => Ok(value),
    }
}

/// What cannot be between the facts of one firm (more technical people than people, a share over one).
pub fn contradictions(facts: &Facts, firm: &Firm) -> Vec<Problem> {
    over(facts, firm, false)
}

/// What is lawful but worth a look (R&D above sales).
pub fn warnings(facts: &Facts, firm: &Firm) -> Vec<Problem> {
    over(facts, firm, true)
}

/// Years not in business are left out, and a limit is only held where all of it is known.
fn over(facts: &Facts, firm: &Firm, lawful: bool) -> Vec<Problem> {
    let years = firm.years(facts);
    let before = 3 - years;
    // Without any year in business there is no sum of years that a part could exceed.
    let holds = |limit: &&Limit| {
        let mut slots = limit.whole.slots();
        years > 0 || !slots.any(|slot| facts.slot(slot).year.is_some())
    };
    let value = |slot: SlotId| match facts.slot(slot).year {
        Some(year) if year <= before => Some(0),
        _ => firm.get(slot),
    };
    let sum = |sum: &crate::linear::Linear| -> Option<i128> {
        let parts = sum
            .terms
            .iter()
            .map(|(slot, factor)| Some(i128::from(value(*slot)?) * i128::from(*factor)));
        parts.sum()
    };
    let mut found = Vec::new();
    let limits = facts.limits.iter().filter(|limit| limit.lawful == lawful);
    for limit in limits.filter(holds) {
        let slot = limit.part.terms[0].0;
        let (Some(part), Some(whole)) = (sum(&limit.part), sum(&limit.whole)) else {
            continue;
        };
        if part > whole {
            found.push(Problem {
                column: facts.slot(slot).column.clone(),
                value: written(facts, slot, firm.get(slot).unwrap_or_default()),
                reason: limit.reason.clone(),
            });
        }
    }
    found
}

/// A value as it is written in a table: yuan with two decimals, a day as `2020-09-18`, else the number.
pub fn written(facts: &Facts, slot: SlotId, value: i64) -> String {
    match facts.fact(slot).kind {
        Kind::Money => values::Fen(value).plain(),
        Kind::Day => i32::try_from(value).map_or_else(
            |_| value.to_string(),
            |days| values::Day::from_number(days).to_string(),
        ),
        _ => value.to_string(),
    }
}
