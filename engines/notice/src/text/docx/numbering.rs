//! The numbers that Word puts in front of paragraphs by itself. `一、` of an automatic list stands
//! nowhere in the text: it is counted from `numbering.xml` (ECMA-376 part 1, 17.9).

use super::Unreadable;
use super::marks::{self, Mark};
use std::collections::HashMap;

mod numeral;

const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// `%1、`, `（%2）`, `%1.%2`
    text: String,
    suffix: String,
    /// The numbers of the levels above are written in digits, whatever their own format.
    legal: bool,
}

/// One list that paragraphs name: its levels, and where it begins anew.
#[derive(Clone, Default)]
struct List {
    levels: String,
    restarts: HashMap<usize, u32>,
}

/// Which list and level a paragraph, or a style, belongs to.
#[derive(Clone, Default)]
pub struct Place {
    pub list: Option<String>,
    pub level: Option<usize>,
}

/// A style: its own place in a list, and the style that it is based on.
#[derive(Clone, Default)]
struct Style {
    place: Place,
    based_on: String,
}

/// All lists of a document, and how far each has been counted.
#[derive(Default)]
pub struct Numbering {
    levels: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
    counted: HashMap<String, [Option<u32>; LEVELS]>,
    begun: Vec<String>,
}

fn level_of(text: &str) -> Option<usize> {
    text.parse().ok().filter(|level| *level < LEVELS)
}

impl Numbering {
    /// From the parts of the document; either may be missing.
    pub fn read(numbering: &str, styles: &str) -> Result<Self, Unreadable> {
        let mut found = Numbering::default();
        found.read_lists(numbering)?;
        found.read_styles(styles)?;
        Ok(found)
    }

    fn read_lists(&mut self, xml: &str) -> Result<(), Unreadable> {
        let (mut levels, mut list, mut level) = (String::new(), String::new(), None);
        marks::each(xml, |mark| {
            let Mark::Open { name, values } = mark else {
                return;
            };
            let value = || values.get("val").cloned().unwrap_or_default();
            match name {
                "abstractNum" => {
                    levels = values.get("abstractNumId").cloned().unwrap_or_default();
                    list.clear();
                    self.levels
                        .insert(levels.clone(), vec![Level::default(); LEVELS]);
                }
                "num" => {
                    list = values.get("numId").cloned().unwrap_or_default();
                    self.lists.insert(list.clone(), List::default());
                }
                "abstractNumId" => {
                    if let Some(list) = self.lists.get_mut(&list) {
                        list.levels = value();
                    }
                }
                "lvl" | "lvlOverride" => level = values.get("ilvl").and_then(|at| level_of(at)),
                "startOverride" => {
                    let list = self.lists.get_mut(&list);
                    if let (Some(list), Some(level), Ok(start)) = (list, level, value().parse()) {
                        list.restarts.insert(level, start);
                    }
                }
                // What a list overrides beside its start is its own affair: it is rare.
                "start" | "numFmt" | "lvlText" | "suff" | "isLgl" if list.is_empty() => {
                    let place = self.levels.get_mut(&levels).zip(level);
                    let Some(own) = place.and_then(|(all, at)| all.get_mut(at)) else {
                        return;
                    };
                    match name {
                        "start" => own.start = value().parse().unwrap_or(1),
                        "numFmt" => own.format = value(),
                        "lvlText" => own.text = value(),
                        "isLgl" => own.legal = !matches!(value().as_str(), "0" | "false" | "off"),
                        _ => own.suffix = value(),
                    }
                }
                _ => {}
            }
        })
    }

    fn read_styles(&mut self, xml: &str) -> Result<(), Unreadable> {
        let mut style = String::new();
        marks::each(xml, |mark| {
            let Mark::Open { name, values } = mark else {
                return;
            };
            let value = || values.get("val").cloned().unwrap_or_default();
            if name == "style" {
                style = values.get("styleId").cloned().unwrap_or_default();
                self.styles.insert(style.clone(), Style::default());
                return;
            }
            let Some(own) = self.styles.get_mut(&style) else {
                return;
            };
            match name {
                "numId" => own.place.list = Some(value()),
                "ilvl" => own.place.level = level_of(&value()),
                "basedOn" => own.based_on = value(),
                _ => {}
            }
        })
    }

    /// The number of a paragraph, counted on by it; empty for one that has none.
    pub fn label(&mut self, own: &Place, style: &str) -> String {
        let place = self.place(own, style);
        let (Some(id), level) = (place.list, place.level.unwrap_or(0)) else {
            return String::new();
        };
        let Some(list) = self.lists.get(&id).cloned() else {
            return String::new();
        };
        let Some(levels) = self.levels.get(&list.levels) else {
            return String::new();
        };
        let counted = self.counted.entry(list.levels.clone()).or_default();
        if !self.begun.contains(&id) {
            self.begun.push(id);
            for (level, start) in &list.restarts {
                counted[*level] = start.checked_sub(1);
                counted[level + 1..].fill(None);
            }
        }
        let first = levels[level].start;
        counted[level] = Some(counted[level].map_or(first, |last| last.saturating_add(1)));
        counted[level + 1..].fill(None);
        written(levels, counted, level)
    }

    /// A paragraph's own place goes before that of its style and of those it is based on.
    fn place(&self, own: &Place, style: &str) -> Place {
        let mut place = own.clone();
        let mut style = style;
        for _ in 0..LEVELS {
            let Some(next) = self.styles.get(style) else {
                break;
            };
            if place.list.is_none() {
                place.list.clone_from(&next.place.list);
                place.level = place.level.or(next.place.level);
            }
            style = &next.based_on;
        }
        place
    }
}

fn written(levels: &[Level], counted: &[Option<u32>; LEVELS], level: usize) -> String {
    let own = &levels[level];
    if own.format == "bullet" || own.format == "none" {
        return String::new();
    }
    let mut label = own.text.clone();
    for (at, level) in levels.iter().enumerate().take(level + 1) {
        let number = counted[at].unwrap_or(level.start);
        let format = if own.legal { "decimal" } else { &level.format };
        let numeral = numeral::written(number, format);
        label = label.replace(&format!("%{}", at + 1), &numeral);
    }
    let closed = label.ends_with(['、', '.', '．', ')', '）', ':', '：', ',', '，', ' ']);
    if !label.is_empty() && !closed && own.suffix != "nothing" {
        label.push(' ');
    }
    label
}
