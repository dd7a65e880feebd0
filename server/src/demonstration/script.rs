//! Writes the story down: rows with what becomes of them, each act by somebody who may do it.

use values::{Day, Period};
use web::Role;

use super::act::{Act, Deed, Posting, Row};
use super::calendar::{open_after, stretches};
use super::chance::Chance;
use super::firms::NewFirm;
use super::paper::Paper;
use super::people::{in_office, of_town};

/// The pen of the story.
pub struct Script {
    pub chance: Chance,
    pub firms: Vec<NewFirm>,
    pub acts: Vec<Act>,
    rows: Row,
    /// How often a verifier finds something and sends the row back first: one in so many.
    pub faults: usize,
}

/// The office that keeps a kind of row, and whether towns enter it, too.
fn keeper(kind: &str) -> (&'static str, bool) {
    match kind {
        "hnte_certificate" | "pool_entry" | "statistic" => ("hightech", false),
        "title" => ("platform", true),
        "base_list" => ("platform", false),
        "contract" | "payment" | "demand" | "activity" => ("cooperation", true),
        "breakthrough" => ("cooperation", false),
        "application" | "money_received" => ("finance", true),
        _ => ("finance", false),
    }
}

/// Why rows come back.
const FAULTS: [&str; 4] = [
    "经办人漏了备注，请补充来源",
    "凭证日期看不清，请核对后重报",
    "请核对企业名称与凭证一致",
    "请补充说明并重新提交",
];

impl Script {
    pub fn new(chance: Chance, firms: Vec<NewFirm>) -> Self {
        Script {
            chance,
            firms,
            acts: Vec::new(),
            rows: 0,
            faults: 24,
        }
    }

    /// Who enters a row: the town's own person every other time, or the office's.
    fn enterer(&mut self, posting: &Posting) -> &'static str {
        let (office, by_towns) = keeper(posting.kind);
        let town = posting
            .firm
            .and_then(|firm| self.firms.get(firm))
            .map(|firm| firm.town)
            .or(posting.town);
        match town.and_then(of_town) {
            Some(person) if by_towns && self.chance.one_in(2) => person,
            _ if office == "cooperation" && self.chance.one_in(3) => "zeng",
            _ => in_office(office, Role::Staff),
        }
    }

    fn verifier(&mut self, kind: &str) -> &'static str {
        let role = if self.chance.one_in(6) {
            Role::Head
        } else {
            Role::Verifier
        };
        in_office(keeper(kind).0, role)
    }

    /// A row that an act makes of itself.
    pub fn fresh_row(&mut self) -> Row {
        self.rows += 1;
        self.rows
    }

    /// The first row of a kind that was entered of a firm.
    pub fn row_of(&self, kind: &str, firm: usize) -> Option<Row> {
        self.acts.iter().find_map(|act| match &act.deed {
            Deed::Enter { row, posting, .. }
                if posting.kind == kind && posting.firm == Some(firm) =>
            {
                Some(*row)
            }
            _ => None,
        })
    }

    pub fn act(&mut self, day: Day, who: &'static str, deed: Deed) {
        self.acts.push(Act::on(day, who, deed));
    }

    /// A row that is handed in on a day and nothing more.
    pub fn handed_in(&mut self, day: Day, posting: Posting) -> (Row, &'static str) {
        let who = self.enterer(&posting);
        (self.handed_in_by(day, who, posting), who)
    }

    pub fn handed_in_by(&mut self, day: Day, who: &'static str, posting: Posting) -> Row {
        self.rows += 1;
        let row = self.rows;
        self.act(
            day,
            who,
            Deed::Enter {
                row,
                posting,
                hand_in: true,
            },
        );
        row
    }

    pub fn draft(&mut self, day: Day, who: &'static str, posting: Posting) {
        self.rows += 1;
        let row = self.rows;
        self.act(
            day,
            who,
            Deed::Enter {
                row,
                posting,
                hand_in: false,
            },
        );
    }

    pub fn verify(&mut self, day: Day, kind: &str, row: Row) {
        let who = self.verifier(kind);
        self.act(day, who, Deed::Verify(row));
    }

    /// A row that comes to count: entered a day or two after `from`, verified soon, now and then
    /// sent back first. Gives the row and the day it is verified.
    pub fn good(&mut self, from: Day, posting: Posting) -> (Row, Day) {
        let lag = self.chance.between(1, 2);
        let entered = open_after(from, lag);
        let kind = posting.kind;
        let (row, who) = self.handed_in(entered, posting.clone());
        let lag = self.chance.between(1, 2);
        let mut verified = open_after(entered, lag);
        if self.chance.one_in(self.faults) {
            self.send_back(row, who, verified, posting);
            verified = open_after(verified, 1);
        }
        self.verify(verified, kind, row);
        (row, verified)
    }

    /// Sent back in the morning, put right and handed in again the same day.
    fn send_back(&mut self, row: Row, who: &'static str, day: Day, posting: Posting) {
        let verifier = in_office(keeper(posting.kind).0, Role::Verifier);
        let reason = self.chance.pick(&FAULTS);
        self.act(day, verifier, Deed::SendBack(row, reason));
        let posting = posting.bare().put("note", "已按核实意见补充说明");
        self.act(
            day,
            who,
            Deed::Correct {
                row,
                posting,
                reason: "按核实意见补充说明",
                hand_in: true,
            },
        );
    }

    /// A further voucher for a row.
    pub fn prove(&mut self, day: Day, who: &'static str, row: Row, paper: Paper) {
        self.act(day, who, Deed::Prove(row, paper));
    }

    /// One day for each of the counts that stand beside the stretches of a year, in order of time.
    pub fn days(&mut self, year: i32, counts: &[usize]) -> Vec<Day> {
        let mut days = Vec::new();
        for (stretch, count) in stretches(year).into_iter().zip(counts) {
            days.extend(self.days_in(stretch, *count));
        }
        days
    }

    pub fn days_in(&mut self, stretch: Period, count: usize) -> Vec<Day> {
        let mut days: Vec<Day> = (0..count).map(|_| self.chance.open_day(stretch)).collect();
        days.sort_unstable();
        days
    }

    /// Days with amounts in fen: for each stretch so many that add up to so much, in 万元.
    pub fn sums(&mut self, year: i32, counts_and_sums: &[(usize, i64)]) -> Vec<(Day, i64)> {
        let mut all = Vec::new();
        for (stretch, (count, wan)) in stretches(year).into_iter().zip(counts_and_sums) {
            let days = self.days_in(stretch, *count);
            let amounts = self.chance.split(wan * 1_000_000, *count, 500_000);
            all.extend(days.into_iter().zip(amounts));
        }
        all
    }

    /// A firm that was registered well before a day.
    pub fn firm_of(&mut self, day: Day) -> usize {
        loop {
            // Firms on the lists do more than their share.
            let within = if self.chance.one_in(3) {
                super::firms::LISTED
            } else {
                420
            };
            let firm = self.chance.below(within.min(self.firms.len()));
            if self.firms[firm].registered_on.plus(60) < day {
                return firm;
            }
        }
    }
}
