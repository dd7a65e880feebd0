//! Kept files of lines, one JSON document each: written and read again some at a time.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use serde::{Deserialize, Serialize};

use crate::{Error, Files, Received, Receiving, Result};

/// So much is written at once.
const PIECE: usize = 1 << 16;

fn broken(error: serde_json::Error) -> Error {
    Error::File(error.into())
}

/// What a line says.
pub fn read<'a, T: Deserialize<'a>>(line: &'a str) -> Result<T> {
    serde_json::from_str(line).map_err(broken)
}

/// A file of lines on its way in.
pub struct Writing {
    receiving: Receiving,
    text: Vec<u8>,
}

impl Writing {
    pub async fn begin(files: &Files) -> Result<Self> {
        Ok(Writing {
            receiving: files.receive().await?,
            text: Vec::with_capacity(PIECE),
        })
    }

    pub async fn add(&mut self, one: &impl Serialize) -> Result<()> {
        serde_json::to_writer(&mut self.text, one).map_err(broken)?;
        self.text.push(b'\n');
        if self.text.len() >= PIECE {
            self.receiving.write(&self.text).await?;
            self.text.clear();
        }
        Ok(())
    }

    pub async fn finish(mut self) -> Result<Received> {
        self.receiving.write(&self.text).await?;
        self.receiving.finish().await
    }
}

/// The lines of a kept file, as they were written.
pub struct Lines(BufReader<File>);

impl Lines {
    pub async fn open(files: &Files, sha256: &str) -> Result<Self> {
        let file = files.open(sha256).await?.into_std().await;
        Ok(Lines(BufReader::with_capacity(PIECE, file)))
    }

    /// So many of them; fewer at the end.
    pub fn some<T: for<'a> Deserialize<'a>>(&mut self, most: usize) -> Result<Vec<T>> {
        let mut some = Vec::new();
        let mut text = String::new();
        while some.len() < most && self.0.read_line(&mut text)? > 0 {
            some.push(read(&text)?);
            text.clear();
        }
        Ok(some)
    }

    /// The same unread, for [`read`]: whoever only passes parts of a line on need not copy them.
    pub fn texts(&mut self, most: usize) -> Result<Vec<String>> {
        let lines = self.0.by_ref().lines().take(most);
        Ok(lines.collect::<std::io::Result<_>>()?)
    }

    /// All lines of a kept file.
    pub async fn all<T: for<'a> Deserialize<'a>>(files: &Files, sha256: &str) -> Result<Vec<T>> {
        Lines::open(files, sha256).await?.some(usize::MAX)
    }
}
