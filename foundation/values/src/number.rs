/// Full-width digits, signs and blanks as people type them, made half width.
pub fn half_width(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '－' | '／' | '％' | '＋' =>
            {
                out.push(char::from_u32(c as u32 - 0xFEE0).unwrap_or(c));
            }
            '，' => out.push(','),
            '\u{3000}' | '\u{a0}' => out.push(' '),
            '−' | '–' => out.push('-'),
            _ => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// `1204` → `1,204`; the sign is kept.
pub fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    if number < 0 {
        out.push('−');
    }
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A whole number as people type it: thousands separators and full-width digits are understood.
pub fn parse_whole(text: &str) -> Option<i64> {
    let plain: String = half_width(text)
        .chars()
        .filter(|c| *c != ',' && *c != ' ')
        .collect();
    plain.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_type_them() {
        assert_eq!(parse_whole("１，２０４"), Some(1204));
        assert_eq!(parse_whole(" 12 "), Some(12));
        assert_eq!(parse_whole("十二"), None);
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(-120), "−120");
    }
}
