//! What a search finds among the firms.

use store::Tx;
use web::{Actor, Found, FoundGroup, Future, Result};

use crate::door;

const AT_MOST: i64 = 5;

/// By name, former name, code or pinyin initials; staff of a town find those of their own.
pub fn finds<'a>(
    tx: &'a mut Tx,
    actor: &'a Actor,
    typed: &'a str,
) -> Future<'a, Result<Vec<Found>>> {
    Box::pin(async move {
        let firms = door::search(tx, typed, actor.sees_only_town(), AT_MOST).await?;
        let found = firms.into_iter().map(|firm| Found {
            group: FoundGroup::Firms,
            icon: "firm",
            path: format!("/firms/{}", firm.code),
            title: firm.name,
            note: firm.town_name,
        });
        Ok(found.collect())
    })
}
