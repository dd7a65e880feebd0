//! `comments.xml` of a sheet: ours are added and taken away, those of people stay.

mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::pieces::{Names, closing, escaped};
use super::{AUTHOR, MOST};
use crate::address::Address;
use crate::book::package;
use crate::unreadable::Unreadable;

pub struct Comments {
    text: String,
    changed: bool,
}

fn empty(names: Names) -> String {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let main = names.main;
    format!(
        "{head}<comments xmlns=\"{main}\"><authors></authors><commentList></commentList></comments>"
    )
}

/// A comment where it stands in the text.
struct Comment {
    span: Range<usize>,
    at: Option<Address>,
}

impl Comments {
    /// # Errors
    /// [`Unreadable::Damaged`], where a mark is wrong.
    pub fn read(text: Option<&str>, names: Names) -> Result<Self, Unreadable> {
        let usable = text.filter(|text| {
            closing(text, "authors")
                .and(closing(text, "commentList"))
                .is_some()
        });
        let comments = Comments {
            text: usable.map_or_else(|| empty(names), str::to_owned),
            changed: false,
        };
        comments.all()?;
        Ok(comments)
    }

    pub fn is_changed(&self) -> bool {
        self.changed
    }

    pub fn text(self) -> String {
        self.text
    }

    /// Takes our comments away, and our lines out of comments of people; gives the cells that have none now.
    pub fn drop_ours(&mut self) -> Vec<Address> {
        let mut gone = Vec::new();
        let (mut kept, mut behind) = (String::with_capacity(self.text.len()), 0);
        for comment in self.all().unwrap_or_default() {
            let Some(left) = words::without_ours(&self.text[comment.span.clone()]) else {
                continue;
            };
            if left.is_empty() {
                gone.extend(comment.at);
            }
            kept.push_str(&self.text[behind..comment.span.start]);
            kept.push_str(&left);
            behind = comment.span.end;
        }
        if behind > 0 {
            kept.push_str(&self.text[behind..]);
            self.text = kept;
            self.changed = true;
        }
        gone
    }

    /// Adds our comments; where a person has one already, our words go behind it. Gives the cells that are new.
    pub fn add(&mut self, messages: &BTreeMap<Address, String>) -> Vec<Address> {
        if messages.is_empty() {
            return Vec::new();
        }
        self.changed = true;
        let author = self.author();
        let prefix =
            closing(&self.text, "commentList").map_or(String::new(), |found| found.1.to_owned());
        let most = messages.iter().take(MOST);
        let mut left: BTreeMap<Address, &String> = most.map(|(at, text)| (*at, text)).collect();
        let (mut kept, mut so_far) = (String::with_capacity(self.text.len()), 0);
        for comment in self.all().unwrap_or_default() {
            let Some(message) = comment.at.and_then(|at| left.remove(&at)) else {
                continue;
            };
            let inside = &self.text[comment.span.clone()];
            let changed = behind(inside, &run(&prefix, &format!("\n{message}")), &prefix);
            kept.push_str(&self.text[so_far..comment.span.start]);
            kept.push_str(&changed);
            so_far = comment.span.end;
        }
        kept.push_str(&self.text[so_far..]);
        self.text = kept;
        let p = &prefix;
        let new: String = left
            .iter()
            .map(|(at, message)| {
                let run = run(p, message);
                format!("<{p}comment ref=\"{at}\" authorId=\"{author}\"><{p}text>{run}</{p}text></{p}comment>")
            })
            .collect();
        if let Some((at, _)) = closing(&self.text, "commentList") {
            self.text.insert_str(at, &new);
        }
        left.into_keys().collect()
    }

    /// Our number among the authors.
    fn author(&mut self) -> usize {
        let authors = self.authors();
        if let Some(known) = authors.iter().position(|author| author == AUTHOR) {
            return known;
        }
        if let Some((at, p)) = closing(&self.text, "authors") {
            let element = format!("<{p}author>{AUTHOR}</{p}author>");
            self.text.insert_str(at, &element);
        }
        authors.len()
    }

    fn authors(&self) -> Vec<String> {
        let mut reader = Reader::from_str(&self.text);
        let (mut authors, mut inside) = (Vec::<String>::new(), false);
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    inside = tag.local_name().as_ref() == "author";
                    if inside {
                        authors.push(String::new());
                    }
                }
                Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "author" => {
                    authors.push(String::new())
                }
                Ok(Event::Text(text)) if inside => {
                    if let Some(last) = authors.last_mut() {
                        last.push_str(&text.xml10_content());
                    }
                }
                Ok(Event::End(tag)) if tag.local_name().as_ref() == "authors" => return authors,
                Ok(Event::End(_)) => inside = false,
                Ok(Event::Eof) | Err(_) => return authors,
                Ok(_) => {}
            }
        }
    }

    fn all(&self) -> Result<Vec<Comment>, Unreadable> {
        let mut reader = Reader::from_str(&self.text);
        let mut found = Vec::new();
        let mut begun: Option<Comment> = None;
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
            let event = reader
                .read_event()
                .map_err(|_| Unreadable::damaged("批注的标记有误"))?;
            let end = usize::try_from(reader.buffer_position()).unwrap_or(0);
            match event {
                Event::Start(tag) if tag.local_name().as_ref() == "comment" => {
                    begun = Some(Comment {
                        span: at..end,
                        at: package::value(&tag, "ref").and_then(|text| text.parse().ok()),
                    });
                }
                Event::End(tag) if tag.local_name().as_ref() == "comment" => {
                    found.extend(begun.take().map(|comment| Comment {
                        span: comment.span.start..end,
                        ..comment
                    }));
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    }
}

fn run(p: &str, text: &str) -> String {
    format!(
        "<{p}r><{p}rPr><{p}sz val=\"10\"/><{p}color rgb=\"FFC00000\"/><{p}rFont val=\"宋体\"/></{p}rPr><{p}t xml:space=\"preserve\">{}</{p}t></{p}r>",
        escaped(text)
    )
}

/// A comment with a run of ours behind its words. Words without runs become one, as the schema wants it.
fn behind(comment: &str, run: &str, p: &str) -> String {
    let mut changed = comment.to_owned();
    let Some((at, _)) = closing(comment, "text") else {
        return changed;
    };
    let open = format!("<{p}text>");
    let bare = changed.find(&open).map(|start| start + open.len());
    changed.insert_str(at, run);
    if let Some(start) = bare
        && changed[start..].starts_with(&format!("<{p}t"))
        && !changed[start..at].contains(&format!("<{p}r>"))
    {
        changed.insert_str(at, &format!("</{p}r>"));
        changed.insert_str(start, &format!("<{p}r>"));
    }
    changed
}
