//! Visits and tasks for a firm: planned, held, what was found, what comes next. Each change is a new version.

pub mod acts;
pub mod pages;
pub mod store;

use enterprise::door::Firm;
use values::{Day, Id, Moment};
use web::Complaints;

use crate::step::Named;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Visit,
    Task,
}

impl Sort {
    pub const ALL: [Sort; 2] = [Sort::Visit, Sort::Task];

    pub fn code(self) -> &'static str {
        match self {
            Sort::Visit => "visit",
            Sort::Task => "task",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Sort::ALL.into_iter().find(|one| one.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Sort::Visit => "走访",
            Sort::Task => "任务",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Done,
    Withdrawn,
}

impl State {
    pub const ALL: [State; 3] = [State::Open, State::Done, State::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Done => "done",
            State::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|one| one.code() == code)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub id: Id<Task>,
    pub version: i64,
    pub firm: Id<Firm>,
    pub sort: Sort,
    /// What is to be found out or done.
    pub content: String,
    /// When the visit is planned, by when the task is due.
    pub due: Day,
    /// Who is responsible, at the town or at the bureau.
    pub person: Named,
    pub state: State,
    pub done_on: Option<Day>,
    /// What was found; why it was withdrawn.
    pub found: String,
    pub next_step: String,
    pub actor_name: String,
    pub moment: Moment,
}

/// What came of a visit or a task.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub day: Option<Day>,
    pub found: String,
    pub next_step: String,
    pub next_due: Option<Day>,
}

impl Task {
    pub fn path(&self) -> String {
        format!("/cultivation/tasks/{}", self.id)
    }

    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }

    /// Class and word of its light.
    pub fn light(&self, today: Day) -> (&'static str, String) {
        match (self.state, self.done_on) {
            (State::Open, _) if self.due < today => (
                "late",
                format!("过期 {} 天", today.number() - self.due.number()),
            ),
            (State::Open, _) if self.due == today => ("slow", "今天到期".to_owned()),
            (State::Open, _) => ("wait", format!("{} 前", self.due)),
            (State::Done, day) => (
                "done",
                day.map_or("已办".to_owned(), |day| format!("{day} 已办")),
            ),
            (State::Withdrawn, _) => ("none", "已取消".to_owned()),
        }
    }

    /// Held or done; and the task that follows from it, where a next step was named.
    pub fn done(
        &self,
        outcome: Outcome,
        today: Day,
        complaints: &mut Complaints,
    ) -> Option<(Task, Option<Task>)> {
        self.must_be_open("found", complaints);
        if let Some(day) = outcome.day.filter(|day| *day > today) {
            complaints.add("done-on", "日期", format!("{day} 还没有到"));
        }
        if outcome.found.is_empty() {
            let asked = match self.sort {
                Sort::Visit => "写明走访了解到什么",
                Sort::Task => "写明办成了什么",
            };
            complaints.add("found", "结果", asked);
        }
        match (outcome.next_step.as_str(), outcome.next_due) {
            ("", Some(_)) => complaints.add("next-step", "下一步", "写了期限，还要写下一步做什么"),
            ("", None) => {}
            (_, None) => complaints.add("next-due", "下一步期限", "写明哪一天之前"),
            (_, Some(due)) if due < today => {
                complaints.add("next-due", "下一步期限", format!("{due} 已经过了"));
            }
            _ => {}
        }
        let day = outcome.day.filter(|_| complaints.is_empty())?;
        let done = Task {
            version: self.version + 1,
            state: State::Done,
            done_on: Some(day),
            found: outcome.found,
            next_step: outcome.next_step.clone(),
            ..self.clone()
        };
        let next = outcome.next_due.map(|due| Task {
            id: Id::NONE,
            version: 1,
            sort: Sort::Task,
            content: outcome.next_step,
            due,
            ..self.clone()
        });
        Some((done, next))
    }

    /// Not to be done any more, for a reason.
    pub fn withdrawn(&self, why: &str, complaints: &mut Complaints) -> Option<Task> {
        self.must_be_open("why", complaints);
        if why.is_empty() {
            complaints.add("why", "理由", "取消要写明理由");
        }
        complaints.is_empty().then(|| Task {
            version: self.version + 1,
            state: State::Withdrawn,
            found: why.to_owned(),
            ..self.clone()
        })
    }

    fn must_be_open(&self, field: &str, complaints: &mut Complaints) {
        if !self.is_open() {
            let word = self.light(self.due).1;
            let reason = format!("这件事{word}，不能再改");
            complaints.add(field, "状态", reason);
        }
    }
}

/// Open ones first, by day; then what was done, the newest first.
pub fn in_order(mut tasks: Vec<Task>) -> Vec<Task> {
    tasks.sort_by_key(|one| {
        let done = one.done_on.map_or(0, |day| -day.number());
        (!one.is_open(), done, one.due, one.id)
    });
    tasks
}

#[cfg(test)]
mod tests;
