//! What a clause asks and what gives points, from the words of the text. Faults are Chinese sentences without place.

use super::shape;
use super::{Part, Points, Share, Test};
use crate::exact::Exact;
use crate::fact::{Facts, Kind, SlotId};
use crate::linear::{self, Linear};

pub(super) type Read<T> = Result<T, String>;

/// The test, and the unit of its shortfall.
pub fn clause(clause: &shape::Clause, facts: &Facts, parts: &[Part]) -> Read<(Test, String)> {
    let mut found = Vec::new();
    if let Some(score) = &clause.score {
        found.push((self::score(score, parts)?, "分".to_owned()));
    }
    if let Some(tests) = &clause.any {
        if tests.is_empty() {
            return Err("any 是空的，请至少写一项。".to_owned());
        }
        let tests: Read<Vec<Test>> = tests
            .iter()
            .map(|test| one(&simple_of(test), facts).map(|one| one.0))
            .collect();
        found.push((Test::Any(tests?), String::new()));
    }
    let simple = Simple {
        flag: clause.flag.as_ref(),
        bound: clause.bound.as_ref(),
        share: clause.share.as_ref(),
        one_of: clause.one_of.as_ref(),
        age: clause.age.as_ref(),
    };
    found.extend(simples(&simple, facts)?);
    exactly_one(found)
}

struct Simple<'a> {
    flag: Option<&'a shape::Flag>,
    bound: Option<&'a shape::Bound>,
    share: Option<&'a shape::Share>,
    one_of: Option<&'a shape::OneOf>,
    age: Option<&'a shape::Age>,
}

fn simple_of(test: &shape::Test) -> Simple<'_> {
    Simple {
        flag: test.flag.as_ref(),
        bound: test.bound.as_ref(),
        share: test.share.as_ref(),
        one_of: test.one_of.as_ref(),
        age: test.age.as_ref(),
    }
}

fn one(simple: &Simple<'_>, facts: &Facts) -> Read<(Test, String)> {
    exactly_one(simples(simple, facts)?)
}

fn exactly_one(mut found: Vec<(Test, String)>) -> Read<(Test, String)> {
    match (found.pop(), found.is_empty()) {
        (Some(test), true) => Ok(test),
        (None, _) => Err(
            "没有写条件，请写 flag、bound、share、one_of、age、score、any 中的一种。".to_owned(),
        ),
        (Some(_), false) => {
            Err("写了不止一种条件，一条只能写一种；两个条件请分成两条。".to_owned())
        }
    }
}

fn simples(simple: &Simple<'_>, facts: &Facts) -> Read<Vec<(Test, String)>> {
    let mut found = Vec::new();
    if let Some(flag) = simple.flag {
        let slot = of_kind(&flag.fact, facts, "0 或 1", |kind| *kind == Kind::Flag)?;
        if !matches!(flag.is, 0 | 1) {
            return Err(format!("is 只能是 0 或 1，现在是 {}。", flag.is));
        }
        found.push((Test::Flag { slot, is: flag.is }, String::new()));
    }
    if let Some(one_of) = simple.one_of {
        let slot = of_kind(&one_of.fact, facts, "选项", |kind| {
            matches!(kind, Kind::Option(_))
        })?;
        if one_of.values.is_empty() {
            return Err("values 是空的，没有一个值能满足。".to_owned());
        }
        found.push((
            Test::OneOf {
                slot,
                values: one_of.values.clone(),
            },
            String::new(),
        ));
    }
    if let Some(age) = simple.age {
        let slot = of_kind(&age.fact, facts, "日期", |kind| *kind == Kind::Day)?;
        if !(0..=100_000).contains(&age.days) {
            return Err(format!("天数 {} 不对，要在 0 到 100000 之间。", age.days));
        }
        found.push((
            Test::Age {
                slot,
                days: age.days,
            },
            "天".to_owned(),
        ));
    }
    if let Some(bound) = simple.bound {
        found.push(self::bound(bound, facts)?);
    }
    if let Some(share) = simple.share {
        found.push(self::share(share, facts)?);
    }
    Ok(found)
}

fn slot(column: &str, facts: &Facts) -> Read<SlotId> {
    facts
        .find(column)
        .ok_or_else(|| linear::unknown(column, facts))
}

pub(super) fn of_kind(
    column: &str,
    facts: &Facts,
    wanted: &str,
    is: impl Fn(&Kind) -> bool,
) -> Read<SlotId> {
    let slot = slot(column, facts)?;
    if is(&facts.fact(slot).kind) {
        Ok(slot)
    } else {
        Err(format!(
            "{column}（{}）不是{wanted}，不能这样用。",
            facts.fact(slot).name
        ))
    }
}

/// A sum of amounts, or of counts, with its unit.
pub(super) fn sum(text: &str, facts: &Facts) -> Read<(Linear, bool, String)> {
    let sum = Linear::read(text, facts)?;
    let mut money = 0;
    for slot in sum.slots() {
        match facts.fact(slot).kind {
            Kind::Money => money += 1,
            Kind::Count => {}
            Kind::Mark => {
                return Err(format!(
                    "{} 是评分，只能写在评分项的 mark 里。",
                    facts.slot(slot).column
                ));
            }
            _ => {
                return Err(format!(
                    "{} 不是数量或金额，不能加减。",
                    facts.slot(slot).column
                ));
            }
        }
    }
    if money != 0 && money != sum.terms.len() {
        return Err(format!("“{text}”把金额和数量加在了一起。"));
    }
    let unit = sum.unit(facts).unwrap_or_default().to_owned();
    Ok((sum, money > 0, unit))
}

/// A limit in base units: yuan of the text become fen.
pub(super) fn limit(text: &str, money: bool) -> Read<i64> {
    let number =
        Exact::parse(text).ok_or_else(|| format!("“{text}”不是数，写成 20 或 50000000。"))?;
    let scale = if money { 100 } else { 1 };
    let scaled = Exact::new(number.num * scale, number.den);
    let whole = i64::try_from(scaled.num).ok().filter(|_| scaled.den == 1);
    whole.ok_or_else(|| {
        if money {
            format!("“{text}”细到了分以下。")
        } else {
            format!("“{text}”不是整数。")
        }
    })
}

fn bound(bound: &shape::Bound, facts: &Facts) -> Read<(Test, String)> {
    let (sum, money, unit) = sum(&bound.of, facts)?;
    let read = |text: &Option<String>| text.as_deref().map(|text| limit(text, money)).transpose();
    let least = match (read(&bound.at_least)?, read(&bound.more_than)?) {
        (Some(_), Some(_)) => return Err("at_least 和 more_than 只能写一个。".to_owned()),
        (least, more) => least.or(more.map(|more| more + 1)),
    };
    let greatest = match (read(&bound.at_most)?, read(&bound.less_than)?) {
        (Some(_), Some(_)) => return Err("at_most 和 less_than 只能写一个。".to_owned()),
        (most, less) => most.or(less.map(|less| less - 1)),
    };
    if least.is_none() && greatest.is_none() {
        return Err("没有写界限，请写 at_least、more_than、at_most 或 less_than。".to_owned());
    }
    Ok((
        Test::Bound {
            sum,
            least,
            greatest,
        },
        unit,
    ))
}

/// A share's threshold: above 0, at most 1000 %, divisor at most 200 so that products stay exact.
fn threshold(text: &str) -> Read<Exact> {
    let number =
        Exact::parse(text).ok_or_else(|| format!("“{text}”不是比例，写成 \"10%\" 或 \"0.1\"。"))?;
    if number.num <= 0 || number > Exact::whole(1000) {
        return Err(format!("比例 {text} 要大于 0。"));
    }
    if number.den > 200 {
        return Err(format!("比例 {text} 太细，最细到 0.5%。"));
    }
    Ok(number)
}

fn share(share: &shape::Share, facts: &Facts) -> Read<(Test, String)> {
    let (of, of_money, unit) = sum(&share.of, facts)?;
    let (whole, whole_money, whole_unit) = sum(&share.whole, facts)?;
    if of_money != whole_money {
        return Err(format!(
            "分子的单位是{unit}，分母的单位是{whole_unit}，不能相比。"
        ));
    }
    if of
        .terms
        .iter()
        .chain(&whole.terms)
        .any(|(_, factor)| *factor < 1)
    {
        return Err("占比的分子、分母里不能有减号。".to_owned());
    }
    let (by, tiers) = match (&share.at_least, &share.by, share.tiers.as_slice()) {
        (Some(one), None, []) => (None, vec![(None, threshold(one)?)]),
        (None, Some(by), [_, ..]) => {
            let by_slot = slot(by, facts)?;
            let money = facts.fact(by_slot).kind == Kind::Money;
            (Some(by_slot), self::tiers(&share.tiers, money)?)
        }
        (None, _, []) => return Err("缺少 at_least，或 by 和 tiers。".to_owned()),
        (None, None, _) => return Err("写了 tiers 就要用 by 写明按哪个事实分档。".to_owned()),
        _ => return Err("at_least 和 tiers 只能写一种。".to_owned()),
    };
    Ok((
        Test::Share(Share {
            of,
            whole,
            by,
            tiers,
        }),
        unit,
    ))
}

fn tiers(tiers: &[shape::Tier], money: bool) -> Read<Vec<(Option<i64>, Exact)>> {
    let mut out: Vec<(Option<i64>, Exact)> = Vec::new();
    for (at, tier) in tiers.iter().enumerate() {
        let up_to = tier
            .up_to
            .as_deref()
            .map(|text| limit(text, money))
            .transpose()?;
        if up_to.is_none() != (at + 1 == tiers.len()) {
            return Err("除最后一档外，每档都要写 up_to；最后一档不写。".to_owned());
        }
        if let (Some((Some(before), _)), Some(end)) = (out.last(), up_to)
            && end <= *before
        {
            return Err(format!(
                "各档的 up_to 要由小到大，{} 放错了。",
                tier.up_to.as_deref().unwrap_or_default()
            ));
        }
        out.push((up_to, threshold(&tier.at_least)?));
    }
    Ok(out)
}

fn score(score: &shape::Score, parts: &[Part]) -> Read<Test> {
    let part = match &score.part {
        None => None,
        Some(id) => Some(
            parts
                .iter()
                .position(|part| part.id == *id)
                .ok_or_else(|| format!("没有名为 {id} 的评分部分。"))?,
        ),
    };
    if parts.is_empty() {
        return Err("用到了得分，却没有写评分部分 [[part]]。".to_owned());
    }
    let least = match (score.at_least, score.more_than) {
        (Some(least), None) => least,
        (None, Some(more)) => part
            .and_then(|part| least_above(&parts[part], more))
            .unwrap_or(more + 1),
        _ => return Err("at_least 和 more_than 要写一个，只能写一个。".to_owned()),
    };
    Ok(Test::Score { part, least })
}

/// Where a part has one item of fixed grades, the least of them above a number.
fn least_above(part: &Part, more: i64) -> Option<i64> {
    let grades: Vec<i64> = match part.items.as_slice() {
        [item] => match &item.points {
            Points::Table(rows) => rows.iter().map(|row| row.1.0).collect(),
            Points::Ladders(ladders) => ladders
                .iter()
                .flat_map(|ladder| &ladder.steps)
                .map(|step| step.1.0)
                .collect(),
            Points::Growth(_) | Points::Mark { .. } => Vec::new(),
        },
        _ => Vec::new(),
    };
    grades.into_iter().filter(|points| *points > more).min()
}
