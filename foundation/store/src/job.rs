//! Work that an act leaves behind: written in the act's transaction, so that both land or neither,
//! and taken away in the transaction that does it, so that it is done exactly once.

use values::{Id, Uuid};

use crate::{Result, Tx, args, sql};

/// One piece of work that is still to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: Id<Job>,
    /// What is to be done, `room.work`: `enterprise.town`.
    pub work: String,
    /// The id of what it is about.
    pub subject: String,
    /// Whose act left it behind.
    pub actor: Uuid,
    pub actor_name: String,
}

impl Tx {
    /// Leaves work behind for a room that this one does not know.
    pub async fn leave(&mut self, work: &str, subject: &str, by: (Uuid, &str)) -> Result<()> {
        let id: Id<Job> = Id::fresh(self.moment());
        let text = sql!(
            "INSERT INTO store_job (county, id, work, subject, actor, actor_name) VALUES ($1, $2, $3, $4, $5, $6)"
        );
        let args = args![self.county(), id, work, subject, by.0, by.1];
        self.run(text, args).await.map(drop)
    }

    /// What is still to be done, the oldest first.
    pub async fn jobs(&mut self) -> Result<Vec<Job>> {
        let text = sql!(
            "SELECT id, work, subject, actor, actor_name FROM store_job WHERE county = $1 ORDER BY id LIMIT 500"
        );
        let args = args![self.county()];
        let rows = self.all(text, args).await?;
        rows.iter()
            .map(|row| {
                Ok(Job {
                    id: row.get("id")?,
                    work: row.get("work")?,
                    subject: row.get("subject")?,
                    actor: row.get("actor")?,
                    actor_name: row.get("actor_name")?,
                })
            })
            .collect()
    }

    /// Takes a piece of work away; false where somebody else has done it.
    pub async fn take(&mut self, job: Id<Job>) -> Result<bool> {
        let text = sql!("DELETE FROM store_job WHERE county = $1 AND id = $2");
        let args = args![self.county(), job];
        Ok(self.run(text, args).await? == 1)
    }
}
