//! Raised characters of a page: smaller than those before them, and higher. The mark of a note is no part of a number.

use super::glyphs::Glyph;
use crate::text::raised;

/// A raised character is no larger than this part of the one it is raised behind.
const SMALLER: f64 = 0.88;
/// It is higher by such parts of that one's size.
const HIGHER: std::ops::Range<f64> = 0.12..0.75;
/// And stands so near behind it.
const NEAR: std::ops::Range<f64> = -0.3..0.6;

/// The characters without the marks of notes; the raised 2 of m² is ².
pub fn without(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    // The character that others are raised behind, and those.
    let (mut base, mut held): (Option<Glyph>, Vec<Glyph>) = (None, Vec::new());
    for glyph in glyphs {
        if let Some(base) = &base
            && is_raised(&glyph, base, held.last())
        {
            held.push(glyph);
            continue;
        }
        settle(&mut kept, &base, &mut held);
        if !glyph.text.trim().is_empty() {
            base = Some(glyph.clone());
        }
        kept.push(glyph);
    }
    settle(&mut kept, &base, &mut held);
    kept
}

fn settle(kept: &mut Vec<Glyph>, base: &Option<Glyph>, held: &mut Vec<Glyph>) {
    let Some(mut first) = held.first().cloned() else {
        return;
    };
    let before = base.as_ref().and_then(|base| base.text.chars().next_back());
    let raised: String = held.iter().map(|glyph| glyph.text.as_str()).collect();
    let read = raised::read(&raised, before);
    if read == raised {
        kept.append(held);
        return;
    }
    held.clear();
    if !read.is_empty() {
        first.text = read;
        kept.push(first);
    }
}

fn is_raised(glyph: &Glyph, base: &Glyph, last: Option<&Glyph>) -> bool {
    let last = last.unwrap_or(base);
    let size = base.size.max(0.1);
    let gap = (glyph.x - last.x - last.width) / size;
    glyph.size <= base.size * SMALLER
        && HIGHER.contains(&((glyph.y - base.y) / size))
        && NEAR.contains(&gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(parts: &[(&str, f64, f64)]) -> String {
        let mut x = 0.0;
        let mut glyphs = Vec::new();
        for (text, size, y) in parts {
            for c in text.chars() {
                glyphs.push(Glyph {
                    x,
                    y: *y,
                    width: *size,
                    size: *size,
                    text: c.to_string(),
                    placed: false,
                    shown: 0,
                });
                x += size;
            }
        }
        without(glyphs)
            .iter()
            .map(|glyph| glyph.text.as_str())
            .collect()
    }

    #[test]
    fn smaller_and_higher_is_raised() {
        for (parts, told) in [
            (
                &[("净增30", 10.0, 0.0), ("1", 6.0, 4.0), ("家", 10.0, 0.0)][..],
                "净增30家",
            ),
            (&[("12万m", 10.0, 0.0), ("2", 6.0, 4.0)], "12万m²"),
            (&[("500", 10.0, 0.0), ("[12]", 8.0, 3.0)], "500"),
            // Only smaller, or lowered.
            (
                &[("净增3", 10.0, 0.0), ("0", 8.0, 0.0), ("家", 10.0, 0.0)],
                "净增30家",
            ),
            (&[("CO", 10.0, 0.0), ("2", 6.0, -2.0)], "CO2"),
        ] {
            assert_eq!(read(parts), told);
        }
    }
}
