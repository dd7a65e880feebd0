//! Why a page takes its time: every statement of a cold asking and of the next one, with how long it took.

use anyhow::Result;

use crate::ground::{Ground, rooms};
use crate::site::Site;
use crate::visitor::Visitor;

/// Asks once unheard, so that connections are open and texts prepared, then again, cold and warm, and tells.
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
    let site = Site::new(&visitor.store, rooms(), &visitor.cookie);
    for asked in ["cold", "warm"] {
        let page = site.get(path).await?;
        let (place, millis) = (ground.place.name(), page.millis());
        eprintln!("{place}: {path} {asked} in {millis:.1} ms");
    }
    visitor.store.close().await;
    Ok(())
}
