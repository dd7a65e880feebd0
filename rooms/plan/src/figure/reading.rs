//! Runs compiled statements through the ledger's door and reads what comes back.

use std::sync::atomic::{AtomicUsize, Ordering};

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

/// Statements with what they gave back. Those that are alike are asked once.
pub struct Heard(Vec<(Statement, Vec<Line>)>);

impl Heard {
    /// Asks by one transaction, or by two that share the statements out.
    pub async fn ask(
        tx: &mut Tx,
        beside: Option<&mut Tx>,
        statements: Vec<Statement>,
    ) -> Result<Heard> {
        let mut wanted: Vec<Statement> = Vec::new();
        for statement in statements {
            if wanted.iter().all(|other| !are_alike(other, &statement)) {
                wanted.push(statement);
            }
        }
        // The longest ones first, so that the two end together.
        wanted.sort_by_key(|statement| !matches!(statement.shape, Shape::Covers(_)));
        let next = AtomicUsize::new(0);
        let Some(other) = beside.filter(|_| wanted.len() > 1) else {
            return Ok(Heard(ask_all(tx, &wanted, &next).await?));
        };
        let (some, rest) =
            tokio::join!(ask_all(tx, &wanted, &next), ask_all(other, &wanted, &next));
        let mut heard = some?;
        heard.extend(rest?);
        Ok(Heard(heard))
    }

    fn lines(&self, statement: &Statement) -> &[Line] {
        let found = self.0.iter().find(|(asked, _)| are_alike(asked, statement));
        found.map_or(&[], |(_, lines)| lines)
    }

    /// What was asked by day or of a value, as answers.
    pub fn answers(&self, statements: &[Statement]) -> Result<Vec<Answer>> {
        let mut all = Vec::new();
        for statement in statements {
            for line in self.lines(statement) {
                all.push(answer(statement, line)?);
            }
        }
        Ok(all)
    }

    /// Every candidate of all parts, as the page of a figure groups and lists them.
    pub fn candidates<'a>(
        &self,
        checked: &'a Checked,
        asking: &Asking,
        statements: &[Statement],
    ) -> Result<Candidates<'a>> {
        let (mut rows, mut covers) = (Vec::new(), Vec::new());
        for statement in statements {
            match statement.shape {
                Shape::Candidates(key, place) => {
                    for line in self.lines(statement) {
                        rows.push(each(statement, line, (key, place))?);
                    }
                }
                _ => {
                    let answers = self.answers(std::slice::from_ref(statement))?;
                    covers.push((statement.part, answers));
                }
            }
        }
        Ok(Candidates::fold(checked, asking.day, rows, &covers))
    }
}

fn are_alike(one: &Statement, other: &Statement) -> bool {
    one.sql == other.sql && one.binds == other.binds
}

/// Asks whatever nobody has taken yet.
async fn ask_all(
    tx: &mut Tx,
    wanted: &[Statement],
    next: &AtomicUsize,
) -> Result<Vec<(Statement, Vec<Line>)>> {
    let mut heard = Vec::new();
    while let Some(statement) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
        let lines = ledger::door::ask(tx, statement).await?;
        heard.push((statement.clone(), lines));
    }
    Ok(heard)
}

/// The answers of all parts, grouped as the question asks.
pub async fn answers(
    tx: &mut Tx,
    checked: &Checked,
    asking: &Asking,
    question: &Question,
) -> Result<Vec<Answer>> {
    let statements = compile(checked, asking, question);
    let heard = Heard::ask(tx, None, statements.clone()).await?;
    heard.answers(&statements)
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
