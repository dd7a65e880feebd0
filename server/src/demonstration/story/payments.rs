//! Payments to universities and institutes: T07. A third of the year's rows do not count, most of
//! them for want of a bank's slip; a correction of September changes what August reported.

mod amounts;
mod slips;

use values::{Day, Fen};

use super::super::act::{Deed, Posting, Row};
use super::super::calendar::{day, open_after};
use super::super::names::{BANKS, PARTNERS};
use super::super::paper::Paper;
use super::super::script::Script;
use super::contracts::{self, Contract};
use amounts::*;
use slips::{invoice_picture, receipt};

/// Writes payments down.
struct Desk<'a> {
    script: &'a mut Script,
    contracts: &'a [Contract],
    next: usize,
}

/// What is paid.
#[derive(Clone, Copy)]
struct Paid {
    on: Day,
    fen: i64,
    /// Whether the papers are drawn files.
    drawn: bool,
}

pub fn write(script: &mut Script, contracts: &[Contract]) {
    let mut desk = Desk {
        script,
        contracts,
        next: 218_000,
    };
    desk.steady();
    desk.corrected();
    desk.late();
    desk.september();
    desk.left_out();
}

fn on(month: u32, date: u32) -> Day {
    day(2020, month, date)
}

fn thousands(amount: i64) -> i64 {
    Fen::yuan(amount * 1000).0
}

impl Desk<'_> {
    /// A contract that was verified some days before, of the firm if it has one.
    fn contract(&mut self, firm: Option<usize>, before: Day) -> Contract {
        let living = self
            .contracts
            .iter()
            .filter(|contract| contract.verified < before);
        let partner = firm
            .and_then(|firm| contracts::NAMED.get(firm))
            .map(|(partner, _)| *partner);
        let is_meant = |contract: &&Contract| {
            Some(contract.firm) == firm && partner.is_none_or(|partner| contract.partner == partner)
        };
        if let Some(own) = living.clone().rfind(is_meant) {
            return own.clone();
        }
        let all: Vec<&Contract> = living.collect();
        let newest = all.len().saturating_sub(140);
        (*self.script.chance.pick(&all[newest..])).clone()
    }

    fn voucher_no(&mut self) -> String {
        self.next += 7;
        format!("0{}", self.next)
    }

    fn posting(&mut self, firm: Option<usize>, no: &str, paid: Paid) -> Posting {
        let contract = self.contract(firm, paid.on);
        let (partner, payee_type) = PARTNERS[contract.partner];
        let bank = *self.script.chance.pick(&BANKS);
        let posting = Posting::of("payment")
            .firm(contract.firm)
            .link("contract", contract.row)
            .put("partner", partner)
            .put("payee_type", payee_type)
            .put("source", "enterprise")
            .money("amount", paid.fen)
            .put("paid_on", paid.on)
            .put("voucher_no", no)
            .put("bank", bank)
            .put("payee", partner);
        let invoice = format!("{:08}", 14_060_000 + self.next);
        if !paid.drawn {
            return posting
                .paper(Paper::number(
                    "receipt",
                    format!("回单 {no}"),
                    bank,
                    paid.on,
                ))
                .paper(Paper::number(
                    "invoice",
                    format!("发票 {invoice}"),
                    partner,
                    paid.on,
                ));
        }
        let name = self.script.firms[contract.firm].name.clone();
        posting
            .paper(receipt(no, &name, partner, bank, paid))
            .paper(invoice_picture(&invoice, partner, paid))
    }

    fn good(&mut self, firm: Option<usize>, paid: Paid) -> Row {
        let no = self.voucher_no();
        let posting = self.posting(firm, &no, paid);
        self.script.good(paid.on, posting).0
    }

    fn steady(&mut self) {
        let mut all = self.script.sums(2019, &COUNTED_2019);
        all.extend(self.script.sums(2020, &STEADY_2020));
        if let Some(last) = all.last_mut() {
            last.1 += ODD;
        }
        all.extend(self.script.sums(2020, &LATER_2020));
        // The two that are told twice later are among the steady ones of August.
        let august: Vec<usize> = (0..all.len())
            .filter(|at| all[*at].0 >= on(8, 1) && all[*at].0 <= on(8, 31))
            .take(2)
            .collect();
        let mut spare = 0;
        for (at, (_, no, (month, date))) in august.iter().zip(DOUBLE) {
            spare += all[*at].1 - thousands(TWICE);
            self.twice(
                no,
                Paid {
                    on: on(month, date),
                    fen: thousands(TWICE),
                    drawn: true,
                },
            );
        }
        for (at, (paid_on, fen)) in all.iter().enumerate() {
            if august.contains(&at) {
                continue;
            }
            let fen = if august.contains(&(at.wrapping_sub(1))) {
                fen + std::mem::take(&mut spare)
            } else {
                *fen
            };
            self.good(
                None,
                Paid {
                    on: *paid_on,
                    fen,
                    drawn: false,
                },
            );
        }
    }

    /// Counted once, and told again under the same slip.
    fn twice(&mut self, no: &'static str, paid: Paid) {
        let firm = DOUBLE
            .iter()
            .find(|double| double.1 == no)
            .map(|double| double.0);
        let posting = self.posting(firm, no, paid);
        self.script.good(paid.on, posting.clone());
        let again = on(9, 4);
        let row = self.script.handed_in_by(again, "zeng", posting);
        self.script
            .act(open_after(again, 2), "qian", Deed::Verify(row));
    }

    fn corrected(&mut self) {
        for (firm, (month, date), told, right) in CORRECTED {
            let no = self.voucher_no();
            let wrong = self.posting(
                Some(firm),
                &no,
                Paid {
                    on: on(month, date),
                    fen: thousands(told),
                    drawn: false,
                },
            );
            let (row, _) = self.script.good(on(month, date), wrong.clone());
            let posting = wrong.bare().money("amount", thousands(right));
            let reason = "发票含税价与录入不一致，原误录合同额";
            self.script.act(
                on(9, 8),
                "cao",
                Deed::Correct {
                    row,
                    posting,
                    reason,
                    hand_in: false,
                },
            );
            self.script.act(on(9, 10), "qian", Deed::Verify(row));
        }
    }

    /// Verified when they came, without the slip; it came in September.
    fn late(&mut self) {
        for (firm, (month, date), amount) in LATE {
            let no = self.voucher_no();
            let paid = Paid {
                on: on(month, date),
                fen: thousands(amount),
                drawn: false,
            };
            let posting = self.posting(Some(firm), &no, paid);
            let receipt = posting
                .papers
                .iter()
                .find(|paper| paper.voucher == "receipt")
                .cloned();
            let (row, _) = self.script.good(paid.on, posting.without("receipt"));
            if let Some(receipt) = receipt {
                self.script.prove(on(9, 8), "cao", row, receipt);
                self.script.act(on(9, 9), "shi", Deed::Verify(row));
            }
        }
    }

    fn september(&mut self) {
        for (firm, date, amount) in NEW {
            let paid = Paid {
                on: on(9, date),
                fen: thousands(amount),
                drawn: true,
            };
            if firm == 0 {
                self.told_wrong_first(paid);
                continue;
            }
            let no = self.voucher_no();
            let posting = self.posting(Some(firm), &no, paid);
            let entered = open_after(paid.on, 1).max(on(9, 8));
            let row = self.script.handed_in_by(entered, "cao", posting);
            self.script.act(
                open_after(entered, 1).min(on(9, 17)),
                "shi",
                Deed::Verify(row),
            );
        }
    }

    /// The row of the pictures: entered without its invoice and with a wrong amount, sent back,
    /// put right, verified.
    fn told_wrong_first(&mut self, paid: Paid) {
        let right = self.posting(Some(0), "0231907", paid);
        let invoice = right
            .papers
            .iter()
            .find(|paper| paper.voucher == "invoice")
            .cloned();
        let wrong = right
            .clone()
            .without("invoice")
            .money("amount", thousands(380));
        let row = self.script.handed_in_by(on(9, 16), "cao", wrong);
        self.script.act(
            on(9, 17),
            "shi",
            Deed::SendBack(row, "发票金额与录入不一致"),
        );
        let mut posting = right.bare().put("note", "第二期款");
        posting.papers.extend(invoice);
        self.script.act(
            on(9, 17),
            "cao",
            Deed::Correct {
                row,
                posting,
                reason: "发票含税价 36 万元，原误录",
                hand_in: true,
            },
        );
        self.script.act(on(9, 17), "shi", Deed::Verify(row));
    }

    fn left_out(&mut self) {
        for (firm, date, amount) in WAITING {
            let no = self.voucher_no();
            let posting = self.posting(
                Some(firm),
                &no,
                Paid {
                    on: on(9, date),
                    fen: thousands(amount),
                    drawn: false,
                },
            );
            self.script.handed_in(on(9, 17), posting);
        }
        for (firm, (month, date), amount) in UNPROVEN {
            let no = self.voucher_no();
            let paid = Paid {
                on: on(month, date),
                fen: thousands(amount),
                drawn: false,
            };
            let posting = self.posting(Some(firm), &no, paid).without("receipt");
            self.script.handed_in(open_after(paid.on, 2), posting);
        }
        let paid = Paid {
            on: on(7, 21),
            fen: thousands(200),
            drawn: false,
        };
        let no = self.voucher_no();
        let posting = self
            .posting(None, &no, paid)
            .put("payee_type", "enterprise")
            .put("payee", "苏中技术转移有限公司");
        self.script.good(paid.on, posting);
        let draft = Posting::of("payment")
            .firm(4)
            .put("partner", "滨江纺织研究院")
            .put("voucher_no", "0230655");
        self.script.draft(on(9, 1), "cao", draft);
    }
}
