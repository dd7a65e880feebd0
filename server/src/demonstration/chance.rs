//! Chance that comes out the same every time: the story of a demonstration never changes.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A seeded source of choices. Only 64-bit steps are taken from the generator, so that a newer
/// version of a random library cannot tell another story.
#[derive(Clone, Debug)]
pub struct Chance(ChaCha8Rng);

impl Chance {
    pub fn seeded(seed: u64) -> Self {
        Chance(ChaCha8Rng::seed_from_u64(seed))
    }

    /// 0 … `below` − 1; 0 where nothing is below.
    pub fn below(&mut self, below: usize) -> usize {
        let drawn = self.0.next_u64() % (below.max(1) as u64);
        usize::try_from(drawn).unwrap_or(0)
    }

    /// Both ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(width)).unwrap_or(0)
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    /// `parts` amounts, each a multiple of `step` and none below it, that add up to `total`; the
    /// last takes what the steps leave over.
    pub fn split(&mut self, total: i64, parts: usize, step: i64) -> Vec<i64> {
        if parts == 0 {
            return Vec::new();
        }
        let weights: Vec<i64> = (0..parts).map(|_| self.between(40, 160)).collect();
        let sum: i64 = weights.iter().sum();
        let mut amounts: Vec<i64> = weights
            .iter()
            .map(|weight| (total * weight / sum / step).max(1) * step)
            .collect();
        let given: i64 = amounts.iter().sum();
        if let Some(last) = amounts.last_mut() {
            *last += total - given;
        }
        amounts
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| {
            let mut chance = Chance::seeded(seed);
            (0..20).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn parts_add_up_and_are_positive() {
        for seed in 0..50 {
            let parts = Chance::seeded(seed).split(984_600_000, 41, 100_000);
            assert_eq!(parts.iter().sum::<i64>(), 984_600_000);
            assert!(parts.iter().all(|part| *part > 0), "{parts:?}");
        }
    }
}
