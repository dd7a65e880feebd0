//! Opens a backup: its manifest first, then whether this program can read it, then every hash.

use std::fs::{self, File};
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::ZipArchive;
use zip::result::ZipError;

use super::manifest::{FORMAT, Manifest, NAME, Part};
use super::{Copied, Refusal, Watch};
use crate::files::{hex, is_hash};
use crate::{Files, RoomMigrations, migration};

/// The largest part that a backup of ours could have: what claims more is not read into memory.
const LARGEST: u64 = 512 * 1024 * 1024;

/// A backup that this program can read.
pub struct Backup {
    path: PathBuf,
    archive: ZipArchive<BufReader<File>>,
    pub(super) manifest: Manifest,
}

impl Backup {
    /// Reads what it holds and compares it with what the program knows.
    pub fn open(path: &Path, rooms: &[RoomMigrations]) -> Result<Self, Refusal> {
        let file = File::open(path).map_err(|error| Refusal::reading(path, error))?;
        let archive = ZipArchive::new(BufReader::new(file)).map_err(|error| match error {
            ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
                Refusal::reading(path, error)
            }
            _ if begins_like_one(path) => Refusal::Damaged("文件不完整，少了结尾".to_owned()),
            _ => Refusal::NotABackup(path.to_owned()),
        })?;
        let mut backup = Backup {
            path: path.to_owned(),
            archive,
            manifest: Manifest {
                format: FORMAT,
                program: String::new(),
                taken: String::new(),
                migrations: Vec::new(),
                tables: Vec::new(),
                rows: 0,
                files: 0,
                missing: 0,
                damaged: Default::default(),
            },
        };
        backup.manifest = backup.read_manifest()?;
        backup.fits(rooms)?;
        Ok(backup)
    }

    fn read_manifest(&mut self) -> Result<Manifest, Refusal> {
        if self.archive.index_for_name(NAME).is_none() {
            return Err(Refusal::NotABackup(self.path.clone()));
        }
        let damaged = || Refusal::Damaged("目录（manifest.json）读不出来".to_owned());
        let text = self.bytes(NAME, LARGEST).map_err(|_| damaged())?;
        // The form first: of a newer one nothing else is known.
        let value: serde_json::Value = serde_json::from_slice(&text).map_err(|_| damaged())?;
        match value.get("format").and_then(serde_json::Value::as_u64) {
            Some(format) if format > u64::from(FORMAT) => {
                Err(Refusal::Newer(format!("格式是第 {format} 版")))
            }
            Some(_) => serde_json::from_value(value).map_err(|_| damaged()),
            None => Err(Refusal::NotABackup(self.path.clone())),
        }
    }

    /// Every step that its tables have gone through is one that the program knows.
    fn fits(&self, rooms: &[RoomMigrations]) -> Result<(), Refusal> {
        let known = migration::known(rooms);
        for step in &self.manifest.migrations {
            let own = known
                .iter()
                .find(|(room, number, _)| *room == step.room && *number == step.number);
            match own {
                None => {
                    let made_by = &self.manifest.program;
                    let step = format!(
                        "由 {made_by} 版生成，有 {} 的第 {} 步结构",
                        step.room, step.number
                    );
                    return Err(Refusal::Newer(step));
                }
                Some((_, _, checksum)) if *checksum != step.checksum => {
                    let step = format!("{} 的第 {} 步结构对不上", step.room, step.number);
                    return Err(Refusal::Damaged(step));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Whether its tables stand where the program's stand.
    pub(super) fn is_of_today(&self, rooms: &[RoomMigrations]) -> bool {
        migration::known(rooms).len() == self.manifest.migrations.len()
    }

    pub(super) fn has_gone_through(&self, room: &str, number: i64) -> bool {
        self.manifest
            .migrations
            .iter()
            .any(|step| step.room == room && step.number == number)
    }

    /// How much there is to restore.
    pub fn expect(&self, watch: &Watch) {
        watch.expect(self.manifest.rows + self.manifest.files);
    }

    /// What it holds, with the size and the hash of the file itself.
    pub fn copied(&self) -> Result<Copied, Refusal> {
        let unreadable = |error| Refusal::reading(&self.path, error);
        let mut file = File::open(&self.path).map_err(unreadable)?;
        let (mut hash, mut part, mut bytes) = (Sha256::new(), vec![0; 256 * 1024], 0);
        loop {
            let read = file.read(&mut part).map_err(unreadable)?;
            if read == 0 {
                break;
            }
            hash.update(&part[..read]);
            bytes += read as u64;
        }
        Ok(Copied {
            rows: self.manifest.rows,
            files: self.manifest.files,
            bytes,
            sha256: hex(&hash.finalize()),
            damaged: self.manifest.damaged.len() as u64,
            missing: self.manifest.missing,
        })
    }

    /// The lines of a part, whose hash fits.
    pub(super) fn lines(&mut self, part: &Part) -> Result<String, Refusal> {
        let damaged = || Refusal::Damaged(format!("{} 的内容与指纹不符", part.name));
        let bytes = self
            .bytes(&part.name, part.bytes.min(LARGEST))
            .map_err(|_| damaged())?;
        if bytes.len() as u64 != part.bytes || hex(&Sha256::digest(&bytes)) != part.sha256 {
            return Err(damaged());
        }
        String::from_utf8(bytes).map_err(|_| damaged())
    }

    /// At most one byte more than said, so that a wrong length is seen.
    fn bytes(&mut self, name: &str, most: u64) -> Result<Vec<u8>, ZipError> {
        let mut bytes = Vec::new();
        let entry = self.archive.by_name(name)?;
        entry.take(most + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes the kept files into a folder, each whose hash fits, or fitted as little when it was copied.
    pub fn unpack_files(&mut self, folder: &Path, watch: &Watch) -> Result<(), Refusal> {
        let names: Vec<String> = self
            .archive
            .file_names()
            .filter_map(|name| Some(name.ok()?.strip_prefix("files/")?.to_owned()))
            .filter(|name| is_hash(name))
            .collect();
        if names.len() as u64 != self.manifest.files {
            let (want, have) = (self.manifest.files, names.len());
            let what = format!("应有 {want} 份凭证文件，只有 {have} 份");
            return Err(Refusal::Damaged(what));
        }
        for name in &names {
            watch.go_on()?;
            let to = Files::place_in(folder, name);
            let found = self.unpack(name, &to)?;
            let wanted = self.manifest.damaged.get(name).unwrap_or(name);
            if found != *wanted {
                return Err(Refusal::Damaged(format!(
                    "凭证文件 {name} 的内容与指纹不符"
                )));
            }
            watch.did(1);
        }
        Ok(())
    }

    fn unpack(&mut self, name: &str, to: &Path) -> Result<String, Refusal> {
        let unwritable = |error| Refusal::writing(to, error);
        let damaged = || Refusal::Damaged(format!("凭证文件 {name} 读不出来"));
        if let Some(shelf) = to.parent() {
            fs::create_dir_all(shelf).map_err(unwritable)?;
        }
        let mut out = File::create(to).map_err(unwritable)?;
        let mut entry = self
            .archive
            .by_name(&format!("files/{name}"))
            .map_err(|_| damaged())?;
        let (mut hash, mut part) = (Sha256::new(), vec![0; 256 * 1024]);
        loop {
            let read = entry.read(&mut part).map_err(|_| damaged())?;
            if read == 0 {
                break;
            }
            hash.update(&part[..read]);
            out.write_all(&part[..read]).map_err(unwritable)?;
        }
        out.sync_data().map_err(unwritable)?;
        Ok(hex(&hash.finalize()))
    }
}

/// Whether a file that is no whole archive was one.
fn begins_like_one(path: &Path) -> bool {
    let mut head = [0; 4];
    File::open(path).is_ok_and(|mut file| file.read_exact(&mut head).is_ok())
        && head == *b"PK\x03\x04"
}
