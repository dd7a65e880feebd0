use std::fs::File;
use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// How much may wait in the system's memory for the disk: a large backup must not make the writes of the site wait.
const UNSYNCED: u64 = 8 * 1024 * 1024;

/// A file that is written steadily and hashed on its way. After a failed write it takes the rest and drops it: the
/// failure was told, and whoever tidies up behind it need not fail again.
pub struct Steady {
    file: File,
    hash: Sha256,
    bytes: u64,
    unsynced: u64,
    failed: bool,
}

impl Steady {
    pub fn over(file: File) -> Self {
        Steady {
            file,
            hash: Sha256::new(),
            bytes: 0,
            unsynced: 0,
            failed: false,
        }
    }

    /// On the disk; its size and hash.
    pub fn finish(self) -> io::Result<(u64, String)> {
        self.file.sync_all()?;
        Ok((self.bytes, crate::files::hex(&self.hash.finalize())))
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.unsynced += bytes.len() as u64;
        if self.unsynced >= UNSYNCED {
            self.file.sync_data()?;
            self.unsynced = 0;
        }
        Ok(())
    }
}

impl Write for Steady {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.failed {
            if let Err(error) = self.put(bytes) {
                self.failed = true;
                return Err(error);
            }
            self.hash.update(bytes);
            self.bytes += bytes.len() as u64;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
