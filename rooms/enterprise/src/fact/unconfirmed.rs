//! What firms stated themselves and nobody looked at yet: on the desks of those who confirm it.

pub mod pages;
pub mod store;

use ::store::Tx;
use values::{Id, Moment};
use web::{Actor, Future, Organisation, Result, Role, Waiting, WaitingGroup};

use crate::firm::Firm;

/// A year of a firm with values that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed {
    pub firm: Id<Firm>,
    pub year: i32,
    pub facts: i64,
    /// When the last of them was stated.
    pub newest: Moment,
}

/// On whose desk it stands, and of which town; none for all. Staff of a town know their firms best; verifiers look at all.
/// Others who may confirm find the page from the list of firms.
fn desk_of(actor: &Actor) -> Option<Option<Id<Organisation>>> {
    if actor.has(Role::Verifier) {
        return Some(None);
    }
    actor.has(Role::Town).then(|| actor.sees_only_town())
}

/// The moment of the newest act stands for today: a reading transaction has no clock.
pub fn waits<'a>(tx: &'a mut Tx, actor: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
    Box::pin(async move {
        let Some(town) = desk_of(actor) else {
            return Ok(Vec::new());
        };
        let today = tx.moment().day();
        let firms = store::firms(tx, town, actor.person, today).await?;
        if firms == 0 {
            return Ok(Vec::new());
        }
        Ok(vec![Waiting {
            group: WaitingGroup::ForMe,
            title: "企业自填的年度事实待确认".to_owned(),
            note: "企业自己报的数，确认过的才标“已确认”".to_owned(),
            count: firms,
            path: "/firms/unconfirmed".to_owned(),
            act: format!("看 {firms} 家"),
            due: None,
        }])
    })
}
