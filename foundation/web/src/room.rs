use std::pin::Pin;

use axum::Router;
use store::{RoomMigrations, Tx};

use crate::{Actor, App, Finds, Found, LongWork, NavItem, Result, Work};

pub type Future<'a, T> = Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;

/// The last days on which the county takes applications of a year under the criterion of that id (`hnte-2016`), one a batch,
/// in any order. A lower room shows them that knows the criterion and not the batches: [`App::closings`].
pub type Closings = for<'a> fn(&'a mut Tx, &'a str, i32) -> Future<'a, Result<Vec<values::Day>>>;

/// What a year's plan wants of an indicator.
pub type Aims = for<'a> fn(&'a mut Tx, i32, &'a str) -> Future<'a, Result<Option<Aim>>>;

/// Numbers of a county by their name.
pub type Gauges = for<'a> fn(&'a mut Tx) -> Future<'a, Result<Vec<(&'static str, i64)>>>;

/// What a room brings to the program.
#[derive(Clone)]
pub struct Room {
    /// The room's English name, as its crate.
    pub name: &'static str,
    /// Its place in the levels: a room may import a room of a lower level.
    pub level: u8,
    pub migrations: fn() -> RoomMigrations,
    pub routes: fn() -> Router<App>,
    /// Its entries in the navigation, for those who may enter.
    pub nav: fn(&Actor) -> Vec<NavItem>,
    /// What waits for a person in this room: shown on the desk.
    pub waits: for<'a> fn(&'a mut Tx, &'a Actor) -> Future<'a, Result<Vec<Waiting>>>,
    /// What it does for acts of lower rooms.
    pub work: &'static [Work],
    /// Long work that it does when a person asked for it.
    pub long: &'static [LongWork],
    /// What a search finds in it.
    pub finds: Finds,
    /// Until when the county takes applications under an official criterion, as far as it knows.
    pub closings: Closings,
    /// What the year's plan wants of an indicator: rooms below the plan ask for what they reckon towards ([`App::aim`]).
    pub aim: Aims,
    /// Its pages that stand behind an indicator or a criterion: shown beside the figure and the screening.
    pub behind: &'static [Behind],
    /// What a monitor reads of it, by name: `kedu_backup_taken_seconds`.
    pub gauges: Gauges,
    /// Routes that people of a firm may ask for, as they are written in `routes`; all others are closed to them.
    pub for_firms: &'static [&'static str],
}

/// What a year's plan wants of an indicator that counts whole things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aim {
    /// T03 净增高新技术企业
    pub name: String,
    pub value: i64,
    /// ≥ 30 家
    pub words: String,
    /// Where the target stands.
    pub path: String,
}

/// A page where the work behind an indicator, or towards a criterion, is done or reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    /// The id of an indicator, or of a criterion.
    pub of: &'static str,
    pub name: &'static str,
    pub path: &'static str,
}

/// One line on the desk: what waits, how much, and where to act.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub group: WaitingGroup,
    pub title: String,
    pub note: String,
    pub count: i64,
    pub path: String,
    pub act: String,
    /// A day it is due, shown in the first column of what is due.
    pub due: Option<values::Day>,
}

/// Under which heading of the desk a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingGroup {
    Due,
    ForMe,
    Returned,
    Changed,
}

impl Room {
    /// What a room leaves out that brings nothing of a kind: `Room { name, level, …, ..Room::EMPTY }`.
    pub const EMPTY: Room = Room {
        name: "",
        level: 0,
        migrations: || RoomMigrations {
            room: "",
            steps: &[],
        },
        routes: Router::new,
        nav: Room::no_nav,
        waits: Room::nothing_waits,
        work: &[],
        long: &[],
        finds: Room::finds_nothing,
        closings: Room::closes_nothing,
        aim: Room::aims_at_nothing,
        behind: &[],
        gauges: Room::measures_nothing,
        for_firms: &[],
    };

    /// For rooms of which a monitor reads nothing.
    pub fn measures_nothing(_: &mut Tx) -> Future<'_, Result<Vec<(&'static str, i64)>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// For rooms in which nothing waits for anybody.
    pub fn nothing_waits<'a>(_: &'a mut Tx, _: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// For rooms in which a search finds nothing.
    pub fn finds_nothing<'a>(
        _: &'a mut Tx,
        _: &'a Actor,
        _: &'a str,
    ) -> Future<'a, Result<Vec<Found>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// For rooms that take no applications under an official criterion.
    pub fn closes_nothing<'a>(
        _: &'a mut Tx,
        _: &'a str,
        _: i32,
    ) -> Future<'a, Result<Vec<values::Day>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// For rooms that hold no targets.
    pub fn aims_at_nothing<'a>(
        _: &'a mut Tx,
        _: i32,
        _: &'a str,
    ) -> Future<'a, Result<Option<Aim>>> {
        Box::pin(async { Ok(None) })
    }

    pub fn no_nav(_: &Actor) -> Vec<NavItem> {
        Vec::new()
    }
}
