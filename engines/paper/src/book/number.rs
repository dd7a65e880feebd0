//! A number or a day of a cell as text.

use values::Day;

/// Plain digits without an exponent, at most 15 of them significant: a spreadsheet keeps no more, and what a program
/// writes behind them (`0.30000000000000004`) is not what the person typed.
pub fn plain(number: f64) -> String {
    if number.abs() < 1e15 && number.trunc() == number {
        // Below 2^53, so that nothing is cut.
        return (number as i64).to_string();
    }
    if let Some(text) = short(number) {
        return text;
    }
    let shortest = format!("{number}");
    let significant = shortest
        .trim_start_matches(['-', '0', '.'])
        .chars()
        .filter(char::is_ascii_digit)
        .count();
    if significant <= 15 || !number.is_finite() {
        return shortest;
    }
    rounded(number)
}

/// The text of a number with few decimals, as amounts are. What is divided by a power of ten and gives the number again is
/// what was typed, since no more than 15 digits are.
fn short(number: f64) -> Option<String> {
    const MOST: f64 = 1e15;
    (1..=4).find_map(|places| {
        let by = 10_f64.powi(places);
        let scaled = (number * by).round();
        if scaled.abs() >= MOST || scaled / by != number {
            return None;
        }
        let (scaled, by) = (scaled as i64, by as i64);
        let sign = if scaled < 0 { "-" } else { "" };
        let (whole, part) = (scaled.abs() / by, scaled.abs() % by);
        let places = usize::try_from(places).unwrap_or(0);
        Some(format!("{sign}{whole}.{part:0places$}"))
    })
}

/// `2020-09-30`
pub fn day(day: Day) -> String {
    let Ok(year @ 0..=9999) = u32::try_from(day.year()) else {
        return day.to_string();
    };
    let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
    let mut text = String::with_capacity(10);
    text.extend([1000, 100, 10, 1].map(|unit| digit(year / unit)));
    for number in [day.month(), day.day()] {
        text.extend(['-', digit(number / 10), digit(number)]);
    }
    text
}

fn rounded(number: f64) -> String {
    let scientific = format!("{number:.14e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if mantissa.starts_with('-') { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    let point = exponent + 1;
    let count = i32::try_from(digits.len()).unwrap_or(0);
    let zeros = |n: i32| "0".repeat(usize::try_from(n).unwrap_or(0));
    if point <= 0 {
        format!("{sign}0.{}{digits}", zeros(-point))
    } else if point >= count {
        format!("{sign}{digits}{}", zeros(point - count))
    } else {
        let (whole, part) = digits.split_at(usize::try_from(point).unwrap_or(0));
        format!("{sign}{whole}.{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_the_shortest_text_that_is_the_number() {
        for fen in (0..90_000_000_000_i64).step_by(99_999_989) {
            for number in [fen as f64 / 100.0, -fen as f64 / 10_000.0] {
                let shortest = format!("{number}");
                assert_eq!(
                    plain(number),
                    if shortest == "-0" { "0" } else { &shortest }
                );
            }
        }
    }

    #[test]
    fn days_as_they_are_written_everywhere() {
        for number in [-700_000, -1, 0, 18_535, 47_541, 2_932_896, 3_000_000] {
            let of = Day::from_number(number);
            assert_eq!(day(of), of.to_string());
        }
    }

    #[test]
    fn numbers_as_the_person_typed_them() {
        for (number, text) in [
            (36.0, "36"),
            (0.1 + 0.2, "0.3"),
            (12.34, "12.34"),
            (-185_000.1, "-185000.1"),
            (1.0 / 3.0, "0.333333333333333"),
            (1.234_567_89e-5, "0.0000123456789"),
            (20_200_930.0, "20200930"),
            (913_206_821_234_567_936.0, "913206821234568000"),
            (1e20, "100000000000000000000"),
            (1.1 * 1.1 * 1_000_000.0, "1210000"),
            (0.0, "0"),
        ] {
            assert_eq!(plain(number), text);
        }
    }
}
