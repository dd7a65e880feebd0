//! What the pipeline lets expect of T03 and T04 on the year's last day: what is certain already, and of every firm on
//! its way the chance of its stage, where a batch of the year is still open to it. The range is that of the exact
//! distribution of the sum (Poisson binomial). Whole numbers throughout: the same answer on every machine. Never a figure.

pub mod chance;
pub mod kept;
pub mod making;
pub mod pages;
pub mod store;

/// Chances are counted in ten-thousandths.
pub const SURE: i64 = 10_000;

/// The weight of all outcomes together; a single one is exact to about the number of firms of its last place.
const ONE: u128 = 1_000_000_000_000_000_000;

/// How likely each number of successes is, of firms that each succeed with a chance of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// By number of successes; they add up to [`ONE`].
    weights: Vec<u128>,
}

impl Distribution {
    /// Of chances in ten-thousandths; below 0 is 0, above all is sure.
    pub fn of(chances: impl IntoIterator<Item = i64>) -> Distribution {
        let mut weights = vec![ONE];
        for chance in chances {
            let chance = u128::try_from(chance.clamp(0, SURE)).unwrap_or(0);
            let mut next = vec![0; weights.len() + 1];
            for (count, weight) in weights.iter().enumerate() {
                // What moves up is rounded down, the rest stays: nothing is lost.
                let up = weight * chance / u128::try_from(SURE).unwrap_or(1);
                next[count + 1] += up;
                next[count] += weight - up;
            }
            weights = next;
        }
        Distribution { weights }
    }

    /// The least number that is not exceeded in so many of a hundred cases.
    pub fn quantile(&self, hundredths: u32) -> i64 {
        let wanted = ONE / 100 * u128::from(hundredths.min(100));
        let mut sum = 0;
        for (count, weight) in self.weights.iter().enumerate() {
            sum += weight;
            if sum >= wanted {
                return i64::try_from(count).unwrap_or(i64::MAX);
            }
        }
        i64::try_from(self.weights.len().saturating_sub(1)).unwrap_or(i64::MAX)
    }

    /// In how many of a hundred cases it is at least so much; rounded down.
    pub fn at_least(&self, count: i64) -> u32 {
        let from = usize::try_from(count.max(0)).unwrap_or(usize::MAX);
        let sum: u128 = self.weights.iter().skip(from).sum();
        u32::try_from(sum * 100 / ONE).unwrap_or(100)
    }
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
    pub fn of(certain: i64, more: &Distribution) -> Range {
        let at = |hundredths| certain + more.quantile(hundredths);
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
mod tests;
