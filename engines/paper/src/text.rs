//! Signs that people mix made uniform, for comparing and reading.

/// Half width, without any blank or control character, lower case: what two headings or names are compared by.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter_map(fold) {
        match c.is_uppercase() {
            true => out.extend(c.to_lowercase()),
            false => out.push(c),
        }
    }
    out
}

/// The last sign of the folded text, where it has no upper case.
pub fn last(text: &str) -> Option<char> {
    let last = text.chars().rev().find_map(fold)?;
    last.to_lowercase().last()
}

/// Half width; `None` for a blank.
fn fold(c: char) -> Option<char> {
    if is_han(c) {
        return Some(c);
    }
    Some(half(c)).filter(|c| !is_blank(*c))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Runs of blanks as one blank, trimmed; nothing else is changed.
pub fn tidy(text: &str) -> String {
    if !text.chars().any(is_blank) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if is_blank(c) => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The most characters of a value that a sentence or a page shows.
const SHOWN: usize = 64;

/// A text as it is shown where only a glance is needed: trimmed, and cut with … where it is long.
pub fn short(text: &str) -> String {
    let text = text.trim();
    // No character has less than one byte.
    let cut = (text.len() > SHOWN)
        .then(|| text.char_indices().nth(SHOWN))
        .flatten();
    match cut {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Blanks, controls and the invisible signs that come with copying from web pages.
pub fn is_blank(c: char) -> bool {
    if c.is_ascii_graphic() || is_han(c) {
        return false;
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{202a}'..='\u{202e}')
}

/// A full-width sign as its half-width one; brackets, commas, dashes and percent signs of every make become one.
pub fn half(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '。' => '.',
        '【' | '〔' | '〖' => '[',
        '】' | '〕' | '〗' => ']',
        '−' | '–' | '—' | '‐' | '‑' | '―' | '﹣' => '-',
        '﹪' => '%',
        '￥' | '¥' => '¥',
        _ => c,
    }
}

/// Years that a table may be of.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2200;

/// The latest year in a title, a heading or the name of a file: 2019年9月贷款统计表.xlsx, 19年贷款, 贷款 2019.12, 贷款（2019）.
pub fn year(title: &str) -> Option<i32> {
    if !title.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        return None;
    }
    let half: String = title.chars().map(half).collect();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, c) in half.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        match runs.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => runs.push((at, at + c.len_utf8())),
        }
    }
    let read = |(start, end): (usize, usize)| {
        let (before, run, behind) = (&half[..start], &half[start..end], half[end..].trim_start());
        let number: i32 = run.parse().ok()?;
        let is_year = run.len() == 4 && YEARS.contains(&number);
        if let Some(behind) = behind.strip_prefix('年') {
            let is_short =
                run.len() == 2 && (10..=40).contains(&number) && before.trim().is_empty();
            let is_span = behind.starts_with(['期', '来', '以', '内', '间', '限']);
            return match is_year {
                true => Some(number),
                false => (is_short && !is_span).then_some(2000 + number),
            };
        }
        // 2019.12 and （2019） say a year too; 〔2019〕71号 is the number of a paper.
        let month = behind
            .strip_prefix('.')
            .map(|rest| rest.split(|c: char| !c.is_ascii_digit()));
        let month = month.and_then(|mut parts| parts.next()?.parse::<u32>().ok());
        let is_dotted =
            month.is_some_and(|month| (1..=12).contains(&month)) && !before.ends_with(['.', '-']);
        let is_alone = before.ends_with(['(', '['])
            && behind.strip_prefix([')', ']']).is_some_and(|rest| {
                !rest
                    .trim_start()
                    .starts_with(|c: char| c.is_ascii_digit() || c == '第')
            });
        (is_year && (is_dotted || is_alone)).then_some(number)
    };
    runs.into_iter().filter_map(read).max()
}

/// A text without what stands in brackets of any make, and what stood there.
pub fn brackets(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let (mut depth, mut part) = (0_usize, String::new());
    for c in text.chars() {
        match half(c) {
            '(' | '[' => {
                depth += 1;
                if depth > 1 {
                    part.push(c);
                }
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                match depth {
                    0 => inside.push(std::mem::take(&mut part)),
                    _ => part.push(c),
                }
            }
            _ if depth > 0 => part.push(c),
            _ => outside.push(c),
        }
    }
    if !part.is_empty() {
        inside.push(part);
    }
    (outside, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_made_uniform() {
        assert_eq!(folded(" 金　额（万元） "), "金额(万元)");
        assert_eq!(folded("ＡＢc\u{a0}％"), "abc%");
        assert_eq!(tidy(" a \u{3000}\n b\u{200b} "), "a b");
        assert_eq!(short(&format!(" {} ", "长".repeat(64))), "长".repeat(64));
        assert_eq!(short(&"长".repeat(65)), format!("{}…", "长".repeat(64)));
        assert_eq!(
            brackets("金额（万元）[必填]"),
            (
                "金额".to_owned(),
                vec!["万元".to_owned(), "必填".to_owned()]
            )
        );
        assert_eq!(
            brackets("金额（万元"),
            ("金额".to_owned(), vec!["万元".to_owned()])
        );
    }
}
