//! What a check found, row by row, in a file of its own: what is to be changed in the table, or what goes into the ledger.

use std::borrow::Cow;
use std::fmt;

use enterprise::door::Firm;
use paper::intake::Spot;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use values::Id;
use web::Organisation;

use crate::row::Entry;
use crate::row::measured::{Fields, Texts};

/// A row that goes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands in the table.
    pub row: Spot,
    /// Known already, so that what an import brought can be told later.
    pub entry: Id<Entry>,
    /// The version that it follows; 0 for a new row.
    pub after: i64,
    pub subject: Option<Id<Firm>>,
    pub town: Id<Organisation>,
    /// The year that its number is of.
    pub year: i32,
    /// The version before is of another firm.
    #[serde(default)]
    pub other_firm: bool,
    pub fields: Fields,
}

impl Line {
    /// What it does, for a comparison with another check: to which row from which version, and what that will hold. The id of
    /// a new row is another in each check.
    pub fn deed(&self) -> std::io::Result<String> {
        let before = (self.after > 0).then_some((self.entry, self.after));
        let deed = (self.row, before, self.subject, self.town, &self.fields);
        Ok(serde_json::to_string(&deed)?)
    }
}

/// The same line as the load reads it: its fields go on into the ledger as they stand there.
#[derive(Debug, Deserialize)]
pub struct Written<'a> {
    pub entry: Id<Entry>,
    pub after: i64,
    pub subject: Option<Id<Firm>>,
    pub town: Id<Organisation>,
    pub year: i32,
    #[serde(borrow)]
    pub fields: Document<'a>,
}

/// Fields as they stand in a line: the document, and its texts in the order of their ids.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    json: &'a str,
    texts: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

impl Texts for Document<'_> {
    fn text(&self, id: &str) -> Option<&str> {
        let at = self.texts.binary_search_by(|(own, _)| (**own).cmp(id));
        let (_, text) = self.texts.get(at.ok()?)?;
        Some(text)
    }

    fn json(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.json)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Document<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let json = <&'a RawValue>::deserialize(from)?.get();
        let Pairs(texts) = serde_json::from_str(json).map_err(D::Error::custom)?;
        Ok(Document { json, texts })
    }
}

/// The texts of a document, in its order.
struct Pairs<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Deserialize<'a> for Pairs<'a> {
    fn deserialize<D: Deserializer<'a>>(from: D) -> Result<Self, D::Error> {
        struct All;
        impl<'a> Visitor<'a> for All {
            type Value = Pairs<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("texts by field")
            }

            fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<Pairs<'a>, M::Error> {
                let mut texts = Vec::with_capacity(16);
                while let Some((Text(id), Text(text))) = map.next_entry()? {
                    texts.push((id, text));
                }
                Ok(Pairs(texts))
            }
        }
        from.deserialize_map(All)
    }
}

/// Borrowed where no sign of it is escaped.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_done_to_the_same_version_whatever_id_a_new_row_has() {
        let line = |entry: u128, after: i64, amount: &str| Line {
            row: Spot { sheet: 0, row: 3 },
            entry: Id::new(values::Uuid::from_u128(entry)),
            after,
            subject: None,
            town: Id::NONE,
            year: 2020,
            other_firm: false,
            fields: Fields::from([("amount".to_owned(), amount.to_owned())]),
        };
        let deed = |entry, after, amount| line(entry, after, amount).deed().unwrap();
        assert_eq!(deed(1, 0, "5.00"), deed(2, 0, "5.00"));
        assert_ne!(deed(1, 0, "5.00"), deed(1, 0, "6.00"));
        assert_ne!(deed(1, 1, "5.00"), deed(1, 2, "5.00"));
        assert_ne!(deed(1, 1, "5.00"), deed(2, 1, "5.00"));
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let fields = Fields::from([
            (
                "project".to_owned(),
                "“新\\材料”\n\"第二行\"\u{1}".to_owned(),
            ),
            ("amount".to_owned(), "360000.00".to_owned()),
            ("empty".to_owned(), String::new()),
        ]);
        let line = Line {
            row: Spot { sheet: 0, row: 3 },
            entry: Id::NONE,
            after: 2,
            subject: None,
            town: Id::NONE,
            year: 2020,
            other_firm: false,
            fields: fields.clone(),
        };
        let text = serde_json::to_string(&line).unwrap();
        let read: Written<'_> = serde_json::from_str(&text).unwrap();
        assert_eq!((read.entry, read.after, read.year), (line.entry, 2, 2020));
        assert_eq!(read.fields.json(), fields.json());
        for id in ["project", "amount", "empty", "none"] {
            assert_eq!(read.fields.text(id), fields.text(id), "{id}");
        }
        let amount = read.fields.texts.first().map(|one| &one.1);
        assert!(matches!(amount, Some(Cow::Borrowed(_))), "not copied");
        assert!(
            serde_json::from_str::<Written<'_>>(&text.replace("360000.00\"", "1\",3")).is_err()
        );
    }
}
