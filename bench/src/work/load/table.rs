//! What is loaded: rows of 20 columns, as wide as the workbook that is checked, in a kind of the county's own.

use std::fmt::Write;

use anyhow::{Context, Result};
use paper::Type;
use paper::sheet::Typed;
use store::Tx;
use values::Day;

use crate::work::workbooks::table::{self, COLUMNS, OPTIONS};

pub const ROWS: u32 = 100_000;
pub const KIND: &str = "wide";
/// 2020-01-01, when all the invented firms are there.
const FIRST_DAY: i32 = 18_262;
/// The column that names the firm.
const CODE: u16 = 6;

/// The fields are the workbook's columns; the code is the row's firm.
fn kind() -> String {
    let mut text = format!(
        "id = \"{KIND}\"\nname = \"宽表\"\nprefix = \"KB\"\nact = \"登记\"\nabout = \"二十栏的表。\"\nunit = \"项\"\nsubject = \"firm\"\n\
         office = \"cooperation\"\nday = \"field13\"\nenter = [\"office\", \"town\"]\nonce = [\"subject\", \"field1\"]\n"
    );
    for column in (0..COLUMNS).filter(|column| *column != CODE) {
        let kind = match table::kind(column) {
            Type::Option => {
                let ids = ["own", "public", "loan", "other"];
                let options = ids.into_iter().zip(OPTIONS).map(|(id, name)| [id, name]);
                format!("\"option\"\noptions = {:?}", options.collect::<Vec<_>>())
            }
            Type::Money => "\"money\"".to_owned(),
            Type::Day => "\"day\"".to_owned(),
            Type::Count => "\"count\"".to_owned(),
            _ => "\"text\"".to_owned(),
        };
        let measured = match column {
            7 => "measured = \"class\"\n",
            9 => "measured = \"amount\"\n",
            17 => "measured = \"quantity\"\n",
            _ => "",
        };
        text += &format!(
            "\n[[field]]\nid = \"field{column}\"\nname = \"{}\"\ntype = {kind}\nrequired = true\n{measured}",
            table::name(column)
        );
    }
    text
}

/// Keeps the kind in a county, as its page does.
pub async fn keep_kind(tx: &mut Tx) -> Result<()> {
    let text = "INSERT INTO ledger_kind (county, kind, version, text, known_from, known_until, actor_name, moment)
        VALUES ($1, $2, 1, $3, $4, 9223372036854775807, '', $5)";
    let values = store::args![tx.county(), KIND, kind(), tx.sequence(), tx.moment()];
    Ok(tx.run_compiled(text, values).await.map(drop)?)
}

/// The table as a file of plain text. Its amounts are in yuan.
pub fn csv(codes: &[&str]) -> Result<String> {
    let mut text = String::new();
    for column in 0..COLUMNS {
        match column {
            CODE => text.push_str("统一社会信用代码"),
            _ => text.push_str(&table::name(column)),
        }
        text.push(if column + 1 < COLUMNS { ',' } else { '\n' });
    }
    for row in 0..ROWS {
        let code = codes.get(row as usize % codes.len().max(1));
        for column in 0..COLUMNS {
            match table::value(row, column) {
                _ if column == CODE => text.push_str(code.context("no firm")?),
                Typed::Text(cell) => text.push_str(&cell),
                Typed::Money(fen) => text.push_str(&fen.plain()),
                // Nothing is counted on a day that has not come.
                Typed::Day(_) => {
                    write!(
                        text,
                        "{}",
                        Day::from_number(FIRST_DAY + i32::try_from(row % 250)?)
                    )?;
                }
                Typed::Count(count) => write!(text, "{count}")?,
                _ => {}
            }
            text.push(if column + 1 < COLUMNS { ',' } else { '\n' });
        }
    }
    Ok(text)
}
