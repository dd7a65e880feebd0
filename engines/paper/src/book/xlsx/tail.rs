//! What stands behind the cells of a sheet and must be known before them.

use std::io::Read;

use super::super::scan::{Piece, Scan};
use crate::address::Region;
use crate::unreadable::Unreadable;

/// More merged rectangles than a person makes.
const MOST_MERGED: usize = 200_000;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tail {
    /// By their first row.
    pub merged: Vec<Region>,
    /// The relation of the drawing in which the sheet shows its comments.
    pub drawing: Option<String>,
}

impl Tail {
    /// Unpacks all of a sheet, passing over its cells.
    ///
    /// # Errors
    /// [`Unreadable`], of a sheet that unpacks to too much or has too many merged cells.
    pub fn read<R: Read>(scan: &mut Scan<R>) -> Result<Self, Unreadable> {
        let mut tail = Tail::default();
        while let Some(piece) = scan.next()? {
            let Piece::Open(tag) = piece else { continue };
            match tag.name() {
                b"sheetData" if !tag.is_empty => {
                    scan.skip_to(b"sheetData>")?;
                }
                b"mergeCell" => tail.merge(tag.value("ref").unwrap_or_default())?,
                b"legacyDrawing" => {
                    let id = tag.attributes().find(|(key, _)| key.ends_with(b"id"));
                    tail.drawing = id.map(|(_, id)| String::from_utf8_lossy(id).into_owned());
                }
                _ => {}
            }
        }
        tail.merged.sort_by_key(|region| region.first);
        Ok(tail)
    }

    fn merge(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.merged.len() >= MOST_MERGED {
            let why = format!("合并单元格超过 {MOST_MERGED} 处");
            return Err(Unreadable::damaged(why));
        }
        let region = text.parse::<Region>().ok();
        self.merged
            .extend(region.filter(|region| region.first != region.last));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_tail_is_found_behind_any_data() {
        let rows = format!("<row><c><v>{}</v></c></row>", "1".repeat(70_000));
        for data in [
            "<sheetData/>",
            "<x:sheetData></x:sheetData>",
            &format!("<sheetData>{rows}</sheetData>"),
        ] {
            let xml = format!(
                "<worksheet>{data}<mergeCells><mergeCell ref=\"C3:A1\"/><mergeCell ref=\"B9\"/></mergeCells><legacyDrawing r:id=\"rId3\"/></worksheet>"
            );
            let tail = Tail::read(&mut Scan::new(xml.as_bytes())).unwrap();
            assert_eq!(tail.merged, ["A1:C3".parse().unwrap()], "{data}");
            assert_eq!(tail.drawing.as_deref(), Some("rId3"));
        }
    }
}
