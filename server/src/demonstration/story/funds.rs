//! Money won from the province and above: T14, with one sum that went back.

use values::Day;

use super::super::act::Posting;
use super::super::calendar::{day, open_after};
use super::super::names::BANKS;
use super::super::paper::Paper;
use super::super::script::Script;

/// Arrivals that count, by stretch: how many and 万元.
const ARRIVED_2019: [(usize, i64); 13] = [
    (3, 140),
    (2, 90),
    (4, 150),
    (4, 160),
    (5, 170),
    (6, 210),
    (5, 160),
    (5, 170),
    (3, 110),
    (2, 60),
    (5, 170),
    (5, 160),
    (6, 210),
];
const ARRIVED_2020: [(usize, i64); 13] = [
    (3, 260),
    (1, 100),
    (4, 180),
    (4, 170),
    (5, 180),
    (5, 200),
    (5, 180),
    (6, 230),
    (6, 262),
    (2, 60),
    (4, 130),
    (4, 120),
    (5, 140),
];

const PROGRAMMES: [&str; 5] = [
    "省重点研发计划",
    "省科技成果转化专项",
    "省创新能力建设计划",
    "高企培育奖补",
    "省双创人才",
];

pub fn write(script: &mut Script) {
    let mut number = 0;
    for (year, arrived) in [(2019, ARRIVED_2019), (2020, ARRIVED_2020)] {
        for (on, fen) in script.sums(year, &arrived) {
            let posting = arrival(script, on, fen, &mut number);
            script.good(on, posting);
        }
    }
    let back = day(2020, 4, 21);
    let refund = arrival(script, back, 20_000_000, &mut number)
        .put("class", "refund")
        .put("note", "项目终止，退回结余");
    script.good(back, refund);
    left_out(script, &mut number);
}

fn arrival(script: &mut Script, on: Day, fen: i64, number: &mut usize) -> Posting {
    *number += 1;
    let document = format!("苏财教演〔{}〕{}号", on.year(), number);
    let level = if script.chance.one_in(8) {
        "nation"
    } else {
        "province"
    };
    let bank = *script.chance.pick(&BANKS);
    Posting::of("money_received")
        .firm(script.firm_of(on))
        .put("class", "arrival")
        .put("level", level)
        .put("line", "science")
        .money("amount", fen)
        .put("arrived_on", on)
        .put("document", &document)
        .put("programme", script.chance.pick(&PROGRAMMES))
        .put("project_no", format!("YS{}{number:04}", on.year()))
        .put("instalment", script.chance.pick(&["once", "first", "rest"]))
        .put("bank", bank)
        .paper(Paper::number(
            "document",
            document,
            "江苏省财政厅（演示）",
            on,
        ))
        .paper(Paper::number(
            "arrival",
            format!("到账回单 {number}"),
            bank,
            on,
        ))
}

/// Two wait, one lacks the slip; others are matching funds or of other lines.
fn left_out(script: &mut Script, number: &mut usize) {
    for (date, wan) in [(10, 62), (14, 50)] {
        let on = day(2020, 9, date);
        let posting = arrival(script, on, wan * 1_000_000, number);
        script.handed_in(open_after(on, 2), posting);
    }
    let on = day(2020, 8, 12);
    let posting = arrival(script, on, 60_000_000, number).without("arrival");
    script.handed_in(open_after(on, 3), posting);
    for (month, level, line) in [
        (3, "city", "science"),
        (5, "county", "science"),
        (6, "province", "industry"),
        (8, "province", "talent"),
    ] {
        let on = day(2020, month, 18);
        let posting = arrival(script, on, 30_000_000, number)
            .put("level", level)
            .put("line", line);
        script.good(on, posting);
    }
}
