//! Loans and guarantees: T11 goes slowly, T12 falls badly behind.

use values::{Day, Moment};

use super::super::act::{Deed, Posting};
use super::super::calendar::{day, open_after};
use super::super::names::{BANKS, GUARANTORS};
use super::super::paper::Paper;
use super::super::script::Script;

/// Loans that count, by stretch: how many and 万元.
const LENT_2019: [(usize, i64); 13] = [
    (4, 420),
    (3, 300),
    (7, 760),
    (7, 780),
    (8, 800),
    (8, 850),
    (8, 860),
    (8, 840),
    (5, 520),
    (3, 330),
    (8, 880),
    (8, 900),
    (10, 1180),
];
const LENT_2020: [(usize, i64); 13] = [
    (5, 520),
    (2, 260),
    (8, 760),
    (7, 700),
    (7, 720),
    (9, 880),
    (8, 820),
    (8, 860),
    (6, 660),
    (4, 410),
    (9, 1010),
    (9, 1060),
    (10, 1180),
];
const GUARANTEED_2019: [(usize, i64); 13] = [
    (2, 200),
    (1, 120),
    (4, 420),
    (4, 380),
    (4, 400),
    (3, 330),
    (4, 410),
    (3, 300),
    (2, 210),
    (1, 90),
    (3, 310),
    (3, 330),
    (4, 420),
];
const GUARANTEED_2020: [(usize, i64); 13] = [
    (2, 180),
    (0, 0),
    (2, 160),
    (2, 190),
    (2, 170),
    (2, 180),
    (1, 120),
    (1, 140),
    (1, 120),
    (1, 80),
    (2, 190),
    (2, 210),
    (2, 240),
];

pub fn write(script: &mut Script) {
    let mut number = 0;
    for (year, lent) in [(2019, LENT_2019), (2020, LENT_2020)] {
        for (on, fen) in script.sums(year, &lent) {
            let posting = loan(script, on, fen, &mut number);
            script.good(on, posting);
        }
    }
    for (year, guaranteed) in [(2019, GUARANTEED_2019), (2020, GUARANTEED_2020)] {
        for (on, fen) in script.sums(year, &guaranteed) {
            let posting = guarantee(script, on, fen, &mut number);
            script.good(on, posting);
        }
    }
    loans_left_out(script, &mut number);
    guarantees_left_out(script, &mut number);
}

fn loan(script: &mut Script, on: Day, fen: i64, number: &mut usize) -> Posting {
    *number += 1;
    let bank = *script.chance.pick(&BANKS);
    let (contract, slip) = (
        format!("JK{}{number:05}", on.year()),
        format!("JJ{}{number:05}", on.year()),
    );
    let product = if script.chance.one_in(3) {
        "rukedai"
    } else {
        "sukedai"
    };
    let relation = if script.chance.one_in(4) {
        "renewal"
    } else {
        "first"
    };
    Posting::of("disbursement")
        .firm(script.firm_of(on))
        .put("product", product)
        .put("bank", bank)
        .put("contract_no", contract)
        .put("disbursement_no", &slip)
        .money("amount", fen)
        .put("lent_on", on)
        .put("due_on", on.plus(365))
        .put("relation", relation)
        .put("rate", "4.35%")
        .put(
            "security",
            script.chance.pick(&["credit", "ip", "guarantee"]),
        )
        .paper(Paper::number("slip", slip, bank, on))
}

/// Three wait, one came from the bank and from the office, one is of another product.
fn loans_left_out(script: &mut Script, number: &mut usize) {
    for (date, wan) in [(9, 150), (10, 124), (14, 120)] {
        let on = day(2020, 9, date);
        let posting = loan(script, on, wan * 1_000_000, number);
        script.handed_in(open_after(on, 2), posting);
    }
    let summer = Moment::at(day(2020, 7, 6), 0, 0)..Moment::at(day(2020, 8, 20), 0, 0);
    let told = script
        .acts
        .iter()
        .filter(|act| summer.contains(&act.at))
        .find_map(|act| match &act.deed {
            Deed::Enter { posting, .. } if posting.kind == "disbursement" => Some(posting.clone()),
            _ => None,
        });
    if let Some(again) = told {
        let row = script.handed_in_by(day(2020, 9, 8), "xue", again);
        script.act(day(2020, 9, 9), "peng", Deed::Verify(row));
    }
    let on = day(2020, 7, 14);
    let posting = loan(script, on, 80_000_000, number).put("product", "microloan");
    script.good(on, posting);
}

fn guarantee(script: &mut Script, on: Day, fen: i64, number: &mut usize) -> Posting {
    *number += 1;
    let guarantor = *script.chance.pick(&GUARANTORS);
    let contract = format!("DB{}{number:05}", on.year());
    let bank = *script.chance.pick(&BANKS);
    let relation = if script.chance.one_in(4) {
        "renewal"
    } else {
        "new"
    };
    Posting::of("guarantee")
        .firm(script.firm_of(on))
        .put("guarantor", guarantor)
        .put("contract_no", &contract)
        .money("amount", fen)
        .put("effective_on", on)
        .put("ends_on", on.plus(365))
        .put("relation", relation)
        .put("bank", bank)
        .put("fee_rate", "1.2%")
        .paper(Paper::number("contract", contract, guarantor, on))
}

/// Two lack their contract, one renews the guarantee of the same loan.
fn guarantees_left_out(script: &mut Script, number: &mut usize) {
    for (month, wan) in [(6, 92), (8, 80)] {
        let on = day(2020, month, 16);
        let posting = guarantee(script, on, wan * 1_000_000, number).without("contract");
        script.handed_in(open_after(on, 2), posting);
    }
    let on = day(2020, 6, 8);
    let posting = guarantee(script, on, 60_000_000, number).put("relation", "same_loan_renewal");
    script.good(on, posting);
}
