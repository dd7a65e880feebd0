//! What other rooms and the program may ask or tell this room.

mod asking;
mod carrying;
mod existing;
mod figures;
mod forecasts;
mod lights;
mod mapping;
mod sharing;

pub use asking::*;
pub use carrying::*;
pub use existing::*;
pub use figures::*;
pub use forecasts::*;
pub use lights::*;
pub use mapping::*;
pub use sharing::*;

pub use crate::light::again::{Checked as CheckedLights, check as check_lights};
