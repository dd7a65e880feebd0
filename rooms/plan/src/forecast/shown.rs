//! A forecast as pages show it.

use measure::Exact;
use measure::forecast::Record;
use measure::indicator::Shown;
use values::Day;

use super::Foretold;
use crate::light;

/// The words of a forecast, and the ends of its fan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// `1,730–2,090`; — where nothing is forecast.
    pub range: String,
    /// The middle; empty where nothing is forecast or the range is one number.
    pub mid: String,
    /// What the range is made of, or why there is none.
    pub why: Vec<String>,
    /// How often such a range held.
    pub record: String,
    /// From low to high in the unit that people read, to be drawn.
    pub fan: Option<(f64, f64)>,
}

pub fn told(foretold: &Foretold, shown: &Shown) -> Told {
    let record = match foretold.kept_on {
        Some(day) => format!("{day} 留存的预计，按当时所知"),
        None => record(foretold),
    };
    let Ok(made) = &foretold.made else {
        let why = foretold.made.as_ref().err().map(|silence| silence.words());
        return Told {
            range: "—".to_owned(),
            why: why.into_iter().collect(),
            record,
            ..Told::default()
        };
    };
    let scale = light::scale(shown);
    let number = |value: Exact| light::number(value, scale);
    Told {
        range: made.range(shown),
        mid: if made.low == made.high {
            String::new()
        } else {
            made.middle(shown)
        },
        why: made.words(shown),
        record,
        fan: Some((number(made.low), number(made.high))),
    }
}

/// 逐日留存的预计到期 11 次，落在区间 8 次；回测（按 2020-08-31 所知）2019 年各月末 10 次，落在区间 7 次
fn record(foretold: &Foretold) -> String {
    let mut said = Vec::new();
    if foretold.record.of > 0 {
        said.push(format!("留存的月末预计到期 {}", foretold.record.words()));
    } else {
        said.push("逐日留存的预计还没有到期的".to_owned());
    }
    if foretold.tested.is_empty() {
        said.push("没有可回测的往年".to_owned());
    } else {
        said.push(tested(&foretold.tested, foretold.known_day));
    }
    said.join("；")
}

fn tested(years: &[(i32, Record)], known_day: Day) -> String {
    let years: Vec<String> = years
        .iter()
        .map(|(year, record)| format!("{year} 年各月末 {}", record.words()))
        .collect();
    format!("回测（按 {known_day} 所知）{}", years.join("，"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use measure::forecast::{Forecast, Silence};

    #[test]
    fn a_forecast_says_its_range_or_why_there_is_none() {
        let shown = Shown {
            unit: "万元".to_owned(),
            decimals: 2,
        };
        let foretold = |made| Foretold {
            made,
            tested: vec![(2019, Record { held: 7, of: 10 })],
            record: Record::default(),
            known_day: Day::of(2020, 8, 31).unwrap(),
            kept_on: None,
        };
        let range = Forecast {
            low: Exact::whole(1_730_000_000),
            mid: Exact::whole(1_900_000_000),
            high: Exact::whole(2_090_000_000),
            basis: vec![],
        };
        let found = told(&foretold(Ok(range)), &shown);
        assert_eq!(
            (found.range.as_str(), found.mid.as_str(), found.fan),
            ("1,730–2,090", "1,900", Some((1730.0, 2090.0)))
        );
        assert_eq!(
            found.record,
            "逐日留存的预计还没有到期的；回测（按 2020-08-31 所知）2019 年各月末 10 次，落在区间 7 次"
        );
        let kept = Foretold {
            kept_on: Day::of(2020, 8, 31),
            ..foretold(Err(Silence::NoValue))
        };
        assert_eq!(
            told(&kept, &shown).record,
            "2020-08-31 留存的预计，按当时所知"
        );
        let none = told(&foretold(Err(Silence::NoValue)), &shown);
        assert_eq!((none.range.as_str(), none.fan), ("—", None));
        assert_eq!(none.why, ["还没有数，不作预计"]);
    }
}
