//! What becomes of a row: the versions that it goes through, some three of them.

use ledger::door::{Cause, State};

use crate::demonstration::chance::Chance;

/// The versions of one row, in order.
pub type Course = &'static [(State, Cause)];

const DRAFT: (State, Cause) = (State::Draft, Cause::Entered);
const SUBMITTED: (State, Cause) = (State::Submitted, Cause::Submitted);
const VERIFIED: (State, Cause) = (State::Verified, Cause::Verified);
/// A correction of a verified row waits for a second person again.
const CORRECTED: (State, Cause) = (State::Submitted, Cause::Corrected);
const RETURNED: (State, Cause) = (State::Returned, Cause::Returned);

/// How many versions a row goes through at most.
pub const LONGEST: usize = 5;

/// Courses with how many of a hundred rows take them.
const COURSES: [(usize, Course); 5] = [
    (4, &[DRAFT]),
    (7, &[DRAFT, SUBMITTED]),
    (3, &[DRAFT, SUBMITTED, RETURNED]),
    (75, &[DRAFT, SUBMITTED, VERIFIED]),
    (11, &[DRAFT, SUBMITTED, VERIFIED, CORRECTED, VERIFIED]),
];

pub fn draw(chance: &mut Chance) -> Course {
    let mut drawn = chance.below(COURSES.iter().map(|(share, _)| share).sum());
    for (share, course) in COURSES {
        if drawn < share {
            return course;
        }
        drawn -= share;
    }
    COURSES[0].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_three_versions_on_the_whole() {
        let mut chance = Chance::seeded(5);
        let versions: usize = (0..10_000).map(|_| draw(&mut chance).len()).sum();
        assert!((29_000..=32_000).contains(&versions), "{versions}");
        assert_eq!(COURSES.iter().map(|(share, _)| share).sum::<usize>(), 100);
        assert_eq!(
            COURSES.iter().map(|(_, course)| course.len()).max(),
            Some(LONGEST)
        );
    }
}
