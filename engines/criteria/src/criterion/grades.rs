//! What gives points, from the words of the text. Faults are Chinese sentences without place.

use super::shape;
use super::words::{Read, limit, of_kind, sum};
use super::{Condition, Growth, Ladder, Points, Whole};
use crate::exact::Exact;
use crate::fact::{Facts, Kind, SlotId};
use crate::linear::Linear;

pub fn points(item: &shape::Item, facts: &Facts) -> Read<Points> {
    match (&item.mark, &item.table, &item.ladder, &item.growth) {
        (Some(column), None, None, None) => {
            let slot = of_kind(column, facts, "评分", |kind| *kind == Kind::Mark)?;
            let fact = facts.fact(slot);
            Ok(Points::Mark {
                slot,
                least: fact.least,
                most: fact.greatest,
            })
        }
        (None, Some(rows), None, None) => table(rows, facts),
        (None, None, Some(ladders), None) if !ladders.is_empty() => {
            let ladders: Read<Vec<Ladder>> = ladders.iter().map(|one| ladder(one, facts)).collect();
            Ok(Points::Ladders(ladders?))
        }
        (None, None, None, Some(growth)) => self::growth(growth, facts),
        (None, None, Some(_), None) => Err("ladder 是空的，没有一档。".to_owned()),
        _ => Err("请写 mark、table、ladder、growth 中的一种，只能写一种。".to_owned()),
    }
}

fn table(rows: &[shape::Row], facts: &Facts) -> Read<Points> {
    let mut out = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if row.when.is_empty() != (at + 1 == rows.len()) {
            return Err("表的最后一行不写 when（其余情况），前面各行都要写。".to_owned());
        }
        let conditions: Read<Vec<Condition>> =
            row.when.iter().map(|text| condition(text, facts)).collect();
        out.push((conditions?, grade(row.points)?));
    }
    if out.len() < 2 {
        return Err("表至少要有两行：一行带 when，一行是其余情况。".to_owned());
    }
    Ok(Points::Table(out))
}

/// `ip_class2 >= 5`, `ip_class1 + ip_class2 = 0`, `standards = 1`.
fn condition(text: &str, facts: &Facts) -> Read<Condition> {
    for sign in [">=", "<=", "=", ">", "<"] {
        let Some((left, right)) = text.split_once(sign) else {
            continue;
        };
        let column = left.trim();
        let flag = facts
            .find(column)
            .filter(|slot| facts.fact(*slot).kind == Kind::Flag);
        let (sum, money) = match flag {
            Some(slot) => (Linear::one(slot), false),
            None => sum(left, facts).map(|(sum, money, _)| (sum, money))?,
        };
        let number = limit(right.trim(), money)?;
        let (least, greatest) = match sign {
            ">=" => (Some(number), None),
            ">" => (Some(number + 1), None),
            "<=" => (None, Some(number)),
            "<" => (None, Some(number - 1)),
            _ => (Some(number), Some(number)),
        };
        return Ok(Condition {
            sum,
            least,
            greatest,
        });
    }
    Err(format!("“{text}”不是条件，写成 \"ip_class2 >= 5\" 这样。"))
}

fn grade(points: (i64, i64)) -> Read<(i64, i64)> {
    if (0..=points.1).contains(&points.0) && points.1 <= 10_000 {
        Ok(points)
    } else {
        Err(format!(
            "分数 [{}, {}] 不对，要由低到高，不能是负数。",
            points.0, points.1
        ))
    }
}

fn ladder(ladder: &shape::Ladder, facts: &Facts) -> Read<Ladder> {
    let (of, money, unit) = sum(&ladder.of, facts)?;
    let whole = match ladder.whole.as_deref() {
        None => Whole::One,
        Some("years") => Whole::Years,
        Some(text) => {
            let (whole, whole_money, whole_unit) = sum(text, facts)?;
            if money != whole_money {
                return Err(format!(
                    "分子的单位是{unit}，分母的单位是{whole_unit}，不能相比。"
                ));
            }
            Whole::Sum(whole)
        }
    };
    let negative = |sum: &Linear| sum.terms.iter().any(|(_, factor)| *factor < 1);
    if negative(&of) || matches!(&whole, Whole::Sum(whole) if negative(whole)) {
        return Err("分档的分子、分母里不能有减号。".to_owned());
    }
    let scale = if money && whole == Whole::One { 100 } else { 1 };
    let mut steps: Vec<(Exact, (i64, i64))> = Vec::new();
    for step in &ladder.steps {
        let (Some(text), None) = (&step.at_least, &step.more_than) else {
            return Err("每档要写 at_least。".to_owned());
        };
        let least = Exact::parse(text).ok_or_else(|| format!("“{text}”不是数。"))?;
        if least.den > 200 || least.num <= 0 {
            return Err(format!("界限 {text} 不对，要大于 0，最细到 0.5%。"));
        }
        let least = Exact::new(least.num * scale, least.den);
        falling(
            steps.last().map(|last| (last.0, last.1)),
            least,
            step.points,
            text,
        )?;
        steps.push((least, grade(step.points)?));
    }
    if steps.is_empty() {
        return Err("steps 是空的，没有一档。".to_owned());
    }
    Ok(Ladder { of, whole, steps })
}

/// Limits must fall strictly, and so must points.
fn falling(
    last: Option<(Exact, (i64, i64))>,
    least: Exact,
    points: (i64, i64),
    text: &str,
) -> Read<()> {
    let Some((before, (low, _))) = last else {
        return Ok(());
    };
    if least >= before {
        return Err(format!(
            "各档要由高到低写，{text} 这一档放错了或与上一档重复。"
        ));
    }
    if points.1 >= low {
        return Err(format!(
            "{text} 这一档的分数 [{}, {}] 与上一档重叠。",
            points.0, points.1
        ));
    }
    Ok(())
}

fn growth(growth: &shape::Growth, facts: &Facts) -> Read<Points> {
    let mut of = Vec::new();
    for year in 1..=3 {
        let column = format!("{}_{year}", growth.of);
        of.push(of_kind(&column, facts, "金额", |kind| {
            *kind == Kind::Money
        })?);
    }
    let of: [SlotId; 3] = of.try_into().map_err(|_| String::new())?;
    let mut steps: Vec<(Exact, bool, (i64, i64))> = Vec::new();
    for step in &growth.steps {
        let (text, strict) = match (&step.at_least, &step.more_than) {
            (Some(text), None) => (text, false),
            (None, Some(text)) => (text, true),
            _ => return Err("每档写 at_least 或 more_than 中的一个。".to_owned()),
        };
        let least = Exact::parse(text).ok_or_else(|| format!("“{text}”不是数。"))?;
        if least.den > 200 || least < Exact::whole(0) || least > Exact::whole(1) {
            return Err(format!("增长率 {text} 要在 0 到 100% 之间，最细到 0.5%。"));
        }
        falling(
            steps.last().map(|last| (last.0, last.2)),
            least,
            step.points,
            text,
        )?;
        steps.push((least, strict, grade(step.points)?));
    }
    if steps.is_empty() {
        return Err("steps 是空的，没有一档。".to_owned());
    }
    Ok(Points::Growth(Growth { of, steps }))
}
