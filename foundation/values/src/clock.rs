use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::{Day, Moment};

/// Where "now" comes from. It is passed in and never read below the program, so that a
/// demonstration can live on its own day and a test at its own moment.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock plus an offset in milliseconds (0 in real use).
    Machine { offset: i64 },
    /// A clock that stands still until it is set; used to fill history and in tests.
    Set(Arc<AtomicI64>),
}

impl Clock {
    pub fn machine() -> Self {
        Clock::Machine { offset: 0 }
    }

    /// A running clock that shows `start` now.
    pub fn starting_at(start: Moment) -> Self {
        Clock::Machine {
            offset: start.millis() - machine_millis(),
        }
    }

    pub fn standing_at(moment: Moment) -> Self {
        Clock::Set(Arc::new(AtomicI64::new(moment.millis())))
    }

    pub fn now(&self) -> Moment {
        match self {
            Clock::Machine { offset } => Moment::from_millis(machine_millis() + offset),
            Clock::Set(at) => Moment::from_millis(at.load(Ordering::SeqCst)),
        }
    }

    pub fn today(&self) -> Day {
        self.now().day()
    }

    /// Moves a standing clock; a running one is left alone.
    pub fn set(&self, moment: Moment) {
        if let Clock::Set(at) = self {
            at.store(moment.millis(), Ordering::SeqCst);
        }
    }
}

/// The one place that reads the machine's clock.
#[allow(clippy::disallowed_methods)]
fn machine_millis() -> i64 {
    chrono::Utc::now().timestamp_millis()
}
