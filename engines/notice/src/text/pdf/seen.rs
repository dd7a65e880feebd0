//! What of a page is seen: not what a line strikes out, what is white on the white page, or what is too small to be read.

use super::drawn::{Drawn, Rule};
use super::glyphs::Glyph;

/// Characters smaller than this nobody reads. In points.
const SMALLEST: f64 = 2.0;
/// A line strikes a character out that lies higher than where it stands by such a part of its size.
const THROUGH: std::ops::Range<f64> = 0.14..0.6;
/// And begins and ends with a character, as exactly as this part of its size.
const EXACTLY: f64 = 0.6;

/// The characters that are seen. `strings`: how many strings the page shows; where its drawing was followed differently,
/// nothing is known of their colours.
pub fn of(glyphs: Vec<Glyph>, strings: usize, drawn: &Drawn) -> Vec<Glyph> {
    let mut unseen = struck(&glyphs, &drawn.rules.across);
    let knows_colours = drawn.strings.len() == strings;
    for (unseen, glyph) in unseen.iter_mut().zip(&glyphs) {
        let white = knows_colours && drawn.strings.get(glyph.shown).is_some_and(|white| *white);
        *unseen |= glyph.size < SMALLEST || (white && !drawn.is_shaded(glyph.middle()));
    }
    // A page with nothing else is not seen at all: what it says is its text layer.
    if unseen.iter().all(|unseen| *unseen) {
        return glyphs;
    }
    let seen = glyphs.into_iter().zip(unseen);
    seen.filter(|(_, unseen)| !unseen)
        .map(|(glyph, _)| glyph)
        .collect()
}

/// Which characters a line strikes out.
fn struck(glyphs: &[Glyph], across: &[Rule]) -> Vec<bool> {
    let mut struck = vec![false; glyphs.len()];
    let mut by_height: Vec<usize> = (0..glyphs.len()).collect();
    by_height.sort_by(|a, b| glyphs[*a].y.total_cmp(&glyphs[*b].y));
    let largest = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    for rule in across {
        let lowest = rule.at - largest * THROUGH.end;
        let first = by_height.partition_point(|at| glyphs[*at].y < lowest);
        let near = by_height[first..]
            .iter()
            .take_while(|at| glyphs[**at].y <= rule.at);
        let through = |glyph: &Glyph| {
            let middle = glyph.x + glyph.width / 2.0;
            let height = (rule.at - glyph.y) / glyph.size.max(0.1);
            rule.from <= middle && middle <= rule.to && THROUGH.contains(&height)
        };
        let crossed: Vec<usize> = near.copied().filter(|at| through(&glyphs[*at])).collect();
        let begin = crossed
            .iter()
            .map(|at| glyphs[*at].x)
            .fold(f64::INFINITY, f64::min);
        let end = crossed.iter().map(|at| glyphs[*at].x + glyphs[*at].width);
        let end = end.fold(f64::NEG_INFINITY, f64::max);
        let size = crossed.first().map_or(0.0, |at| glyphs[*at].size);
        let exact = |a: f64, b: f64| (a - b).abs() <= size * EXACTLY;
        if exact(begin, rule.from) && exact(end, rule.to) {
            crossed.iter().for_each(|at| struck[*at] = true);
        }
    }
    struck
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Rules;
    use super::*;

    fn glyphs() -> Vec<Glyph> {
        let glyph = |(at, c): (usize, char)| Glyph {
            x: 10.0 * at as f64,
            y: 100.0,
            width: 10.0,
            size: if c == '微' { 1.0 } else { 10.0 },
            text: c.to_string(),
            placed: false,
            shown: at / 4,
        };
        "净增高企三家四家微"
            .chars()
            .enumerate()
            .map(glyph)
            .collect()
    }

    fn seen(drawn: &Drawn) -> String {
        let seen = of(glyphs(), 3, drawn);
        seen.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    fn lined(at: f64, from: f64, to: f64) -> Drawn {
        Drawn {
            rules: Rules {
                across: vec![Rule { at, from, to }],
                down: Vec::new(),
            },
            ..Drawn::default()
        }
    }

    #[test]
    fn what_a_line_strikes_out_is_not_seen() {
        for (drawn, told) in [
            (lined(103.0, 40.0, 60.0), "净增高企四家"),
            // Under the words, or a line of a table.
            (lined(98.0, 40.0, 60.0), "净增高企三家四家"),
            (lined(103.0, -40.0, 160.0), "净增高企三家四家"),
        ] {
            assert_eq!(seen(&drawn), told);
        }
    }

    #[test]
    fn white_is_not_seen_where_nothing_is_under_it() {
        let mut drawn = Drawn {
            strings: vec![false, true, false],
            ..Drawn::default()
        };
        assert_eq!(seen(&drawn), "净增高企");
        drawn.shades = vec![[0.0, 90.0, 200.0, 120.0]];
        assert_eq!(seen(&drawn), "净增高企三家四家");
        // The drawing was followed differently.
        drawn = Drawn {
            strings: vec![true],
            ..Drawn::default()
        };
        assert_eq!(seen(&drawn), "净增高企三家四家");
    }
}
