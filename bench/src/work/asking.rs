//! Why a page takes its time: every statement of one cold asking with how long it took.

use anyhow::Result;

use crate::ground::{Ground, rooms};
use crate::site::Site;
use crate::visitor::Visitor;

/// Asks once unheard, so that connections are open and texts prepared, then again and tells.
pub async fn tell(ground: &Ground, path: &str) -> Result<()> {
    let visitor = Visitor::to(&ground.place).await?;
    for _ in 0..3 {
        Site::new(&visitor.store, rooms(), &visitor.cookie)
            .get(path)
            .await?;
    }
    // For all threads: SQLite's statements are run by threads of their own.
    tracing_subscriber::fmt()
        .json()
        .with_env_filter("statement=debug")
        .with_writer(std::io::stderr)
        .init();
    let page = Site::new(&visitor.store, rooms(), &visitor.cookie)
        .get(path)
        .await?;
    visitor.store.close().await;
    eprintln!("{}: {path} in {:.1} ms", ground.place.name(), page.millis());
    Ok(())
}
