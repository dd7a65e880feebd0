//! From the story's events to acts, each on its day and in its part of the day.

use values::Day;

use super::event::{Event, Fate};

/// What is done to a row of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Post,
    Verify,
    SendBack,
    Prove,
    Correct,
    /// The paper or the correction of this day is seen by the verifier.
    VerifyAgain,
}

/// One act: on a day, in the morning (false) or the afternoon (true), on an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    pub day: Day,
    pub afternoon: bool,
    pub deed: Deed,
    pub event: usize,
}

/// All acts up to a day, in the order of time.
pub fn plan(events: &[Event], today: Day) -> Vec<Act> {
    let mut acts = Vec::new();
    for (number, event) in events.iter().enumerate() {
        let mut put = |day: Day, afternoon, deed| {
            if day <= today {
                acts.push(Act { day, afternoon, deed, event: number });
            }
        };
        put(event.told, false, Deed::Post);
        let seen = working(event.told.plus(2));
        match &event.fate {
            Fate::Waiting => {}
            Fate::Returned(_) => put(seen, true, Deed::SendBack),
            Fate::Verified | Fate::Unproven(_) => put(seen, true, Deed::Verify),
            Fate::ProvedLater(_, on) => {
                put(seen, true, Deed::Verify);
                put(*on, false, Deed::Prove);
                put(*on, true, Deed::VerifyAgain);
            }
            Fate::Corrected { on, .. } => {
                put(seen, true, Deed::Verify);
                put(*on, false, Deed::Correct);
                put(*on, true, Deed::VerifyAgain);
            }
        }
    }
    // Links point to events that were told on an earlier day, so the order of days is enough.
    acts.sort_by_key(|act| (act.day, act.afternoon, act.event));
    acts
}

fn working(mut day: Day) -> Day {
    while !day.is_workday() {
        day = day.plus(1);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn acts_come_in_the_order_of_time_and_none_lies_ahead() {
        let late = Fate::ProvedLater("receipt", day("2020-09-07"));
        let events = [Event::new("payment", day("2020-09-17")), Event::new("payment", day("2020-08-18")).fate(late)];
        let acts = plan(&events, day("2020-09-18"));
        assert!(acts.windows(2).all(|two| (two[0].day, two[0].afternoon) <= (two[1].day, two[1].afternoon)));
        assert!(acts.iter().all(|act| act.day <= day("2020-09-18")));
        let deeds: Vec<Deed> = acts.iter().filter(|act| act.event == 1).map(|act| act.deed).collect();
        assert_eq!(deeds, [Deed::Post, Deed::Verify, Deed::Prove, Deed::VerifyAgain]);
        assert_eq!(acts.iter().filter(|act| act.event == 0).count(), 1, "a weekend lies between");
    }
}
