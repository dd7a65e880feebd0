//! What a table's own totals say against the sum of what was read of it.

use serde::{Deserialize, Serialize};
use values::{Fen, grouped};

use crate::layout::{Record, Understood};
use crate::value::Reading;
use crate::{Address, Type, Unit, Wanted};

/// What came of comparing the totals of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// How many cells say what the rows come to.
    pub right: u32,
    /// Those that say something else, the first of them.
    pub off: Vec<Off>,
}

/// A total that is not what its rows come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Off {
    /// The name of the sheet; empty where only one is read.
    pub sheet: String,
    pub at: Address,
    /// 合计
    pub label: String,
    /// The heading of the column.
    pub heading: String,
    pub said: String,
    pub summed: String,
    /// 万元; empty for what has none.
    pub unit: String,
}

impl Off {
    /// 第 9 行“合计”：“金额”写的是 128 万元，读出的各行相加是 125.5 万元
    pub fn told(&self) -> String {
        let sheet = match self.sheet.as_str() {
            "" => String::new(),
            name => format!("“{name}”"),
        };
        let unit = match self.unit.as_str() {
            "" => String::new(),
            unit => format!(" {unit}"),
        };
        format!(
            "{sheet}第 {} 行“{}”：“{}”写的是 {}{unit}，读出的各行相加是 {}{unit}",
            self.at.row, self.label, self.heading, self.said, self.summed
        )
    }
}

/// The most totals that are told, and the most rows of totals of a sheet that are compared.
const TOLD: usize = 20;
const COMPARED: usize = 500;

/// The totals of one sheet on the way through it.
pub struct Summing<'a> {
    table: &'a Understood,
    wanted: &'a [Wanted],
    columns: Vec<Column>,
}

/// The sum of a column so far, and what each row of totals says of it there.
struct Column {
    /// Its place among the fields asked for.
    field: usize,
    sum: i128,
    /// Every cell could be read.
    whole: bool,
    said: Vec<Said>,
}

struct Said {
    at: Address,
    label: String,
    given: String,
    value: i128,
    /// The sum of all rows above.
    above: i128,
}

impl<'a> Summing<'a> {
    pub fn new(table: &'a Understood, wanted: &'a [Wanted]) -> Self {
        let sums = |one: &Wanted| matches!(one.kind, Type::Money | Type::Count);
        let columns = table.places(wanted).into_iter();
        let columns = columns.filter(|(field, _)| sums(&wanted[*field]));
        let columns = columns.map(|(field, _)| Column {
            field,
            sum: 0,
            whole: true,
            said: Vec::new(),
        });
        Summing {
            table,
            wanted,
            columns: columns.collect(),
        }
    }

    pub fn add(&mut self, record: &Record) {
        for column in &mut self.columns {
            let field = record.fields.iter().find(|one| one.field == column.field);
            let value = field.and_then(|one| number(&one.reading, self.wanted[one.field].kind));
            match value {
                Some(value) => column.sum += value,
                None => column.whole = false,
            }
        }
    }

    /// A row of totals, read as a record would be. A mean is none, nor what has run up since some other day.
    pub fn total(&mut self, label: &str, row: &Record) {
        if label.contains('均') || label.contains("累计") {
            return;
        }
        for column in &mut self.columns {
            let field = row.fields.iter().find(|one| one.field == column.field);
            let Some(field) = field.filter(|one| !one.given.is_empty()) else {
                continue;
            };
            let value = number(&field.reading, self.wanted[field.field].kind);
            if let Some(value) = value.filter(|_| column.said.len() < COMPARED) {
                column.said.push(Said {
                    at: field.at,
                    label: label.to_owned(),
                    given: field.given.clone(),
                    value,
                    above: column.sum,
                });
            }
        }
    }

    /// Compares them, now that all rows are known.
    pub fn tell(self, sheet: &str, totals: &mut Totals) {
        for column in self.columns.iter().filter(|column| column.whole) {
            let money = self.wanted[column.field].kind == Type::Money;
            let id = &self.wanted[column.field].id;
            let held = self.table.columns.iter();
            let held = held.filter(|one| one.field.as_ref() == Some(id));
            let (heading, unit) = held.map(|one| (&one.heading, one.unit)).next().unzip();
            let unit = unit.flatten().unwrap_or(Unit::Yuan);
            for (place, said) in column.said.iter().enumerate() {
                let slack = if money {
                    rounding(&said.given, unit)
                } else {
                    0
                };
                if column
                    .spans(place)
                    .any(|sum| (sum - said.value).abs() <= slack)
                {
                    totals.right += 1;
                } else if totals.off.len() < TOLD {
                    let shown = |value| match money {
                        true => in_unit(value, unit),
                        false => grouped(value),
                    };
                    totals.off.push(Off {
                        sheet: sheet.to_owned(),
                        at: said.at,
                        label: said.label.clone(),
                        heading: heading.cloned().unwrap_or_default(),
                        said: shown(said.value),
                        summed: shown(column.likeliest(place)),
                        unit: if money {
                            unit.word().to_owned()
                        } else {
                            String::new()
                        },
                    });
                }
            }
        }
    }
}

impl Column {
    /// What a row of totals may sum up: the rows from any total above it, or from the top, and those to any total below it,
    /// or to the end. Which of them is meant differs from table to table: 小计 under its rows, 合计 above all.
    fn spans(&self, place: usize) -> impl Iterator<Item = i128> {
        let here = self.said[place].above;
        let before = self.said[..place].iter().map(move |one| here - one.above);
        let after = self.said[place + 1..]
            .iter()
            .map(move |one| one.above - here);
        before.chain(after).chain([here, self.sum - here])
    }

    /// The rows above since the last total; of the first row of a table all that follow.
    fn likeliest(&self, place: usize) -> i128 {
        let one = &self.said[place];
        let is_part = one.label.contains("小计");
        match (one.above, self.said[..place].last()) {
            (0, _) => self.sum,
            (above, Some(last)) if is_part => above - last.above,
            (above, _) => above,
        }
    }
}

/// Fen of an amount, or the count; nothing written is 0.
fn number<E>(reading: &Result<Reading, E>, kind: Type) -> Option<i128> {
    let text = &reading.as_ref().ok()?.text;
    match kind {
        _ if text.is_empty() => Some(0),
        Type::Money => Fen::parse(text, 100).ok().map(|fen| i128::from(fen.0)),
        _ => text.parse().ok(),
    }
}

/// By how many fen a total may differ because it was rounded as it was written: less than one of its last place.
fn rounding(given: &str, unit: Unit) -> i128 {
    let fen = i128::from(unit.fen().unwrap_or(100));
    let behind = given.split_once('.').map_or(0, |(_, behind)| {
        behind.chars().take_while(char::is_ascii_digit).count()
    });
    let places = u32::try_from(behind.min(12)).unwrap_or(0);
    (fen / 10i128.pow(places) - 1).max(0)
}

/// Fen as an amount in a unit, exact: 125.5
fn in_unit(fen: i128, unit: Unit) -> String {
    let one = i128::from(unit.fen().unwrap_or(100));
    let sign = if fen < 0 { "−" } else { "" };
    let (whole, rest) = (fen.abs() / one, fen.abs() % one);
    let places = one.ilog10() as usize;
    let behind = format!("{rest:0places$}");
    match behind.trim_end_matches('0') {
        "" => format!("{sign}{}", grouped(whole)),
        behind => format!("{sign}{}.{behind}", grouped(whole)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{Seek, Write};

    use super::*;
    use crate::intake::{Choice, read};

    fn wanted(id: &str, name: &str, kind: Type) -> Wanted {
        Wanted {
            id: id.to_owned(),
            name: name.to_owned(),
            synonyms: Vec::new(),
            kind,
            unit: String::new(),
            options: Vec::new(),
            required: true,
            whom: id == "firm",
            ..Wanted::default()
        }
    }

    fn totals(rows: &str) -> (u32, Vec<String>) {
        let mut file = tempfile::tempfile().unwrap();
        write!(file, "企业名称,金额（万元）,项目数\n{rows}").unwrap();
        file.rewind().unwrap();
        let wanted = [
            wanted("firm", "企业名称", Type::Text),
            wanted("amount", "金额", Type::Money),
            wanted("projects", "项目数", Type::Count),
        ];
        let again = file.try_clone().unwrap();
        let read = read(file, Choice::default(), &wanted, None, 2020).unwrap();
        let mut again = again;
        again.rewind().unwrap();
        let totals = read.records(again, &wanted, |_, _| true).unwrap();
        (totals.right, totals.off.iter().map(Off::told).collect())
    }

    #[test]
    fn totals_that_fit_are_counted() {
        for (rows, right) in [
            ("甲,10.5,1\n乙,20,2\n合计,30.5,3\n", 2),
            // Above its rows, and empty in a column.
            ("合计,30.5,\n甲,10.5,1\n乙,20,2\n", 1),
            // Parts and the whole.
            (
                "甲,10,1\n小计,10,1\n乙,20,2\n丙,5,1\n小计,25,3\n合计,35,4\n",
                6,
            ),
            // Parts above their rows, under the whole.
            (
                "合计,35,4\n小计,10,1\n甲,10,1\n小计,25,3\n乙,20,2\n丙,5,1\n",
                6,
            ),
            // Rounded as it was written.
            ("甲,10.1234,1\n乙,20.2345,2\n合计,30.36,3\n", 2),
            // No sums.
            ("甲,10,1\n乙,20,2\n平均,15,1.5\n", 0),
            ("甲,10,1\n乙,20,2\n累计,500,90\n", 0),
            ("甲,10,1\n乙,20,2\n", 0),
            // What cannot be read has no sum.
            ("甲,10,1\n乙,不详,2\n合计,99,3\n", 1),
        ] {
            assert_eq!(totals(rows), (right, Vec::new()), "{rows}");
        }
    }

    #[test]
    fn totals_that_do_not_fit_are_told_with_their_cell_and_unit() {
        let told = totals("甲,10.5,1\n乙,20,2\n合计,128,3\n");
        let off = "第 4 行“合计”：“金额（万元）”写的是 128 万元，读出的各行相加是 30.5 万元";
        assert_eq!(told, (1, vec![off.to_owned()]));
        let told = totals("合计,1000,9\n甲,10,1\n乙,20,2\n");
        let off = [
            "第 2 行“合计”：“金额（万元）”写的是 1,000 万元，读出的各行相加是 30 万元",
            "第 2 行“合计”：“项目数”写的是 9，读出的各行相加是 3",
        ];
        assert_eq!(told, (0, off.map(str::to_owned).to_vec()));
    }
}
