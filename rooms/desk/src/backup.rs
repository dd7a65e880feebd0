//! Backups that the site takes itself, and what the administrator sees of them.

pub mod pages;
pub mod store;
pub mod taking;
pub mod waiting;

use std::path::PathBuf;
use std::sync::OnceLock;

use ::store::{Copied, LongState};
use values::{Id, Moment, grouped};

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
    /// `1,204 行，56 份文件`, and how many files were not there, or not as they were kept.
    pub fn words(&self) -> String {
        let mut words = format!(
            "{} 行，{} 份文件",
            grouped(self.copied.rows.into()),
            grouped(self.copied.files.into())
        );
        if self.copied.missing > 0 {
            words += &format!("，缺 {} 份凭证文件", grouped(self.copied.missing.into()));
        }
        if self.copied.damaged > 0 {
            let damaged = grouped(self.copied.damaged.into());
            words += &format!("，{damaged} 份凭证文件与指纹不符");
        }
        words
    }

    pub fn size(&self) -> String {
        web::shown::bytes(i64::try_from(self.copied.bytes).unwrap_or(i64::MAX))
    }
}

/// How many whole days may pass before the administrator is told.
const WORRY: i64 = 2;

/// What to say about the last backup; nothing while all is well.
pub fn worry(last: Option<&Taken>, now: Moment) -> Option<String> {
    let Some(last) = last else {
        return Some("还没有做过备份。磁盘一坏，台账和凭证就都没有了。".to_owned());
    };
    if last.taken > now.plus_millis(3_600_000) {
        return Some(format!(
            "最近一份备份记的时间 {} 还没有到，不知道是哪一天的。请核对本机的时钟，再备份一次。",
            last.taken.spoken()
        ));
    }
    if now >= last.taken.plus_days(WORRY) {
        let days = (now.millis() - last.taken.millis()) / 86_400_000;
        let which = match last.copied.is_whole() {
            true => "最近一份好的备份",
            false => "最近一份备份不全，又",
        };
        return Some(format!(
            "{which}是 {days} 天前的，这以后的台账和凭证还没有备份。"
        ));
    }
    match (last.copied.missing, last.copied.damaged) {
        (0, 0) => None,
        (0, damaged) => Some(format!(
            "最近一份备份里有 {damaged} 份凭证文件与指纹不符，是被改过或磁盘坏了。请运行 kedu verify 查看；以前的夜间备份都留着。"
        )),
        (missing, _) => Some(format!(
            "最近一份备份缺 {missing} 份凭证文件，备份的时候它们就不在数据目录里。"
        )),
    }
}

/// A try to take tonight's backup.
#[derive(Clone, Copy, Debug)]
pub struct Try {
    pub state: LongState,
    pub ended: Moment,
}

/// How often a night's backup is tried, and how long after a failed one, in milliseconds.
const TRIES: usize = 4;
const AGAIN: i64 = 30 * 60_000;

/// Whether the night's backup is due: its hour has come, and none of tonight is under way, taken or stopped. After one that
/// failed it is tried again.
pub fn is_due(hour: u8, tonight: &[Try], now: Moment) -> bool {
    let may_follow =
        |one: &Try| one.state == LongState::Failed && one.ended.plus_millis(AGAIN) <= now;
    now >= Moment::at(now.day(), u32::from(hour), 0)
        && tonight.len() < TRIES
        && tonight.iter().all(may_follow)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use values::Day;

    #[test]
    fn the_night_comes_once() {
        let day = Day::of(2020, 9, 18).unwrap();
        let one = |state, minute| Try {
            state,
            ended: Moment::at(day, 2, minute),
        };
        let failed = |minute| one(LongState::Failed, minute);
        for (tonight, hour, minute, due) in [
            (vec![], 1, 59, false),
            (vec![], 2, 0, true),
            (vec![], 23, 0, true),
            (vec![one(LongState::Done, 1)], 2, 1, false),
            (vec![one(LongState::Running, 0)], 9, 0, false),
            (vec![one(LongState::Stopped, 1)], 9, 0, false),
            (vec![failed(1)], 2, 20, false),
            (vec![failed(1)], 2, 31, true),
            (vec![failed(1), one(LongState::Done, 31)], 9, 0, false),
            (
                vec![failed(1), failed(2), failed(3), failed(4)],
                9,
                0,
                false,
            ),
        ] {
            let now = Moment::at(day, hour, minute);
            assert_eq!(is_due(2, &tonight, now), due, "{tonight:?} {hour}:{minute}");
        }
    }

    #[test]
    fn two_days_or_a_wrong_clock_are_a_worry() {
        let now = Moment::at(Day::of(2020, 9, 18).unwrap(), 9, 0);
        let taken = |taken, (missing, damaged)| Taken {
            id: Id::NONE,
            taken,
            cause: Cause::Night,
            file: String::new(),
            copied: Copied {
                missing,
                damaged,
                ..Copied::default()
            },
        };
        assert!(worry(None, now).unwrap().contains("还没有做过"));
        for (at, lacks, told) in [
            (now.plus_days(-1), (0, 0), None),
            (now.plus_days(-2).plus_millis(1), (0, 0), None),
            (now.plus_days(-3), (0, 0), Some("3 天前")),
            (now.plus_days(-3), (1, 0), Some("不全，又是 3 天前")),
            (now.plus_days(-1), (7, 1), Some("缺 7 份凭证文件")),
            (now.plus_days(-1), (0, 3), Some("3 份凭证文件与指纹不符")),
            (now.plus_millis(1), (0, 0), None),
            (now.plus_days(900), (0, 0), Some("请核对本机的时钟")),
        ] {
            let said = worry(Some(&taken(at, lacks)), now);
            match told {
                None => assert_eq!(said, None),
                Some(told) => assert!(
                    said.clone().is_some_and(|said| said.contains(told)),
                    "{said:?}"
                ),
            }
        }
    }
}
