//! The state of a target against its planned curve, with memory.

use values::{Day, Period};

use crate::curve::Curve;
use crate::exact::Exact;
use crate::indicator::{Direction, Shown};
use crate::language::Comparator;

/// Days after a month end within which a paper may still come before the month is judged.
pub const GRACE: i32 = 5;

/// Tolerances where a target does not say otherwise, in thousandths of the curve.
pub const TOLERANCE_OF_FLOWS: i64 = 200;
pub const TOLERANCE_OF_LEVELS: i64 = 20;

/// A target as its light needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub comparator: Comparator,
    /// The value of the period: fen, a count, a ratio.
    pub target: Exact,
    pub curve: Curve,
    pub period: Period,
    pub direction: Direction,
    /// Stocks, differences of stocks, ratios and `latest` are reached only on the period's last day.
    pub level: bool,
    /// Thousandths of the curve.
    pub tolerance: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    Behind,
    Slow,
    MadeUp,
    OnCourse,
    Reached,
    NotDue,
    NoData,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Red,
    Yellow,
    Green,
    Blue,
    Grey,
}

impl State {
    /// All states, in the order in which they are listed.
    pub const ALL: [State; 7] = [
        State::Behind,
        State::Slow,
        State::MadeUp,
        State::OnCourse,
        State::Reached,
        State::NotDue,
        State::NoData,
    ];

    pub fn words(self) -> &'static str {
        match self {
            State::Behind => "落后",
            State::Slow => "偏慢",
            State::MadeUp => "已补上",
            State::OnCourse => "正常",
            State::Reached => "已达成",
            State::NotDue => "未到节点",
            State::NoData => "暂无数据",
        }
    }

    /// The short text under which a kept state is stored.
    pub fn code(self) -> &'static str {
        match self {
            State::Behind => "behind",
            State::Slow => "slow",
            State::MadeUp => "made_up",
            State::OnCourse => "on_course",
            State::Reached => "reached",
            State::NotDue => "not_due",
            State::NoData => "no_data",
        }
    }

    pub fn read(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    pub fn colour(self) -> Colour {
        match self {
            State::Behind => Colour::Red,
            State::Slow | State::MadeUp => Colour::Yellow,
            State::OnCourse => Colour::Green,
            State::Reached => Colour::Blue,
            State::NotDue | State::NoData => Colour::Grey,
        }
    }

    /// Whether a month end in this state must be remembered.
    pub fn is_missed(self) -> bool {
        matches!(self, State::Slow | State::Behind)
    }
}

impl Goal {
    /// The state on a day. `missed_before`: at an earlier month end of the period the target was slow or behind, as known
    /// then; the caller keeps that memory, since a late paper must not rewrite it.
    pub fn state(&self, day: Day, value: Option<Exact>, missed_before: bool) -> State {
        let Some(value) = value else {
            return State::NoData;
        };
        let met = value.meets(self.comparator, self.target);
        if day >= self.period.last {
            return if met { State::Reached } else { State::Behind };
        }
        if met && !self.level {
            return State::Reached;
        }
        let Some(planned) = self.curve.on(day).filter(|planned| planned.num() != 0) else {
            return State::NotDue;
        };
        match (
            self.reaches(value, planned, 0),
            self.reaches(value, planned, self.tolerance),
        ) {
            (true, _) if missed_before => State::MadeUp,
            (true, _) => State::OnCourse,
            (false, true) => State::Slow,
            (false, false) => State::Behind,
        }
    }

    /// a ≥ (1 − tolerance)·c, or for a target that goes down a ≤ (1 + tolerance)·c.
    fn reaches(&self, value: Exact, planned: Exact, tolerance: i64) -> bool {
        match self.direction {
            Direction::Up => value >= planned.times(1000 - tolerance, 1000),
            Direction::Down => value <= planned.times(1000 + tolerance, 1000),
        }
    }

    /// The formula of the light with its numbers: `1,206.40 ÷ 1,362.00 = 88.6%，80%–100% 偏慢`.
    pub fn formula(&self, day: Day, value: Option<Exact>, state: State, shown: &Shown) -> String {
        let Some(value) = value else {
            return "还没有数，不评灯".to_owned();
        };
        let target = format!("{} {}", sign(self.comparator), self.target.with_unit(shown));
        if state == State::Reached || day >= self.period.last {
            let verdict = if state == State::Reached {
                "已达到"
            } else {
                "未达到"
            };
            return format!(
                "{} {verdict}全年目标 {target}",
                value.shown_against(shown, self.comparator, self.target)
            );
        }
        let Some(planned) = self.curve.on(day).filter(|planned| planned.num() != 0) else {
            return format!("计划曲线还没有到第一个节点，全年目标 {target}");
        };
        let in_percent = Shown {
            unit: "%".to_owned(),
            decimals: 1,
        };
        let done = value
            .over(planned)
            .map_or("—".to_owned(), |done| done.with_unit(&in_percent));
        format!(
            "{} ÷ {} = {done}，{} {}",
            value.shown(shown),
            planned.shown(shown),
            self.band(state),
            state.words()
        )
    }

    fn band(&self, state: State) -> String {
        let (least, most) = (
            percent(1000 - self.tolerance),
            percent(1000 + self.tolerance),
        );
        match (self.direction, state) {
            (Direction::Up, State::Behind) => format!("不到 {least}%"),
            (Direction::Up, State::Slow) => format!("{least}%–100%"),
            (Direction::Up, _) => "达到 100%".to_owned(),
            (Direction::Down, State::Behind) => format!("超过 {most}%"),
            (Direction::Down, State::Slow) => format!("100%–{most}%"),
            (Direction::Down, _) => "不超过 100%".to_owned(),
        }
    }
}

/// Thousandths as a number of per cent: 200 is 20, 25 is 2.5.
pub fn percent(thousandths: i64) -> String {
    match thousandths % 10 {
        0 => (thousandths / 10).to_string(),
        rest => format!("{}.{rest}", thousandths / 10),
    }
}

/// The comparator as the notice writes it.
pub fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Equal => "=",
        Comparator::Other => "≠",
        Comparator::Less => "<",
        Comparator::AtMost => "≤",
        Comparator::More => ">",
        Comparator::AtLeast => "≥",
    }
}

/// The month ends of the period before a day: those a light must remember.
pub fn earlier_month_ends(period: Period, day: Day) -> Vec<Day> {
    let mut ends = Vec::new();
    let mut end = period.first.last_of_month();
    while end < day && end <= period.last {
        ends.push(end);
        end = end.plus(1).last_of_month();
    }
    ends
}

#[cfg(test)]
mod tests;
