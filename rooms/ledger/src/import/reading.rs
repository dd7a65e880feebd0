//! The workbook itself: understood once, then read row by row on a thread for long work.

use std::fs::File;
use std::io::BufReader;

use paper::layout::{Mapping, Record, Understood, understand};
use paper::value::Manner;
use paper::{Book, Unit, Unreadable, Wanted};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::spawn_blocking;
use values::Day;

use super::Read;

/// Rows that are looked up together.
pub const BATCH: usize = 500;
/// Batches that wait for the database.
const AHEAD: usize = 4;

/// Reads what a file is; the sheet that fits best unless one is named.
pub async fn read(
    file: File,
    sheet: Option<String>,
    wanted: Vec<Wanted>,
    mapping: Option<Mapping>,
    today: Day,
) -> Result<Read, Unreadable> {
    let work = move || {
        let mut book = Book::open(BufReader::new(file))?;
        let sheet = match sheet {
            Some(sheet) => sheet,
            None => paper::layout::proposed_sheet(&mut book, &wanted)?,
        };
        let mut table = understand(&mut book, &sheet, &wanted, mapping.as_ref())?;
        once(&mut table);
        if table.rows == 0 {
            return Err(Unreadable::Empty);
        }
        Ok(Read {
            sheets: book.sheets().iter().map(|one| one.name.clone()).collect(),
            is_list: book.is_csv(),
            year: year(&table.titles).unwrap_or(today.year()),
            table,
        })
    };
    spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(fell_over()))
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

/// The records of an understood table, some at a time, from the top. The last one may be the reason why no more come.
pub fn records(
    file: File,
    read: &Read,
    wanted: Vec<Wanted>,
) -> Receiver<Result<Vec<Record>, Unreadable>> {
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

fn send(
    file: File,
    read: &Read,
    wanted: &[Wanted],
    to: &Sender<Result<Vec<Record>, Unreadable>>,
) -> Result<(), Unreadable> {
    let mut book = Book::open(BufReader::new(file))?;
    let manner = Manner {
        year: Some(read.year),
        unit: Unit::Yuan,
        from_1904: book.counts_from_1904(),
    };
    let table = &read.table;
    let mut some = Vec::with_capacity(BATCH);
    for row in book.rows(&table.sheet)? {
        let row = row?;
        if row.number <= table.header_row || table.left_out(&row).is_some() {
            continue;
        }
        some.push(table.record(&row, wanted, &manner));
        if some.len() == BATCH && to.blocking_send(Ok(std::mem::take(&mut some))).is_err() {
            return Ok(());
        }
    }
    if !some.is_empty() {
        let _ = to.blocking_send(Ok(some));
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
