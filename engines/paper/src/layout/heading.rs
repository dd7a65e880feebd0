//! Where the heading of a table is.

use super::lines::{goes_on, is_joined, is_mark, is_word, splits};
use super::mapping::Mapping;
use super::matching;
use super::name;
use super::units;
use crate::address::Region;
use crate::book::{Cell, Row};
use crate::text;
use crate::wanted::{Unit, Wanted};

/// How far down a heading is looked for, in rows with content.
pub const DEEPEST: usize = 40;
/// The most lines of a heading.
const LINES: usize = 4;
/// How many lines above it are kept.
const TITLES: usize = 20;
/// The most columns of a table.
pub const WIDEST: usize = 400;

/// The heading of a table. Without lines where none was found.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    pub last_row: u32,
    pub lines: u32,
    pub heads: Vec<Head>,
    pub titles: Vec<String>,
    /// The unit said above the table, and the words that say it.
    pub unit: Option<(Unit, String)>,
    /// The line above that says another money than ours, where no nearer one says a unit.
    pub foreign: Option<String>,
    /// How well it names the fields: 100 for each named exactly.
    pub fit: u32,
    /// A person said where it ends.
    pub by_hand: bool,
}

impl Heading {
    fn is_line(&self, row: u32) -> bool {
        row <= self.last_row && row + self.lines > self.last_row
    }
}

/// The words over one column.
#[derive(Clone, Debug)]
pub struct Head {
    pub column: u32,
    /// One a line, from the top; a merged word once.
    pub parts: Vec<String>,
    pub text: String,
    pub unit: Option<Unit>,
    pub hidden: bool,
}

/// The heading that names the most fields; where none names any, the first row that looks like one.
pub fn find(rows: &[Row], merged: &[Region], wanted: &[Wanted]) -> Heading {
    let fit = |heading: &Heading| names(heading, wanted);
    best(rows, merged, fit).unwrap_or_else(|| by_look(rows, merged))
}

/// The heading of an earlier time: the one that holds the most words of the mapping, and where a person once had to say where
/// it ends, that row while nothing tells better.
pub fn find_as(rows: &[Row], merged: &[Region], wanted: &[Wanted], mapping: &Mapping) -> Heading {
    let fit = |heading: &Heading| known(heading, mapping);
    let found = best(rows, merged, fit).unwrap_or_else(|| find(rows, merged, wanted));
    let Some(row) = mapping.header else {
        return found;
    };
    let there = at(rows, merged, wanted, Some(mapping), row);
    let (here, other) = (known(&there, mapping), known(&found, mapping));
    let nothing_tells = row == 0 && other == 0 && found.fit == 0;
    if nothing_tells || here > 0 && here >= other {
        there
    } else {
        found
    }
}

/// Whether any row can be a heading with words of the mapping.
pub fn holds(rows: &[Row], merged: &[Region], mapping: &Mapping) -> bool {
    best(rows, merged, |heading| known(heading, mapping)).is_some()
}

/// 100 for each word that the mapping knows.
fn known(heading: &Heading, mapping: &Mapping) -> u32 {
    let heads = heading.heads.iter();
    let known = heads.filter(|head| mapping.knows(&head.text));
    u32::try_from(known.count() * 100).unwrap_or(0)
}

/// The heading that ends in the row which a person points at; 0: there is none. It has as many lines as name the most.
pub fn at(
    rows: &[Row],
    merged: &[Region],
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
    row: u32,
) -> Heading {
    let by_hand = |heading: Heading| Heading {
        by_hand: true,
        ..heading
    };
    let Some(last) = rows.iter().position(|one| one.number == row) else {
        return by_hand(Heading {
            last_row: row,
            ..nothing(rows)
        });
    };
    let mut best: Option<Heading> = None;
    for lines in 1..=LINES.min(last + 1) {
        let first = last + 1 - lines;
        let lines = &rows[first..=last];
        let mut pairs = lines.windows(2);
        if !pairs.all(|pair| goes_on(&pair[0], &pair[1], merged)) {
            break;
        }
        if first > 0 && is_joined(rows, first - 1, merged) {
            continue;
        }
        let mut heading = read(&rows[..first], lines);
        heading.fit = names(&heading, wanted) + mapping.map_or(0, |one| known(&heading, one));
        if best.as_ref().is_none_or(|best| heading.fit > best.fit) {
            best = Some(heading);
        }
    }
    by_hand(best.unwrap_or_else(|| nothing(rows)))
}

fn best(rows: &[Row], merged: &[Region], fit: impl Fn(&Heading) -> u32) -> Option<Heading> {
    let mut best: Option<Heading> = None;
    let deepest = rows.len().min(DEEPEST);
    let joined = (0..deepest + LINES).map(|upper| is_joined(rows, upper, merged));
    let joined: Vec<bool> = joined.collect();
    for at in (0..deepest).filter(|at| *at == 0 || !joined[at - 1]) {
        for lines in 1..=LINES.min(rows.len() - at) {
            let lines = &rows[at..at + lines];
            if !lines
                .windows(2)
                .all(|pair| goes_on(&pair[0], &pair[1], merged))
            {
                break;
            }
            if !lines[0].own().any(is_word) {
                break;
            }
            let next = rows.get(at + lines.len());
            if joined[at + lines.len() - 1] || next.is_some_and(|next| splits(lines, next, merged))
            {
                continue;
            }
            let mut heading = read(&rows[..at], lines);
            heading.fit = fit(&heading);
            let so_far = best.as_ref().map_or((0, 0), |best| (best.fit, best.lines));
            if heading.fit >= 90 && (heading.fit, heading.lines) > so_far {
                best = Some(heading);
            }
        }
    }
    best
}

/// What the heading of another table would be, which stands above the one that was found with rows between them: those would be
/// lost. Its row and the first row below it.
pub fn above(
    rows: &[Row],
    merged: &[Region],
    wanted: &[Wanted],
    found: &Heading,
) -> Option<(u32, u32)> {
    let begins = found.last_row + 1 - found.lines;
    let upper = &rows[..rows.partition_point(|row| row.number < begins)];
    // Of titles and a line of a person's own nothing is made: a table has a heading and a row.
    if found.lines == 0 || found.by_hand || upper.len() < 2 {
        return None;
    }
    let own = best(upper, merged, |heading| names(heading, wanted))?;
    let named = named(&own, wanted);
    if named.len() < 2 || named.len() * 2 < own.heads.len() {
        return None;
    }
    // 企业名称 甲公司 付款日 2020.9.1 are words with their values beside them, and what stands below goes on so.
    let is_of_words = |row: &Row| row.own().all(is_word);
    let mut lines = upper.iter().filter(|row| own.is_line(row.number));
    if !lines.all(is_of_words) {
        return None;
    }
    let is_record = |row: &&Row| {
        let held = named.iter().filter_map(|(_, column, field)| {
            let cell = row.cell(own.heads[*column].column)?;
            Some((cell, &wanted[*field]))
        });
        let held: Vec<(&Cell, &Wanted)> = held.collect();
        let reads = |(cell, one): &(&Cell, &Wanted)| matching::fit(&[cell], one) == Some(100);
        row.number > own.last_row && held.len() >= 2 && held.iter().any(reads)
    };
    let first = upper.iter().find(is_record)?;
    Some((own.last_row, first.number))
}

/// The sum of the scores of the fields that the heading names.
fn names(heading: &Heading, wanted: &[Wanted]) -> u32 {
    let named = named(heading, wanted);
    // A title that holds a name is one cell; a heading is more.
    match named.len() {
        0 => 0,
        1 if wanted.len() > 1 && heading.heads.len() == 1 => 0,
        _ => named.iter().map(|(score, ..)| score).sum(),
    }
}

/// The fields that the heading names, each with its score and column.
fn named(heading: &Heading, wanted: &[Wanted]) -> Vec<(u32, usize, usize)> {
    let mut pairs = Vec::new();
    for (column, head) in heading.heads.iter().enumerate() {
        for (field, one) in wanted.iter().enumerate() {
            let score = name::score(&head.parts, one).map(|found| found.0);
            pairs.extend(
                score
                    .filter(|score| *score >= 55)
                    .map(|score| (score, column, field)),
            );
        }
    }
    pairs.sort_by(|a, b| b.cmp(a));
    let (mut columns, mut fields) = (vec![false; heading.heads.len()], vec![false; wanted.len()]);
    pairs.retain(|(_, column, field)| {
        let is_free = !columns[*column] && !fields[*field];
        if is_free {
            (columns[*column], fields[*field]) = (true, true);
        }
        is_free
    });
    pairs
}

/// A row of words, most of the table wide, none of them twice.
fn by_look(rows: &[Row], merged: &[Region]) -> Heading {
    let width = rows.iter().map(|row| row.own().count()).max().unwrap_or(0);
    let looks = |row: &&Row| {
        let mut words: Vec<String> = row.own().map(|cell| text::folded(&cell.text())).collect();
        let count = words.len();
        words.sort();
        words.dedup();
        let is_wide = count >= 2 && count * 10 >= width * 6;
        is_wide && words.len() == count && row.own().all(is_word)
    };
    let at = rows.iter().take(DEEPEST).position(|row| looks(&row));
    let Some(at) = at else {
        return nothing(rows);
    };
    let goes_on = rows
        .get(at + 1)
        .is_some_and(|next| goes_on(&rows[at], next, merged));
    read(&rows[..at], &rows[at..=at + usize::from(goes_on)])
}

/// No heading: columns without words.
fn nothing(rows: &[Row]) -> Heading {
    let mut columns: Vec<u32> = rows
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.at.column))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let head = |column| Head {
        column,
        parts: Vec::new(),
        text: String::new(),
        unit: None,
        hidden: false,
    };
    Heading {
        heads: columns.into_iter().take(WIDEST).map(head).collect(),
        ..Heading::default()
    }
}

fn read(above: &[Row], lines: &[Row]) -> Heading {
    let mut columns: Vec<u32> = lines
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.at.column))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns.truncate(WIDEST);
    let titles = above
        .iter()
        .flat_map(|row| row.own().map(|cell| text::tidy(&cell.text())));
    let mut titles: Vec<String> = titles.filter(|title| !title.is_empty()).collect();
    // 单位：万元 at the right of the heading, with nothing between, is a line about the table and no column.
    if let [.., before, last] = columns[..]
        && last > before + 1
        && let Some(said) = aside(last, lines)
    {
        columns.pop();
        titles.push(said);
    }
    // The first lines say what the table is, the nearest ones how it is to be read.
    if titles.len() > TITLES {
        titles.drain(TITLES / 4..titles.len() - TITLES * 3 / 4);
    }
    let mut near = titles.iter().rev();
    let said = near.find_map(|title| {
        let unit = units::above(title).map(|unit| (unit, title.clone()));
        let foreign = units::is_in_foreign(title).then(|| title.clone());
        (unit.is_some() || foreign.is_some()).then_some((unit, foreign))
    });
    let (unit, foreign) = said.unwrap_or_default();
    Heading {
        last_row: lines.last().map_or(0, |row| row.number),
        lines: u32::try_from(lines.len()).unwrap_or(1),
        heads: columns
            .into_iter()
            .map(|column| head(column, lines))
            .collect(),
        unit,
        foreign,
        titles,
        fit: 0,
        by_hand: false,
    }
}

/// The one word over a column, where it is about the unit of all.
fn aside(column: u32, lines: &[Row]) -> Option<String> {
    let mut said = lines.iter().filter_map(|row| row.cell(column));
    let (cell, None) = (said.next()?, said.next()) else {
        return None;
    };
    let text = text::tidy(&cell.text());
    let is_about = text.contains("单位") && units::above(&text).is_some();
    is_about.then_some(text)
}

fn head(column: u32, lines: &[Row]) -> Head {
    let mut parts: Vec<String> = Vec::new();
    let mut hidden = false;
    for (at, row) in lines.iter().enumerate() {
        let below = lines.get(at + 1);
        let cell = row.cell(column).or_else(|| group(row, below, column));
        let Some(cell) = cell.filter(|cell| lines.len() == 1 || !is_mark(cell)) else {
            continue;
        };
        hidden |= row.cell(column).is_some_and(|cell| cell.hidden) && !row.hidden;
        let text = text::tidy(&cell.text());
        if parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    let text = parts.join(" ");
    Head {
        column,
        // What is nearest to the column counts, then what stands over several.
        unit: parts
            .iter()
            .rev()
            .find_map(|part| units::of_heading(part))
            .or_else(|| units::of_heading(&text)),
        parts,
        text,
        hidden,
    }
}

/// The word at the left that stands over a column too, though nobody merged the cells.
fn group<'a>(row: &'a Row, below: Option<&Row>, column: u32) -> Option<&'a Cell> {
    let below = below?;
    below.cell(column)?;
    let left = row
        .cells
        .iter()
        .rev()
        .find(|cell| cell.at.column < column)?;
    let between = (left.at.column..column).all(|between| below.cell(between).is_some());
    between.then_some(left)
}
