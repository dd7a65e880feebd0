//! Backups that the site takes itself, and what the administrator sees of them.

pub mod pages;
pub mod store;
pub mod taking;
pub mod waiting;

use std::path::PathBuf;
use std::sync::OnceLock;

use ::store::Copied;
use values::{Day, Id, Moment, grouped};

/// Where and when the site takes backups.
#[derive(Clone, Debug)]
pub struct Plan {
    pub folder: PathBuf,
    /// From this hour on, once a day of the machine's clock.
    pub hour: u8,
    /// How many of the nightly ones stay.
    pub keep: usize,
}

static PLAN: OnceLock<Plan> = OnceLock::new();

pub fn set_plan(plan: Plan) {
    // A second plan is one of the same program.
    let _ = PLAN.set(plan);
}

pub fn plan() -> Option<&'static Plan> {
    PLAN.get()
}

/// Why it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Command,
    Night,
    Asked,
}

impl Cause {
    pub fn code(self) -> &'static str {
        match self {
            Cause::Command => "command",
            Cause::Night => "night",
            Cause::Asked => "asked",
        }
    }

    pub fn from_code(code: &str) -> Self {
        match code {
            "night" => Cause::Night,
            "asked" => Cause::Asked,
            _ => Cause::Command,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Cause::Command => "命令行",
            Cause::Night => "夜间",
            Cause::Asked => "立即备份",
        }
    }
}

/// One backup that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    pub id: Id<Taken>,
    pub taken: Moment,
    pub cause: Cause,
    pub file: String,
    pub copied: Copied,
}

impl Taken {
    /// `1,204 行，56 份文件`.
    pub fn words(&self) -> String {
        format!(
            "{} 行，{} 份文件",
            grouped(self.copied.rows.into()),
            grouped(self.copied.files.into())
        )
    }

    pub fn size(&self) -> String {
        web::shown::bytes(i64::try_from(self.copied.bytes).unwrap_or(i64::MAX))
    }
}

/// How many whole days may pass before the administrator is told.
const WORRY: i64 = 2;

/// What to say about the last backup; nothing while all is well.
pub fn worry(last: Option<Moment>, now: Moment) -> Option<String> {
    match last {
        None => Some("还没有做过备份。磁盘一坏，台账和凭证就都没有了。".to_owned()),
        Some(last) if now < last.plus_days(WORRY) => None,
        Some(last) => {
            let days = (now.millis() - last.millis()) / 86_400_000;
            Some(format!(
                "最近一份好的备份是 {days} 天前的，这以后的台账和凭证还没有备份。"
            ))
        }
    }
}

/// Whether the night's backup is due: its hour has come, and none was begun on this day.
pub fn is_due(hour: u8, last: Option<Day>, now: Moment) -> bool {
    let today = now.day();
    now >= Moment::at(today, u32::from(hour), 0) && last.is_none_or(|last| last < today)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_night_comes_once() {
        let day = Day::of(2020, 9, 18).unwrap();
        for (last, hour, minute, due) in [
            (None, 1, 59, false),
            (None, 2, 0, true),
            (Some(day.plus(-1)), 2, 0, true),
            (Some(day.plus(-1)), 23, 0, true),
            (Some(day), 2, 1, false),
            (Some(day.plus(-3)), 0, 30, false),
        ] {
            let now = Moment::at(day, hour, minute);
            assert_eq!(is_due(2, last, now), due, "{last:?} {hour}:{minute}");
        }
    }

    #[test]
    fn two_days_are_a_worry() {
        let now = Moment::at(Day::of(2020, 9, 18).unwrap(), 9, 0);
        assert!(worry(None, now).unwrap().contains("还没有做过"));
        assert_eq!(worry(Some(now.plus_days(-1)), now), None);
        assert_eq!(worry(Some(now.plus_days(-2).plus_millis(1)), now), None);
        let told = worry(Some(now.plus_days(-3)), now).unwrap();
        assert!(told.contains("3 天前"), "{told}");
    }
}
