//! Tables such as a 任务分解表: the heads of the columns say what the cells of each row mean.

mod cell;
mod grid;
mod header;
mod office;
mod quarters;
mod row;

pub use header::quarter_of;
pub use quarters::{counts_same, reached};
pub use row::{Entry, Part, Row, Use};

use crate::layout::lines;
use crate::text::{DITTO, Text};
use grid::Grid;
use header::{Head, Known};
use std::ops::Range;

/// What stands between two cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    Tab,
    Bar,
    /// As the text layer of a PDF has it.
    Blank,
}

/// No row of a table is longer.
const LONGEST_LINE: usize = 600;
/// So many lines that are no row end a table; a cell that goes over two lines makes some.
const LINES_BETWEEN: usize = 4;

/// Two words with a blank between them are no heads of a table.
const FEWEST_COLUMNS: usize = 3;
/// More columns than this no task table has.
const MOST_COLUMNS: usize = 40;
/// 单位：万元 stands in a line no longer than this.
const LONGEST_CAPTION: usize = 40;

/// The rows of all tables of a text, in its order. `planned`: the year that its title plans for.
pub fn rows(text: &Text, planned: Option<i32>) -> Vec<Row> {
    let chars = text.chars();
    let mut found = Vec::new();
    let mut open: Option<Beside> = None;
    let mut caption = Caption::default();
    let mut missed = 0;
    let mut first = 0;
    let tells_empty = chars.contains(&DITTO);
    let lines = lines::whole(chars);
    for (at, line) in lines.iter().enumerate() {
        let line = line.clone();
        let words = &chars[line.clone()];
        if words.len() > LONGEST_LINE {
            tell_results(open.as_ref(), &mut found[first..]);
            (open, first) = (None, found.len());
            continue;
        }
        if words.iter().all(|c| is_rule(*c)) {
            continue;
        }
        if open
            .as_ref()
            .is_some_and(|grid| grid.repeats_heads(chars, &line))
        {
            found.push(Row::of_heads(line));
            missed = 0;
            continue;
        }
        let above = std::mem::take(&mut caption);
        caption.year = above.year;
        if let Some(mut grid) = head(chars, &lines[at..], &above, planned) {
            grid.tells_empty = tells_empty;
            tell_results(open.as_ref(), &mut found[first..]);
            (open, missed, first) = (Some(Beside::of(grid)), 0, found.len());
            found.push(Row::of_heads(line));
            continue;
        }
        if open.as_ref().is_some_and(|g| g.between() == Between::Tab)
            && is_group(chars, &lines[at..])
        {
            found.push(Row::of_heads(line));
            continue;
        }
        caption.read(chars, &line);
        let Some(grid) = &mut open else {
            if is_loose_row(chars, &line) {
                found.push(Row::of_heads(line));
                first = found.len();
            }
            continue;
        };
        let between = grid.between();
        let rows = grid.rows(chars, cells(chars, &line, between));
        missed = if rows.is_empty() { missed + 1 } else { 0 };
        if rows.is_empty() && is_loose_row(chars, &line) {
            found.push(Row::of_heads(line));
            continue;
        }
        found.extend(rows.into_iter().filter(Row::says_something));
        if missed > LINES_BETWEEN || ends_table(words, between) {
            tell_results(open.as_ref(), &mut found[first..]);
            (open, first) = (None, found.len());
        }
    }
    tell_results(open.as_ref(), &mut found[first..]);
    found
}

/// Lists that stand side by side under the same heads; most tables are one.
struct Beside(Vec<Grid>);

impl Beside {
    fn of(grid: Grid) -> Self {
        Self(grid.lists())
    }

    fn between(&self) -> Between {
        self.0[0].between
    }

    /// Do the heads stand in a line again, as at the top of the next page?
    fn repeats_heads(&self, chars: &[char], line: &Range<usize>) -> bool {
        match self.0.as_slice() {
            [grid] if grid.between != Between::Blank => {
                grid.repeats_heads(chars, &cells(chars, line, grid.between))
            }
            _ => false,
        }
    }

    /// The rows that a line has, one of each list; none where it is no line of the table.
    fn rows(&mut self, chars: &[char], mut cells: Vec<Range<usize>>) -> Vec<Row> {
        let [grid] = self.0.as_mut_slice() else {
            let width = self.0[0].columns();
            let end = cells.last().map_or(0, |c| c.end);
            if cells.len() > width * self.0.len() || cells.len() < 2 {
                return Vec::new();
            }
            cells.resize(width * self.0.len(), end..end);
            let parts = self.0.iter_mut().zip(cells.chunks(width));
            let said = parts.filter(|(_, part)| part.iter().any(|c| !c.is_empty()));
            return said
                .filter_map(|(grid, part)| grid.row(chars, part.to_vec()))
                .collect();
        };
        grid.row(chars, cells).into_iter().collect()
    }
}

/// Numbers to the last digit (1862.4, 3.21) under heads that name no goal were counted.
fn tell_results(grid: Option<&Beside>, rows: &mut [Row]) {
    if grid.is_none_or(|g| g.0.iter().any(|g| g.says_goal)) {
        return;
    }
    let entries = || rows.iter().flat_map(|r| &r.entries);
    let (all, exact) = (
        entries().count(),
        entries().filter(|e| e.is_counted).count(),
    );
    if all >= FEWEST_COUNTED && exact * 5 >= all * 3 {
        rows.iter_mut()
            .flat_map(|r| &mut r.entries)
            .for_each(|e| e.is_past = true);
    }
}

/// So few numbers tell nothing.
const FEWEST_COUNTED: usize = 3;

/// What the lines above a table say of it.
#[derive(Debug, Default)]
struct Caption {
    /// 单位：万元.
    unit: Option<String>,
    /// 目标分解表.
    says_goal: bool,
    /// 完成情况表: what was reached, in all its columns.
    is_past: bool,
    /// 2020年目标任务分解表: the year it plans for.
    year: Option<i32>,
}

/// Words of heads and titles of tables that set goals.
const GOALS: &[&str] = &[
    "目标", "计划", "任务", "考核", "分解", "规划", "预期", "安排", "年",
];
/// Titles of tables that tell what was.
#[rustfmt::skip]
const RESULTS: &[&str] = &[
    "情况", "增长速度", "统计表", "实绩", "产量", "主要经济指标",
];

impl Caption {
    fn read(&mut self, chars: &[char], line: &Range<usize>) {
        self.unit = unit_of_caption(chars, line);
        let words = row::words(chars, &trimmed(chars, line.clone()));
        let titles = line.len() <= LONGEST_CAPTION && !words.contains(&'。');
        let says = |list: &[&str]| crate::scan::has_any(&words, list);
        let plans =
            says(&["目标", "计划", "任务分解"]) && !says(&["完成情况", "执行情况", "进展情况"]);
        if titles && plans {
            let span = crate::outline::span(&words);
            self.year = span.or(match crate::outline::years(&words).as_slice() {
                [year] => Some(*year),
                _ => None,
            });
        }
        // 单位：万元 stands between the title and the table.
        self.is_past = titles && !plans && (says(RESULTS) || (self.unit.is_some() && self.is_past));
    }
}

/// Blanks, and the lines that are drawn between rows.
fn is_rule(c: char) -> bool {
    lines::is_blank(c) || "-|:=+—_─━│┃┼├┤".contains(c)
}

/// 一、创新主体（2项）, merged over all columns: it says what the rows below belong to.
fn is_group(chars: &[char], lines: &[Range<usize>]) -> bool {
    let [line, next, ..] = lines else {
        return false;
    };
    let (words, next) = (row::words(chars, line), &chars[next.clone()]);
    let plain =
        words.len() <= LONGEST_CAPTION && !words.iter().any(|c| matches!(c, '。' | '，' | '；'));
    let numbered = crate::outline::numbering::of(&words).is_some_and(|n| n.level <= 3);
    plain && numbered && !chars[line.clone()].contains(&'\t') && next.contains(&'\t')
}

/// So many cells with blanks between them, and so many bare numbers among them, make a row of a table without lines.
const LOOSE_CELLS: usize = 4;
const LOOSE_NUMBERS: usize = 2;

/// 27 首次认定 家 30 12: a row whose heads are not known. A number and the word behind the next blank are no quantity.
fn is_loose_row(chars: &[char], line: &Range<usize>) -> bool {
    let words = &chars[line.clone()];
    let speaks = |c: &char| matches!(c, '，' | '。' | '；' | '、' | '：' | '\t' | '|');
    if words.len() > LONGEST_LINE || words.iter().any(speaks) {
        return false;
    }
    let cells = cells(chars, line, Between::Blank);
    let bare = |cell: &&Range<usize>| {
        let cell = &chars[(*cell).clone()];
        cell.iter()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
    };
    cells.len() >= LOOSE_CELLS && cells.iter().filter(bare).count() >= LOOSE_NUMBERS
}

/// Running text behind a table ends it.
fn ends_table(line: &[char], between: Between) -> bool {
    let sentence = line.contains(&'。');
    between != Between::Bar && sentence && !line.contains(&'\t')
}

/// The grid that a line opens, if it holds the heads of columns.
fn head(
    chars: &[char],
    lines: &[Range<usize>],
    caption: &Caption,
    planned: Option<i32>,
) -> Option<Grid> {
    let (line, below) = lines.split_first()?;
    let between = between(&chars[line.clone()])?;
    let cells: Vec<Vec<char>> = cells(chars, line, between)
        .iter()
        .map(|c| row::words(chars, c))
        .collect();
    let few = between == Between::Blank && cells.len() < FEWEST_COLUMNS;
    if few || cells.len() > MOST_COLUMNS {
        return None;
    }
    let known = Known {
        planned: caption.year.or(planned),
        is_ruled: between != Between::Blank,
    };
    let mut heads: Vec<Head> = header::row(&cells, caption.unit.is_some(), &known, &|| {
        sample(chars, below, between, cells.len())
    })?;
    let values = heads
        .iter_mut()
        .filter(|h| h.column == header::Column::Value && h.unit.is_none());
    values.for_each(|h| h.unit.clone_from(&caption.unit));
    if caption.is_past {
        let values = heads
            .iter_mut()
            .filter(|h| h.column == header::Column::Value);
        values.for_each(|h| h.column = header::Column::Reached);
    }
    let goals = |c: &Vec<char>| crate::scan::has_any(c, GOALS) || c.contains(&'年');
    let says_goal = caption.says_goal || cells.iter().any(goals);
    Some(Grid::new(heads, cells, between, says_goal, known))
}

/// So many lines below the heads are looked at for what their columns hold.
const SAMPLE: usize = 12;

/// The cells of the rows that follow the heads at once.
fn sample(
    chars: &[char],
    below: &[Range<usize>],
    parted: Between,
    columns: usize,
) -> Vec<Vec<Vec<char>>> {
    let lines = below.iter().take(SAMPLE);
    let seen = lines.filter(|line| !chars[(*line).clone()].iter().all(|c| is_rule(*c)));
    let rows = seen.take_while(|line| {
        line.len() <= LONGEST_LINE && between(&chars[(*line).clone()]) == Some(parted)
    });
    let rows = rows.map(|line| cells(chars, line, parted));
    let fits = rows.filter(|row| parted != Between::Blank || row.len() == columns);
    fits.map(|row| row.iter().map(|c| row::words(chars, c)).collect())
        .collect()
}

fn between(line: &[char]) -> Option<Between> {
    let trimmed = line.iter().position(|c| !lines::is_blank(*c))?;
    let inner = &line[trimmed..];
    if inner.contains(&'\t') {
        Some(Between::Tab)
    } else if inner.iter().any(|c| matches!(c, '|' | '│' | '┃')) {
        Some(Between::Bar)
    } else if inner.len() <= 160 && inner.iter().any(|c| lines::is_blank(*c)) {
        Some(Between::Blank)
    } else {
        None
    }
}

/// The cells of a line; they may be empty where tabs or bars part them.
fn cells(chars: &[char], line: &Range<usize>, between: Between) -> Vec<Range<usize>> {
    let parts = |c: char| match between {
        Between::Tab => c == '\t',
        Between::Bar => matches!(c, '|' | '│' | '┃'),
        Between::Blank => lines::is_blank(c),
    };
    let mut cells = Vec::new();
    let mut start = line.start;
    for i in line.start..=line.end {
        if i < line.end && !parts(chars[i]) {
            continue;
        }
        let cell = trimmed(chars, start..i);
        if between != Between::Blank || !cell.is_empty() {
            cells.push(cell);
        }
        start = i + 1;
    }
    if between == Between::Bar {
        // A bar at either edge parts nothing.
        let edge = |c: Option<&Range<usize>>| c.is_some_and(Range::is_empty);
        if edge(cells.last()) {
            cells.pop();
        }
        if edge(cells.first()) {
            cells.remove(0);
        }
    }
    cells
}

fn trimmed(chars: &[char], cell: Range<usize>) -> Range<usize> {
    let seen = |c: &char| !lines::is_blank(*c);
    let words = &chars[cell.clone()];
    match (words.iter().position(seen), words.iter().rposition(seen)) {
        (Some(first), Some(last)) => cell.start + first..cell.start + last + 1,
        _ => cell.start..cell.start,
    }
}

/// 单位：万元 above a table.
fn unit_of_caption(chars: &[char], line: &Range<usize>) -> Option<String> {
    if line.len() > LONGEST_CAPTION {
        return None;
    }
    let words = row::words(chars, &trimmed(chars, line.clone()));
    let at = crate::scan::find(&words, 0..words.len(), "单位：")?;
    let unit = &words[at + 3..];
    let unit = unit.strip_suffix(&['）']).unwrap_or(unit);
    cell::is_unit(unit).then(|| unit.iter().collect())
}

#[cfg(test)]
mod tests;
