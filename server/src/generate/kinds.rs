//! What generated rows say, kind by kind, and how often each kind comes.

mod carriers;
mod cooperation;
mod finance;

use ledger::door::{BulkRow, Entry, Fields};
use measure::kind::{Kind, Place};
use values::{Day, Fen, Id};
use web::Organisation;

use crate::demonstration::chance::Chance;

/// Of a thousand rows, as in a county of ten years: payments and contracts make a third.
const SHARES: [(&str, usize); 13] = [
    ("payment", 240),
    ("contract", 100),
    ("demand", 120),
    ("disbursement", 100),
    ("application", 100),
    ("money_received", 90),
    ("guarantee", 60),
    ("pool_entry", 50),
    ("title", 45),
    ("hnte_certificate", 35),
    ("base_list", 40),
    ("activity", 19),
    ("breakthrough", 1),
];

/// Contracts of the last while that payments are made on.
const REMEMBERED: usize = 20_000;

pub fn draw(chance: &mut Chance) -> &'static str {
    let mut drawn = chance.below(SHARES.iter().map(|(_, share)| share).sum());
    for (kind, share) in SHARES {
        if drawn < share {
            return kind;
        }
        drawn -= share;
    }
    SHARES[0].0
}

/// Whether rows of the kind are about a firm.
pub fn has_subject(kind: &str) -> bool {
    !matches!(kind, "activity" | "breakthrough" | "statistic")
}

/// What a row says, and about which firm.
pub struct Said {
    pub firm: usize,
    pub fields: Fields,
}

/// A contract that payments are made on.
#[derive(Clone, Copy)]
struct Contract {
    entry: Id<Entry>,
    firm: usize,
    partner: usize,
}

/// Keeps the numbers and what later rows refer to.
pub struct Telling {
    towns: Vec<Id<Organisation>>,
    contracts: Vec<Contract>,
    next: u64,
    partner: usize,
}

/// What a row is told of: a number that no other has, the firm, the day.
#[derive(Clone, Copy)]
struct Told {
    number: u64,
    firm: usize,
    day: Day,
}

impl Told {
    fn day(self) -> String {
        self.day.to_string()
    }

    fn later(self, days: i32) -> String {
        self.day.plus(days).to_string()
    }

    fn year(self) -> String {
        self.day.year().to_string()
    }
}

impl Telling {
    pub fn of(towns: Vec<Id<Organisation>>) -> Self {
        Telling {
            towns,
            contracts: Vec::new(),
            next: 0,
            partner: 0,
        }
    }

    /// FK-2021-000123; the numbers of all kinds are one row.
    pub fn number(&mut self, prefix: &str, year: i32) -> String {
        self.next += 1;
        format!("{prefix}-{year}-{:06}", self.next)
    }

    /// A town for kinds whose town is chosen; statistics are the county's.
    pub fn town(&self, kind: &Kind) -> Id<Organisation> {
        let at = usize::try_from(self.next).unwrap_or(0) % self.towns.len().max(1);
        match kind.town {
            Place::Choice if kind.id != "statistic" => {
                self.towns.get(at).copied().unwrap_or(Id::NONE)
            }
            _ => Id::NONE,
        }
    }

    /// What a row of the kind says.
    pub fn tell(
        &mut self,
        chance: &mut Chance,
        kind: &str,
        firm: usize,
        day: Day,
        stretch: usize,
    ) -> Said {
        let contract = if kind == "payment" && !self.contracts.is_empty() {
            Some(*chance.pick(&self.contracts))
        } else {
            None
        };
        let firm = contract.map_or(firm, |contract| contract.firm);
        let told = Told {
            number: self.next + 1,
            firm,
            day,
        };
        let fields = match kind {
            "payment" => cooperation::payment(
                chance,
                told,
                contract.map(|contract| (contract.entry, contract.partner)),
            ),
            "contract" => {
                self.partner = chance.below(crate::demonstration::names::PARTNERS.len());
                cooperation::contract(chance, told, self.partner)
            }
            "demand" => cooperation::demand(chance, told),
            "activity" => cooperation::activity(chance, told),
            "breakthrough" => cooperation::breakthrough(told),
            "disbursement" => finance::disbursement(chance, told),
            "guarantee" => finance::guarantee(chance, told),
            "application" => finance::application(chance, told),
            "money_received" => finance::money_received(chance, told),
            "title" => carriers::title(chance, told),
            "hnte_certificate" => carriers::certificate(chance, told),
            "pool_entry" => carriers::pool_entry(chance, told, stretch),
            _ => carriers::base_list(chance, told),
        };
        Said { firm, fields }
    }

    /// Payments come on contracts that were told before.
    pub fn remember(&mut self, kind: &str, firm: usize, row: &BulkRow) {
        if kind != "contract" {
            return;
        }
        let contract = Contract {
            entry: row.entry,
            firm,
            partner: self.partner,
        };
        if self.contracts.len() < REMEMBERED {
            self.contracts.push(contract);
        } else {
            let at = usize::try_from(self.next).unwrap_or(0) % REMEMBERED;
            self.contracts[at] = contract;
        }
    }
}

/// Yuan between two numbers of ten thousands.
fn wan(chance: &mut Chance, low: i64, high: i64) -> String {
    Fen::yuan(chance.between(low * 10, high * 10) * 1000).plain()
}

fn one_of(chance: &mut Chance, options: &[&str]) -> String {
    (*chance.pick(options)).to_owned()
}
