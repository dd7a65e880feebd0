//! What the pipeline lets expect of T03 and T04 on the year's last day: what is certain already, and of every firm on
//! its way the chance of its stage, where a batch of the year is still open to it. The range is that of the exact
//! distribution of the sum (Poisson binomial). Whole numbers throughout: the same answer on every machine. Never a figure.

pub mod chance;
pub mod increase;
pub mod kept;
pub mod making;
pub mod pages;
pub mod store;

use criteria::county::Successes;

/// Chances are counted in ten-thousandths.
pub const SURE: i64 = 10_000;

/// A chance in ten-thousandths as the engine counts it: in parts of a million.
pub fn of_million(chance: i64) -> u32 {
    u32::try_from(chance.clamp(0, SURE) * 100).unwrap_or(0)
}

/// From the tenth to the ninetieth hundredth, and the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub low: i64,
    pub mid: i64,
    pub high: i64,
}

impl Range {
    /// What is certain, and what may come on top.
    pub fn of(certain: i64, more: &Successes) -> Range {
        let at = |hundredths| {
            certain.saturating_add(i64::try_from(more.quantile(hundredths)).unwrap_or(i64::MAX))
        };
        Range {
            low: at(10),
            mid: at(50),
            high: at(90),
        }
    }

    /// 24–35; −16 至 −7, where a dash would stand beside a minus.
    pub fn words(&self) -> String {
        let shown = |number: i64| values::grouped(i128::from(number));
        match (self.low == self.high, self.low < 0) {
            (true, _) => shown(self.low),
            (false, false) => format!("{}–{}", shown(self.low), shown(self.high)),
            (false, true) => format!("{} 至 {}", shown(self.low), shown(self.high)),
        }
    }

    pub fn middle(&self) -> String {
        values::grouped(i128::from(self.mid))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_adds_to_what_is_certain() {
        let sure = Successes::of([of_million(SURE); 30]);
        assert_eq!(Range::of(-4, &sure).words(), "26");
        let two = Successes::of([of_million(5_000); 2]);
        assert_eq!(Range::of(-3, &two).words(), "−3 至 −1");
        assert_eq!((of_million(-5), of_million(10_001)), (0, 1_000_000));
    }
}
