//! What the stores of this room say alike: a line is never overwritten, the version held is closed and a new one added;
//! and a text that asks one county is asked and read.

use ::store::{Arg, Result, Row, Tx, args};

/// Closes the version held of a line, before the next one is added: `close!(tx, "cultivation_task", "id = $3", one.id)`.
/// The condition's values begin at `$3`.
macro_rules! close {
    ($tx:expr, $table:literal, $which:literal, $($value:expr),+) => {{
        let text = ::store::sql!(concat!(
            "UPDATE ",
            $table,
            " SET known_until = $2 WHERE county = $1 AND known_until = 9223372036854775807 AND ",
            $which
        ));
        let (county, now) = ($tx.county().to_owned(), $tx.sequence());
        $tx.run(text, ::store::args![county, now, $($value),+]).await?
    }};
}
pub(crate) use close;

/// The lines of a text whose `$1` is the county.
pub async fn lines<T>(
    tx: &mut Tx,
    text: &'static str,
    more: Vec<Arg>,
    read: impl Fn(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    let mut values = args![tx.county()];
    values.extend(more);
    tx.all(text, values).await?.iter().map(read).collect()
}

/// The only line of such a text.
pub async fn line<T>(
    tx: &mut Tx,
    text: &'static str,
    more: Vec<Arg>,
    read: impl Fn(&Row) -> Result<T>,
) -> Result<Option<T>> {
    Ok(lines(tx, text, more, read).await?.pop())
}
