//! Marks of merged cells: they stand where a person sees them.

use std::collections::BTreeMap;

use crate::address::{Address, Region};

/// Over one row so many rectangles at most.
const MOST: usize = 512;
/// No more is said in one cell, in bytes.
const LONGEST: usize = 4_000;

/// The messages at the cells that a person sees: what is said of a cell that a merged one covers stands at the first of the
/// rectangle, since D3 of D2:D3 is hidden. `merged` is in the order of first rows. What is said of several rows in the same
/// words stands once.
pub fn seen(messages: BTreeMap<Address, String>, merged: &[Region]) -> BTreeMap<Address, String> {
    if merged.is_empty() {
        return messages;
    }
    let mut seen: BTreeMap<Address, String> = BTreeMap::new();
    let mut standing: Vec<&Region> = Vec::new();
    let mut coming = merged;
    for (at, message) in messages {
        standing.retain(|region| region.last.row >= at.row);
        while let Some((region, rest)) = coming.split_first()
            && region.first.row <= at.row
        {
            if region.last.row >= at.row && standing.len() < MOST {
                standing.push(region);
            }
            coming = rest;
        }
        let covers =
            |region: &&&Region| (region.first.column..=region.last.column).contains(&at.column);
        let first = standing
            .iter()
            .find(covers)
            .map_or(at, |region| region.first);
        add(seen.entry(first).or_default(), &message);
    }
    seen
}

fn add(text: &mut String, message: &str) {
    if text.is_empty() {
        message.clone_into(text);
        return;
    }
    for line in message.split('\n') {
        if text.len() < LONGEST && !text.split('\n').any(|said| said == line) {
            text.push('\n');
            text.push_str(line);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_said_of_a_covered_cell_stands_at_the_first() {
        let merged: Vec<Region> = ["A2:A4", "D2:D3", "F3:G3"]
            .map(|region| region.parse().unwrap())
            .to_vec();
        let said = [
            ("D2", "一"),
            ("D3", "一"),
            ("A3", "二"),
            ("A4", "三"),
            ("A5", "四"),
            ("E3", "五"),
            ("G3", "六"),
            ("G4", "七"),
        ];
        let said = said.map(|(at, text)| (at.parse().unwrap(), text.to_owned()));
        let seen = seen(BTreeMap::from(said), &merged);
        let told: Vec<String> = seen
            .iter()
            .map(|(at, text)| format!("{at}{text}"))
            .collect();
        assert_eq!(told, ["A2二\n三", "D2一", "E3五", "F3六", "G4七", "A5四"]);
    }
}
