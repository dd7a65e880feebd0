//! Stating and confirming facts: load, decide, save, tell the trail.

use ::store::{Result, Tx};
use serde_json::json;
use trail::{Act, Who};
use values::{Day, Id};

use super::decide::{self, Step, Unconfirmed};
use super::{Confirmed, Definition, Held, Known, Source, store};
use crate::access::{MayConfirm, MayState};
use crate::firm::Firm;

/// The topic of everything that facts are computed from.
pub const TOPIC: &str = "fact";

/// How a value is stated.
#[derive(Clone, Debug)]
pub struct Manner {
    pub source: Source,
    pub paper: String,
    pub reason: String,
}

/// What a given value does to a fact of a year.
#[derive(Clone, Debug)]
pub struct Change {
    pub one: &'static Definition,
    pub year: i32,
    pub value: Option<i64>,
    /// Whether a version is there that it takes the place of, and its value.
    pub before: Option<i64>,
    /// The sequence that the version before is known from; 0 where there is none.
    pub since: i64,
    pub step: Step,
}

/// What given values do to a year; those that change nothing are left out.
pub fn changes(
    held: &Known,
    given: &[(&'static Definition, Option<i64>)],
    year: i32,
    today: Day,
) -> Vec<Change> {
    let change = |(one, value): &(&'static Definition, Option<i64>)| {
        let held = held.get(&one.id);
        Change {
            one,
            year,
            value: *value,
            before: held.map(|held| held.value),
            since: held.map_or(0, |held| held.known_from),
            step: decide::step(one, held, *value, today),
        }
    };
    let all = given.iter().map(change);
    all.filter(|change| change.step.changes()).collect()
}

/// A year with what the registers count on a day over what was stated: they speak for the last complete year and after.
pub async fn whole(tx: &mut Tx, firm: Id<Firm>, year: i32, on: Day) -> Result<Known> {
    let mut known = known(tx, firm, year).await?;
    if year + 1 >= on.year() {
        let counted = counted(tx, firm, on).await?;
        known.extend(
            counted
                .into_iter()
                .map(|one| (one.fact.clone(), Held { year, ..one })),
        );
    }
    Ok(known)
}

/// What the registers of a firm count on a day: of rights of class II those that an application of its year can still use.
pub async fn counted(tx: &mut Tx, firm: Id<Firm>, on: Day) -> Result<Vec<Held>> {
    let entries = crate::register::store::of_firm(tx, firm).await?;
    let facts = crate::register::counted::facts(&entries, on, Some(on.year())).into_iter();
    let held = |(fact, value): (&str, i64)| Held {
        firm,
        year: on.year() - 1,
        fact: fact.to_owned(),
        value,
        source: Source::Register,
        paper: String::new(),
        reason: String::new(),
        stated_by: values::Uuid::nil(),
        stated_name: "登记册".to_owned(),
        stated_at: values::Moment::at(on, 0, 0),
        confirmed: None,
        known_from: tx.sequence(),
        known_until: ::store::STILL,
    };
    Ok(facts.map(held).collect())
}

/// What somebody stated of a year, as known now.
pub async fn known(tx: &mut Tx, firm: Id<Firm>, year: i32) -> Result<Known> {
    let now = tx.sequence();
    let held = store::of_firm(tx, firm, (year, year), now).await?;
    Ok(held
        .into_iter()
        .map(|one| (one.fact.clone(), one))
        .collect())
}

/// Writes changes of the firm that the right is for and tells the trail in one line.
pub async fn state(
    tx: &mut Tx,
    who: &Who,
    (right, manner): (MayState, &Manner),
    changes: &[Change],
) -> Result<()> {
    let firm = right.firm();
    write(tx, who, manner, &[(firm, changes.to_vec())]).await?;
    tell(tx, who, firm, "enterprise.fact.state", manner, changes).await
}

/// Writes changes without a word in the trail, for an act that tells of many firms at once.
pub async fn write(
    tx: &mut Tx,
    who: &Who,
    manner: &Manner,
    firms: &[(Id<Firm>, Vec<Change>)],
) -> Result<()> {
    let (mut close, mut open) = (Vec::new(), Vec::new());
    for (firm, change) in firms
        .iter()
        .flat_map(|(firm, changes)| changes.iter().map(move |change| (*firm, change)))
    {
        if change.before.is_some() {
            close.push((firm, change.year, change.one.id.as_str()));
        }
        let held = change.value.map(|value| Held {
            firm,
            year: change.year,
            fact: change.one.id.clone(),
            value,
            source: manner.source,
            paper: manner.paper.clone(),
            reason: match change.step.wants_reason() {
                true => manner.reason.clone(),
                false => String::new(),
            },
            stated_by: who.id,
            stated_name: who.name.clone(),
            stated_at: tx.moment(),
            confirmed: None,
            known_from: tx.sequence(),
            known_until: ::store::STILL,
        });
        open.extend(held);
    }
    store::close(tx, close).await?;
    store::open(tx, &open).await?;
    changed(tx, firms.iter().map(|(firm, _)| *firm)).await
}

/// Tells that what these firms are judged by is another: their facts, rights or certificates.
pub async fn changed(tx: &mut Tx, firms: impl Iterator<Item = Id<Firm>>) -> Result<()> {
    store::mark(tx, firms.collect()).await?;
    tx.touch(TOPIC).await
}

async fn tell(
    tx: &mut Tx,
    who: &Who,
    firm: Id<Firm>,
    act: &str,
    manner: &Manner,
    changes: &[Change],
) -> Result<()> {
    let said = |change: &Change| match (change.step, change.value) {
        (Step::Withdrawn, _) | (_, None) => {
            format!("{} 年{}撤下", change.year, change.one.name)
        }
        (step, Some(value)) => format!(
            "{} 年{}{} {}",
            change.year,
            change.one.name,
            step.word(),
            change.one.spoken(value)
        ),
    };
    let all: Vec<String> = changes.iter().map(said).collect();
    let mut summary = all.iter().take(3).cloned().collect::<Vec<_>>().join("、");
    if all.len() > 3 {
        summary.push_str(&format!("等 {} 项", all.len()));
    }
    let corrects = changes.iter().any(|change| change.step.wants_reason());
    if corrects && !manner.reason.is_empty() {
        summary.push_str(&format!("：{}", manner.reason));
    }
    let details = json!({
        "source": manner.source.code(), "paper": manner.paper, "reason": manner.reason,
        "facts": changes.iter().map(|change| json!({
            "year": change.year, "fact": change.one.id, "value": change.value,
            "before": change.before,
        })).collect::<Vec<_>>(),
    });
    let act = Act {
        act,
        noun: "firm",
        subject: firm.to_string(),
        summary: format!("{summary}（{}）", manner.source.word()),
        details,
    };
    trail::record(tx, who, act).await
}

/// Of the firm that the right is for, confirms the values of a year that the person may confirm, of those asked for; gives how many, and how many were the
/// person's own.
pub async fn confirm(
    tx: &mut Tx,
    who: &Who,
    (right, year): (MayConfirm, i32),
    asked: &[String],
) -> Result<(usize, usize)> {
    let firm = right.firm();
    let known = known(tx, firm, year).await?;
    let wanted = known
        .into_values()
        .filter(|held| asked.is_empty() || asked.contains(&held.fact));
    let (mut open, mut own) = (Vec::new(), 0);
    for held in wanted {
        match decide::confirmable(&held, who.id) {
            Ok(()) => open.push(Held {
                confirmed: Some(Confirmed {
                    by: who.id,
                    name: who.name.clone(),
                    at: tx.moment(),
                }),
                ..held
            }),
            Err(Unconfirmed::Own) => own += 1,
            Err(Unconfirmed::Already) => {}
        }
    }
    if open.is_empty() {
        return Ok((0, own));
    }
    store::close_all(tx, &open).await?;
    store::open(tx, &open).await?;
    tx.touch(TOPIC).await?;
    let facts: Vec<&str> = open.iter().map(|held| held.fact.as_str()).collect();
    let act = Act {
        act: "enterprise.fact.confirm",
        noun: "firm",
        subject: firm.to_string(),
        summary: format!("确认 {year} 年 {} 项事实", open.len()),
        details: json!({"year": year, "facts": facts}),
    };
    trail::record(tx, who, act).await?;
    Ok((open.len(), own))
}
