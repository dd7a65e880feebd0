//! Pages that are shown turned (`/Rotate`): many a wide table is drawn upright and turned by the page.

/// By how many quarters of a circle a page is shown turned, clockwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turned(u8);

impl Turned {
    /// From the degrees that a page says.
    pub fn by(degrees: i64) -> Self {
        Turned(u8::try_from(degrees.div_euclid(90).rem_euclid(4)).unwrap_or_default())
    }

    /// Where a place of the page is shown: to the right and up. Only distances count.
    pub fn place(self, (x, y): (f64, f64)) -> (f64, f64) {
        match self.0 {
            1 => (y, -x),
            2 => (-x, -y),
            3 => (-y, x),
            _ => (x, y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_turned_right_has_its_left_edge_on_top() {
        for (degrees, seen) in [
            (0, (2.0, 3.0)),
            (90, (3.0, -2.0)),
            (180, (-2.0, -3.0)),
            (270, (-3.0, 2.0)),
            (-90, (-3.0, 2.0)),
            (450, (3.0, -2.0)),
        ] {
            assert_eq!(Turned::by(degrees).place((2.0, 3.0)), seen);
        }
    }
}
