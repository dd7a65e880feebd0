//! The characters of a page with their places, in the order in which the page draws them.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::turned::Turned;

/// A character: its left end on the line it stands on, as the page is shown, and how wide and large it is. In points.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub size: f64,
    pub text: String,
    /// Whether the page placed it, or it only follows the one before it.
    pub placed: bool,
    /// The string of the page's content that it stands in, counted from 0.
    pub shown: usize,
}

impl Glyph {
    /// About the middle of what is seen.
    pub fn middle(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.size * 0.35)
    }
}

/// Collects them.
#[derive(Debug, Default)]
pub struct Glyphs {
    all: Vec<Glyph>,
    /// How many of them run to the right, up, to the left and down.
    running: [usize; 4],
    /// Strings so far.
    pub strings: usize,
    placed: bool,
}

impl Glyphs {
    /// How the page is to be turned so that most of its characters stand upright; as the page says where it has none.
    pub fn turned(&self, said: Turned) -> Turned {
        let most = (0..4).rev().max_by_key(|way| self.running[*way]);
        let found = most.filter(|way| self.running[*way] > 0);
        found.map_or(said, |way| Turned::by(way as i64 * 90))
    }

    /// The characters as they are shown on a page that is turned.
    pub fn placed(self, turned: Turned) -> Vec<Glyph> {
        let mut all = self.all;
        for glyph in &mut all {
            (glyph.x, glyph.y) = turned.place((glyph.x, glyph.y));
        }
        all
    }
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        // A font may be turned over by its size, and back by its matrix.
        let stretch = |a: f64, b: f64| a.hypot(b) * font_size.abs();
        let (right, up) = (at.m11 * font_size, at.m12 * font_size);
        let way = match right.abs() >= up.abs() {
            true => 2 * usize::from(right < 0.0),
            false => 1 + 2 * usize::from(up < 0.0),
        };
        self.running[way] += 1;
        self.all.push(Glyph {
            x: at.m31,
            y: at.m32,
            width: width * stretch(at.m11, at.m12),
            size: stretch(at.m21, at.m22),
            text: text.to_owned(),
            placed: std::mem::take(&mut self.placed),
            shown: self.strings.saturating_sub(1),
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.placed = true;
        self.strings += 1;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
