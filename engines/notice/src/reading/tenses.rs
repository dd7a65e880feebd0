//! The tense of each clause: heading first, then words of time, then the words of the paragraph.

use crate::outline::Role;
use crate::rules::clause::Clause;
use crate::rules::tense::{self, Reach, Tense};

/// A cue in one of the first clauses of a sentence is said for the sentences after it as well.
const LEADING_CLAUSES: usize = 2;

/// The tense as the text goes on.
#[derive(Debug, Clone)]
pub struct Tenses {
    year: Option<i32>,
    role: Role,
    now: Tense,
    /// The tense a paragraph falls back to: that of its heading, or of the paragraph before it.
    ground: Tense,
}

impl Tenses {
    pub fn new(year: Option<i32>) -> Self {
        Self {
            year,
            role: Role::Open,
            now: Tense::Plan,
            ground: Tense::Plan,
        }
    }

    /// A paragraph begins.
    pub fn enter(&mut self, paragraph: &[char], role: Role) {
        self.role = role;
        self.ground = match role {
            Role::Review => Tense::Past,
            Role::Goal | Role::Measure | Role::Thought => Tense::Plan,
            Role::Open => tense::of_paragraph(paragraph).unwrap_or(self.ground),
        };
        self.now = self.ground;
    }

    /// The tense of each clause of the next sentence.
    pub fn of_sentence(&mut self, chars: &[char], clauses: &[Clause]) -> Vec<Tense> {
        let mut now = self.now;
        let mut found = Vec::with_capacity(clauses.len());
        for (i, clause) in clauses.iter().enumerate() {
            let own = match tense::of_clause(&chars[clause.range.clone()], self.role, self.year) {
                Some((tense, Reach::Onward)) => {
                    now = tense;
                    // In a chapter that plans, a look back lasts for its sentence only.
                    if i < LEADING_CLAUSES && !(self.role.is_plan() && tense == Tense::Past) {
                        self.now = tense;
                    }
                    tense
                }
                Some((tense, Reach::Sentence)) => {
                    now = tense;
                    tense
                }
                Some((tense, Reach::Clause)) => tense,
                None => now,
            };
            found.push(own);
        }
        found
    }
}
