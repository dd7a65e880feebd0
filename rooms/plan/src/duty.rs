//! Duties (工作任务): tasks of the notice without a figure, with a lead office, reports and a state.

pub(crate) mod acts;
pub(crate) mod form;
pub(crate) mod listed;
pub(crate) mod pages;
pub(crate) mod proof;
pub(crate) mod store;

use values::{Day, Id, Moment};

use crate::notice::{Notice, cite};
use crate::office::{self, Offices};
use crate::proposal::Proposal;
pub use proof::Proof;

/// What the lead office says of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Open,
    OnCourse,
    Done,
    /// Given up or merged into another, with the reason.
    Stopped,
}

/// A duty with its newest report.
#[derive(Clone, Debug)]
pub struct Duty {
    pub id: Id<Duty>,
    pub year: i64,
    pub place: i64,
    pub notice: Id<Notice>,
    pub proposal: Id<Proposal>,
    pub content: String,
    pub section: Vec<String>,
    pub report: Report,
}

/// One report; the newest is the duty's state. It is never changed: a correction is a new one that names the old.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The act that brought it; 0 before there was one.
    pub sequence: i64,
    pub state: State,
    /// The stable code of the lead office; may be empty.
    pub office: String,
    pub due: Option<Day>,
    /// The day it speaks of.
    pub day: Option<Day>,
    /// How much of it is done, 0 to 100.
    pub percent: Option<i64>,
    pub note: String,
    pub problem: String,
    pub next: String,
    /// The paper or page that shows it, in words.
    pub evidence: String,
    /// Read with the reports of one duty only; otherwise empty.
    pub proofs: Vec<Proof>,
    /// The sequence of the report that it corrects; 0 for none.
    pub corrects: i64,
    pub actor_name: String,
    pub moment: Moment,
}

impl State {
    pub const ALL: [State; 4] = [State::Open, State::OnCourse, State::Done, State::Stopped];

    pub fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::OnCourse => "on_course",
            State::Done => "done",
            State::Stopped => "stopped",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            State::Open => "未开始",
            State::OnCourse => "推进中",
            State::Done => "已完成",
            State::Stopped => "已停办",
        }
    }
}

impl Duty {
    pub fn path(&self) -> String {
        format!("/plan/duties/{}", self.id)
    }

    pub fn cite(&self) -> String {
        cite::label(&self.section)
    }

    /// The name of the lead office.
    pub fn lead(&self, offices: &Offices) -> String {
        match self.report.office.as_str() {
            "" => "未定".to_owned(),
            code => office::name(offices, code),
        }
    }

    /// Its day has passed and it is neither done nor stopped.
    pub fn is_late(&self, today: Day) -> bool {
        let living = matches!(self.report.state, State::Open | State::OnCourse);
        living && self.report.due.is_some_and(|due| due < today)
    }

    /// The class and word of its light: 已完成, 推进中, 逾期, 未开始, 已停办.
    pub fn light(&self, today: Day) -> (&'static str, &'static str) {
        match self.report.state {
            _ if self.is_late(today) => ("late", "逾期"),
            State::Open => ("wait", "未开始"),
            State::OnCourse => ("ok", "推进中"),
            State::Done => ("done", "已完成"),
            State::Stopped => ("none", "已停办"),
        }
    }
}

/// The field, its label, and what is wrong with it.
pub type Wrong = (&'static str, &'static str, String);

/// Why a report is not taken.
pub fn check(report: &Report, before: &Report) -> Result<(), Vec<Wrong>> {
    let mut wrong = Vec::new();
    let is_done = report.state == State::Done;
    if is_done && report.evidence.is_empty() && report.proofs.is_empty() {
        let reason = "办完要有佐证：文号、会议纪要、台账记录或文件";
        wrong.push(("evidence", "佐证", reason.to_owned()));
    }
    if matches!(report.state, State::Done | State::Stopped) && report.note.is_empty() {
        let reason = format!("{}要写明情况", report.state.word());
        wrong.push(("note", "进展", reason));
    }
    if report.due != before.due && before.due.is_some() && report.note.is_empty() {
        wrong.push(("note", "进展", "改完成期限要写明原因".to_owned()));
    }
    match report.percent {
        Some(percent) if !(0..=100).contains(&percent) => {
            let reason = format!("完成比例在 0 到 100 之间，填的是 {percent}");
            wrong.push(("percent", "完成比例", reason));
        }
        Some(percent) if is_done && percent < 100 => {
            let reason = format!("状态是已完成，完成比例却是 {percent}%，请改一处");
            wrong.push(("percent", "完成比例", reason));
        }
        _ => {}
    }
    for (field, label, text) in [
        ("note", "进展", &report.note),
        ("problem", "存在问题", &report.problem),
        ("next", "下步打算", &report.next),
        ("evidence", "佐证", &report.evidence),
    ] {
        if let Some(reason) = too_long(text) {
            wrong.push((field, label, reason));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Why a text is too long, if it is.
pub fn too_long(text: &str) -> Option<String> {
    let length = text.chars().count();
    (length > 1000).then(|| format!("最多 1000 个字，现在是 {length} 个字"))
}

#[cfg(test)]
mod tests;
