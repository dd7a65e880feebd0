//! Contracts and payments.

use values::{Day, Fen};

use super::event::{Event, Fate, Story};
use crate::demonstration::names::PARTNERS;

const SUBJECTS: [&str; 12] = [
    "智能验布机视觉算法", "阻燃母粒", "高速轴承润滑", "碳化硅外延", "轻量化壳体", "食品无菌灌装", "超细纤维滤材", "电机温升控制",
    "水处理膜组件", "柔性传感器", "植保无人机喷头", "储能柜热管理",
];

/// Contracts of 2019 and 2020: 118 that count by the demonstration's day, and those that do not.
pub fn contracts(story: &mut Story<'_>) -> Vec<usize> {
    let end_2019 = Day::of(2019, 12, 20).unwrap_or(story.today);
    let mut made = Vec::new();
    for (number, day) in story.days(2019, end_2019, 132).into_iter().enumerate() {
        made.push(contract(story, day, number, Fate::Verified, ("contract", "new"), true));
    }
    let until = story.today.plus(-4);
    for (number, day) in story.days(2020, until, 118).into_iter().enumerate() {
        made.push(contract(story, day, 200 + number, Fate::Verified, ("contract", "new"), true));
    }
    for (number, day) in story.days(2020, until, 28).into_iter().enumerate() {
        let (fate, nature, started) = match number {
            ..6 => (Fate::Verified, ("intent", "new"), false),
            6..11 => (Fate::Verified, ("contract", "supplement"), true),
            11..17 => (Fate::Verified, ("contract", "new"), false),
            17..25 => (Fate::Waiting, ("contract", "new"), true),
            25..27 => (Fate::Unproven("contract"), ("contract", "new"), true),
            _ => (Fate::Returned("只有意向书，不能按合同登记"), ("contract", "new"), true),
        };
        contract(story, day, 400 + number, fate, nature, started);
    }
    made
}

fn contract(story: &mut Story<'_>, day: Day, number: usize, fate: Fate, (nature, relation): (&str, &str), started: bool) -> usize {
    let firm = story.firm(260);
    let (partner, _) = PARTNERS[story.chance.below(PARTNERS.len())];
    let subject = SUBJECTS[story.chance.below(SUBJECTS.len())];
    let amount = Fen::yuan(story.chance.between(10, 90) * 10_000);
    let told = match fate {
        Fate::Waiting => story.today.plus(-1),
        _ => story.after(day, 6),
    };
    let way = if relation == "supplement" { "service" } else { "joint" };
    let mut event = Event::new("contract", told.max(day))
        .of(firm)
        .with("item", format!("{subject}（{number}号）"))
        .with("partner", partner)
        .with("contract_no", format!("CXY-{}-{number:03}", day.year()))
        .with("nature", nature)
        .with("relation", relation)
        .with("way", way)
        .with("signed_on", day.to_string())
        .with("amount", amount.plain())
        .fate(fate);
    if started {
        event = event.with("started_on", story.after(day, 20).to_string());
    }
    story.push(event)
}

/// Payments of 2019 and 2020. In 2020: 1,206.40 万元 count; a third of the rows do not.
pub fn payments(story: &mut Story<'_>, contracts: &[usize]) {
    let end_2019 = Day::of(2019, 12, 24).unwrap_or(story.today);
    let year_2019 = story.amounts(Fen::yuan(16_840_000), 84);
    for (day, amount) in story.days(2019, end_2019, 84).into_iter().zip(year_2019) {
        payment(story, contracts, day, amount, Fate::Verified, None);
    }
    counted(story, contracts);
    let until = story.today.plus(-6);
    let unproven = story.amounts(Fen::yuan(4_215_000), 21);
    for (number, (day, amount)) in story.days(2020, until, 21).into_iter().zip(unproven).enumerate() {
        let missing = if number % 4 == 0 { "invoice" } else { "receipt" };
        payment(story, contracts, day, amount, Fate::Unproven(missing), None);
    }
    let waiting = story.amounts(Fen::yuan(982_000), 5);
    for amount in waiting {
        let day = story.today.plus(-2);
        payment(story, contracts, day, amount, Fate::Waiting, None);
    }
    doubles(story, contracts);
    let day = story.day(Day::of(2020, 7, 1).unwrap_or(until), until);
    let other = payment(story, contracts, day, Fen::yuan(200_000), Fate::Verified, None);
    set(&mut story.events[other], "payee_type", "enterprise");
    let day = story.today.plus(-9);
    payment(story, contracts, day, Fen::yuan(180_000), Fate::Returned("发票抬头与合同乙方不一致"), None);
}

/// The 58 that count: among them one corrected in September, three whose papers came late, and
/// the rest in their own time.
fn counted(story: &mut Story<'_>, contracts: &[usize]) {
    let day = |month, day| Day::of(2020, month, day).unwrap_or(Day::NEVER);
    let until = story.today.plus(-4);
    let corrected = Fate::Corrected { on: day(9, 10), field: "amount", to: Fen::yuan(360_000).plain(), why: "发票含税价 36 万元，原误录为 98 万元" };
    payment(story, contracts, day(8, 12), Fen::yuan(980_000), corrected, None);
    for (number, yuan) in [120_000, 150_000, 120_000].into_iter().enumerate() {
        let on = day(9, 7).plus(i32::try_from(number).unwrap_or(0));
        payment(story, contracts, day(8, 18), Fen::yuan(yuan), Fate::ProvedLater("receipt", on), None);
    }
    let rest = Fen::yuan(12_064_000 - 360_000 - 390_000);
    let amounts = story.amounts(rest, 54);
    for (day, amount) in story.days(2020, until, 54).into_iter().zip(amounts) {
        payment(story, contracts, day, amount, Fate::Verified, None);
    }
}

/// Two payments whose voucher numbers serve a second time.
fn doubles(story: &mut Story<'_>, contracts: &[usize]) {
    let firsts: Vec<usize> = story.events.iter().enumerate().filter(|(_, event)| event.kind == "payment" && event.told.year() == 2020 && matches!(event.fate, Fate::Verified)).map(|(at, _)| at).take(2).collect();
    for first in firsts {
        let event = story.events[first].clone();
        let number = event.fields.iter().find(|(id, _)| *id == "voucher_no").map(|(_, text)| text.clone());
        let told = event.told.plus(20).min(story.today);
        let second = payment(story, contracts, event.told, Fen::yuan(220_000), Fate::Verified, number);
        story.events[second].firm = event.firm;
        story.events[second].link = event.link;
        story.events[second].told = told;
    }
}

fn payment(story: &mut Story<'_>, contracts: &[usize], day: Day, amount: Fen, fate: Fate, voucher_no: Option<String>) -> usize {
    let contract = earlier(story, contracts, day);
    // The first payments of all wait for the first contract.
    let day = day.max(story.events[contract].told.plus(1));
    let (firm, partner) = {
        let event = &story.events[contract];
        let partner = event.fields.iter().find(|(id, _)| *id == "partner").map(|(_, text)| text.clone()).unwrap_or_default();
        (event.firm.unwrap_or(0), partner)
    };
    let payee = PARTNERS.iter().find(|(name, _)| *name == partner).map_or("university", |(_, kind)| *kind);
    let number = voucher_no.unwrap_or_else(|| format!("{:07}", 210_000 + story.events.len() * 17 % 90_000 + story.chance.below(7)));
    let told = story.after(day, 5);
    story.push(
        Event::new("payment", told)
            .of(firm)
            .linked("contract", contract)
            .with("partner", partner)
            .with("payee_type", payee)
            .with("source", "enterprise")
            .with("amount", amount.plain())
            .with("paid_on", day.to_string())
            .with("voucher_no", number)
            .fate(fate),
    )
}

/// A contract that was told before a day; the first of all where there is none.
fn earlier(story: &mut Story<'_>, contracts: &[usize], day: Day) -> usize {
    for _ in 0..40 {
        let one = contracts[story.chance.below(contracts.len())];
        if story.events[one].told < day {
            return one;
        }
    }
    contracts.first().copied().unwrap_or(0)
}

fn set(event: &mut Event, field: &'static str, text: &str) {
    for one in event.fields.iter_mut().filter(|one| one.0 == field) {
        text.clone_into(&mut one.1);
    }
}
