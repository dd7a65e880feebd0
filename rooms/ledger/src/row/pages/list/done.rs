//! What was done to many rows, told once on the list that is come back to, with the way to those rows.

use std::fmt;

use measure::kind::Kind;

use crate::row::chosen::Together;

/// Written `{act}.{rows}.{sequence}` in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    pub act: Together,
    pub rows: usize,
    pub sequence: i64,
}

impl Done {
    /// Its name in the address.
    pub const NAME: &str = "done";

    /// Takes it out of an address: no link of the page tells it again.
    pub fn taken(pairs: &mut Vec<(String, String)>) -> Option<Done> {
        let at = pairs.iter().position(|(name, _)| name == Done::NAME)?;
        Done::read(&pairs.remove(at).1)
    }

    fn read(text: &str) -> Option<Done> {
        let mut parts = text.splitn(3, '.');
        Some(Done {
            act: Together::from_code(parts.next()?)?,
            rows: parts.next()?.parse().ok()?,
            sequence: parts.next()?.parse().ok()?,
        })
    }

    /// The list of those rows.
    pub fn path(&self, kind: &Kind) -> String {
        format!("/ledger/{}?year=all&act={}", kind.id, self.sequence)
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.act.code(), self.rows, self.sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_taken_out_of_the_address_as_it_was_written() {
        let done = Done {
            act: Together::Verify,
            rows: 6,
            sequence: 41,
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut pairs = vec![pair("view", "waiting"), pair("done", &done.to_string())];
        assert_eq!(Done::taken(&mut pairs), Some(done));
        assert_eq!(pairs, [pair("view", "waiting")]);
        assert_eq!(Done::taken(&mut pairs), None);
        for wrong in [
            "",
            "x.1.2",
            "verification.1",
            "verification.x.1",
            "return.1.1.1",
        ] {
            assert_eq!(Done::taken(&mut vec![pair("done", wrong)]), None, "{wrong}");
        }
    }
}
