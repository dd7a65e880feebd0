//! What proves the rows of the story: mostly document numbers, and some forty small files.

use values::Day;

/// A voucher of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// The voucher's id in the kind: `receipt`.
    pub voucher: &'static str,
    pub sheet: Sheet,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Sheet {
    Number {
        number: String,
        issuer: String,
        day: Day,
    },
    File(Drawn),
}

/// A file that is drawn when the story is played.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    pub name: String,
    pub form: Form,
    pub title: &'static str,
    /// What stands on it, label and text.
    pub lines: Vec<(&'static str, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Pdf,
    Picture,
}

impl Paper {
    pub fn number(
        voucher: &'static str,
        number: impl Into<String>,
        issuer: impl Into<String>,
        day: Day,
    ) -> Self {
        Paper {
            voucher,
            sheet: Sheet::Number {
                number: number.into(),
                issuer: issuer.into(),
                day,
            },
        }
    }

    pub fn file(voucher: &'static str, drawn: Drawn) -> Self {
        Paper {
            voucher,
            sheet: Sheet::File(drawn),
        }
    }
}

impl Drawn {
    /// The bytes of the file and its media type.
    pub fn bytes(&self) -> (Vec<u8>, &'static str) {
        match self.form {
            Form::Pdf => (super::pdf::page(self.title, &self.lines), "application/pdf"),
            Form::Picture => (super::picture::sheet(&self.lines), "image/png"),
        }
    }
}
