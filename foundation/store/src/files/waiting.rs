//! Files that long work made and that wait for whoever asked. They are no kept files: no backup has them, and after
//! some days they go.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use values::{Clock, Id, Moment};

use super::{Files, Temporary};
use crate::{LongJob, Result};

impl Files {
    /// A new file on the disk of the files, as a system's own place for temporary files may be memory.
    pub fn temporary(&self) -> Result<(File, Temporary)> {
        let incoming = self.folder.join("incoming");
        fs::create_dir_all(&incoming)?;
        let path = incoming.join(values::fresh(Clock::machine().now()).to_string());
        let mut options = OpenOptions::new();
        let file = options
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)?;
        Ok((file, Temporary(path)))
    }

    /// Lets a written file wait as what a job made. Called before the job ends, so that an ended one never lacks its file;
    /// what an earlier try left is replaced.
    pub fn let_wait(&self, file: &File, name: Temporary, job: Id<LongJob>) -> Result<()> {
        fs::create_dir_all(self.waiting_folder())?;
        file.sync_all()?;
        fs::rename(&name.0, self.waiting_place(job))?;
        Ok(File::open(self.waiting_folder())?.sync_all()?)
    }

    /// What a job made; None where it is gone.
    pub fn waiting(&self, job: Id<LongJob>) -> Result<Option<File>> {
        match File::open(self.waiting_place(job)) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes what was made before a moment of the machine's clock; gives how many.
    pub fn sweep_waiting(&self, before: Moment) -> Result<usize> {
        sweep(&self.waiting_folder(), before)
    }

    fn waiting_folder(&self) -> PathBuf {
        self.folder.join("waiting")
    }

    fn waiting_place(&self, job: Id<LongJob>) -> PathBuf {
        self.waiting_folder().join(job.to_string())
    }
}

/// Removes the files of a folder that were last written before a moment of the machine's clock; gives how many.
pub(super) fn sweep(folder: &Path, before: Moment) -> Result<usize> {
    let mut gone = 0;
    for path in super::listed(folder)? {
        // Another process may sweep here too.
        let made = fs::metadata(&path).and_then(|about| about.modified());
        if made.is_ok_and(|made| millis(made) < before.millis()) && fs::remove_file(&path).is_ok() {
            gone += 1;
        }
    }
    Ok(gone)
}

fn millis(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
