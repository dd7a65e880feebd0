//! Numbers as people and programs write them.

/// Why a text is no number of the kind wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Unreadable,
    Scientific,
    Separators,
    TooFine,
    TooLong,
}

impl Why {
    pub fn said(self, text: &str, places: u32) -> String {
        match self {
            Why::Scientific => format!("“{text}”是科学计数法，可能丢了位数，请写成完整的数"),
            Why::Separators => format!("“{text}”的千分位逗号位置不对，请写成不带逗号的数"),
            Why::TooFine if places == 0 => format!("“{text}”不是整数"),
            Why::TooFine => format!("“{text}”细到了分以下，金额最多两位小数"),
            Why::TooLong => format!("“{text}”太长，请检查"),
            Why::Unreadable if places == 0 => format!("“{text}”不是整数，不知道就留空"),
            Why::Unreadable => {
                format!("“{text}”不是以元为单位的数，只写数字，单位是元；不知道就留空")
            }
        }
    }
}

/// `-123.45` in the smallest unit, without any oddity; `None` for everything else.
pub fn plain(text: &str, places: u32) -> Option<i64> {
    let bytes = text.as_bytes();
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if digits.is_empty() || digits.len() > 17 {
        return None;
    }
    let mut number: i64 = 0;
    let mut after: Option<u32> = None;
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + i64::from(byte - b'0');
                after = after.map(|after| after + 1);
            }
            b'.' if after.is_none() => after = Some(0),
            _ => return None,
        }
    }
    let after = after
        .filter(|_| digits[0] != b'.')
        .unwrap_or(if digits[0] == b'.' { u32::MAX } else { 0 });
    if after > places || digits.last() == Some(&b'.') {
        return None;
    }
    let number = number.checked_mul(10i64.pow(places - after))?;
    Some(if negative { -number } else { number })
}

/// A number with separators, a plus sign, or zeros past the decimals.
pub fn spelled(text: &str, places: u32) -> Result<i64, Why> {
    let (negative, digits) = match text.strip_prefix(['-', '−', '－']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if scientific(digits) {
        return Err(Why::Scientific);
    }
    let (whole, part) = match digits.split_once('.') {
        Some((_, "")) => return Err(Why::Unreadable),
        Some((whole, part)) => (whole, part),
        None => (digits, ""),
    };
    if whole.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Why::Unreadable);
    }
    let whole = without_separators(whole)?;
    let part = part.trim_end_matches('0');
    let fine = u32::try_from(part.len()).map_err(|_| Why::TooLong)?;
    if fine > places {
        return Err(Why::TooFine);
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() > 16 {
        return Err(Why::TooLong);
    }
    let number: i64 = format!("0{whole}{part}")
        .parse()
        .map_err(|_| Why::TooLong)?;
    let number = number
        .checked_mul(10i64.pow(places - fine))
        .ok_or(Why::TooLong)?;
    Ok(if negative { -number } else { number })
}

fn scientific(text: &str) -> bool {
    let Some((front, power)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let power = power.trim_start_matches(['+', '-']);
    !front.is_empty()
        && front.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && !power.is_empty()
        && power.bytes().all(|b| b.is_ascii_digit())
}

/// `1,234,567`, groups of three behind the first.
fn without_separators(text: &str) -> Result<String, Why> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b',') {
        return Err(Why::Unreadable);
    }
    let mut groups = text.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty()
        || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    if grouped && !first.is_empty() {
        Ok(text.replace(',', ""))
    } else {
        Err(Why::Separators)
    }
}
