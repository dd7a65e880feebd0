//! A person's workbook or list as a stream of rows.

mod cell;
mod csv;
mod kind;
mod number;
pub(crate) mod package;
pub(crate) mod scan;
pub(crate) mod tag;
mod xlsx;

use std::io::{Read, Seek};

pub use cell::{Cell, Row, Value};

use crate::address::Region;
use crate::unreadable::Unreadable;
use kind::Kind;
pub(crate) use kind::is_workbook;
pub(crate) use xlsx::tail::Tail;
pub(crate) use xlsx::tails;

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 50 * 1024 * 1024;
/// The most rows with content that a sheet may have.
pub const LONGEST: u32 = 200_000;
/// The most that the tables inside a workbook may unpack to, in MB.
pub const SWOLLEN: u64 = 512;

/// A sheet of a workbook; a `.csv` has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Rectangles of merged cells, by their first row.
    pub merged: Vec<Region>,
}

/// An open `.xlsx` or `.csv`, told apart by content. Rows are read as they are asked for; only the table of texts that an
/// `.xlsx` shares between its cells is held.
pub struct Book<R> {
    sheets: Vec<Sheet>,
    form: Form<R>,
}

enum Form<R> {
    Xlsx(Box<xlsx::Workbook<R>>),
    Csv(csv::List<R>),
}

impl<R: Read + Seek> Book<R> {
    /// Opens a file. All of it is unpacked once, counting, before anything is believed.
    ///
    /// # Errors
    /// [`Unreadable`], whose Chinese sentence says what is wrong and what to do.
    pub fn open(mut source: R) -> Result<Self, Unreadable> {
        match kind::of(&mut source)? {
            Kind::Zip => {
                let (book, sheets) = xlsx::Workbook::open(source)?;
                let form = Form::Xlsx(Box::new(book));
                Ok(Book { sheets, form })
            }
            Kind::Text => {
                let form = Form::Csv(csv::List::open(source)?);
                let sheets = vec![Sheet {
                    name: csv::SHEET.to_owned(),
                    hidden: false,
                    merged: Vec::new(),
                }];
                Ok(Book { sheets, form })
            }
        }
    }

    /// The sheets in the order of the tabs; sheets of charts are left out.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Whether it is a list of text, which has neither formulas nor marks.
    pub fn is_csv(&self) -> bool {
        matches!(self.form, Form::Csv(_))
    }

    /// Whether days are counted from 1904, as old programs of the Macintosh do.
    pub fn counts_from_1904(&self) -> bool {
        match &self.form {
            Form::Xlsx(book) => book.counts_from_1904(),
            Form::Csv(_) => false,
        }
    }

    /// The rows of a sheet that have any content, from the top. After an error nothing more comes.
    ///
    /// # Errors
    /// [`Unreadable::NoSheet`], or what is wrong with the sheet.
    pub fn rows(&mut self, sheet: &str) -> Result<Rows<'_, R>, Unreadable> {
        let at = self.sheets.iter().position(|one| one.name == sheet);
        let Some(at) = at else {
            return Err(Unreadable::NoSheet {
                name: sheet.to_owned(),
                there: self.sheets.iter().map(|one| one.name.clone()).collect(),
            });
        };
        let sheet = &self.sheets[at];
        let source = match &mut self.form {
            Form::Xlsx(book) => Source::Xlsx(Box::new(book.rows(at, sheet)?)),
            Form::Csv(list) => Source::Csv(list.rows()?),
        };
        Ok(Rows {
            name: sheet.name.clone(),
            source,
            given: 0,
            ended: false,
        })
    }
}

/// See [`Book::rows`].
pub struct Rows<'a, R: Read + Seek> {
    name: String,
    source: Source<'a, R>,
    given: u32,
    ended: bool,
}

enum Source<'a, R: Read + Seek> {
    Xlsx(Box<xlsx::Rows<'a, R>>),
    Csv(csv::Rows<'a, R>),
}

impl<R: Read + Seek> Rows<'_, R> {
    fn read(&mut self) -> Result<Option<Row>, Unreadable> {
        let row = match &mut self.source {
            Source::Xlsx(rows) => rows.read()?,
            Source::Csv(rows) => rows.read()?,
        };
        self.given += u32::from(row.is_some());
        if self.given > LONGEST {
            return Err(Unreadable::TooLong {
                name: self.name.clone(),
                limit: LONGEST,
            });
        }
        Ok(row)
    }
}

impl<R: Read + Seek> Iterator for Rows<'_, R> {
    type Item = Result<Row, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let row = self.read().transpose();
        self.ended = !matches!(row, Some(Ok(_)));
        row
    }
}
