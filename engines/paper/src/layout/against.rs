//! What speaks against a whole row, so that none of its amounts is taken.

use super::record::Filled;
use super::{Understood, name};
use crate::book::{Row, Value};
use crate::text;
use crate::value::{Manner, Reason, Sort};
use crate::wanted::{Type, Wanted};

/// A sentence about a row, and under which heading it stands.
pub struct Against {
    sort: Sort,
    why: String,
}

/// The column 币种, where it is no field.
pub fn currency(table: &Understood) -> Option<u32> {
    let is_currency = |heading: &str| {
        let name = name::normal(heading);
        matches!(
            name.as_str(),
            "币种" | "币别" | "货币" | "货币种类" | "货币名称" | "结算币种"
        )
    };
    let mut columns = table.columns.iter();
    let found = columns.find(|one| is_currency(&one.heading));
    found.map(|column| column.number)
}

/// What speaks against a row.
pub fn of(table: &Understood, row: &Row) -> Option<Against> {
    surplus(table, row)
        .or_else(|| foreign(table, row))
        .or_else(|| said(table))
}

/// What a line above, below or beside the table says of all its amounts.
fn said(table: &Understood) -> Option<Against> {
    (!table.foreign.is_empty()).then(|| Against {
        sort: Sort::Currency,
        why: format!(
            "表里写着“{}”，只能导入人民币金额",
            text::short(&table.foreign)
        ),
    })
}

fn surplus(table: &Understood, row: &Row) -> Option<Against> {
    let last = row.cells.last()?.at.column;
    let width = table.width.filter(|width| last > *width)?;
    let more = last - width;
    Some(Against {
        sort: Sort::Surplus,
        why: format!("这一行的格子比表头多 {more} 格（金额里的千分位逗号要加引号）"),
    })
}

fn foreign(table: &Understood, row: &Row) -> Option<Against> {
    let cell = row.cell(table.currency?)?;
    let Value::Text(said) = &cell.value else {
        return None;
    };
    let folded = text::folded(said);
    let ours = [
        "人民币",
        "人民币元",
        "cny",
        "rmb",
        "元",
        "¥",
        "本币",
        "-",
        "/",
        "",
    ];
    let is_ours = ours.contains(&folded.as_str()) || folded.starts_with("人民币(");
    (!is_ours).then(|| Against {
        sort: Sort::Currency,
        why: format!("币种是“{}”，只能导入人民币金额", text::tidy(said)),
    })
}

impl Against {
    /// Takes the row's amounts away, but where their own heading says yuan; of a row without any the first field, since one of them may be cut.
    pub fn tell(self, fields: &mut [Filled], wanted: &[Wanted], manner: &Manner) {
        let is_money = |one: &Filled| wanted[one.field].kind == Type::Money;
        let has_amounts = fields.iter().any(is_money);
        let first = usize::from(!has_amounts && self.sort == Sort::Surplus);
        let (none, amounts): (Vec<_>, Vec<_>) = fields.iter_mut().partition(|one| !is_money(one));
        for filled in amounts.into_iter().chain(none.into_iter().take(first)) {
            let one = &wanted[filled.field];
            let reason = Reason::new(self.sort, &filled.given, one, manner.year);
            filled.reading = Err(reason.because(self.why.clone()));
        }
    }
}
