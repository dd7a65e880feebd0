//! Magnitudes behind Arabic digits: 万, 亿, 万亿; and the vague 余, 多.

use crate::scan;

const MAGNITUDES: &[(&str, i128)] = &[
    ("万亿", 1_000_000_000_000),
    ("千亿", 100_000_000_000),
    ("百亿", 10_000_000_000),
    ("亿", 100_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
];

/// 8个亿, always of money; 3个亿元项目 and 5个亿级产业 are so many.
pub const LOOSE: &[(&str, i128)] = &[("个亿", 100_000_000)];

fn loose(chars: &[char], i: usize) -> Option<&'static (&'static str, i128)> {
    let found = LOOSE.iter().find(|(word, _)| scan::at(chars, i, word))?;
    let next = chars.get(i + scan::len(found.0));
    let ends = next.is_none_or(|c| !"元级吨千万美港".contains(*c));
    ends.then_some(found)
}

/// Words that the magnitude's character begins and that are no magnitude: 5千克, 3千瓦.
const OTHER: &[&str] = &["千克", "千米", "千瓦", "千伏", "千卡", "百分", "百强"];

/// What stands between the digits and the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Magnitude {
    /// How many characters it takes, 余 and 多 included.
    pub length: usize,
    /// By what the digits are multiplied.
    pub factor: i128,
    /// More than the digits say: 20余家, 3万多家.
    pub is_vague: bool,
}

/// Reads the magnitude at `i`; a missing one is a factor of 1.
pub fn read(chars: &[char], i: usize) -> Magnitude {
    let vague_before = is_vague(chars, i);
    let start = i + usize::from(vague_before);
    let found = MAGNITUDES
        .iter()
        .find(|(word, _)| scan::at(chars, start, word));
    let found = found.filter(|_| scan::longest_at(chars, start, OTHER).is_none());
    let found = found.or_else(|| loose(chars, start));
    let (length, factor) = found.map_or((0, 1), |(word, factor)| (scan::len(word), *factor));
    let end = start + length;
    let vague_after = length > 0 && is_vague(chars, end);
    Magnitude {
        length: end - i + usize::from(vague_after),
        factor,
        is_vague: vague_before || vague_after,
    }
}

fn is_vague(chars: &[char], i: usize) -> bool {
    matches!(chars.get(i), Some('余' | '多'))
        && !scan::at(chars, i, "余额")
        && !scan::at(chars, i, "多种")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magnitudes() {
        for (text, length, factor, is_vague) in [
            ("万元", 1, 10_000, false),
            ("万亿元", 2, 1_000_000_000_000, false),
            ("千瓦", 0, 1, false),
            ("余家", 1, 1, true),
            ("多万人", 2, 10_000, true),
            ("万余人", 2, 10_000, true),
            ("家", 0, 1, false),
            ("个亿以上", 2, 100_000_000, false),
            ("个亿元项目", 0, 1, false),
        ] {
            assert_eq!(
                read(&scan::chars(text), 0),
                Magnitude {
                    length,
                    factor,
                    is_vague
                },
                "{text}"
            );
        }
    }
}
