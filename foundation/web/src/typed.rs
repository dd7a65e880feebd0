//! What was typed into the form of a request, kept beside it until it is answered: when the
//! database is busy or gone, the answer carries it and can be sent again as it stands.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Request;
use axum::http::Method;

use crate::Fields;

/// Stands in a request's extensions; whoever reads the form fills it.
#[derive(Clone, Default)]
pub(crate) struct Typed(Arc<Mutex<(Fields, bool)>>);

#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    pub pairs: Vec<(String, String)>,
    /// A file was handed in, too. Files are not kept.
    pub files: bool,
}

impl Kept {
    /// What a person reads of it.
    pub fn shown(&self) -> impl Iterator<Item = &str> {
        read_of(&self.pairs)
    }
}

/// Where a form goes and what was in it.
#[derive(Clone, Debug)]
pub(crate) struct Again {
    pub to: String,
    pub kept: Kept,
}

impl Typed {
    /// Begins to keep what the form of a request holds; nothing for a request without a form.
    pub fn of(request: &mut Request) -> Option<(Self, String)> {
        if *request.method() != Method::POST {
            return None;
        }
        let known = request.extensions().get::<Typed>().cloned();
        let typed = known.unwrap_or_default();
        request.extensions_mut().insert(typed.clone());
        let path = request.uri().path_and_query();
        Some((typed, path.map(ToString::to_string).unwrap_or_default()))
    }

    /// A form with a password in it is never shown again.
    pub fn keep(&self, fields: &Fields, files: bool) {
        if fields.has("password") || fields.has("present") {
            return;
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (fields.typed(), files);
    }

    pub fn kept(&self) -> Kept {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (fields, files) = &*kept;
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Kept {
            pairs: fields.pairs().map(owned).collect(),
            files: *files,
        }
    }
}

/// What a person reads of the fields of a form: what was typed, not the codes of options, of buttons and of what was chosen
/// from a list. Those go along unseen.
pub fn read_of(pairs: &[(String, String)]) -> impl Iterator<Item = &str> {
    let values = pairs.iter().map(|(_, value)| value.trim());
    values.filter(|value| !is_code(value))
}

/// An option's id, an identifier of the program, or nothing.
fn is_code(value: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    value.bytes().all(is_word) || value.parse::<values::Uuid>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_reads_what_was_typed() {
        let pair = |value: &str| ("name".to_owned(), value.to_owned());
        let kept = Kept {
            pairs: [
                "submit",
                "18万",
                "",
                "hnte_above_scale",
                "9月30日",
                "01975a3e-8d2b-7c11-9b7e-2f4a5c6d7e8f",
                "7700001",
                "91320682MA1XK0T5XQ",
            ]
            .map(pair)
            .to_vec(),
            files: false,
        };
        assert_eq!(
            kept.shown().collect::<Vec<_>>(),
            ["18万", "9月30日", "7700001", "91320682MA1XK0T5XQ"]
        );
        assert_eq!(kept.pairs.len(), 8, "all of it is sent again");
    }
}
