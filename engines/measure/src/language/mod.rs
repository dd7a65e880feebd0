//! The language of formulas: text → [`Formula`] → [`Checked`].

mod ast;
mod check;
mod check_tests;
mod checked;
mod lexer;
mod parser;
mod steady;
mod tests_of_rows;
mod values_of_fields;

pub use ast::{Formula, On, Op};
pub use check::check;
pub use checked::{
    Checked, Choice, Clause, Comparator, Join, Measure, Part, Test, Time, Unit, Value, When,
};

#[cfg(test)]
mod tests;

use crate::Fault;

impl Formula {
    /// Reads a formula. Names are not looked up yet.
    pub fn parse(source: &str) -> Result<Formula, Fault> {
        parser::parse(source)
    }
}
