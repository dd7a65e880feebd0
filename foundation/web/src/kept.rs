//! What a room keeps in memory of what it was asked lately. Never a truth: whatever can change it stands in the key.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// A bounded map: when it is full, the half that was used longest ago goes.
#[derive(Debug)]
pub struct Kept<K, V> {
    inside: Mutex<Inside<K, V>>,
    room: usize,
}

#[derive(Debug)]
struct Inside<K, V> {
    found: HashMap<K, (V, u64)>,
    uses: u64,
}

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    pub fn with_room(room: usize) -> Self {
        Kept {
            inside: Mutex::new(Inside {
                found: HashMap::new(),
                uses: 0,
            }),
            room,
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.uses += 1;
        let now = inside.uses;
        let (value, used) = inside.found.get_mut(key)?;
        *used = now;
        Some(value.clone())
    }

    pub fn put(&self, key: K, value: V) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if inside.found.len() >= self.room {
            let mut uses: Vec<u64> = inside.found.values().map(|(_, used)| *used).collect();
            uses.sort_unstable();
            let middle = uses.get(uses.len() / 2).copied().unwrap_or(0);
            inside.found.retain(|_, (_, used)| *used > middle);
        }
        inside.uses += 1;
        let now = inside.uses;
        inside.found.insert(key, (value, now));
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.inside
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .found
            .len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_grows_beyond_its_room_and_keeps_what_is_used() {
        let kept: Kept<u32, u32> = Kept::with_room(100);
        for at in 0..1000 {
            kept.put(at, at * 2);
            assert_eq!(kept.get(&0), Some(0), "used at every step");
            assert!(kept.len() <= 100);
        }
        assert_eq!(kept.get(&999), Some(1998));
        assert_eq!(kept.get(&500), None);
    }
}
