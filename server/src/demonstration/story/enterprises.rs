//! High-tech certificates and the pool from which they grow: T03 and T04.

use values::Day;

use super::super::act::{Deed, Posting, Row};
use super::super::calendar::{BEGINNING, Date, day, open_after};
use super::super::paper::Paper;
use super::super::script::Script;
use super::certificates::route as route_of;
use super::cultivation::{certified, pooled, successful};

/// Lists of certificates: announced on, from which firm to which, how it came.
const LISTS: [(Date, usize, usize, &str); 6] = [
    ((2016, 11, 30), 0, 40, "first"),
    ((2017, 11, 17), 40, 88, "first"),
    ((2018, 11, 28), 88, 144, "first"),
    ((2019, 11, 22), 0, 30, "again"),
    ((2019, 12, 5), 144, 194, "first"),
    ((2020, 12, 2), 40, 80, "again"),
];

pub fn write(script: &mut Script) {
    for ((year, month, on), from, to, route) in LISTS {
        for firm in from..to {
            let firm = certified(firm);
            let route = route_of(&script.firms, firm, year, route);
            certificate(script, firm, day(year, month, on), route);
        }
    }
    for firm in successful() {
        let route = route_of(&script.firms, firm, 2020, "first");
        certificate(script, firm, day(2020, 12, 15), route);
    }
    comings_and_goings(script);
    pool(script);
}

/// 演GR2019 3206 0001: invented, and no real number looks like it.
pub fn number(firm: usize, year: i32) -> String {
    format!("演GR{year}3206{:04}", firm + 1)
}

fn posting(firm: usize, announced: Day, route: &str) -> Posting {
    let year = announced.year();
    let valid_until = Day::of(year + 3, announced.month(), announced.day())
        .unwrap_or(announced.plus(1095))
        .plus(-1);
    let number = number(firm, year);
    Posting::of("hnte_certificate")
        .firm(firm)
        .put("number", &number)
        .put("announced_on", announced)
        .put("valid_until", valid_until)
        .put("route", route)
        .paper(Paper::number(
            "list",
            format!("国科火演〔{year}〕{}号", announced.month()),
            "全国高企认定管理工作领导小组办公室（演示）",
            announced,
        ))
        .paper(Paper::number(
            "certificate",
            number,
            "江苏省高企认定管理部门（演示）",
            announced,
        ))
}

pub fn certificate(script: &mut Script, firm: usize, announced: Day, route: &str) -> Row {
    let (year, month, on) = BEGINNING;
    let beginning = day(year, month, on).plus(3);
    let posting = posting(firm, announced, route);
    if announced > beginning {
        return script.good(announced, posting).0;
    }
    // What was there before the program came was written in during its first weeks.
    let entered = open_after(beginning, i64::try_from(firm / 20).unwrap_or(0));
    let (row, _) = script.handed_in(entered, posting);
    script.verify(open_after(entered, 2), "hnte_certificate", row);
    row
}

/// Two firms moved in and one moved out: one more than at the end of last year.
fn comings_and_goings(script: &mut Script) {
    certificate(script, 240, day(2020, 4, 22), "moved_in");
    certificate(script, 241, day(2020, 7, 8), "moved_in");
    strike(script, 143, day(2020, 5, 20), "moved_out");
}

/// A firm's first certificate is struck, and that is verified the next day.
pub fn strike(script: &mut Script, firm: usize, on: Day, cause: &'static str) {
    let Some(row) = script.row_of("hnte_certificate", firm) else {
        return;
    };
    let told = open_after(on, 2);
    script.act(told, "ding", Deed::Strike { row, on, cause });
    script.verify(open_after(told, 1), "hnte_certificate", row);
}

/// Lists of the pool in each year: published on, level, number of the list, how many new firms.
pub const POOL: [(Date, &str, &str, usize); 9] = [
    ((2019, 4, 16), "city", "通科演〔2019〕12号", 14),
    ((2019, 7, 10), "province", "苏科高演〔2019〕21号", 18),
    ((2019, 10, 22), "city", "通科演〔2019〕37号", 14),
    ((2020, 3, 20), "city", "通科演〔2020〕6号", 12),
    ((2020, 5, 15), "city", "通科演〔2020〕14号", 14),
    ((2020, 6, 24), "province", "苏科高演〔2020〕9号", 10),
    ((2020, 7, 28), "city", "通科演〔2020〕25号", 12),
    ((2020, 8, 26), "province", "苏科高演〔2020〕15号", 6),
    ((2020, 10, 20), "city", "通科演〔2020〕33号", 5),
];

fn pool(script: &mut Script) {
    let mut firm = 260;
    for ((year, month, on), level, document, many) in POOL {
        for _ in 0..many {
            into_pool(script, pooled(firm), level, day(year, month, on), document);
            firm += 1;
        }
    }
    // Three that were in the pool before, and two that the city's list had already named.
    for again in [262, 270, 281] {
        into_pool(
            script,
            again,
            "province",
            day(2020, 6, 24),
            "苏科高演〔2020〕9号",
        );
    }
    for both in [308, 315] {
        into_pool(
            script,
            both,
            "province",
            day(2020, 8, 26),
            "苏科高演〔2020〕15号",
        );
    }
}

fn into_pool(script: &mut Script, firm: usize, level: &str, on: Day, document: &str) {
    let origin = *script
        .chance
        .pick(&["visit", "department", "own", "incubator"]);
    let issuer = if level == "province" {
        "江苏省科学技术厅（演示）"
    } else {
        "南通市科学技术局（演示）"
    };
    let posting = Posting::of("pool_entry")
        .firm(firm)
        .put("level", level)
        .put("listed_on", on)
        .put("document", document)
        .put("origin", origin)
        .paper(Paper::number("list", document, issuer, on));
    script.good(on, posting);
}
