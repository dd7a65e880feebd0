//! What other rooms and the program may ask or tell this room.

mod figures;
mod mapping;

pub use figures::*;
pub use mapping::*;
