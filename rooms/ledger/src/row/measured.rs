//! From the fields of a row to the columns that are measured.

use std::borrow::Cow;
use std::collections::BTreeMap;

use enterprise::door::{Absences, Firm};
use measure::kind::{Column, Kind};
use values::{Day, Fen, Id, Uuid};

use super::Entry;

/// The fields of a row by id, canonical texts: money in plain yuan, days ISO, counts whole,
/// options and levels their id, links the entry's id.
pub type Fields = BTreeMap<String, String>;

/// Canonical texts by the id of their field, however they are held.
pub trait Texts {
    fn text(&self, id: &str) -> Option<&str>;

    /// All of them as the ledger keeps them: one JSON document, in the order of the ids.
    fn json(&self) -> Cow<'_, str>;
}

impl Texts for Fields {
    fn text(&self, id: &str) -> Option<&str> {
        self.get(id).map(String::as_str)
    }

    fn json(&self) -> Cow<'_, str> {
        Cow::Owned(serde_json::to_string(self).unwrap_or_default())
    }
}

/// What `ledger_version` holds of the fields. Unknown days are [`Day::NEVER`], unknown ids nil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    pub effective: Day,
    pub until: Day,
    pub other_day: Day,
    pub amount: Option<Fen>,
    pub quantity: Option<i64>,
    pub class: String,
    pub level: i64,
    pub mark: String,
    pub trait_: String,
    pub item: String,
    pub link: Id<Entry>,
}

impl Measured {
    /// Reads the measured columns out of canonical fields, as the kind says.
    pub fn of(kind: &Kind, fields: &impl Texts) -> Measured {
        let value = |column: Column| {
            let field = kind.measured(column);
            field.and_then(|field| fields.text(&field.id)).unwrap_or("")
        };
        let day_of = |id: &str| fields.text(id).and_then(Day::parse_iso);
        let level = kind
            .measured(Column::Level)
            .and_then(|field| field.rank(value(Column::Level)));
        Measured {
            effective: day_of(&kind.day).unwrap_or(Day::NEVER),
            until: kind.until(day_of),
            other_day: Day::parse_iso(value(Column::OtherDay)).unwrap_or(Day::NEVER),
            amount: Fen::parse(value(Column::Amount), 100).ok(),
            quantity: value(Column::Quantity).parse().ok(),
            class: value(Column::Class).to_owned(),
            level: level.unwrap_or(0),
            mark: value(Column::Mark).to_owned(),
            trait_: value(Column::Trait).to_owned(),
            item: value(Column::Item).to_owned(),
            link: value(Column::Link)
                .parse::<Uuid>()
                .map_or(Id::NONE, Id::new),
        }
    }

    /// The same on the days on which the firm is in the county. What holds from a day to a day begins with the day on which
    /// the firm came, and ends with the day on which it leaves; an event of a day on which it was not there holds on no
    /// day ([`Day::NOWHEN`]), and no figure has it.
    pub fn within(self, kind: &Kind, subject: Option<Id<Firm>>, absences: &Absences) -> Measured {
        let Some(firm) = subject.filter(|_| !kind.anywhere && self.effective != Day::NEVER) else {
            return self;
        };
        let (effective, until) = (self.effective, self.until);
        let held = match &kind.until {
            Some(_) => absences.present(firm, (effective, until)),
            None => absences
                .is_here(firm, effective)
                .then_some((effective, until)),
        };
        let (effective, until) = held.unwrap_or((effective, Day::NOWHEN));
        Measured {
            effective,
            until,
            ..self
        }
    }

    /// Whether these are the columns of the same fields, perhaps held on fewer days: what is known of the firm today may
    /// not have been known then.
    pub fn is_within(&self, of: &Measured) -> bool {
        let same_days = Measured {
            effective: of.effective,
            until: of.until,
            ..self.clone()
        };
        same_days == *of && of.effective <= self.effective && self.until <= of.until
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kind::shipped;
    use enterprise::door::{Absence, Presence};

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs
            .iter()
            .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_payment_fills_its_columns() {
        let kinds = shipped();
        let link = "01752c00-0000-7000-8000-000000000001";
        let fields = fields(&[
            ("amount", "360000.00"),
            ("paid_on", "2020-09-16"),
            ("source", "enterprise"),
            ("payee_type", "institute"),
            ("contract", link),
        ]);
        let measured = Measured::of(kinds.get("payment").unwrap(), &fields);
        assert_eq!(measured.amount, Some(Fen(36_000_000)));
        assert_eq!(measured.effective.to_string(), "2020-09-16");
        assert_eq!(
            (measured.class.as_str(), measured.mark.as_str()),
            ("enterprise", "institute")
        );
        assert_eq!(measured.link.to_string(), link);
        assert_eq!(
            (measured.until, measured.other_day, measured.level),
            (Day::NEVER, Day::NEVER, 0)
        );
    }

    #[test]
    fn an_empty_draft_has_nothing_known() {
        for kind in shipped().iter() {
            let measured = Measured::of(kind, &Fields::new());
            assert_eq!(measured.effective, Day::NEVER, "{}", kind.id);
            assert_eq!(measured.until, Day::NEVER, "{}", kind.id);
            assert_eq!((measured.amount, measured.quantity), (None, None));
            assert!(measured.link.is_none() && measured.item.is_empty());
        }
    }

    #[test]
    fn a_certificate_ends_with_the_year_it_runs_out_or_when_struck() {
        let kinds = shipped();
        let kind = kinds.get("hnte_certificate").unwrap();
        let running = fields(&[
            ("announced_on", "2017-11-17"),
            ("valid_until", "2020-11-16"),
        ]);
        assert_eq!(Measured::of(kind, &running).until.to_string(), "2020-12-31");
        let struck = fields(&[
            ("announced_on", "2017-11-17"),
            ("valid_until", "2020-11-16"),
            ("struck_on", "2020-03-02"),
        ]);
        assert_eq!(Measured::of(kind, &struck).until.to_string(), "2020-03-02");
    }

    #[test]
    fn a_row_holds_while_its_firm_is_there() {
        let kinds = shipped();
        let firm = Id::<Firm>::new(Uuid::from_u128(7));
        let day = |text: &str| Day::parse_iso(text).unwrap();
        let span = |since, until| {
            Absences::of([Absence {
                firm,
                why: Presence::Out,
                since: day(since),
                until: day(until),
            }])
        };
        let never = "9999-12-31";
        let (left, came) = (span("2020-05-01", never), span("2010-01-01", "2020-05-01"));
        let certificate = fields(&[
            ("announced_on", "2018-11-17"),
            ("valid_until", "2021-11-16"),
        ]);
        let paid = |on| fields(&[("paid_on", on), ("amount", "1.00")]);
        let money = |on| fields(&[("arrived_on", on), ("amount", "1.00")]);
        for (kind, fields, absences, wanted) in [
            (
                "hnte_certificate",
                certificate.clone(),
                &left,
                ("2018-11-17", "2020-05-01"),
            ),
            (
                "hnte_certificate",
                certificate.clone(),
                &came,
                ("2020-05-01", "2021-12-31"),
            ),
            ("payment", paid("2020-04-30"), &left, ("2020-04-30", never)),
            (
                "payment",
                paid("2020-05-01"),
                &left,
                ("2020-05-01", "0001-01-01"),
            ),
            (
                "payment",
                paid("2020-04-30"),
                &came,
                ("2020-04-30", "0001-01-01"),
            ),
            ("payment", paid("2020-05-01"), &came, ("2020-05-01", never)),
            (
                "money_received",
                money("2020-06-01"),
                &left,
                ("2020-06-01", never),
            ),
            ("payment", Fields::new(), &left, (never, never)),
        ] {
            let kind = kinds.get(kind).unwrap();
            let whole = Measured::of(kind, &fields);
            let held = whole.clone().within(kind, Some(firm), absences);
            let found = (held.effective.to_string(), held.until.to_string());
            assert_eq!(
                found,
                (wanted.0.to_owned(), wanted.1.to_owned()),
                "{} {fields:?}",
                kind.id
            );
            assert!(held.is_within(&whole));
            assert_eq!(whole.clone().within(kind, None, absences), whole);
        }
        let kind = kinds.get("hnte_certificate").unwrap();
        let whole = Measured::of(kind, &certificate);
        let other = Measured {
            class: "first".into(),
            ..whole.clone()
        };
        let longer = Measured {
            until: Day::NEVER,
            ..whole.clone()
        };
        assert!(!other.is_within(&whole) && !longer.is_within(&whole));
    }
}
