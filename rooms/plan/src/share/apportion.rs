//! Whole numbers in proportion: the parts always add up to the whole.

/// Weights are scaled down to this, so that no product overflows.
const LARGEST: i128 = 1_000_000_000;

/// `whole` in proportion to the weights, by the largest remainder; where remainders tie the earlier
/// one comes first. A negative weight counts as none; without any weight all are alike.
pub fn apportion(whole: i128, weights: &[i128]) -> Vec<i128> {
    if whole < 0 {
        let parts = apportion(whole.saturating_neg(), weights);
        return parts.into_iter().map(|part| -part).collect();
    }
    let weights = scaled(weights);
    let all: i128 = weights.iter().sum();
    if all == 0 {
        return Vec::new();
    }
    // whole·weight is taken apart, since a whole may be large.
    let (each, left) = (whole / all, whole % all);
    let exact = |weight: &i128| (each * weight + left * weight / all, left * weight % all);
    let mut parts: Vec<(i128, i128)> = weights.iter().map(exact).collect();
    let given: i128 = parts.iter().map(|(part, _)| part).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(parts[*at].1), *at));
    let rest = usize::try_from(whole - given).unwrap_or(0);
    for at in order.into_iter().take(rest) {
        parts[at].0 += 1;
    }
    parts.into_iter().map(|(part, _)| part).collect()
}

fn scaled(weights: &[i128]) -> Vec<i128> {
    let largest = weights.iter().copied().max().unwrap_or(0);
    if largest <= 0 {
        return vec![1; weights.len()];
    }
    let by = largest / LARGEST + 1;
    let scale = |weight: &i128| (*weight).max(0) / by;
    weights.iter().map(scale).collect()
}

/// Four columns for each row, so that each row adds up to its own sum, and each column to its own
/// where the columns come to as much as the rows.
pub fn fill(rows: &[i128], columns: &[i128; 4]) -> Vec<[i128; 4]> {
    let fits = rows.iter().sum::<i128>() == columns.iter().sum()
        && rows.iter().chain(columns).all(|sum| *sum >= 0);
    if !fits {
        return rows
            .iter()
            .map(|row| four(&apportion(*row, columns)))
            .collect();
    }
    let mut left = rows.to_vec();
    let mut filled = vec![[0; 4]; rows.len()];
    // Of a column no row gets more than it still wants: the column is at most what all rows still want.
    for (column, sum) in columns.iter().enumerate() {
        let parts = match left.iter().all(|want| *want == 0) {
            true => vec![0; left.len()],
            false => within(*sum, &left),
        };
        for (row, part) in parts.into_iter().enumerate() {
            filled[row][column] = part;
            left[row] -= part;
        }
    }
    filled
}

/// [`apportion`] by what rows still want, exact even where wants had to be scaled down.
fn within(sum: i128, wants: &[i128]) -> Vec<i128> {
    let mut parts = apportion(sum, wants);
    let mut spare = 0;
    for (part, want) in parts.iter_mut().zip(wants) {
        spare += (*part - *want).max(0);
        *part = (*part).min(*want);
    }
    for (part, want) in parts.iter_mut().zip(wants) {
        let more = spare.min(*want - *part);
        *part += more;
        spare -= more;
    }
    parts
}

fn four(parts: &[i128]) -> [i128; 4] {
    let at = |place: usize| parts.get(place).copied().unwrap_or(0);
    [at(0), at(1), at(2), at(3)]
}
