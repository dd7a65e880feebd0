//! The form of an assignment: what it starts from, and what was typed into it.

use values::{Day, Id, Moment};
use web::{Complaints, Fields, Place};

use super::{Assignment, Cast, Subject, lines};
use crate::duty::too_long;

/// What the form asks for; lead office and day only of a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub assignment: Assignment,
    pub office: String,
    pub due: Option<Day>,
}

pub fn starting(subject: &Subject, held: &Assignment) -> Fields {
    let id = |id: Option<String>| id.unwrap_or_default();
    let mut pairs = vec![
        ("version".to_owned(), stamp(subject, held)),
        ("office".to_owned(), subject.office().to_owned()),
        (
            "due".to_owned(),
            id(subject.due().map(|due| due.to_string())),
        ),
        (
            "leader".to_owned(),
            id(held.leader.some().map(|one| one.to_string())),
        ),
        (
            "person".to_owned(),
            id(held.person.some().map(|one| one.to_string())),
        ),
        ("measures".to_owned(), held.measures.join("\n")),
    ];
    pairs.extend(
        held.assisting
            .iter()
            .map(|unit| ("assisting".to_owned(), unit.to_string())),
    );
    Fields::from_pairs(pairs)
}

/// What the form was opened on: the version of the assignment, and for a duty its newest report,
/// which holds lead office and day.
pub fn stamp(subject: &Subject, held: &Assignment) -> String {
    match subject {
        Subject::Target(_) => held.version.to_string(),
        Subject::Duty(duty) => format!("{}.{}", held.version, duty.report.sequence),
    }
}

pub fn read(
    fields: &Fields,
    subject: &Subject,
    held: &Assignment,
    cast: &Cast,
    by: (&str, Moment),
) -> Result<Typed, Complaints> {
    let mut wrong = Complaints::default();
    let assignment = Assignment {
        version: held.version + 1,
        leader: person(fields, "leader", "分管领导", cast, &mut wrong),
        person: person(fields, "person", "责任人", cast, &mut wrong),
        assisting: assisting(fields, subject, cast, &mut wrong),
        measures: measures(fields, &mut wrong),
        reason: fields.get("reason").to_owned(),
        actor_name: by.0.to_owned(),
        moment: by.1,
    };
    let (office, due) = match subject {
        Subject::Target(_) => (subject.office().to_owned(), subject.due()),
        Subject::Duty(_) => (
            office(fields, cast, &mut wrong),
            due(fields, subject.year(), &mut wrong),
        ),
    };
    let typed = Typed {
        assignment,
        office,
        due,
    };
    if typed.assignment.reason.is_empty() && overturns(&typed, subject, held) {
        let reason = "改动已经定下的分工要写明理由，例如 局长办公会议定调整";
        wrong.add("reason", "理由", reason);
    }
    if wrong.is_empty() {
        Ok(typed)
    } else {
        Err(wrong)
    }
}

/// Whether something that stood is changed; naming what was open needs no reason.
fn overturns(typed: &Typed, subject: &Subject, held: &Assignment) -> bool {
    let other = |old: bool, same: bool| old && !same;
    let new = &typed.assignment;
    other(
        !subject.office().is_empty(),
        typed.office == subject.office(),
    ) || other(subject.due().is_some(), typed.due == subject.due())
        || other(!held.leader.is_none(), new.leader == held.leader)
        || other(!held.person.is_none(), new.person == held.person)
        || other(!held.assisting.is_empty(), new.assisting == held.assisting)
        || other(!held.measures.is_empty(), new.measures == held.measures)
}

fn person(
    fields: &Fields,
    field: &str,
    label: &str,
    cast: &Cast,
    wrong: &mut Complaints,
) -> Id<web::Person> {
    let text = fields.get(field);
    if text.is_empty() {
        return Id::NONE;
    }
    let id: Id<web::Person> = text.parse().unwrap_or(Id::NONE);
    if cast.person(id).is_empty() {
        wrong.add(field, label, "没有这个人，请从列表里选");
    }
    id
}

fn assisting(
    fields: &Fields,
    subject: &Subject,
    cast: &Cast,
    wrong: &mut Complaints,
) -> Vec<Id<web::Organisation>> {
    let lead = match subject {
        Subject::Target(_) => subject.office(),
        Subject::Duty(_) => fields.get("office"),
    };
    let mut units = Vec::new();
    for text in fields.all("assisting") {
        let id = text.trim().parse().unwrap_or(Id::NONE);
        match cast.unit(id) {
            Some(unit) if unit.place == Place::Office && unit.code == lead => {
                let reason = format!("{}是牵头科室，不用再列为配合单位", unit.name);
                wrong.add("assisting", "配合单位", reason);
            }
            Some(unit) if matches!(unit.place, Place::Office | Place::Town) => units.push(id),
            _ => wrong.add("assisting", "配合单位", "没有这个单位，请从列表里选"),
        }
    }
    units.sort_unstable();
    units.dedup();
    units
}

fn measures(fields: &Fields, wrong: &mut Complaints) -> Vec<String> {
    let text = fields.get("measures");
    if let Some(reason) = too_long(text) {
        wrong.add("measures", "具体举措", reason);
    }
    lines(text)
}

fn office(fields: &Fields, cast: &Cast, wrong: &mut Complaints) -> String {
    let code = fields.get("office");
    if !code.is_empty() && cast.office(code).is_none() {
        let reason = format!("没有代号为“{code}”的科室，请从列表里选");
        wrong.add("office", "牵头科室", reason);
    }
    code.to_owned()
}

fn due(fields: &Fields, year: i64, wrong: &mut Complaints) -> Option<Day> {
    match fields.get("due") {
        "" => None,
        text => Day::parse(text, i32::try_from(year).unwrap_or(0))
            .map_err(|fault| wrong.add("due", "完成期限", fault.to_string()))
            .ok(),
    }
}

/// What is told of an assignment, field by field: label and text.
pub fn told(typed: &Typed, is_duty: bool, cast: &Cast) -> Vec<(&'static str, String)> {
    let one = &typed.assignment;
    let office = cast
        .office(&typed.office)
        .map(|unit| unit.name.clone())
        .unwrap_or_default();
    let mut all = vec![
        ("分管领导", cast.person(one.leader)),
        ("责任人", cast.person(one.person)),
        ("配合单位", cast.units_named(&one.assisting)),
        ("具体举措", one.measures.join("；")),
    ];
    if is_duty {
        let due = typed.due.map(|due| due.to_string()).unwrap_or_default();
        all.splice(0..0, [("牵头科室", office), ("完成期限", due)]);
    }
    all
}
