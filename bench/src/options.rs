//! What may be said on the command line.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// The size at which the limits hold.
pub const WHOLE: u64 = 1_000_000;

/// Measures Kedu on a large invented database, prints a table and writes `bench.jsonl`.
#[derive(Debug, Parser)]
pub struct Options {
    /// Rows of the generated database; fewer give a quick look
    #[arg(long, default_value_t = WHOLE)]
    pub rows: u64,
    /// Measure only this part; may be said more than once
    #[arg(long, value_enum)]
    pub only: Vec<Part>,
    #[arg(long, value_enum, default_value_t = Engines::Both)]
    pub engine: Engines,
    /// Measures nothing: asks this address cold and warm, and tells each statement with its time
    #[arg(long)]
    pub ask: Option<String>,
    /// Serves the bytes of a file behind the site's own layers (started by the bench itself)
    #[arg(long, hide = true)]
    pub bare: Option<PathBuf>,
    /// Checks a workbook or exports one, and tells the cost (started by the bench itself)
    #[arg(long, hide = true, num_args = 2, value_names = ["ACT", "PATH"])]
    pub workbook: Vec<String>,
    /// Where it serves them
    #[arg(long, hide = true, default_value = "127.0.0.1:0")]
    pub listen: String,
}

/// One line of the table, or two that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// A figure, its rows, its left-out rows, as of a day and known at a moment
    Figures,
    /// The page of the year, cold and warm
    Plan,
    /// The split of fourteen targets over offices, towns and quarters
    Split,
    /// The forecasts of all targets
    Forecast,
    /// One figure by town against the same question by hand
    ByHand,
    /// Requests a CPU second of the page of the year
    Requests,
    /// Durable acts a second
    Acts,
    /// Loading 100,000 checked rows of a table
    Load,
    /// The server's memory under a mixed load of two minutes
    Memory,
    /// From the start of the program to the first answer
    Start,
    /// The size of a first visit
    Wire,
    /// A backup while people write
    Backup,
    /// Reading a notice of 2 MB
    Notice,
    /// The demonstration year, from nothing
    Demo,
    /// Checking a workbook, exporting a list
    Workbooks,
    /// A hundred thousand firms against a criterion
    Screening,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engines {
    Sqlite,
    Postgres,
    Both,
}

impl Options {
    pub fn wants(&self, part: Part) -> bool {
        self.ask.is_none() && (self.only.is_empty() || self.only.contains(&part))
    }

    /// The notice and the workbooks need no program beside this one.
    pub fn needs_program(&self) -> bool {
        self.only.is_empty()
            || self.needs_rows()
            || self.wants(Part::Demo)
            || self.wants(Part::Screening)
    }

    /// The notice, the demonstration and the screening need no generated database.
    pub fn needs_rows(&self) -> bool {
        self.ask.is_some() || Part::ON_ROWS.into_iter().any(|part| self.wants(part))
    }

    /// Only a whole run may stand in the documents.
    pub fn is_whole(&self) -> bool {
        self.rows == WHOLE
            && self.ask.is_none()
            && self.only.is_empty()
            && self.engine == Engines::Both
    }
}

impl Part {
    /// The parts that are measured on generated rows.
    pub const ON_ROWS: [Part; 12] = [
        Part::Figures,
        Part::Plan,
        Part::Split,
        Part::Forecast,
        Part::ByHand,
        Part::Requests,
        Part::Acts,
        Part::Load,
        Part::Memory,
        Part::Start,
        Part::Wire,
        Part::Backup,
    ];

    /// As it is said after `--only`.
    pub fn word(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }
}
