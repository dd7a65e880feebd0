//! Numbers in Arabic digits: `1,200`, `2.5`. Full-width digits were made half width before.

use crate::decimal::Decimal;

/// Reads the digits at `i`: how many characters they take, and their value (`None` when they are no number, such as
/// `1.2.3`, `000`, twenty-five digits in a row, or digits that a blank parts, of which nobody knows whether they are one
/// number: `12 34家`; the caller passes over them).
pub fn read(chars: &[char], i: usize) -> (usize, Option<Decimal>) {
    let mut end = i;
    while end < chars.len() && (chars[end].is_ascii_digit() || joins(chars, end)) {
        end += 1;
    }
    let length = end - i;
    if length > 26 {
        return (length, None);
    }
    let text: String = chars[i..end].iter().collect();
    let is_whole = !has_zeros_before(&text) && !is_parted(chars, i, end);
    if !is_whole || (text.contains(',') && !is_grouped(&text)) {
        return (length, None);
    }
    (length, Decimal::parse(&text.replace(',', "")))
}

fn joins(chars: &[char], i: usize) -> bool {
    matches!(chars[i], '.' | ',')
        && i > 0
        && chars[i - 1].is_ascii_digit()
        && chars.get(i + 1).is_some_and(char::is_ascii_digit)
}

/// `000`, `05`: the end of a number that was cut.
fn has_zeros_before(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next() == Some('0') && chars.next().is_some_and(|c| c != '.')
}

/// Do other digits stand beside a blank before or behind? A year does not count: 2021 30家.
fn is_parted(chars: &[char], i: usize, end: usize) -> bool {
    let is_blank = |at: usize| chars.get(at) == Some(&' ');
    let behind = is_blank(end) && chars.get(end + 1).is_some_and(char::is_ascii_digit);
    if !(behind || (i > 0 && is_blank(i - 1))) {
        return false;
    }
    let before = chars[..i.saturating_sub(1)].iter().rev();
    let digits = before.take(YEAR).take_while(|c| c.is_ascii_digit()).count();
    let letter = i.checked_sub(digits + 2).map(|b| chars[b]);
    let is_number =
        (1..YEAR).contains(&digits) && !letter.is_some_and(|c| c.is_ascii_alphanumeric());
    (behind && end - i < YEAR) || (i > 0 && is_blank(i - 1) && is_number)
}

/// The digits of a year.
const YEAR: usize = 4;

/// Thousands in groups of three.
fn is_grouped(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    whole.split(',').skip(1).all(|group| group.len() == 3)
        && whole.split(',').next().is_some_and(|g| g.len() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan;

    #[test]
    fn digits_and_what_is_no_number() {
        for (text, length, value) in [
            ("150项", 3, Some("150")),
            ("2.50%", 4, Some("2.5")),
            ("1,200家", 5, Some("1200")),
            ("12,34家", 5, None),
            ("1.2.3", 5, None),
            ("3.家", 1, Some("3")),
            ("0.5个", 3, Some("0.5")),
            ("0家", 1, Some("0")),
            ("000件", 3, None),
            ("05家", 2, None),
            ("12 34家", 2, None),
            ("2021 30家", 4, Some("2021")),
        ] {
            let (l, v) = read(&scan::chars(text), 0);
            assert_eq!(
                (l, v.map(|v| v.to_string())),
                (length, value.map(str::to_owned)),
                "{text}"
            );
        }
        for (text, i, value) in [
            ("12 34家", 3, None),
            ("2021 30家", 5, Some("30")),
            ("G20 30家", 4, Some("30")),
        ] {
            let value = value.map(str::to_owned);
            let read = read(&scan::chars(text), i).1;
            assert_eq!(read.map(|v| v.to_string()), value, "{text}");
        }
        let long = "9".repeat(300);
        assert_eq!(read(&scan::chars(&long), 0), (300, None));
    }
}
