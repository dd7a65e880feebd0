//! Numbers in Arabic digits: `1,200`, `2.5`. Full-width digits were made half width before.

use crate::decimal::Decimal;

/// Reads the digits at `i`: how many characters they take, and their value (`None` when they are no number, such as
/// `1.2.3` or twenty-five digits in a row; the caller passes over them).
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
    if text.contains(',') && !is_grouped(&text) {
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
        ] {
            let (l, v) = read(&scan::chars(text), 0);
            assert_eq!(
                (l, v.map(|v| v.to_string())),
                (length, value.map(str::to_owned)),
                "{text}"
            );
        }
        let long = "9".repeat(300);
        assert_eq!(read(&scan::chars(&long), 0), (300, None));
    }
}
