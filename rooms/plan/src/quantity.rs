//! Exact quantities as the plan keeps them: in base units (yuan, a fraction for percent, a count),
//! as a notice says them, as people type them and as pages show them.

use ::notice::Decimal;
use values::half_width;

/// Yuan.
pub const MONEY: &str = "元";
/// A fraction that people read in percent.
pub const RATIO: &str = "ratio";

/// How a target compares with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    AtLeast,
    More,
    AtMost,
    About,
    Exactly,
}

/// 确保, 力争, or neither word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firmness {
    Committed,
    Strive,
    Plain,
}

/// What a target asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    pub op: Op,
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// `元`, `ratio`, `百分点` or a counting unit.
    pub unit: String,
}

impl Op {
    pub const ALL: [Op; 5] = [Op::AtLeast, Op::More, Op::AtMost, Op::About, Op::Exactly];

    /// The short text it is stored as: `>=`, `>`, `<=`, `~`, `==`.
    pub fn code(self) -> &'static str {
        match self {
            Op::AtLeast => ">=",
            Op::More => ">",
            Op::AtMost => "<=",
            Op::About => "~",
            Op::Exactly => "==",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Op::ALL.into_iter().find(|op| op.code() == code)
    }

    /// The sign that people read.
    pub fn sign(self) -> &'static str {
        match self {
            Op::AtLeast => "≥",
            Op::More => ">",
            Op::AtMost => "≤",
            Op::About => "≈",
            Op::Exactly => "=",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Op::AtLeast => "不少于",
            Op::More => "超过",
            Op::AtMost => "不超过",
            Op::About => "左右",
            Op::Exactly => "正好",
        }
    }
}

impl Firmness {
    pub const ALL: [Firmness; 3] = [Firmness::Committed, Firmness::Strive, Firmness::Plain];

    pub fn code(self) -> &'static str {
        match self {
            Firmness::Committed => "committed",
            Firmness::Strive => "strive",
            Firmness::Plain => "plain",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Firmness::ALL
            .into_iter()
            .find(|firmness| firmness.code() == code)
    }

    /// 确保, 力争; nothing where the notice says neither.
    pub fn word(self) -> &'static str {
        match self {
            Firmness::Committed => "确保",
            Firmness::Strive => "力争",
            Firmness::Plain => "",
        }
    }
}

impl Goal {
    /// `≥ 30 家`, `> 2,000 万元`, `≥ 2.5%`, `24–35 家`.
    pub fn shown(&self) -> String {
        let (number, unit) = shown(self.value, &self.unit);
        let number = match self.high {
            Some(high) => format!("{number}–{}", shown_in(high, &unit)),
            None => format!("{} {number}", self.op.sign()),
        };
        if unit == "%" {
            format!("{number}%")
        } else {
            format!("{number} {unit}").trim_end().to_owned()
        }
    }
}

/// A number and the unit that people read it in: money from ten thousand yuan in 万元, a fraction in percent.
pub fn shown(value: Decimal, unit: &str) -> (String, String) {
    let unit = match unit {
        MONEY if value.parts().0 >= 10_000 * 10_i128.pow(u32::from(value.parts().1)) => "万元",
        RATIO => "%",
        other => other,
    };
    (shown_in(value, unit), unit.to_owned())
}

/// The number in a shown unit, grouped, with as many decimals as it has.
pub fn shown_in(value: Decimal, unit: &str) -> String {
    let value = match unit {
        "亿元" => value.shifted(8),
        "万元" => value.shifted(4),
        "%" => value.times(100),
        _ => Some(value),
    };
    let text = value.map(|value| value.to_string()).unwrap_or_default();
    let (whole, rest) = text
        .split_once('.')
        .map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let whole = whole
        .parse::<i128>()
        .map_or_else(|_| whole.to_owned(), values::grouped);
    if rest.is_empty() {
        whole
    } else {
        format!("{whole}.{rest}")
    }
}

/// Reads what a person typed into a field of this unit: `2000万`, `2,000万元`, `0.2亿`, `2.5%`, `30 家`.
/// A bare number is in 万元 for money and in percent for a fraction, as the field says beside its box.
pub fn parse(text: &str, unit: &str) -> Option<Decimal> {
    let plain: String = half_width(text)
        .chars()
        .filter(|c| !matches!(c, ',' | ' '))
        .collect();
    let digits = plain.trim_end_matches(|c: char| !c.is_ascii_digit());
    let said = &plain[digits.len()..];
    let number = Decimal::parse(digits)?;
    match (unit, said) {
        (MONEY, "元") => Some(number),
        (MONEY, "" | "万" | "万元") => number.times(10_000),
        (MONEY, "亿" | "亿元") => number.times(100_000_000),
        (RATIO, "" | "%") => number.shifted(2),
        (MONEY | RATIO, _) => None,
        (_, "") => Some(number),
        (_, "万") => number.times(10_000),
        (unit, said) => (said == unit).then_some(number),
    }
}

/// Reads a value as it is stored; a text that is none counts as nothing there.
pub fn stored(text: &str) -> Option<Decimal> {
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or((1, text), |digits| (-1, digits));
    Decimal::parse(digits)?.times(sign)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn goal(op: Op, value: &str, unit: &str) -> Goal {
        Goal {
            op,
            value: Decimal::parse(value).unwrap(),
            high: None,
            unit: unit.to_owned(),
        }
    }

    #[test]
    fn goals_are_shown_as_the_notice_writes_them() {
        for (op, value, unit, shown) in [
            (Op::AtLeast, "30", "家", "≥ 30 家"),
            (Op::More, "20000000", MONEY, "> 2,000 万元"),
            (Op::More, "100000000", MONEY, "> 10,000 万元"),
            (Op::AtLeast, "0.025", RATIO, "≥ 2.5%"),
            (Op::AtLeast, "0.93", RATIO, "≥ 93%"),
            (Op::AtMost, "8000", MONEY, "≤ 8,000 元"),
            (Op::Exactly, "5", "", "= 5"),
        ] {
            assert_eq!(goal(op, value, unit).shown(), shown);
        }
        let range = Goal {
            high: Some(Decimal::whole(35)),
            ..goal(Op::AtLeast, "24", "家")
        };
        assert_eq!(range.shown(), "24–35 家");
    }

    #[test]
    fn quantities_as_people_type_them() {
        for (text, unit, read) in [
            ("2000", MONEY, Some("20000000")),
            ("２，０００万元", MONEY, Some("20000000")),
            ("0.2亿", MONEY, Some("20000000")),
            ("18,000元", MONEY, Some("18000")),
            ("2.5", RATIO, Some("0.025")),
            ("2.5%", RATIO, Some("0.025")),
            ("30 家", "家", Some("30")),
            ("30", "家", Some("30")),
            ("30项", "家", None),
            ("2.5%", MONEY, None),
            ("三十", "家", None),
            ("-3", "家", None),
            ("", "家", None),
        ] {
            assert_eq!(
                parse(text, unit).map(|value| value.to_string()).as_deref(),
                read,
                "{text} {unit}"
            );
        }
        assert_eq!(stored("-1.5").unwrap().to_string(), "-1.5");
        assert_eq!(stored(""), None);
    }
}
