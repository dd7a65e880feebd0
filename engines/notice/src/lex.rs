//! Quantities: a number with its magnitude and unit.

mod arabic;
mod chinese;
mod magnitude;
mod quantity;
mod unit;

pub use quantity::{Quantity, quantities};
pub use unit::{Class, read as unit_at};

/// Is there a number with a unit in the slice?
pub fn has_quantity(chars: &[char]) -> bool {
    let cover = crate::rules::cover::of(chars);
    quantities(chars)
        .iter()
        .any(|q| !crate::rules::exclude::is_none(chars, &cover, q))
}
