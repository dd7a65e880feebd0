//! Posts: who holds which role where, from a day to a day.

pub mod pages;
pub mod store;

use values::{Day, Id};
use web::{Complaints, Fields, Organisation, Person, Place, Role};

use crate::unit::Unit;

/// A post, past, present or coming.
#[derive(Clone, Debug)]
pub struct Held {
    pub id: Id<Held>,
    pub person: Id<Person>,
    pub unit: Id<Organisation>,
    pub unit_name: String,
    pub role: Role,
    pub since: Day,
    pub until: Day,
}

impl Held {
    pub fn is_held(&self, on: Day) -> bool {
        self.since <= on && on < self.until
    }

    /// Held today or coming: it can be ended.
    pub fn can_end(&self, today: Day) -> bool {
        today < self.until && self.since < self.until
    }
}

/// A post that may be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    pub unit: Id<Organisation>,
    pub role: Role,
    pub since: Day,
    pub until: Option<Day>,
}

/// Where a role can be held. It matters for what a person sees: staff of a town see their own
/// town's rows, every other role sees all of the bureau's.
pub fn fits(role: Role, place: Place) -> bool {
    match place {
        Place::Town => role == Role::Town,
        Place::Bureau | Place::Office => !matches!(role, Role::Town | Role::Firm),
        Place::Firm => role == Role::Firm,
        Place::Outside => false,
    }
}

/// Reads the form of an appointment against the units of today and the posts of the person.
pub fn check(
    fields: &Fields,
    units: &[Unit],
    held: &[Held],
    today: Day,
) -> Result<Appointment, Complaints> {
    let mut complaints = Complaints::default();
    let id = fields.get("unit").parse().unwrap_or(Id::NONE);
    let unit = units.iter().find(|unit| unit.id == id);
    if unit.is_none() {
        complaints.add("unit", "单位", "从列出的单位中选一个");
    }
    let role = Role::from_code(fields.get("role"));
    match (role, unit) {
        (None, _) => complaints.add("role", "岗位", "从列出的岗位中选一个"),
        (Some(role), Some(unit)) if !fits(role, unit.place) => {
            complaints.add("role", "岗位", unfit(role, unit));
        }
        _ => {}
    }
    let (since, until) = days(fields, unit, today, &mut complaints);
    let (Some(unit), Some(role), Some(since), true) = (unit, role, since, complaints.is_empty())
    else {
        return Err(complaints);
    };
    let end = until.unwrap_or(Day::NEVER);
    let same = |one: &&Held| one.unit == unit.id && one.role == role;
    let meets = |one: &&Held| one.since < end && since < one.until && one.since < one.until;
    if let Some(one) = held.iter().filter(same).find(meets) {
        let reason = format!("已有这个岗位，{} 起，先结束它再任职", one.since);
        complaints.add("since", "任职日", reason);
        return Err(complaints);
    }
    Ok(Appointment {
        unit: unit.id,
        role,
        since,
        until,
    })
}

fn unfit(role: Role, unit: &Unit) -> String {
    let (name, place) = (role.name(), unit.place.name());
    match (role, unit.place) {
        (_, Place::Outside) => format!("{}是外部单位，还没有可任的岗位", unit.name),
        (Role::Town, _) => format!("{name}只在镇区街道任职，{}是{place}", unit.name),
        _ => format!("{name}在局或科室任职，{}是{place}", unit.name),
    }
}

fn days(
    fields: &Fields,
    unit: Option<&Unit>,
    today: Day,
    complaints: &mut Complaints,
) -> (Option<Day>, Option<Day>) {
    let year = today.year();
    let mut read = |field: &str, label: &str| {
        Day::parse(fields.get(field), year)
            .map_err(|fault| complaints.add(field, label, fault.to_string()))
            .ok()
    };
    let since = read("since", "任职日");
    let until = (!fields.get("until").is_empty())
        .then(|| read("until", "到期日"))
        .flatten();
    if let (Some(since), Some(unit)) = (since, unit)
        && since < unit.since
    {
        let reason = format!("{since} 早于{}的设立日 {}", unit.name, unit.since);
        complaints.add("since", "任职日", reason);
    }
    if let (Some(since), Some(until)) = (since, until)
        && until <= since
    {
        let reason = format!("{until} 不在任职日 {since} 之后");
        complaints.add("until", "到期日", reason);
    }
    (since, until)
}

#[cfg(test)]
#[path = "post/tests.rs"]
mod tests;
