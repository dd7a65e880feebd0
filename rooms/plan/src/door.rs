//! What other rooms and the program may ask or tell this room.

mod asking;
mod figures;
mod mapping;

pub use asking::*;
pub use figures::*;
pub use mapping::*;
