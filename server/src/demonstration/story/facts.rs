//! What is known of the firms' years: the tax list of February 2020, then what the firms stated in spring,
//! some of it confirmed, and what those in cultivation reckon for 2020. All of it is invented.

use values::Day;

use super::super::act::{Deed, Fact, Listed};
use super::super::calendar::{day, open_after};
use super::super::chance::Chance;
use super::super::firms::NewFirm;
use super::super::script::Script;
use super::cultivation::{Group, group};

/// The last complete year of the story.
const LAST: i32 = 2019;
/// 万元, in fen.
const WAN: i64 = 1_000_000;

/// How a firm stands before the official criterion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grade {
    /// Everything holds, and a trial review has given marks.
    Sure,
    /// Everything holds, only the marks are open.
    Ready,
    /// One or two clauses are short.
    Near,
    /// Many are.
    Far,
    /// Nobody has stated more than the tax list.
    Bare,
}

fn grade(chance: &mut Chance, at: usize) -> Grade {
    let drawn = chance.below(100);
    // The firms of the pictures.
    match at {
        1 => return Grade::Ready,
        6 | 8 => return Grade::Near,
        0 | 2 => return Grade::Far,
        5 => return Grade::Bare,
        _ => {}
    }
    match group(at) {
        Group::Recognised if drawn < 55 => Grade::Sure,
        Group::Recommended | Group::Reviewed if drawn < 35 => Grade::Sure,
        Group::Recognised | Group::Recommended | Group::Reviewed => Grade::Ready,
        Group::Pooled if drawn < 25 => Grade::Ready,
        Group::Pooled if drawn < 90 => Grade::Near,
        Group::Found if drawn < 45 => Grade::Near,
        Group::Found if drawn < 80 => Grade::Far,
        Group::None if drawn < 6 => Grade::Near,
        Group::None if drawn < 45 => Grade::Far,
        _ => Grade::Bare,
    }
}

/// What one firm's years say.
struct Told {
    tax: Vec<Fact>,
    own: Vec<Fact>,
    estimated: Vec<Fact>,
}

pub fn write(script: &mut Script) {
    let mut chance = Chance::seeded(2_020_218);
    let listed = day(2020, 2, 18);
    let (mut tax, mut own, mut estimated) = (Vec::new(), Vec::new(), Vec::new());
    let mut confirmed = Vec::new();
    for at in 0..script.firms.len() {
        let firm = &script.firms[at];
        let grade = grade(&mut chance, at);
        let mut told = told(&mut chance, firm, grade);
        named(at, &mut told);
        if firm.entered_on >= listed || firm.registered_on.year() > LAST {
            continue;
        }
        of(&mut tax, at, told.tax);
        if grade == Grade::Bare {
            continue;
        }
        of(&mut own, at, told.own);
        if group(at) != Group::None && group(at) != Group::Recognised {
            of(&mut estimated, at, told.estimated);
        }
        if group(at).is_applied() || chance.one_in(4) {
            confirmed.push(at);
        }
    }
    let list = |source, paper, facts| {
        Deed::Facts(Listed {
            source,
            paper,
            facts,
        })
    };
    let tax = list(
        enterprise::door::Source::Tax,
        "2019年度企业所得税汇算名单（演示）",
        tax,
    );
    script.act(listed, "ding", tax);
    let paper = "2020年高企培育摸底表（演示）";
    let stated = open_after(day(2020, 3, 24), 0);
    script.act(
        stated,
        "ding",
        list(enterprise::door::Source::Firm, paper, own),
    );
    let paper = "2020年度预计数（演示）";
    let reckoned: Day = open_after(day(2020, 7, 6), 0);
    script.act(
        reckoned,
        "ding",
        list(enterprise::door::Source::Firm, paper, estimated),
    );
    let looked_at = open_after(stated, 5);
    for firm in confirmed {
        script.act(looked_at, "he", Deed::Confirm { firm, year: LAST });
    }
}

fn of(list: &mut Vec<(usize, Fact)>, firm: usize, facts: Vec<Fact>) {
    list.extend(facts.into_iter().map(|fact| (firm, fact)));
}

/// Sales of the last year, in 万元, by size.
fn sales(chance: &mut Chance, size: &str) -> i64 {
    match size {
        "large" => chance.between(42_000, 160_000),
        "medium" => chance.between(9_000, 38_000),
        "small" => chance.between(1_200, 9_000),
        _ => chance.between(120, 1_100),
    }
}

/// The part of R&D that the official criterion asks for at these sales, in thousandths.
fn asked(wan: i64) -> i64 {
    match wan {
        ..=5_000 => 50,
        5_001..=20_000 => 40,
        _ => 30,
    }
}

fn told(chance: &mut Chance, firm: &NewFirm, grade: Grade) -> Told {
    let is_good = matches!(grade, Grade::Sure | Grade::Ready);
    // 0: people, 1: R&D, 2: income, 3: all three.
    let gap = match grade {
        Grade::Near => chance.below(3),
        Grade::Far => 3,
        _ => 9,
    };
    let wan = sales(chance, firm.size);
    let growth = match is_good {
        true => chance.between(16, 30),
        false => chance.between(2, 18),
    };
    let rate = match gap == 1 || gap == 3 {
        true => asked(wan) - chance.between(2, if gap == 1 { 9 } else { 25 }),
        false => asked(wan) + chance.between(4, 22),
    };
    let back =
        |value: i64, years: i64| (0..years).fold(value, |value, _| value * 100 / (100 + growth));
    let mut told = Told {
        tax: Vec::new(),
        own: Vec::new(),
        estimated: Vec::new(),
    };
    let mut domestic = 0;
    let assets = wan * chance.between(45, 90) / 100;
    for (year, years) in [(2017, 2), (2018, 1), (LAST, 0)] {
        if year < firm.registered_on.year() {
            continue;
        }
        let revenue = back(wan * WAN, years) / 100 * 100;
        let rd = revenue * rate / 1000 / 100 * 100;
        domestic += rd;
        told.tax.push((year, "revenue", revenue));
        told.tax
            .push((year, "net_assets", back(assets * WAN, years) / 100 * 100));
        told.own.push((year, "rd", rd));
    }
    let revenue = wan * WAN;
    told.tax.extend([
        (LAST, "total_income", revenue + revenue / 50),
        (LAST, "field", field(firm.industry)),
        (LAST, "cost", revenue * chance.between(84, 95) / 100),
        (
            LAST,
            "total_assets",
            assets * WAN * chance.between(140, 210) / 100,
        ),
    ]);
    let share = match gap == 2 || gap == 3 {
        true => chance.between(28, 58),
        false => chance.between(66, 93),
    };
    let staff = (wan / chance.between(38, 70)).max(8);
    let people = match gap == 0 || gap == 3 {
        true => (staff * chance.between(5, 9) / 100).max(0),
        false => staff * chance.between(12, 24) / 100 + 1,
    };
    told.own.extend([
        (
            LAST,
            "rd_domestic",
            domestic * chance.between(92, 100) / 100,
        ),
        (LAST, "hightech_income", revenue * share / 100),
        (LAST, "staff", staff),
        (LAST, "tech_staff", people),
        (LAST, "incident", 0),
        (LAST, "dishonest", 0),
    ]);
    rights(chance, grade, &mut told.own);
    let next = revenue / 100 * (100 + growth);
    told.estimated.extend([
        (LAST + 1, "revenue", next),
        (
            LAST + 1,
            "rd",
            next * asked(wan) / 1000 + chance.between(1, 20) * WAN,
        ),
        (LAST + 1, "net_assets", assets * WAN / 100 * (100 + growth)),
    ]);
    told
}

/// Rights, results put to use, and marks where a trial review gave them.
fn rights(chance: &mut Chance, grade: Grade, own: &mut Vec<Fact>) {
    let is_good = matches!(grade, Grade::Sure | Grade::Ready);
    let (one, two, used) = match grade {
        _ if is_good => (
            chance.between(1, 4),
            chance.between(5, 18),
            chance.between(15, 24),
        ),
        Grade::Near => (
            chance.between(0, 1),
            chance.between(5, 9),
            chance.between(12, 18),
        ),
        _ => (0, chance.between(0, 4), chance.between(0, 5)),
    };
    own.extend([
        (LAST, "ip_class1", one),
        (LAST, "ip_class2", two),
        (LAST, "ip_self_developed", i64::from(one + two > 0)),
        (LAST, "standards", i64::from(is_good && chance.one_in(5))),
        (LAST, "transfers", used),
    ]);
    if grade == Grade::Sure {
        own.extend([
            (LAST, "mark_tech", chance.between(6, 8)),
            (LAST, "mark_core", chance.between(6, 8)),
            (LAST, "mark_rules", chance.between(5, 6)),
            (LAST, "mark_institution", chance.between(4, 6)),
            (LAST, "mark_reward", chance.between(3, 4)),
            (LAST, "mark_talent", chance.between(3, 4)),
        ]);
    }
}

/// The official field of an industry of the county.
fn field(industry: &str) -> i64 {
    match industry {
        "电子信息" => 1,
        "生命健康" | "食品加工" => 2,
        "新材料" => 4,
        "电力装备" => 6,
        _ => 8,
    }
}

/// Puts a value in the place of what was drawn.
fn put(facts: &mut Vec<Fact>, new: &[Fact]) {
    for (year, fact, value) in new {
        facts.retain(|(held, name, _)| (held, name) != (year, fact));
        facts.push((*year, fact, *value));
    }
}

/// The firms of the design's pictures.
fn named(at: usize, told: &mut Told) {
    match at {
        // 砺石: only the score is open.
        1 => put(
            &mut told.own,
            &[
                (LAST, "ip_class1", 0),
                (LAST, "ip_class2", 6),
                (LAST, "transfers", 13),
            ],
        ),
        // 屿禾: it has no right yet, and one of class II is enough.
        6 => {
            put(
                &mut told.estimated,
                &[
                    (LAST + 1, "revenue", 4050 * WAN),
                    (LAST + 1, "rd", 250 * WAN),
                    (LAST + 1, "net_assets", 1690 * WAN),
                ],
            );
            put(
                &mut told.tax,
                &[
                    (2017, "revenue", 2_000 * WAN),
                    (2018, "revenue", 2_600 * WAN),
                    (LAST, "revenue", 3_380 * WAN),
                    (2017, "net_assets", 1_000 * WAN),
                    (2018, "net_assets", 1_180 * WAN),
                    (LAST, "net_assets", 1_400 * WAN),
                    (LAST, "total_income", 3_400 * WAN),
                ],
            );
            put(
                &mut told.own,
                &[
                    (2017, "rd", 130 * WAN),
                    (2018, "rd", 160 * WAN),
                    (LAST, "rd", 210 * WAN),
                    (LAST, "rd_domestic", 500 * WAN),
                    (LAST, "hightech_income", 2_700 * WAN),
                    (LAST, "staff", 68),
                    (LAST, "tech_staff", 12),
                    (LAST, "ip_class1", 0),
                    (LAST, "ip_class2", 0),
                    (LAST, "ip_self_developed", 0),
                    (LAST, "standards", 0),
                    (LAST, "transfers", 16),
                    (LAST, "mark_tech", 8),
                    (LAST, "mark_core", 8),
                    (LAST, "mark_rules", 6),
                    (LAST, "mark_institution", 6),
                    (LAST, "mark_reward", 4),
                    (LAST, "mark_talent", 4),
                ],
            );
        }
        // 霁舟: two technical people and 9.275 万元 of R&D short.
        8 => {
            put(
                &mut told.estimated,
                &[
                    (LAST + 1, "revenue", 5320 * WAN),
                    (LAST + 1, "rd", 296 * WAN),
                    (LAST + 1, "net_assets", 3480 * WAN),
                ],
            );
            put(
                &mut told.tax,
                &[
                    (2017, "revenue", 3_860 * WAN),
                    (2018, "revenue", 473_550 * WAN / 100),
                    (LAST, "revenue", 4_960 * WAN),
                    (2017, "net_assets", 2_100 * WAN),
                    (2018, "net_assets", 2_480 * WAN),
                    (LAST, "net_assets", 2_950 * WAN),
                    (LAST, "total_income", 5_012 * WAN),
                ],
            );
            put(
                &mut told.own,
                &[
                    (2017, "rd", 19_640 * WAN / 100),
                    (2018, "rd", 23_210 * WAN / 100),
                    (LAST, "rd", 240 * WAN),
                    (LAST, "rd_domestic", 66_850 * WAN / 100),
                    (LAST, "hightech_income", 3_608 * WAN),
                    (LAST, "staff", 126),
                    (LAST, "tech_staff", 11),
                    (LAST, "ip_class1", 1),
                    (LAST, "ip_class2", 7),
                    (LAST, "standards", 0),
                    (LAST, "transfers", 16),
                    (LAST, "mark_tech", 8),
                    (LAST, "mark_core", 8),
                    (LAST, "mark_rules", 5),
                    (LAST, "mark_institution", 4),
                    (LAST, "mark_reward", 3),
                    (LAST, "mark_talent", 3),
                ],
            );
        }
        _ => {}
    }
}
