//! What stands around the cells of a sheet: hidden rows and columns, merged rectangles.

use std::io::BufRead;

use super::tags::{self, Budget};
use crate::address::Region;
use crate::unreadable::Unreadable;

/// More merged rectangles than a person makes.
const MOST_MERGED: usize = 200_000;

#[derive(Default, Debug)]
pub struct Frame {
    /// Rising spans of rows.
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    pub merged: Vec<Region>,
}

impl Frame {
    /// Reads the frame of a sheet, unpacking all of it.
    pub fn read<R: BufRead>(part: R, budget: &mut Budget) -> Result<Self, Unreadable> {
        let mut frame = Frame::default();
        let mut row = 0;
        tags::each(part, budget, |tag| {
            match tags::name(tag) {
                b"row" => {
                    row = number(tag, "r").unwrap_or(row + 1);
                    if tags::says(tag, "hidden") {
                        frame.hide(row);
                    }
                }
                b"col" if tags::says(tag, "hidden") => {
                    let span = number(tag, "min").zip(number(tag, "max"));
                    frame.hidden_columns.extend(span);
                }
                b"mergeCell" => frame.merge(tags::value(tag, "ref").unwrap_or_default())?,
                _ => {}
            }
            Ok(())
        })?;
        frame.merged.sort_by_key(|region| region.first);
        Ok(frame)
    }

    fn hide(&mut self, row: u32) {
        match self.hidden_rows.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => self.hidden_rows.push((row, row)),
        }
    }

    fn merge(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.merged.len() >= MOST_MERGED {
            return Err(Unreadable::damaged(format!(
                "合并单元格超过 {MOST_MERGED} 处"
            )));
        }
        let region = text.parse::<Region>().ok();
        self.merged
            .extend(region.filter(|region| region.first != region.last));
        Ok(())
    }

    pub fn hides_row(&self, row: u32) -> bool {
        let after = self.hidden_rows.partition_point(|(first, _)| *first <= row);
        after > 0 && self.hidden_rows[after - 1].1 >= row
    }

    pub fn hides_column(&self, column: u32) -> bool {
        self.hidden_columns
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// The relation of the drawing in which a sheet shows its comments.
pub fn drawing<R: BufRead>(part: R) -> Result<Option<String>, Unreadable> {
    let mut found = None;
    tags::each(part, &mut Budget::new(), |tag| {
        if tags::name(tag) == b"legacyDrawing" {
            found = tags::value(tag, "r:id").map(str::to_owned);
        }
        Ok(())
    })?;
    Ok(found)
}

fn number(tag: &[u8], name: &str) -> Option<u32> {
    tags::value(tag, name)?.parse().ok()
}
