//! The parts of an `.xlsx` and how they point at each other (ECMA-376 part 2).

use std::io::{Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::unreadable::Unreadable;

/// The most that a small part (relations, the list of sheets, styles) may unpack to, in bytes.
const SMALL: u64 = 16 * 1024 * 1024;
/// A workbook has some dozens of parts.
const PARTS: usize = 10_000;

/// A sheet with the name of its part: `xl/worksheets/sheet1.xml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPart {
    pub name: String,
    pub path: String,
    pub hidden: bool,
}

/// The list of sheets and the parts that stand beside it.
#[derive(Debug, Default)]
pub struct Package {
    pub sheets: Vec<SheetPart>,
    pub styles: Option<String>,
    /// The table of shared texts.
    pub texts: Option<String>,
    pub from_1904: bool,
}

/// One part pointing at another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub id: String,
    /// The last word of its type: `worksheet`, `comments`.
    pub kind: String,
    /// The part it points at, from the root; an address outside is empty.
    pub path: String,
}

impl Package {
    /// Reads the list of sheets.
    ///
    /// # Errors
    /// [`Unreadable::Other`] where the archive holds no workbook.
    pub fn read<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Self, Unreadable> {
        if archive.len() > PARTS {
            return Err(Unreadable::damaged(format!("内含文件超过 {PARTS} 个")));
        }
        if let Some(what) = other(archive) {
            return Err(Unreadable::Other { what });
        }
        let book = main_part(archive)?;
        let text = part(archive, &book)?.ok_or(Unreadable::Other { what: "压缩包" })?;
        let relations = relations(archive, &book)?;
        let path = |kind: &str| {
            let found = relations.iter().find(|one| one.kind == kind);
            found.map(|one| one.path.clone())
        };
        let mut package = Package {
            styles: path("styles"),
            texts: path("sharedStrings"),
            ..Package::default()
        };
        each_tag(&text, |tag| {
            if tag.local_name().as_ref() == "workbookPr" {
                let said = value(tag, "date1904");
                package.from_1904 = said.is_some_and(|said| said == "1" || said == "true");
            }
            if tag.local_name().as_ref() == "sheet" {
                let id = value(tag, "id").unwrap_or_default();
                let to = relations.iter().find(|one| one.id == id);
                if let Some(to) = to.filter(|one| one.kind == "worksheet") {
                    package.sheets.push(SheetPart {
                        name: value(tag, "name").unwrap_or_default(),
                        path: to.path.clone(),
                        hidden: value(tag, "state").is_some_and(|state| state != "visible"),
                    });
                }
            }
        })?;
        if package.sheets.is_empty() {
            return Err(Unreadable::damaged("里面没有工作表"));
        }
        Ok(package)
    }
}

/// A small part as text; `None` where it is missing.
pub fn part<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
) -> Result<Option<String>, Unreadable> {
    let entry = match archive.by_name(name) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut raw = Vec::new();
    entry.take(SMALL + 1).read_to_end(&mut raw)?;
    if raw.len() as u64 > SMALL {
        return Err(Unreadable::Swollen {
            limit: SMALL / 1_048_576,
        });
    }
    let text =
        String::from_utf8(raw).map_err(|_| Unreadable::damaged(format!("{name} 不是 UTF-8")))?;
    Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
}

/// The relations of a part.
pub fn relations<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    of: &str,
) -> Result<Vec<Relation>, Unreadable> {
    let Some(text) = part(archive, &relations_path(of))? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    each_tag(&text, |tag| {
        if tag.local_name().as_ref() == "Relationship" {
            let kind = value(tag, "Type").unwrap_or_default();
            let target = value(tag, "Target").unwrap_or_default();
            let outside = value(tag, "TargetMode").is_some_and(|mode| mode == "External");
            found.push(Relation {
                id: value(tag, "Id").unwrap_or_default(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                path: if outside {
                    String::new()
                } else {
                    resolve(of, &target)
                },
            });
        }
    })?;
    Ok(found)
}

/// `xl/worksheets/sheet1.xml` → `xl/worksheets/_rels/sheet1.xml.rels`.
pub fn relations_path(of: &str) -> String {
    match of.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{of}.rels"),
    }
}

/// The part that a target names, seen from another part.
pub fn resolve(from: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                folders.pop();
            }
            _ => folders.push(step),
        }
    }
    folders.join("/")
}

/// Tells every opening tag of a small part.
pub fn each_tag(xml: &str, mut tell: impl FnMut(&BytesStart<'_>)) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => tell(&tag),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(Unreadable::damaged("内部标记有误")),
        }
    }
}

/// The value of an attribute, whatever its prefix, with its entities resolved.
pub fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|one| one.key.local_name().as_ref() == name)?;
    let raw: &str = &found.value;
    let plain = quick_xml::escape::unescape(raw).map(|text| text.into_owned());
    Some(plain.unwrap_or_else(|_| raw.to_owned()))
}

fn main_part<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<String, Unreadable> {
    let root = relations(archive, "")?;
    let found = root.into_iter().find(|one| one.kind == "officeDocument");
    Ok(found.map_or_else(|| "xl/workbook.xml".to_owned(), |one| one.path))
}

/// What an archive is that has a part which no `.xlsx` has.
fn other<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<&'static str> {
    let marks = [
        ("word/document.xml", "Word 文档"),
        ("ppt/presentation.xml", "演示文稿"),
        ("xl/workbook.bin", "二进制工作簿（.xlsb）"),
        ("content.xml", "OpenDocument 文档（.ods 等）"),
    ];
    let found = marks
        .iter()
        .find(|(part, _)| archive.index_for_name(part).is_some())?;
    Some(found.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_part() {
        for (from, target, expected) in [
            (
                "xl/workbook.xml",
                "worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
            ),
            (
                "xl/workbook.xml",
                "/xl/worksheets/sheet1.xml",
                "xl/worksheets/sheet1.xml",
            ),
            (
                "xl/worksheets/sheet1.xml",
                "../comments1.xml",
                "xl/comments1.xml",
            ),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(from, target), expected);
        }
        assert_eq!(
            relations_path("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels"
        );
        assert_eq!(relations_path(""), "_rels/.rels");
    }
}
