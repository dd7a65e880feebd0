//! What a person asks for when a firm is moved along.

use identity::door::Seat;
use ledger::door::Entry;
use values::{Day, Id};
use web::{Actor, Complaints, Fields, Organisation, Person, Role};

use super::{Named, Source, Step};
use crate::access::{ACTING, APPROVING};
use crate::batch::Batch;
use crate::stage::Stage;

/// What was asked, read from a form or made by an import.
#[derive(Clone, Debug)]
pub struct Asked {
    pub to: Stage,
    pub day: Day,
    pub town_person: Named,
    pub bureau_person: Named,
    pub source: Source,
    pub paper: String,
    /// Who issued the paper.
    pub issuer: String,
    pub note: String,
    pub batch: Option<Id<Batch>>,
    /// Of a pool: `county`, `city`, `province`.
    pub level: String,
    /// The number that the system of applications gave.
    pub application_no: String,
    pub certificate: Option<Given>,
    /// Until when a refusal may be appealed.
    pub appeal_until: Option<Day>,
    pub exception: String,
    pub approver: Named,
    /// The row that says so already: none is posted.
    pub entry: Option<Id<Entry>>,
}

impl Asked {
    /// A step that follows the last one, with its people and its batch.
    pub fn following(last: Option<&Step>, to: Stage, day: Day) -> Asked {
        Asked {
            to,
            day,
            town_person: last.map_or_else(Named::default, |step| step.town_person.clone()),
            bureau_person: last.map_or_else(Named::default, |step| step.bureau_person.clone()),
            source: last.map_or(Source::Visit, |step| step.source),
            paper: String::new(),
            issuer: String::new(),
            note: String::new(),
            batch: last.and_then(|step| step.batch),
            level: String::new(),
            application_no: String::new(),
            certificate: None,
            appeal_until: None,
            exception: String::new(),
            approver: Named::default(),
            entry: None,
        }
    }
}

/// A certificate as it is written into a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub number: String,
    pub valid_until: Day,
    /// As the kind has it; empty: by what the firm had before.
    pub route: String,
}

/// Who can be chosen.
#[derive(Clone, Debug, Default)]
pub struct People {
    pub town: Vec<Named>,
    pub bureau: Vec<Named>,
    pub approvers: Vec<Named>,
}

impl People {
    /// Staff of the town, those of the office that cultivates, and those who approve beside the actor.
    pub fn of(
        seats: &[Seat],
        actor: &Actor,
        town: Id<Organisation>,
        office: Id<Organisation>,
    ) -> People {
        let pick = |fits: &dyn Fn(&Seat) -> bool| -> Vec<Named> {
            let mut found: Vec<Named> = Vec::new();
            for seat in seats.iter().filter(|seat| fits(seat)) {
                if found.iter().all(|one| one.id != seat.person) {
                    found.push(Named {
                        id: seat.person,
                        name: seat.name.clone(),
                    });
                }
            }
            found
        };
        People {
            town: pick(&|seat| seat.role == Role::Town && seat.unit == town),
            bureau: pick(&|seat| ACTING.contains(&seat.role) && seat.unit == office),
            approvers: pick(&|seat| APPROVING.contains(&seat.role) && seat.person != actor.person),
        }
    }

    fn pick(from: &[Named], typed: &str) -> Option<Named> {
        let id: Id<Person> = typed.parse().ok()?;
        from.iter().find(|one| one.id == id).cloned()
    }
}

/// A person that a form names: the empty value is nobody.
pub fn named(
    fields: &Fields,
    field: &'static str,
    label: &'static str,
    from: &[Named],
    complaints: &mut Complaints,
) -> Named {
    let typed = fields.get(field);
    if typed.is_empty() {
        return Named::default();
    }
    People::pick(from, typed).unwrap_or_else(|| {
        complaints.add(field, label, "从列出的人里选一位");
        Named::default()
    })
}

/// A day that must be there.
pub fn day(
    fields: &Fields,
    field: &'static str,
    label: &'static str,
    today: Day,
    complaints: &mut Complaints,
) -> Option<Day> {
    match Day::parse(fields.get(field), today.year()) {
        Ok(day) => Some(day),
        Err(fault) => {
            complaints.add(field, label, fault.to_string());
            None
        }
    }
}

/// A text that is not too long for its place.
pub fn text(
    fields: &Fields,
    field: &'static str,
    label: &'static str,
    most: usize,
    complaints: &mut Complaints,
) -> String {
    let typed = fields.get(field);
    let length = typed.chars().count();
    if length > most {
        let reason = format!("最多 {most} 个字，现在是 {length} 个字");
        complaints.add(field, label, reason);
    }
    typed.to_owned()
}

/// Reads the form of a move; what cannot be read is complained of.
pub fn read(
    fields: &Fields,
    to: Stage,
    people: &People,
    today: Day,
    complaints: &mut Complaints,
) -> Asked {
    let asked = Asked {
        to,
        day: day(fields, "day", "日期", today, complaints).unwrap_or(today),
        town_person: named(
            fields,
            "town-person",
            "镇区责任人",
            &people.town,
            complaints,
        ),
        bureau_person: named(
            fields,
            "bureau-person",
            "局责任人",
            &people.bureau,
            complaints,
        ),
        source: Source::from_code(fields.get("source")).unwrap_or_default(),
        paper: text(fields, "paper", "文号", 100, complaints),
        issuer: text(fields, "issuer", "发文单位", 100, complaints),
        note: text(fields, "note", "说明", 500, complaints),
        batch: fields.get("batch").parse().ok(),
        level: fields.get("level").to_owned(),
        application_no: text(fields, "application-no", "申报编号", 60, complaints),
        certificate: certificate(fields, to, today, complaints),
        appeal_until: match fields.get("appeal-until") {
            "" => None,
            _ => day(fields, "appeal-until", "申诉截止", today, complaints),
        },
        exception: text(fields, "exception", "例外理由", 300, complaints),
        approver: named(fields, "approver", "批准人", &people.approvers, complaints),
        entry: None,
    };
    if asked.exception.is_empty() == asked.approver.is_somebody() {
        let reason = "例外要同时写明理由和批准人";
        match asked.exception.is_empty() {
            true => complaints.add("exception", "例外理由", reason),
            false => complaints.add("approver", "批准人", reason),
        }
    }
    asked
}

fn certificate(
    fields: &Fields,
    to: Stage,
    today: Day,
    complaints: &mut Complaints,
) -> Option<Given> {
    let number = text(fields, "certificate", "证书编号", 60, complaints);
    if to != Stage::Recognised || number.is_empty() {
        return None;
    }
    Some(Given {
        number,
        valid_until: day(fields, "valid-until", "有效期至", today, complaints)?,
        route: fields.get("route").to_owned(),
    })
}

/// What the form of a move shows at first: the people of the step before, today.
pub fn starting(last: Option<&Step>, to: Stage, today: Day) -> Fields {
    let held = |of: fn(&Step) -> &Named| {
        let named = last.map(of).filter(|named| named.is_somebody());
        named.map_or(String::new(), |named| named.id.to_string())
    };
    let pairs = [
        ("to", to.code().to_owned()),
        ("day", today.to_string()),
        ("town-person", held(|step| &step.town_person)),
        ("bureau-person", held(|step| &step.bureau_person)),
        (
            "source",
            last.map_or(Source::Visit, |step| step.source)
                .code()
                .to_owned(),
        ),
        (
            "batch",
            last.and_then(|step| step.batch)
                .map_or(String::new(), |batch| batch.to_string()),
        ),
        ("seen", last.map_or(0, |step| step.number).to_string()),
    ];
    Fields::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value)))
}
