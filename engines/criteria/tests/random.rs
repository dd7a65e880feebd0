//! Invented firms: plausible ones, and ones at the edges.

use criteria::{Facts, Firm, SlotId};

/// A small generator of numbers, the same for the same seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// From 0 to below.
    pub fn below(&mut self, end: u64) -> i64 {
        (self.next() % end) as i64
    }

    pub fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    pub fn pick(&mut self, of: &[i64]) -> i64 {
        of[self.below(of.len() as u64) as usize]
    }
}

struct Draft<'a> {
    facts: &'a Facts,
    firm: Firm,
}

impl Draft<'_> {
    fn set(&mut self, column: &str, value: i64) {
        self.firm.set(self.slot(column), Some(value));
    }

    fn slot(&self, column: &str) -> SlotId {
        self.facts.find(column).unwrap()
    }
}

/// Columns that may be made missing.
const FACTS: [&str; 31] = [
    "registered_on",
    "resident",
    "revenue_2",
    "revenue_3",
    "rd_1",
    "rd_2",
    "rd_3",
    "rd_domestic",
    "net_assets_1",
    "net_assets_2",
    "net_assets_3",
    "total_income",
    "hightech_income",
    "cost",
    "total_assets",
    "staff",
    "tech_staff",
    "ip_class1",
    "ip_class2",
    "ip_self_developed",
    "standards",
    "transfers",
    "incident",
    "dishonest",
    "hnte_valid",
    "award_top3",
    "provincial_rd_body",
    "standard_lead",
    "revenue_1",
    "rd_3",
    "transfers",
];

pub const MARKS: [(&str, i64); 6] = [
    ("mark_tech", 8),
    ("mark_core", 8),
    ("mark_rules", 6),
    ("mark_institution", 6),
    ("mark_reward", 4),
    ("mark_talent", 4),
];

/// A firm that could be, of which `missing` facts at most are not known.
pub fn firm(facts: &Facts, dice: &mut Dice, missing: u64) -> Firm {
    let mut draft = Draft {
        facts,
        firm: Firm::new(facts),
    };
    people_and_rights(&mut draft, dice);
    money(&mut draft, dice);
    for (mark, most) in MARKS {
        if !dice.one_in(4) {
            let value = dice.below(most as u64 + 1);
            draft.set(mark, value);
        }
    }
    if missing > 0 {
        for _ in 0..dice.below(missing + 1) {
            let column = FACTS[dice.below(FACTS.len() as u64) as usize];
            let slot = draft.slot(column);
            draft.firm.set(slot, None);
        }
    }
    draft.firm
}

fn people_and_rights(draft: &mut Draft<'_>, dice: &mut Dice) {
    // 2020-09-18 is day 18523.
    let age = dice.pick(&[364, 365, 366, 900, 4000, 8000]);
    draft.set("registered_on", 18_523 - age);
    draft.set("resident", i64::from(!dice.one_in(20)));
    if !dice.one_in(12) {
        let field = 1 + dice.below(8);
        draft.set("field", field);
    }
    let staff = dice.pick(&[0, 1, 9, 10, 11, 50, 120, 499, 500, 501, 900]);
    draft.set("staff", staff);
    let share = dice.pick(&[0, 5, 9, 10, 11, 15, 20, 25, 30, 60]);
    let tech = (staff * share).div_euclid(100) + dice.pick(&[0, 0, 1, -1]);
    draft.set("tech_staff", tech.clamp(0, staff));
    let first = dice.pick(&[0, 0, 0, 1, 2]);
    draft.set("ip_class1", first);
    let second = dice.pick(&[0, 0, 1, 2, 3, 4, 5, 9]);
    draft.set("ip_class2", second);
    let transfers = dice.pick(&[0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 17, 30]);
    draft.set("transfers", transfers);
    for (column, one_in) in [
        ("ip_self_developed", 2),
        ("standards", 6),
        ("incident", 25),
        ("dishonest", 25),
        ("hnte_valid", 12),
        ("award_top3", 60),
        ("provincial_rd_body", 30),
        ("standard_lead", 40),
    ] {
        let is = i64::from(dice.one_in(one_in));
        draft.set(column, is);
    }
}

fn money(draft: &mut Draft<'_>, dice: &mut Dice) {
    let scale = dice.pick(&[
        1,
        100,
        100_000_000,
        1_000_000_000,
        5_000_000_000,
        20_000_000_000,
    ]);
    let years = dice.pick(&[3, 3, 3, 3, 2, 1]);
    let mut revenue = scale / 2 + dice.below(scale as u64 + 1);
    let mut assets = scale / 3 + dice.below(scale as u64 + 1) + 1;
    let (mut all, mut rd_all) = (0, 0);
    for year in (4 - years)..=3 {
        let growth = dice.pick(&[65, 90, 100, 100, 101, 105, 110, 115, 125, 130, 135, 170]);
        revenue = if dice.one_in(25) {
            0
        } else {
            (revenue.max(1) * growth / 100).max(1)
        };
        if year == 3 && dice.one_in(6) {
            revenue = dice.pick(&[
                5_000_000_000,
                5_000_000_001,
                4_999_999_999,
                20_000_000_000,
                20_000_000_001,
            ]);
        }
        let growth = dice.pick(&[65, 90, 100, 101, 105, 110, 115, 125, 130, 135, 170]);
        assets = assets * growth / 100 + dice.pick(&[0, 0, 1]);
        let shown = if dice.one_in(15) {
            dice.pick(&[0, -1, -scale])
        } else {
            assets
        };
        draft.set(&format!("net_assets_{year}"), shown);
        draft.set(&format!("revenue_{year}"), revenue);
        let share = dice.pick(&[0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 8, 30, 120]);
        let rd = (revenue * share / 100 + dice.pick(&[0, 0, 0, -1, 1])).max(0);
        draft.set(&format!("rd_{year}"), rd);
        all += revenue;
        rd_all += rd;
    }
    let domestic =
        (rd_all * dice.pick(&[30, 59, 60, 60, 61, 95, 100]) / 100 + dice.pick(&[0, 0, -1])).max(0);
    draft.set("rd_domestic", domestic);
    let income = if dice.one_in(30) {
        0
    } else {
        revenue + dice.below(all as u64 / 10 + 1)
    };
    draft.set("total_income", income);
    let hightech = (income * dice.pick(&[0, 30, 59, 60, 60, 61, 80, 100]) / 100
        + dice.pick(&[0, 0, -1]))
    .max(0);
    draft.set("hightech_income", hightech);
    let cost = dice.pick(&[0, revenue / 5, revenue, revenue + 1]);
    draft.set("cost", cost);
    let total = dice.pick(&[20_000_000_000, 20_000_000_001, scale]);
    draft.set("total_assets", total);
}
