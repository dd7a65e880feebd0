//! The user's own workbook with the cells that need work marked: a fill and a comment each. Nothing else of it changes.

mod comments;
mod covered;
mod drawing;
mod pieces;
mod sheet;
mod styles;
mod tag;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::address::Address;
use crate::book::package::{self, Package, SheetPart};
use crate::book::{Tail, is_workbook, tails};
use crate::sheet::{Export, Heading, Typed, Unwritable};
use crate::unreadable::Unreadable;
use crate::wanted::Type;
use comments::Comments;
use sheet::Wish;
use styles::Styles;

/// Who our comments are by, as the notes of our templates are.
pub const AUTHOR: &str = "科度";
/// What each line of our comments begins with; by this they are known again.
const SIGN: &str = "【科度】";
/// The most comments of ours on a sheet; with more a spreadsheet program hardly moves.
pub const MOST: usize = 10_000;

/// What is wrong in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub sheet: String,
    pub at: Address,
    /// What to do, as a sentence.
    pub message: String,
}

/// Writes the workbook again with these marks; marks and comments of ours from an earlier time are taken away first. Several
/// marks of one cell become one comment, as do those of a merged cell; a sheet gets 10,000 comments at most, and a fill for each mark. Every part that need
/// not change keeps its bytes.
///
/// # Errors
/// [`Unreadable`], where the workbook cannot be read, a mark names a sheet that is not there, or `out` cannot be written.
pub fn mark<R: Read + Seek, W: Write + Seek>(
    mut source: R,
    marks: &[Mark],
    out: W,
) -> Result<(), Unreadable> {
    is_workbook(&mut source)?;
    source.rewind()?;
    let mut archive = ZipArchive::new(source)?;
    let package = Package::read(&mut archive)?;
    let mut messages: BTreeMap<&str, BTreeMap<Address, String>> = BTreeMap::new();
    for mark in marks {
        if !package.sheets.iter().any(|sheet| sheet.name == mark.sheet) {
            return Err(Unreadable::NoSheet {
                name: mark.sheet.clone(),
                there: package.sheets.into_iter().map(|sheet| sheet.name).collect(),
            });
        }
        let text = messages
            .entry(&mark.sheet)
            .or_default()
            .entry(mark.at)
            .or_default();
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(SIGN);
        text.push_str(&mark.message.replace('\n', " "));
    }
    let tails = tails(&mut archive, &package)?;
    for (sheet, tail) in package.sheets.iter().zip(&tails) {
        if let Some(said) = messages.get_mut(sheet.name.as_str()) {
            *said = covered::seen(std::mem::take(said), &tail.merged);
        }
    }
    Rewriting::begin(archive, package, tails, out)?.all(&messages)
}

/// Writes the workbook again without our marks and comments. A fill that lay under a mark comes back where it was plain.
///
/// # Errors
/// [`Unreadable`], as [`mark`].
pub fn unmark<R: Read + Seek, W: Write + Seek>(source: R, out: W) -> Result<(), Unreadable> {
    mark(source, &[], out)
}

/// What is wrong in a list that has no cells to mark (`.csv`), as a workbook of its own.
///
/// # Errors
/// [`Unwritable`], where it cannot be written.
pub fn list_of_errors<W: Write + Seek + Send>(
    errors: impl IntoIterator<Item = (Address, String, String)>,
    about: &[(String, String)],
    out: W,
) -> Result<u32, Unwritable> {
    let headings = [
        ("行", Type::Count),
        ("单元格", Type::Text),
        ("填的是", Type::Text),
        ("要改什么", Type::Long),
    ];
    let headings = headings.map(|(name, kind)| Heading {
        name: name.to_owned(),
        kind,
        unit: None,
    });
    let mut list = Export::begin("要改的地方", &headings, about)?;
    for (at, given, message) in errors {
        let at_text = Typed::Text(at.to_string());
        let row = Typed::Count(i64::from(at.row));
        list.row(&[row, at_text, Typed::Text(given), Typed::Text(message)])?;
    }
    list.finish(out)
}

/// A workbook being written again.
struct Rewriting<R, W: Write + Seek> {
    from: ZipArchive<R>,
    to: ZipWriter<W>,
    /// Each with the relation of its drawing of comments.
    sheets: Vec<(SheetPart, Option<String>)>,
    styles_path: Option<String>,
    styles: Styles,
    /// Parts that are written anew, at the end.
    small: BTreeMap<String, String>,
    types: pieces::Types,
    names: pieces::Names,
}

impl<R: Read + Seek, W: Write + Seek> Rewriting<R, W> {
    fn begin(
        mut from: ZipArchive<R>,
        package: Package,
        tails: Vec<Tail>,
        out: W,
    ) -> Result<Self, Unreadable> {
        let drawings = tails.into_iter().map(|tail| tail.drawing);
        let types = package::part(&mut from, pieces::TYPES)?;
        let types = types.ok_or_else(|| Unreadable::damaged("缺少 [Content_Types].xml"))?;
        let styles = match &package.styles {
            Some(path) => package::part(&mut from, path)?,
            None => None,
        };
        let relations = package::part(&mut from, "_rels/.rels")?;
        let names = pieces::Names::of(&relations.unwrap_or_default());
        let saved_by = package::part(&mut from, "docProps/app.xml")?.unwrap_or_default();
        let dithered = ["LibreOffice", "OpenOffice", "Collabora"];
        let dithered = dithered.iter().any(|program| saved_by.contains(program));
        Ok(Rewriting {
            from,
            to: ZipWriter::new(out),
            sheets: package.sheets.into_iter().zip(drawings).collect(),
            styles_path: package.styles.filter(|_| styles.is_some()),
            styles: Styles::read(styles.unwrap_or_default(), dithered)?,
            small: BTreeMap::new(),
            types: pieces::Types::new(types),
            names,
        })
    }

    fn all(
        mut self,
        messages: &BTreeMap<&str, BTreeMap<Address, String>>,
    ) -> Result<(), Unreadable> {
        let none = BTreeMap::new();
        let mut wishes = BTreeMap::new();
        for (number, (sheet, drawn)) in (1..).zip(std::mem::take(&mut self.sheets)) {
            let messages = messages.get(sheet.name.as_str()).unwrap_or(&none);
            let drawing = self.comment(number, &sheet, drawn, messages)?;
            if drawing.is_some() || !messages.is_empty() || self.styles.has_ours() {
                let cells: BTreeSet<Address> = messages.keys().copied().collect();
                let office = self.names.office;
                wishes.insert(
                    sheet.path,
                    Wish {
                        cells,
                        drawing,
                        office,
                    },
                );
            }
        }
        self.types.settle(&mut self.small);
        for at in 0..self.from.len() {
            let entry = self.from.by_index_raw(at)?;
            let name = entry.name()?.into_owned();
            if Some(&name) == self.styles_path.as_ref() || self.small.contains_key(&name) {
                continue;
            }
            match wishes.remove(&name) {
                None => self.to.raw_copy_file(entry)?,
                Some(wish) => {
                    drop(entry);
                    self.to.start_file(&name, packed())?;
                    let part = self.from.by_index(at)?;
                    sheet::rewrite(part, &mut self.to, wish, &mut self.styles)?;
                }
            }
        }
        if let Some(path) = self.styles_path {
            self.small.insert(path, self.styles.text());
        }
        for (name, text) in &self.small {
            self.to.start_file(name, packed())?;
            self.to.write_all(text.as_bytes())?;
        }
        self.to.finish()?;
        Ok(())
    }

    /// Settles the comments of a sheet; gives the relation of a drawing that the sheet must name from now on.
    fn comment(
        &mut self,
        number: usize,
        sheet: &SheetPart,
        drawn: Option<String>,
        messages: &BTreeMap<Address, String>,
    ) -> Result<Option<String>, Unreadable> {
        let relations = package::relations(&mut self.from, &sheet.path)?;
        let old = relations.iter().find(|one| one.kind == "comments");
        let text = match old {
            Some(old) => package::part(&mut self.from, &old.path)?,
            None => None,
        };
        if text.is_none() && messages.is_empty() {
            return Ok(None);
        }
        let mut comments = Comments::read(text.as_deref(), self.names)?;
        let gone = comments.drop_ours();
        let new = comments.add(messages);
        if gone.is_empty() && new.is_empty() && !comments.is_changed() {
            return Ok(None);
        }
        let drawn = drawn.and_then(|id| relations.iter().find(|one| one.id == id));
        let mut links = pieces::Links::read(&mut self.from, &sheet.path, self.names)?;
        let comments_path = match old {
            Some(old) => old.path.clone(),
            None => {
                let path = format!("xl/comments_kedu{number}.xml");
                links.add("comments", &path);
                self.types.part(&path, pieces::COMMENTS);
                path
            }
        };
        let (path, relation) = match drawn {
            Some(drawn) => (drawn.path.clone(), None),
            None => {
                let path = format!("xl/drawings/vmlDrawing_kedu{number}.vml");
                self.types.vml();
                let id = links.add("vmlDrawing", &path);
                (path, Some(id))
            }
        };
        let shapes = package::part(&mut self.from, &path)?;
        let shapes = drawing::changed(shapes.as_deref(), number, &gone, &new);
        self.small.insert(path, shapes);
        self.small.insert(comments_path, comments.text());
        links.settle(&mut self.small);
        Ok(relation)
    }
}

fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}
