//! Amounts, counts and shares.

use std::borrow::Cow;

use values::Fen;

use super::decimal::{Decimal, NotWhole};
use super::tidied::{Notes, Tidied};
use super::{Given, Manner, Sort, Wrong, blanks, lost_digits};
use crate::text;
use crate::wanted::{Unit, Wanted};

/// `360000.00`, in yuan. A bare amount is in the manner's unit.
pub fn money(given: &Given<'_>, manner: &Manner, notes: &mut Notes) -> Result<String, Wrong> {
    let shown = given.text.trim();
    let wrong = |why: String| Wrong::new(Sort::Money, why);
    let bare = bare(given).ok_or_else(|| two_numbers(Sort::Money, shown))?;
    let (digits, own) = money_unit(&bare);
    notes.add_if(own.is_some(), Tidied::OwnUnit);
    let decimal = number(digits, notes).map_err(|wrong| wrong.of(Sort::Money, shown, "金额"))?;
    let fen = own.unwrap_or(manner.unit).fen().unwrap_or(100);
    let whole = match decimal.times(fen) {
        // The rest of a division in a formula, or 15 digits of one.
        Err(NotWhole::TooFine) if given.number.is_some() => {
            notes.add(Tidied::Rounded);
            decimal.times_rounded(fen)
        }
        whole => whole,
    };
    match whole {
        Ok(fen) => Ok(Fen(fen).plain()),
        Err(NotWhole::TooFine) => Err(wrong(format!("“{shown}”细到了分以下，金额最多到分"))),
        Err(NotWhole::TooLarge) => Err(wrong(format!("“{shown}”超过了能记的最大金额，请检查单位"))),
    }
}

/// Without blanks and in half width, as a number of the table is already; none where a blank parts two numbers.
fn bare<'a>(given: &Given<'a>) -> Option<Cow<'a, str>> {
    match given.number {
        Some(_) => Some(Cow::Borrowed(given.text)),
        None => blanks::closed(given.text).map(Cow::Owned),
    }
}

fn two_numbers(sort: Sort, shown: &str) -> Wrong {
    let shown = text::tidy(shown);
    let why = format!(
        "“{shown}”里有空格或换行，分不清是一个数还是几个数，请每格只填一个数，数里不留空格"
    );
    Wrong::new(sort, why)
}

/// The digits of an amount, and its own unit.
fn money_unit(bare: &str) -> (&str, Option<Unit>) {
    let mut digits = bare;
    for sign in ["人民币", "rmb", "cny", "¥"] {
        digits = digits.strip_prefix(sign).unwrap_or(digits);
    }
    for word in ["(含税)", "(不含税)", "(含税价)", "(不含税价)", "(人民币)"] {
        digits = digits.strip_suffix(word).unwrap_or(digits);
    }
    digits = digits.trim_end_matches(['整', '正']);
    for (word, unit) in Unit::MONEY {
        if let Some(rest) = digits.strip_suffix(word) {
            return (rest, Some(unit));
        }
    }
    (digits, None)
}

/// A whole number; 万 and 亿 behind it count.
pub fn count(given: &Given<'_>, wanted: &Wanted, notes: &mut Notes) -> Result<String, Wrong> {
    let shown = given.text.trim();
    let bare = bare(given).ok_or_else(|| two_numbers(Sort::Count, shown))?;
    let (digits, factor) = count_unit(&bare, &text::folded(&wanted.unit));
    notes.add_if(digits.len() != bare.len(), Tidied::OwnUnit);
    let decimal = number(digits, notes).map_err(|wrong| wrong.of(Sort::Count, shown, "整数"))?;
    match decimal.times(factor) {
        Ok(whole) => Ok(whole.to_string()),
        Err(NotWhole::TooFine) => Err(Wrong::new(Sort::Count, format!("“{shown}”不是整数"))),
        Err(NotWhole::TooLarge) => Err(Wrong::new(Sort::Count, format!("“{shown}”太大了"))),
    }
}

/// Words that a number of things or people ends with.
const THINGS: [&str; 16] = [
    "家", "个", "项", "人", "次", "件", "笔", "份", "名", "场", "户", "台", "套", "篇", "条", "期",
];

fn count_unit<'a>(bare: &'a str, unit: &str) -> (&'a str, i64) {
    let own = (!unit.is_empty())
        .then(|| bare.strip_suffix(unit))
        .flatten();
    let digits = own
        .or_else(|| THINGS.iter().find_map(|thing| bare.strip_suffix(thing)))
        .unwrap_or(bare);
    for (word, factor) in [("万", 10_000), ("亿", 100_000_000)] {
        if let Some(digits) = digits.strip_suffix(word) {
            return (digits, factor);
        }
    }
    (digits, 1)
}

/// A plain decimal: `0.025` for 2.5%, 百分之2.5, and 2.5 under a heading with %.
pub fn share(given: &Given<'_>, manner: &Manner, notes: &mut Notes) -> Result<String, Wrong> {
    let shown = given.text.trim();
    let bare = blanks::closed(given.text).ok_or_else(|| two_numbers(Sort::Share, shown))?;
    let said = bare
        .strip_suffix('%')
        .or_else(|| bare.strip_prefix("百分之"));
    notes.add_if(said.is_some(), Tidied::Percent);
    let decimal = number(said.unwrap_or(&bare), notes);
    let decimal = decimal.map_err(|wrong| wrong.of(Sort::Share, shown, "比例"))?;
    let by_heading = said.is_none() && manner.unit == Unit::Percent;
    if by_heading
        && given
            .number
            .is_some_and(|number| number != 0.0 && number.abs() < 1.0)
    {
        let why = format!(
            "“{shown}”分不清是 {shown}% 还是 {}%，请写上百分号",
            hundredfold(decimal)
        );
        return Err(Wrong::new(Sort::Share, why));
    }
    let tens = if said.is_some() || by_heading { 2 } else { 0 };
    Ok(decimal.text(tens))
}

fn hundredfold(decimal: Decimal) -> String {
    match decimal.times_rounded(10_000) {
        Ok(parts) => {
            Decimal::parse(&parts.to_string()).map_or(String::new(), |read| read.0.text(2))
        }
        Err(_) => String::new(),
    }
}

enum NoNumber {
    Unreadable,
    Scientific,
}

impl NoNumber {
    fn of(self, sort: Sort, shown: &str, what: &str) -> Wrong {
        match self {
            NoNumber::Unreadable => Wrong::new(sort, format!("“{shown}”不是{what}")),
            NoNumber::Scientific => lost_digits(),
        }
    }
}

/// Signed digits with or without thousands separators; brackets around them are a minus, as accountants write.
fn number(digits: &str, notes: &mut Notes) -> Result<Decimal, NoNumber> {
    let inside = digits
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let bare = inside.unwrap_or(digits).trim_start_matches('¥');
    let Some((decimal, grouped)) = Decimal::parse(bare) else {
        let scientific = bare.split_once('e').is_some_and(|(front, behind)| {
            Decimal::parse(front).is_some() && Decimal::parse(behind).is_some()
        });
        return Err(match scientific {
            true => NoNumber::Scientific,
            false => NoNumber::Unreadable,
        });
    };
    notes.add_if(grouped, Tidied::Thousands);
    match inside {
        Some(_) if decimal.is_negative() => Err(NoNumber::Unreadable),
        Some(_) => Ok(decimal.negated()),
        None => Ok(decimal),
    }
}
