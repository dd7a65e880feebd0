//! Amounts that look as if they were in another unit than their column.

use values::Fen;

/// How many amounts say what is usual in a column.
const ENOUGH: usize = 3;
/// 万 in 元.
const UNIT: i128 = 10_000;
/// How far from the usual an amount is suspected.
const FAR: i128 = 1_000;
/// How near it must come in the other unit.
const NEAR: i128 = 100;

/// The places of amounts that are thousands of times the usual of their column and would be usual if they were in 元 instead of
/// 万元. They are for a person to look at, never changed here.
pub fn wrong_unit(amounts: &[Fen]) -> Vec<usize> {
    let mut sizes: Vec<i128> = amounts.iter().map(|fen| i128::from(fen.0).abs()).collect();
    sizes.retain(|size| *size > 0);
    if sizes.len() < ENOUGH {
        return Vec::new();
    }
    sizes.sort_unstable();
    let usual = sizes[sizes.len() / 2];
    let odd = |fen: &Fen| {
        let size = i128::from(fen.0).abs();
        size >= usual * FAR && size / UNIT <= usual * NEAR && size / UNIT * NEAR >= usual
    };
    let odd = amounts.iter().enumerate().filter(|(_, fen)| odd(fen));
    odd.map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_in_yuan_among_those_in_wan_is_seen() {
        let mut amounts: Vec<Fen> = [36, 18, 20, 92, 7, 55, 120, 40]
            .map(|wan| Fen(wan * 1_000_000))
            .to_vec();
        assert!(wrong_unit(&amounts).is_empty());
        // 360000 and 185,000 typed under 万元; a firm that is really large is none.
        amounts.extend([
            Fen(360_000 * 1_000_000),
            Fen(185_000 * 1_000_000),
            Fen(9_000 * 1_000_000),
        ]);
        assert_eq!(wrong_unit(&amounts), [8, 9]);
        // Of three there is a usual one; two are too few, and so are as many odd ones as others.
        assert!(
            wrong_unit(&[36, 18, 20, 360_000, 185_000].map(|wan| Fen(wan * 1_000_000)))[..]
                == [3, 4]
        );
        assert!(wrong_unit(&[36, 18, 360_000, 185_000].map(|wan| Fen(wan * 1_000_000))).is_empty());
        assert_eq!(
            wrong_unit(&[36, 18, 360_000].map(|wan| Fen(wan * 1_000_000))),
            [2]
        );
        assert!(wrong_unit(&[36, 360_000].map(|wan| Fen(wan * 1_000_000))).is_empty());
    }
}
