//! The names behind the account as a workbook, and the firms that entered the pool in its year.

use axum::extract::{Query, State};
use axum::response::Response;
use enterprise::door::FirmLine;
use web::sheet::{Cell, Column, Named, Type};
use web::{Actor, App, ListQuery, Result, Sheet};

use super::{Pooled, Seen, Term, seen};
use crate::account::{Cause, Change};
use crate::certificate::Certificate;
use crate::sheet::{named, of_firms};

/// What adds and what takes away adds up to the net increase of the firms that are named.
const COLUMNS: [Column; 6] = [
    ("项目", Type::Text, None),
    ("增减", Type::Count, None),
    ("日期", Type::Day, None),
    ("证书编号", Type::Text, None),
    ("台账编号", Type::Text, None),
    ("计入", Type::Text, None),
];

const POOL: [Column; 4] = [
    ("名单公布日", Type::Day, None),
    ("库级", Type::Text, None),
    ("台账编号", Type::Text, None),
    ("计入", Type::Text, None),
];

/// GET /cultivation/account/rows.xlsx
pub async fn workbook(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = seen(&app, &actor, &ListQuery::from_pairs(query)).await?;
    let headed = Named::asked((&app, &actor), "净增账", &of_firms(&COLUMNS), about(&seen));
    let changes = seen.terms.iter().flat_map(of_term);
    let left_out = seen.left_out.iter().map(of_left_out);
    let rows = changes.chain(left_out).collect();
    let name = format!("{}年净增账-{}", seen.year, seen.day);
    Sheet::listed(&app, headed, rows, &name).await
}

fn of_term(term: &Term) -> impl Iterator<Item = Vec<Cell>> {
    let names = term.names.iter();
    names.map(|(change, firm)| of_change(change, firm))
}

fn of_change(change: &Change, firm: &FirmLine) -> Vec<Cell> {
    let sign = if change.cause.adds() { 1 } else { -1 };
    let cells = [
        change.cause.word().into(),
        Cell::Count(sign),
        change.day.into(),
        (&change.number).into(),
        Cell::Nothing,
        "计入".into(),
    ];
    named(firm, cells)
}

fn of_left_out((one, firm, word): &(Certificate, FirmLine, &'static str)) -> Vec<Cell> {
    let cells = [
        "未计入".into(),
        Cell::Nothing,
        Cell::Nothing,
        (&one.number).into(),
        (&one.row).into(),
        (*word).into(),
    ];
    named(firm, cells)
}

/// The sums of the page.
fn about(seen: &Seen) -> Vec<(&'static str, String)> {
    let firms = |count: usize| format!("{count} 家");
    let of_cause = |cause: Cause| (cause.word(), firms(seen.account.count(&cause)));
    let mut about = vec![
        ("年度", seen.year.to_string()),
        ("截至", seen.day.to_string()),
        ("净增", format!("{} 家", seen.account.increase_shown())),
        ("年初有效", firms(seen.account.opening.len())),
    ];
    about.extend(Cause::ALL.map(of_cause));
    about.push(("截至日有效", firms(seen.account.closing.len())));
    about.push(whose(seen));
    about
}

/// Of which firms the lines are.
fn whose(seen: &Seen) -> (&'static str, String) {
    let words = if seen.only_town {
        "本镇区的企业；家数是全市的"
    } else {
        "全部"
    };
    ("列名的企业", words.to_owned())
}

/// GET /cultivation/account/pool/rows.xlsx
pub async fn pool(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = seen(&app, &actor, &ListQuery::from_pairs(query)).await?;
    let about = [
        ("年度", seen.year.to_string()),
        ("截至", seen.day.to_string()),
        ("首次入库并已核实", format!("{} 家", seen.first_pooled())),
        ("条数", seen.pool.len().to_string()),
    ];
    let headed = Named::asked((&app, &actor), "培育入库", &of_firms(&POOL), about);
    let rows = seen.pool.iter().map(of_pooled).collect();
    let name = format!("{}年培育入库-{}", seen.year, seen.day);
    Sheet::listed(&app, headed, rows, &name).await
}

fn of_pooled(one: &Pooled) -> Vec<Cell> {
    let row = &one.row;
    let cells = [
        row.on.into(),
        row.level.into(),
        (&row.row).into(),
        one.word().into(),
    ];
    named(&one.firm, cells)
}
