//! The small parts that tell of other parts: relations and content types.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use zip::ZipArchive;

use crate::book::package;
use crate::unreadable::Unreadable;

pub const TYPES: &str = "[Content_Types].xml";
pub const COMMENTS: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const VML: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The names that a workbook's parts are known by: those that most programs write, or those of a strict workbook (ISO/IEC 29500
/// part 1), which knows no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Names {
    /// What the kinds of relations begin with.
    pub office: &'static str,
    /// Of the elements of sheets and comments.
    pub main: &'static str,
}

impl Names {
    /// By the relations of the whole package.
    pub fn of(relations: &str) -> Self {
        match relations.contains("http://purl.oclc.org/ooxml/") {
            true => Names {
                office: "http://purl.oclc.org/ooxml/officeDocument/relationships",
                main: "http://purl.oclc.org/ooxml/spreadsheetml/main",
            },
            false => Names {
                office: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                main: "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            },
        }
    }
}

/// `[Content_Types].xml`
pub struct Types {
    text: String,
    changed: bool,
}

impl Types {
    pub fn new(text: String) -> Self {
        Types {
            text,
            changed: false,
        }
    }

    pub fn part(&mut self, path: &str, kind: &str) {
        let name = format!("PartName=\"/{path}\"");
        if !self.text.contains(&name) {
            self.insert(&format!("Override {name} ContentType=\"{kind}\"/>"));
        }
    }

    pub fn vml(&mut self) {
        if !self.text.contains("Extension=\"vml\"") {
            self.insert(&format!(
                "Default Extension=\"vml\" ContentType=\"{VML}\"/>"
            ));
        }
    }

    fn insert(&mut self, element: &str) {
        if let Some((at, prefix)) = closing(&self.text, "Types") {
            let element = format!("<{prefix}{element}");
            self.text.insert_str(at, &element);
            self.changed = true;
        }
    }

    /// Adds it to the parts that are written anew, where it changed.
    pub fn settle(&self, small: &mut BTreeMap<String, String>) {
        if self.changed {
            small.insert(TYPES.to_owned(), self.text.clone());
        }
    }
}

/// The relations of a sheet.
pub struct Links {
    path: String,
    text: String,
    office: &'static str,
    changed: bool,
}

impl Links {
    pub fn read<R: Read + Seek>(
        archive: &mut ZipArchive<R>,
        of: &str,
        names: Names,
    ) -> Result<Self, Unreadable> {
        let path = package::relations_path(of);
        let text =
            package::part(archive, &path)?.filter(|text| closing(text, "Relationships").is_some());
        let empty = || {
            let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
            format!("{head}<Relationships xmlns=\"{RELATIONS}\"></Relationships>")
        };
        Ok(Links {
            path,
            text: text.unwrap_or_else(empty),
            office: names.office,
            changed: false,
        })
    }

    /// Adds a relation and gives its id.
    pub fn add(&mut self, kind: &str, path: &str) -> String {
        let mut number = 1;
        while self.text.contains(&format!("\"rIdKedu{number}\"")) {
            number += 1;
        }
        let id = format!("rIdKedu{number}");
        if let Some((at, prefix)) = closing(&self.text, "Relationships") {
            let office = self.office;
            let element = format!(
                "<{prefix}Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"/{path}\"/>"
            );
            self.text.insert_str(at, &element);
            self.changed = true;
        }
        id
    }

    pub fn settle(self, small: &mut BTreeMap<String, String>) {
        if self.changed {
            small.insert(self.path, self.text);
        }
    }
}

/// Where an element closes, and its prefix with the colon.
pub fn closing<'a>(xml: &'a str, name: &str) -> Option<(usize, &'a str)> {
    let mut end = xml.len();
    while let Some(at) = xml[..end].rfind("</") {
        let inside = &xml[at + 2..];
        let inside = inside[..inside.find('>')?].trim_end();
        let local = inside.rsplit(':').next().unwrap_or(inside);
        if local == name {
            return Some((at, &inside[..inside.len() - local.len()]));
        }
        end = at;
    }
    None
}

/// A text as it may stand in an element.
pub fn escaped(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .collect();
    quick_xml::escape::escape(clean.as_str()).into_owned()
}
