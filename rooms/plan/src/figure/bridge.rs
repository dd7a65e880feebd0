//! The bridge from another day and moment to this one: why the value differs, cause by cause, to the cent.

use ::store::Tx;
use measure::fold::{self, Bridge, Side, Weighed};
use measure::language::Checked;
use measure::{Asking, Known};
use values::{Day, Moment};
use web::{App, Error, Result};

use super::asked::{Asked, knowledge};
use super::asker::Asker;
use super::reading;

/// A bridge of each part, from the earlier to the later asking.
#[derive(Clone, Debug)]
pub struct Between {
    pub from: Asking,
    pub from_moment: Option<Moment>,
    pub parts: Vec<Bridge>,
}

/// The other end of a bridge: as of a day, as known at the day's end, or `DAY@MOMENT`.
pub async fn other_end(tx: &mut Tx, asked: &Asked) -> Result<Option<(Asking, Option<Moment>)>> {
    let text = asked.against.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (day_text, known_text) = text.split_once('@').unwrap_or((text, text));
    let day = Day::parse(day_text, asked.today().year())
        .map_err(|fault| Error::Malformed(format!("另一时点：{fault}。")))?;
    let period = asked.asking.period;
    if day < period.first || day > period.last {
        return Err(Error::Malformed(format!(
            "另一时点 {day} 不在统计期 {period} 内，不能比较。"
        )));
    }
    if day > asked.today() {
        return Err(Error::NotYet(format!(
            "另一时点 {day} 还没有到，最晚填今天 {}。",
            asked.today()
        )));
    }
    let known_text = if known_text == day_text {
        day.to_string()
    } else {
        known_text.to_owned()
    };
    let (known, moment) = knowledge(tx, &known_text, asked.now).await?;
    Ok(Some((
        Asking {
            day,
            known,
            ..asked.asking.clone()
        },
        moment,
    )))
}

/// Asks both ends. `None`: the indicator was not defined then, or its formula had another number of parts.
pub async fn between(
    app: &App,
    tx: &mut Tx,
    id: &str,
    from: (Asking, Option<Moment>),
    to: &Asking,
) -> Result<Option<Between>> {
    let (from, from_moment) = from;
    let (before, after) = (
        Asker::new(app, tx, from.known).await?,
        Asker::new(app, tx, to.known).await?,
    );
    let (old, new) = (before.in_force(id, from.day)?, after.in_force(id, to.day)?);
    let (Some(old), Some(new)) = (old, new) else {
        return Ok(None);
    };
    if old.checked.parts().count() != new.checked.parts().count() {
        return Ok(None);
    }
    let (opening, closing) = (
        before.value(tx, &old.checked, &from).await?,
        after.value(tx, &new.checked, to).await?,
    );
    let mut parts = Vec::new();
    for (number, totals) in opening.parts.iter().zip(&closing.parts).enumerate() {
        let totals = (totals.0.weight, totals.1.weight);
        parts.push(
            part(
                tx,
                number,
                totals,
                (&old.checked, &from),
                (&new.checked, to),
            )
            .await?,
        );
    }
    Ok(Some(Between {
        from,
        from_moment,
        parts,
    }))
}

async fn part(
    tx: &mut Tx,
    number: usize,
    totals: (i64, i64),
    old: (&Checked, &Asking),
    new: (&Checked, &Asking),
) -> Result<Bridge> {
    let (before, after) = reading::differing(tx, number, old, new).await?;
    let redefined: Option<Vec<Weighed>> = match old.0 == new.0 {
        true => None,
        false => Some(reading::weighed(tx, new.0, old.1, number).await?),
    };
    let entries = fold::on_one_side(&before, &after);
    let (held_before, held_after) = (
        reading::held_rows(tx, old.1, &entries).await?,
        reading::held_rows(tx, new.1, &entries).await?,
    );
    let part = new
        .0
        .part(number)
        .ok_or_else(|| Error::Fault(format!("no part {number}")))?;
    let (from, to) = (
        Side {
            asking: old.1,
            total: totals.0,
            rows: &before,
            held: &held_before,
        },
        Side {
            asking: new.1,
            total: totals.1,
            rows: &after,
            held: &held_after,
        },
    );
    Ok(fold::bridge(part, from, to, redefined.as_deref()))
}

/// Whether both ends are the same question, so that nothing can differ.
pub fn is_same(from: &Asking, to: &Asking) -> bool {
    let sequence = |known: Known| known.sequence();
    from.day == to.day && sequence(from.known) == sequence(to.known)
}
