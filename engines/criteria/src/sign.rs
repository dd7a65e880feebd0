//! A few numbers each of which only rises or only falls along a stretch of a column.

/// How many numbers one atom may give; a criterion that needs more is refused.
pub(crate) const MOST: usize = 16;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Sign {
    numbers: [i32; MOST],
    length: u32,
}

impl Sign {
    pub fn new() -> Self {
        Sign {
            numbers: [0; MOST],
            length: 0,
        }
    }

    pub fn push(&mut self, number: i64) {
        if let Some(place) = self.numbers.get_mut(self.length as usize) {
            // Steps, signs and options are small numbers.
            *place = i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX });
        }
        self.length += 1;
    }

    pub fn push_wide(&mut self, number: i128) {
        let end = if number < 0 { i64::MIN } else { i64::MAX };
        self.push(i64::try_from(number).unwrap_or(end));
    }

    /// Whether two signs of one atom, with as many numbers in each, agree.
    pub fn same(&self, other: &Sign) -> bool {
        let pairs = self.numbers.iter().zip(&other.numbers);
        let mut used = pairs.take(self.length as usize);
        used.all(|(one, other)| one == other)
    }

    /// Whether all numbers found room.
    pub fn fits(&self) -> bool {
        self.length as usize <= MOST
    }
}
