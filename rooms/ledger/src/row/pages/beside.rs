//! The rows before and after one in the list it was opened from.

use ::store::Tx;
use measure::kind::Kind;
use values::{Day, Id};
use web::{Actor, ListQuery, Result};

use super::list::asked_of;
use crate::row::{Entry, Row, store};

/// Where a row stands in a list; all of it is in the row's address.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The list with its filters and its order.
    pub list: String,
    /// This row's address with its place in the list.
    pub here: String,
    pub previous: Option<(String, String)>,
    pub next: Option<(String, String)>,
}

/// `/ledger/rows/{id}?at=17&list=…`: a row opened from the place `at` (from 0) of a list.
pub fn path(row: &Row, list: &str, at: i64) -> String {
    let pairs = [("at", at.to_string()), ("list", list.to_owned())];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value));
    format!("{}{}", row.path(), ListQuery::from_pairs(pairs).address())
}

impl Beside {
    /// Nothing for a row that was not opened from a list.
    pub async fn of(
        tx: &mut Tx,
        actor: &Actor,
        kind: &Kind,
        entry: Id<Entry>,
        (query, today): (&ListQuery, Day),
    ) -> Result<Option<Self>> {
        let Ok(at) = query.get("at").parse::<i64>() else {
            return Ok(None);
        };
        let at = at.clamp(0, 10_000_000);
        let text = query.get("list");
        let list = ListQuery::from_text(text);
        let asked = asked_of(tx, &list, kind, actor, today).await?;
        let first = (at - 1).max(0);
        let rows = store::list::page(tx, &asked.wanted, asked.order, first, 3).await?;
        let link = |place: i64| {
            let row = rows.get(usize::try_from(place).ok()?)?;
            Some((row.number.clone(), path(row, text, first + place)))
        };
        let found = rows.iter().position(|row| row.entry == entry);
        let found = found.and_then(|place| i64::try_from(place).ok());
        // A row that has left the list (it was verified, say) has given its place to the next one.
        let place = found.unwrap_or(at - first);
        let next = if found.is_some() { place + 1 } else { place };
        let listed = match ListQuery::from_text(text).address().as_str() {
            "?" => String::new(),
            address => address.to_owned(),
        };
        Ok(Some(Beside {
            list: format!("/ledger/{}{listed}", kind.id),
            here: format!("/ledger/rows/{entry}{}", query.address()),
            previous: link(place - 1),
            next: link(next),
        }))
    }
}
