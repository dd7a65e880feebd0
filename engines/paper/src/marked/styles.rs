//! `styles.xml`: our fill over a cell's other formatting, and what lay under it.

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::pieces::closing;
use crate::unreadable::Unreadable;

/// The colour of our marks; by this they are known again. The second colour of a plain fill is not shown by any program: it
/// keeps the colour that lay there before.
const OURS: &str = "FFFFD6D1";
/// What our colour says of itself, to no effect. A program that writes other second colours of its own leaves it out.
const UNTOUCHED: &str = "tint=\"0\"";
/// No colour before.
const NOTHING: &str = "indexed=\"64\"";

/// The styles of a workbook; new ones come behind, so that no number in use changes its meaning.
pub struct Styles {
    text: String,
    prefix: String,
    fills: Vec<String>,
    formats: Vec<String>,
    old_fills: usize,
    old_formats: usize,
    marked: HashMap<usize, usize>,
    restored: HashMap<usize, usize>,
    /// The program that saved it last writes second colours of its own.
    dithered: bool,
}

impl Styles {
    /// # Errors
    /// [`Unreadable::Damaged`], where a mark is wrong.
    pub fn read(text: String, dithered: bool) -> Result<Self, Unreadable> {
        let fills = elements(&text, "fills", "fill")?;
        let formats = elements(&text, "cellXfs", "xf")?;
        let cut = |spans: Vec<Range<usize>>| {
            spans
                .into_iter()
                .map(|span| text[span].to_owned())
                .collect::<Vec<_>>()
        };
        let (fills, formats) = (cut(fills), cut(formats));
        let prefix = closing(&text, "cellXfs").map_or(String::new(), |found| found.1.to_owned());
        Ok(Styles {
            old_fills: fills.len(),
            old_formats: formats.len(),
            marked: HashMap::new(),
            restored: HashMap::new(),
            text,
            prefix,
            fills,
            formats,
            dithered,
        })
    }

    /// Whether an earlier mark may be in the workbook.
    pub fn has_ours(&self) -> bool {
        self.fills.iter().any(|fill| is_ours(fill))
    }

    /// The style with our fill over it.
    pub fn marked(&mut self, style: usize) -> usize {
        let style = self.restored(style);
        if let Some(known) = self.marked.get(&style) {
            return *known;
        }
        let Some(format) = self.formats.get(style).cloned() else {
            return style;
        };
        let before = fill_of(&format)
            .and_then(|fill| self.fills.get(fill))
            .and_then(|fill| colour(fill, "fgColor"));
        let fill = self.fill(
            &format!("rgb=\"{OURS}\" {UNTOUCHED}"),
            before.as_deref().unwrap_or(NOTHING),
        );
        let marked = self.format(&with_fill(&format, fill));
        self.marked.insert(style, marked);
        marked
    }

    /// The style without our fill; itself where it has none.
    pub fn restored(&mut self, style: usize) -> usize {
        if let Some(known) = self.restored.get(&style) {
            return *known;
        }
        let restored = self.under(style).unwrap_or(style);
        self.restored.insert(style, restored);
        restored
    }

    fn under(&mut self, style: usize) -> Option<usize> {
        let format = self.formats.get(style)?.clone();
        let fill = self.fills.get(fill_of(&format)?)?;
        if !is_ours(fill) {
            return None;
        }
        let is_known = !self.dithered || fill.contains(UNTOUCHED);
        let before = colour(fill, "bgColor").filter(|before| is_known && before != NOTHING);
        let fill = match before {
            Some(before) => self.fill(&before, NOTHING),
            None => 0,
        };
        Some(self.format(&with_fill(&format, fill)))
    }

    /// A format and its fill as they stand, without the number of the fill.
    #[cfg(test)]
    pub fn look(&self, style: usize) -> (String, String) {
        let format = &self.formats[style];
        let fill = fill_of(format).and_then(|fill| self.fills.get(fill));
        let bare = set(&set(format, "fillId", "?"), "applyFill", "1");
        (bare, fill.cloned().unwrap_or_default())
    }

    fn fill(&mut self, front: &str, back: &str) -> usize {
        let p = &self.prefix;
        let fill = format!(
            "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor {front}/><{p}bgColor {back}/></{p}patternFill></{p}fill>"
        );
        place(&mut self.fills, fill)
    }

    fn format(&mut self, format: &str) -> usize {
        place(&mut self.formats, format.to_owned())
    }

    /// The part with all that was added.
    pub fn text(&self) -> String {
        let mut text = self.text.clone();
        for (parent, all, old) in [
            ("cellXfs", &self.formats, self.old_formats),
            ("fills", &self.fills, self.old_fills),
        ] {
            if all.len() > old
                && let Some((at, _)) = closing(&text, parent)
            {
                text.insert_str(at, &all[old..].concat());
                recount(&mut text, parent, all.len());
            }
        }
        text
    }
}

fn place(all: &mut Vec<String>, one: String) -> usize {
    all.iter()
        .position(|other| *other == one)
        .unwrap_or_else(|| {
            all.push(one);
            all.len() - 1
        })
}

fn is_ours(fill: &str) -> bool {
    colour(fill, "fgColor").is_some_and(|colour| colour.contains(OURS))
}

/// The attributes of a colour of a plain fill, as they stand.
fn colour(fill: &str, which: &str) -> Option<String> {
    let solid = fill.contains("patternType=\"solid\"");
    let at = fill.find(which).filter(|_| solid)?;
    let inside = &fill[at + which.len()..];
    let inside = inside[..inside.find('>')?].trim_end_matches('/').trim();
    (!inside.is_empty()).then(|| inside.to_owned())
}

fn fill_of(format: &str) -> Option<usize> {
    attribute(format, "fillId").map_or(Some(0), |span| format[span].parse().ok())
}

fn with_fill(format: &str, fill: usize) -> String {
    let format = set(format, "fillId", &fill.to_string());
    set(&format, "applyFill", "1")
}

/// The place of an attribute's value in the first tag.
fn attribute(element: &str, name: &str) -> Option<Range<usize>> {
    let tag = &element[..element.find('>')?];
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let end = start + tag[start..].find('"')?;
    Some(start..end)
}

fn set(element: &str, name: &str, value: &str) -> String {
    let mut changed = element.to_owned();
    match attribute(element, name) {
        Some(span) => changed.replace_range(span, value),
        None => {
            let end = element.find('>').unwrap_or(element.len());
            let at = if element[..end].ends_with('/') {
                end - 1
            } else {
                end
            };
            changed.insert_str(at, &format!(" {name}=\"{value}\""));
        }
    }
    changed
}

fn recount(text: &mut String, parent: &str, count: usize) {
    let mut from = 0;
    while let Some(at) = text[from..].find('<') {
        let at = from + at;
        let inside = &text[at + 1..];
        let name_end = inside
            .find(|c: char| c.is_whitespace() || c == '>' || c == '/')
            .unwrap_or(0);
        let local = inside[..name_end].rsplit(':').next().unwrap_or_default();
        if local == parent {
            let element = text[at..].to_owned();
            if let Some(span) = attribute(&element, "count") {
                text.replace_range(at + span.start..at + span.end, &count.to_string());
            }
            return;
        }
        from = at + 1;
    }
}

/// The places of the elements of a name right inside a parent.
fn elements(xml: &str, parent: &str, name: &str) -> Result<Vec<Range<usize>>, Unreadable> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let (mut inside, mut depth, mut start) = (false, 0_usize, 0_usize);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let event = reader
            .read_event()
            .map_err(|_| Unreadable::damaged("样式表的标记有误"))?;
        let end = usize::try_from(reader.buffer_position()).unwrap_or(0);
        match event {
            Event::Start(tag) if inside => {
                if depth == 0 && tag.local_name().as_ref() == name {
                    start = at;
                }
                depth += 1;
            }
            Event::Start(tag) => inside = tag.local_name().as_ref() == parent,
            Event::Empty(tag) if inside && depth == 0 && tag.local_name().as_ref() == name => {
                found.push(at..end)
            }
            Event::End(_) if inside && depth == 0 => return Ok(found),
            Event::End(tag) if inside => {
                depth -= 1;
                if depth == 0 && tag.local_name().as_ref() == name {
                    found.push(start..end);
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}
