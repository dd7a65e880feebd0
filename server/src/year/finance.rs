//! Loans, guarantees, money from above.

use values::{Day, Fen};

use super::event::{Event, Fate, Story};
use crate::demonstration::names::{BANKS, GUARANTORS};

pub fn all(story: &mut Story<'_>) {
    let end_2019 = Day::of(2019, 12, 25).unwrap_or(story.today);
    let until = story.today.plus(-4);
    loans(story, 2019, end_2019, 40, 88_600_000);
    loans(story, 2020, until, 34, 61_800_000);
    guarantees(story, 2019, end_2019, 18, 33_000_000);
    guarantees(story, 2020, until, 9, 12_600_000);
    money(story, 2019, end_2019, 22, 18_900_000);
    money(story, 2020, until, 19, 17_720_000);
    refund(story, until);
}

fn loans(story: &mut Story<'_>, year: i32, until: Day, count: usize, yuan: i64) {
    let amounts = story.amounts(Fen::yuan(yuan), count);
    for (number, (day, amount)) in story.days(year, until, count).into_iter().zip(amounts).enumerate() {
        let product = if number % 3 == 0 { "rukedai" } else { "sukedai" };
        loan(story, number, day, amount, product, Fate::Verified);
    }
    if year == story.today.year() {
        let day = story.today.plus(-2);
        loan(story, 900, day, Fen::yuan(2_400_000), "sukedai", Fate::Waiting);
        loan(story, 901, day, Fen::yuan(1_600_000), "rukedai", Fate::Unproven("slip"));
    }
}

fn loan(story: &mut Story<'_>, number: usize, day: Day, amount: Fen, product: &str, fate: Fate) {
    let firm = story.firm(400);
    let told = story.after(day, 12);
    let due = Day::of(day.year() + 1, day.month(), day.day().min(28)).unwrap_or(day);
    let bank = BANKS[story.chance.below(BANKS.len())];
    story.push(
        Event::new("disbursement", told)
            .of(firm)
            .with("product", product)
            .with("bank", bank)
            .with("contract_no", format!("JK{}{number:03}", day.year()))
            .with("disbursement_no", "1")
            .with("amount", amount.plain())
            .with("lent_on", day.to_string())
            .with("due_on", due.to_string())
            .with("relation", if number % 4 == 0 { "renewal" } else { "first" })
            .fate(fate),
    );
}

fn guarantees(story: &mut Story<'_>, year: i32, until: Day, count: usize, yuan: i64) {
    let amounts = story.amounts(Fen::yuan(yuan), count);
    for (number, (day, amount)) in story.days(year, until, count).into_iter().zip(amounts).enumerate() {
        guarantee(story, number, day, amount, "new", Fate::Verified);
    }
    if year == story.today.year() {
        let day = story.today.plus(-2);
        guarantee(story, 900, day, Fen::yuan(1_700_000), "new", Fate::Waiting);
        let day = story.today.plus(-60);
        guarantee(story, 901, day, Fen::yuan(900_000), "same_loan_renewal", Fate::Verified);
    }
}

fn guarantee(story: &mut Story<'_>, number: usize, day: Day, amount: Fen, relation: &str, fate: Fate) {
    let firm = story.firm(400);
    let told = story.after(day, 10);
    story.push(
        Event::new("guarantee", told)
            .of(firm)
            .with("guarantor", GUARANTORS[0])
            .with("contract_no", format!("DB{}{number:03}", day.year()))
            .with("amount", amount.plain())
            .with("effective_on", day.to_string())
            .with("relation", relation)
            .fate(fate),
    );
}

fn money(story: &mut Story<'_>, year: i32, until: Day, count: usize, yuan: i64) {
    let amounts = story.amounts(Fen::yuan(yuan), count);
    for (number, (day, amount)) in story.days(year, until, count).into_iter().zip(amounts).enumerate() {
        arrival(story, number, day, amount, "province", Fate::Verified);
    }
    if year == story.today.year() {
        let day = story.today.plus(-3);
        arrival(story, 901, day, Fen::yuan(1_700_000), "province", Fate::Unproven("arrival"));
        arrival(story, 902, day, Fen::yuan(600_000), "county", Fate::Verified);
    }
}

fn arrival(story: &mut Story<'_>, number: usize, day: Day, amount: Fen, level: &str, fate: Fate) {
    let firm = story.firm(300);
    let told = story.after(day, 8);
    let document = format!("苏财教〔{}〕{}号", day.year(), 30 + number);
    story.push(received("arrival", told, day, amount, level, document).of(firm).fate(fate));
}

/// Part of the money of an ended project goes back.
fn refund(story: &mut Story<'_>, until: Day) {
    let day = story.day(Day::of(2020, 6, 1).unwrap_or(until), until);
    let firm = story.firm(300);
    story.push(received("refund", day, day, Fen::yuan(300_000), "province", "苏财教〔2018〕88号".to_owned()).of(firm));
}

fn received(class: &str, told: Day, day: Day, amount: Fen, level: &str, document: String) -> Event {
    Event::new("money_received", told)
        .with("class", class)
        .with("level", level)
        .with("line", "science")
        .with("amount", amount.plain())
        .with("arrived_on", day.to_string())
        .with("document", document)
        .with("programme", "省级科技计划专项资金")
}
