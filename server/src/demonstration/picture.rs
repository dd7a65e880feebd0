//! A drawn picture in place of a photograph: labelled lines and the mark 演示样张, as a PNG of two
//! colours.

use super::glyphs::GLYPHS;

const WIDTH: usize = 560;
const HEIGHT: usize = 320;

/// Dots, true where there is ink.
struct Paper(Vec<bool>);

/// A picture with labelled lines. What the glyphs lack is left blank.
pub fn sheet(lines: &[(&str, String)]) -> Vec<u8> {
    let mut paper = Paper(vec![false; WIDTH * HEIGHT]);
    paper.frame();
    paper.write((40, 28), 3, "演示样张");
    for (at, (label, said)) in lines.iter().enumerate() {
        let height = 100 + 36 * at;
        paper.write((40, height), 1, label);
        paper.write((160, height), 1, said);
    }
    png(&paper)
}

impl Paper {
    fn dot(&mut self, x: usize, y: usize) {
        if x < WIDTH && y < HEIGHT {
            self.0[y * WIDTH + x] = true;
        }
    }

    fn frame(&mut self) {
        for x in 8..WIDTH - 8 {
            for y in [8, 9, 88, HEIGHT - 10, HEIGHT - 9] {
                self.dot(x, y);
            }
        }
        for y in 8..HEIGHT - 8 {
            for x in [8, 9, WIDTH - 10, WIDTH - 9] {
                self.dot(x, y);
            }
        }
    }

    fn write(&mut self, (x, y): (usize, usize), scale: usize, said: &str) {
        let mut left = x;
        for character in said.chars() {
            for (row, bits) in rows(character).into_iter().enumerate() {
                for column in (0..16).filter(|column| bits >> (15 - column) & 1 == 1) {
                    self.square((left + column * scale, y + row * scale), scale);
                }
            }
            left += scale * if character.is_ascii() { 10 } else { 16 };
        }
    }

    fn square(&mut self, (x, y): (usize, usize), size: usize) {
        for dy in 0..size {
            for dx in 0..size {
                self.dot(x + dx, y + dy);
            }
        }
    }
}

fn rows(character: char) -> [u16; 16] {
    let mut rows = [0; 16];
    let Ok(found) = GLYPHS.binary_search_by_key(&character, |glyph| glyph.0) else {
        return rows;
    };
    for (row, bits) in rows.iter_mut().enumerate() {
        *bits = GLYPHS[found]
            .1
            .get(row * 4..row * 4 + 4)
            .and_then(|hex| u16::from_str_radix(hex, 16).ok())
            .unwrap_or(0);
    }
    rows
}

/// One bit a dot, stored without compression: a signature, a head, the dots, an end.
fn png(paper: &Paper) -> Vec<u8> {
    let mut raw = Vec::with_capacity(HEIGHT * (WIDTH / 8 + 1));
    for line in paper.0.chunks(WIDTH) {
        raw.push(0);
        raw.extend(line.chunks(8).map(|eight| {
            eight
                .iter()
                .fold(0u8, |byte, ink| byte << 1 | u8::from(!ink))
        }));
    }
    let mut head = Vec::new();
    for side in [WIDTH, HEIGHT] {
        head.extend(u32::try_from(side).unwrap_or(0).to_be_bytes());
    }
    head.extend([1, 0, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, body) in [
        (b"IHDR", head),
        (b"IDAT", stored(&raw)),
        (b"IEND", Vec::new()),
    ] {
        out.extend(u32::try_from(body.len()).unwrap_or(0).to_be_bytes());
        let begin = out.len();
        out.extend(name);
        out.extend(body);
        let sum = crc(&out[begin..]);
        out.extend(sum.to_be_bytes());
    }
    out
}

/// A zlib stream (RFC 1950) of one stored block (RFC 1951, 3.2.4); the dots are fewer than 65,536 bytes.
fn stored(raw: &[u8]) -> Vec<u8> {
    let length = u16::try_from(raw.len()).unwrap_or(u16::MAX);
    let mut out = vec![0x78, 0x01, 1];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(raw);
    let (mut low, mut high) = (1u32, 0u32);
    for byte in raw {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    out.extend((high << 16 | low).to_be_bytes());
    out
}

/// The check sum of a chunk (PNG specification, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_that_of_the_specification() {
        assert_eq!(crc(b"IEND"), 0xae42_6082);
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn letters_stand_in_order_and_are_drawn() {
        assert!(GLYPHS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let blank = sheet(&[]);
        assert!(blank.starts_with(b"\x89PNG\r\n\x1a\n"));
        assert_ne!(blank, sheet(&[("号", "2020".to_owned())]));
    }
}
