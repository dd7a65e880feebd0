//! Firms of a plain CSV text.

use criteria::{Facts, Firm, cell};

/// The credit code and the facts of each line; the columns of `kedu screen`.
pub fn of(facts: &Facts, text: &str) -> Vec<(String, Firm)> {
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    lines
        .map(|line| {
            let mut firm = Firm::new(facts);
            let cells: Vec<&str> = line.split(',').collect();
            for (head, text) in heads.iter().zip(&cells) {
                if let Some(slot) = facts.find(head) {
                    firm.set(slot, cell::read(facts, slot, text).unwrap());
                }
            }
            (cells[0].to_owned(), firm)
        })
        .collect()
}
