#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

#[test]
fn sums_of_few_firms_are_what_one_reckons_by_hand() {
    let two = Distribution::of([5_000, 5_000]);
    assert_eq!(two.weights, [ONE / 4, ONE / 2, ONE / 4]);
    let odd = Distribution::of([2_500, 8_000]);
    assert_eq!(
        odd.weights,
        [ONE * 15 / 100, ONE * 65 / 100, ONE * 20 / 100]
    );
    assert_eq!(
        (odd.quantile(10), odd.quantile(50), odd.quantile(90)),
        (0, 1, 2)
    );
    assert_eq!(
        (
            odd.at_least(0),
            odd.at_least(1),
            odd.at_least(2),
            odd.at_least(3)
        ),
        (100, 85, 20, 0)
    );
    assert_eq!(Distribution::of([]).quantile(90), 0);
    let sure = Distribution::of([SURE; 30]);
    assert_eq!((sure.quantile(1), sure.quantile(100)), (30, 30));
    assert_eq!(Range::of(-4, &sure).words(), "26");
    assert_eq!(Range::of(-3, &two).words(), "−3 至 −1");
}

#[test]
fn many_alike_are_a_binomial() {
    // 58 firms at 0.6: by the binomial law 10 % are at most 30, 90 % at most 39, the middle is 35.
    let many = Distribution::of([6_000; 58]);
    assert_eq!(
        (many.quantile(10), many.quantile(50), many.quantile(90)),
        (30, 35, 40)
    );
}

proptest! {
    #[test]
    fn weights_add_up_and_order_does_not_matter(mut chances in prop::collection::vec(-100i64..10_100, 0..60)) {
        let one = Distribution::of(chances.iter().copied());
        prop_assert_eq!(one.weights.iter().sum::<u128>(), ONE);
        prop_assert!(one.quantile(10) <= one.quantile(50) && one.quantile(50) <= one.quantile(90));
        chances.reverse();
        let other = Distribution::of(chances.iter().copied());
        for (a, b) in one.weights.iter().zip(&other.weights) {
            prop_assert!(a.abs_diff(*b) <= 200, "apart from the last places");
        }
        let more = Distribution::of(chances.iter().map(|chance| chance + 500));
        for hundredths in [10, 50, 90] {
            prop_assert!(more.quantile(hundredths) >= one.quantile(hundredths), "better chances never make less");
        }
    }
}
