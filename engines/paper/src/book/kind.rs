//! What a file is, by its content and never by its name.

use std::io::{Read, Seek, SeekFrom};

use super::LARGEST;
use crate::unreadable::Unreadable;

pub enum Kind {
    Zip,
    Text,
}

/// Old Office files and password-protected new ones share this beginning (a compound file, MS-CFB 2.2).
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const OTHERS: [(&[u8], &str); 12] = [
    (b"%PDF-", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\x00", "图片"),
    (b"MM\x00*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "写字板文档（.rtf）"),
    (b"SQLite format 3\0", "数据库文件"),
    (b"\x7fELF", "程序文件"),
];

/// Tells a workbook from a list of text, and refuses all else.
pub fn of<R: Read + Seek>(source: &mut R) -> Result<Kind, Unreadable> {
    let bytes = source.seek(SeekFrom::End(0))?;
    if bytes == 0 {
        return Err(Unreadable::Empty);
    }
    if bytes > LARGEST {
        return Err(Unreadable::TooLarge {
            bytes,
            limit: LARGEST,
        });
    }
    source.rewind()?;
    let mut start = Vec::new();
    source.by_ref().take(4096).read_to_end(&mut start)?;
    source.rewind()?;
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if start.starts_with(COMPOUND) {
        return Err(compound(source)?);
    }
    if let Some((_, what)) = OTHERS.iter().find(|(mark, _)| start.starts_with(mark)) {
        return Err(Unreadable::Other { what });
    }
    if is_web_page(&start) {
        return Err(Unreadable::Other {
            what: "网页或 XML 格式的表格（不少系统导出的 .xls 其实是网页）",
        });
    }
    Ok(Kind::Text)
}

/// Makes sure that a file has cells to mark.
pub fn is_workbook<R: Read + Seek>(source: &mut R) -> Result<(), Unreadable> {
    match of(source)? {
        Kind::Zip => Ok(()),
        Kind::Text => Err(Unreadable::Other {
            what: "文本格式的列表（.csv），没有单元格可以标记",
        }),
    }
}

fn is_web_page(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start).to_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    [
        "<html",
        "<!doctype",
        "<table",
        "<?xml",
        "<meta",
        "<head",
        "<style",
    ]
    .iter()
    .any(|mark| text.starts_with(mark))
}

/// What a compound file holds, told by the names of its streams.
fn compound<R: Read + Seek>(source: &mut R) -> Result<Unreadable, Unreadable> {
    let names = [
        ("EncryptedPackage", Unreadable::Encrypted),
        (
            "WordDocument",
            Unreadable::Other {
                what: "旧版 Word 文档（.doc）",
            },
        ),
        (
            "PowerPoint Document",
            Unreadable::Other {
                what: "旧版演示文稿（.ppt）",
            },
        ),
    ];
    for (name, what) in names {
        source.rewind()?;
        if holds(source, &wide(name))? {
            return Ok(what);
        }
    }
    Ok(Unreadable::OldWorkbook)
}

fn wide(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn holds<R: Read>(source: &mut R, wanted: &[u8]) -> Result<bool, Unreadable> {
    let mut chunk = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let read = source.read(&mut chunk[kept..])?;
        let full = kept + read;
        if chunk[..full].windows(wanted.len()).any(|w| w == wanted) {
            return Ok(true);
        }
        if read == 0 {
            return Ok(false);
        }
        let from = full.saturating_sub(wanted.len() - 1);
        chunk.copy_within(from..full, 0);
        kept = full - from;
    }
}
