//! What other rooms and the program may ask or tell this room.

mod asking;
mod carrying;
mod figures;
mod forecasts;
mod mapping;
mod sharing;

pub use asking::*;
pub use carrying::*;
pub use figures::*;
pub use forecasts::*;
pub use mapping::*;
pub use sharing::*;
