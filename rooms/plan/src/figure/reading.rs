//! Runs compiled statements through the ledger's door and reads what comes back.

use ::store::{Row as Line, Tx};
use measure::fold::{Answer, Candidates, Each, Group, HeldRow, KeyValue, Weighed};
use measure::language::Checked;
use measure::sql::{Key, Question, Shape, Statement, compile, differing as differ, held};
use measure::{Asking, Reason};
use values::{Day, Uuid};
use web::{Error, Result};

use super::asker::fault;

/// One row of a list: counted, or left out with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub entry: Uuid,
    pub effective: Day,
    pub town: Uuid,
    pub office: Uuid,
    pub reason: Option<Reason>,
    pub weight: i64,
}

/// The answers of all parts, grouped as the question asks.
pub async fn answers(
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    question: &Question,
) -> Result<Vec<Answer>> {
    let mut all = Vec::new();
    for statement in compile(checked, asking, question) {
        for line in ledger::door::ask(tx, &statement).await? {
            all.push(answer(&statement, &line)?);
        }
    }
    Ok(all)
}

fn answer(statement: &Statement, line: &Line) -> ::store::Result<Answer> {
    let group = match statement.shape {
        Shape::Days => Group::Day(line.get("day")?),
        Shape::Spans(key) => Group::Span {
            day: line.get("day")?,
            until: line.get("until")?,
            key: value(line, key)?,
        },
        Shape::Bare(key) => Group::Bare {
            day: line.get("day")?,
            until: line.get("until")?,
            key: value(line, key)?,
        },
        Shape::Covers(key) => Group::Cover {
            day: line.get("day")?,
            until: line.get("until")?,
            key: value(line, key)?,
        },
        Shape::Groups(key) => Group::Key(value(line, key)?),
        Shape::Reasons | Shape::Rows | Shape::Weights(_) | Shape::Candidates(..) | Shape::Held => {
            Group::Whole
        }
    };
    Ok(Answer {
        part: statement.part,
        group,
        reason: line.get("reason")?,
        entries: line.get("entries")?,
        weight: line.get("weight")?,
    })
}

fn value(line: &Line, key: Key) -> ::store::Result<KeyValue> {
    Ok(match key {
        Key::Id => KeyValue::Id(line.get("grp")?),
        Key::Text => KeyValue::Text(line.get("grp")?),
        Key::Int => KeyValue::Int(line.get("grp")?),
    })
}

/// The rows of one part (0 or 1) of a list.
pub async fn rows(
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    question: &Question,
    part: usize,
) -> Result<Vec<Row>> {
    let statement = of_part(checked, asking, question, part)?;
    let lines = ledger::door::ask(tx, &statement).await?;
    lines.iter().map(row).collect()
}

fn row(line: &Line) -> Result<Row> {
    Ok(Row {
        entry: line.get("entry")?,
        effective: line.get("effective")?,
        town: line.get("town")?,
        office: line.get("office")?,
        reason: reason(line)?,
        weight: line.get("weight")?,
    })
}

fn reason(line: &Line) -> Result<Option<Reason>> {
    Reason::read(&line.get::<String>("reason")?).map_err(fault)
}

/// Every candidate of one part with its weight.
pub async fn weighed(
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    part: usize,
) -> Result<Vec<Weighed>> {
    let statement = of_part(checked, asking, &Question::Weights, part)?;
    weights(tx, &statement).await
}

async fn weights(tx: &mut Tx, statement: &Statement) -> Result<Vec<Weighed>> {
    let Shape::Weights(key) = statement.shape else {
        return Err(Error::Fault("weights have another shape".to_owned()));
    };
    let lines = ledger::door::ask(tx, statement).await?;
    lines.iter().map(|line| weight(line, key)).collect()
}

/// The candidates of one part that are not the same on both sides; all, where the two formulas tell keys of two types.
pub async fn differing(
    tx: &mut Tx,
    part: usize,
    before: (&Checked, &Asking),
    after: (&Checked, &Asking),
) -> Result<(Vec<Weighed>, Vec<Weighed>)> {
    match differ(part, before, after).as_slice() {
        [old, new] if old.shape == new.shape => {
            Ok((weights(tx, old).await?, weights(tx, new).await?))
        }
        _ => Ok((
            weighed(tx, before.0, before.1, part).await?,
            weighed(tx, after.0, after.1, part).await?,
        )),
    }
}

/// Every candidate of all parts, as the page of a figure groups and lists them.
pub async fn candidates<'a>(
    tx: &mut Tx,
    checked: &'a Checked,
    asking: &Asking,
) -> Result<Candidates<'a>> {
    let mut all = Vec::new();
    for statement in compile(checked, asking, &Question::Candidates) {
        let Shape::Candidates(key, place) = statement.shape else {
            return Err(Error::Fault("candidates have another shape".to_owned()));
        };
        for line in ledger::door::ask(tx, &statement).await? {
            all.push(each(&statement, &line, (key, place))?);
        }
    }
    Ok(Candidates::new(checked, all))
}

fn each(statement: &Statement, line: &Line, (key, place): (Key, Key)) -> Result<Each> {
    Ok(Each {
        part: statement.part,
        entry: line.get("entry")?,
        effective: line.get("effective")?,
        town: match place {
            Key::Text => KeyValue::Text(line.get("located")?).place(),
            _ => line.get("located")?,
        },
        office: line.get("office")?,
        key: value(line, key)?,
        reason: reason(line)?,
        weight: line.get("weight")?,
    })
}

fn weight(line: &Line, key: Key) -> Result<Weighed> {
    Ok(Weighed {
        entry: line.get("entry")?,
        version: line.get("version")?,
        effective: line.get("effective")?,
        town: line.get("town")?,
        office: line.get("office")?,
        key: value(line, key)?,
        reason: reason(line)?,
        weight: line.get("weight")?,
    })
}

/// What was held of some entries at the asking's moment, candidates or not.
pub async fn held_rows(tx: &mut Tx, asking: &Asking, entries: &[Uuid]) -> Result<Vec<HeldRow>> {
    let mut found = Vec::new();
    for statement in held(asking, entries) {
        for line in ledger::door::ask(tx, &statement).await? {
            found.push(held_row(&line)?);
        }
    }
    Ok(found)
}

fn held_row(line: &Line) -> ::store::Result<HeldRow> {
    Ok(HeldRow {
        entry: line.get("entry")?,
        version: line.get("version")?,
        kind: line.get("kind")?,
        effective: line.get("effective")?,
        until: line.get("until")?,
        town: line.get("town")?,
        office: line.get("office")?,
        standing: line.get("standing")?,
    })
}

fn of_part(
    checked: &Checked,
    asking: &Asking,
    question: &Question,
    part: usize,
) -> Result<Statement> {
    let found = compile(checked, asking, question)
        .into_iter()
        .find(|statement| statement.part == part);
    found.ok_or_else(|| Error::Fault(format!("part {part} has no statement")))
}
