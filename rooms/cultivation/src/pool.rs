//! Entries into the pool of firms to be cultivated (高企培育库), as the ledger holds them. This room keeps none of its own.

use std::sync::Arc;

use ::store::{Result, Tx};
use enterprise::door::Firm;
use ledger::door::{Entry, Standing, Whole};
use values::{Day, Id};
use web::App;

use crate::county;

/// The ledger's kind.
const KIND: &str = "pool_entry";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pooled {
    pub entry: Id<Entry>,
    pub row: String,
    pub firm: Id<Firm>,
    /// The day of the list.
    pub on: Day,
    /// 国家级 to 县级.
    pub level: &'static str,
    pub standing: Standing,
}

/// All that claim to be true, by day.
pub async fn all(app: &App, tx: &mut Tx) -> Result<Arc<Vec<Pooled>>> {
    let all = async |tx: &mut Tx| ledger::door::of_kind(tx, KIND, |row| read(&row)).await;
    county::kept(app, tx, [KIND, "subject", "definition"], all).await
}

fn read(row: &Whole) -> Option<Pooled> {
    if !row.state.claims() || !row.holds() {
        return None;
    }
    Some(Pooled {
        entry: row.entry,
        row: row.number.clone(),
        firm: row.subject?,
        on: row.effective,
        level: level_word(row.fields.get("level").map_or("", String::as_str)),
        standing: row.standing,
    })
}

fn level_word(level: &str) -> &'static str {
    match level {
        "nation" => "国家级",
        "province" => "省级",
        "city" => "市级",
        "county" => "县级",
        _ => "—",
    }
}
