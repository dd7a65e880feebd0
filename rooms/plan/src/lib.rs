#![doc = include_str!("../README.md")]

pub mod door;

// The notice and what was made of it.
mod access;
mod assignment;
mod book;
mod change;
mod curve;
mod duty;
mod exemption;
mod finding;
mod mapping;
mod milestone;
mod moved;
mod notice;
mod office;
mod proposal;
mod quantity;
mod rhythm;
mod share;
mod target;
mod waiting;

// Definitions, figures, lights, and the year's page.
mod beat;
mod calendar;
mod figure;
mod forecast;
mod indicator;
mod light;
mod measuring;
mod wall;
mod year;

use axum::Router;
use store::RoomMigrations;
use web::{Actor, App, NavItem, Room};

pub fn room() -> Room {
    Room {
        name: "plan",
        level: 5,
        migrations,
        routes,
        nav,
        waits: waiting::lines,
        work: &[],
        finds: finding::finds,
        aim: target::aim::of,
        ..Room::EMPTY
    }
}

/// Numbers 1 to 9 are the notice and the plan made of it, 10 to 14 definitions and figures, 15 to 19 what a notice says
/// of its tasks, 20 to 24 its split over units and its changes, 30 to 34 who carries what,
/// 40 to 44 working days and forecasts.
fn migrations() -> RoomMigrations {
    store::migrations![
        "plan",
        1 "notice" "0001_notice.sql",
        2 "proposal" "0002_proposal.sql",
        3 "target" "0003_target.sql",
        4 "duty" "0004_duty.sql",
        10 "definition" "0010_definition.sql",
        11 "light" "0011_light.sql",
        12 "unit_light" "0012_unit_light.sql",
        15 "assigned" "0015_assigned.sql",
        16 "said_leader" "0016_said_leader.sql",
        20 "share" "0020_share.sql",
        21 "season" "0021_season.sql",
        22 "share_curve" "0022_share_curve.sql",
        23 "change" "0023_change.sql",
        30 "assignment" "0030_assignment.sql",
        31 "milestone" "0031_milestone.sql",
        32 "progress" "0032_progress.sql",
        40 "calendar" "0040_calendar.sql",
        41 "season" "0041_season.sql",
        42 "forecast" "0042_forecast.sql",
        43 "exemption_end" "0043_exemption_end.sql",
        44 "said_person" "0044_said_person.sql",
    ]
}

fn routes() -> Router<App> {
    mapping::routes().merge(measuring::routes())
}

fn nav(_: &Actor) -> Vec<NavItem> {
    let mut items = measuring::nav();
    items.push(NavItem {
        group: "计划",
        name: "任务分解",
        icon: "split",
        path: "/plan/shares",
        place: 21,
        dock: false,
    });
    items.push(NavItem {
        group: "计划",
        name: "文件与映射",
        icon: "notice",
        path: "/notices",
        place: 20,
        dock: false,
    });
    items.push(NavItem {
        group: "计划",
        name: "推进任务书",
        icon: "print",
        path: "/plan/task-books",
        place: 23,
        dock: false,
    });
    items
}
