//! The form of a report: what it starts from, and what was typed into it.

use values::Day;
use web::{Complaints, Fields};

use super::{Duty, Proof, Report, State, check};

/// A new report starts from the newest one without its words; a correction from what it corrects.
pub fn starting(duty: &Duty, corrected: Option<&Report>, today: Day) -> Fields {
    let newest = &duty.report;
    let mut fields = Fields::from_pairs([
        ("state".to_owned(), newest.state.code().to_owned()),
        ("after".to_owned(), newest.sequence.to_string()),
        ("day".to_owned(), today.to_string()),
    ]);
    let percent = |report: &Report| report.percent.map(|percent| percent.to_string());
    match corrected {
        None => fields.set("percent", &percent(newest).unwrap_or_default()),
        Some(old) => {
            fields.set("corrects", &old.sequence.to_string());
            fields.set("percent", &percent(old).unwrap_or_default());
            fields.set("day", &old.day.unwrap_or(old.moment.day()).to_string());
            fields.set("note", &old.note);
            fields.set("problem", &old.problem);
            fields.set("next", &old.next);
            fields.set("evidence", &old.evidence);
        }
    }
    fields
}

/// Reads the form against the duty's reports. Lead office and day of completion stay as they are.
pub fn read(
    fields: &Fields,
    duty: &Duty,
    reports: &[Report],
    mut proofs: Vec<Proof>,
    today: Day,
    mut wrong: Complaints,
) -> Result<Report, Complaints> {
    let state = State::from_code(fields.get("state"));
    if state.is_none() {
        wrong.add("state", "状态", "请从列表里选一种状态");
    }
    let old = corrected(fields, reports, &mut wrong);
    if let Some(old) = old {
        proofs.splice(0..0, old.proofs.clone());
    }
    let report = Report {
        state: state.unwrap_or_default(),
        office: duty.report.office.clone(),
        due: duty.report.due,
        day: day(fields, duty, today, &mut wrong),
        percent: percent(fields.get("percent"), &mut wrong),
        note: fields.get("note").to_owned(),
        problem: fields.get("problem").to_owned(),
        next: fields.get("next").to_owned(),
        evidence: fields.get("evidence").to_owned(),
        proofs,
        corrects: old.map_or(0, |old| old.sequence),
        ..Report::default()
    };
    for (field, label, reason) in check(&report, &duty.report).err().unwrap_or_default() {
        wrong.add(field, label, reason);
    }
    if wrong.is_empty() {
        Ok(report)
    } else {
        Err(wrong)
    }
}

/// The report that is to be corrected; each only once.
fn corrected<'a>(
    fields: &Fields,
    reports: &'a [Report],
    wrong: &mut Complaints,
) -> Option<&'a Report> {
    let sequence: i64 = match fields.get("corrects") {
        "" | "0" => return None,
        text => text.parse().unwrap_or(0),
    };
    let old = reports.iter().find(|report| report.sequence == sequence);
    if old.is_none() {
        wrong.add("note", "进展", "要更正的那条填报不在这项任务里");
    }
    if let Some(newer) = reports.iter().find(|report| report.corrects == sequence) {
        let reason = format!(
            "{} {} 已经更正过这条，请更正那一条",
            newer.actor_name,
            newer.moment.spoken()
        );
        wrong.add("note", "进展", reason);
    }
    old
}

fn day(fields: &Fields, duty: &Duty, today: Day, wrong: &mut Complaints) -> Option<Day> {
    let text = fields.get("day");
    if text.is_empty() {
        return Some(today);
    }
    let year = i32::try_from(duty.year).unwrap_or(0);
    match Day::parse(text, year) {
        Ok(day) if day > today => {
            let reason = format!("{day} 还没有到，最晚填今天 {today}");
            wrong.add("day", "截至", reason);
            None
        }
        Ok(day) => Some(day),
        Err(fault) => {
            wrong.add("day", "截至", fault.to_string());
            None
        }
    }
}

/// `80`, `80%`, `８０％`; nothing where nothing is said.
fn percent(text: &str, wrong: &mut Complaints) -> Option<i64> {
    let plain = values::half_width(text);
    let digits = plain.trim().trim_end_matches('%').trim();
    if digits.is_empty() {
        return None;
    }
    let read = digits.parse().ok();
    if read.is_none() {
        let reason = format!("“{text}”不是 0 到 100 之间的整数");
        wrong.add("percent", "完成比例", reason);
    }
    read
}
