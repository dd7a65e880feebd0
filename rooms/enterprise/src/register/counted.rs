//! The facts that a firm's registers count. Pure.

use std::collections::BTreeMap;

use values::Day;

use super::{CLASS_ONE, Held, Register, is_class_two};

/// The facts that the registers of one firm say on a day, by id. A register without an entry says nothing.
pub fn facts(entries: &[Held], on: Day) -> BTreeMap<&'static str, i64> {
    let mut facts = BTreeMap::new();
    let of = |register: Register| entries.iter().filter(move |held| held.register == register);
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    if of(Register::Rights).next().is_some() {
        let valid: Vec<&Held> = of(Register::Rights).filter(|held| held.holds(on)).collect();
        let one = valid.iter().filter(|held| is_class_one(&held.said.kind));
        let two = valid
            .iter()
            .filter(|held| is_class_two(&held.said.kind) && held.used == 0);
        let own = valid.iter().any(|held| held.text("way") == "self");
        facts.insert("ip_class1", count(one.count()));
        facts.insert("ip_class2", count(two.count()));
        facts.insert("ip_self_developed", i64::from(own));
    }
    if of(Register::Certificates).next().is_some() {
        let holds = |kinds: &[&str]| {
            let mut valid = of(Register::Certificates).filter(|held| held.holds(on));
            valid.any(|held| kinds.contains(&held.said.kind.as_str()))
        };
        facts.insert("hnte_valid", i64::from(holds(&["hnte"])));
        let body = holds(&["rd_province", "rd_nation"]);
        facts.insert("provincial_rd_body", i64::from(body));
    }
    facts
}

fn is_class_one(kind: &str) -> bool {
    CLASS_ONE.iter().any(|(code, _)| *code == kind)
}

/// People with at least 183 days of work (国科发火〔2016〕195号).
pub fn technical_people(entries: &[Held], on: Day) -> usize {
    let people = entries
        .iter()
        .filter(|held| held.register == Register::People && held.holds(on));
    people
        .filter(|held| {
            held.text("days")
                .parse::<i64>()
                .is_ok_and(|days| days >= 183)
        })
        .count()
}

#[cfg(test)]
#[path = "counted_tests.rs"]
mod tests;
