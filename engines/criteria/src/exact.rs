use std::cmp::Ordering;
use std::fmt;

/// An exact number: two whole numbers, reduced, the divisor positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exact {
    pub num: i128,
    pub den: i128,
}

impl Exact {
    /// `den` must not be 0; 0 is read as 1.
    pub fn new(num: i128, den: i128) -> Self {
        let den = if den == 0 { 1 } else { den };
        let common = common_divisor(num.unsigned_abs(), den.unsigned_abs()).max(1);
        let common = i128::try_from(common).unwrap_or(1) * den.signum();
        Exact {
            num: num / common,
            den: den / common,
        }
    }

    pub fn whole(number: i64) -> Self {
        Exact {
            num: number.into(),
            den: 1,
        }
    }

    /// Fen as yuan.
    pub fn yuan(fen: i64) -> Self {
        Exact::new(fen.into(), 100)
    }

    /// Reads `0.6`, `60%`, `5`, `-0.25`; `None` for anything else or more than nine places.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (text, percent) = match text.strip_suffix('%') {
            Some(rest) => (rest.trim_end(), 100),
            None => (text, 1),
        };
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 18 || part.len() > 9 || !plain(whole) || !plain(part) {
            return None;
        }
        let number: i128 = format!("{whole}{part}").parse().ok()?;
        let places = u32::try_from(part.len()).ok()?;
        Some(Exact::new(sign * number, 10i128.pow(places) * percent))
    }

    /// The plain decimal, where one ends: `0.1`, `275943.8155`, never with zeros at the end.
    pub fn decimal(self) -> Option<String> {
        let mut rest = self.den;
        let (mut twos, mut fives) = (0, 0);
        while rest % 2 == 0 {
            rest /= 2;
            twos += 1;
        }
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        if rest != 1 {
            return None;
        }
        let places: u32 = twos.max(fives);
        let scaled = self.num.checked_mul(10i128.checked_pow(places)?)? / self.den;
        Some(placed(scaled, places))
    }

    /// Rounded half away from zero to so many places.
    pub fn rounded(self, places: u32) -> String {
        let scale = 10i128.pow(places);
        let twice = self.num.saturating_mul(scale).saturating_mul(2);
        let half = if self.num < 0 { -self.den } else { self.den };
        placed((twice + half) / (2 * self.den), places)
    }

    /// Rounded down to so many places: what falls short must not look like enough.
    pub fn rounded_down(self, places: u32) -> String {
        let scaled = self.num.saturating_mul(10i128.pow(places));
        placed(scaled.div_euclid(self.den), places)
    }

    /// Rounded up to so many places: what is missing must not look smaller than it is.
    pub fn rounded_up(self, places: u32) -> String {
        let scaled = self.num.saturating_mul(10i128.pow(places));
        placed(-(-scaled).div_euclid(self.den), places)
    }

    pub fn is_zero(self) -> bool {
        self.num == 0
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = self.num.saturating_mul(other.den);
        left.cmp(&other.num.saturating_mul(self.den))
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The decimal where one ends, else `11/70`.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimal() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}/{}", self.num, self.den),
        }
    }
}

fn placed(scaled: i128, places: u32) -> String {
    let sign = if scaled < 0 { "-" } else { "" };
    let scaled = scaled.unsigned_abs();
    let scale = 10u128.pow(places);
    let (whole, part) = (scaled / scale, scaled % scale);
    if places == 0 {
        return format!("{sign}{whole}");
    }
    let text = format!("{sign}{whole}.{part:0width$}", width = places as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Compares num ÷ den with a fraction, both divisors above 0; exactly also where the products do not fit.
pub(crate) fn compare(num: i128, den: i128, with: Exact) -> Ordering {
    // Nearly all fit in half the width, whose products are many times quicker.
    let half = i64::try_from;
    if let (Ok(a), Ok(b), Ok(c), Ok(d)) = (half(num), half(den), half(with.num), half(with.den)) {
        return (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
    }
    match (num.checked_mul(with.den), with.num.checked_mul(den)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => by_parts(num, den, with.num, with.den),
    }
}

/// Whole parts first, then the turned-round rests, as in a continued fraction.
fn by_parts(a: i128, b: i128, c: i128, d: i128) -> Ordering {
    let whole = a.div_euclid(b).cmp(&c.div_euclid(d));
    let (rest, other) = (a.rem_euclid(b), c.rem_euclid(d));
    match (whole, rest, other) {
        (Ordering::Equal, 0, 0) => Ordering::Equal,
        (Ordering::Equal, 0, _) => Ordering::Less,
        (Ordering::Equal, _, 0) => Ordering::Greater,
        (Ordering::Equal, _, _) => by_parts(d, other, b, rest),
        (order, _, _) => order,
    }
}

/// How much of one more fact, with whole factors in either of two sums, can at most be where `of ÷ whole` meets a
/// threshold or `whole` meets 0; the sums are given by what their other facts weigh.
pub(crate) fn crossing(of: i128, whole: i128, least: Exact) -> i128 {
    let meets = of
        .saturating_mul(least.den)
        .saturating_add(whole.saturating_mul(least.num.abs()));
    meets.max(whole)
}

pub(crate) fn common_divisor(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        // Most numbers are small, and their division is many times quicker.
        if let (Ok(small), Ok(other)) = (u64::try_from(a), u64::try_from(b)) {
            return small_divisor(small, other).into();
        }
        (a, b) = (b, a % b);
    }
    a
}

/// By halving, without division.
fn small_divisor(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << twos
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_that_end_and_others() {
        for (num, den, text) in [
            (1, 10, "0.1"),
            (11, 70, "11/70"),
            (2_759_438_155, 10_000, "275943.8155"),
            (7_400_000_000, 100, "74000000"),
            (-1, 100, "-0.01"),
            (0, 7, "0"),
        ] {
            assert_eq!(Exact::new(num, den).to_string(), text);
        }
        assert_eq!(Exact::new(11, 70).rounded(4), "0.1571");
        assert_eq!(Exact::parse("2.5%"), Some(Exact::new(1, 40)));
        assert_eq!(Exact::parse("1e3"), None);
        let big = 1i128 << 120;
        assert_eq!(compare(big + 1, big, Exact::whole(1)), Ordering::Greater);
        assert_eq!(by_parts(27, 10, 27, 10), Ordering::Equal);
        assert_eq!(by_parts(-7, 2, -3, 1), Ordering::Less);
        assert_eq!(by_parts(26, 10, 27, 10), Ordering::Less);
        assert_eq!(common_divisor(12, 18), 6);
        assert_eq!(common_divisor(0, 18), 18);
        assert_eq!(common_divisor(7 << 100, 21 << 90), 7 << 90);
    }
}
