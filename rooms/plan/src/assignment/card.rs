//! The card of an assignment and its milestones on the page of a target or a duty.

use ::store::Tx;
use values::Day;
use web::{Actor, Result};

use super::{Cast, Subject, named, store};
use crate::access;
use crate::milestone::{self, Line};

pub struct Card {
    /// Empty where the person may not change it.
    pub edit_path: String,
    pub leader: String,
    pub person: String,
    pub assisting: String,
    pub measures: Vec<String>,
    pub milestones: Vec<Line>,
    /// Names of the notice that match nobody, as long as nobody assigned anything by hand.
    pub unmatched: String,
}

impl Card {
    pub async fn of(tx: &mut Tx, actor: &Actor, subject: &Subject, today: Day) -> Result<Card> {
        let held = store::of(tx, subject.id()).await?;
        let cast = Cast::of(tx, today, std::iter::once(&held)).await?;
        let milestones = milestone::store::of(tx, subject.id()).await?;
        let may_assign = access::assign(actor, subject.office()).is_ok();
        Ok(Card {
            unmatched: named::open(tx, subject, &held, &cast).await?,
            edit_path: if may_assign {
                subject.assignment_path()
            } else {
                String::new()
            },
            leader: cast.person(held.leader),
            person: cast.person(held.person),
            assisting: cast.units_named(&held.assisting),
            measures: held.measures,
            milestones: milestones
                .iter()
                .map(|one| one.line(subject.ended(), today))
                .collect(),
        })
    }
}
