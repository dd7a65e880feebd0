//! What a new county lacks before anybody can work: it stands on the administrator's desk until it is there.

use ::store::Tx;
use web::{Actor, Future, Place, Result, Role, Waiting, WaitingGroup};

use crate::{post, unit};

/// What is to be set up next, in the order in which one follows from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Offices,
    Towns,
    People,
}

impl Step {
    /// What is missing, by the places of the organisations that exist and of the posts that are held.
    fn missing(units: &[Place], posts: &[Place]) -> Vec<Step> {
        let has = |places: &[Place], one: Place| places.contains(&one);
        let mut missing = Vec::new();
        if !has(units, Place::Office) {
            missing.push(Step::Offices);
        } else if !has(posts, Place::Office) {
            missing.push(Step::People);
        }
        if !has(units, Place::Town) {
            missing.push(Step::Towns);
        }
        missing
    }

    fn line(self) -> Waiting {
        let (title, note, path, act) = match self {
            Step::Offices => (
                "设立科室",
                "台账、目标和任务都归到科室，先把科室设好，代号照页面上的说明填",
                "/organisations",
                "去设立",
            ),
            Step::Towns => (
                "设立镇区街道",
                "企业、分解的目标和镇区填报都归到镇区",
                "/organisations",
                "去设立",
            ),
            Step::People => (
                "给科室的人开账号、定岗位",
                "还没有人在科室任职，没有人能上传通知、录入和核实",
                "/people",
                "去开账号",
            ),
        };
        Waiting {
            group: WaitingGroup::ForMe,
            title: title.to_owned(),
            note: note.to_owned(),
            count: 1,
            path: path.to_owned(),
            act: act.to_owned(),
            due: None,
        }
    }
}

pub fn lines<'a>(tx: &'a mut Tx, actor: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
    Box::pin(async move {
        if !actor.has(Role::Administrator) {
            return Ok(Vec::new());
        }
        let today = tx.today();
        let units = unit::store::living(tx, today).await?;
        let places: Vec<Place> = units.iter().map(|unit| unit.place).collect();
        let held = post::store::on(tx, today).await?;
        let of = |held: &post::Held| units.iter().find(|unit| unit.id == held.unit);
        let posts: Vec<Place> = held.iter().filter_map(of).map(|unit| unit.place).collect();
        let steps = Step::missing(&places, &posts);
        Ok(steps.into_iter().map(Step::line).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_step_follows_from_the_other() {
        use Place::{Bureau, Office, Town};
        for (units, posts, missing) in [
            (vec![Bureau], vec![Bureau], vec![Step::Offices, Step::Towns]),
            (
                vec![Bureau, Office],
                vec![Bureau],
                vec![Step::People, Step::Towns],
            ),
            (vec![Bureau, Office], vec![Office], vec![Step::Towns]),
            (vec![Bureau, Office, Town], vec![Office], vec![]),
        ] {
            assert_eq!(Step::missing(&units, &posts), missing);
        }
    }
}
