//! Whom the words of a notice name: its units and its leader as those of the county, and the names that
//! match nobody, for a person to choose.

use ::store::Tx;
use identity::door::{Seat, Unit};
use values::Id;
use web::{Organisation, Person, Place, Result};

use super::{Assignment, Cast, Subject};
use crate::proposal::assigned::{means, names};
use crate::proposal::{self, Assigned};

/// What an accepted duty or target starts with beside its lead office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Nil where none is named, or nobody of that name leads.
    pub leader: Id<Person>,
    /// Who answers for it; nil where nobody is named, or nobody of that name works in an office.
    pub person: Id<Person>,
    /// Those who assist, and whoever is said to lead beside the lead office.
    pub assisting: Vec<Id<Organisation>>,
    /// The names that match nobody, with what the notice calls them: 牵头、市统计局.
    pub unknown: Vec<(&'static str, String)>,
}

/// Why the first version stands as it does, where nobody assigned it by hand.
const REASON: &str = "采纳时按文件原文";

/// Matches all that the mentions of one task say; `lead` is the code of the office that leads.
pub fn named<'a>(said: impl Iterator<Item = &'a Assigned>, lead: &str, cast: &Cast) -> Named {
    let mut found = Named {
        leader: Id::NONE,
        person: Id::NONE,
        assisting: Vec::new(),
        unknown: Vec::new(),
    };
    for one in said {
        found.units("牵头", &one.lead, lead, cast);
        found.units("配合", &one.assisting, lead, cast);
        found.leaders("分管领导", &one.leader, cast);
        found.people(&one.person, cast);
    }
    found.assisting.sort_unstable();
    found.assisting.dedup();
    found
}

/// Whom the notice names for something that is in the plan.
pub async fn of(tx: &mut Tx, subject: &Subject, cast: &Cast) -> Result<Named> {
    let said = match subject.proposal() {
        Some(proposal) => proposal::store::said_of(tx, proposal).await?,
        None => Vec::new(),
    };
    Ok(named(said.iter(), subject.office(), cast))
}

/// The names of the notice that a person must still choose for; empty where somebody has assigned by hand.
pub async fn open(
    tx: &mut Tx,
    subject: &Subject,
    held: &Assignment,
    cast: &Cast,
) -> Result<String> {
    let by_hand = held.version > 0 && held.reason != REASON;
    if by_hand {
        return Ok(String::new());
    }
    Ok(of(tx, subject, cast).await?.unmatched())
}

impl Named {
    fn units(&mut self, label: &'static str, words: &str, lead: &str, cast: &Cast) {
        let is_lead = |unit: &Unit| unit.place == Place::Office && unit.code == lead;
        for name in names(words) {
            let units = meant(&name, &cast.units);
            if units.is_empty() {
                self.is_unknown(label, name);
            }
            let others = units.into_iter().filter(|unit| !is_lead(unit));
            self.assisting.extend(others.map(|unit| unit.id));
        }
    }

    /// One leads; a second one is left to a person.
    fn leaders(&mut self, label: &'static str, words: &str, cast: &Cast) {
        for name in names(words) {
            match of_name(&name, &cast.leaders()) {
                Some(person) if self.leader.is_none() || self.leader == person => {
                    self.leader = person;
                }
                _ => self.is_unknown(label, name),
            }
        }
    }

    /// One answers for it. Where a leader of the bureau stands in that column, the leader is in charge.
    fn people(&mut self, words: &str, cast: &Cast) {
        for name in names(words) {
            match of_name(&name, &cast.of_offices()) {
                Some(person) if self.person.is_none() || self.person == person => {
                    self.person = person;
                }
                Some(_) => self.is_unknown("责任人", name),
                None => self.leaders("责任人", &name, cast),
            }
        }
    }

    fn is_unknown(&mut self, label: &'static str, name: String) {
        let one = (label, name);
        if !self.unknown.contains(&one) {
            self.unknown.push(one);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.leader.is_none() && self.person.is_none() && self.assisting.is_empty()
    }

    /// 分管领导 许知行；配合 办公室、白蒲镇; empty where nothing matched.
    pub fn words(&self, cast: &Cast) -> String {
        let parts = [
            ("分管领导", cast.person(self.leader)),
            ("责任人", cast.person(self.person)),
            ("配合", cast.units_named(&self.assisting)),
        ];
        let said = parts.into_iter().filter(|(_, names)| !names.is_empty());
        let said: Vec<String> = said
            .map(|(name, names)| format!("{name} {names}"))
            .collect();
        said.join("；")
    }

    /// “市统计局”（牵头）、“王某”（分管领导）; empty where all names match.
    pub fn unmatched(&self) -> String {
        let unknown = self.unknown.iter();
        let said: Vec<String> = unknown
            .map(|(label, name)| format!("“{name}”（{label}）"))
            .collect();
        said.join("、")
    }

    /// The first version of an assignment.
    pub fn assignment(&self) -> Assignment {
        Assignment {
            version: 1,
            leader: self.leader,
            person: self.person,
            assisting: self.assisting.clone(),
            reason: REASON.to_owned(),
            ..Assignment::default()
        }
    }
}

/// Whoever of these has the name: 施远舟副局长.
fn of_name(name: &str, seats: &[&Seat]) -> Option<Id<Person>> {
    let has = |seat: &&&Seat| !seat.name.is_empty() && name.contains(&seat.name);
    seats.iter().find(has).map(|seat| seat.person)
}

/// The units of a name: itself, its other name, the same behind 市科技局; all towns of 各镇.
fn meant<'u>(name: &str, units: &'u [Unit]) -> Vec<&'u Unit> {
    let carries = |unit: &&Unit| matches!(unit.place, Place::Office | Place::Town);
    let all = || units.iter().filter(carries);
    if let Some(unit) = all().find(|unit| means(name, &unit.name) || means(name, &unit.alias)) {
        return vec![unit];
    }
    let every = name.strip_prefix("各");
    let every = every.map(|rest| rest.trim_end_matches(['）', ')']));
    let of = |place: Place| all().filter(|unit| unit.place == place).collect();
    match every {
        Some("科室" | "处室" | "股室") => of(Place::Office),
        Some(rest) if rest.starts_with(['镇', '街', '乡', '园', '区']) => of(Place::Town),
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use values::{Day, Moment};
    use web::Role;

    fn unit(number: u64, name: &str, code: &str, place: Place) -> Unit {
        let moment = Moment::at(Day::of(2015, 1, 1).unwrap(), 8, 0);
        let moment = Moment::from_millis(moment.millis() + i64::try_from(number).unwrap());
        Unit {
            id: Id::fresh(moment),
            name: name.to_owned(),
            alias: String::new(),
            code: code.to_owned(),
            place,
            parent: None,
            since: Day::of(2015, 1, 1).unwrap(),
            until: Day::of(9999, 12, 31).unwrap(),
        }
    }

    fn cast() -> Cast {
        let mut units = vec![
            unit(1, "高新科", "hightech", Place::Office),
            unit(2, "科技金融与计划科", "finance", Place::Office),
            unit(3, "白蒲镇", "", Place::Town),
            unit(4, "城北街道", "", Place::Town),
            unit(5, "某市科学技术局", "", Place::Bureau),
        ];
        "经济技术开发区".clone_into(&mut units[3].alias);
        let seat = |name: &str, unit: &Unit, role| Seat {
            person: Id::fresh(Moment::at(Day::of(2016, 1, 1).unwrap(), 8, 0)),
            name: name.to_owned(),
            unit: unit.id,
            unit_name: unit.name.clone(),
            role,
        };
        let seats = vec![
            seat("许知行", &units[4], Role::Deputy),
            seat("施远舟", &units[4], Role::Director),
            seat("丁若川", &units[0], Role::Staff),
        ];
        Cast::new(units, seats)
    }

    #[test]
    fn what_matches_is_assigned_and_the_rest_is_told() {
        let cast = cast();
        for (lead, assisting, leader, words, unmatched) in [
            ("高新科", "白蒲镇", "", "配合 白蒲镇", ""),
            (
                "高新科",
                "经济技术开发区",
                "许知行",
                "分管领导 许知行；配合 城北街道",
                "",
            ),
            (
                "高新科、科技金融与计划科",
                "",
                "",
                "配合 科技金融与计划科",
                "",
            ),
            (
                "高新科",
                "各镇（区、街道）",
                "",
                "配合 白蒲镇、城北街道",
                "",
            ),
            (
                "市科技局高新科",
                "各科室",
                "施远舟副局长",
                "分管领导 施远舟；配合 科技金融与计划科",
                "",
            ),
            (
                "市统计局",
                "白蒲镇、市税务局",
                "丁若川",
                "配合 白蒲镇",
                "“市统计局”（牵头）、“市税务局”（配合）、“丁若川”（分管领导）",
            ),
            (
                "高新科",
                "",
                "许知行、施远舟",
                "分管领导 许知行",
                "“施远舟”（分管领导）",
            ),
            ("", "", "", "", ""),
        ] {
            let said = Assigned {
                lead: lead.to_owned(),
                assisting: assisting.to_owned(),
                leader: leader.to_owned(),
                ..Assigned::default()
            };
            let found = named(std::iter::once(&said), "hightech", &cast);
            assert_eq!(found.words(&cast), words, "{said:?}");
            assert_eq!(found.unmatched(), unmatched, "{said:?}");
            assert_eq!(found.is_empty(), words.is_empty());
        }
    }

    #[test]
    fn who_answers_for_it_is_one_of_the_offices() {
        let cast = cast();
        for (person, words, unmatched) in [
            ("丁若川", "责任人 丁若川", ""),
            ("许知行", "分管领导 许知行", ""),
            ("王某", "", "“王某”（责任人）"),
            ("", "", ""),
        ] {
            let said = Assigned {
                lead: "高新科".to_owned(),
                person: person.to_owned(),
                ..Assigned::default()
            };
            let found = named(std::iter::once(&said), "hightech", &cast);
            assert_eq!(found.words(&cast), words, "{person}");
            assert_eq!(found.unmatched(), unmatched, "{person}");
            assert_eq!(found.assignment().person, found.person);
        }
    }

    #[test]
    fn a_name_inside_another_is_not_meant() {
        let units = [unit(1, "人才科", "talent", Place::Office)];
        assert!(meant("人才科技科", &units).is_empty());
        assert!(meant("市引进人才科", &units).is_empty());
    }
}
