//! The bytes of a list as UTF-8, whatever encoding of the office they are in.

use std::fs::File;
use std::io::{self, Read, Seek};

use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The longest line, in bytes: an open quotation mark would take the whole file.
pub const LONGEST: usize = 8 * 1024 * 1024;
const PIECE: usize = 256 * 1024;

/// Stands behind the file as a line of its own. A reader that does not see it has an open quotation mark.
pub const END: &str = "\u{0}the list ends here\u{0}";

/// Whether it is a list of text; workbooks and all else are told apart by their reader.
pub fn is_list(start: &[u8]) -> bool {
    let wide = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
    !start.starts_with(b"PK\x03\x04") && (wide || !start.contains(&0))
}

/// The sign between cells: that which stands most often in the first line.
pub fn between(start: &[u8]) -> u8 {
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |sign: u8| line.iter().filter(|b| **b == sign).count();
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(b',')
}

/// A file read as UTF-8.
pub struct Decoded {
    file: File,
    /// `None`: it is UTF-8 already.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
    /// Whether its lines end with a carriage return too; `None` until the first has ended.
    returns: Option<bool>,
    /// What is still to be given of the end.
    end: Option<io::Cursor<String>>,
    /// Bytes given since the record began.
    given: usize,
}

impl Decoded {
    /// # Errors
    /// The Chinese sentence.
    pub fn open(mut file: File) -> Result<Self, String> {
        let encoding = encoding_of(&mut file).map_err(|error| format!("读不了：{error}"))?;
        let Some(encoding) = encoding else {
            return Err(
                "文字编码有误，既不是 UTF-8 也不是 GB 18030。请用 Excel 或 WPS 打开，另存为 .xlsx"
                    .to_owned(),
            );
        };
        file.rewind().map_err(|error| format!("读不了：{error}"))?;
        Ok(Decoded {
            file,
            decoder: (encoding != UTF_8).then(|| encoding.new_decoder()),
            raw: vec![0; PIECE],
            ready: Vec::new(),
            at: 0,
            ended: false,
            returns: None,
            end: None,
            given: 0,
        })
    }

    /// A record begins.
    pub fn begin(&mut self) {
        self.given = 0;
    }

    pub fn returns(&self) -> bool {
        self.returns == Some(true)
    }

    pub fn too_long(&self) -> bool {
        self.given > LONGEST
    }

    fn fill(&mut self, decoder: &mut Decoder) -> io::Result<()> {
        while self.at == self.ready.len() && !self.ended {
            let read = self.file.read(&mut self.raw)?;
            self.ended = read == 0;
            let mut text = String::with_capacity(
                decoder
                    .max_utf8_buffer_length(read)
                    .unwrap_or(read * 3 + 16),
            );
            let _ = decoder.decode_to_string(&self.raw[..read], &mut text, self.ended);
            self.ready = text.into_bytes();
            self.at = 0;
        }
        Ok(())
    }
}

impl Read for Decoded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.too_long() {
            return Err(io::Error::other("too long"));
        }
        let mut read = match self.decoder.take() {
            None => self.file.read(out)?,
            Some(mut decoder) => {
                let filled = self.fill(&mut decoder);
                self.decoder = Some(decoder);
                filled?;
                let read = out.len().min(self.ready.len() - self.at);
                out[..read].copy_from_slice(&self.ready[self.at..self.at + read]);
                self.at += read;
                read
            }
        };
        if self.returns.is_none() {
            let first = out[..read].iter().position(|byte| *byte == b'\n');
            self.returns = first.map(|at| at > 0 && out[at - 1] == b'\r');
        }
        if read == 0 {
            // The last line may lack its end, which is then like the others.
            let start = if self.returns() { "\r\n" } else { "\n" };
            let end = || io::Cursor::new(format!("{start}{END}\n"));
            read = self.end.get_or_insert_with(end).read(out)?;
        }
        self.given += read;
        Ok(read)
    }
}

/// Reads all of the file: UTF-8 if it is, else GB 18030 if it can be.
fn encoding_of(file: &mut File) -> io::Result<Option<&'static Encoding>> {
    let mut start = [0; 2];
    let read = file.read(&mut start)?;
    match &start[..read] {
        [0xff, 0xfe] => return Ok(Some(UTF_16LE)),
        [0xfe, 0xff] => return Ok(Some(UTF_16BE)),
        _ => {}
    }
    for encoding in [UTF_8, GB18030] {
        file.rewind()?;
        if is_in(file, encoding)? {
            return Ok(Some(encoding));
        }
    }
    Ok(None)
}

fn is_in(file: &mut File, encoding: &'static Encoding) -> io::Result<bool> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut raw = vec![0; PIECE];
    let mut text = String::with_capacity(PIECE * 3 + 64);
    loop {
        let read = file.read(&mut raw)?;
        text.clear();
        let (_, _, broken) = decoder.decode_to_string(&raw[..read], &mut text, read == 0);
        if broken {
            return Ok(false);
        }
        if read == 0 {
            return Ok(true);
        }
    }
}
