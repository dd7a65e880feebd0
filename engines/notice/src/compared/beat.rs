//! Rhythm rules of two notices set against each other: 每月1次 and 每月2次, 每季度 and 每月.

use crate::rules::rhythm::Every;
use std::cmp::Ordering;

/// How often it is done in one beat.
const MEASURES: &str = "次场期轮回批家项个件篇条";
const NUMERALS: &[(char, u32)] = &[
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('十', 10),
];

/// More often or more, or less; `None` where 一次 stands against 十家.
pub fn order(old: (Every, &str), new: (Every, &str)) -> Option<Ordering> {
    let (one, two) = (count(old.1), count(new.1));
    let measure = |found: Option<Count>| found.map_or('次', |count| count.measure);
    let of = |every: Every, found: Option<Count>| {
        u64::from(a_year(every)) * u64::from(found.map_or(1, |count| count.number))
    };
    let comparable = measure(one) == measure(two);
    comparable.then(|| of(new.0, two).cmp(&of(old.0, one)))
}

/// 召开1次会议 → 召开会议.
pub fn without_count(what: &str) -> String {
    let chars: Vec<char> = what.chars().collect();
    let Some(count) = count(what) else {
        return what.to_owned();
    };
    chars[..count.from]
        .iter()
        .chain(&chars[count.to..])
        .collect()
}

fn a_year(every: Every) -> u32 {
    match every {
        Every::Week => 52,
        Every::Month => 12,
        Every::OddMonth | Every::EvenMonth => 6,
        Every::Quarter => 4,
        Every::Year => 1,
    }
}

#[derive(Debug, Clone, Copy)]
struct Count {
    from: usize,
    to: usize,
    number: u32,
    measure: char,
}

/// The first number before a measure word.
fn count(what: &str) -> Option<Count> {
    let chars: Vec<char> = what.chars().collect();
    let numeral = |c: char| NUMERALS.iter().find(|(one, _)| *one == c).map(|(_, n)| *n);
    (1..chars.len()).find_map(|to| {
        let measure = Some(chars[to]).filter(|c| MEASURES.contains(*c))?;
        let digits = chars[..to].iter().rev().take_while(|c| c.is_ascii_digit());
        let run = digits.count();
        let number = if run > 0 {
            let digits: String = chars[to - run..to].iter().collect();
            digits.parse().ok()?
        } else {
            numeral(chars[to - 1])?
        };
        Some(Count {
            from: to - run.max(1),
            to: to + 1,
            number,
            measure,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_often_and_less() {
        use Ordering::{Equal, Greater, Less};
        for (old, new, told) in [
            (
                (Every::Month, "召开1次调度会"),
                (Every::Month, "召开2次调度会"),
                Some(Greater),
            ),
            (
                (Every::Quarter, "召开一次调度会"),
                (Every::Month, "召开调度会"),
                Some(Greater),
            ),
            ((Every::Month, "通报"), (Every::Quarter, "通报"), Some(Less)),
            (
                (Every::Month, "走访企业10家"),
                (Every::Month, "走访企业20家"),
                Some(Greater),
            ),
            (
                (Every::Quarter, "开展3次活动"),
                (Every::Month, "开展活动"),
                Some(Equal),
            ),
            ((Every::Month, "走访一次"), (Every::Month, "走访10家"), None),
        ] {
            assert_eq!(order(old, new), told, "{old:?} {new:?}");
        }
    }

    #[test]
    fn what_is_done_without_how_often() {
        for (what, bare) in [
            ("召开1次调度会", "召开调度会"),
            ("召开一次调度会", "召开调度会"),
            ("通报", "通报"),
            ("一批项目", "项目"),
        ] {
            assert_eq!(without_count(what), bare);
        }
    }
}
