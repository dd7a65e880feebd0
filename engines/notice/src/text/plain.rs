//! Plain text: UTF-8, UTF-16 with a byte order mark, GB 18030.

use super::Unreadable;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{GB18030, GBK, UTF_16BE, UTF_16LE};

/// The characters of a text file, untouched; a byte order mark stays as U+FEFF.
pub fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if let Some(text) = utf16(bytes)? {
        return Ok(text);
    }
    if let Some(text) = unmarked_utf16(bytes) {
        return Ok(text);
    }
    if let Some(at) = odd_byte(bytes) {
        return Err(Unreadable::Binary { at: at + 1 });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(wrong) if is_mostly_utf8(&bytes[..wrong.valid_up_to()]) => Err(Unreadable::Encoding {
            line: line_of(bytes, wrong.valid_up_to()),
            encoding: "UTF-8",
        }),
        Err(_) => gb18030(bytes),
    }
}

fn utf16(bytes: &[u8]) -> Result<Option<String>, Unreadable> {
    let encoding = match bytes {
        [0xff, 0xfe, ..] => UTF_16LE,
        [0xfe, 0xff, ..] => UTF_16BE,
        _ => return Ok(None),
    };
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => match text.chars().position(is_odd) {
            Some(at) => Err(Unreadable::Binary { at: at * 2 + 1 }),
            None => Ok(Some(text.into_owned())),
        },
        None => {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            let good = text.split('\u{fffd}').next().unwrap_or_default();
            Err(Unreadable::Encoding {
                line: good.matches('\n').count() + 1,
                encoding: "UTF-16",
            })
        }
    }
}

/// UTF-16 without its mark: nearly all its characters are Chinese, ASCII or signs, and in no other encoding would be.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    if bytes.len() < 8
        || bytes.len() % 2 == 1
        || std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'))
    {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find_map(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let known = |c: char| {
            (c.is_ascii() && !is_odd(c))
                || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '\u{2000}'..='\u{206f}')
        };
        let all = text.chars().count();
        let common = text.chars().filter(|c| known(*c)).count();
        // Two bytes of GB 18030 may be a Chinese character of UTF-16 by chance, but never a digit or a stop.
        let plain = text.chars().filter(|c| c.is_ascii() || matches!(c, '，' | '。' | '、')).count();
        (common * 20 >= all * 19 && plain * 50 >= all).then(|| text.into_owned())
    })
}

/// Do so many characters of two bytes lie among the common ones of GB 2312 (its first level, B0 to D7)? Those of another
/// encoding that are read as GB 18030 are scattered.
fn is_scattered(bytes: &[u8]) -> bool {
    let (mut all, mut common) = (0_usize, 0_usize);
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] < 0x81 {
            at += 1;
            continue;
        }
        let is_han = !(0xa1..=0xa9).contains(&bytes[at]) || bytes[at + 1] < 0xa1;
        all += usize::from(is_han);
        common += usize::from((0xb0..=0xd7).contains(&bytes[at]) && bytes[at + 1] >= 0xa1);
        at += 2;
    }
    all >= FEWEST_HAN && common * 10 < all * 6
}

/// Fewer characters tell nothing.
const FEWEST_HAN: usize = 8;

fn gb18030(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    let decoded = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    match decoded {
        Some(text)
            if !is_scattered(bytes)
                && (guess == GBK || guess == GB18030 || is_mostly_chinese(&text)) =>
        {
            Ok(text.into_owned())
        }
        _ => {
            let (text, _) = GB18030.decode_without_bom_handling(bytes);
            let good = text.split('\u{fffd}').next().unwrap_or_default();
            let line = if good.len() == text.len() {
                1
            } else {
                good.matches('\n').count() + 1
            };
            Err(Unreadable::Encoding {
                line,
                encoding: "GB 18030",
            })
        }
    }
}

/// A broken UTF-8 file is told from a GB 18030 file by a run of valid multi-byte characters: two-byte GB characters
/// rarely form three of them in a row by chance.
fn is_mostly_utf8(valid: &[u8]) -> bool {
    std::str::from_utf8(valid)
        .is_ok_and(|text| text.chars().filter(|c| *c as u32 >= 0x800).count() >= 3)
}

fn is_mostly_chinese(text: &str) -> bool {
    let (mut chinese, mut other) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        match c {
            '\u{4e00}'..='\u{9fff}'
            | '\u{3000}'..='\u{303f}'
            | '\u{ff00}'..='\u{ffef}'
            | '“'
            | '”'
            | '—'
            | '…' => chinese += 1,
            _ => other += 1,
        }
    }
    chinese > 0 && chinese >= other * 2
}

fn odd_byte(bytes: &[u8]) -> Option<usize> {
    bytes
        .iter()
        .position(|b| b.is_ascii() && is_odd(char::from(*b)))
}

/// Control characters that no text file holds. A form feed, a vertical tab and an old end-of-file mark do occur.
fn is_odd(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}')
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[..at].iter().filter(|b| **b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_encodings_of_the_office() {
        let text = "二、工作目标\r\n净增高新技术企业30家以上";
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
        assert_eq!(decode(&GB18030.encode(text).0).unwrap(), text);
        let with_mark = format!("\u{feff}{text}");
        assert_eq!(decode(with_mark.as_bytes()).unwrap(), with_mark);
        let little: Vec<u8> = with_mark
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(decode(&little).unwrap(), with_mark);
        let big: Vec<u8> = with_mark
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(decode(&big).unwrap(), with_mark);
    }

    #[test]
    fn encodings_that_say_nothing_of_themselves() {
        let text = "2025年科技工作目标任务：净增高新技术企业30家以上。";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little).unwrap(), text);
        assert_eq!(decode(&big).unwrap(), text);
        let (other, ..) = encoding_rs::BIG5.encode("2025年目標任務：淨增高新技術企業30家以上。");
        assert!(matches!(decode(&other), Err(Unreadable::Encoding { .. })));
    }

    #[test]
    fn says_where_the_encoding_breaks() {
        let mut bytes = "一、工作目标\n净增高企".as_bytes().to_vec();
        bytes.push(0xff);
        assert_eq!(
            decode(&bytes),
            Err(Unreadable::Encoding {
                line: 2,
                encoding: "UTF-8"
            })
        );
        assert_eq!(decode(b"ab\x00cd"), Err(Unreadable::Binary { at: 3 }));
        assert!(matches!(
            decode(&[0xff, 0xfe, 0x00, 0xd8]),
            Err(Unreadable::Encoding {
                line: 1,
                encoding: "UTF-16"
            })
        ));
        assert!(matches!(
            decode(&[0xc4, 0xff, 0xff, 0x81]),
            Err(Unreadable::Encoding { .. })
        ));
    }
}
