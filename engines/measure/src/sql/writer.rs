use values::{Day, Uuid};

use super::{Bind, Shape, Statement};
use crate::asking::{Asking, Known};

/// A version that is still held ends here. Written out so that the partial indexes are found.
pub(super) const STILL_HELD: &str = "9223372036854775807";

/// Collects the bound values of one statement and writes their placeholders; equal values share one.
pub(super) struct Writer<'a> {
    pub asking: &'a Asking,
    pub binds: Vec<Bind>,
    pub reads_properties: bool,
    aliases: usize,
}

impl<'a> Writer<'a> {
    pub fn new(asking: &'a Asking) -> Self {
        Writer {
            asking,
            binds: vec![Bind::Text(asking.county.clone())],
            reads_properties: false,
            aliases: 0,
        }
    }

    /// Goes on in the same statement with what is asked of another asking (of the same county).
    pub fn about(self, asking: &'a Asking) -> Self {
        Writer { asking, ..self }
    }

    pub fn bind(&mut self, value: Bind) -> String {
        let at = self
            .binds
            .iter()
            .position(|bound| *bound == value)
            .unwrap_or_else(|| {
                self.binds.push(value);
                self.binds.len() - 1
            });
        format!("${}", at + 1)
    }

    pub fn text(&mut self, text: &str) -> String {
        self.bind(Bind::Text(text.to_owned()))
    }

    pub fn day(&mut self, day: Day) -> String {
        self.bind(Bind::Day(day))
    }

    pub fn id(&mut self, id: Uuid) -> String {
        self.bind(Bind::Id(id))
    }

    /// The day asked for.
    pub fn as_of(&mut self) -> String {
        self.day(self.asking.day)
    }

    /// What was written, with what it binds.
    pub fn statement(self, part: usize, shape: Shape, sql: String) -> Statement {
        Statement {
            part,
            shape,
            sql,
            reads_properties: self.reads_properties,
            binds: self.binds,
        }
    }

    /// A fresh name for a table.
    pub fn alias(&mut self, letter: char) -> String {
        self.aliases += 1;
        format!("{letter}{}", self.aliases)
    }

    /// The version of `alias` is the one held at the sequence asked.
    pub fn held(&mut self, alias: &str) -> String {
        match self.asking.known {
            Known::Now(_) => format!("{alias}.known_until = {STILL_HELD}"),
            Known::Then(sequence) => self.held_at(alias, sequence),
        }
    }

    pub fn held_at(&mut self, alias: &str, sequence: i64) -> String {
        let at = self.bind(Bind::Int(sequence));
        format!("{alias}.known_from <= {at} AND {alias}.known_until > {at}")
    }

    /// One SELECT of versions for each index that holds some of those held at the sequence asked: what is still held and
    /// what is past have an index each.
    pub fn select(&mut self, alias: &str, written: impl Fn(&str) -> String) -> String {
        let held = self.held(alias);
        let indexes = match self.asking.known {
            Known::Now(_) => return written(&held),
            Known::Then(_) => ["=", "<"],
        };
        indexes
            .map(|sign| {
                written(&format!(
                    "{alias}.known_until {sign} {STILL_HELD} AND {held}"
                ))
            })
            .join(" UNION ALL ")
    }

    /// The property rows of subjects that hold on `day`.
    pub fn property(&mut self, alias: &str, property: &str, day: &str) -> String {
        self.reads_properties = true;
        let held = self.held(alias);
        format!(
            "{alias}.county = $1 AND {alias}.property = '{property}' AND {alias}.since <= {day} AND {alias}.until > {day} AND {held}"
        )
    }
}
