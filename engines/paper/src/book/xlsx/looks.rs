//! What the look of a number says about it: a day, a percentage.

use std::io::Read;

use super::super::scan::{Piece, Scan};
use super::texts::resolved;
use crate::unreadable::Unreadable;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Plain,
    Day,
    /// 0.025 is shown as 2.5%.
    Percent,
}

/// More formats than a workbook may have (Excel allows 65,490).
const MOST: usize = 100_000;

/// The look of each format of the cells, in their order.
///
/// # Errors
/// [`Unreadable`], of a broken table of styles.
pub fn read<R: Read>(mut scan: Scan<R>) -> Result<Vec<Look>, Unreadable> {
    let mut own: Vec<(u32, Look)> = Vec::new();
    let mut looks = Vec::new();
    let mut in_formats = false;
    while let Some(piece) = scan.next()? {
        match piece {
            Piece::Open(tag) => match tag.name() {
                b"numFmt" if own.len() < MOST => {
                    let code = tag.value("formatCode").map(|code| of_code(&resolved(code)));
                    own.extend(tag.number("numFmtId").zip(code));
                }
                b"cellXfs" => in_formats = !tag.is_empty,
                b"xf" if in_formats && looks.len() < MOST => {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    let said = own.iter().find(|(known, _)| *known == id);
                    looks.push(said.map_or_else(|| built_in(id), |said| said.1));
                }
                _ => {}
            },
            Piece::Close(b"cellXfs") => in_formats = false,
            _ => {}
        }
    }
    Ok(looks)
}

/// The formats that have a number only; 27 to 58 are those of Chinese (ECMA-376 part 1, 18.8.30).
fn built_in(id: u32) -> Look {
    match id {
        9 | 10 => Look::Percent,
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Look::Day,
        _ => Look::Plain,
    }
}

/// By the signs of the first section that are no literal text.
fn of_code(code: &str) -> Look {
    let mut signs = String::new();
    let mut rest = code.chars();
    let mut quoted = false;
    let mut bracket = false;
    while let Some(c) = rest.next() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' => bracket = true,
            ']' => bracket = false,
            _ if bracket => {}
            '\\' | '_' | '*' => {
                rest.next();
            }
            ';' => break,
            _ => signs.extend(c.to_lowercase()),
        }
    }
    let has = |sign| signs.contains(sign);
    if has('y') || has('d') || has('m') && !has('h') && !has('s') {
        Look::Day
    } else if has('%') {
        Look::Percent
    } else {
        Look::Plain
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn codes_of_days_and_percentages() {
        for (code, look) in [
            ("yyyy-mm-dd", Look::Day),
            ("yyyy\"年\"m\"月\"d\"日\";@", Look::Day),
            ("[$-804]m\"月\"d\"日\"", Look::Day),
            ("m/d/yy h:mm", Look::Day),
            ("mmm", Look::Day),
            ("[h]:mm:ss", Look::Plain),
            ("h:mm AM/PM", Look::Plain),
            ("0.00%", Look::Percent),
            ("0.00_ ;[Red]\\-0.00%", Look::Plain),
            ("General", Look::Plain),
            ("#,##0.00\"day\"", Look::Plain),
            ("0.00E+00", Look::Plain),
            ("[Red]0.0", Look::Plain),
        ] {
            assert_eq!(of_code(code), look, "{code}");
        }
    }

    #[test]
    fn formats_of_cells_in_their_order() {
        let xml = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy/m/d\"/><numFmt numFmtId=\"177\" formatCode=\"0&quot;day;&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
<cellXfs><xf/><xf numFmtId=\"176\"><alignment/></xf><xf numFmtId=\"10\"/><xf numFmtId=\"177\"/></cellXfs></styleSheet>";
        let looks = read(Scan::new(xml.as_bytes())).unwrap();
        assert_eq!(looks, [Look::Plain, Look::Day, Look::Percent, Look::Plain]);
    }
}
