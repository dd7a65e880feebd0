//! Rows that a person ticked in a list, to be handed in, verified or sent back by one act.

use std::fmt;

use values::Id;

use super::Entry;
use super::state::Act;

/// A row in the version that the person saw. Written `{entry}.{version}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub entry: Id<Entry>,
    pub version: i64,
}

/// What is done to many rows by one act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    Submit,
    Verify,
    SendBack,
}

/// Stands for the reason where an act is only tried, in a transaction that is let go.
pub const TRIED: &str = "只试不办";

/// The most rows of one act: more are hardly looked at, and all others wait for the act to end.
pub const MOST: usize = 500;

/// Why nothing is done at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    Nothing,
    TooMany(usize),
    /// No form of ours sends it.
    Unreadable,
}

impl Chosen {
    /// Reads ticked rows, each once.
    pub fn read(marks: &[String]) -> Result<Vec<Chosen>, Unfit> {
        let mut chosen = Vec::with_capacity(marks.len().min(MOST));
        for mark in marks {
            let one = Chosen::of(mark).ok_or(Unfit::Unreadable)?;
            if !chosen.contains(&one) {
                chosen.push(one);
            }
            if chosen.len() > MOST {
                return Err(Unfit::TooMany(marks.len()));
            }
        }
        fit(chosen)
    }

    fn of(mark: &str) -> Option<Chosen> {
        let (entry, version) = mark.split_once('.')?;
        Some(Chosen {
            entry: entry.parse().ok()?,
            version: version.parse().ok()?,
        })
    }
}

/// Neither none nor too many.
pub fn fit<T>(rows: Vec<T>) -> Result<Vec<T>, Unfit> {
    match rows.len() {
        0 => Err(Unfit::Nothing),
        1..=MOST => Ok(rows),
        many => Err(Unfit::TooMany(many)),
    }
}

impl fmt::Display for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.entry, self.version)
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfit::Nothing => write!(f, "还没有勾选记录。在列表里勾选要办的记录，再办"),
            Unfit::TooMany(rows) => write!(
                f,
                "一次最多办 {MOST} 条，这里有 {rows} 条。用条件缩小范围，分几次办"
            ),
            Unfit::Unreadable => write!(f, "读不懂勾选的是哪些记录。回到列表重新勾选"),
        }
    }
}

impl Together {
    pub const ALL: [Together; 3] = [Together::Verify, Together::Submit, Together::SendBack];

    /// The last part of its address.
    pub fn code(self) -> &'static str {
        match self {
            Together::Submit => "submission",
            Together::Verify => "verification",
            Together::SendBack => "return",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Together::ALL.into_iter().find(|act| act.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Together::Submit => Act::Submit.word(),
            Together::Verify => Act::Verify.word(),
            Together::SendBack => Act::SendBack.word(),
        }
    }

    /// Whether it is done for a reason, the same for all its rows.
    pub fn asks_why(self) -> bool {
        self == Together::SendBack
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use values::Uuid;

    fn one(number: u128) -> Chosen {
        Chosen {
            entry: Id::new(Uuid::from_u128(number)),
            version: 3,
        }
    }

    fn read(rows: impl IntoIterator<Item = Chosen>) -> Result<Vec<Chosen>, Unfit> {
        let marks: Vec<String> = rows.into_iter().map(|row| row.to_string()).collect();
        Chosen::read(&marks)
    }

    #[test]
    fn marks_are_read_as_they_are_written_and_each_once() {
        assert_eq!(read([one(1), one(2), one(1)]), Ok(vec![one(1), one(2)]));
        for wrong in [
            "",
            "x",
            "1.1",
            &one(1).entry.to_string(),
            &format!("{}.x", one(1).entry),
        ] {
            assert_eq!(
                Chosen::read(&[wrong.to_owned()]),
                Err(Unfit::Unreadable),
                "{wrong}"
            );
        }
    }

    #[test]
    fn neither_none_nor_too_many() {
        let many = |count: u128| read((1..=count).map(one)).map(|rows| rows.len());
        assert_eq!(many(0), Err(Unfit::Nothing));
        assert_eq!(many(500), Ok(500));
        assert_eq!(many(501), Err(Unfit::TooMany(501)));
        assert_eq!(
            Unfit::TooMany(612).to_string(),
            "一次最多办 500 条，这里有 612 条。用条件缩小范围，分几次办"
        );
    }

    #[test]
    fn acts_are_read_as_they_are_written() {
        for act in Together::ALL {
            assert_eq!(Together::from_code(act.code()), Some(act));
        }
        assert_eq!(Together::from_code("void"), None);
    }
}
