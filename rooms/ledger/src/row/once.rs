//! The key that makes a row unique: two living rows with the same key are one event told twice.

use enterprise::door::Firm;
use measure::kind::Kind;
use sha2::{Digest, Sha256};
use values::{Id, half_width};
use web::Organisation;

use super::measured::Texts;
use super::state::State;

/// Longer keys are kept as their hash: an index entry has a limit.
const LONGEST: usize = 400;

/// The key that a row claims in its state.
pub fn claimed(
    state: State,
    kind: &Kind,
    subject: Option<Id<Firm>>,
    town: Id<Organisation>,
    fields: &impl Texts,
) -> Option<String> {
    state
        .claims()
        .then(|| key(kind, subject, town, fields))
        .flatten()
}

/// The once-only key of a row; none when the kind has none, or the row lacks one of its fields.
/// Blanks, full-width signs and upper or lower case make no difference.
pub fn key(
    kind: &Kind,
    subject: Option<Id<Firm>>,
    town: Id<Organisation>,
    fields: &impl Texts,
) -> Option<String> {
    if kind.once.is_empty() {
        return None;
    }
    let mut parts = Vec::with_capacity(kind.once.len());
    for id in &kind.once {
        parts.push(match id.as_str() {
            "subject" => subject?.to_string(),
            // No town stands for the county itself.
            "town" => town.to_string(),
            id => plain(fields.text(id)?)?,
        });
    }
    let joined = parts.join("\u{1f}");
    Some(if joined.len() > LONGEST {
        hashed(&joined)
    } else {
        joined
    })
}

fn plain(text: &str) -> Option<String> {
    let plain: String = half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    (!plain.is_empty()).then_some(plain)
}

fn hashed(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kind::shipped;
    use crate::row::measured::Fields;
    use proptest::prelude::*;
    use values::{Moment, fresh};

    fn payment(voucher_no: &str) -> Fields {
        Fields::from([("voucher_no".to_owned(), voucher_no.to_owned())])
    }

    #[test]
    fn the_same_number_typed_differently_is_the_same_key() {
        let kinds = shipped();
        let kind = kinds.get("payment").unwrap();
        let firm = Some(Id::new(fresh(Moment::default())));
        let of = |text: &str| key(kind, firm, Id::NONE, &payment(text));
        assert_eq!(of("hd-0231907"), of(" HD-０２３１９０７ "));
        assert_ne!(of("0231907"), of("0231908"));
        assert_eq!(of("  "), None);
        assert_eq!(key(kind, None, Id::NONE, &payment("0231907")), None);
        assert_ne!(
            key(
                kind,
                Some(Id::new(fresh(Moment::default()))),
                Id::NONE,
                &payment("1")
            ),
            of("1")
        );
    }

    #[test]
    fn a_statistic_of_the_county_has_a_key() {
        let kinds = shipped();
        let kind = kinds.get("statistic").unwrap();
        let mut fields = Fields::new();
        for (id, value) in [
            ("series", "gdp"),
            ("span", "year"),
            ("data_end", "2019-12-31"),
            ("stage", "final"),
            ("published_on", "2020-02-20"),
        ] {
            fields.insert(id.to_owned(), value.to_owned());
        }
        assert!(key(kind, None, Id::NONE, &fields).is_some());
    }

    proptest! {
        #[test]
        fn keys_fit_an_index(text in ".{0,600}") {
            let kinds = shipped();
            let kind = kinds.get("title").unwrap();
            let mut fields = Fields::new();
            for id in ["item", "class", "level", "document"] {
                fields.insert(id.to_owned(), text.clone());
            }
            let key = key(kind, None, Id::NONE, &fields);
            prop_assert!(key.is_none_or(|key| key.len() <= LONGEST));
        }
    }
}
