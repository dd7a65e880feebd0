use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::{ContextV7, NoContext, Timestamp, Uuid};

use crate::Moment;

/// The id of one `T`: a UUIDv7. The nil id stands for "none" in columns that are never null.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

/// A UUIDv7 that carries the given moment, so that ids sort by when they were made.
pub fn fresh(moment: Moment) -> Uuid {
    let (seconds, nanos) = parts(moment);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, nanos))
}

/// Ids that rise strictly, however many are asked for in one millisecond: rows that are written in their order fill the
/// pages of a database one after the other.
#[derive(Default)]
pub struct Rising(ContextV7);

impl Rising {
    pub fn next(&mut self, moment: Moment) -> Uuid {
        let (seconds, nanos) = parts(moment);
        Uuid::new_v7(Timestamp::from_unix(&self.0, seconds, nanos))
    }
}

/// Whole seconds, and the rest in nanoseconds.
fn parts(moment: Moment) -> (u64, u32) {
    let millis = u64::try_from(moment.millis()).unwrap_or(0);
    let rest = u32::try_from(millis % 1000).unwrap_or(0);
    (millis / 1000, rest * 1_000_000)
}

impl<T> Id<T> {
    pub const NONE: Self = Id(Uuid::nil(), PhantomData);

    pub const fn new(uuid: Uuid) -> Self {
        Id(uuid, PhantomData)
    }

    pub fn fresh(moment: Moment) -> Self {
        Id::new(fresh(moment))
    }

    pub const fn uuid(self) -> Uuid {
        self.0
    }

    pub fn is_none(self) -> bool {
        self.0.is_nil()
    }

    pub fn some(self) -> Option<Self> {
        (!self.is_none()).then_some(self)
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<T> FromStr for Id<T> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Id::new)
    }
}
impl<T> From<Uuid> for Id<T> {
    fn from(uuid: Uuid) -> Self {
        Id::new(uuid)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_within_a_millisecond_and_when_the_clock_goes_back() {
        let mut ids = Rising::default();
        let now = Moment::from_millis(1_600_000_000_000);
        let moments = [now; 5000].into_iter().chain([
            Moment::from_millis(1_599_999_999_000),
            Moment::from_millis(1_600_000_000_001),
        ]);
        let made: Vec<Uuid> = moments.map(|moment| ids.next(moment)).collect();
        assert!(made.is_sorted_by(|one, next| one < next));
    }
}
