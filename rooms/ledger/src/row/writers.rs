//! Who wrote a row since it was last verified: none of them may verify it.

use std::collections::BTreeSet;

use super::Cause;

/// Folds a row's versions (cause and actor, oldest first) to its writers. A verification that was
/// withdrawn has not happened, so those who wrote before it count again.
pub fn writers<P: Ord + Copy>(versions: impl IntoIterator<Item = (Cause, P)>) -> BTreeSet<P> {
    let mut before: Vec<BTreeSet<P>> = Vec::new();
    let mut since = BTreeSet::new();
    for (cause, actor) in versions {
        match cause {
            Cause::Verified => before.push(std::mem::take(&mut since)),
            Cause::Unverified => since.extend(before.pop().unwrap_or_default()),
            cause if cause.writes() => drop(since.insert(actor)),
            _ => {}
        }
    }
    since
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Versions, and the writers they leave.
    type Case = (&'static [(Cause, u8)], &'static [u8]);

    #[test]
    fn writers_since_the_last_verification() {
        use Cause as C;
        let cases: [Case; 7] = [
            (&[(C::Entered, 1)], &[1]),
            (&[(C::Entered, 1), (C::Submitted, 2)], &[1]),
            (
                &[(C::Entered, 1), (C::Corrected, 2), (C::Proven, 3)],
                &[1, 2, 3],
            ),
            (&[(C::Entered, 1), (C::Verified, 2)], &[]),
            (
                &[(C::Entered, 1), (C::Verified, 2), (C::Corrected, 3)],
                &[3],
            ),
            (
                &[(C::Entered, 1), (C::Verified, 2), (C::Unverified, 2)],
                &[1],
            ),
            (
                &[
                    (C::Entered, 1),
                    (C::Returned, 2),
                    (C::Corrected, 1),
                    (C::Verified, 2),
                    (C::Disproven, 4),
                    (C::Released, 5),
                ],
                &[4],
            ),
        ];
        for (versions, expected) in cases {
            let found: Vec<u8> = writers(versions.iter().copied()).into_iter().collect();
            assert_eq!(found, expected, "{versions:?}");
        }
    }
}
