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
/// Blanks, full-width signs, the make of brackets and dashes and upper or lower case make no difference: 苏财教〔2020〕71号 is
/// 苏财教[2020]71号.
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
    // Of what was hashed before signs were made one, nobody could tell the hash of today.
    Some(match joined.len() > LONGEST {
        true => hashed(&joined),
        false => joined.chars().map(one_sign).collect(),
    })
}

/// A number or name as it is compared with another.
pub fn same_as(text: &str) -> Option<String> {
    Some(plain(text)?.chars().map(one_sign).collect())
}

fn plain(text: &str) -> Option<String> {
    let plain: String = half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    (!plain.is_empty()).then_some(plain)
}

/// Brackets and dashes of every make as one; `0010_one_sign.sql` does the same with keys that stand already.
fn one_sign(c: char) -> char {
    match c {
        '[' | '［' | '（' | '〔' | '【' | '〖' | '「' | '『' | '{' | '｛' | '<' | '＜' | '《'
        | '〈' => '(',
        ']' | '］' | '）' | '〕' | '】' | '〗' | '」' | '』' | '}' | '｝' | '>' | '＞' | '》'
        | '〉' => ')',
        '—' | '―' | '‐' | '‑' | '﹣' | '─' => '-',
        _ => c,
    }
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
    fn brackets_and_dashes_of_every_make_are_one() {
        let kinds = shipped();
        let kind = kinds.get("payment").unwrap();
        let firm = Some(Id::new(fresh(Moment::default())));
        let of = |text: &str| key(kind, firm, Id::NONE, &payment(text));
        for (one, others) in [
            (
                "苏财教〔2020〕71号",
                &[
                    "苏财教[2020]71号",
                    "苏财教（2020）71号",
                    "苏财教【2020】71 号",
                    "苏财教(2020)71号",
                    "苏财教［２０２０］71号",
                    "苏财教{2020}71号",
                    "苏财教《2020》71号",
                ][..],
            ),
            (
                "DB-2020-77",
                &["DB—2020—77", "DB–2020−77", "ＤＢ－2020‑77", "db―2020-77"],
            ),
        ] {
            for other in others {
                assert_eq!(of(one), of(other), "{other}");
                assert_eq!(same_as(one), same_as(other), "{other}");
            }
        }
        assert_ne!(of("苏财教〔2020〕71号"), of("苏财教〔2020〕72号"));
        assert_ne!(of("第一1号"), of("第-1号"));
    }

    #[test]
    fn keys_that_stand_already_are_made_the_same() {
        let sql = include_str!("../../migrations/0010_one_sign.sql");
        for sign in ('\u{21}'..='\u{ffff}').filter(|sign| one_sign(*sign) != *sign) {
            assert!(
                sql.contains(&format!("'{sign}', '{}'", one_sign(sign))),
                "{sign}"
            );
        }
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
