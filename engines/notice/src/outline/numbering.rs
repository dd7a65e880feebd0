//! Numbers of headings and list items: 一、 （一） 1. （1） ① 第一章.

/// The number a paragraph begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbering {
    /// Depth: 1 第一章, 2 一、, 3 （一）, 4 `1.`, 5 （1） and ①.
    pub level: u8,
    /// How many characters the number and its sign take.
    pub length: usize,
    /// Written in Chinese numerals, which never begin a broken line by chance.
    pub is_chinese: bool,
    /// The number itself, where it is small.
    pub ordinal: u32,
}

fn chinese_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九十"
        .chars()
        .position(|d| d == c)
        .and_then(|i| u32::try_from(i).ok())
}

fn chinese_run(chars: &[char]) -> (usize, u32) {
    let length = chars
        .iter()
        .take(3)
        .take_while(|c| chinese_digit(**c).is_some())
        .count();
    let value = match chars[..length]
        .iter()
        .filter_map(|c| chinese_digit(*c))
        .collect::<Vec<_>>()[..]
    {
        [a] => a,
        [10, b] => 10 + b,
        [a, 10] => a * 10,
        [a, 10, b] => a * 10 + b,
        _ => 0,
    };
    (length, value)
}

fn digit_run(chars: &[char]) -> (usize, u32) {
    let length = chars
        .iter()
        .take(3)
        .take_while(|c| c.is_ascii_digit())
        .count();
    let value = chars[..length]
        .iter()
        .collect::<String>()
        .parse()
        .unwrap_or(0);
    (length, value)
}

/// 6月底前 or 2020年 behind the point of 1.6月底前: no decimal.
pub fn is_date(chars: &[char]) -> bool {
    let digits = chars
        .iter()
        .take(5)
        .take_while(|c| c.is_ascii_digit())
        .count();
    matches!(
        (digits, chars.get(digits)),
        (1 | 2, Some('月')) | (4, Some('年'))
    )
}

/// ① to ⑳.
pub fn is_circled(c: char) -> bool {
    ('①'..='⑳').contains(&c)
}

/// The numbering at the beginning of a paragraph or line, if there is one.
pub fn of(chars: &[char]) -> Option<Numbering> {
    let first = *chars.first()?;
    let is = |i: usize, signs: &str| chars.get(i).is_some_and(|c| signs.contains(*c));
    let found = |level, length, is_chinese, ordinal| {
        Some(Numbering {
            level,
            length,
            is_chinese,
            ordinal,
        })
    };
    if first == '第' {
        let (n, ordinal) = chinese_run(&chars[1..]);
        let part = chars[1 + n..].iter().take(2).collect::<String>() == "部分";
        return match n {
            0 => None,
            _ if part => found(1, n + 3, true, ordinal),
            _ if is(n + 1, "章篇编") => found(1, n + 2, true, ordinal),
            _ if is(n + 1, "节") => found(2, n + 2, true, ordinal),
            _ => None,
        };
    }
    if first == '（' || first == '(' {
        let (n, ordinal) = chinese_run(&chars[1..]);
        let (d, number) = digit_run(&chars[1..]);
        return match (n, d) {
            (1.., _) if is(n + 1, "）)") => found(3, n + 2, true, ordinal),
            (0, 1..=2) if is(d + 1, "）)") => found(5, d + 2, false, number),
            _ => None,
        };
    }
    if is_circled(first) {
        return found(5, 1, true, first as u32 - '①' as u32 + 1);
    }
    let (n, ordinal) = chinese_run(chars);
    if n > 0 {
        return if is(n, "、.．") {
            found(2, n + 1, true, ordinal)
        } else {
            None
        };
    }
    let (d, number) = digit_run(chars);
    let decimal = chars.get(d + 1).is_some_and(char::is_ascii_digit) && !is_date(&chars[d + 1..]);
    let dotted = is(d, ".．、") && !decimal;
    match d {
        1..=2 if dotted => found(4, d + 1, false, number),
        1..=2 if is(d, "）)") => found(5, d + 1, false, number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings() {
        for (text, level, length, ordinal) in [
            ("第一部分 回顾", 1, 4, 1),
            ("第十二章 附则", 1, 4, 12),
            ("三、推进举措", 2, 2, 3),
            ("十一、保障", 2, 3, 11),
            ("（二）着力", 3, 3, 2),
            ("1.在创新", 4, 2, 1),
            ("12、在创新", 4, 3, 12),
            ("（3）在创新", 5, 3, 3),
            ("1.6月底前完成", 4, 2, 1),
            ("2.2020年完成", 4, 2, 2),
            ("②在创新", 5, 1, 2),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let found = of(&chars).map(|n| (n.level, n.length, n.ordinal));
            assert_eq!(found, Some((level, length, ordinal)), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_heading() {
        for text in [
            "2.5%，高新",
            "2.5个月",
            "2.5年",
            "2020年",
            "一批",
            "第一，",
            "（如皋）",
            "一是要",
            "30家",
            "123.甲",
            "",
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(of(&chars), None, "{text}");
        }
    }
}
