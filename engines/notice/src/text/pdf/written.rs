//! What a page says: running text in the order in which it is drawn, and tables by their cells, whatever the cells hold and
//! over how many lines they go.

use super::glyphs::Glyph;
use super::grid::{Grid, Part};
use crate::text::DITTO;

/// Characters that stand higher or lower by more than this part of their size are on another line.
const ANOTHER_LINE: f64 = 0.6;
/// A line of a cell that leaves room for so many characters ends a paragraph.
const ROOM: f64 = 1.6;
/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Words(String),
    Table(Table),
}

/// The words of a table's cells, row by row. A cell over several columns is in the first of them, and in the rows below its
/// first one there is [`DITTO`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Where its lines stand, from left to right, in points.
    pub downs: Vec<f64>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A line a row with tabs between its cells, as a Word document's.
    pub fn write(&self, text: &mut String) {
        for row in &self.rows {
            let begun = text.len();
            for cell in row {
                text.push_str(cell);
                text.push('\t');
            }
            text.truncate(begun + text[begun..].trim_end_matches('\t').len());
            if text.len() > begun {
                text.push('\n');
            }
        }
    }
}

/// The pieces of a page; a table stands where its first character is drawn.
pub fn pieces(glyphs: &[Glyph], tables: &[Grid]) -> Vec<Piece> {
    let mut within: Vec<Vec<(usize, &Glyph)>> = vec![Vec::new(); tables.len()];
    let place = |glyph: &Glyph| {
        let mut found = tables.iter().enumerate();
        found.find_map(|(at, grid)| Some((at, grid.cell_at(glyph.middle())?)))
    };
    let places: Vec<Option<(usize, usize)>> = glyphs.iter().map(place).collect();
    for (glyph, place) in glyphs.iter().zip(&places) {
        if let Some((table, cell)) = place {
            within[*table].push((*cell, glyph));
        }
    }
    let (mut pieces, mut running) = (Vec::new(), Running::default());
    for (glyph, place) in glyphs.iter().zip(&places) {
        let Some((table, _)) = place else {
            running.write(glyph);
            continue;
        };
        let held = std::mem::take(&mut within[*table]);
        if !held.is_empty() {
            pieces.extend(std::mem::take(&mut running).piece());
            pieces.push(Piece::Table(cells(&tables[*table], held)));
        }
    }
    pieces.extend(running.piece());
    pieces
}

/// Running text: a new line where the next character stands to the left and lower, or much lower.
#[derive(Default)]
struct Running {
    text: String,
    /// Where the last character ended, and on which line.
    last: Option<(f64, f64)>,
}

impl Running {
    fn write(&mut self, glyph: &Glyph) {
        if let Some((end, line)) = self.last
            && glyph.placed
        {
            let below = (glyph.y - line).abs();
            if below > glyph.size * 1.5 {
                self.text.push('\n');
            }
            if glyph.x < end && below > glyph.size * 0.5 {
                self.text.push('\n');
            }
            if glyph.x > end + glyph.size * 0.1 {
                self.text.push(' ');
            }
        }
        self.text.push_str(&glyph.text);
        self.last = Some((glyph.x + glyph.width, glyph.y));
    }

    fn piece(self) -> Option<Piece> {
        (!self.text.is_empty()).then_some(Piece::Words(self.text))
    }
}

fn cells(grid: &Grid, held: Vec<(usize, &Glyph)>) -> Table {
    let mut cells: Vec<Vec<&Glyph>> = vec![Vec::new(); grid.rows() * grid.columns()];
    for (cell, glyph) in held {
        cells[cell].push(glyph);
    }
    let words = |row: usize, column: usize| match grid.part(row, column) {
        Part::Begin(at) => cell(&cells[at]),
        Part::Below => DITTO.to_string(),
        Part::Beside => String::new(),
    };
    let row = |row: usize| {
        (0..grid.columns())
            .map(|column| words(row, column))
            .collect()
    };
    Table {
        downs: grid.downs().to_vec(),
        rows: (0..grid.rows()).map(row).collect(),
    }
}

/// What a cell holds. Its lines follow one another without a break; a blank stands where one ends a paragraph.
fn cell(glyphs: &[&Glyph]) -> String {
    let lines = lines(glyphs);
    let end = |line: &Vec<&Glyph>| {
        line.iter()
            .map(|glyph| glyph.x + glyph.width)
            .fold(f64::NEG_INFINITY, f64::max)
    };
    let widest = lines.iter().map(end).fold(f64::NEG_INFINITY, f64::max);
    let mut text = String::new();
    for line in &lines {
        let (mut last, mut size) = (None, 0.0);
        for glyph in line {
            if last.is_some_and(|last| glyph.x > last + glyph.size * 0.3) {
                text.push(' ');
            }
            text.extend(
                glyph
                    .text
                    .chars()
                    .map(|c| if c.is_whitespace() { ' ' } else { c }),
            );
            (last, size) = (Some(glyph.x + glyph.width), glyph.size);
        }
        if end(line) + size * ROOM < widest {
            text.push(' ');
        }
    }
    text.trim().to_owned()
}

/// The characters line by line, from the top, each line from its left.
fn lines<'g>(glyphs: &[&'g Glyph]) -> Vec<Vec<&'g Glyph>> {
    let mut sorted = glyphs.to_vec();
    sorted.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in sorted {
        match lines.last_mut() {
            Some(line) if line[0].y - glyph.y <= glyph.size.max(line[0].size) * ANOTHER_LINE => {
                line.push(glyph)
            }
            _ => lines.push(vec![glyph]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::drawn::{Rule, Rules};
    use super::super::grid;
    use super::*;

    /// Words on a line, each character ten points wide.
    fn words(x: f64, y: f64, text: &str) -> Vec<Glyph> {
        let glyph = |(at, c): (usize, char)| Glyph {
            x: x + 10.0 * at as f64,
            y,
            width: 10.0,
            size: 10.0,
            text: c.to_string(),
            placed: at == 0,
            shown: 0,
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn rules(across: &[f64], down: &[f64]) -> Rules {
        let rule = |at: &f64, to: &[f64]| Rule {
            at: *at,
            from: to.iter().copied().fold(f64::INFINITY, f64::min),
            to: to.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        };
        Rules {
            across: across.iter().map(|at| rule(at, down)).collect(),
            down: down.iter().map(|at| rule(at, across)).collect(),
        }
    }

    fn text(glyphs: &[Glyph], tables: &[Grid]) -> String {
        let pieces = pieces(glyphs, tables);
        let text = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Table(table) => {
                let mut text = String::new();
                table.write(&mut text);
                text
            }
        };
        pieces.iter().map(text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_cell_over_lines_is_one_and_text_goes_around_the_table() {
        let tables = grid::tables(&rules(&[300.0, 280.0, 240.0], &[0.0, 60.0, 120.0]));
        let page = [
            words(0.0, 320.0, "任务分解"),
            words(5.0, 285.0, "指标"),
            words(65.0, 285.0, "目标"),
            words(5.0, 265.0, "净增高企"),
            words(65.0, 255.0, "30家"),
            words(5.0, 250.0, "数"),
            words(0.0, 200.0, "各科室落实"),
        ];
        assert_eq!(
            text(&page.concat(), &tables),
            "任务分解|指标\t目标\n净增高企数\t30家\n|各科室落实"
        );
    }

    #[test]
    fn a_short_line_ends_a_paragraph_of_a_cell() {
        let tables = grid::tables(&rules(&[300.0, 280.0, 200.0], &[0.0, 60.0, 120.0]));
        let page = [
            words(5.0, 265.0, "甲乙"),
            words(5.0, 250.0, "丙丁戊己"),
            words(5.0, 235.0, "庚"),
        ];
        assert_eq!(text(&page.concat(), &tables), "甲乙 丙丁戊己庚\n");
    }
}
