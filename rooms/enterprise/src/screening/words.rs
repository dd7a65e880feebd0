//! Findings and roads as people read them.

use criteria::fact::{Kind, SHIPPED};
use criteria::{
    Calendar, Change, Clause, Confidence, Exact, Finding, Judgement, Road, SlotId, Verdict,
};
use values::{Day, Fen, grouped};

use crate::fact::find;

/// The class and the word of a light.
pub type Light = (&'static str, &'static str);

pub fn light(verdict: Verdict) -> Light {
    let class = match verdict {
        Verdict::Fail => "late",
        Verdict::Unknown => "none",
        Verdict::Possible => "slow",
        Verdict::Pass => "ok",
    };
    (class, verdict.word())
}

/// One clause on the page.
pub struct Line {
    pub name: String,
    pub light: Light,
    pub actual: String,
    pub needed: String,
    /// Empty where nothing is missing.
    pub shortfall: String,
    pub article: String,
    pub quote: String,
    /// The text is not sure: 待核.
    pub unsure: bool,
    /// Need not hold, as another clause stands in for it.
    pub stood_in: bool,
}

fn percent(number: Exact) -> Exact {
    Exact::new(number.num * 100, number.den)
}

/// An amount of the clause's unit: yuan with two places, anything else whole or exact.
fn amount(number: Exact, unit: &str) -> String {
    match unit {
        "元" => {
            let fen = Exact::new(number.num * 100, number.den);
            // What is missing is rounded up: a fen less would not be enough.
            let whole = fen.num.div_euclid(fen.den) + i128::from(fen.num.rem_euclid(fen.den) > 0);
            let yuan =
                i64::try_from(whole).map_or_else(|_| whole.to_string(), |fen| Fen(fen).in_yuan());
            format!("{yuan} 元")
        }
        "" => number.to_string(),
        unit => match number.den {
            1 => format!("{} {unit}", grouped(number.num)),
            _ => format!("{} {unit}", number.rounded(2)),
        },
    }
}

/// Yes-or-no facts that say what a firm is or does; the others say what it has.
const BEING: [&str; 4] = [
    "resident",
    "hnte_valid",
    "legal_person",
    "statistics_reported",
];

/// 有 or 没有, 是 or 不是, 新材料: what the clause's column says.
fn said(clause: &Clause, number: Exact) -> String {
    let slot = clause.slot();
    let fact = slot.map(|slot| (slot, SHIPPED.fact(slot)));
    let word = match (fact, number.is_zero()) {
        (Some((slot, fact)), _) if matches!(fact.kind, Kind::Option(_)) => {
            return i64::try_from(number.num)
                .map_or_else(|_| "—".to_owned(), |number| value(slot, number));
        }
        (Some((_, fact)), true) if BEING.contains(&fact.id.as_str()) => "不是",
        (Some((_, fact)), false) if BEING.contains(&fact.id.as_str()) => "是",
        (_, true) => "没有",
        (_, false) => "有",
    };
    word.to_owned()
}

fn worth(number: Option<Exact>, clause: &Clause) -> String {
    match number {
        None => "—".to_owned(),
        Some(number) if clause.is_share() => format!("{}%", percent(number).rounded(2)),
        Some(number) if clause.unit.is_empty() => said(clause, number),
        Some(number) => amount(number, &clause.unit),
    }
}

/// What the firm has: a range of points; of a share that is too small no more than it is, since what falls short by a fen must
/// not read as the threshold.
fn actual(clause: &Clause, finding: &Finding, judgement: &Judgement) -> String {
    let score = judgement.score.as_ref();
    let range = score.and_then(|score| clause.points(score));
    match (range, finding.actual) {
        (Some((low, high)), Some(_)) if low < high => format!("{low}–{high} 分"),
        (_, Some(number)) if clause.is_share() && finding.verdict == Verdict::Fail => {
            format!("{}%", percent(number).rounded_down(2))
        }
        (_, number) => worth(number, clause),
    }
}

pub fn line(clause: &Clause, finding: &Finding, judgement: &Judgement, stood_in: bool) -> Line {
    Line {
        name: clause.name.clone(),
        light: light(finding.verdict),
        actual: actual(clause, finding, judgement),
        needed: needed(clause, finding),
        shortfall: shortfall(clause, finding),
        article: clause.article.clone(),
        quote: clause.quote.clone(),
        unsure: clause.confidence != Confidence::High,
        stood_in,
    }
}

/// 差 2 人; 差 0–10 分 where marks are open; empty where nothing is missing that can be counted.
pub fn shortfall(clause: &Clause, finding: &Finding) -> String {
    let missing = finding.shortfall.filter(|missing| !missing.is_zero());
    match (missing, finding.verdict) {
        (Some(missing), Verdict::Possible) => format!("差 0–{}", amount(missing, &clause.unit)),
        (Some(missing), _) => format!("差 {}", amount(missing, &clause.unit)),
        (None, _) => String::new(),
    }
}

fn needed(clause: &Clause, finding: &Finding) -> String {
    let text = worth(finding.needed, clause);
    let bound = !clause.unit.is_empty() && finding.needed.is_some();
    match bound {
        true if clause.is_ceiling() => format!("≤ {text}"),
        true => format!("≥ {text}"),
        false => text,
    }
}

/// An amount that is missing, as a list says it: money in 万元, rounded up.
fn short(number: Exact, unit: &str) -> String {
    match unit {
        "元" => {
            let wan = Exact::new(number.num, number.den * 10_000).rounded_up(2);
            let (whole, part) = wan.split_once('.').unwrap_or((&wan, "00"));
            let whole = whole.parse().map_or_else(|_| whole.to_owned(), grouped);
            format!("{whole}.{part:0<2} 万元")
        }
        unit => amount(number, unit),
    }
}

/// What is missing at one clause, as a list says it; empty where no number mends it.
pub fn short_of(clause: &Clause, finding: &Finding) -> String {
    let missing = finding.shortfall.filter(|missing| !missing.is_zero());
    missing.map_or_else(String::new, |missing| {
        format!("差 {}", short(missing, &clause.unit))
    })
}

/// The same; 不满足 where no number mends it.
pub fn lacking(clause: &Clause, finding: &Finding) -> String {
    match short_of(clause, finding) {
        none if none.is_empty() => finding.verdict.word().to_owned(),
        short => short,
    }
}

/// 科技人员占比 差 2 人；近三年研发费用占比 差 9.28 万元; what is unknown where nothing fails.
pub fn gap(clauses: &[&Clause], judgement: &Judgement, last_year: i32) -> String {
    let pairs = || clauses.iter().zip(&judgement.clauses);
    let failing: Vec<String> = pairs()
        .filter(|(_, finding)| finding.verdict == Verdict::Fail)
        .map(|(clause, finding)| match finding.shortfall {
            Some(missing) if !missing.is_zero() => {
                format!("{} {}", clause.name, lacking(clause, finding))
            }
            _ => clause.name.clone(),
        })
        .collect();
    if !failing.is_empty() {
        return failing.join("；");
    }
    if !judgement.missing.is_empty() {
        return format!("缺 {}", some(names(&judgement.missing, last_year), 3, "、"));
    }
    match (&judgement.score, judgement.verdict) {
        (Some(score), Verdict::Possible) => format!("只差评分：{}–{} 分", score.low, score.high),
        (_, Verdict::Pass) => "全部满足".to_owned(),
        _ => String::new(),
    }
}

/// 差 2 条, 缺 3 项事实, 满足.
pub fn summary(judgement: &Judgement, failing: usize) -> String {
    match judgement.verdict {
        Verdict::Fail => format!("差 {failing} 条"),
        Verdict::Unknown => format!("缺 {} 项事实", judgement.missing.len()),
        verdict => verdict.word().to_owned(),
    }
}

/// The first of some words, and how many they are: a list has little room.
pub fn some(mut words: Vec<String>, most: usize, between: &str) -> String {
    let all = words.len();
    words.truncate(most);
    let first = words.join(between);
    match all > most {
        true => format!("{first}等 {all} 项"),
        false => first,
    }
}

/// The names of columns, each once: 2019 年研发费用 for one of a year.
pub fn names(slots: &[SlotId], last_year: i32) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for slot in slots {
        let name = column(*slot, last_year);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What two places of 万元 show exactly.
const FEN_OF_WAN: i64 = 10_000;

/// One change of a road on the page.
pub struct Step {
    pub what: String,
    pub from: String,
    pub to: String,
}

/// A road on the page.
pub struct Way {
    pub cost: String,
    pub steps: Vec<Step>,
    pub last_day: Option<Day>,
    /// Every step can still work.
    pub in_time: bool,
}

/// 2019 年研发费用 for a yearly column, 科技人员 for others.
pub fn column(slot: SlotId, last_year: i32) -> String {
    let name = &SHIPPED.fact(slot).name;
    match SHIPPED.slot(slot).year {
        Some(year) => format!("{} 年{name}", last_year - 3 + i32::from(year)),
        None => name.clone(),
    }
}

/// A value as the firm's page shows it: 249.28 万元, 13 人.
pub fn value(slot: SlotId, value: i64) -> String {
    beside(slot, value, value)
}

/// A value that stands beside another of the same fact: amounts in one unit.
fn beside(slot: SlotId, value: i64, other: i64) -> String {
    let fact = SHIPPED.fact(slot);
    if let Some(asked) = find(&fact.id).filter(|_| fact.kind != Kind::Money) {
        return asked.spoken(value);
    }
    match &fact.kind {
        Kind::Money if [value, other].iter().all(|fen| fen % FEN_OF_WAN == 0) => {
            format!("{} 万元", Fen(value).in_wan())
        }
        Kind::Money => format!("{} 元", Fen(value).in_yuan()),
        Kind::Flag => if value == 0 { "没有" } else { "有" }.to_owned(),
        Kind::Day => i32::try_from(value)
            .map_or_else(|_| "—".to_owned(), |day| Day::from_number(day).to_string()),
        Kind::Option(all) => {
            let mut all = all.iter();
            all.find(|(one, _)| *one == value)
                .map_or_else(|| "—".to_owned(), |(_, name)| name.clone())
        }
        Kind::Count | Kind::Mark => format!("{} {}", grouped(i128::from(value)), fact.unit),
    }
}

fn step(change: &Change, last_year: i32) -> Step {
    let (slot, to) = (change.slot, change.to);
    let from = change.from;
    Step {
        what: column(slot, last_year),
        from: from.map_or_else(|| "没填".to_owned(), |from| beside(slot, from, to)),
        to: beside(slot, to, from.unwrap_or(to)),
    }
}

pub fn way(road: &Road, calendar: &Calendar) -> Way {
    let days: Vec<_> = road
        .changes
        .iter()
        .map(|change| calendar.last_day(&SHIPPED, change.slot))
        .collect();
    Way {
        cost: format!("{} 万元", Fen(road.cost).in_wan()),
        steps: road
            .changes
            .iter()
            .map(|change| step(change, calendar.last_year))
            .collect(),
        last_day: days.iter().filter_map(|last| last.day).min(),
        in_time: days.iter().all(|last| last.in_time),
    }
}

/// 科技人员 11 人 → 13 人；Ⅱ类知识产权 0 项 → 1 项；共改 5 项: as a list says it.
pub fn spoken(road: &Road, last_year: i32) -> String {
    let steps = road.changes.iter().map(|change| {
        let step = step(change, last_year);
        format!("{} {} → {}", step.what, step.from, step.to)
    });
    let mut steps: Vec<String> = steps.take(2).collect();
    if road.changes.len() > steps.len() {
        steps.push(format!("共改 {} 项", road.changes.len()));
    }
    steps.join("；")
}
