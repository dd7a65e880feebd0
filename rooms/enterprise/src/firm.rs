//! A firm and what it is over time.

pub mod pages;
pub mod store;

use std::fmt;

use pinyin::ToPinyin;
use values::{CodeFault, CreditCode, Day, Id};
use web::Organisation;

/// Marks the ids of firms.
#[derive(Debug)]
pub enum Firm {}

/// A firm as a list shows it today.
#[derive(Clone, Debug)]
pub struct FirmLine {
    pub id: Id<Firm>,
    pub code: String,
    pub name: String,
    pub town: Id<Organisation>,
    pub town_name: String,
    pub industry: String,
    /// One of [`SIZES`].
    pub size: String,
    pub registered_on: Day,
}

impl FirmLine {
    pub fn size_name(&self) -> &'static str {
        SIZES
            .iter()
            .find(|(code, _)| *code == self.size)
            .map_or("—", |(_, name)| name)
    }
}

/// What is needed to enter a firm.
#[derive(Clone, Debug)]
pub struct NewFirm {
    pub code: String,
    pub name: String,
    pub town: Id<Organisation>,
    pub industry: String,
    pub size: String,
    pub registered_on: Day,
}

/// Sizes of the statistics (统计上大中小微型企业划分办法, 国统字〔2017〕213号).
pub const SIZES: [(&str, &str); 4] = [
    ("large", "大型"),
    ("medium", "中型"),
    ("small", "小型"),
    ("micro", "微型"),
];

/// What may change about a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    Name,
    Town,
    Industry,
    Size,
}

impl Property {
    pub const ALL: [Property; 4] = [
        Property::Name,
        Property::Town,
        Property::Industry,
        Property::Size,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Property::Name => "name",
            Property::Town => "town",
            Property::Industry => "industry",
            Property::Size => "size",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Property::ALL
            .into_iter()
            .find(|property| property.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Property::Name => "名称",
            Property::Town => "镇区",
            Property::Industry => "行业",
            Property::Size => "规模",
        }
    }
}

/// One value of a property, from a day to a day, as it is known now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub property: String,
    pub value: String,
    pub since: Day,
    pub until: Day,
}

/// Why a firm is not entered or changed. Worded for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Code(CodeFault),
    Twice { code: String, name: String },
    Empty(&'static str),
    UnknownSize(String),
    NoSuchTown,
    InFuture(Day),
    BeforeRegistered { day: Day, registered_on: Day },
    Unchanged { what: &'static str, value: String },
    NoSuchFirm,
    Store(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Code(fault) => write!(f, "{fault}"),
            Refusal::Twice { code, name } => write!(
                f,
                "{code} 已登记为“{name}”，一家企业只有一份档案，请直接用它"
            ),
            Refusal::Empty(what) => write!(f, "{what}要填"),
            Refusal::UnknownSize(size) => {
                write!(f, "没有“{size}”这种规模，请从大型、中型、小型、微型中选")
            }
            Refusal::NoSuchTown => write!(f, "请选企业所在的镇区街道"),
            Refusal::InFuture(day) => write!(f, "{day} 还没有到，请填已经发生的日子"),
            Refusal::BeforeRegistered { day, registered_on } => {
                write!(f, "{day} 早于企业成立日 {registered_on}，请核对")
            }
            Refusal::Unchanged { what, value } => {
                write!(f, "{what}在那一天已经是“{value}”，没有要改的")
            }
            Refusal::NoSuchFirm => write!(f, "企业库里没有这家企业"),
            Refusal::Store(reason) => write!(f, "没有存上：{reason}"),
        }
    }
}

impl From<::store::Error> for Refusal {
    fn from(error: ::store::Error) -> Self {
        Refusal::Store(error.to_string())
    }
}

/// Reads a code; only where firms are invented may its check character be wrong.
pub fn read_code(code: &str, invented: bool) -> Result<CreditCode, Refusal> {
    let read = if invented {
        CreditCode::shaped(code)
    } else {
        CreditCode::parse(code)
    };
    read.map_err(Refusal::Code)
}

/// Whether a new firm is whole.
pub fn check_new(new: &NewFirm, today: Day) -> Result<(), Refusal> {
    if new.name.trim().is_empty() {
        return Err(Refusal::Empty("企业名称"));
    }
    if new.town.is_none() {
        return Err(Refusal::NoSuchTown);
    }
    if SIZES.iter().all(|(code, _)| *code != new.size) {
        return Err(Refusal::UnknownSize(new.size.clone()));
    }
    if new.registered_on > today {
        return Err(Refusal::InFuture(new.registered_on));
    }
    Ok(())
}

/// Whether a change from a day on can be.
pub fn check_change(
    stretches: &[Stretch],
    property: Property,
    value: &str,
    from: Day,
    registered_on: Day,
    today: Day,
) -> Result<(), Refusal> {
    if value.trim().is_empty() {
        return Err(Refusal::Empty(property.word()));
    }
    if from > today {
        return Err(Refusal::InFuture(from));
    }
    if from < registered_on {
        return Err(Refusal::BeforeRegistered {
            day: from,
            registered_on,
        });
    }
    let then = stretches
        .iter()
        .find(|one| one.property == property.code() && one.since <= from && from < one.until);
    match then {
        Some(then) if then.value == value => Err(Refusal::Unchanged {
            what: property.word(),
            value: value.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// What is true of a property once `value` holds from `from` on: the stretches that end or start
/// elsewhere now, as (old to close, new to open). What held later stays as it was.
pub fn cut(
    stretches: &[Stretch],
    property: Property,
    value: &str,
    from: Day,
) -> (Vec<Stretch>, Vec<Stretch>) {
    let own: Vec<&Stretch> = stretches
        .iter()
        .filter(|one| one.property == property.code())
        .collect();
    let next = own
        .iter()
        .map(|one| one.since)
        .filter(|since| *since > from)
        .min()
        .unwrap_or(Day::NEVER);
    let mut close = Vec::new();
    let mut open = Vec::new();
    for one in own
        .into_iter()
        .filter(|one| one.since <= from && from < one.until)
    {
        close.push(one.clone());
        if one.since < from {
            open.push(Stretch {
                until: from,
                ..one.clone()
            });
        }
    }
    open.push(Stretch {
        property: property.code().to_owned(),
        value: value.to_owned(),
        since: from,
        until: next,
    });
    (close, open)
}

/// What a person may type to find the firm: names, code and pinyin initials, in lower case.
pub fn words(code: &str, names: &[String]) -> String {
    let mut words = vec![code.to_lowercase()];
    for name in names {
        words.push(name.to_lowercase());
        words.push(initials(name));
    }
    words.join(" ")
}

fn initials(name: &str) -> String {
    name.chars()
        .filter_map(|c| c.to_pinyin().map(|one| one.first_letter().to_owned()))
        .collect()
}

/// By which names sort: the pinyin, then the name.
pub fn sort_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            c.to_pinyin()
                .map_or_else(|| c.to_string(), |one| one.plain().to_owned() + " ")
        })
        .collect();
    format!("{plain}{name}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn town(value: &str, since: &str, until: &str) -> Stretch {
        let until = if until.is_empty() {
            Day::NEVER
        } else {
            day(until)
        };
        Stretch {
            property: "town".into(),
            value: value.into(),
            since: day(since),
            until,
        }
    }

    #[test]
    fn a_change_cuts_the_stretch_it_falls_into() {
        let held = [town("A", "2015-01-01", "")];
        let (close, open) = cut(&held, Property::Town, "B", day("2020-05-01"));
        assert_eq!(close, held);
        assert_eq!(
            open,
            [
                town("A", "2015-01-01", "2020-05-01"),
                town("B", "2020-05-01", "")
            ]
        );
    }

    #[test]
    fn what_held_later_stays() {
        let held = [
            town("A", "2015-01-01", "2020-05-01"),
            town("B", "2020-05-01", ""),
        ];
        let (close, open) = cut(&held, Property::Town, "C", day("2018-01-01"));
        assert_eq!(close, [held[0].clone()]);
        assert_eq!(
            open,
            [
                town("A", "2015-01-01", "2018-01-01"),
                town("C", "2018-01-01", "2020-05-01")
            ]
        );
    }

    #[test]
    fn a_correction_from_the_first_day_leaves_nothing_before() {
        let held = [town("A", "2015-01-01", "")];
        let (_, open) = cut(&held, Property::Town, "B", day("2015-01-01"));
        assert_eq!(open, [town("B", "2015-01-01", "")]);
    }

    #[test]
    fn what_cannot_be_is_said() {
        let held = [town("A", "2015-01-01", "")];
        let check = |value: &str, from: &str| {
            check_change(
                &held,
                Property::Town,
                value,
                day(from),
                day("2014-01-01"),
                day("2020-09-18"),
            )
        };
        assert_eq!(
            check("B", "2020-09-19"),
            Err(Refusal::InFuture(day("2020-09-19")))
        );
        assert!(matches!(
            check("B", "2013-01-01"),
            Err(Refusal::BeforeRegistered { .. })
        ));
        assert!(matches!(
            check("A", "2016-01-01"),
            Err(Refusal::Unchanged { .. })
        ));
        assert_eq!(check(" ", "2016-01-01"), Err(Refusal::Empty("镇区")));
        assert_eq!(check("B", "2016-01-01"), Ok(()));
    }

    #[test]
    fn firms_are_found_by_initials() {
        let found = words("91320682MADEM00122", &["江苏苇渡智能".to_owned()]);
        assert!(
            found.contains("jswdzn")
                && found.contains("91320682madem00122")
                && found.contains("江苏苇渡")
        );
        assert!(sort_name("白蒲") < sort_name("长江"));
    }
}
