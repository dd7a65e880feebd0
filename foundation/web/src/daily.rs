use store::Tx;
use values::Day;

use crate::{App, Future, Result};

/// What a room does once a day: the first look after midnight of the county's clock, or later where no process ran.
/// It is given the day on which it last ran (None: never) and runs in an act of its own, `tx.moment().day()` is today;
/// the act also writes down that the day is done, so that among several processes it happens once. What takes long
/// belongs into a job: `tx.queue(…)`.
pub type Daily = for<'a> fn(&'a mut Tx, Option<Day>) -> Future<'a, Result<()>>;

impl App {
    /// Does what is due today in a county. Called every minute; a room whose act fails is asked again the next time and
    /// does not hold up the others.
    pub async fn daily(&self, county: &str) {
        for room in self.rooms() {
            if let Some(daily) = room.daily
                && let Err(error) = self.once_today(county, room.name, daily).await
            {
                tracing::error!(room = room.name, ?error, "the daily work failed");
            }
        }
    }

    async fn once_today(&self, county: &str, room: &str, daily: Daily) -> Result<()> {
        let name = format!("daily.{room}");
        let is_done = |last: Option<&Day>, today: Day| last.is_some_and(|last| *last >= today);
        let last = last_run(&mut self.store().read(county).await?, &name).await?;
        if is_done(last.as_ref(), self.today()) {
            return Ok(());
        }
        let mut tx = self.store().write(county).await?;
        let today = tx.moment().day();
        let last = last_run(&mut tx, &name).await?;
        if is_done(last.as_ref(), today) {
            return Ok(());
        }
        daily(&mut tx, last).await?;
        tx.set_setting(&name, &today.to_string()).await?;
        Ok(tx.commit().await?)
    }
}

async fn last_run(tx: &mut Tx, name: &str) -> Result<Option<Day>> {
    Ok(tx.setting(name).await?.and_then(|day| Day::parse_iso(&day)))
}
