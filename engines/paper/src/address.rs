use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The place of a cell as people name it: `B7`. Rows and columns are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// 1 is the first row.
    pub row: u32,
    /// 1 is column A.
    pub column: u32,
}

/// A text that names no cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是单元格，例如 B7")]
pub struct NoAddress(pub String);

/// The largest row and column of the format (ECMA-376, and every program that reads it).
pub const ROWS: u32 = 1_048_576;
/// See [`ROWS`].
pub const COLUMNS: u32 = 16_384;

impl Address {
    pub fn new(row: u32, column: u32) -> Self {
        Address { row, column }
    }
}

/// The letters of a column: 1 is `A`, 28 is `AB`.
pub fn letters(column: u32) -> String {
    let mut rest = column;
    let mut reversed = Vec::new();
    while rest > 0 {
        let digit = (rest - 1) % 26;
        reversed.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    reversed.iter().rev().collect()
}

/// The column of some letters, in either case; `None` for what is no column.
pub fn column(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    letters
        .bytes()
        .try_fold(0, |sum, letter| {
            letter
                .is_ascii_alphabetic()
                .then(|| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1)
        })
        .filter(|column| *column <= COLUMNS)
}

/// The cell that a part of a workbook names: `B7`, without the signs that people may put.
pub(crate) fn of_bytes(raw: &[u8]) -> Option<Address> {
    let (mut column, mut row, mut in_digits) = (0_u32, 0_u32, false);
    if raw.len() > 10 {
        return None;
    }
    for byte in raw {
        match byte {
            b'A'..=b'Z' if !in_digits => column = column * 26 + u32::from(byte - b'A') + 1,
            b'0'..=b'9' if column > 0 => {
                in_digits = true;
                row = row * 10 + u32::from(byte - b'0');
            }
            _ => return None,
        }
        if column > COLUMNS || row > ROWS {
            return None;
        }
    }
    (row > 0).then_some(Address { row, column })
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", letters(self.column), self.row)
    }
}

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let wrong = || NoAddress(text.to_owned());
        let bare = text.replace('$', "");
        let digits = bare.find(|c: char| c.is_ascii_digit()).ok_or_else(wrong)?;
        let column = column(&bare[..digits]).ok_or_else(wrong)?;
        let row = bare[digits..].parse().map_err(|_| wrong())?;
        match row {
            1..=ROWS => Ok(Address { row, column }),
            _ => Err(wrong()),
        }
    }
}

/// A rectangle of merged cells; the value stands in its first cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    pub first: Address,
    pub last: Address,
}

impl Region {
    /// How many columns it covers.
    pub fn width(&self) -> u32 {
        self.last.column - self.first.column + 1
    }

    pub fn holds(&self, at: Address) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

impl FromStr for Region {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (a, b): (Address, Address) = (first.parse()?, last.parse()?);
        Ok(Region {
            first: Address::new(a.row.min(b.row), a.column.min(b.column)),
            last: Address::new(a.row.max(b.row), a.column.max(b.column)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_people_name_them() {
        for (text, row, column) in [
            ("A1", 1, 1),
            ("B7", 7, 2),
            ("Z10", 10, 26),
            ("AA1", 1, 27),
            ("XFD1048576", ROWS, COLUMNS),
        ] {
            let at = Address::new(row, column);
            assert_eq!(at.to_string(), text);
            assert_eq!(text.parse(), Ok(at));
            assert_eq!(of_bytes(text.as_bytes()), Some(at));
        }
        assert_eq!("$b$7".parse(), Ok(Address::new(7, 2)));
        for text in ["", "7", "B", "B0", "XFE1", "A1048577", "甲1", "A-1"] {
            assert!(text.parse::<Address>().is_err(), "{text}");
            assert_eq!(of_bytes(text.as_bytes()), None);
        }
    }

    #[test]
    fn a_region_has_its_corners_in_order() {
        let region: Region = "C3:A1".parse().unwrap();
        assert_eq!(region.width(), 3);
        assert!(region.holds(Address::new(2, 2)));
        assert!(!region.holds(Address::new(4, 2)));
    }
}
