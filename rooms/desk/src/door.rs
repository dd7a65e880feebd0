//! What the program may ask or tell this room.

use std::path::Path;

use store::{Copied, Result, Store};
use web::App;

pub use crate::backup::Plan as BackupPlan;
use crate::backup::{self, taking};
use crate::job;

/// Says where and when the site takes backups; before this it takes none. An error tells that nothing can be put there
/// now: each night tries it anew.
pub fn set_backup(plan: BackupPlan) -> std::io::Result<()> {
    let probed = taking::probe(&plan);
    backup::set_plan(plan);
    probed
}

/// Begins the night's backup where it is due; called every minute.
pub async fn nightly(app: &App, county: &str) {
    if let Err(error) = taking::nightly(app, county).await {
        tracing::error!(?error, "the night's backup could not be begun");
    }
}

/// Removes the files that long work made and that have waited long enough; called every minute.
pub async fn sweep_files(app: &App) {
    if let Err(error) = job::pages::file::sweep(app).await {
        tracing::error!(
            ?error,
            "files that have waited long enough could not be removed"
        );
    }
}

/// The tables that a backup leaves out.
pub fn left_out() -> Vec<&'static str> {
    taking::left_out()
}

/// Writes down that a command has taken a backup.
pub async fn backed_up(store: &Store, file: &Path, copied: &Copied) -> Result<()> {
    taking::backed_up(store, file, copied).await
}
