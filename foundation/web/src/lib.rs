#![doc = include_str!("../README.md")]

mod actor;
mod address;
mod app;
mod assets;
mod error;
mod fields;
mod filling;
mod finding;
mod frame;
pub mod intake;
mod kept;
mod layers;
mod list;
mod long;
mod metrics;
mod page;
mod room;
pub mod sheet;
mod typed;
pub mod view;
mod work;

pub use actor::{Actor, Newest, Organisation, Person, Place, Post, Role};
pub use address::{Path, came_from, is_secure};
pub use app::App;
pub use assets::asset;
pub use error::{Error, Result};
pub use fields::{Complaint, Complaints, Fields, LARGEST_FILE, Sent, TooLarge, Upload};
pub use filling::Filling;
pub use finding::{Finds, Found, FoundGroup, Sought};
pub use frame::{Crumb, Frame, NavGroup, NavItem};
pub use kept::Kept;
pub use layers::harden;
pub use list::{Column, LONGEST_WORDS, ListQuery, Pager, encoded};
pub use long::{
    FILE_WAITS, LongWork, MayHave, News, Next, Outcome, Progress, long_file_path, long_path,
    may_see, work_through,
};
pub use page::{back_to, fragment, invalid, page, status_page, wants_fragment};
pub use room::{Aim, Behind, Closings, Future, Gauges, Room, Waiting, WaitingGroup};
pub use sheet::Sheet;
pub use typed::read_of;
pub use work::Work;

/// Numbers and amounts as pages show them, for templates.
pub mod shown {
    pub use values::grouped;

    /// `184 KB`, `1.2 MB`.
    pub fn bytes(size: i64) -> String {
        match size {
            ..1024 => format!("{size} B"),
            1024..1_048_576 => format!("{} KB", size / 1024),
            _ => format!(
                "{}.{} MB",
                size / 1_048_576,
                size % 1_048_576 * 10 / 1_048_576
            ),
        }
    }
}
