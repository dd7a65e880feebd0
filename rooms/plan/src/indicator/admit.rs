//! Whether a new version of a definition may be saved.

use measure::Fault;
use measure::indicator::Indicator;
use measure::kind::Kinds;
use values::{Day, Moment};

use super::{Change, Own, with_own};

/// Why a new version is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It would change figures of days that have passed.
    Past {
        since: Day,
        today: Day,
    },
    NoReason,
    /// The formula, or with the new parameter an existing one, is wrong: the place and the lines to show.
    Wrong {
        fault: Fault,
        shown: String,
    },
    /// The indicator has no parameter of this name.
    NoParameter(String),
    NoValues,
    /// The shown unit no longer fits.
    Unit {
        was: String,
        now: String,
    },
}

/// Decides whether a change may be saved: it must check, keep its unit, give a reason, and begin
/// on a day that has not passed, so that no past figure changes.
pub fn admit(
    indicator: &Indicator,
    kinds: &Kinds,
    change: &Change,
    since: Day,
    today: Day,
    reason: &str,
) -> Result<(), Refusal> {
    if reason.is_empty() {
        return Err(Refusal::NoReason);
    }
    if since < today {
        return Err(Refusal::Past { since, today });
    }
    if let Change::Parameter { name, values } = change {
        if !indicator
            .parameters
            .iter()
            .any(|parameter| parameter.name == *name)
        {
            return Err(Refusal::NoParameter(name.clone()));
        }
        if values.is_empty() {
            return Err(Refusal::NoValues);
        }
    }
    let own = Own {
        indicator: indicator.id.clone(),
        number: 0,
        change: change.clone(),
        since,
        reason: String::new(),
        actor_name: String::new(),
        known_from: 0,
        moment: Moment::default(),
    };
    let changed = with_own(indicator, &[own]);
    let before = indicator
        .on(since)
        .and_then(|(_, version)| indicator.check(version, kinds).ok());
    let Some((_, version)) = changed.on(since) else {
        return Ok(());
    };
    match changed.check(version, kinds) {
        Err(fault) => Err(Refusal::Wrong {
            shown: fault.show(&version.formula),
            fault,
        }),
        Ok(checked) => match before.filter(|before| before.unit != checked.unit) {
            Some(before) => Err(Refusal::Unit {
                was: unit_word(before.unit.name()),
                now: unit_word(checked.unit.name()),
            }),
            None => Ok(()),
        },
    }
}

fn unit_word(unit: &str) -> String {
    if unit.is_empty() {
        "比率".to_owned()
    } else {
        unit.to_owned()
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Refusal::Past { since, today } => write!(
                f,
                "起用日 {since} 已经过去。新版不改过去的数值，请填今天（{today}）或以后的日子"
            ),
            Refusal::NoReason => write!(f, "请写明为什么改，例如依据的文件"),
            Refusal::Wrong { fault, .. } => write!(f, "{fault}"),
            Refusal::NoParameter(name) => write!(f, "这个指标没有参数“{name}”"),
            Refusal::NoValues => write!(f, "请至少填一个取值，每行一个"),
            Refusal::Unit { was, now } => {
                write!(f, "单位由{was}变成了{now}，不能作为同一指标的新版")
            }
        }
    }
}
