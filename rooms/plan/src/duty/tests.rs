#![allow(clippy::unwrap_used)]

use values::{Day, Id};

use super::{Duty, Report, State, check};

fn report(state: State, due: Option<&str>, note: &str, evidence: &str) -> Report {
    Report {
        state,
        due: due.map(|day| Day::parse_iso(day).unwrap()),
        note: note.to_owned(),
        evidence: evidence.to_owned(),
        ..Report::default()
    }
}

#[test]
fn what_a_report_needs() {
    let before = report(State::Open, Some("2020-06-30"), "", "");
    for (new, fields) in [
        (report(State::OnCourse, Some("2020-06-30"), "", ""), &[][..]),
        (
            report(State::Done, Some("2020-06-30"), "", ""),
            &["evidence", "note"],
        ),
        (
            report(
                State::Done,
                Some("2020-06-30"),
                "已印发",
                "皋科发〔2020〕9号",
            ),
            &[],
        ),
        (
            report(State::Stopped, Some("2020-06-30"), "", ""),
            &["note"],
        ),
        (
            report(State::OnCourse, Some("2020-09-30"), "", ""),
            &["note"],
        ),
        (report(State::OnCourse, None, "改为全年推进", ""), &[]),
        (
            report(State::OnCourse, Some("2020-06-30"), &"长".repeat(1001), ""),
            &["note"],
        ),
    ] {
        let wrong: Vec<&str> = check(&new, &before)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|(field, ..)| field)
            .collect();
        assert_eq!(wrong, fields, "{new:?}");
    }
}

#[test]
fn lights_of_duties() {
    let today = Day::of(2020, 9, 18).unwrap();
    for (state, due, word) in [
        (State::Open, None, "未开始"),
        (State::Open, Some("2020-09-17"), "逾期"),
        (State::OnCourse, Some("2020-09-18"), "推进中"),
        (State::OnCourse, Some("2020-09-17"), "逾期"),
        (State::Done, Some("2020-06-30"), "已完成"),
        (State::Stopped, Some("2020-06-30"), "已停办"),
    ] {
        let duty = Duty {
            id: Id::NONE,
            year: 2020,
            place: 0,
            notice: Id::NONE,
            proposal: Id::NONE,
            content: String::new(),
            section: Vec::new(),
            report: report(state, due, "", ""),
        };
        assert_eq!(duty.light(today).1, word, "{state:?} {due:?}");
    }
}
