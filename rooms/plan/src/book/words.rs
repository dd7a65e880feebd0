//! How documents write quantities, days and states: no grouping, no blank before a unit.

use measure::Exact;
use measure::indicator::Shown;
use values::{Day, Moment};

use crate::milestone::{Milestone, State};
use crate::quantity::{Goal, Op, shown};

/// 150项以上, 超过2000万元, 24–35家, 93%以上.
pub fn goal(goal: &Goal) -> String {
    let (number, unit) = shown(goal.value, &goal.unit);
    let number = number.replace(',', "");
    if let Some(high) = goal.high {
        let high = crate::quantity::shown_in(high, &unit).replace(',', "");
        return format!("{number}–{high}{unit}");
    }
    match goal.op {
        Op::AtLeast => format!("{number}{unit}以上"),
        Op::More => format!("超过{number}{unit}"),
        Op::AtMost => format!("不超过{number}{unit}"),
        Op::About => format!("{number}{unit}左右"),
        Op::Exactly => format!("{number}{unit}"),
    }
}

/// 1450, 18.5, 91.43%: the unit stands with the goal, except that of a share.
pub fn quarter(value: Exact, shown: &Shown) -> String {
    let text = plain(&value.shown(shown));
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    };
    if shown.unit == "%" {
        format!("{text}%")
    } else {
        text
    }
}

/// A shown number without its grouping.
pub fn plain(number: &str) -> String {
    number.replace(',', "")
}

/// The last days of the quarters.
pub fn quarter_ends(year: i64) -> Vec<Day> {
    let year = i32::try_from(year).unwrap_or(0);
    [3, 6, 9, 12]
        .into_iter()
        .filter_map(|month| Some(Day::of(year, month, 1)?.last_of_month()))
        .collect()
}

/// 2020年9月18日 17时30分
pub fn moment(moment: Moment) -> String {
    format!(
        "{} {}分",
        moment.day().full(),
        moment.time().replace(':', "时")
    )
}

/// 9月18日, with its year where that is another.
pub fn day(day: Day, year: i64) -> String {
    if i64::from(day.year()) == year {
        day.spoken()
    } else {
        day.full()
    }
}

/// 6月30日方案上会（已完成）; `ended`: what it belongs to is over ([`crate::assignment::Subject::ended`]).
pub fn node(one: &Milestone, ended: Option<&str>, today: Day) -> String {
    let state = match (one.state, ended) {
        (State::Met, _) => "（已完成）".to_owned(),
        (State::Missed, _) => "（未按期）".to_owned(),
        (State::Open, Some(word)) => format!("（{word}）"),
        (State::Open, None) if one.is_overdue(today) => "（逾期）".to_owned(),
        (State::Open | State::Withdrawn, _) => String::new(),
    };
    format!("{}{}{state}", day(one.due, one.year), one.content)
}

/// 牵头：高新科；配合：办公室、白蒲镇
pub fn units(lead: &str, assisting: &str) -> String {
    let lead = if lead.is_empty() { "未定" } else { lead };
    match assisting {
        "" => format!("牵头：{lead}"),
        assisting => format!("牵头：{lead}；配合：{assisting}"),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::quantity::{MONEY, RATIO};
    use ::notice::Decimal;

    #[test]
    fn goals_as_documents_write_them() {
        for (op, value, unit, written) in [
            (Op::AtLeast, "150", "项", "150项以上"),
            (Op::More, "20000000", MONEY, "超过2000万元"),
            (Op::AtLeast, "0.93", RATIO, "93%以上"),
            (Op::About, "0.475", RATIO, "47.5%左右"),
            (Op::AtMost, "8000", MONEY, "不超过8000元"),
            (Op::Exactly, "2", "家", "2家"),
        ] {
            let one = Goal {
                op,
                value: Decimal::parse(value).unwrap(),
                high: None,
                unit: unit.to_owned(),
            };
            assert_eq!(goal(&one), written);
        }
        let range = Goal {
            op: Op::AtLeast,
            value: Decimal::whole(24),
            high: Some(Decimal::whole(35)),
            unit: "家".to_owned(),
        };
        assert_eq!(goal(&range), "24–35家");
    }

    #[test]
    fn quarters_without_idle_digits() {
        let shown = |unit: &str, decimals| Shown {
            unit: unit.to_owned(),
            decimals,
        };
        for (num, den, unit, decimals, written) in [
            (145_000_000_000_i64, 1, "万元", 2, "145000"),
            (185_500_000, 1, "万元", 2, "185.5"),
            (112, 1, "项", 0, "112"),
            (9143, 10_000, "%", 2, "91.43%"),
            (930, 1000, "%", 2, "93%"),
            (0, 1, "项", 0, "0"),
            (100, 1, "项", 0, "100"),
        ] {
            let value = Exact::ratio(num, den).unwrap();
            assert_eq!(quarter(value, &shown(unit, decimals)), written);
        }
    }

    #[test]
    fn days_moments_and_units() {
        let ends = quarter_ends(2020);
        assert_eq!(ends[0].to_string(), "2020-03-31");
        assert_eq!(ends[3].to_string(), "2020-12-31");
        let on = Day::of(2020, 9, 18).unwrap();
        assert_eq!(moment(Moment::at(on, 17, 30)), "2020年9月18日 17时30分");
        assert_eq!(
            (day(on, 2020).as_str(), day(on, 2021).as_str()),
            ("9月18日", "2020年9月18日")
        );
        assert_eq!(units("高新科", ""), "牵头：高新科");
        assert_eq!(units("", "白蒲镇"), "牵头：未定；配合：白蒲镇");
    }
}
