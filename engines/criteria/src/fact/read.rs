//! `facts.toml` → [`Facts`].

use serde::Deserialize;

use super::{Direction, Fact, Facts, Kind, Limit, Slot, Until};
use crate::fault::{Fault, Source};
use crate::firm::LARGEST;
use crate::linear::Linear;

/// The most columns there may be: a place among them is a byte.
const MOST: usize = 200;
/// The largest count that is read.
const LARGEST_COUNT: i64 = 1_000_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The yearly fact whose first given year opens business.
    opens_business: String,
    /// The day before whose year there can be no business.
    registered: Option<String>,
    fact: Vec<Definition>,
    #[serde(default)]
    limit: Vec<Bound>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    id: String,
    name: String,
    kind: Word,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    yearly: bool,
    least: Option<i64>,
    greatest: Option<i64>,
    #[serde(default)]
    options: Vec<(i64, String)>,
    #[serde(default)]
    road: Way,
    #[serde(default)]
    price: i64,
    #[serde(default)]
    until: End,
    empty: Option<i64>,
    contains: Option<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Word {
    Money,
    Count,
    Flag,
    Option,
    Mark,
    Day,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Way {
    #[default]
    Fixed,
    Up,
    Down,
    Both,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum End {
    YearEnd,
    #[default]
    Batch,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bound {
    part: String,
    whole: String,
    #[serde(default)]
    lawful: bool,
    reason: String,
}

pub fn facts(name: &str, text: &str) -> Result<Facts, Vec<Fault>> {
    let source = Source { name, text };
    let file: File = source.toml().map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    let mut facts = Facts {
        facts: Vec::new(),
        slots: Vec::new(),
        limits: Vec::new(),
        opening: Vec::new(),
        registered: None,
    };
    for definition in file.fact {
        match fact(definition, &facts) {
            Ok(fact) => add(&mut facts, fact),
            Err((id, message)) => faults.push(source.fault(&id, message)),
        }
    }
    let opens = facts
        .slots()
        .filter(|(id, slot)| facts.fact(*id).id == file.opens_business && slot.year.is_some());
    facts.opening = opens.map(|(id, _)| id).collect();
    if facts.opening.len() != 3 {
        faults.push(source.fault(
            &file.opens_business,
            "opens_business 要写一个按年填的事实。",
        ));
    }
    if let Some(id) = &file.registered {
        let slot = facts.find(id);
        facts.registered = slot.filter(|slot| facts.fact(*slot).kind == Kind::Day);
        if facts.registered.is_none() {
            faults.push(source.fault(id, "registered 要写一个日期的事实。"));
        }
    }
    if facts.slots.len() > MOST {
        faults.push(source.fault("", format!("列太多，最多 {MOST} 列。")));
    }
    for bound in file.limit {
        match (
            Linear::read(&bound.part, &facts),
            Linear::read(&bound.whole, &facts),
        ) {
            (Ok(part), Ok(whole)) => facts.limits.push(Limit {
                part,
                whole,
                lawful: bound.lawful,
                reason: bound.reason,
            }),
            (Err(message), _) | (_, Err(message)) => {
                faults.push(source.fault(&bound.part, message))
            }
        }
    }
    if faults.is_empty() {
        Ok(facts)
    } else {
        Err(faults)
    }
}

fn fact(definition: Definition, known: &Facts) -> Result<Fact, (String, String)> {
    let refuse = |message: String| Err((definition.id.clone(), message));
    let plain = definition
        .id
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if definition.id.is_empty() || !plain {
        return refuse("事实的 id 只能用小写字母、数字和下划线。".to_owned());
    }
    if known.facts.iter().any(|one| one.id == definition.id) {
        return refuse(format!("{} 定义了两次，请留一处。", definition.id));
    }
    let (least, greatest) = span(definition.kind, &definition.options);
    let (least, greatest) = (
        definition.least.unwrap_or(least),
        definition.greatest.unwrap_or(greatest),
    );
    if least > greatest || least < -LARGEST || greatest > LARGEST {
        return refuse(format!("范围 {least} 到 {greatest} 不对。"));
    }
    if definition.kind == Word::Option && definition.options.is_empty() {
        return refuse("选项是空的，请至少写一个，如 options = [[1, \"电子信息\"]]。".to_owned());
    }
    if definition.price < 0 {
        return refuse("价格不能是负数。".to_owned());
    }
    let contains = match &definition.contains {
        Some(column) => match known.find(column) {
            Some(slot) => Some(slot),
            None => return refuse(format!("contains 里的 {column} 要是前面写过的一列。")),
        },
        None => None,
    };
    Ok(Fact {
        id: definition.id,
        name: definition.name,
        kind: match definition.kind {
            Word::Money => Kind::Money,
            Word::Count => Kind::Count,
            Word::Flag => Kind::Flag,
            Word::Option => Kind::Option(definition.options),
            Word::Mark => Kind::Mark,
            Word::Day => Kind::Day,
        },
        unit: definition.unit,
        yearly: definition.yearly,
        least,
        greatest,
        road: match definition.road {
            Way::Fixed => Direction::Fixed,
            Way::Up => Direction::Up,
            Way::Down => Direction::Down,
            Way::Both => Direction::Both,
        },
        price: definition.price,
        until: match definition.until {
            End::YearEnd => Until::YearEnd,
            End::Batch => Until::Batch,
        },
        empty: definition.empty,
        contains,
    })
}

fn span(kind: Word, options: &[(i64, String)]) -> (i64, i64) {
    match kind {
        Word::Money => (0, LARGEST),
        Word::Count => (0, LARGEST_COUNT),
        Word::Flag => (0, 1),
        Word::Mark => (0, 100),
        Word::Day => (-1_000_000, 3_000_000),
        Word::Option => {
            let values = options.iter().map(|(value, _)| *value);
            (values.clone().min().unwrap_or(0), values.max().unwrap_or(0))
        }
    }
}

fn add(facts: &mut Facts, fact: Fact) {
    let at = facts.facts.len();
    let years: &[Option<u8>] = if fact.yearly {
        &[Some(1), Some(2), Some(3)]
    } else {
        &[None]
    };
    for year in years {
        let column = match year {
            Some(year) => format!("{}_{year}", fact.id),
            None => fact.id.clone(),
        };
        facts.slots.push(Slot {
            column,
            fact: at,
            year: *year,
        });
    }
    facts.facts.push(fact);
}
