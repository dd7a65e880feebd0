//! The indicators that a target or a rhythm rule can be tied to, and which of them a name means.

use std::sync::OnceLock;

use ::store::Tx;
use measure::indicator::{Every, Indicator};
use measure::kind::Kinds;
use web::{Error, Result};

use super::words::Plain;
use crate::quantity::{MONEY, RATIO};

/// One indicator, as far as the mapping of a notice needs it.
#[derive(Clone, Debug)]
pub struct Choice {
    pub id: String,
    pub name: String,
    /// The unit that people read: 万元, %, 家.
    pub unit: String,
    pub decimals: u32,
    /// The stable code of the office in charge.
    pub office: String,
    pub every: Option<Every>,
    /// Reached only on the period's last day.
    pub is_level: bool,
    plain: Plain,
}

/// A name must be alike by this much (of 1000) before an indicator is proposed for it.
const ENOUGH: u32 = 500;
/// And by this much more than for the next one.
const AHEAD: u32 = 50;

impl Choice {
    pub fn new(indicator: &Indicator, kinds: &Kinds) -> Self {
        let is_level = indicator
            .versions
            .last()
            .and_then(|version| indicator.check(version, kinds).ok())
            .is_some_and(|checked| checked.is_level());
        Choice {
            id: indicator.id.clone(),
            name: indicator.name.clone(),
            unit: indicator.shown.unit.clone(),
            decimals: indicator.shown.decimals,
            office: indicator.office.clone(),
            every: indicator.every,
            is_level,
            plain: Plain::of(&indicator.name),
        }
    }

    /// Whether an amount in `unit` (`元`, `ratio`, a counting unit) can be one of this indicator.
    pub fn fits_unit(&self, unit: &str) -> bool {
        let is_money = matches!(self.unit.as_str(), "元" | "万元" | "亿元");
        match unit {
            MONEY => is_money,
            RATIO => self.unit == "%",
            // A notice counts incubators in 家 or in 个; both count.
            _ => !is_money && self.unit != "%",
        }
    }

    fn likeness(&self, name: &Plain, unit: &str) -> u32 {
        if !self.fits_unit(unit) || name.contradicts(&self.plain) {
            return 0;
        }
        let alike = name.alike(&self.plain);
        // One pair in common (项目, 企业) says nothing.
        if alike < 1000 && name.shared(&self.plain) < 2 {
            return 0;
        }
        let own_unit = unit == self.unit || matches!(unit, MONEY | RATIO);
        // A short name inside a long one means the same only where both end in the same thing.
        let inside = if name.ends_like(&self.plain) {
            (alike + name.within(&self.plain)) / 2
        } else {
            0
        };
        let likeness = alike.max(inside);
        if own_unit {
            likeness
        } else {
            likeness * 9 / 10
        }
    }
}

/// The indicator that a target's name means, with how alike it is; none where two fit equally well.
pub fn meant<'a>(choices: &'a [Choice], name: &str, unit: &str) -> Option<(&'a Choice, u32)> {
    let name = Plain::of(name);
    let figures = choices.iter().filter(|choice| choice.every.is_none());
    let mut found: Vec<(&Choice, u32)> = figures
        .map(|choice| (choice, choice.likeness(&name, unit)))
        .filter(|(_, likeness)| *likeness >= ENOUGH)
        .collect();
    found.sort_by_key(|(_, likeness)| std::cmp::Reverse(*likeness));
    match found.as_slice() {
        [first, second, ..] if first.1 < second.1 + AHEAD => None,
        [first, ..] => Some(*first),
        [] => None,
    }
}

/// The rhythm indicator of the same period whose name holds what is asked for.
pub fn meant_rhythm<'a>(
    choices: &'a [Choice],
    every: ::notice::Every,
    what: &str,
) -> Option<&'a Choice> {
    let same_period = choices.iter().filter(|choice| {
        choice
            .every
            .is_some_and(|own| every_code(own) == every.word())
    });
    let what = Plain::of(what);
    let mut found: Vec<(&Choice, u32)> = same_period
        .map(|choice| (choice, what.within(&choice.plain)))
        .filter(|(_, within)| *within >= ENOUGH)
        .collect();
    found.sort_by_key(|(_, within)| std::cmp::Reverse(*within));
    found.first().map(|(choice, _)| *choice)
}

/// The code of a rhythm's period, the same as the reader's: `week`, `odd-month`.
pub fn every_code(every: Every) -> &'static str {
    match every {
        Every::Week => "week",
        Every::Month => "month",
        Every::Quarter => "quarter",
        Every::Year => "year",
        Every::OddMonth => "odd-month",
        Every::EvenMonth => "even-month",
    }
}

/// The catalogue's indicators. Names and units never change while the program runs; a county's own
/// versions change formulas only.
pub async fn all(tx: &mut Tx) -> Result<&'static [Choice]> {
    static ALL: OnceLock<Vec<Choice>> = OnceLock::new();
    if let Some(all) = ALL.get() {
        return Ok(all);
    }
    let kinds = ledger::door::kinds(tx).await?;
    let shipped =
        crate::indicator::shipped(&kinds).map_err(|fault| Error::Fault(fault.to_string()))?;
    Ok(ALL.get_or_init(|| {
        shipped
            .iter()
            .map(|indicator| Choice::new(indicator, &kinds))
            .collect()
    }))
}

pub fn find<'a>(choices: &'a [Choice], id: &str) -> Option<&'a Choice> {
    choices.iter().find(|choice| choice.id == id)
}
