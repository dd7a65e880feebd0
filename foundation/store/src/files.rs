mod lines;
mod waiting;

pub use lines::{Lines, Writing, read};

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::io::AsyncWriteExt;

use crate::Result;

/// The folder of kept files. A file lies under its SHA-256, so it is stored once however often
/// it is handed in, and its name never comes from a person.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

/// The name of a temporary file; dropping it removes it, unless the file was moved to its place.
#[derive(Debug)]
pub struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A file on its way in: written to a temporary file, hashed as it comes. Dropped before it is
/// finished, nothing of it stays.
pub struct Receiving {
    temporary: Temporary,
    file: fs::File,
    hash: Sha256,
    size: u64,
    head: Vec<u8>,
}

/// A whole file that was received but not yet kept. Dropping it removes it.
#[derive(Debug)]
pub struct Received {
    temporary: Temporary,
    pub sha256: String,
    pub size: u64,
    /// Its first bytes (up to 8 KB), by which its type is decided.
    pub head: Vec<u8>,
}

impl Files {
    pub fn in_folder(folder: PathBuf) -> Self {
        Files { folder }
    }

    pub async fn receive(&self) -> Result<Receiving> {
        let incoming = self.folder.join("incoming");
        fs::create_dir_all(&incoming).await?;
        let path = incoming.join(values::fresh(values::Clock::machine().now()).to_string());
        let file = fs::File::create(&path).await?;
        Ok(Receiving {
            temporary: Temporary(path),
            file,
            hash: Sha256::new(),
            size: 0,
            head: Vec::new(),
        })
    }

    /// Receives bytes that are already in memory.
    pub async fn receive_bytes(&self, bytes: &[u8]) -> Result<Received> {
        let mut receiving = self.receive().await?;
        receiving.write(bytes).await?;
        receiving.finish().await
    }

    /// Moves a received file to its place; called before the transaction that names it commits,
    /// so that a committed row never lacks its file.
    pub async fn keep(&self, received: &Received) -> Result<()> {
        let place = self.place(&received.sha256);
        if fs::try_exists(&place).await? {
            return Ok(());
        }
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).await?;
        }
        fs::rename(received.path(), &place).await?;
        // The name must survive a power cut as the content does.
        if let Some(folder) = place.parent() {
            fs::File::open(folder).await?.sync_all().await?;
        }
        Ok(())
    }

    pub async fn open(&self, sha256: &str) -> Result<fs::File> {
        Ok(fs::File::open(self.place(sha256)).await?)
    }

    pub async fn read(&self, sha256: &str) -> Result<Vec<u8>> {
        Ok(fs::read(self.place(sha256)).await?)
    }

    /// Whether the kept file still has the content it is named after.
    pub async fn is_whole(&self, sha256: &str) -> bool {
        match fs::read(self.place(sha256)).await {
            Ok(bytes) => hex(&Sha256::digest(&bytes)) == sha256,
            Err(_) => false,
        }
    }

    /// All kept files, by their hash.
    pub(crate) fn all(&self) -> std::io::Result<Vec<(String, PathBuf)>> {
        let mut found = Vec::new();
        for shelf in listed(&self.folder)? {
            for file in listed(&shelf)? {
                let name = |path: &Path| path.file_name()?.to_str().map(str::to_owned);
                let whole = name(&shelf).zip(name(&file)).map(|(a, b)| a + &b);
                found.extend(whole.filter(|name| is_hash(name)).map(|name| (name, file)));
            }
        }
        found.sort();
        Ok(found)
    }

    /// Where a file lies in a folder of kept files.
    pub(crate) fn place_in(folder: &Path, sha256: &str) -> PathBuf {
        let (first, rest) = sha256.split_at(sha256.len().min(2));
        folder.join(first).join(rest)
    }

    /// Removes temporary files that an interrupted upload left; called at start. What is younger than a day may be on its
    /// way in: another process may run on this folder.
    pub fn sweep(&self) -> Result<()> {
        let before = values::Clock::machine().now().plus_days(-1);
        waiting::sweep(&self.folder.join("incoming"), before)?;
        Ok(())
    }

    fn place(&self, sha256: &str) -> PathBuf {
        let safe: String = sha256.chars().filter(char::is_ascii_hexdigit).collect();
        Files::place_in(&self.folder, &safe)
    }
}

/// What lies in a folder; nothing where there is none.
fn listed(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect()
}

/// Whether a name is a SHA-256.
pub(crate) fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl Receiving {
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).await?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        let room = 8192usize.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        Ok(())
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    pub async fn finish(mut self) -> Result<Received> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        Ok(Received {
            temporary: self.temporary,
            sha256: hex(&self.hash.finalize()),
            size: self.size,
            head: self.head,
        })
    }
}

impl Received {
    pub fn path(&self) -> &Path {
        &self.temporary.0
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
