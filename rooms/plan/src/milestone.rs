//! Milestones (节点): what of a target or a duty must stand by which day. Each change is a new version.

pub(crate) mod acts;
pub(crate) mod pages;
pub(crate) mod store;

use values::{Day, DayFault, Id, Moment};

use crate::assignment::Subject;
use crate::duty::{Wrong, too_long};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Met,
    /// Its day went by without it, as somebody found.
    Missed,
    /// No longer asked for.
    Withdrawn,
}

/// A milestone as held at a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    pub id: Id<Milestone>,
    /// Counts from 1.
    pub version: i64,
    pub subject: Id<Subject>,
    pub year: i64,
    pub content: String,
    pub due: Day,
    pub state: State,
    /// The day on which it was met, or found missed.
    pub closed: Option<Day>,
    /// Why it was changed, or how it came out.
    pub note: String,
    pub actor_name: String,
    pub moment: Moment,
}

/// A milestone as pages list it.
pub struct Line {
    pub path: String,
    pub content: String,
    pub due: Day,
    pub light: (&'static str, String),
    pub note: String,
}

impl State {
    pub const ALL: [State; 4] = [State::Open, State::Met, State::Missed, State::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Met => "met",
            State::Missed => "missed",
            State::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            State::Open => "未完成",
            State::Met => "已完成",
            State::Missed => "未按期完成",
            State::Withdrawn => "已取消",
        }
    }
}

impl Milestone {
    pub fn path(&self) -> String {
        format!("/plan/milestones/{}", self.id)
    }

    pub fn is_overdue(&self, today: Day) -> bool {
        self.state == State::Open && self.due < today
    }

    /// The class and word of its light.
    pub fn light(&self, today: Day) -> (&'static str, String) {
        let on = |word: &str| match self.closed {
            Some(day) => format!("{word} {}", day.short()),
            None => word.to_owned(),
        };
        match self.state {
            State::Open if self.due < today => {
                let days = today.number() - self.due.number();
                ("late", format!("逾期 {days} 天"))
            }
            State::Open => ("wait", "未到期".to_owned()),
            State::Met if self.closed.is_some_and(|day| day > self.due) => ("made", on("迟办完成")),
            State::Met => ("done", on("已完成")),
            State::Missed => ("late", on("未按期完成")),
            State::Withdrawn => ("none", "已取消".to_owned()),
        }
    }

    /// The same where what it belongs to may have ended ([`Subject::ended`]).
    pub fn light_under(&self, ended: Option<&str>, today: Day) -> (&'static str, String) {
        match ended {
            Some(word) if self.state == State::Open => ("none", word.to_owned()),
            _ => self.light(today),
        }
    }

    pub fn line(&self, ended: Option<&str>, today: Day) -> Line {
        Line {
            path: self.path(),
            content: self.content.clone(),
            due: self.due,
            light: self.light_under(ended, today),
            note: self.note.clone(),
        }
    }

    /// Other words or another day, for a reason. Only while it is open.
    pub fn changed(
        &self,
        content: &str,
        due: Result<Day, DayFault>,
        reason: &str,
    ) -> Result<Milestone, Vec<Wrong>> {
        let mut wrong = self.not_open("content", "内容");
        let read = words_and_day(content, due, &mut wrong);
        check_note("reason", "理由", reason, "改节点要写明理由", &mut wrong);
        match read {
            Some((content, due)) if wrong.is_empty() => Ok(Milestone {
                content,
                due,
                ..self.next(reason)
            }),
            _ => Err(wrong),
        }
    }

    /// How it came out: met or missed on a day that has come.
    pub fn closed(
        &self,
        outcome: Option<State>,
        day: Result<Day, DayFault>,
        note: &str,
        today: Day,
    ) -> Result<Milestone, Vec<Wrong>> {
        let mut wrong = self.not_open("outcome", "结果");
        let outcome = outcome.filter(|state| matches!(state, State::Met | State::Missed));
        if outcome.is_none() {
            wrong.push(("outcome", "结果", "选已完成或未按期完成".to_owned()));
        }
        let day = match day {
            Ok(day) if day > today => {
                let reason = format!("{day} 还没有到，最晚填今天 {today}");
                wrong.push(("day", "日期", reason));
                None
            }
            Ok(day) if outcome == Some(State::Missed) && day <= self.due => {
                let reason = format!("期限是 {}，过了期限才能记未按期完成", self.due);
                wrong.push(("day", "日期", reason));
                None
            }
            Ok(day) => Some(day),
            Err(fault) => {
                wrong.push(("day", "日期", fault.to_string()));
                None
            }
        };
        let asked = match outcome {
            Some(State::Missed) => "没有按期完成要写明原因和打算",
            _ => "写明办成了什么",
        };
        check_note("note", "说明", note, asked, &mut wrong);
        match outcome {
            Some(state) if wrong.is_empty() => Ok(Milestone {
                state,
                closed: day,
                ..self.next(note)
            }),
            _ => Err(wrong),
        }
    }

    /// Takes an outcome back, for a reason.
    pub fn reopened(&self, reason: &str) -> Result<Milestone, Vec<Wrong>> {
        let mut wrong = Vec::new();
        if !matches!(self.state, State::Met | State::Missed) {
            let reason = format!("节点{}，没有结果可以撤回", self.state.word());
            wrong.push(("why", "理由", reason));
        }
        check_note("why", "理由", reason, "撤回结果要写明理由", &mut wrong);
        self.unless(wrong, State::Open, reason)
    }

    /// No longer asked for, for a reason.
    pub fn withdrawn(&self, reason: &str) -> Result<Milestone, Vec<Wrong>> {
        let mut wrong = self.not_open("why-not", "理由");
        check_note("why-not", "理由", reason, "取消节点要写明理由", &mut wrong);
        self.unless(wrong, State::Withdrawn, reason)
    }

    fn unless(&self, wrong: Vec<Wrong>, state: State, note: &str) -> Result<Milestone, Vec<Wrong>> {
        if !wrong.is_empty() {
            return Err(wrong);
        }
        Ok(Milestone {
            state,
            closed: None,
            ..self.next(note)
        })
    }

    fn next(&self, note: &str) -> Milestone {
        Milestone {
            version: self.version + 1,
            note: note.to_owned(),
            ..self.clone()
        }
    }

    fn not_open(&self, field: &'static str, label: &'static str) -> Vec<Wrong> {
        if self.state == State::Open {
            return Vec::new();
        }
        let reason = format!("节点{}，不能再改", self.state.word());
        vec![(field, label, reason)]
    }
}

/// A new milestone's words and day; the same twice is one too many.
pub fn new(
    content: &str,
    due: Result<Day, DayFault>,
    there: &[Milestone],
) -> Result<(String, Day), Vec<Wrong>> {
    let mut wrong = Vec::new();
    let read = words_and_day(content, due, &mut wrong);
    let is_there = |one: &Milestone| {
        one.state == State::Open
            && Some((&one.content, one.due)) == read.as_ref().map(|(content, due)| (content, *due))
    };
    if there.iter().any(is_there) {
        wrong.push(("content", "节点", "已有这个节点".to_owned()));
    }
    read.filter(|_| wrong.is_empty()).ok_or(wrong)
}

fn words_and_day(
    content: &str,
    due: Result<Day, DayFault>,
    wrong: &mut Vec<Wrong>,
) -> Option<(String, Day)> {
    if content.is_empty() {
        wrong.push(("content", "节点", "写明到期要办成什么".to_owned()));
    }
    if content.chars().count() > 200 {
        let length = content.chars().count();
        wrong.push((
            "content",
            "节点",
            format!("最多 200 个字，现在是 {length} 个字"),
        ));
    }
    match due {
        Ok(day) => Some((content.to_owned(), day)),
        Err(fault) => {
            wrong.push(("due", "期限", fault.to_string()));
            None
        }
    }
}

fn check_note(
    field: &'static str,
    label: &'static str,
    text: &str,
    asked: &str,
    wrong: &mut Vec<Wrong>,
) {
    if text.is_empty() {
        wrong.push((field, label, asked.to_owned()));
    }
    if let Some(reason) = too_long(text) {
        wrong.push((field, label, reason));
    }
}

#[cfg(test)]
mod tests;
