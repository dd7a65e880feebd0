//! What a person types for a fact.

use values::{Day, Fen, parse_whole};

use super::{Definition, Kind};

/// 万 in fen.
const WAN: i64 = 1_000_000;

/// Reads a value as the ledger's forms do: a bare amount is in 万元, 元 and 亿 behind it say otherwise.
///
/// # Errors
/// A sentence that says what is wrong and what can be read.
pub fn read(one: &Definition, text: &str) -> Result<i64, String> {
    let text = text.trim();
    let value = match one.kind {
        Kind::Money => Fen::parse(text, WAN).map_err(|fault| fault.to_string())?.0,
        Kind::Count | Kind::Mark => whole(one, text)?,
        Kind::Day => {
            let day = Day::parse(text, 0).map_err(|fault| fault.to_string())?;
            i64::from(day.number())
        }
        Kind::Flag | Kind::Field => chosen(one, text)?,
    };
    within(one, value)?;
    Ok(value)
}

/// Whether a value can be at all.
pub fn within(one: &Definition, value: i64) -> Result<(), String> {
    if value < one.least {
        return Err(match one.least {
            0 => format!("{}不能是负数", one.name),
            least => format!("{}不能小于 {}", one.name, one.spoken(least)),
        });
    }
    if value > one.greatest {
        return Err(format!("{}不能超过 {}", one.name, one.spoken(one.greatest)));
    }
    Ok(())
}

fn whole(one: &Definition, text: &str) -> Result<i64, String> {
    let plain = values::half_width(text);
    let plain = plain.trim();
    let digits = plain.strip_suffix(one.unit.as_str()).unwrap_or(plain);
    parse_whole(digits.trim()).ok_or_else(|| format!("“{text}”不是整数，可填 12、1,204"))
}

fn chosen(one: &Definition, text: &str) -> Result<i64, String> {
    let options = one.options();
    let named = options
        .iter()
        .find(|(value, word)| value == text || word == text);
    let value = named.and_then(|(value, _)| value.parse().ok());
    value.ok_or_else(|| {
        let words: Vec<&str> = options.iter().map(|(_, word)| word.as_str()).collect();
        format!("没有“{text}”这个选项，可选：{}", words.join("、"))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::fact::find;

    #[test]
    fn values_are_read_as_people_write_them() {
        for (fact, text, wanted) in [
            ("revenue", "4735.5", Ok(4_735_500_000)),
            ("revenue", "47,355,000元", Ok(4_735_500_000)),
            ("revenue", "1.2亿", Ok(12_000_000_000)),
            ("net_assets", "-3万", Ok(-3_000_000)),
            ("revenue", "-3", Err("销售收入不能是负数")),
            ("revenue", "很多", Err("“很多”不是金额")),
            ("staff", "１２６人", Ok(126)),
            ("staff", "12.5", Err("“12.5”不是整数")),
            ("mark_tech", "9", Err("技术的先进程度不能超过 8 分")),
            ("field", "新材料", Ok(4)),
            ("field", "9", Err("没有“9”这个选项")),
            ("incident", "0", Ok(0)),
            ("operated_from", "2018.3.1", Ok(17_591)),
        ] {
            let found = read(find(fact).unwrap(), text);
            match wanted {
                Ok(value) => assert_eq!(found, Ok(value), "{fact} {text}"),
                Err(why) => assert!(found.clone().unwrap_err().starts_with(why), "{found:?}"),
            }
        }
    }
}
