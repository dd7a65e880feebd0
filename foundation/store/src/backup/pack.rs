//! Writes the file, on a thread of its own: to pack and to wait for the disk is no work for a thread that answers pages.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tokio::sync::mpsc::Receiver;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::manifest::{self, Manifest, Part};
use super::steady::Steady;
use super::{Copied, Refusal, Watch};
use crate::files::hex;

/// What comes to be packed.
pub enum Piece {
    /// Some rows of a table, as lines.
    Rows {
        table: usize,
        rows: u64,
        lines: String,
    },
    /// A kept file.
    File { sha256: String, from: PathBuf },
    /// That was all; so many kept files that a row names were not there.
    End { missing: u64 },
}

type Out = ZipWriter<StreamWriter<BufWriter<Steady>>>;

struct Pack<'a> {
    out: Out,
    manifest: Manifest,
    path: &'a Path,
}

/// Packs until the end came. Where the sender went away before it, nothing is finished.
pub fn pack(
    file: File,
    path: &Path,
    manifest: Manifest,
    mut pieces: Receiver<Piece>,
    watch: &Arc<Watch>,
) -> Result<Copied, Refusal> {
    let buffered = BufWriter::with_capacity(1 << 20, Steady::over(file));
    let mut pack = Pack {
        out: ZipWriter::new_stream(buffered),
        manifest,
        path,
    };
    while let Some(piece) = pieces.blocking_recv() {
        watch.go_on()?;
        match piece {
            Piece::Rows { table, rows, lines } => {
                pack.rows(table, rows, lines.as_bytes())?;
                watch.did(rows);
            }
            Piece::File { sha256, from } => {
                pack.file(&sha256, &from)?;
                watch.did(1);
            }
            Piece::End { missing } => {
                pack.manifest.missing = missing;
                return pack.finish();
            }
        }
    }
    Err(Refusal::Stopped)
}

impl Pack<'_> {
    fn fault(&self, error: zip::result::ZipError) -> Refusal {
        Refusal::writing(self.path, error.into())
    }

    fn begin(&mut self, name: &str, method: CompressionMethod) -> Result<(), Refusal> {
        let level = (method == CompressionMethod::Deflated).then_some(1);
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .compression_level(level)
            .large_file(true);
        self.out
            .start_file(name, options)
            .map_err(|error| self.fault(error))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.out
            .write_all(bytes)
            .map_err(|error| Refusal::writing(self.path, error))
    }

    fn rows(&mut self, table: usize, rows: u64, lines: &[u8]) -> Result<(), Refusal> {
        let to = &self.manifest.tables[table];
        let part = Part {
            name: format!("tables/{}/{:06}.jsonl", to.name, to.parts.len() + 1),
            rows,
            bytes: lines.len() as u64,
            sha256: hex(&Sha256::digest(lines)),
        };
        self.begin(&part.name, CompressionMethod::Deflated)?;
        self.write(lines)?;
        let to = &mut self.manifest.tables[table];
        to.parts.push(part);
        to.rows += rows;
        self.manifest.rows += rows;
        Ok(())
    }

    /// Vouchers are pictures and PDFs: packed already.
    fn file(&mut self, sha256: &str, from: &Path) -> Result<(), Refusal> {
        let mut file = File::open(from).map_err(|error| Refusal::reading(from, error))?;
        self.begin(&format!("files/{sha256}"), CompressionMethod::Stored)?;
        let (mut hash, mut part) = (Sha256::new(), vec![0; 256 * 1024]);
        loop {
            let read = file
                .read(&mut part)
                .map_err(|error| Refusal::reading(from, error))?;
            if read == 0 {
                break;
            }
            hash.update(&part[..read]);
            self.write(&part[..read])?;
        }
        let found = hex(&hash.finalize());
        if found != sha256 {
            self.manifest.damaged.insert(sha256.to_owned(), found);
        }
        self.manifest.files += 1;
        Ok(())
    }

    fn finish(mut self) -> Result<Copied, Refusal> {
        let text = serde_json::to_vec(&self.manifest)
            .map_err(|error| Refusal::writing(self.path, error.into()))?;
        self.begin(manifest::NAME, CompressionMethod::Deflated)?;
        self.write(&text)?;
        let path = self.path;
        let written = |error: std::io::Error| Refusal::writing(path, error);
        let out = self.out.finish().map_err(|error| written(error.into()))?;
        let steady = out.into_inner().into_inner();
        let (bytes, sha256) = steady
            .map_err(|error| written(error.into_error()))?
            .finish()
            .map_err(written)?;
        Ok(Copied {
            rows: self.manifest.rows,
            files: self.manifest.files,
            bytes,
            sha256,
            damaged: self.manifest.damaged.len() as u64,
            missing: self.manifest.missing,
        })
    }
}
