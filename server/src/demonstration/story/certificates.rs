//! Certificates of earlier years, who came to the list of 2020 and left it, and every certificate in its firm's own
//! register. Told last: what chance gives to the rest of the story stays as it is.

use std::ops::Range;

use values::Day;

use super::super::act::{Deed, Holding, Value};
use super::super::calendar::{Date, day, open_after};
use super::super::firms::NewFirm;
use super::super::script::Script;
use super::enterprises::{certificate, strike};

/// Lists of earlier years: announced on, from which firm to which, how many of them at the most. Those of the first and the
/// third came again three years later; the others lapsed, or are struck in 2020.
const EARLIER: [(Date, Range<usize>, usize); 6] = [
    ((2014, 10, 31), 40..80, 10),
    ((2014, 10, 31), 206..208, 2),
    ((2015, 10, 10), 88..140, 10),
    ((2015, 10, 10), LAPSED, 3),
    ((2017, 7, 31), NOT_RENEWED..NOT_RENEWED + 1, 1),
    ((2018, 11, 28), REVOKED..REVOKED + 1, 1),
];

/// Recommended in 2020; the certificates of some had lapsed.
const LAPSED: Range<usize> = 196..202;
const NOT_RENEWED: usize = 204;
const REVOKED: usize = 205;

/// The firms of an earlier list: those that were a year old by then.
fn named(firms: &[NewFirm], list: usize) -> Vec<usize> {
    let Some(((year, month, on), places, many)) = EARLIER.get(list).cloned() else {
        return Vec::new();
    };
    let is_old = |at: &usize| {
        let firm = firms.get(*at);
        firm.is_some_and(|firm| firm.registered_on.plus(366) < day(year, month, on))
    };
    places.filter(is_old).take(many).collect()
}

/// A list that came late: of 2019, announced in 2020.
const LATE: [(usize, &str); 2] = [(194, "first"), (31, "again")];

/// By which route a firm comes with a list that names all of them alike: again, where it was on an earlier one.
pub fn route(firms: &[NewFirm], firm: usize, year: i32, listed: &'static str) -> &'static str {
    let was_there = |list: usize| named(firms, list).contains(&firm);
    let is_again = match year {
        2017 => was_there(0),
        2018 => was_there(2),
        2020 => was_there(3),
        _ => false,
    };
    if is_again { "again" } else { listed }
}

pub fn write(script: &mut Script) {
    for (list, ((year, month, on), ..)) in EARLIER.into_iter().enumerate() {
        for firm in named(&script.firms, list) {
            certificate(script, firm, day(year, month, on), "first");
        }
    }
    for (firm, route) in LATE {
        certificate(script, firm, day(2020, 2, 24), route);
    }
    strike(script, NOT_RENEWED, day(2020, 8, 20), "expired");
    strike(script, REVOKED, day(2020, 5, 11), "revoked");
    registers(script);
}

/// What the ledger holds stands in the firms' registers, too.
fn registers(script: &mut Script) {
    let mut held: Vec<(Day, Holding)> = Vec::new();
    for act in &script.acts {
        let Deed::Enter { posting, .. } = &act.deed else {
            continue;
        };
        let text = |field: &str| {
            let found = posting.fields.iter().find(|(known, _)| *known == field);
            match found.map(|(_, value)| value) {
                Some(Value::Text(text)) => Day::parse_iso(text),
                _ => None,
            }
        };
        if posting.kind != "hnte_certificate" {
            continue;
        }
        let days = text("announced_on").zip(text("valid_until"));
        if let (Some(firm), Some((announced, valid_until))) = (posting.firm, days) {
            let one = Holding::Certificate {
                firm,
                announced,
                valid_until,
            };
            held.push((open_after(act.at.day(), 0), one));
        }
    }
    for (on, one) in held {
        script.act(on, "ding", Deed::Hold(one));
    }
}
