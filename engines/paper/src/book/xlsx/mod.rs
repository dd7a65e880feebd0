//! An `.xlsx`: its parts, and its sheets as streams of rows.

mod looks;
mod merges;
mod rows;
pub(crate) mod tail;
mod texts;

use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::read::ZipFile;

use super::Sheet;
use super::package::Package;
use super::scan::{Budget, Scan};
use crate::unreadable::Unreadable;
use looks::Looks;
use merges::Merges;
use rows::Meaning;
use tail::Tail;
use texts::Texts;

pub struct Workbook<R> {
    archive: ZipArchive<R>,
    package: Package,
    texts: Texts,
    looks: Looks,
}

pub type Rows<'a, R> = rows::Rows<'a, ZipFile<'a, R>>;

impl<R: Read + Seek> Workbook<R> {
    pub fn open(source: R) -> Result<(Self, Vec<Sheet>), Unreadable> {
        let mut archive = ZipArchive::new(source)?;
        let package = Package::read(&mut archive)?;
        let tails = tails(&mut archive, &package)?;
        let texts = match part(&mut archive, package.texts.as_deref())? {
            Some(scan) => Texts::read(scan)?,
            None => Texts::default(),
        };
        let looks = match part(&mut archive, package.styles.as_deref())? {
            Some(scan) => looks::read(scan)?,
            None => Looks::default(),
        };
        let sheets = package.sheets.iter().zip(tails).map(|(part, tail)| Sheet {
            name: part.name.clone(),
            hidden: part.hidden,
            merged: tail.merged,
        });
        let sheets = sheets.collect();
        let book = Workbook {
            archive,
            package,
            texts,
            looks,
        };
        Ok((book, sheets))
    }

    pub fn counts_from_1904(&self) -> bool {
        self.package.from_1904
    }

    pub fn rows<'a>(&'a mut self, at: usize, sheet: &'a Sheet) -> Result<Rows<'a, R>, Unreadable> {
        let meaning = Meaning {
            texts: &self.texts,
            looks: &self.looks,
            from_1904: self.package.from_1904,
        };
        let path = Some(self.package.sheets[at].path.as_str());
        let scan = part(&mut self.archive, path)?.ok_or_else(|| missing(&sheet.name))?;
        rows::Rows::begin(scan, meaning, Merges::new(&sheet.merged), &sheet.name)
    }
}

/// Unpacks all sheets once, counting, and gives what stands behind their cells.
///
/// # Errors
/// [`Unreadable::Swollen`], where more comes out than a table can be.
pub fn tails<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    package: &Package,
) -> Result<Vec<Tail>, Unreadable> {
    let mut budget = Budget::new();
    let mut tails = Vec::new();
    for sheet in &package.sheets {
        let at = archive.index_for_name(&sheet.path);
        let at = at.ok_or_else(|| missing(&sheet.name))?;
        let mut scan = Scan::within(archive.by_index(at)?, budget);
        tails.push(Tail::read(&mut scan)?);
        budget = scan.budget();
    }
    Ok(tails)
}

fn part<'a, R: Read + Seek>(
    archive: &'a mut ZipArchive<R>,
    path: Option<&str>,
) -> Result<Option<Scan<ZipFile<'a, R>>>, Unreadable> {
    match path.and_then(|path| archive.index_for_name(path)) {
        Some(at) => Ok(Some(Scan::new(archive.by_index(at)?))),
        None => Ok(None),
    }
}

fn missing(sheet: &str) -> Unreadable {
    Unreadable::damaged(format!("缺少工作表“{sheet}”的内容"))
}
