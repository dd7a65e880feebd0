use values::{Day, Period, Uuid};

/// For what, when and by whose knowledge an indicator is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The six-digit division code.
    pub county: String,
    pub scope: Scope,
    pub period: Period,
    /// As of this day; never later than the period's last.
    pub day: Day,
    pub known: Known,
}

/// The whole county, one office, one town, or one office's rows of one town.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    pub office: Option<Uuid>,
    pub town: Option<Uuid>,
}

/// Whose knowledge: versions held now (the county's newest sequence), or at an earlier sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Known {
    Now(i64),
    Then(i64),
}

impl Asking {
    /// Asks as of `as_of` or the period's last day, whichever is earlier.
    pub fn new(county: &str, scope: Scope, period: Period, as_of: Day, known: Known) -> Self {
        Asking {
            county: county.to_owned(),
            scope,
            period,
            day: as_of.min(period.last),
            known,
        }
    }

    /// The same question on another day of the period.
    pub fn on(&self, day: Day) -> Self {
        Asking {
            day: day.min(self.period.last),
            ..self.clone()
        }
    }
}

impl Known {
    pub fn sequence(self) -> i64 {
        match self {
            Known::Now(sequence) | Known::Then(sequence) => sequence,
        }
    }
}
