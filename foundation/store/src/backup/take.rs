//! Takes a backup.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc::{Sender, channel};
use values::Clock;

use super::manifest::{FORMAT, Manifest, Step, Table};
use super::pack::{Piece, pack};
use super::table::Shape;
use super::{Copied, Refusal, Watch};
use crate::migration::{tables_left, taken};
use crate::open::Snapshot;
use crate::{Error, RoomMigrations, Store, Tx};

/// How large a part of a table is, before it is packed.
const PART: usize = 4 * 1024 * 1024;

/// What stands behind the name of a backup until it is whole.
const PARTIAL: &str = "partial";

impl Store {
    /// Copies one state of all counties into a file, while others go on to write. The tables of `without` are left out.
    /// Until it is whole the file is called `….partial`; a partial file of a process that was killed is written over.
    pub async fn backup(
        &self,
        to: &Path,
        rooms: &[RoomMigrations],
        without: &[&str],
        watch: &Arc<Watch>,
    ) -> Result<Copied, Refusal> {
        if to.exists() {
            return Err(Refusal::Exists(to.to_owned()));
        }
        let partial = to.with_added_extension(PARTIAL);
        let file = begin(&partial)?;
        let copied = self.fill(file, &partial, rooms, without, watch).await;
        let placed = copied.and_then(|copied| put(&partial, to).map(|()| copied));
        if placed.is_err() {
            let _ = fs::remove_file(&partial);
        }
        placed
    }

    async fn fill(
        &self,
        file: File,
        partial: &Path,
        rooms: &[RoomMigrations],
        without: &[&str],
        watch: &Arc<Watch>,
    ) -> Result<Copied, Refusal> {
        let mut snapshot = self.snapshot().await?;
        let mut shapes = Vec::new();
        for name in tables_left(rooms) {
            if !without.contains(&name) {
                let shape = Shape::of(&mut snapshot.tx, name).await?;
                watch.expect(shape.count(&mut snapshot.tx).await?);
                shapes.push(shape);
            }
        }
        let manifest = manifest(&mut snapshot.tx, &shapes).await?;
        // Listed after the state was taken: every row of it has its file.
        let files = self.files().all().map_err(Error::from)?;
        watch.expect(files.len() as u64);
        let (send, pieces) = channel(2);
        let packing = {
            let (path, watch) = (partial.to_owned(), Arc::clone(watch));
            tokio::task::spawn_blocking(move || pack(file, &path, manifest, pieces, &watch))
        };
        let sent = send_all(snapshot, &shapes, files, send, watch).await;
        let packed = match packing.await {
            Ok(packed) => packed,
            Err(panicked) => Err(Error::Fault(Box::new(panicked)).into()),
        };
        // Where the packing failed nothing more could be sent: its reason is the one to tell.
        match (sent, packed) {
            (Err(reason), Err(Refusal::Stopped)) => Err(reason),
            (_, packed) => packed,
        }
    }
}

async fn send_all(
    mut snapshot: Snapshot,
    shapes: &[Shape],
    files: Vec<(String, PathBuf)>,
    to: Sender<Piece>,
    watch: &Watch,
) -> Result<(), Refusal> {
    let mut named = BTreeSet::new();
    for (table, shape) in shapes.iter().enumerate() {
        send_rows(&mut snapshot.tx, (table, shape), &mut named, &to, watch).await?;
    }
    // The state is held no longer than needed: as long as it is, SQLite's log grows.
    snapshot.end().await?;
    for (sha256, from) in files {
        watch.go_on()?;
        named.remove(&sha256);
        hand(&to, Piece::File { sha256, from }).await?;
    }
    let missing = named.len() as u64;
    hand(&to, Piece::End { missing }).await
}

async fn hand(to: &Sender<Piece>, piece: Piece) -> Result<(), Refusal> {
    to.send(piece).await.map_err(|_| Refusal::Stopped)
}

async fn send_rows(
    tx: &mut Tx,
    (table, shape): (usize, &Shape),
    named: &mut BTreeSet<String>,
    to: &Sender<Piece>,
    watch: &Watch,
) -> Result<(), Refusal> {
    let (mut lines, mut rows, mut after) = (String::new(), 0, None);
    loop {
        watch.go_on()?;
        let page = shape.page(tx, after.as_ref()).await?;
        for row in &page {
            shape.write(row, &mut lines)?;
            shape.name_files(row, named)?;
        }
        rows += page.len() as u64;
        let more = Shape::is_whole_page(&page);
        if rows > 0 && (lines.len() >= PART || !more) {
            let lines = std::mem::take(&mut lines);
            hand(to, Piece::Rows { table, rows, lines }).await?;
            rows = 0;
        }
        match page.last() {
            Some(last) if more => after = Some(shape.key_of(last)?),
            _ => return Ok(()),
        }
    }
}

async fn manifest(tx: &mut Tx, shapes: &[Shape]) -> Result<Manifest, Refusal> {
    let step = |(room, number, checksum)| Step {
        room,
        number,
        checksum,
    };
    let migrations = taken(tx).await?.into_iter().map(step).collect();
    let table = |shape: &Shape| Table {
        name: shape.name.clone(),
        columns: shape.columns.clone(),
        rows: 0,
        parts: Vec::new(),
    };
    Ok(Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        taken: Clock::machine().now().to_string(),
        migrations,
        tables: shapes.iter().map(table).collect(),
        rows: 0,
        files: 0,
        missing: 0,
        damaged: Default::default(),
    })
}

/// The partial file, for this process alone: a backup holds what nobody else on the machine may read.
fn begin(partial: &Path) -> Result<File, Refusal> {
    use std::os::unix::fs::OpenOptionsExt;
    let unwritable = |error| Refusal::writing(partial, error);
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(partial)
        .map_err(unwritable)?;
    file.try_lock()
        .map_err(|_| Refusal::UnderWay(partial.to_owned()))?;
    file.set_len(0).map_err(unwritable)?;
    Ok(file)
}

/// Gives the whole file its name, so that it survives a power cut.
fn put(partial: &Path, to: &Path) -> Result<(), Refusal> {
    let unwritable = |error| Refusal::writing(to, error);
    // Unlike a rename this never writes over what came meanwhile.
    match fs::hard_link(partial, to) {
        Ok(()) => fs::remove_file(partial).map_err(unwritable)?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Refusal::Exists(to.to_owned()));
        }
        Err(_) => fs::rename(partial, to).map_err(unwritable)?,
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))
        .and_then(|folder| folder.sync_all())
        .map_err(unwritable)
}

/// Removes what backups that were killed left in a folder; gives how many.
pub fn sweep_partial(folder: &Path) -> std::io::Result<usize> {
    let mut removed = 0;
    for entry in fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        let is_partial = path.extension().is_some_and(|end| end == PARTIAL);
        if is_partial && File::open(&path)?.try_lock().is_ok() {
            fs::remove_file(&path)?;
            removed += 1;
        }
    }
    Ok(removed)
}
