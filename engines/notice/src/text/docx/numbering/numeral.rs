//! A number as a list writes it (ST_NumberFormat, ECMA-376 part 1, 17.18.59).

/// `一`, `①`, `iv`; a format that is not known here is written in digits.
pub fn written(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital" => chinese(number),
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
            number.to_string().chars().map(wide).collect()
        }
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => {
            ringed(number).unwrap_or_else(|| format!("({number})"))
        }
        "decimalEnclosedParen" => format!("({number})"),
        "decimalEnclosedFullstop" => format!("{number}."),
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "ideographTraditional" => nth("甲乙丙丁戊己庚辛壬癸", number),
        "ideographZodiac" => nth("子丑寅卯辰巳午未申酉戌亥", number),
        _ => number.to_string(),
    }
}

fn nth(row: &str, number: u32) -> String {
    let place = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    place
        .and_then(|place| row.chars().nth(place))
        .map_or_else(|| number.to_string(), String::from)
}

fn ringed(number: u32) -> Option<String> {
    let first = match number {
        1..=20 => 0x2460,
        21..=35 => 0x3251 - 20,
        36..=50 => 0x32B1 - 35,
        _ => return None,
    };
    char::from_u32(first + number - 1).map(String::from)
}

/// `a` to `z`, then `aa`, `bb`.
fn letters(number: u32, first: u8) -> String {
    let Some(place) = number.checked_sub(1) else {
        return number.to_string();
    };
    let letter = char::from(first + u8::try_from(place % 26).unwrap_or(0));
    let times = usize::try_from(place / 26 + 1).unwrap_or(1).min(8);
    std::iter::repeat_n(letter, times).collect()
}

fn roman(mut number: u32) -> String {
    if number > 3999 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, sign) in [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ] {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// `十一`, `二十`, `一百零三`.
fn chinese(number: u32) -> String {
    let digits: Vec<char> = "〇一二三四五六七八九".chars().collect();
    let digit = |n: u32| digits[usize::try_from(n).unwrap_or(0)];
    match number {
        0..=9 => digit(number).to_string(),
        10..=19 => match number - 10 {
            0 => "十".to_owned(),
            ones => format!("十{}", digit(ones)),
        },
        20..=99 => match number % 10 {
            0 => format!("{}十", digit(number / 10)),
            ones => format!("{}十{}", digit(number / 10), digit(ones)),
        },
        100..=999 => {
            let hundreds = format!("{}百", digit(number / 100));
            match number % 100 {
                0 => hundreds,
                rest @ 1..=9 => format!("{hundreds}零{}", digit(rest)),
                rest @ 10..=19 => format!("{hundreds}一{}", chinese(rest)),
                rest => format!("{hundreds}{}", chinese(rest)),
            }
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn numbers_as_lists_write_them() {
        for (number, format, expected) in [
            (1, "chineseCounting", "一"),
            (10, "chineseCountingThousand", "十"),
            (11, "japaneseCounting", "十一"),
            (20, "chineseCounting", "二十"),
            (35, "chineseCounting", "三十五"),
            (103, "chineseCounting", "一百零三"),
            (112, "chineseCounting", "一百一十二"),
            (7, "decimal", "7"),
            (12, "decimalFullWidth", "１２"),
            (1, "decimalEnclosedCircleChinese", "①"),
            (20, "decimalEnclosedCircle", "⑳"),
            (21, "decimalEnclosedCircle", "㉑"),
            (36, "decimalEnclosedCircle", "㊱"),
            (99, "decimalEnclosedCircle", "(99)"),
            (28, "lowerLetter", "bb"),
            (3, "upperLetter", "C"),
            (14, "lowerRoman", "xiv"),
            (9, "upperRoman", "IX"),
            (2, "ideographTraditional", "乙"),
            (13, "ideographZodiac", "13"),
            (0, "lowerLetter", "0"),
            (4, "somethingElse", "4"),
        ] {
            assert_eq!(written(number, format), expected, "{number} {format}");
        }
    }
}
