//! The units and people that a plan can name, on a day.

use std::collections::HashMap;

use ::store::Tx;
use identity::door::{Seat, Unit};
use values::{Day, Id};
use web::{Organisation, Person, Place, Result, Role};

use super::Assignment;
use crate::office::Choosable;

pub struct Cast {
    pub units: Vec<Unit>,
    pub seats: Vec<Seat>,
    /// Of those who are named but hold no post any more, too.
    names: HashMap<Id<Person>, String>,
}

impl Cast {
    /// The cast of a day, with the names of those whom these assignments name.
    pub async fn of(
        tx: &mut Tx,
        on: Day,
        assignments: impl Iterator<Item = &Assignment>,
    ) -> Result<Cast> {
        let units = identity::door::organisations(tx, on).await?;
        let seats = identity::door::seats(tx, on).await?;
        let named: Vec<Id<Person>> = assignments
            .flat_map(|one| [one.leader, one.person])
            .filter_map(Id::some)
            .collect();
        let names = identity::door::names(tx, &named).await?;
        Ok(Cast {
            names,
            ..Cast::new(units, seats)
        })
    }

    /// A cast in which nobody is named but those who hold a post.
    pub fn new(units: Vec<Unit>, seats: Vec<Seat>) -> Cast {
        Cast {
            units,
            seats,
            names: HashMap::new(),
        }
    }

    pub fn person(&self, id: Id<Person>) -> String {
        let seat = self.seats.iter().find(|seat| seat.person == id);
        seat.map(|seat| seat.name.clone())
            .or_else(|| self.names.get(&id).cloned())
            .unwrap_or_default()
    }

    pub fn unit(&self, id: Id<Organisation>) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The office with a stable code.
    pub fn office(&self, code: &str) -> Option<&Unit> {
        self.units
            .iter()
            .find(|unit| unit.place == Place::Office && !code.is_empty() && unit.code == code)
    }

    /// 办公室、白蒲镇: in the order of the bureau.
    pub fn units_named(&self, ids: &[Id<Organisation>]) -> String {
        let names: Vec<&str> = self
            .units
            .iter()
            .filter(|unit| ids.contains(&unit.id))
            .map(|unit| unit.name.as_str())
            .collect();
        names.join("、")
    }

    /// Who holds one of the roles in a unit, each once.
    pub fn holding(&self, roles: &[Role], unit: Id<Organisation>) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for seat in &self.seats {
            let fits = seat.unit == unit && roles.contains(&seat.role);
            if fits && !names.contains(&seat.name.as_str()) {
                names.push(&seat.name);
            }
        }
        names
    }

    /// The leaders of the bureau.
    pub fn leaders(&self) -> Vec<&Seat> {
        self.those(|seat| matches!(seat.role, Role::Deputy | Role::Director))
    }

    /// The people of the offices.
    pub fn of_offices(&self) -> Vec<&Seat> {
        self.those(|seat| {
            let unit = self.unit(seat.unit);
            let in_office = unit.is_some_and(|unit| unit.place == Place::Office);
            in_office && matches!(seat.role, Role::Staff | Role::Verifier | Role::Head)
        })
    }

    fn those(&self, fits: impl Fn(&Seat) -> bool) -> Vec<&Seat> {
        let mut found: Vec<&Seat> = Vec::new();
        for seat in self.seats.iter().filter(|seat| fits(seat)) {
            if found.iter().all(|one| one.person != seat.person) {
                found.push(seat);
            }
        }
        found
    }

    /// The options of a select of people; whoever stands there and holds no such post any more stays choosable.
    pub fn options(&self, seats: &[&Seat], chosen: &str) -> Vec<Choosable> {
        let pair = |seat: &&Seat| {
            let post = format!("{}{}", seat.unit_name, seat.role.name());
            (seat.person.to_string(), format!("{}（{post}）", seat.name))
        };
        let mut pairs: Vec<(String, String)> = seats.iter().map(pair).collect();
        if !chosen.is_empty()
            && pairs.iter().all(|(id, _)| id != chosen)
            && let Ok(id) = chosen.parse()
        {
            let name = self.person(id);
            if !name.is_empty() {
                pairs.push((chosen.to_owned(), format!("{name}（已不在岗）")));
            }
        }
        crate::office::options("未定", pairs, chosen)
    }
}
