#![allow(clippy::unwrap_used)]
use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn task(sort: Sort, due: &str) -> Task {
    Task {
        id: Id::new(values::fresh(Moment::default())),
        version: 1,
        firm: Id::NONE,
        sort,
        content: "看研发场地".to_owned(),
        due: day(due),
        person: Named::default(),
        state: State::Open,
        done_on: None,
        found: String::new(),
        next_step: String::new(),
        actor_name: String::new(),
        moment: Moment::default(),
    }
}

fn outcome(on: &str, found: &str, next: &str, due: &str) -> Outcome {
    Outcome {
        day: Day::parse_iso(on),
        found: found.to_owned(),
        next_step: next.to_owned(),
        next_due: Day::parse_iso(due),
    }
}

#[test]
fn what_a_result_must_say() {
    let today = day("2020-09-18");
    for (sort, told, wanted) in [
        (Sort::Visit, outcome("2020-09-17", "缺辅助账", "", ""), ""),
        (
            Sort::Visit,
            outcome("2020-09-17", "", "", ""),
            "写明走访了解到什么",
        ),
        (
            Sort::Task,
            outcome("2020-09-17", "", "", ""),
            "写明办成了什么",
        ),
        (
            Sort::Task,
            outcome("2020-09-19", "办了", "", ""),
            "2020-09-19 还没有到",
        ),
        (
            Sort::Task,
            outcome("2020-09-18", "办了", "再去", ""),
            "写明哪一天之前",
        ),
        (
            Sort::Task,
            outcome("2020-09-18", "办了", "", "2020-10-01"),
            "写了期限，还要写下一步做什么",
        ),
        (
            Sort::Task,
            outcome("2020-09-18", "办了", "再去", "2020-09-17"),
            "2020-09-17 已经过了",
        ),
        (
            Sort::Task,
            outcome("2020-09-18", "办了", "再去", "2020-09-18"),
            "",
        ),
    ] {
        let mut complaints = Complaints::default();
        let done = task(sort, "2020-09-20").done(told, today, &mut complaints);
        let reason = complaints.0.first().map_or("", |one| one.reason.as_str());
        assert_eq!(reason, wanted);
        assert_eq!(done.is_some(), wanted.is_empty());
    }
}

#[test]
fn a_next_step_becomes_a_task_of_its_own() {
    let visit = task(Sort::Visit, "2020-09-18");
    let told = outcome("2020-09-18", "缺辅助账", "补辅助账", "2020-10-15");
    let mut complaints = Complaints::default();
    let (done, next) = visit
        .done(told, day("2020-09-18"), &mut complaints)
        .unwrap();
    assert_eq!((done.version, done.state), (2, State::Done));
    let next = next.unwrap();
    assert_eq!((next.sort, next.content.as_str()), (Sort::Task, "补辅助账"));
    assert_eq!(
        (next.due, next.state, next.version),
        (day("2020-10-15"), State::Open, 1)
    );
    for again in [
        done.clone(),
        done.withdrawn("x", &mut Complaints::default())
            .unwrap_or(done),
    ] {
        let mut complaints = Complaints::default();
        let told = outcome("2020-09-18", "又", "", "");
        assert!(
            again
                .done(told, day("2020-09-18"), &mut complaints)
                .is_none()
        );
        assert!(complaints.0[0].reason.contains("不能再改"));
    }
}

#[test]
fn it_is_withdrawn_for_a_reason() {
    let mut complaints = Complaints::default();
    assert!(
        task(Sort::Task, "2020-09-18")
            .withdrawn("", &mut complaints)
            .is_none()
    );
    assert_eq!(complaints.0[0].reason, "取消要写明理由");
    let gone = task(Sort::Task, "2020-09-18").withdrawn("企业已迁出", &mut Complaints::default());
    assert_eq!(gone.unwrap().state, State::Withdrawn);
}

#[test]
fn its_light_tells_how_late_it_is() {
    let today = day("2020-09-18");
    for (due, class, word) in [
        ("2020-09-16", "late", "过期 2 天"),
        ("2020-09-18", "slow", "今天到期"),
        ("2020-09-19", "wait", "2020-09-19 前"),
    ] {
        assert_eq!(task(Sort::Task, due).light(today), (class, word.to_owned()));
    }
}
