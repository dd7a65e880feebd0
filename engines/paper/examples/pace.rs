//! Time and memory of a large table: `cargo run --release -p paper --example pace -- [ROWS]` writes one, reads it, understands
//! it and marks it, then reads one as other programs write it; each in a process of its own so that the memory is that of the one act.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::process::Command;
use std::time::Instant;

use paper::layout::understand;
use paper::marked::{Mark, mark};
use paper::sheet::{Export, Heading, Typed};
use paper::value::Manner;
use paper::{Address, Book, Type, Unit, Wanted};
use values::{Day, Fen};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const COLUMNS: u32 = 20;

fn main() -> Outcome {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.as_slice() {
        [act, path, rows] => act_of(act, path, rows.parse()?),
        _ => {
            let rows = words.first().map_or("100000", String::as_str);
            let folder = std::env::temp_dir().join("kedu-pace");
            std::fs::create_dir_all(&folder)?;
            let path = folder.join("table.xlsx");
            for act in ["write", "read", "understand", "mark", "other", "read"] {
                let own = std::env::current_exe()?;
                Command::new(own).arg(act).arg(&path).arg(rows).status()?;
            }
            Ok(std::fs::remove_dir_all(&folder)?)
        }
    }
}

fn act_of(act: &str, path: &str, rows: u32) -> Outcome {
    let begun = Instant::now();
    let count = match act {
        "write" => write(path, rows)?,
        "read" => read(path)?,
        "other" => shared(path, rows)?,
        "understand" => records(path)?,
        _ => marks(path, rows)?,
    };
    println!(
        "{act:<10} {count:>9} {:>6.2} s  {:>4} MB",
        begun.elapsed().as_secs_f64(),
        peak() / 1024
    );
    Ok(())
}

/// The largest memory so far, in KB, as the kernel counts it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
    number.unwrap_or(0)
}

fn kind(column: u32) -> Type {
    match column % 5 {
        0 | 1 => Type::Text,
        2 => Type::Money,
        3 => Type::Day,
        _ => Type::Count,
    }
}

fn write(path: &str, rows: u32) -> Result<u32, Box<dyn std::error::Error>> {
    let headings: Vec<Heading> = (0..COLUMNS)
        .map(|column| Heading {
            name: format!("栏目{column}"),
            kind: kind(column),
            unit: None,
        })
        .collect();
    let mut list = Export::begin("台账", &headings, &[])?;
    for row in 0..rows {
        let value = |column| match kind(column) {
            Type::Money => Typed::Money(Fen(i64::from(row * 37 + column))),
            Type::Day => Typed::Day(Day::from_number(
                18_000 + i32::try_from(row % 365).unwrap_or(0),
            )),
            Type::Count => Typed::Count(i64::from(row + column)),
            _ => Typed::Text(format!("江苏某某科技有限公司{row}-{column}")),
        };
        list.row(&(0..COLUMNS).map(value).collect::<Vec<_>>())?;
    }
    Ok(list.finish(BufWriter::new(File::create(path)?))?)
}

/// As spreadsheets write it: texts in one table that the cells point at, each of them another.
fn shared(path: &str, rows: u32) -> Result<u32, Box<dyn std::error::Error>> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet_with_low_memory()?;
    page.set_name("台账")?;
    for row in 0..rows {
        for column in 0..u16::try_from(COLUMNS)? {
            match kind(column.into()) {
                Type::Text => page.write(row, column, format!("江苏某某公司{row}-{column}"))?,
                _ => page.write(row, column, row)?,
            };
        }
    }
    book.save(path)?;
    Ok(rows)
}

fn open(path: &str) -> Result<Book<BufReader<File>>, Box<dyn std::error::Error>> {
    Ok(Book::open(BufReader::new(File::open(path)?))?)
}

fn read(path: &str) -> Result<u32, Box<dyn std::error::Error>> {
    let mut book = open(path)?;
    let mut cells = 0;
    for row in book.rows("台账")? {
        cells += u32::try_from(row?.cells.len())?;
    }
    Ok(cells)
}

fn records(path: &str) -> Result<u32, Box<dyn std::error::Error>> {
    let wanted: Vec<Wanted> = (0..COLUMNS)
        .map(|column| Wanted {
            id: format!("f{column}"),
            name: format!("栏目{column}"),
            kind: kind(column),
            ..Wanted::default()
        })
        .collect();
    let manner = Manner {
        year: Some(2020),
        unit: Unit::Yuan,
        from_1904: false,
    };
    let mut book = open(path)?;
    let table = understand(&mut book, "台账", &wanted, None)?;
    let mut good = 0;
    for row in book.rows("台账")? {
        let row = row?;
        if row.number > table.header_row && table.left_out(&row).is_none() {
            let record = table.record(&row, &wanted, &manner);
            good += u32::from(record.fields.iter().all(|one| one.reading.is_ok()));
        }
    }
    Ok(good)
}

fn marks(path: &str, rows: u32) -> Result<u32, Box<dyn std::error::Error>> {
    let marks: Vec<Mark> = (0..1_000)
        .map(|number| Mark {
            sheet: "台账".to_owned(),
            at: Address::new(2 + number * (rows / 1_000), 1 + number % COLUMNS),
            message: "不是一个日子".to_owned(),
        })
        .collect();
    let out = File::create(format!("{path}.marked.xlsx"))?;
    mark(
        BufReader::new(File::open(path)?),
        &marks,
        BufWriter::new(out),
    )?;
    Ok(u32::try_from(marks.len())?)
}
