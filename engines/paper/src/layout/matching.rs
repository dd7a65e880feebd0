//! Which column holds which field.

use super::heading::Head;
use super::name::{self, Likeness};
use super::units;
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
    let mut pairs = Vec::new();
    for (column, head) in heads.iter().enumerate().filter(|(at, _)| free[*at]) {
        for (field, wanted) in fields.iter().enumerate() {
            let fit = fit(&cells[column], wanted);
            let found = weigh(head, wanted, fit, runs[column]);
            if let Some((score, why)) = found.filter(|(score, _)| *score >= ENOUGH) {
                pairs.push(Pair {
                    score,
                    column,
                    field,
                    why,
                    rank: name::rank(&head.parts, wanted),
                });
            }
        }
    }
    pairs.sort_by_key(|pair| (-pair.score, pair.column, pair.field));
    let mut found: Vec<Option<Match>> = vec![None; heads.len()];
    for pair in &pairs {
        let taken = found.iter().flatten().any(|one| one.field == pair.field);
        if found[pair.column].is_none() && !taken {
            found[pair.column] = Some(Match {
                field: pair.field,
                why: pair.why.clone(),
                rival: None,
            });
        }
    }
    let filled: Vec<bool> = cells.iter().map(|cells| !cells.is_empty()).collect();
    tell_rivals(&mut found, &pairs, &filled);
    last_resort(&mut found, free, &cells, fields);
    found
}

/// A column that could be a field.
struct Pair {
    score: i32,
    column: usize,
    field: usize,
    why: String,
    /// See [`name::rank`].
    rank: u32,
}

/// How far a column may fall behind another one and still be as good.
const AS_GOOD: i32 = 10;

/// Notes where another column, which is left and not empty, fits a field as well; an exact name has no rival but its like.
fn tell_rivals(found: &mut [Option<Match>], pairs: &[Pair], filled: &[bool]) {
    let left: Vec<bool> = found.iter().map(Option::is_none).collect();
    for (column, one) in found.iter_mut().enumerate() {
        let Some(one) = one else { continue };
        let own = |pair: &&Pair| pair.field == one.field && pair.column == column;
        let Some(won) = pairs.iter().find(own) else {
            continue;
        };
        let is_rival = |pair: &&Pair| {
            let is_as_good = pair.rank == won.rank && pair.rank > 0
                || won.rank == 0 && won.score - pair.score <= AS_GOOD;
            pair.field == won.field && left[pair.column] && filled[pair.column] && is_as_good
        };
        one.rival = pairs.iter().find(is_rival).map(|pair| pair.column);
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
fn fit(cells: &[&Cell], wanted: &Wanted) -> Option<u32> {
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

/// The score of a column for a field, and why; `None` where nothing speaks for it. `counts`: its cells count the lines.
fn weigh(head: &Head, wanted: &Wanted, fit: Option<u32>, counts: bool) -> Option<(i32, String)> {
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
        let why = || format!("内容 {}% 是{}", fit.unwrap_or(0), wanted.kind.word());
        return by_content.then(|| (70, why()));
    };
    let is_exact = matches!(how, Likeness::Same | Likeness::Synonym);
    let is_name = matches!(wanted.kind, Type::Text | Type::Long | Type::Link);
    // 编号 over 1, 2, 3 … names no contract: the next table's 1 would be taken for the same one.
    if counts && is_name && !is_exact {
        return None;
    }
    let name = &wanted.name;
    let mut why = match how {
        Likeness::Same => format!("表头就是“{name}”"),
        Likeness::Synonym => format!("表头是“{name}”的另一种叫法"),
        Likeness::Stem => format!("表头与“{name}”是一个意思"),
        Likeness::Contains => format!("表头和“{name}”有相同的字"),
        Likeness::Near => format!("表头与“{name}”相近"),
    };
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
    Some(((score + content).max(least), why))
}

/// Whether a heading is that of the numbers of the lines.
fn is_sequence(heading: &str) -> bool {
    matches!(
        name::normal(heading).as_str(),
        "序号" | "行号" | "no" | "no." | "seq"
    )
}
