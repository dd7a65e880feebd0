//! TOML → [`Criterion`].

use toml::value::Datetime;
use values::Day;

use super::shape::{self, Letter};
use super::{Clause, Confidence, Criterion, Item, Part, check, grades, words};
use crate::fact::Facts;
use crate::fault::{Fault, Source};

pub fn criterion(name: &str, text: &str, facts: &Facts) -> Result<Criterion, Vec<Fault>> {
    let source = Source { name, text };
    let file: shape::File = source.toml().map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    let confidence = letter(file.confidence);
    let mut refuse = |place: &str, message: String| faults.push(source.fault(place, message));

    let mut parts = Vec::new();
    for part in file.part {
        let mut items = Vec::new();
        for item in part.item {
            match grades::points(&item, facts) {
                Ok(points) => items.push(Item {
                    id: item.id,
                    name: item.name,
                    article: item.article,
                    points,
                }),
                Err(message) => refuse(&item.id, message),
            }
        }
        parts.push(Part {
            id: part.id,
            name: part.name,
            max: part.max,
            items,
        });
    }
    let mut clauses = Vec::new();
    for clause in file.clause {
        let days = (day(clause.from), day(clause.to));
        match words::clause(&clause, facts, &parts) {
            Ok((test, unit)) => clauses.push(Clause {
                unit: clause.unit.unwrap_or(unit),
                confidence: clause.confidence.map_or(confidence, letter),
                id: clause.id,
                name: clause.name,
                article: clause.article,
                quote: clause.quote,
                from: days.0,
                to: days.1,
                test,
                stands_in_for: clause.stands_in_for,
            }),
            Err(message) => refuse(&clause.id, message),
        }
    }
    let criterion = Criterion {
        id: file.id,
        name: file.name,
        document: file.document,
        from: day(file.from),
        to: day(file.to),
        confidence,
        note: file.note,
        single_use: file.single_use,
        clauses,
        parts,
    };
    // What could not be read would only cause more faults.
    if faults.is_empty() {
        check::all(&criterion, facts, &mut |place, message| {
            faults.push(source.fault(place, message))
        });
    }
    if faults.is_empty() {
        return Ok(criterion);
    }
    faults.sort_by_key(|fault| fault.line);
    Err(faults)
}

fn letter(letter: Letter) -> Confidence {
    match letter {
        Letter::H => Confidence::High,
        Letter::M => Confidence::Medium,
        Letter::L => Confidence::Low,
    }
}

fn day(day: Option<Datetime>) -> Option<Day> {
    let date = day?.date?;
    Day::of(date.year.into(), date.month.into(), date.day.into())
}
