#![allow(clippy::unwrap_used)]

use values::{Day, Id, Moment};

use super::{Milestone, State, new};
use crate::duty::Wrong;

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn milestone(state: State, closed: Option<&str>) -> Milestone {
    Milestone {
        id: Id::NONE,
        version: 3,
        subject: Id::NONE,
        year: 2020,
        content: "方案报局长办公会".to_owned(),
        due: day("2020-06-30"),
        state,
        closed: closed.map(day),
        note: String::new(),
        actor_name: String::new(),
        moment: Moment::default(),
    }
}

fn fields(outcome: Result<Milestone, Vec<Wrong>>) -> Vec<&'static str> {
    let wrong = outcome.err().unwrap_or_default();
    wrong.into_iter().map(|(field, ..)| field).collect()
}

#[test]
fn lights_of_milestones() {
    let today = day("2020-07-03");
    for (state, closed, class, word) in [
        (State::Open, None, "late", "逾期 3 天"),
        (State::Met, Some("2020-06-28"), "done", "已完成 06-28"),
        (State::Met, Some("2020-07-02"), "made", "迟办完成 07-02"),
        (
            State::Missed,
            Some("2020-07-01"),
            "late",
            "未按期完成 07-01",
        ),
        (State::Withdrawn, None, "none", "已取消"),
    ] {
        assert_eq!(
            milestone(state, closed).light(today),
            (class, word.to_owned())
        );
    }
    let open = milestone(State::Open, None);
    let ended = open.light_under(Some("任务已完成"), today);
    assert_eq!(ended, ("none", "任务已完成".to_owned()));
    assert_eq!(open.light_under(None, today).0, "late");
    let met = milestone(State::Met, Some("2020-06-28"));
    assert_eq!(met.light_under(Some("任务已完成"), today).0, "done");
    let on_its_day = milestone(State::Open, None).light(day("2020-06-30"));
    assert_eq!(on_its_day, ("wait", "未到期".to_owned()));
}

#[test]
fn what_a_change_needs() {
    let open = milestone(State::Open, None);
    let due = || Day::parse("9月30日", 2020);
    let changed = open.changed("方案印发", due(), "办公会推迟").unwrap();
    assert_eq!(
        (changed.version, changed.due, changed.state),
        (4, day("2020-09-30"), State::Open)
    );
    assert_eq!(fields(open.changed("", due(), "")), ["content", "reason"]);
    let wrong_day = Day::parse("9月31日", 2020);
    assert_eq!(fields(open.changed("x", wrong_day, "x")), ["due"]);
    for state in [State::Met, State::Missed, State::Withdrawn] {
        let closed = milestone(state, None);
        assert_eq!(fields(closed.changed("x", due(), "x")), ["content"]);
        assert_eq!(fields(closed.withdrawn("x")), ["why-not"]);
    }
}

#[test]
fn what_an_outcome_needs() {
    let today = day("2020-07-03");
    let open = milestone(State::Open, None);
    for (outcome, on, note, wrong) in [
        (Some(State::Met), "2020-06-28", "已上会", &[][..]),
        (Some(State::Met), "2020-06-28", "", &["note"]),
        (Some(State::Met), "2020-07-04", "已上会", &["day"]),
        (Some(State::Missed), "2020-07-01", "等市里文件", &[]),
        (Some(State::Missed), "2020-06-30", "等市里文件", &["day"]),
        (Some(State::Withdrawn), "2020-06-28", "x", &["outcome"]),
        (None, "2020-06-28", "x", &["outcome"]),
    ] {
        let closed = open.closed(outcome, Day::parse(on, 2020), note, today);
        assert_eq!(fields(closed), wrong, "{outcome:?} {on} {note}");
    }
    let met = milestone(State::Met, Some("2020-06-28"));
    let again = met.closed(Some(State::Met), Ok(today), "x", today);
    assert_eq!(fields(again), ["outcome"]);
    assert_eq!(met.reopened("记错了").unwrap().closed, None);
    assert_eq!(fields(met.reopened("")), ["why"]);
    assert_eq!(fields(open.reopened("x")), ["why"]);
}

#[test]
fn the_same_milestone_is_set_once() {
    let open = milestone(State::Open, None);
    let twice = new(
        "方案报局长办公会",
        Ok(day("2020-06-30")),
        std::slice::from_ref(&open),
    );
    assert_eq!(twice.unwrap_err()[0].0, "content");
    assert!(new("方案报局长办公会", Ok(day("2020-07-30")), &[open]).is_ok());
    let withdrawn = milestone(State::Withdrawn, None);
    assert!(new("方案报局长办公会", Ok(day("2020-06-30")), &[withdrawn]).is_ok());
}
