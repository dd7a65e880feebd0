//! A workbook that is made as long work, and waits for whoever asked.

use store::LongJob;
use values::grouped;

use super::Sheet;
use crate::{App, Error, FILE_WAITS, Outcome, Progress, Result};

/// A workbook with all its rows.
pub struct Made {
    pub sheet: Sheet,
    /// `付款-2020-09-18`
    pub name: String,
    /// The list that it was made of.
    pub path: String,
    /// Of which rows it is, in the words of the work.
    pub scope: String,
}

/// Waits for a workbook, lets it wait for whoever asked, and ends the job.
pub async fn make(
    app: &App,
    job: &LongJob,
    progress: &Progress,
    making: impl Future<Output = Result<Made>>,
) -> Result<Outcome> {
    let whole = async {
        let Made {
            sheet,
            name,
            path,
            scope,
        } = making.await?;
        let rows = sheet.added;
        let (file, temporary) = sheet.whole().await?;
        let outcome = Outcome::Made {
            text: format!(
                "“{name}.xlsx”已经做好，共 {} {}，保留 {FILE_WAITS} 天。",
                grouped(rows.into()),
                job.unit
            ),
            path,
            file: name,
            scope,
        };
        Ok::<_, Error>((file, temporary, outcome))
    };
    let Some(whole) = progress.watch(whole).await? else {
        return Ok(Outcome::Stopped);
    };
    let (file, temporary, outcome) = whole?;
    let (files, id) = (app.store().files().clone(), job.id);
    let put = tokio::task::spawn_blocking(move || files.let_wait(&file, temporary, id)).await;
    put.map_err(|error| Error::Fault(error.to_string()))?
        .map_err(super::unwritten)?;
    let mut tx = app.note(&job.county).await?;
    if !progress.land(&mut tx, &outcome).await? {
        return Ok(Outcome::Stopped);
    }
    tx.commit().await?;
    Ok(outcome)
}
