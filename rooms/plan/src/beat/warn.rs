//! What waits on the desk of a rule's office: a running week, month or quarter that is still empty
//! when few working days are left.

use ::store::Tx;
use measure::beat::{Warning, beats, name, warning};
use measure::indicator::Every;
use measure::sql::Question;
use measure::{Asking, Known, Scope, fold};
use values::{Day, Period};
use web::{Actor, Error, Result, Waiting, WaitingGroup};

use super::{exempt, exemptions};
use crate::calendar;
use crate::figure::asker::fault;
use crate::figure::reading;
use crate::indicator::{self, Definitions, InForce};
use crate::proposal::choice;
use crate::rhythm::{self, Rhythm};

/// A rule whose running beat has few working days left.
struct Near {
    rule: Rhythm,
    every: Every,
    warned: Warning,
}

/// The lines for a person whose office answers for a rule.
pub async fn lines(tx: &mut Tx, actor: &Actor) -> Result<Vec<Waiting>> {
    let today = tx.today();
    let near = near(tx, actor, today).await?;
    if near.is_empty() {
        return Ok(Vec::new());
    }
    let definitions = definitions(tx).await?;
    let mut lines = Vec::new();
    for one in near {
        let Some(indicator) = definitions.get(&one.rule.indicator) else {
            continue;
        };
        let Some(in_force) = definitions.on(&indicator.id, today)? else {
            continue;
        };
        let counted = counted(tx, &in_force, one.warned.days, today).await?;
        if counted < indicator.least.unwrap_or(1) {
            lines.push(one.line());
        }
    }
    Ok(lines)
}

/// The rules of the person's offices that would be warned of if nothing was there. Whether something
/// is there is asked only of these.
async fn near(tx: &mut Tx, actor: &Actor, today: Day) -> Result<Vec<Near>> {
    let at = tx.sequence();
    let own = |office: &str| {
        let mut posts = actor.posts.iter();
        !office.is_empty() && posts.any(|post| post.organisation_code == office)
    };
    let choices = choice::all(tx).await?;
    let calendar = calendar::known(tx, at).await?;
    let mut near = Vec::new();
    for rule in running(tx, today).await? {
        let meant = choice::find(choices, &rule.indicator).filter(|choice| own(&choice.office));
        let Some(every) = meant.and_then(|choice| choice.every) else {
            continue;
        };
        let approved = exemptions(tx, &rule.indicator, Known::Now(at)).await?;
        let year = year_of(every, today);
        if i64::from(year) != rule.year {
            continue;
        }
        let free = exempt(&approved, every, year, &calendar);
        let bare = beats(every, 1, year, today, &[], &free);
        if let Some(warned) = warning(every, &bare, today, &calendar) {
            near.push(Near {
                rule,
                every,
                warned,
            });
        }
    }
    Ok(near)
}

/// The rules of the years to which a beat of today can belong.
async fn running(tx: &mut Tx, today: Day) -> Result<Vec<Rhythm>> {
    let at = tx.sequence();
    let (year, of_week) = (today.year(), today.iso_week().0);
    let mut rules = rhythm::store::of_year(tx, i64::from(year), at).await?;
    if of_week != year {
        rules.extend(rhythm::store::of_year(tx, i64::from(of_week), at).await?);
    }
    Ok(rules)
}

/// A week at the turn of the year belongs to the year of its Thursday.
fn year_of(every: Every, today: Day) -> i32 {
    match every {
        Every::Week => today.iso_week().0,
        _ => today.year(),
    }
}

impl Near {
    fn line(&self) -> Waiting {
        Waiting {
            group: WaitingGroup::Due,
            title: format!(
                "{}：{}",
                self.rule.name,
                name(self.every, self.warned.number)
            ),
            note: self.warned.words(),
            count: 1,
            path: "/plan#rhythm".to_owned(),
            act: "看节奏".to_owned(),
            due: Some(self.warned.days.last),
        }
    }
}

/// Read anew: a reading transaction has no memory to keep them in.
async fn definitions(tx: &mut Tx) -> Result<Definitions> {
    let own = indicator::store::own(tx).await?;
    let kinds = ledger::door::kinds(tx).await?;
    let shipped = indicator::shipped(&kinds).map_err(|fault| Error::Fault(fault.to_string()))?;
    Ok(Definitions::new(&shipped, &own, kinds))
}

async fn counted(tx: &mut Tx, in_force: &InForce, days: Period, today: Day) -> Result<i64> {
    let known = Known::Now(tx.sequence());
    let asking = Asking::new(tx.county(), Scope::default(), days, today, known);
    let answers = reading::answers(tx, &in_force.checked, &asking, &Question::Value).await?;
    Ok(fold::fold(&in_force.checked, &answers)
        .map_err(fault)?
        .counted())
}
