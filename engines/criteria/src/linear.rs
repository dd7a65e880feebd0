//! Sums of facts with whole factors: `revenue_1 + revenue_2 + revenue_3`, `10 * mentors - incubatees`.

use crate::fact::{Facts, SlotId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Linear {
    pub terms: Vec<(SlotId, i64)>,
}

impl Linear {
    /// Reads a sum. The fault is a Chinese sentence without place.
    pub fn read(text: &str, facts: &Facts) -> Result<Self, String> {
        let mut terms: Vec<(SlotId, i64)> = Vec::new();
        let spaced = text
            .replace('+', " + ")
            .replace('-', " - ")
            .replace('*', " * ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        if words.is_empty() {
            return Err("这里要写事实的名称，不能留空。".to_owned());
        }
        let mut sign = 1;
        let mut rest = words.as_slice();
        loop {
            rest = match rest {
                ["-", more @ ..] => {
                    sign = -sign;
                    more
                }
                ["+", more @ ..] if !terms.is_empty() => more,
                _ => rest,
            };
            let (factor, column, more) = match rest {
                [number, "*", column, more @ ..] => {
                    let factor: i64 = number
                        .parse()
                        .ok()
                        .filter(|factor| (1..=10_000).contains(factor))
                        .ok_or_else(|| format!("“{number}”不是 1 到 10000 的整数倍数。"))?;
                    (factor, *column, more)
                }
                [column, more @ ..] => (1, *column, more),
                [] => return Err(format!("“{text}”没有写完。")),
            };
            let slot = facts.find(column).ok_or_else(|| unknown(column, facts))?;
            match terms.iter_mut().find(|(one, _)| *one == slot) {
                Some((_, sum)) => *sum += sign * factor,
                None => terms.push((slot, sign * factor)),
            }
            match more {
                [] => break,
                ["+", ..] => sign = 1,
                ["-", ..] => sign = 1,
                [word, ..] => return Err(format!("“{word}”前面缺加号或减号。")),
            }
            rest = more;
        }
        Ok(Linear { terms })
    }

    pub fn one(slot: SlotId) -> Self {
        Linear {
            terms: vec![(slot, 1)],
        }
    }

    #[inline]
    pub fn value(&self, row: &[i64]) -> i128 {
        let parts = self.terms.iter();
        parts
            .map(|(slot, factor)| i128::from(row[slot.at()]) * i128::from(*factor))
            .sum()
    }

    /// 0 for a column that is not in it.
    pub fn factor(&self, slot: SlotId) -> i128 {
        let term = self.terms.iter().find(|(one, _)| *one == slot);
        term.map_or(0, |term| term.1.into())
    }

    pub fn has(&self, slot: SlotId) -> bool {
        self.terms.iter().any(|(one, _)| *one == slot)
    }

    pub fn slots(&self) -> impl Iterator<Item = SlotId> + '_ {
        self.terms.iter().map(|(slot, _)| *slot)
    }

    /// The unit that all terms share, if they do.
    pub fn unit<'a>(&self, facts: &'a Facts) -> Option<&'a str> {
        let mut units = self.slots().map(|slot| facts.fact(slot).unit.as_str());
        let first = units.next()?;
        units.all(|unit| unit == first).then_some(first)
    }
}

/// An unknown name, with the nearest known ones.
pub(crate) fn unknown(column: &str, facts: &Facts) -> String {
    let base = column
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end_matches('_');
    if let Some(fact) = facts.facts.iter().find(|fact| fact.id == base) {
        return if fact.yearly {
            format!(
                "{base}（{}）按年填，要写 {base}_1、{base}_2 或 {base}_3。",
                fact.name
            )
        } else {
            format!("{base}（{}）不按年填，就写 {base}。", fact.name)
        };
    }
    let near = facts.slots().filter(|(_, slot)| {
        let shared = slot
            .column
            .bytes()
            .zip(column.bytes())
            .take_while(|(a, b)| a == b);
        shared.count() >= 3
    });
    let near: Vec<&str> = near.map(|(_, slot)| slot.column.as_str()).take(4).collect();
    if near.is_empty() {
        format!("没有名为 {column} 的事实，名称见 facts.toml。")
    } else {
        format!("没有名为 {column} 的事实。是不是 {}？", near.join("、"))
    }
}
