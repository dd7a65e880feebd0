//! The rhythm of the year (节奏), computed from the ledger alone: each week, month or quarter, at least so much.

pub(crate) mod strip;
pub(crate) mod warn;

use std::sync::Arc;

use ::store::Tx;
use measure::beat::{Beat, Event, Warning, beats, span, warning, without_work};
use measure::calendar::Calendar;
use measure::fold::Figure;
use measure::indicator::Every;
use measure::language::Checked;
use measure::sql::{Page, Question};
use measure::{Asking, Known};
use values::{Day, Moment, Period, Uuid};
use web::{App, Kept, Result};

use crate::calendar;
use crate::exemption::{self, Exemption};
use crate::figure::asker::Asker;
use crate::figure::cache::{Key, Mark};
use crate::figure::reading;
use crate::rhythm::Rhythm;

/// A rule's beats of a year, and the figure of its whole year.
#[derive(Clone, Debug)]
pub struct Strip {
    pub every: Every,
    pub beats: Vec<Beat>,
    pub figure: Figure,
    /// The approved exemptions from it, in the order of their days.
    pub exemptions: Vec<Exemption>,
    /// Its running beat is still empty, and few working days are left.
    pub warning: Option<Warning>,
}

struct Strips(Kept<Key, Arc<Strip>>);

impl Default for Strips {
    fn default() -> Self {
        Strips(Kept::with_room(500))
    }
}

/// A rule that has more rows than this in one year is met many times over; the rest is not read.
const MOST: i64 = 20_000;

/// The beats of an accepted rule in its year, as of a day that may lie after it; scope and knowledge are those asked.
/// `None`: its indicator is not there, is no rhythm rule, or is not defined on that day.
pub async fn of_rule(
    app: &App,
    asker: &Asker,
    tx: &mut Tx,
    rule: &Rhythm,
    asked: &Asking,
    as_of: Day,
) -> Result<Option<Arc<Strip>>> {
    let Some(indicator) = asker.definitions.get(&rule.indicator) else {
        return Ok(None);
    };
    let (Some(every), Some(least)) = (indicator.every, indicator.least) else {
        return Ok(None);
    };
    let year = i32::try_from(rule.year).unwrap_or_default();
    let Some(period) = span(every, year) else {
        return Ok(None);
    };
    // On the day after the last beat all of them are over.
    let as_of = as_of.min(period.last.plus(1));
    let asking = Asking::new(&asked.county, asked.scope, period, as_of, asked.known);
    let Some(in_force) = asker.in_force(&indicator.id, asking.day)? else {
        return Ok(None);
    };
    let mut key = asker.key(&indicator.id, &in_force, &asking);
    key.day = as_of;
    if let Mark::Topics(sequence) = key.mark {
        key.mark = Mark::Topics(sequence.max(asker.newest(&["exemption", calendar::TOPIC])));
    }
    let kept = app.memory::<Strips>();
    if let Some(found) = kept.0.get(&key) {
        return Ok(Some(found));
    }
    let figure = asker.value(tx, &in_force.checked, &asking).await?;
    let events = events(tx, &in_force.checked, &asking).await?;
    let exemptions = exemptions(tx, &indicator.id, asking.known).await?;
    let calendar = calendar::known(tx, asking.known.sequence()).await?;
    let exempt = exempt(&exemptions, every, year, &calendar);
    let beats = beats(every, least, year, as_of, &events, &exempt);
    let found = Arc::new(Strip {
        every,
        warning: warning(every, &beats, as_of, &calendar),
        beats,
        figure,
        exemptions,
    });
    if !tx.may_be_undone() {
        kept.0.put(key, Arc::clone(&found));
    }
    Ok(Some(found))
}

/// What counts, each with the day on which it was first written down.
async fn events(tx: &mut Tx, checked: &Checked, asking: &Asking) -> Result<Vec<Event>> {
    let page = Page {
        after: None,
        offset: 0,
        limit: MOST,
    };
    let rows = reading::rows(tx, checked, asking, &Question::Counted(page), 0).await?;
    let event = |row: &reading::Row| Event {
        day: row.effective,
        recorded: recorded(row.entry),
        entries: 1,
    };
    Ok(rows.iter().map(event).collect())
}

/// The approved exemptions from one rule.
async fn exemptions(tx: &mut Tx, indicator: &str, known: Known) -> Result<Vec<Exemption>> {
    let mut held = exemption::store::held(tx, known.sequence()).await?;
    held.retain(|one| one.indicator == indicator);
    Ok(held)
}

/// What need not be kept: by approval, or because the calendar has no working day in it.
fn exempt(exemptions: &[Exemption], every: Every, year: i32, calendar: &Calendar) -> Vec<Period> {
    let mut periods: Vec<Period> = exemptions.iter().map(|one| one.period).collect();
    periods.extend(without_work(every, year, calendar));
    periods
}

/// The day on which an entry was first written down: its id carries the moment of its making.
fn recorded(entry: Uuid) -> Option<Day> {
    let (seconds, nanos) = entry.get_timestamp()?.to_unix();
    let millis = i64::try_from(seconds)
        .ok()?
        .checked_mul(1000)?
        .checked_add(i64::from(nanos / 1_000_000))?;
    Some(Moment::from_millis(millis).day())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_entrys_id_tells_when_it_was_first_written_down() {
        let moment = Moment::at(Day::of(2020, 9, 18).unwrap(), 0, 30);
        assert_eq!(recorded(values::fresh(moment)), Day::of(2020, 9, 18));
        assert_eq!(recorded(Uuid::nil()), None);
    }
}
