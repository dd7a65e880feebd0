//! Duties (工作任务): tasks of the notice without a figure, with a lead office and a state.

pub(crate) mod acts;
pub(crate) mod pages;
pub(crate) mod store;

use values::{Day, Id, Moment};

use crate::notice::{Notice, cite};
use crate::proposal::Proposal;

/// What the lead office says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
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

/// One report; the newest is the duty's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub state: State,
    /// The stable code of the lead office; may be empty.
    pub office: String,
    pub due: Option<Day>,
    pub note: String,
    /// The paper or page that shows it is done.
    pub evidence: String,
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

/// Why a report is not taken; the field it belongs to, its label, and the sentence.
pub fn check(
    report: &Report,
    before: &Report,
) -> Result<(), Vec<(&'static str, &'static str, String)>> {
    let mut wrong = Vec::new();
    if report.state == State::Done && report.evidence.is_empty() {
        wrong.push((
            "evidence",
            "佐证",
            "办完要写佐证：文号、会议纪要或台账记录的地址".to_owned(),
        ));
    }
    if matches!(report.state, State::Done | State::Stopped) && report.note.is_empty() {
        wrong.push(("note", "说明", format!("{}要写明情况", report.state.word())));
    }
    if report.due != before.due && before.due.is_some() && report.note.is_empty() {
        wrong.push(("note", "说明", "改完成期限要写明原因".to_owned()));
    }
    for (field, label, text) in [
        ("note", "说明", &report.note),
        ("evidence", "佐证", &report.evidence),
    ] {
        let length = text.chars().count();
        if length > 1000 {
            wrong.push((
                field,
                label,
                format!("最多 1000 个字，现在是 {length} 个字"),
            ));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

#[cfg(test)]
mod tests;
