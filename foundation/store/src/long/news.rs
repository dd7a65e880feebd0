//! That long work has ended, told once to whoever asked.

use values::{Id, Uuid};

use super::{LongJob, LongState};
use crate::{Result, Store, Tx, args, sql};

/// What somebody asked for and has not been told the end of; the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongNews {
    pub job: Id<LongJob>,
    pub title: String,
    pub state: LongState,
    pub result: String,
}

impl Store {
    /// One statement of its own, because it may run on every page.
    pub async fn long_news(&self, county: &str, actor: Uuid) -> Result<Vec<LongNews>> {
        let text = sql!(
            "SELECT id, title, state, result FROM store_long_job
             WHERE county = $1 AND actor = $2 AND told = 0 ORDER BY id DESC LIMIT 20"
        );
        let rows = self.all(text, args![county, actor]).await?;
        let news = |row: &crate::Row| {
            Ok(LongNews {
                job: row.get("id")?,
                title: row.get("title")?,
                state: LongState::from_code(&row.get::<String>("state")?),
                result: row.get("result")?,
            })
        };
        rows.iter().map(news).collect()
    }
}

impl Tx {
    /// The person has been told that it ended.
    pub async fn told_long(&mut self, id: Id<LongJob>) -> Result<()> {
        let text = sql!(
            "UPDATE store_long_job SET told = 1 WHERE county = $1 AND id = $2 AND state IN ('done', 'failed', 'stopped')"
        );
        let args = args![self.county(), id];
        self.run(text, args).await.map(drop)
    }
}
