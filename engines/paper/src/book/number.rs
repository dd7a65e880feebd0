//! A number of a cell as a decimal text.

/// Plain digits without an exponent, at most 15 of them significant: a spreadsheet keeps no more, and what a program
/// writes behind them (`0.30000000000000004`) is not what the person typed.
pub fn plain(number: f64) -> String {
    if number.abs() < 1e15 && number.trunc() == number {
        // Below 2^53, so that nothing is cut.
        return (number as i64).to_string();
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
