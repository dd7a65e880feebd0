//! The firms that are screened: invented, the same on every machine, most of them near some threshold.

use std::fmt::Write;

use anyhow::{Context, Result};
use criteria::text::{Heads, Line};
use criteria::{Facts, Firm, Program};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use values::{CreditCode, Day, Fen};

const SEED: u64 = 7;
/// The last complete year before the day asked.
pub const LAST_YEAR: i32 = 2019;

const COLUMNS: &str = "credit_code,name,town,registered_on,resident,field,y,revenue_1,revenue_2,revenue_3,rd_1,rd_2,rd_3,\
    rd_domestic,net_assets_1,net_assets_2,net_assets_3,total_income,hightech_income,cost,total_assets,staff,tech_staff,\
    ip_class1,ip_class2,ip_self_developed,standards,transfers,incident,dishonest,hnte_valid,award_top3,provincial_rd_body,\
    standard_lead,mark_tech,mark_core,mark_rules,mark_institution,mark_reward,mark_talent";

/// The day of the application.
pub fn on() -> Result<Day> {
    Day::of(LAST_YEAR + 1, 9, 18).context("no such day")
}

pub fn code(number: usize) -> Result<String> {
    let code = CreditCode::invented(&format!("91320682M{number:08}"));
    let code = code.map_err(|_| anyhow::anyhow!("no such code"))?;
    Ok(code.as_str().to_owned())
}

pub fn name(number: usize) -> String {
    format!("例{number}企业")
}

/// A facts file of so many firms, as `kedu screen` reads it.
pub fn file(many: usize) -> Result<String> {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(SEED));
    let mut text = format!("{COLUMNS}\n");
    for number in 0..many {
        write!(text, "{},{},东陈镇", code(number)?, name(number))?;
        row(&mut chance, &mut text)?;
        text.push('\n');
    }
    Ok(text)
}

/// The firms of such a file.
pub fn read(text: &str, facts: &Facts, program: &Program<'_>) -> Result<Vec<Firm>> {
    let mut lines = text.lines();
    let heads = lines.next().context("no heading")?;
    let heads = Heads::read(heads.split(','), program)?;
    let mut line = Line::new(facts);
    let firm = |text: &str| {
        line.read(program, &heads, text.split(',').map(Ok));
        anyhow::ensure!(line.problems.is_empty(), "{text}: {:?}", line.problems);
        Ok(line.firm.clone())
    };
    lines.map(firm).collect()
}

struct Chance(ChaCha8Rng);

impl Chance {
    /// Both ends included.
    fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.0.next_u64() % width).unwrap_or(0)
    }

    /// `whole` times a factor between two, in thousandths.
    fn share(&mut self, whole: i64, low: i64, high: i64) -> i64 {
        whole * self.between(low, high) / 1000
    }

    /// The same of money, drawn so finely that no quotient lies on a threshold: the peers' floating point errs there.
    fn amount(&mut self, whole: i64, low: i64, high: i64) -> i64 {
        let factor = self.between(low * 10_000, high * 10_000);
        whole * factor / 10_000_000 + self.between(1, 997)
    }

    /// A year after another, at most a half more each.
    fn three_years(&mut self, first: i64, least: i64) -> [i64; 3] {
        let second = self.amount(first, least, 1500);
        [first, second, self.amount(second, least, 1500)]
    }

    fn one_in(&mut self, many: i64) -> i64 {
        i64::from(self.between(1, many) == 1)
    }
}

/// The cells of a firm behind code, name and town.
fn row(chance: &mut Chance, text: &mut String) -> Result<()> {
    let (year, month, day) = (
        chance.between(1995, 2019),
        chance.between(1, 12),
        chance.between(1, 28),
    );
    write!(text, ",{year}-{month:02}-{day:02},1")?;
    match chance.between(0, 10) {
        0 => text.push(','),
        field => write!(text, ",{}", field.min(8))?,
    }
    write!(text, ",{LAST_YEAR}")?;
    let amounts = money(chance);
    for amount in amounts {
        write!(text, ",{}", Fen(amount).plain())?;
    }
    let staff = chance.between(10, 400);
    let counts = [
        staff,
        chance.share(staff, 50, 300),
        (chance.between(0, 3) - 1).max(0),
        chance.between(0, 8),
        chance.between(0, 1),
        chance.one_in(4),
        chance.between(3, 20),
        chance.one_in(100),
    ];
    for count in counts {
        write!(text, ",{count}")?;
    }
    text.push_str(",0,0,0,0,0");
    for most in [8, 8, 6, 6, 4, 4] {
        match chance.one_in(5) {
            1 => text.push(','),
            _ => write!(text, ",{}", chance.between(most / 2, most))?,
        }
    }
    Ok(())
}

/// The amounts in fen, in the order of the columns: revenue from a million yuan to a thousand million.
fn money(chance: &mut Chance) -> [i64; 14] {
    let scale = 10_i64.pow(u32::try_from(chance.between(8, 10)).unwrap_or(8));
    let first = chance.amount(scale, 1000, 9999);
    let revenue = chance.three_years(first, 800);
    let rd = revenue.map(|revenue| chance.amount(revenue, 20, 70));
    let domestic = chance.amount(rd.iter().sum(), 550, 1000);
    let first = chance.amount(revenue[0], 200, 800);
    let assets = chance.three_years(first, 900);
    let income = revenue[2] + chance.between(0, 10_000_000);
    [
        revenue[0],
        revenue[1],
        revenue[2],
        rd[0],
        rd[1],
        rd[2],
        domestic,
        assets[0],
        assets[1],
        assets[2],
        income,
        chance.amount(income, 400, 950),
        revenue[2] / 10 * 9,
        assets[2] * 2,
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use criteria::{Table, Verdict, criterion, fact};

    #[test]
    fn the_firms_are_the_same_again_and_of_every_verdict() {
        let text = file(2_000).unwrap();
        assert_eq!(text, file(2_000).unwrap());
        let facts = &*fact::SHIPPED;
        let program = criterion::find("hnte-2016")
            .unwrap()
            .on(facts, on().unwrap());
        let mut table = Table::new(facts, &program.slots());
        for firm in read(&text, facts, &program).unwrap() {
            table.push(&firm);
        }
        let screening = program.screen(&table);
        for (verdict, least) in [
            (Verdict::Fail, 200),
            (Verdict::Possible, 50),
            (Verdict::Pass, 5),
        ] {
            let many = screening.verdicts().iter().filter(|one| **one == verdict);
            let many = many.count();
            assert!(many >= least, "{verdict:?}: {many}");
        }
    }
}
