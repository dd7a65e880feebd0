//! Days in Chinese numerals: 二〇二〇年九月十八日.

/// The same day in digits; none for what is none in numerals, or is only partly a day.
pub fn in_digits(text: &str) -> Option<String> {
    if !text.contains(|c| digit(c).is_some_and(|_| !c.is_ascii()) || c == '十') {
        return None;
    }
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) => (Some(of_year(year)?), rest),
        None => (None, text),
    };
    let (month, rest) = rest.split_once('月')?;
    let mut said = year.map_or(String::new(), |year| format!("{year}年"));
    said.push_str(&format!("{}月", below_hundred(month)?));
    if !rest.is_empty() {
        let day = rest.strip_suffix(['日', '号'])?;
        said.push_str(&format!("{}日", below_hundred(day)?));
    }
    Some(said)
}

/// 二〇二〇, 二零二零, 二0二0
fn of_year(text: &str) -> Option<String> {
    let digits: Option<String> = text.chars().map(digit).collect();
    digits.filter(|digits| digits.len() == 4)
}

/// 九, 十八, 二十, 三十一; digits stay.
fn below_hundred(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let one = |text: &str| {
        let mut signs = text.chars();
        let number = digit(signs.next()?)?.to_digit(10)?;
        (signs.next().is_none() && number > 0).then_some(number)
    };
    let Some((tens, ones)) = text.split_once('十') else {
        return one(text);
    };
    let tens = if tens.is_empty() { 1 } else { one(tens)? };
    let ones = if ones.is_empty() { 0 } else { one(ones)? };
    Some(tens * 10 + ones)
}

fn digit(c: char) -> Option<char> {
    let at = "〇一二三四五六七八九".chars().position(|known| known == c);
    match (at, c) {
        (Some(at), _) => char::from_digit(u32::try_from(at).ok()?, 10),
        (None, '零' | '○' | 'O' | 'o') => Some('0'),
        (None, _) => c.is_ascii_digit().then_some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_numerals() {
        for (text, digits) in [
            ("二〇二〇年九月十八日", Some("2020年9月18日")),
            ("二零二零年十二月三十一日", Some("2020年12月31日")),
            ("二○二○年十月二十日", Some("2020年10月20日")),
            ("二0二0年九月十号", Some("2020年9月10日")),
            ("九月十八日", Some("9月18日")),
            ("二〇二〇年9月18日", Some("2020年9月18日")),
            ("二〇二〇年九月", Some("2020年9月")),
            ("2020年9月18日", None),
            ("二〇年九月十八日", None),
            ("九月十八", None),
            ("九月初八日", None),
            ("九月一八日", None),
            ("二〇二〇年九月十八日至二十日", None),
            ("二〇二〇年", None),
            ("国庆前", None),
        ] {
            assert_eq!(in_digits(text).as_deref(), digits, "{text}");
        }
    }
}
