//! The official list of a batch: its lines as they were pasted, and the firms that they name.

pub mod import;
pub mod pages;

use std::collections::HashMap;

use enterprise::door::Firm;
use values::{CreditCode, Id, half_width};

/// The most lines that are read at once.
pub const LONGEST: usize = 20_000;

/// One firm of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Counts from 1 in the text.
    pub at: usize,
    pub name: String,
    /// GR202032000123; empty where the line has none.
    pub number: String,
    /// The credit code; empty where the line has none.
    pub code: String,
}

/// Reads a list: a firm a line, cells parted by tabs, commas or blanks, in any order; headings and empty lines are passed over.
pub fn read(text: &str) -> Vec<Line> {
    text.lines()
        .enumerate()
        .filter_map(|(at, text)| line(at + 1, text))
        .collect()
}

fn line(at: usize, text: &str) -> Option<Line> {
    let cells: Vec<&str> = text
        .split(['\t', ',', '，', ';', '；', '|'])
        .flat_map(split_blanks)
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    let mut found = Line {
        at,
        name: String::new(),
        number: String::new(),
        code: String::new(),
    };
    for cell in cells {
        let plain = half_width(cell).to_uppercase();
        if is_number(&plain) {
            found.number = plain;
        } else if plain.len() == 18 && CreditCode::shaped(&plain).is_ok() {
            found.code = plain;
        } else if is_name(cell) && cell.chars().count() > found.name.chars().count() {
            cell.clone_into(&mut found.name);
        }
    }
    let is_heading = found.number.is_empty()
        && ["企业名称", "证书编号", "单位名称"].contains(&found.name.as_str());
    let is_empty = found.name.is_empty() && found.number.is_empty() && found.code.is_empty();
    (!is_heading && !is_empty).then_some(found)
}

/// A name may hold a blank between Latin words; blanks part cells where a number or a code stands beside.
fn split_blanks(cell: &str) -> Vec<&str> {
    let parts: Vec<&str> = cell.split_whitespace().collect();
    let is_mark = |part: &&str| {
        let plain = half_width(part).to_uppercase();
        is_number(&plain) || plain.len() == 18 || plain.chars().all(|c| c.is_ascii_digit())
    };
    if parts.iter().any(is_mark) {
        parts
    } else {
        vec![cell]
    }
}

/// `GR`, the year, the province and six digits (pattern to be confirmed: any digits are taken).
fn is_number(plain: &str) -> bool {
    plain.strip_prefix("GR").is_some_and(|rest| {
        (8..=14).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit())
    })
}

fn is_name(cell: &str) -> bool {
    cell.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
}

/// A name as it is compared: half width, brackets alike, without blanks.
pub fn plain(name: &str) -> String {
    half_width(name)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '（' | '〔' | '【' | '[' => '(',
            '）' | '〕' | '】' | ']' => ')',
            other => other,
        })
        .collect()
}

/// The firms of the county, by what a list may call them.
#[derive(Debug, Default)]
pub struct Known {
    codes: HashMap<String, Id<Firm>>,
    present: HashMap<String, Vec<Id<Firm>>>,
    former: HashMap<String, Vec<Id<Firm>>>,
}

/// Whom a line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    ByCode(Id<Firm>),
    ByName(Id<Firm>),
    /// The firm bears another name today.
    ByFormerName(Id<Firm>),
    /// Several bear or bore the name.
    Several(Vec<Id<Firm>>),
    Nobody,
}

impl Match {
    pub fn firm(&self) -> Option<Id<Firm>> {
        match self {
            Match::ByCode(firm) | Match::ByName(firm) | Match::ByFormerName(firm) => Some(*firm),
            Match::Several(_) | Match::Nobody => None,
        }
    }

    pub fn word(&self) -> &'static str {
        match self {
            Match::ByCode(_) => "按信用代码",
            Match::ByName(_) => "按名称",
            Match::ByFormerName(_) => "按曾用名",
            Match::Several(_) => "同名的不止一家",
            Match::Nobody => "没有对上",
        }
    }
}

impl Known {
    /// Of names (`(firm, name, whether it is today's)`) and codes.
    pub fn of(names: &[(Id<Firm>, String, bool)], codes: HashMap<String, Id<Firm>>) -> Known {
        let mut known = Known {
            codes,
            ..Known::default()
        };
        for (firm, name, is_present) in names {
            let side = match is_present {
                true => &mut known.present,
                false => &mut known.former,
            };
            let bearers = side.entry(plain(name)).or_default();
            if !bearers.contains(firm) {
                bearers.push(*firm);
            }
        }
        known
    }

    /// By credit code, present name, former name, in this order.
    pub fn find(&self, line: &Line) -> Match {
        if let Some(firm) = self.codes.get(&line.code) {
            return Match::ByCode(*firm);
        }
        let name = plain(&line.name);
        let none = Vec::new();
        let present = self.present.get(&name).unwrap_or(&none);
        let former = self.former.get(&name).unwrap_or(&none);
        match (present.as_slice(), former.as_slice()) {
            ([only], _) => Match::ByName(*only),
            ([], [only]) => Match::ByFormerName(*only),
            ([], []) => Match::Nobody,
            ([], several) | (several, _) => Match::Several(several.to_vec()),
        }
    }
}

#[cfg(test)]
mod tests;
