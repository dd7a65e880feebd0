//! The pipeline behind T03: firms found, in the pool, recommended and in review, with their batches, visits and results.

use cultivation::door::Stage;
use values::Day;

use super::super::act::{Deed, Holding, Move, Visit};
use super::super::calendar::{day, open_after};
use super::super::people::of_town;
use super::super::script::Script;
use super::enterprises::POOL;

/// Where a firm stands on the usual day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Found,
    Pooled,
    Recommended,
    Reviewed,
    /// It has a certificate of an earlier year.
    Recognised,
    None,
}

impl Group {
    pub fn is_applied(self) -> bool {
        matches!(self, Group::Recommended | Group::Reviewed)
    }
}

/// The firm at a place of the pool's lists: three of the pictures stand among those of 2020.
pub fn pooled(place: usize) -> usize {
    match place {
        318 => 8,
        332 => 6,
        342 => 1,
        place => place,
    }
}

/// The firm at a place of the certificates' lists: those of the pictures have none yet.
pub fn certified(place: usize) -> usize {
    match place {
        place if place < 10 => place + 242,
        place => place,
    }
}

/// Handed in with the second batch.
fn recommended() -> Vec<usize> {
    [3, 4, 7]
        .into_iter()
        .chain(260..282)
        .chain(196..202)
        .collect()
}

/// Handed in with the first.
fn reviewed() -> Vec<usize> {
    [9].into_iter().chain(282..306).chain(202..204).collect()
}

/// Whom the list of 2020-12-15 names.
pub fn successful() -> Vec<usize> {
    let first = reviewed().into_iter().take(18);
    first.chain(recommended().into_iter().take(20)).collect()
}

pub fn group(at: usize) -> Group {
    let is_in_pool = (306..360).any(|place| pooled(place) == at);
    let is_found = [0, 2, 5].contains(&at) || (208..240).contains(&at) || (360..366).contains(&at);
    match at {
        _ if recommended().contains(&at) => Group::Recommended,
        _ if reviewed().contains(&at) => Group::Reviewed,
        _ if is_in_pool => Group::Pooled,
        _ if is_found => Group::Found,
        10..30 | 40..194 | 240..252 => Group::Recognised,
        _ => Group::None,
    }
}

const LETTERS: &str = "如皋市科学技术局（演示）";

pub fn write(script: &mut Script) {
    batches(script);
    found(script);
    coached(script);
    pool(script);
    recommend(script);
    review(script);
    registers(script);
    visits(script);
    results(script);
}

/// Number; opens, county closes, submits, publicity, announced.
const BATCHES: [(usize, [(u32, u32); 5]); 3] = [
    (1, [(3, 16), (6, 19), (6, 30), (11, 20), (12, 15)]),
    (2, [(6, 1), (9, 25), (9, 28), (11, 20), (12, 15)]),
    (3, [(9, 1), (10, 16), (10, 23), (12, 4), (12, 28)]),
];

fn batches(script: &mut Script) {
    for (number, days) in BATCHES {
        let days = days.map(|(month, on)| day(2020, month, on));
        script.act(day(2020, 3, 10), "ding", Deed::Batch(number, days));
    }
}

fn go(firm: usize, to: Stage, on: Day) -> Move {
    Move {
        firm,
        to,
        day: on,
        town_person: None,
        paper: (String::new(), LETTERS),
        note: "",
        exception: "",
        batch: None,
        row: None,
        rests_on: None,
    }
}

/// In towns that name a person the firm is found; elsewhere it is a lead still.
fn found(script: &mut Script) {
    let all: Vec<usize> = (0..script.firms.len())
        .filter(|at| group(*at) == Group::Found)
        .collect();
    for (number, some) in all.chunks(7).enumerate() {
        let on = open_after(day(2020, 4, 14), i64::try_from(number).unwrap_or(0) * 18);
        let moves = some.iter().map(|firm| {
            let town_person = of_town(script.firms[*firm].town);
            let to = match town_person {
                Some(_) => Stage::Found,
                None => Stage::Lead,
            };
            Move {
                town_person,
                ..go(*firm, to, on)
            }
        });
        let moves = moves.collect();
        script.act(on, "ding", Deed::Moves(moves));
    }
}

/// Firms that were in no list and are led by the bureau itself.
fn coached(script: &mut Script) {
    let led: Vec<usize> = reviewed().into_iter().chain(recommended()).collect();
    let led = led.into_iter().filter(|firm| !(260..306).contains(firm));
    let led: Vec<usize> = led.collect();
    let on = open_after(day(2020, 3, 4), 0);
    let found = led.iter().map(|firm| {
        let town_person = of_town(script.firms[*firm].town);
        Move {
            town_person,
            exception: match town_person {
                Some(_) => "",
                None => "镇区责任人还没有定，先由科室跟进",
            },
            ..go(*firm, Stage::Found, on)
        }
    });
    let found = found.collect();
    script.act(on, "ding", Deed::Moves(found));
    let then = open_after(on, 12);
    let moves = led
        .iter()
        .map(|firm| go(*firm, Stage::Coached, then))
        .collect();
    script.act(then, "ding", Deed::Moves(moves));
}

/// Those of a list enter the stage once its rows are verified.
fn pool(script: &mut Script) {
    let mut place = 260;
    for ((year, month, on), level, document, many) in POOL {
        let issuer = match level {
            "province" => "江苏省科学技术厅（演示）",
            _ => "南通市科学技术局（演示）",
        };
        let listed = day(year, month, on);
        let mut moves = Vec::new();
        for firm in (place..place + many).map(pooled) {
            let Some(row) = script.row_of("pool_entry", firm) else {
                continue;
            };
            // A lead is found first.
            let town_person = of_town(script.firms[firm].town);
            if group(firm) == Group::Found && town_person.is_none() {
                continue;
            }
            moves.push(Move {
                town_person,
                paper: (document.to_owned(), issuer),
                rests_on: Some(row),
                ..go(firm, Stage::Pooled, listed)
            });
        }
        place += many;
        script.act(open_after(listed, 6), "ding", Deed::Moves(moves));
    }
}

fn recommend(script: &mut Script) {
    for (batch, firms, days) in [
        (1, reviewed(), [(6, 8), (6, 11), (6, 15)]),
        (2, recommended(), [(9, 3), (9, 7), (9, 9)]),
    ] {
        let each = firms.len().div_ceil(days.len());
        for (some, (month, on)) in firms.chunks(each).zip(days) {
            let on = day(2020, month, on);
            let mut moves = Vec::new();
            for firm in some {
                let row = script.fresh_row();
                moves.push(Move {
                    town_person: of_town(script.firms[*firm].town),
                    paper: (format!("皋科演函〔2020〕{month}号"), LETTERS),
                    batch: Some(batch),
                    row: Some(row),
                    ..go(*firm, Stage::Recommended, on)
                });
            }
            let rows: Vec<_> = moves.iter().filter_map(|one| one.row).collect();
            script.act(on, "ding", Deed::Moves(moves));
            for row in rows {
                script.verify(open_after(on, 2), "application", row);
            }
        }
    }
}

fn review(script: &mut Script) {
    let on = day(2020, 8, 18);
    let moves = reviewed()
        .into_iter()
        .map(|firm| go(firm, Stage::Reviewed, on))
        .collect();
    script.act(on, "ding", Deed::Moves(moves));
}

/// Rights and technical people of the firms of the pictures, entry by entry.
fn registers(script: &mut Script) {
    for (firm, inventions, others, people) in
        [(8, 1, 7, 11), (6, 0, 0, 12), (1, 0, 6, 0), (9, 2, 6, 0)]
    {
        for number in 0..inventions + others {
            let holding = Holding::Right {
                firm,
                number,
                is_invention: number < inventions,
            };
            script.act(day(2020, 3, 27), "ding", Deed::Hold(holding));
        }
        for number in 0..people {
            script.act(
                day(2020, 3, 27),
                "ding",
                Deed::Hold(Holding::Person { firm, number }),
            );
        }
    }
}

/// Firm, planned for, what to look at, what was found.
const VISITS: [(usize, (u32, u32), &str, &str); 6] = [
    (
        8,
        (6, 9),
        "看研发辅助账和科技人员花名册",
        "科技人员 11 人，有两名工艺员符合条件还没有列入",
    ),
    (6, (7, 14), "看知识产权清单", "软件著作权一项在登记"),
    (
        1,
        (8, 20),
        "预评技术先进性和管理制度",
        "材料较全，建议请专家预评",
    ),
    (8, (9, 22), "补登科技人员，核四季度研发投入", ""),
    (1, (9, 24), "请专家预评", ""),
    (7, (9, 21), "催专项审计报告", ""),
];

fn visits(script: &mut Script) {
    for (at, (firm, (month, on), content, found)) in VISITS.into_iter().enumerate() {
        let due = day(2020, month, on);
        let planned = open_after(due.plus(-12), 0);
        script.act(
            planned,
            "ding",
            Deed::Visit(Visit {
                at,
                firm,
                due,
                content,
            }),
        );
        if !found.is_empty() {
            script.act(
                open_after(due, 1),
                "ding",
                Deed::Visited { at, on: due, found },
            );
        }
    }
}

/// The lists of December: recognised, or not.
fn results(script: &mut Script) {
    let public = day(2020, 11, 20);
    let all: Vec<usize> = reviewed().into_iter().chain(recommended()).collect();
    let publicised = successful().into_iter().map(|firm| Move {
        paper: ("国科火演公示〔2020〕11号".to_owned(), LETTERS),
        ..go(firm, Stage::Publicised, public)
    });
    let publicised = publicised.collect();
    script.act(public, "ding", Deed::Moves(publicised));
    let announced = day(2020, 12, 15);
    let mut moves = Vec::new();
    for firm in successful() {
        let Some(row) = script.row_of("hnte_certificate", firm) else {
            continue;
        };
        moves.push(Move {
            rests_on: Some(row),
            ..go(firm, Stage::Recognised, announced)
        });
    }
    for firm in all {
        if !successful().contains(&firm) {
            moves.push(Move {
                note: "未列入公告名单",
                ..go(firm, Stage::Failed, announced)
            });
        }
    }
    script.act(open_after(announced, 7), "ding", Deed::Moves(moves));
}
