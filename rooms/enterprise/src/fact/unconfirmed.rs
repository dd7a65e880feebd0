//! What firms stated themselves and nobody looked at yet: on the desks of those who confirm it.

pub mod pages;
pub mod store;

use ::store::Tx;
use values::{Day, Id, Moment};
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

/// What of it stands on a desk.
pub struct OnDesk {
    group: WaitingGroup,
    /// None for all.
    pub town: Option<Id<Organisation>>,
    /// Only what was stated since.
    pub since: Moment,
}

impl OnDesk {
    /// Staff of a town know their firms: what these stated waits until it is confirmed. Verifiers hear of what is new. Others
    /// who may confirm find the page from the list of firms.
    fn of(actor: &Actor, today: Day) -> Option<Self> {
        if actor.has(Role::Verifier) {
            return Some(OnDesk {
                group: WaitingGroup::Changed,
                town: None,
                since: actor.news_since(today),
            });
        }
        actor.has(Role::Town).then(|| OnDesk {
            group: WaitingGroup::ForMe,
            town: actor.sees_only_town(),
            since: Moment::default(),
        })
    }
}

pub fn waits<'a>(tx: &'a mut Tx, actor: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
    Box::pin(async move {
        let today = tx.today();
        let Some(on_desk) = OnDesk::of(actor, today) else {
            return Ok(Vec::new());
        };
        let firms = store::firms(tx, &on_desk, actor.person, today).await?;
        if firms == 0 {
            return Ok(Vec::new());
        }
        let title = match on_desk.group {
            WaitingGroup::Changed => "企业新报的年度事实待确认",
            _ => "企业自填的年度事实待确认",
        };
        Ok(vec![Waiting {
            group: on_desk.group,
            title: title.to_owned(),
            note: "填报人和确认人是两个人，企业自己报的数由镇区和科室确认".to_owned(),
            count: firms,
            path: "/firms/unconfirmed".to_owned(),
            act: format!("看 {firms} 家"),
            due: None,
        }])
    })
}
