//! Signs made uniform, one for one, so that offsets stay.

use super::lines::is_blank;
use super::{Stream, digits};
use crate::outline::numbering;
use crate::text::raised;
use std::ops::Range;

/// Adds a line to the stream: blanks go, except between two Latin letters or digits, where one stays, unless it only parts
/// the digits of one number.
pub fn append(stream: &mut Stream, chars: &[char], line: &Range<usize>) {
    let mut blank = None;
    let mut quotes = 0_usize;
    for at in line.clone() {
        let c = chars[at];
        if c == '\t' {
            push(stream, '\t', at);
            blank = None;
        } else if is_note(chars, line, at) {
            // 30¹家 is 30家.
        } else if is_blank(c) {
            blank = blank.or(Some(at));
            if blank == Some(at) && digits::are_one(chars, line, at) {
                blank = None;
            }
        } else {
            keep_needed_blank(stream, blank.take(), c);
            let between = at
                .checked_sub(1)
                .map(|b| chars[b])
                .zip(chars.get(at + 1).copied());
            let sign = if c == '，' && digits::parts_thousands(chars, at) {
                ','
            } else {
                uniform(c, between, &mut quotes)
            };
            push(stream, sign, at);
        }
    }
}

/// No number or note is longer.
const REACH: usize = 24;

/// The raised mark of a note behind a number or a word; the ² of m² and the ⁴ of ×10⁴ are none.
fn is_note(chars: &[char], line: &Range<usize>, at: usize) -> bool {
    let c = chars[at];
    if at == line.start || !(raised::is_raised_digit(c) || numbering::is_circled(c)) {
        return false;
    }
    let before = chars[line.start..at].iter().rev().take(REACH);
    let Some(last) = before.clone().find(|c| !raised::is_raised_digit(**c)) else {
        return false;
    };
    if numbering::is_circled(c) {
        return last.is_ascii_digit() && chars[at - 1].is_ascii_digit();
    }
    let power = before
        .clone()
        .find(|c| !c.is_ascii_digit() && !raised::is_raised_digit(**c));
    !(last.is_ascii_alphabetic() || matches!(power, Some('×' | '^')) && last.is_ascii_digit())
}

fn push(stream: &mut Stream, c: char, at: usize) {
    stream.chars.push(c);
    stream.at.push(at);
}

fn keep_needed_blank(stream: &mut Stream, blank: Option<usize>, next: char) {
    let before = stream.chars.last().is_some_and(char::is_ascii_alphanumeric);
    if let Some(at) = blank.filter(|_| before && next.is_ascii_alphanumeric()) {
        push(stream, ' ', at);
    }
}

fn uniform(c: char, between: Option<(char, char)>, quotes: &mut usize) -> char {
    let in_number = between.is_some_and(|(a, b)| a.is_ascii_digit() && b.is_ascii_digit());
    let full = |c| ('０'..='９').contains(&c);
    let in_full_width = between.is_some_and(|(a, b)| full(a) && full(b));
    match c {
        // １，５００ is one number; its groups are checked where numbers are read.
        '，' if in_full_width => ',',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '／' | '＆' | '．' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '﹪' => '%',
        '－' | '–' | '−' | '‐' | '‑' => '-',
        '⸺' | '⸻' | '―' => '—',
        '～' | '〜' | '∼' => '~',
        ',' | ':' if in_number => c,
        ',' => '，',
        ':' | '﹕' => '：',
        ';' => '；',
        '!' => '！',
        '?' => '？',
        '(' | '〈' => '（',
        ')' | '〉' => '）',
        '「' | '『' | '〝' => '“',
        '」' | '』' | '〞' => '”',
        '"' | '＂' => {
            *quotes += 1;
            if *quotes % 2 == 1 { '“' } else { '”' }
        }
        '﹒' => '.',
        _ => super::radicals::unfolded(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut stream = Stream::default();
        append(&mut stream, &chars, &(0..chars.len()));
        stream.chars.into_iter().collect()
    }

    #[test]
    fn one_for_one() {
        for (given, read_as) in [
            ("９％,净增(高企)", "9%，净增（高企）"),
            ("1,200家 R & D", "1,200家R&D"),
            ("全 市 R&D 占 GDP 比重", "全市R&D占GDP比重"),
            ("DHRG lab 2", "DHRG lab 2"),
            ("\"双创\"、\"苏科贷\"", "“双创”、“苏科贷”"),
            ("１，５００件，９％", "1,500件，9%"),
            ("高企\t30", "高企\t30"),
            ("新增 2 0 0 家", "新增200家"),
            ("余额2 000万元", "余额2000万元"),
            ("余额2  000万元", "余额2 000万元"),
            ("授权1，200件", "授权1,200件"),
            ("授权30，20件", "授权30，20件"),
            ("增长5⸺6%", "增长5—6%"),
            ("净增30¹家", "净增30家"),
            ("达到2.8³%", "达到2.8%"),
            ("孵化器3①", "孵化器3"),
            ("①净增3家", "①净增3家"),
            ("12万m²，1.2×10⁴吨", "12万m²，1.2×10⁴吨"),
        ] {
            assert_eq!(read(given), read_as, "{given}");
        }
    }
}
