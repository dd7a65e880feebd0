//! What was handed down to a person's own units since the last visit, for the desk.

use std::collections::HashMap;

use ::store::Tx;
use values::Id;
use web::{Actor, Place, Result, Waiting, WaitingGroup};

use super::{State, Unit, Version, edition, store};
use crate::target::{self, Target};

pub async fn lines(tx: &mut Tx, actor: &Actor) -> Result<Vec<Waiting>> {
    let units = units(actor);
    let today = tx.today();
    let (year, at) = (i64::from(today.year()), tx.sequence());
    let since = actor.news_since(today);
    let all = store::of_year(tx, year).await?;
    let mut fresh: Vec<(Id<Target>, Version, usize)> = Vec::new();
    for of_target in all.chunk_by(|one, other| one.0 == other.0) {
        let versions: Vec<Version> = of_target.iter().map(|one| one.1.clone()).collect();
        let issued = versions.iter().find(|one| one.state == State::Issued);
        if let (Some((target, _)), Some(issued)) = (of_target.first(), issued)
            && issued.moment > since
        {
            fresh.push((*target, issued.clone(), edition(&versions, issued.version)));
        }
    }
    let mut lines = Vec::new();
    if units.is_empty() || fresh.is_empty() {
        return Ok(lines);
    }
    let targets = target::store::of_year(tx, year, at).await?;
    let targets: HashMap<Id<Target>, Target> =
        targets.into_iter().map(|one| (one.id, one)).collect();
    for (id, version, number) in fresh {
        let Some(target) = targets.get(&id) else {
            continue;
        };
        let division = store::with_cells(tx, id, version, at).await?;
        let shares = units.iter().filter_map(|unit| division.share(id, unit));
        lines.extend(shares.map(|share| Waiting {
            group: WaitingGroup::Changed,
            title: format!(
                "分到目标：{} {}",
                target.number(),
                share.year.with_unit(&target.terms.goal.unit)
            ),
            note: format!(
                "{} · 第 {number} 版，{} 起执行 · {} 下达",
                target.terms.name, division.version.effective, division.version.actor_name
            ),
            count: 1,
            path: format!("{}/shares", target.path()),
            act: "看分解".to_owned(),
            due: None,
        }));
    }
    Ok(lines)
}

/// The offices and towns where a person has a post.
fn units(actor: &Actor) -> Vec<Unit> {
    let unit = |post: &web::Post| match post.place {
        Place::Town => Some(Unit::Town(post.organisation.uuid())),
        _ if post.organisation_code.is_empty() => None,
        _ => Some(Unit::Office(post.organisation_code.clone())),
    };
    let mut units: Vec<Unit> = actor.posts.iter().filter_map(unit).collect();
    units.sort();
    units.dedup();
    units
}
