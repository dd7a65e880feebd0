//! A backup of all rows and their vouchers, taken by the program while twenty people write: how long the longest of their
//! writes takes, from the asking to the commit.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

use crate::cluster::Cluster;
use crate::ground::{Ground, Place};
use crate::measured::{Measured, Must, Rounds};
use crate::visitor::Visitor;
use crate::work::acts::Acts;

const PEOPLE: u64 = 20;
/// Two gigabytes of vouchers on a million rows.
const BYTES_A_ROW: u64 = 2147;
/// A photographed page.
const VOUCHER: usize = 400 * 1024;

pub async fn measure(
    ground: &Ground,
    program: &Path,
    cluster: Option<&Cluster>,
) -> Result<Vec<Measured>> {
    let scratch = ground.copy(cluster).await?;
    let files = scratch.place.folder.join("files");
    let kept = vouchers(&files, ground.rows * BYTES_A_ROW / VOUCHER as u64)?;
    let visitor = Arc::new(Visitor::to(&scratch.place).await?);
    let stop = Arc::new(AtomicBool::new(false));
    let mut people = JoinSet::new();
    for person in 0..PEOPLE {
        let acts = Acts::of(&visitor, person * 1_000_000).await?;
        people.spawn(write(acts, Arc::clone(&stop)));
    }
    let taken = taken(&scratch.place, program).await;
    stop.store(true, Ordering::Relaxed);
    let mut waits = Rounds::default();
    while let Some(writes) = people.join_next().await {
        for wait in writes?? {
            waits.push(wait.as_secs_f64());
        }
    }
    visitor.store.close().await;
    let seconds = taken?;
    ensure!(waits.len() > 0, "nobody wrote while the backup was taken");
    let a_second = waits.len() as f64 / seconds;
    let once = |work: String, value, unit| Rounds::once(value).line(&work, value, unit, None);
    Ok(vec![
        ground.tell(waits.line(
            "the longest write of 20 people while a backup is taken",
            waits.max(),
            "s",
            Some(Must::AtMost(1.0)),
        )),
        ground.tell(once(
            format!("a backup of the rows and {} MB of vouchers", kept >> 20),
            seconds,
            "s",
        )),
        ground.tell(once(
            "writes of 20 people meanwhile".to_owned(),
            a_second,
            "/s",
        )),
    ])
}

/// Writes one row after the other, and says how long each took.
async fn write(mut acts: Acts, stop: Arc<AtomicBool>) -> Result<Vec<Duration>> {
    let mut waits = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        let begun = Instant::now();
        acts.post().await?;
        waits.push(begun.elapsed());
    }
    Ok(waits)
}

/// Files that no two share and that no packing makes smaller, under their hashes; gives their bytes.
fn vouchers(folder: &Path, count: u64) -> Result<u64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..count {
        let mut bytes = Vec::with_capacity(VOUCHER);
        while bytes.len() < VOUCHER {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes.extend(state.to_le_bytes());
        }
        let hash: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let shelf = folder.join(&hash[..2]);
        fs::create_dir_all(&shelf)?;
        fs::write(shelf.join(&hash[2..]), bytes)?;
    }
    Ok(count * VOUCHER as u64)
}

/// How many seconds the program takes for a backup.
async fn taken(place: &Place, program: &Path) -> Result<f64> {
    let file = place.folder.join("backup.zip");
    let mut command = Command::new(program);
    command
        .args(place.arguments())
        .arg("backup")
        .arg(&file)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    let begun = Instant::now();
    let ended = tokio::task::spawn_blocking(move || command.status()).await?;
    let seconds = begun.elapsed().as_secs_f64();
    let ended = ended.context("cannot start the program")?;
    ensure!(ended.success(), "kedu backup ended with {ended}");
    fs::remove_file(&file)?;
    Ok(seconds)
}
