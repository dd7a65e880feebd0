//! Two versions side by side.

use measure::kind::Kind;

use crate::row::{Row, shown};
use crate::voucher::Kept;

/// One line of a comparison. What is the same is only counted, except the counting day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub name: String,
    pub left: String,
    pub right: String,
    pub same: bool,
}

/// Two versions and what differs.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub left: i64,
    pub right: i64,
    /// 第 2 版 · 9月16日 15:05
    pub left_name: String,
    pub right_name: String,
    pub lines: Vec<Difference>,
    pub same: usize,
}

fn named(row: &Row) -> String {
    format!("第 {} 版 · {}", row.version, row.moment.spoken())
}

/// Compares two versions of one row. `towns` names the town of each.
pub fn compare(
    kind: &Kind,
    left: &Row,
    right: &Row,
    vouchers: &[Kept],
    towns: (&str, &str),
    subjects: (&str, &str),
) -> Comparison {
    let mut lines = vec![
        line("企业", subjects.0.to_owned(), subjects.1.to_owned()),
        line("镇区", towns.0.to_owned(), towns.1.to_owned()),
    ];
    for field in &kind.fields {
        let value = |row: &Row| {
            row.content
                .fields
                .get(&field.id)
                .map(|value| shown::exact(field, value))
                .unwrap_or_default()
        };
        lines.push(line(&field.name, value(left), value(right)));
    }
    for voucher in &kind.vouchers {
        let titles = |row: &Row| {
            let there = vouchers
                .iter()
                .filter(|kept| kept.proof.voucher == voucher.id && kept.stands_in(row.version));
            there.map(Kept::title).collect::<Vec<_>>().join("、")
        };
        lines.push(line(&voucher.name, titles(left), titles(right)));
    }
    lines.push(line("理由", left.reason.clone(), right.reason.clone()));
    lines.push(line(
        "状态",
        left.state.word().to_owned(),
        right.state.word().to_owned(),
    ));
    lines.push(line(
        "是否计入",
        left.standing.word().to_owned(),
        right.standing.word().to_owned(),
    ));
    let told = lines
        .iter()
        .filter(|line| !(line.left.is_empty() && line.right.is_empty()));
    let same = told.clone().filter(|line| line.same).count();
    let lines = told.filter(|line| !line.same).cloned().collect();
    Comparison {
        left: left.version,
        right: right.version,
        left_name: named(left),
        right_name: named(right),
        lines,
        same,
    }
}

fn line(name: &str, left: String, right: String) -> Difference {
    Difference {
        name: name.to_owned(),
        same: left == right,
        left,
        right,
    }
}
