//! Which column holds which field.

use super::heading::Head;
use super::name::{self, Likeness};
use super::{apart, rivals, units};
use crate::book::{Cell, Row, Value};
use crate::text;
use crate::value::{self, Manner};
use crate::wanted::{Type, Unit, Wanted};

/// A field for a column: its place in the list of those asked for.
#[derive(Clone, Debug)]
pub struct Match {
    pub field: usize,
    pub why: String,
    /// The place of another column that is left and could as well be this field.
    pub rival: Option<usize>,
    /// A word that makes the column another thing, which only resembles the field; see [`apart::word`].
    pub apart: Option<String>,
    /// Some signs of the name speak for it, or only what it holds.
    pub weak: bool,
}

/// From which score a proposal is made.
const ENOUGH: i32 = 55;
/// How many cells of a column are looked at.
const SAMPLE: usize = 60;

/// The best field for each column that is free; no field twice.
pub fn assign(
    heads: &[&Head],
    free: &[bool],
    samples: &[&Row],
    fields: &[&Wanted],
) -> Vec<Option<Match>> {
    let cells: Vec<Vec<&Cell>> = heads
        .iter()
        .map(|head| sample(head.column, samples))
        .collect();
    let runs: Vec<bool> = cells.iter().map(|cells| is_run(cells)).collect();
    let (mut pairs, mut late) = (Vec::new(), Vec::new());
    for (column, head) in heads.iter().enumerate().filter(|(at, _)| free[*at]) {
        for (field, wanted) in fields.iter().enumerate() {
            let fit = fit(&cells[column], wanted);
            let Some(weight) = weigh(head, wanted, fit, runs[column]) else {
                continue;
            };
            let list = match weight {
                Weight { score, .. } if score >= ENOUGH => &mut pairs,
                Weight { holds: true, .. } => &mut late,
                _ => continue,
            };
            list.push(Pair {
                score: weight.score,
                column,
                field,
                why: weight.why,
                weak: weight.weak,
                rank: name::rank(&head.parts, wanted),
                is_clear: name::is_clear(&head.parts, wanted),
            });
        }
    }
    let mut found: Vec<Option<Match>> = vec![None; heads.len()];
    take(&mut found, &mut pairs);
    let left = |found: &[Option<Match>]| -> Vec<bool> {
        let columns = found.iter().zip(free).zip(&cells);
        columns
            .map(|((found, free), cells)| found.is_none() && *free && !cells.is_empty())
            .collect()
    };
    let others = Others {
        left: left(&found),
        heads,
        cells: &cells,
        runs: &runs,
        fields,
    };
    tell_rivals(&mut found, &pairs, &others);
    last_resort(&mut found, free, &cells, fields);
    // A name whose cells are wrong holds where nothing else is the field: those cells are then told one by one.
    take(&mut found, &mut late);
    let others = Others {
        left: left(&found),
        ..others
    };
    tell_rivals(&mut found, &late, &others);
    part(&mut found, heads, fields);
    found
}

/// Notes which columns are another thing than their field. Where another column could as well be it, that is told instead.
fn part(found: &mut [Option<Match>], heads: &[&Head], fields: &[&Wanted]) {
    for (column, one) in found.iter_mut().enumerate() {
        let Some(one) = one else { continue };
        let field = fields[one.field];
        let may_be = |rival: usize| apart::own_word(heads[rival], field).is_none();
        if !one.rival.is_some_and(may_be) {
            let word = apart::word(heads[column], field);
            one.apart = word.filter(|word| one.rival.is_none() || !apart::is_part(word));
        }
    }
}

/// Gives each column that is free its best field, the best pairs first.
fn take(found: &mut [Option<Match>], pairs: &mut [Pair]) {
    pairs.sort_by_key(|pair| (-pair.score, pair.column, pair.field));
    for pair in pairs {
        let taken = found.iter().flatten().any(|one| one.field == pair.field);
        if found[pair.column].is_none() && !taken {
            found[pair.column] = Some(Match {
                field: pair.field,
                why: pair.why.clone(),
                rival: None,
                apart: None,
                weak: pair.weak,
            });
        }
    }
}

/// A column that could be a field.
struct Pair {
    score: i32,
    column: usize,
    field: usize,
    why: String,
    weak: bool,
    /// See [`name::rank`].
    rank: u32,
    /// See [`name::is_clear`].
    is_clear: bool,
}

/// The columns that are no field, which may be one all the same.
struct Others<'a> {
    /// Which of all columns are left, and not empty.
    left: Vec<bool>,
    heads: &'a [&'a Head],
    cells: &'a [Vec<&'a Cell>],
    runs: &'a [bool],
    fields: &'a [&'a Wanted],
}

/// How far a column may fall behind another one and still be as good.
const AS_GOOD: i32 = 10;
/// How many percent of its cells make a column one of amounts or days, whatever its heading.
const MOSTLY: u32 = 80;

/// Notes where another column, which is left and not empty, fits a field as well. An exact name has no rival but its like. A
/// name that only resembles has any column of amounts or days: of 合同金额 and 实际支付 nobody knows which one is 金额.
fn tell_rivals(found: &mut [Option<Match>], pairs: &[Pair], others: &Others) {
    for (column, one) in found.iter_mut().enumerate() {
        let Some(one) = one.as_mut() else { continue };
        let own = |pair: &&Pair| pair.field == one.field && pair.column == column;
        let Some(won) = pairs.iter().find(own) else {
            continue;
        };
        let is_rival = |pair: &&Pair| {
            let is_as_good = pair.rank == won.rank && pair.rank > 0
                || won.rank == 0 && won.score - pair.score <= AS_GOOD;
            pair.field == won.field && others.left[pair.column] && is_as_good
        };
        let named = pairs.iter().find(is_rival).map(|pair| pair.column);
        // Nobody sees a hidden column: what stands beside it may be meant, whatever its name.
        let is_hidden = others.heads[column].hidden;
        let is_shown = |pair: &&Pair| {
            pair.field == won.field && others.left[pair.column] && !others.heads[pair.column].hidden
        };
        let shown = || pairs.iter().find(is_shown).map(|pair| pair.column);
        let shown = is_hidden.then(shown).flatten();
        one.rival = named.or(shown).or_else(|| others.like(won));
    }
}

impl Others<'_> {
    /// A column that holds what the field holds, where no name tells the field's own.
    fn like(&self, won: &Pair) -> Option<usize> {
        let wanted = self.fields[won.field];
        if won.is_clear || !matches!(wanted.kind, Type::Money | Type::Day) {
            return None;
        }
        let can_be = |at: &usize| {
            self.left[*at]
                && !self.runs[*at]
                && rivals::may_be(self.heads[*at], wanted.kind)
                && fit(&self.cells[*at], wanted).is_some_and(|fit| fit >= MOSTLY)
        };
        (0..self.left.len()).find(can_be)
    }
}

/// A required field without a column gets the only column left whose content fits.
fn last_resort(
    found: &mut [Option<Match>],
    free: &[bool],
    cells: &[Vec<&Cell>],
    fields: &[&Wanted],
) {
    for (field, wanted) in fields.iter().enumerate() {
        let held = found.iter().flatten().any(|one| one.field == field);
        if held || !wanted.required || !matches!(wanted.kind, Type::Day | Type::Code | Type::Option)
        {
            continue;
        }
        let fits = |at: &usize| {
            free[*at]
                && found[*at].is_none()
                && fit(&cells[*at], wanted).is_some_and(|fit| fit >= 90)
        };
        let mut left = (0..found.len()).filter(fits);
        if let (Some(only), None) = (left.next(), left.next()) {
            let why = format!("只有这一列的内容是{}", wanted.kind.word());
            found[only] = Some(Match {
                field,
                why,
                rival: None,
                apart: None,
                weak: true,
            });
        }
    }
}

fn sample<'a>(column: u32, rows: &[&'a Row]) -> Vec<&'a Cell> {
    rows.iter()
        .filter_map(|row| row.cell(column))
        .filter(|cell| cell.from.is_none() && !matches!(cell.value, Value::Fault(_)))
        .take(SAMPLE)
        .collect()
}

/// How many percent of the cells read as the field's type; `None` where that says nothing.
pub(super) fn fit(cells: &[&Cell], wanted: &Wanted) -> Option<u32> {
    if matches!(wanted.kind, Type::Text | Type::Long | Type::Link) || cells.is_empty() {
        return None;
    }
    let optional = Wanted {
        required: false,
        ..wanted.clone()
    };
    let manner = Manner {
        year: Some(2020),
        unit: Unit::Yi,
        from_1904: false,
        span: None,
    };
    // A bare number may be a day that lost its look: it speaks neither for nor against one.
    let silent = |cell: &Cell| wanted.kind == Type::Day && matches!(cell.value, Value::Number(_));
    let speaking: Vec<&&Cell> = cells.iter().filter(|cell| !silent(cell)).collect();
    let reads = |cell: &&&&Cell| {
        value::read(&optional, cell, &manner).is_ok_and(|read| !read.text.is_empty())
    };
    let good = speaking.iter().filter(reads).count();
    u32::try_from((good * 100).checked_div(speaking.len())?).ok()
}

/// Whether cells count the lines: 1, 2, 3 …, begun anew in each group perhaps.
fn is_run(cells: &[&Cell]) -> bool {
    let number = |cell: &&Cell| text::folded(&cell.text()).parse::<u32>().ok();
    let numbers: Vec<u32> = cells.iter().filter_map(number).collect();
    let goes_on = |pair: &[u32]| pair[1] == 1 || pair[1] == pair[0] + 1;
    numbers.first() == Some(&1)
        && numbers.windows(2).all(goes_on)
        && numbers.len() * 2 > cells.len()
}

/// How much speaks for a column to be a field.
struct Weight {
    score: i32,
    why: String,
    /// The names share some signs.
    weak: bool,
    /// The name alone holds, however many cells are wrong.
    holds: bool,
}

/// What speaks for a column to be a field; `None` where nothing does. `counts`: its cells count the lines.
fn weigh(head: &Head, wanted: &Wanted, fit: Option<u32>, counts: bool) -> Option<Weight> {
    let foreign = wanted.kind == Type::Money && units::is_foreign(&head.text);
    let scaled = wanted.kind == Type::Count && units::is_scaled_count(&head.text);
    if foreign || scaled || is_sequence(&head.text) {
        return None;
    }
    let content = fit.map_or(0, |fit| match (wanted.kind, fit) {
        (_, ..30) => -45,
        (Type::Code, 80..) => 50,
        (Type::Option, 80..) => 30,
        (Type::Day, 80..) => 12,
        (_, 80..) => 6,
        _ => 0,
    });
    let Some((score, how)) = name::score(&head.parts, wanted) else {
        let by_content = matches!(wanted.kind, Type::Code) && content > 0;
        return by_content.then(|| Weight {
            score: 70,
            why: format!("内容 {}% 是{}", fit.unwrap_or(0), wanted.kind.word()),
            weak: false,
            holds: false,
        });
    };
    let is_exact = matches!(how, Likeness::Same | Likeness::Synonym);
    let is_name = matches!(wanted.kind, Type::Text | Type::Long | Type::Link);
    // 编号 over 1, 2, 3 … names no contract: the next table's 1 would be taken for the same one.
    if counts && is_name && !is_exact {
        return None;
    }
    let mut why = how.sentence(&wanted.name);
    if let Some(fit) = fit.filter(|_| content > 0) {
        why.push_str(&format!("，内容 {fit}% 是{}", wanted.kind.word()));
    }
    if counts && is_name {
        why.push_str("，但内容是 1、2、3…，像是行号，请核对");
    }
    if content < 0 {
        why.push_str(&format!("，但内容多数不是{}", wanted.kind.word()));
    }
    let score = i32::try_from(score).unwrap_or(0);
    // The same name holds even where the content is wrong: those cells are then told one by one.
    let least = if is_exact { ENOUGH } else { i32::MIN };
    let is_stem = how == Likeness::Stem && name::says_sort(&head.parts, wanted.kind);
    let is_named = is_stem || wanted.required || name::holds(&head.parts, wanted);
    Some(Weight {
        score: (score + content).max(least),
        why,
        weak: matches!(how, Likeness::Contains | Likeness::Near),
        holds: content < 0 && score >= ENOUGH && is_named,
    })
}

/// Whether a heading is that of the numbers of the lines.
fn is_sequence(heading: &str) -> bool {
    matches!(
        name::normal(heading).as_str(),
        "序号" | "行号" | "no" | "no." | "seq"
    )
}
