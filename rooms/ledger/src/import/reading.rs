//! The workbook itself: understood once, then read row by row on a thread for long work.

use std::fs::File;
use std::io::BufReader;

use paper::layout::{Mapping, Record, Understood, proposed_sheet, understand, understand_at};
use paper::value::Manner;
use paper::{Book, Unit, Unreadable, Wanted};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::spawn_blocking;
use values::Day;

use super::Read;
use super::alike::alike;

/// Rows that are looked up together.
pub const BATCH: usize = 500;
/// Batches that wait for the database.
const AHEAD: usize = 4;

/// What a person chose to read of a file; nothing is left to the program.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub sheets: Vec<String>,
    /// The row in which the heading of the first sheet ends; 0: it has none.
    pub header: Option<u32>,
}

/// Reads what a file is, as far as nobody chose: the sheet that fits best, and those that were read with it before.
pub async fn read(
    file: File,
    choice: Choice,
    wanted: Vec<Wanted>,
    mapping: Option<Mapping>,
    today: Day,
) -> Result<Read, Unreadable> {
    let work = move || {
        let mut book = Book::open(BufReader::new(file))?;
        let mapping = mapping.as_ref();
        let is_chosen = !choice.sheets.is_empty();
        let sheets = match is_chosen {
            true => choice.sheets,
            false => proposed(&mut book, &wanted, mapping)?,
        };
        let mut sheets = sheets.iter();
        let sheet = sheets.next().ok_or(Unreadable::Empty)?;
        let mut table = match choice.header {
            Some(row) => understand_at(&mut book, sheet, &wanted, mapping, row)?,
            None => understand(&mut book, sheet, &wanted, mapping)?,
        };
        once(&mut table);
        if table.rows == 0 {
            return Err(Unreadable::Empty);
        }
        let like = table.mapping();
        let also = sheets.map(|sheet| understand(&mut book, sheet, &wanted, Some(&like)));
        let mut read = Read {
            also: also.collect::<Result<_, _>>()?,
            sheets: book.sheets().iter().map(|one| one.name.clone()).collect(),
            is_list: book.is_csv(),
            year: year(&table.titles).unwrap_or(today.year()),
            table,
        };
        // What was only remembered may look otherwise by now.
        if !is_chosen && alike(&mut read).is_err() {
            read.also.clear();
        }
        Ok(read)
    };
    spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(fell_over()))
}

/// The sheet that fits best, and where it is that of the last time those that were read with it and are there.
fn proposed(
    book: &mut Book<BufReader<File>>,
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
) -> Result<Vec<String>, Unreadable> {
    let first = proposed_sheet(book, wanted, mapping)?;
    let as_before = mapping.filter(|mapping| mapping.sheet == first);
    let also = as_before.map_or(&[][..], |mapping| &mapping.also);
    let is_there =
        |name: &&String| **name != first && book.sheets().iter().any(|one| one.name == **name);
    let also: Vec<String> = also.iter().filter(is_there).cloned().collect();
    Ok(std::iter::once(first).chain(also).collect())
}

fn fell_over() -> Unreadable {
    Unreadable::Damaged {
        why: "读到一半出错".to_owned(),
    }
}

/// A field that two headings claim, as two earlier tables had it, stays with the first.
fn once(table: &mut Understood) {
    let mut seen = Vec::new();
    for column in &mut table.columns {
        let Some(field) = column.field.clone() else {
            continue;
        };
        if seen.contains(&field) {
            column.field = None;
            "前面已有一列是这个字段".clone_into(&mut column.why);
        } else {
            seen.push(field);
        }
    }
}

/// The year that a title names: 2020年1—8月付款情况.
fn year(titles: &[String]) -> Option<i32> {
    titles.iter().find_map(|title| {
        let (before, _) = values::half_width(title)
            .split_once('年')
            .map(|(before, after)| (before.to_owned(), after.to_owned()))?;
        let digits: Vec<char> = before.chars().rev().take(4).collect();
        let year: String = digits.into_iter().rev().collect();
        year.parse()
            .ok()
            .filter(|year| (1990..=2200).contains(year))
    })
}

/// The place of a sheet and some of its records.
pub type Batch = Result<(usize, Vec<Record>), Unreadable>;

/// The records of an understood table, some at a time, from the top. The last one may be the reason why no more come.
pub fn records(file: File, read: &Read, wanted: Vec<Wanted>) -> Receiver<Batch> {
    let (to, from) = channel(AHEAD);
    let read = read.clone();
    drop(spawn_blocking(move || {
        if let Err(error) = send(file, &read, &wanted, &to) {
            // Whoever asked may have gone.
            let _ = to.blocking_send(Err(error));
        }
    }));
    from
}

fn send(file: File, read: &Read, wanted: &[Wanted], to: &Sender<Batch>) -> Result<(), Unreadable> {
    let mut book = Book::open(BufReader::new(file))?;
    let manner = Manner {
        year: Some(read.year),
        unit: Unit::Yuan,
        from_1904: book.counts_from_1904(),
    };
    for (sheet, table) in read.tables().enumerate() {
        let mut some = Vec::with_capacity(BATCH);
        for row in book.rows(&table.sheet)? {
            let row = row?;
            if row.number <= table.header_row || table.left_out(&row).is_some() {
                continue;
            }
            some.push(table.record(&row, wanted, &manner));
            let is_full = some.len() == BATCH;
            if is_full
                && to
                    .blocking_send(Ok((sheet, std::mem::take(&mut some))))
                    .is_err()
            {
                return Ok(());
            }
        }
        if !some.is_empty() {
            let _ = to.blocking_send(Ok((sheet, some)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_table_stands_in_its_title() {
        for (title, expected) in [
            ("2020年1—8月付款情况表", Some(2020)),
            ("白蒲镇２０１９年付款", Some(2019)),
            ("第12年付款", None),
            ("付款台账", None),
        ] {
            assert_eq!(year(&[title.to_owned()]), expected, "{title}");
        }
    }
}
