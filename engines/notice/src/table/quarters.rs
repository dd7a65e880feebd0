//! The values at the ends of the quarters. A table may write in them what is done in each quarter alone, or what part of the
//! goal, or something else than the goal counts; what they mean is what is reached by then.

use crate::decimal::Decimal;

/// The value of a quarter with its unit, where its cell says one.
pub type Told<'a> = [Option<(Decimal, &'a str)>; 4];

/// Units that are not summed.
const SHARES: &[&str] = &["ratio", "百分点"];

/// What is reached at the ends of the quarters on the way to a goal. `alone`: the heads say that each quarter stands for
/// itself (当季). `falls`: the goal is a limit from above, towards which values may fall.
pub fn reached(
    told: &Told<'_>,
    (goal, unit): (Decimal, &str),
    alone: bool,
    falls: bool,
) -> [Option<Decimal>; 4] {
    let none = [None; 4];
    let said = || told.iter().flatten();
    let shares = unit != "ratio" && said().count() > 0 && said().all(|(_, own)| *own == "ratio");
    if shares {
        let values = told.map(|told| told.map(|(value, _)| value));
        let one = Decimal::whole(1);
        return match sums(&values, one, alone, false) {
            Some(parts) if parts.iter().flatten().all(|part| *part <= one) => {
                parts.map(|part| part.and_then(|part| part.by(goal)))
            }
            _ => none,
        };
    }
    let values = told.map(|told| told.filter(|(_, own)| *own == unit).map(|(value, _)| value));
    if SHARES.contains(&unit) {
        return if rises(&values) || falls || last(&values) == Some(goal) {
            values
        } else {
            none
        };
    }
    sums(&values, goal, alone, falls).unwrap_or(none)
}

/// The values as they are where they lead to the goal, their sums where these do; `None` where neither can be.
fn sums(
    values: &[Option<Decimal>; 4],
    goal: Decimal,
    alone: bool,
    falls: bool,
) -> Option<[Option<Decimal>; 4]> {
    let mut sum = Decimal::whole(0);
    let mut summed = [None; 4];
    for (summed, value) in summed.iter_mut().zip(values) {
        let Some(value) = value else { continue };
        sum = sum.plus(*value)?;
        *summed = Some(sum);
    }
    let several = values.iter().flatten().count() > 1;
    if last(values) == Some(goal) && !alone {
        return Some(*values);
    }
    if several && (sum == goal || (alone && sum < goal)) {
        return Some(summed);
    }
    (!alone && (falls || rises(values))).then_some(*values)
}

fn last(values: &[Option<Decimal>; 4]) -> Option<Decimal> {
    values[3]
}

fn rises(values: &[Option<Decimal>; 4]) -> bool {
    let said: Vec<_> = values.iter().flatten().collect();
    said.windows(2).all(|two| two[0] <= two[1])
}

/// Words that say nothing of what is counted.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "累计", "完成", "达到", "达", "实现", "新增", "力争", "确保", "计划", "预计", "争取", "到", "至", "约", "再", "共", "全", "已",
    "目标", "任务", "进度", "总数", "总量", "总额", "增至", "不少于", "不低于", "突破", "超过", "拟", "年度", "全年", "：",
];

/// Does a cell of a quarter count what its row does? 净增30家 beside 净增高企, but not 申报40家 or 走访企业100家.
pub fn counts_same(words: &str, name: &str) -> bool {
    let mut rest = words;
    loop {
        let cut = OPEN
            .iter()
            .filter_map(|open| rest.strip_prefix(open).or_else(|| rest.strip_suffix(open)));
        match cut.min_by_key(|rest| rest.len()) {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    rest.is_empty() || name.contains(rest) || rest.contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str, goal: &str, alone: bool, falls: bool) -> String {
        let one = |word: &str| {
            let at = word.find(|c: char| !c.is_ascii_digit() && c != '.');
            let (value, unit) = word.split_at(at.unwrap_or(word.len()));
            Decimal::parse(value).map(|value| (value, unit.to_owned()))
        };
        let cells: Vec<_> = words.split(' ').map(one).collect();
        let cells = [0, 1, 2, 3].map(|n| {
            cells[n]
                .as_ref()
                .map(|(value, unit)| (*value, unit.as_str()))
        });
        let (goal, unit) = one(goal).unwrap_or((Decimal::whole(0), String::new()));
        let reached = reached(&cells, (goal, &unit), alone, falls);
        let words = reached.map(|value| value.map_or("-".to_owned(), |value| value.to_string()));
        words.join(" ")
    }

    #[test]
    fn what_is_reached_by_the_end_of_each_quarter() {
        for (words, goal, alone, falls, reached) in [
            ("5家 12家 20家 30家", "30家", false, false, "5 12 20 30"),
            // Each quarter for itself.
            ("20项 40项 30项 30项", "120项", false, false, "20 60 90 120"),
            ("30项 30项 30项 30项", "120项", false, false, "30 60 90 120"),
            ("10项 20项 30项 30项", "120项", true, false, "10 30 60 90"),
            // Parts of the goal.
            (
                "0.15ratio 0.45ratio 0.75ratio 1ratio",
                "8000元",
                false,
                false,
                "1200 3600 6000 8000",
            ),
            (
                "0.2ratio 0.3ratio 0.3ratio 0.2ratio",
                "100元",
                false,
                false,
                "20 50 80 100",
            ),
            (
                "0.5ratio 0.4ratio 0.9ratio 0.2ratio",
                "100元",
                false,
                false,
                "- - - -",
            ),
            // Shares are not summed.
            (
                "0.15ratio 0.15ratio 0.15ratio 0.15ratio",
                "0.6ratio",
                false,
                false,
                "0.15 0.15 0.15 0.15",
            ),
            (
                "0.95ratio 0.9ratio 0.88ratio 0.85ratio",
                "0.85ratio",
                false,
                false,
                "0.95 0.9 0.88 0.85",
            ),
            // Neither leads to the goal.
            ("40家 25家 60家 10家", "30家", false, false, "- - - -"),
            ("40吨 35吨 32吨 31吨", "30吨", false, true, "40 35 32 31"),
            // Another unit.
            ("100次 12家 20家 30家", "30家", false, false, "- 12 20 30"),
            ("- 15家 - 30家", "45家", false, false, "- 15 - 45"),
        ] {
            assert_eq!(told(words, goal, alone, falls), reached, "{words}");
        }
    }

    #[test]
    fn quarters_that_count_something_else() {
        for (words, same) in [
            ("净增", true),
            ("累计达到", true),
            ("新增高企", true),
            ("", true),
            ("申报", false),
            ("走访企业", false),
        ] {
            assert_eq!(counts_same(words, "净增高企"), same, "{words}");
        }
    }
}
