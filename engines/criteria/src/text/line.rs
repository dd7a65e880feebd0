//! One line of a facts file.

use super::heads::{Head, Heads};
use crate::cell::{self, Problem};
use crate::fact::{Facts, SlotId};
use crate::firm::Firm;
use crate::program::Program;

/// A firm as a line tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub code: String,
    pub name: String,
    pub town: String,
    pub firm: Firm,
    /// With any of these the firm's verdict is `unknown`.
    pub problems: Vec<Problem>,
    /// Lawful, but worth a look.
    pub warnings: Vec<Problem>,
}

impl Line {
    /// An empty line, to be read into again and again.
    pub fn new(facts: &Facts) -> Self {
        Line {
            code: String::new(),
            name: String::new(),
            town: String::new(),
            firm: Firm::new(facts),
            problems: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Reads the cells of a line; of one that could not be handed on, why.
    pub fn read<'t>(
        &mut self,
        program: &Program<'_>,
        heads: &Heads,
        cells: impl Iterator<Item = Result<&'t str, String>>,
    ) {
        let facts = program.facts;
        self.clear();
        let mut given = 0;
        for (at, text) in cells.enumerate() {
            given += 1;
            let text = match text {
                Ok(text) => text,
                Err(reason) => {
                    self.unreadable(heads, at, reason);
                    continue;
                }
            };
            match heads.heads.get(at) {
                None if !text.trim().is_empty() => self.too_many(heads, text),
                None | Some(Head::Other) => {}
                Some(Head::Code) => text.trim().clone_into(&mut self.code),
                Some(Head::Name) => text.trim().clone_into(&mut self.name),
                Some(Head::Town) => text.trim().clone_into(&mut self.town),
                Some(Head::Year) => self.year(text, program.last_year()),
                Some(Head::Fact(slot)) => self.fact(facts, *slot, text),
            }
        }
        if given < heads.len() {
            self.too_few(heads, given);
        }
        if self.code.is_empty() {
            self.problem(
                "credit_code",
                "",
                "缺统一社会信用代码，不知道是哪家企业".to_owned(),
            );
        }
        self.problems
            .extend(cell::contradictions(facts, &self.firm));
        self.problems.extend(program.too_late(&self.firm));
        self.warnings.extend(cell::warnings(facts, &self.firm));
        self.warnings.extend(program.warnings(&self.firm));
    }

    fn unreadable(&mut self, heads: &Heads, at: usize, reason: String) {
        if !matches!(heads.heads.get(at), None | Some(Head::Other)) {
            self.problem(&heads.names[at], "", reason);
        }
        self.forget(heads, at);
    }

    /// A cell of which it is not known what it would say.
    fn forget(&mut self, heads: &Heads, at: usize) {
        if let Some(Head::Fact(slot)) = heads.heads.get(at) {
            self.firm.set_unreadable(*slot);
        }
    }

    fn clear(&mut self) {
        self.code.clear();
        self.name.clear();
        self.town.clear();
        self.firm.clear();
        self.problems.clear();
        self.warnings.clear();
    }

    fn problem(&mut self, column: &str, value: &str, reason: String) {
        self.problems.push(Problem {
            column: column.to_owned(),
            value: value.to_owned(),
            reason,
        });
    }

    /// What is cut off may have been filled.
    fn too_few(&mut self, heads: &Heads, given: usize) {
        let reason = format!(
            "这一行只有 {given} 格，表头有 {} 列，后面的可能没有写完。请补齐，没有数的也留出空格子",
            heads.len()
        );
        self.problem(&heads.names[given], "", reason);
        (given..heads.len()).for_each(|at| self.forget(heads, at));
    }

    fn too_many(&mut self, heads: &Heads, text: &str) {
        if self
            .problems
            .iter()
            .any(|problem| problem.column.is_empty())
        {
            return;
        }
        let reason = format!(
            "这一行比表头的 {} 列多出了格子，可能金额里有逗号而没有加引号",
            heads.heads.len()
        );
        self.problem("", text, reason);
    }

    /// An empty year can only be the year before the day asked.
    fn year(&mut self, text: &str, last_year: i32) {
        let text = text.trim();
        let plain = values::half_width(text);
        if !text.is_empty() && plain.parse() != Ok(last_year) {
            self.problem(
                "y",
                text,
                format!("最近一个完整会计年度应是 {last_year} 年，请换成 {last_year} 年为止的数"),
            );
        }
    }

    fn fact(&mut self, facts: &Facts, slot: SlotId, text: &str) {
        match cell::read(facts, slot, text) {
            Ok(value) => self.firm.set(slot, value),
            Err(reason) => {
                self.firm.set_unreadable(slot);
                self.problem(&facts.slot(slot).column, text.trim(), reason);
            }
        }
    }
}
