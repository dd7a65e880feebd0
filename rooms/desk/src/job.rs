//! Long work as a person sees it: how far it is, and what came of it.

pub mod pages;

use ::store::{LongJob, LongState};
use values::grouped;

/// `806 / 1,241 行`, `806 行` where the whole is not known, nothing before the first.
pub fn measure(job: &LongJob) -> String {
    match (job.done, job.total) {
        (0, 0) => String::new(),
        (done, 0) => format!("{} {}", grouped(done.into()), job.unit),
        (done, total) => {
            let (done, total) = (grouped(done.into()), grouped(total.into()));
            format!("{done} / {total} {}", job.unit)
        }
    }
}

/// `排队中`, `正在办`, `已停止` …
pub fn word(job: &LongJob) -> &'static str {
    match job.state {
        LongState::Queued => "排队中",
        LongState::Running if job.stop => "正在停止",
        LongState::Running if job.tries > 1 => "中断过，正在重新办",
        LongState::Running => "正在办",
        LongState::Done => "已办完",
        LongState::Failed => "没有办成",
        LongState::Stopped => "已停止",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::{Id, Moment, Uuid};

    fn job(state: LongState, done: i64, total: i64, tries: i64, stop: bool) -> LongJob {
        LongJob {
            county: String::new(),
            id: Id::NONE,
            work: String::new(),
            title: String::new(),
            subject: String::new(),
            actor: Uuid::nil(),
            actor_name: String::new(),
            state,
            done,
            total,
            unit: "行".to_owned(),
            stop,
            tries,
            result: String::new(),
            path: String::new(),
            file: String::new(),
            scope: String::new(),
            asked: Moment::default(),
            ended: Moment::default(),
        }
    }

    #[test]
    fn how_far_it_is_stands_in_words() {
        use LongState::{Done, Failed, Queued, Running, Stopped};
        for (job, far, state) in [
            (job(Queued, 0, 0, 0, false), "", "排队中"),
            (
                job(Running, 806, 1241, 1, false),
                "806 / 1,241 行",
                "正在办",
            ),
            (
                job(Running, 1200, 0, 2, false),
                "1,200 行",
                "中断过，正在重新办",
            ),
            (job(Running, 0, 5, 1, true), "0 / 5 行", "正在停止"),
            (job(Done, 5, 5, 1, false), "5 / 5 行", "已办完"),
            (job(Failed, 0, 0, 1, false), "", "没有办成"),
            (job(Stopped, 1, 5, 1, true), "1 / 5 行", "已停止"),
        ] {
            assert_eq!((measure(&job).as_str(), word(&job)), (far, state));
        }
    }
}
