//! How a run of text looks, where that says that it is not on the page (hidden, struck out, white on white) or no part of what
//! is said (the raised mark of a note). (ECMA-376 part 1, 17.3.2.)

use super::marks::{self, Mark};
use super::{Unreadable, is_on};
use std::collections::HashMap;

/// What the properties of a run, or of a style, say of it; `None` where they say nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    hidden: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
    white: Option<bool>,
    shaded: Option<bool>,
}

/// So many half points above the line a run is raised.
const RAISED: i32 = 4;

impl Look {
    /// Takes over a property; any other is none of its own.
    pub fn read(&mut self, name: &str, value: Option<&String>, values: &HashMap<String, String>) {
        let said = value.map(String::as_str);
        match name {
            "vanish" | "webHidden" | "specVanish" => self.hidden = Some(is_on(value)),
            "strike" | "dstrike" => self.struck = Some(is_on(value)),
            "vertAlign" => self.raised = Some(said == Some("superscript")),
            "position" => {
                let height = said.and_then(|height| height.parse::<i32>().ok());
                self.raised = height.map(|height| height >= RAISED).or(self.raised);
            }
            "color" => self.white = Some(said.is_some_and(is_white)),
            "highlight" => self.shaded = Some(said.is_some_and(|h| !matches!(h, "none" | "white"))),
            "shd" => self.shaded = Some(is_shade(values)),
            _ => {}
        }
    }

    /// This look over that of a style.
    pub fn over(self, style: Look) -> Look {
        Look {
            hidden: self.hidden.or(style.hidden),
            struck: self.struck.or(style.struck),
            raised: self.raised.or(style.raised),
            white: self.white.or(style.white),
            shaded: self.shaded.or(style.shaded),
        }
    }

    /// Is nothing of it to be seen on the page? White is not where it stands on paper, and no shade or picture.
    pub fn is_unseen(self, on_paper: bool) -> bool {
        let is = |said: Option<bool>| said == Some(true);
        let white = is(self.white) && !is(self.shaded);
        is(self.hidden) || is(self.struck) || (white && on_paper)
    }

    pub fn is_raised(self) -> bool {
        self.raised == Some(true)
    }
}

fn is_white(colour: &str) -> bool {
    let light = |at: usize| {
        let part = colour.get(at..at + 2);
        part.and_then(|part| u8::from_str_radix(part, 16).ok())
    };
    colour.len() == 6
        && [0, 2, 4]
            .iter()
            .all(|at| light(*at).is_some_and(|l| l >= 250))
}

/// A shade of some colour.
pub fn is_shade(values: &HashMap<String, String>) -> bool {
    let fill = values.get("fill").map(String::as_str);
    let themed = values.contains_key("themeFill");
    themed || fill.is_some_and(|fill| fill != "auto" && !is_white(fill))
}

/// The looks that styles give.
#[derive(Default)]
pub struct Looks {
    styles: HashMap<String, (Look, String)>,
}

/// Styles that are based on one another.
const DEEPEST: usize = 16;

impl Looks {
    pub fn read(styles: &str) -> Result<Self, Unreadable> {
        let (mut found, mut style) = (Looks::default(), String::new());
        // A style of tables has looks for its first row and the like, which are not those of its runs.
        let (mut in_run, mut in_part) = (false, false);
        marks::each(styles, |mark| match mark {
            Mark::Open { name, values } => {
                match name {
                    "style" => style = values.get("styleId").cloned().unwrap_or_default(),
                    "rPr" => in_run = true,
                    "tblStylePr" => in_part = true,
                    _ => {}
                }
                if style.is_empty() || in_part {
                    return;
                }
                let (look, based_on) = found.styles.entry(style.clone()).or_default();
                match name {
                    "basedOn" => *based_on = values.get("val").cloned().unwrap_or_default(),
                    _ if in_run => look.read(name, values.get("val"), values),
                    _ => {}
                }
            }
            Mark::Close("style") => style.clear(),
            Mark::Close("rPr") => in_run = false,
            Mark::Close("tblStylePr") => in_part = false,
            _ => {}
        })?;
        Ok(found)
    }

    /// The look of a style, with what it is based on.
    pub fn of(&self, style: &str) -> Look {
        let (mut look, mut next) = (Look::default(), style);
        for _ in 0..DEEPEST {
            let Some((own, based_on)) = self.styles.get(next) else {
                break;
            };
            look = look.over(*own);
            next = based_on;
        }
        look
    }
}
