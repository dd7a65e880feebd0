//! From drawn lines to the cells of tables.

use super::drawn::{Rule, Rules};

/// Lines that lie this near to one another are one; borders of neighbouring cells are drawn twice, or as two thin lines.
const NEAR: f64 = 2.5;
/// A column or a row narrower than this is a double line.
const NARROWEST: f64 = 5.0;
/// A table whose rows run out beyond its outer lines by so much is open at the sides: its outer columns have no border.
const OPEN: f64 = 12.0;
/// More lines than these no task table has.
const MOST_COLUMNS: usize = 40;
const MOST_ROWS: usize = 400;

/// A table: cells between lines, some over several columns or rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// From left to right.
    downs: Vec<f64>,
    /// From the top of the page.
    acrosses: Vec<f64>,
    /// For each cell between neighbouring lines the first cell of the one that it is a part of, row by row.
    first: Vec<usize>,
}

/// A place of a table between neighbouring lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A cell begins here; what it is called by [`Grid::cell_at`].
    Begin(usize),
    /// A cell goes on from the row above.
    Below,
    /// A cell goes on from the column to the left.
    Beside,
}

impl Grid {
    pub fn columns(&self) -> usize {
        self.downs.len() - 1
    }

    pub fn rows(&self) -> usize {
        self.acrosses.len() - 1
    }

    /// What stands at a place of the table.
    pub fn part(&self, row: usize, column: usize) -> Part {
        let cell = row * self.columns() + column;
        match self.first[cell] {
            first if first == cell => Part::Begin(cell),
            first if first % self.columns() == column => Part::Below,
            _ => Part::Beside,
        }
    }

    /// Where its lines stand, from left to right.
    pub fn downs(&self) -> &[f64] {
        &self.downs
    }

    /// The cell that holds a place, by its first part: row by row.
    pub fn cell_at(&self, (x, y): (f64, f64)) -> Option<usize> {
        let column = self
            .downs
            .partition_point(|down| *down <= x)
            .checked_sub(1)?;
        let row = self
            .acrosses
            .partition_point(|across| *across >= y)
            .checked_sub(1)?;
        let inside = column < self.columns() && row < self.rows();
        inside.then(|| self.first[row * self.columns() + column])
    }
}

/// The tables that the lines of a page draw. A frame around text is none: it has one cell.
pub fn tables(rules: &Rules) -> Vec<Grid> {
    let across = joined(&rules.across);
    let down = joined(&rules.down);
    let mut tables = Vec::new();
    for (across, down) in together(&across, &down) {
        tables.extend(table(&across, &down));
    }
    tables
}

/// Lines that go on in one another are one.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut joined: Vec<Rule> = Vec::new();
    for beside in sorted.chunk_by(|a, b| b.at - a.at <= NEAR) {
        let at = beside.iter().map(|rule| rule.at).sum::<f64>() / beside.len() as f64;
        let mut parts = beside.to_vec();
        parts.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begun = joined.len();
        for part in parts {
            match joined.get_mut(begun..).and_then(<[Rule]>::last_mut) {
                Some(before) if part.from <= before.to + NEAR => before.to = before.to.max(part.to),
                _ => joined.push(Rule { at, ..part }),
            }
        }
    }
    joined
}

fn meet(across: &Rule, down: &Rule) -> bool {
    let holds = |rule: &Rule, at: f64| rule.from - NEAR <= at && at <= rule.to + NEAR;
    holds(across, down.at) && holds(down, across.at)
}

/// The lines of each table: those that meet.
fn together(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut taken = vec![false; down.len()];
    let mut found = Vec::new();
    let mut left: Vec<Rule> = across.to_vec();
    while let Some(seed) = left.pop() {
        let (mut acrosses, mut downs) = (Vec::new(), Vec::new());
        let mut open = vec![seed];
        while let Some(next) = open.pop() {
            for (at, rule) in down.iter().enumerate() {
                if taken[at] || !meet(&next, rule) {
                    continue;
                }
                taken[at] = true;
                downs.push(*rule);
                let (meeting, others) = left.drain(..).partition(|other| meet(other, rule));
                left = others;
                open.extend::<Vec<Rule>>(meeting);
            }
            acrosses.push(next);
        }
        found.push((acrosses, downs));
    }
    found
}

fn table(across: &[Rule], down: &[Rule]) -> Option<Grid> {
    let mut downs = places(down);
    let mut acrosses = places(across);
    acrosses.reverse();
    let (left, right) = (downs.first().copied()?, downs.last().copied()?);
    let from = across.iter().map(|rule| rule.from).fold(left, f64::min);
    let to = across.iter().map(|rule| rule.to).fold(right, f64::max);
    if left - from > OPEN {
        downs.insert(0, from);
    }
    if to - right > OPEN {
        downs.push(to);
    }
    // A row that the end of the page cuts off has no line under it, and its rest none above.
    let (top, bottom) = (acrosses.first().copied()?, acrosses.last().copied()?);
    let low = down.iter().map(|rule| rule.from).fold(bottom, f64::min);
    let high = down.iter().map(|rule| rule.to).fold(top, f64::max);
    let ends = |at: f64, end: fn(&Rule) -> f64| {
        let reach = down.iter().filter(|rule| (end(rule) - at).abs() <= NEAR);
        reach.count() * 2 >= downs.len()
    };
    if bottom - low > OPEN && ends(low, |rule| rule.from) {
        acrosses.push(low);
    }
    if high - top > OPEN && ends(high, |rule| rule.to) {
        acrosses.insert(0, high);
    }
    let (columns, rows) = (downs.len() - 1, acrosses.len().checked_sub(1)?);
    if !(2..=MOST_COLUMNS).contains(&columns) || !(2..=MOST_ROWS).contains(&rows) {
        return None;
    }
    let first = parts(&downs, &acrosses, across, down);
    Some(Grid {
        downs,
        acrosses,
        first,
    })
}

/// Where lines lie, from the lowest.
fn places(rules: &[Rule]) -> Vec<f64> {
    let mut places: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    places.sort_by(f64::total_cmp);
    places.dedup_by(|next, before| *next - *before < NARROWEST);
    places
}

/// For each cell the first one that no line parts it from, row by row.
fn parts(downs: &[f64], acrosses: &[f64], across: &[Rule], down: &[Rule]) -> Vec<usize> {
    let (columns, rows) = (downs.len() - 1, acrosses.len() - 1);
    let drawn = |rules: &[Rule], at: f64, through: f64| {
        let near = |rule: &&Rule| (rule.at - at).abs() < NARROWEST;
        rules
            .iter()
            .filter(near)
            .any(|rule| rule.from <= through && through <= rule.to)
    };
    let mut first: Vec<usize> = (0..columns * rows).collect();
    for row in 0..rows {
        let middle = f64::midpoint(acrosses[row], acrosses[row + 1]);
        for column in 0..columns {
            let cell = row * columns + column;
            if column > 0 && !drawn(down, downs[column], middle) {
                first[cell] = first[cell - 1];
            }
            let centre = f64::midpoint(downs[column], downs[column + 1]);
            if row > 0 && !drawn(across, acrosses[row], centre) {
                first[cell] = first[cell].min(first[cell - columns]);
            }
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(at: f64, from: f64, to: f64) -> Rule {
        Rule { at, from, to }
    }

    /// Two columns by three rows; the left cell of the last two rows is one, the head goes over both columns.
    fn merged() -> Rules {
        Rules {
            across: vec![
                rule(100.0, 0.0, 80.0),
                rule(80.0, 0.0, 80.0),
                rule(60.0, 40.0, 80.0),
                rule(40.0, 0.0, 80.0),
            ],
            down: vec![
                rule(0.0, 40.0, 100.0),
                rule(40.0, 40.0, 80.0),
                rule(80.0, 40.0, 100.0),
            ],
        }
    }

    #[test]
    fn cells_go_over_columns_and_rows() {
        let tables = tables(&merged());
        assert_eq!(tables.len(), 1);
        let grid = &tables[0];
        assert_eq!((grid.columns(), grid.rows()), (2, 3));
        assert_eq!(grid.first, [0, 0, 2, 3, 2, 5]);
        assert_eq!(grid.cell_at((60.0, 90.0)), Some(0));
        assert_eq!(grid.cell_at((20.0, 50.0)), Some(2));
        assert_eq!(grid.cell_at((60.0, 50.0)), Some(5));
        assert_eq!(grid.cell_at((90.0, 50.0)), None);
        assert_eq!(grid.cell_at((60.0, 30.0)), None);
        let parts = [(2, 1), (2, 0), (0, 1)].map(|(row, column)| grid.part(row, column));
        assert_eq!(parts, [Part::Begin(5), Part::Below, Part::Beside]);
    }

    #[test]
    fn borders_drawn_cell_by_cell_are_one_line() {
        let mut rules = merged();
        let cut = |rules: &[Rule]| -> Vec<Rule> {
            let halves = |whole: &Rule| {
                let middle = f64::midpoint(whole.from, whole.to);
                [
                    rule(whole.at, whole.from, middle),
                    rule(whole.at + 0.7, middle + 0.5, whole.to),
                ]
            };
            rules.iter().flat_map(halves).collect()
        };
        let whole = tables(&rules)[0].first.clone();
        rules = Rules {
            across: cut(&rules.across),
            down: cut(&rules.down),
        };
        assert_eq!(tables(&rules)[0].first, whole);
    }

    #[test]
    fn a_frame_and_lines_under_words_are_no_table() {
        let frame = Rules {
            across: vec![rule(100.0, 0.0, 80.0), rule(0.0, 0.0, 80.0)],
            down: vec![rule(0.0, 0.0, 100.0), rule(80.0, 0.0, 100.0)],
        };
        assert_eq!(tables(&frame), []);
        let under = Rules {
            across: vec![rule(100.0, 0.0, 80.0), rule(90.0, 0.0, 80.0)],
            down: vec![],
        };
        assert_eq!(tables(&under), []);
    }

    #[test]
    fn a_table_open_at_its_sides_has_its_outer_columns() {
        let rules = Rules {
            across: vec![
                rule(100.0, 0.0, 90.0),
                rule(80.0, 0.0, 90.0),
                rule(60.0, 0.0, 90.0),
            ],
            down: vec![rule(30.0, 60.0, 100.0), rule(60.0, 60.0, 100.0)],
        };
        let grid = &tables(&rules)[0];
        assert_eq!((grid.columns(), grid.rows()), (3, 2));
        assert_eq!(grid.first, [0, 1, 2, 3, 4, 5]);
        assert_eq!(grid.cell_at((10.0, 70.0)), Some(3));
    }

    #[test]
    fn a_row_cut_off_by_the_end_of_the_page_is_one() {
        let rules = Rules {
            across: vec![rule(100.0, 0.0, 80.0), rule(80.0, 0.0, 80.0)],
            down: vec![
                rule(0.0, 60.0, 100.0),
                rule(40.0, 60.0, 100.0),
                rule(80.0, 60.0, 100.0),
            ],
        };
        let grid = &tables(&rules)[0];
        assert_eq!((grid.columns(), grid.rows()), (2, 2));
        assert_eq!(grid.cell_at((60.0, 70.0)), Some(3));
    }

    #[test]
    fn two_tables_on_a_page_are_two() {
        let mut rules = merged();
        let beside = merged();
        rules.across.extend(
            beside
                .across
                .iter()
                .map(|r| rule(r.at - 200.0, r.from, r.to)),
        );
        rules.down.extend(
            beside
                .down
                .iter()
                .map(|r| rule(r.at, r.from - 200.0, r.to - 200.0)),
        );
        assert_eq!(tables(&rules).len(), 2);
    }
}
