//! Runs compiled questions. The one place where a text that `sql!` does not know reaches the database.

use ::store::{Arg, Result, Row, Tx};
use measure::sql::{Bind, Statement};

/// The rows of a compiled question; its [`measure::sql::Shape`] says which columns they have.
pub async fn ask(tx: &mut Tx, statement: &Statement) -> Result<Vec<Row>> {
    let binds = statement.binds.iter().map(arg).collect();
    tx.all_compiled(&statement.sql, binds).await
}

fn arg(bind: &Bind) -> Arg {
    match bind {
        Bind::Text(text) => Arg::from(text),
        Bind::Int(number) => Arg::from(*number),
        Bind::Day(day) => Arg::from(*day),
        Bind::Id(id) => Arg::from(*id),
    }
}
