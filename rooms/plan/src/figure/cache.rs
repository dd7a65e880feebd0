//! What was asked lately. Memory only, never a truth: the key carries the newest sequence of all
//! that a figure reads, so that what is found under it cannot be stale.

use measure::Scope;
use values::{Day, Period};

/// The newest sequence of the topics that are read; or the sequence of a past moment, which never changes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    Topics(i64),
    Then(i64),
}

/// Under what a figure is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub county: String,
    pub indicator: String,
    /// The number of the definition in force.
    pub definition: usize,
    pub scope: Scope,
    pub period: Period,
    pub day: Day,
    pub mark: Mark,
}

/// The newest sequence among `topics`; a topic that was never touched counts as 0.
pub fn newest(all: &[(String, i64)], topics: &[&str]) -> i64 {
    all.iter()
        .filter(|(topic, _)| topics.contains(&topic.as_str()))
        .map(|(_, sequence)| *sequence)
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_what_is_read() {
        let all = [
            ("payment".to_owned(), 7),
            ("contract".to_owned(), 9),
            ("loan".to_owned(), 30),
        ];
        assert_eq!(newest(&all, &["payment", "contract", "definition"]), 9);
        assert_eq!(newest(&all, &["definition"]), 0);
    }
}
