//! The facts that a firm's registers count. Pure.

use std::collections::BTreeMap;

use values::Day;

use super::{CLASS_ONE, Held, Register, is_class_two};

/// Facts that certificates say, with the kinds that say them.
const TITLES: [(&str, &[&str]); 2] = [
    ("hnte_valid", &["hnte"]),
    ("provincial_rd_body", &["rd_province", "rd_nation"]),
];

/// The facts that the registers of one firm say on a day, by id. Without an entry that could say it, a fact is as stated:
/// a certificate of one kind says nothing of another. `once`: the year of an application for which rights of class II that
/// served an earlier one do not count (国科发火〔2016〕195号 三(二)); without it they count while they are valid.
pub fn facts(entries: &[Held], on: Day, once: Option<i32>) -> BTreeMap<&'static str, i64> {
    let spent = |held: &Held| held.used > 0 && once.is_some_and(|year| held.used < i64::from(year));
    let mut facts = BTreeMap::new();
    let of = |register: Register| entries.iter().filter(move |held| held.register == register);
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    if of(Register::Rights).next().is_some() {
        let valid: Vec<&Held> = of(Register::Rights).filter(|held| held.holds(on)).collect();
        let one = valid.iter().filter(|held| is_class_one(&held.said.kind));
        let two = valid
            .iter()
            .filter(|held| is_class_two(&held.said.kind) && !spent(held));
        let own = valid.iter().any(|held| held.text("way") == "self");
        facts.insert("ip_class1", count(one.count()));
        facts.insert("ip_class2", count(two.count()));
        facts.insert("ip_self_developed", i64::from(own));
    }
    for (fact, kinds) in TITLES {
        let own =
            of(Register::Certificates).filter(|held| kinds.contains(&held.said.kind.as_str()));
        let own: Vec<&Held> = own.collect();
        if !own.is_empty() {
            let holds = own.iter().any(|held| held.holds(on));
            facts.insert(fact, i64::from(holds));
        }
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
