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
    turned: Turned,
    pub all: Vec<Glyph>,
    placed: bool,
}

impl Glyphs {
    pub fn on(turned: Turned) -> Self {
        Glyphs {
            turned,
            ..Glyphs::default()
        }
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
        let (x, y) = self.turned.place((at.m31, at.m32));
        // A font may be turned over by its size, and back by its matrix.
        let stretch = |a: f64, b: f64| a.hypot(b) * font_size.abs();
        self.all.push(Glyph {
            x,
            y,
            width: width * stretch(at.m11, at.m12),
            size: stretch(at.m21, at.m22),
            text: text.to_owned(),
            placed: std::mem::take(&mut self.placed),
        });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.placed = true;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
