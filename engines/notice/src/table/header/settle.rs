//! What a head says only beside the others of its row.

use super::words::{self, is_exactly, is_unknown};
use super::{Below, Column, Head};
use crate::scan;

/// What is known of a table besides its heads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known {
    /// The year that the text, or the title of the table, plans for.
    pub planned: Option<i32>,
    /// Are its cells parted by tabs or bars? Words with blanks between them may be no heads.
    pub is_ruled: bool,
}

/// What the cells of a column say of it that its head does not: units, goals, the shares of places.
pub fn by_cells(heads: &mut [Head], below: &Below) {
    let has_unit = heads.iter().any(|h| h.column == Column::Unit);
    let open = |h: &Head| {
        !h.words.is_empty()
            && matches!(
                h.column,
                Column::Other
                    | Column::Name
                    | Column::Whose
                    | Column::Nothing
                    | Column::Lead
                    | Column::Category
            )
    };
    if !has_unit
        && let Some(at) = (0..heads.len()).find(|at| open(&heads[*at]) && below.are_units(*at))
    {
        heads[at].column = Column::Unit;
    }
    let names = |h: &Head| matches!(h.column, Column::Name | Column::Category);
    for at in 1..heads.len() {
        let named = heads[..at].iter().any(names);
        let head = &heads[at];
        let words = &head.words;
        let open = matches!(head.column, Column::Other | Column::Name | Column::Whose);
        if !named || !open || !below.are_numbers(at) {
            continue;
        }
        let (place, total) = (words::is_place(words), words::is_total(words));
        if place || total || words::is_goal(words) {
            heads[at].column = Column::Value;
            heads[at].is_place = place;
            heads[at].noun.clear();
        }
    }
    let aims = |h: &Head| h.column == Column::Value;
    if !heads.iter().any(is_name)
        && heads.iter().any(aims)
        && let Some(head) = heads.iter_mut().find(|h| h.column == Column::Category)
    {
        head.column = Column::Name;
    }
}

pub fn all(heads: &mut [Head], known: &Known) {
    years(heads, known);
    stages(heads);
    whole_year(heads);
    months(heads);
    names(heads);
    first(heads);
    leads(heads);
    person(heads);
    rates(heads);
    if known.is_ruled {
        towns(heads);
    }
    nouns(heads);
}

/// In a table of towns the heads alone say what is counted, whatever they say of goals besides: 净增高企任务数（家）.
fn nouns(heads: &mut [Head]) {
    let has = |column| heads.iter().any(|h| h.column == column);
    if !has(Column::Whose) || has(Column::Name) {
        return;
    }
    let values = heads.iter_mut().filter(|h| h.column == Column::Value);
    for head in values.filter(|h| words::is_generic(&h.words)) {
        head.noun = words::counted(&head.words).iter().collect();
    }
}

/// 截至一季度, 截至二季度, …: so many ends of quarters side by side are those of the year to come.
fn stages(heads: &mut [Head]) {
    let end = |h: &Head| {
        let so_far = h.column == Column::Reached && !words::tells_result(&h.words);
        words::quarter(&h.words).filter(|_| so_far)
    };
    if heads.iter().filter_map(end).count() < FEWEST_STAGES {
        return;
    }
    for head in heads {
        if let Some(n) = end(head) {
            head.column = Column::Quarter(n);
        }
    }
}

const FEWEST_STAGES: usize = 3;

/// Of columns that are only years, the first tells what was and the others what is to come; one alone is to come. A goal
/// of a year before the one that is planned for is past: 2019年目标 beside 2020年目标.
pub fn years(heads: &mut [Head], known: &Known) {
    let year = |h: &Head| match h.column {
        Column::Year(y) => Some(y),
        _ => None,
    };
    let tells_past = heads.iter().any(|h| h.column == Column::Reached);
    let first = heads.iter().filter_map(year).min().filter(|_| !tells_past);
    let alone = heads.iter().filter_map(year).count() == 1;
    let has_value = heads.iter().any(|h| h.column == Column::Value);
    let said = |h: &Head| scan_year(&h.words);
    let reached: Vec<i32> = heads
        .iter()
        .filter(|h| h.column == Column::Reached)
        .filter_map(said)
        .collect();
    for head in heads {
        if let Some(y) = year(head) {
            let gone = known.planned.is_some_and(|planned| y < planned);
            let ahead = known.planned.is_some_and(|planned| y > planned);
            let planned = known.planned.is_some_and(|planned| y >= planned);
            let reached = if alone {
                has_value && !ahead
            } else {
                Some(y) == first && !planned
            };
            let reached = reached || gone;
            head.column = if reached {
                Column::Reached
            } else {
                Column::Value
            };
        } else if head.column == Column::Value
            && let Some(y) = said(head)
            && (known.planned.is_some_and(|planned| y < planned) || reached.contains(&y))
        {
            head.column = Column::Reached;
        } else if head.column == Column::Value
            && let Some(y) = until(&head.words)
            && known.planned.is_some_and(|planned| y < planned)
        {
            head.column = Column::Reached;
        }
    }
}

/// 至2024年底完成投资: the year until which something counts.
fn until(words: &[char]) -> Option<i32> {
    let at = (5..words.len()).find(|i| crate::outline::is_horizon(words, *i))?;
    crate::outline::year_before(words, at)
}

/// The one year a head names.
fn scan_year(words: &[char]) -> Option<i32> {
    match crate::outline::years(words).as_slice() {
        [year] => Some(*year),
        _ => None,
    }
}

const WHOLE_YEAR: &[&str] = &[
    "全年",
    "全年累计",
    "全年目标",
    "全年任务",
    "全年计划",
    "年底",
    "年末",
    "年度",
    "年度目标",
    "全年完成",
];

/// 全年 behind three quarters is the fourth where 全年目标 stands before them.
fn whole_year(heads: &mut [Head]) {
    let third = heads.iter().position(|h| h.column == Column::Quarter(3));
    let Some(third) = third else { return };
    let has_value = heads[..third].iter().any(|h| h.column == Column::Value);
    let fourth = heads.iter().any(|h| h.column == Column::Quarter(4));
    if has_value
        && !fourth
        && let Some(head) = heads.get_mut(third + 1)
        && is_exactly(&head.words, WHOLE_YEAR)
    {
        head.column = Column::Quarter(4);
    }
}

/// 3月, 6月, 9月, 12月 without the months between them.
fn months(heads: &mut [Head]) {
    let month = |h: &Head| {
        let at = h.words.iter().position(|c| *c == '月')?;
        let rest: String = h.words[at + 1..].iter().collect();
        let ends = ["", "底", "末", "底前", "末前", "前", "底之前"];
        let month = h.words[..at].iter().collect::<String>().parse().ok();
        month.filter(|_| ends.contains(&rest.as_str()))
    };
    let said: Vec<usize> = heads.iter().filter_map(month).collect();
    if said != [3, 6, 9, 12] {
        return;
    }
    for head in heads {
        if let Some(month) = month(head) {
            head.column = Column::Quarter(month / 3);
        }
    }
}

fn is_name(head: &Head) -> bool {
    matches!(head.column, Column::Name | Column::Whose)
}

/// The unit of a table of towns stands in the first column and means whose row it is; only one column names.
fn names(heads: &mut [Head]) {
    if !heads.iter().any(is_name)
        && let Some(head) = heads
            .iter_mut()
            .find(|h| !matches!(h.column, Column::Other | Column::Nothing))
        && head.column == Column::Unit
    {
        head.column = Column::Whose;
    }
    // 目标、全年、上半年、责任科室: the first says what is to be reached, the next how much.
    if !heads.iter().any(is_name) {
        let values = |h: &Head| h.column == Column::Value;
        let first = heads.iter().position(values);
        let more = heads.iter().filter(|h| values(h)).count() > 1;
        if let Some(first) = first.filter(|_| more)
            && is_exactly(&heads[first].words, &["目标"])
        {
            heads[first].column = Column::Name;
        }
    }
    // 责任单位、全年目标: whose goal it is.
    if !heads.iter().any(is_name)
        && heads.iter().any(|h| h.column == Column::Value)
        && let Some(head) = heads.first_mut()
        && head.column == Column::Lead
    {
        head.column = Column::Whose;
    }
    project(heads);
    let Some(best) = best_name(heads) else { return };
    for (i, head) in heads.iter_mut().enumerate() {
        if head.column == Column::Name && i != best {
            head.column = if i < best {
                Column::Category
            } else {
                Column::Other
            };
        }
    }
}

/// 建设内容 names what is spent where nothing else does; where nothing is spent it tells what is to be done: 改造老旧小区26个.
fn project(heads: &mut [Head]) {
    let has_name = heads.iter().any(is_name);
    let has_value = heads.iter().any(|h| h.column == Column::Value);
    let mut projects = heads
        .iter_mut()
        .filter(|h| h.column == Column::Nothing && scan::has_any(&h.words, words::PROJECT));
    if has_name && !has_value {
        projects.for_each(|h| h.column = Column::Other);
    } else if !has_name && let Some(head) = projects.next() {
        head.column = Column::Name;
    }
}

/// 考核项目、考核指标: the one that is called so, before the values; else the first, of 指标 and 工作内容 the former, but of
/// 考核项目 and 考核内容 the latter.
fn best_name(heads: &[Head]) -> Option<usize> {
    let named = |i: &usize| heads[*i].column == Column::Name;
    let counts = |h: &Head| {
        matches!(
            h.column,
            Column::Value | Column::Quarter(_) | Column::Reached
        )
    };
    let values = heads.iter().position(counts);
    let says = |i: usize, list: &[&str]| scan::has_any(&heads[i].words, list);
    let is_indicator = |i: &usize| named(i) && says(*i, &["指标"]);
    let before = 0..values.unwrap_or(0);
    let first = (0..heads.len()).find(named);
    let within = |i: &usize| {
        let parts = first.is_some_and(|first| {
            first < *i && says(first, &["考核项", "考评项", "评价项", "测评项", "检查项"])
        });
        named(i) && parts && says(*i, &["内容", "要点"]) && !says(*i, &["评分", "标准"])
    };
    let found = before.clone().rev().find(is_indicator);
    found.or_else(|| before.clone().find(within)).or(first)
}

/// Before columns that count something the first names what it is counted for: 作物, 面积（万亩）, 产量（万吨）.
fn first(heads: &mut [Head]) {
    let counts = |h: &&Head| h.column == Column::Value && h.unit.is_some();
    let first = heads.first().is_some_and(|h| is_unknown(&h.words));
    if first
        && !heads.iter().any(is_name)
        && heads.iter().filter(counts).count() >= 2
        && heads[0].column == Column::Other
    {
        heads[0].column = Column::Whose;
    }
}

/// Beside 牵头单位 a 责任单位 only assists.
fn leads(heads: &mut [Head]) {
    let first = |head: &Head| scan::has_any(&head.words, &["牵头", "主办", "主责"]);
    let leads = |head: &Head| head.column == Column::Lead;
    if !heads.iter().any(|h| leads(h) && first(h)) {
        return;
    }
    for head in heads.iter_mut().filter(|h| leads(h) && !first(h)) {
        head.column = Column::Assisting;
    }
}

/// 责任人 beside 责任科室.
fn person(heads: &mut [Head]) {
    if !heads.iter().any(|h| h.column == Column::Lead) {
        return;
    }
    let named = |h: &&mut Head| h.column == Column::Other && is_exactly(&h.words, words::PERSON);
    if let Some(head) = heads.iter_mut().find(named) {
        head.column = Column::Person;
    }
}

/// 同比增长 behind 2020年目标 is to be reached, behind 1-8月完成 it was.
pub fn rates(heads: &mut [Head]) {
    for i in 1..heads.len() {
        let before = heads[i - 1].column;
        let rate = words::is_rate(&heads[i].words)
            && matches!(heads[i].column, Column::Other | Column::Value)
            && matches!(before, Column::Value | Column::Reached);
        if rate {
            let head = &mut heads[i];
            head.column = before;
            head.needs_unit = head.unit.is_none();
            let rate = |c: &&char| !matches!(c, '〔' | '（');
            if head.noun.is_empty() || head.noun.starts_with(['〔', '（']) {
                head.noun = head.words.iter().take_while(rate).collect();
            }
        }
    }
}

/// In a table of towns any other word heads what is counted, with its unit in the cells: 镇, 高企, 研发项目.
fn towns(heads: &mut [Head]) {
    let Some(whose) = heads.iter().position(|h| h.column == Column::Whose) else {
        return;
    };
    let knows = |h: &Head| {
        matches!(
            h.column,
            Column::Lead
                | Column::Due
                | Column::Assisting
                | Column::Leader
                | Column::Person
                | Column::Unit
        )
    };
    let named = |h: &Head| h.column == Column::Name && words::names(&h.words);
    if heads.iter().any(|h| knows(h) || named(h)) {
        return;
    }
    for head in &mut heads[whose + 1..] {
        if matches!(head.column, Column::Other | Column::Name) && is_unknown(&head.words) {
            head.column = Column::Value;
            head.needs_unit = head.unit.is_none();
            head.noun = head.words.iter().collect();
        }
    }
}
