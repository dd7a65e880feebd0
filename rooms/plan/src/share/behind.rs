//! A split that was handed down before its target was changed: the shares still make the old whole.

use std::collections::HashMap;

use ::store::Tx;
use values::Id;
use web::{Actor, Result, Role, Waiting, WaitingGroup};

use super::{Amount, Division, State, Version, store};
use crate::target::{self, Target};

/// 份额还没有随目标调整（差 500 万元）; `None` where the split follows its target.
pub fn told(target: &Target, issued: &Division) -> Option<String> {
    let goal = Amount::of(target.terms.goal.value)?;
    if issued.version.whole == goal {
        return None;
    }
    let unit = &target.terms.goal.unit;
    let apart = match issued.matrix.whole() {
        Some(given) if given == goal => return None,
        Some(given) if given < goal => format!("（差 {}）", (goal - given).with_unit(unit)),
        Some(given) => format!("（超 {}）", (given - goal).with_unit(unit)),
        // Thresholds of a ratio do not add up.
        None => String::new(),
    };
    Some(format!("份额还没有随目标调整{apart}"))
}

/// The same of a target's newest split; empty where it follows or nothing was handed down.
pub async fn of(tx: &mut Tx, target: &Target) -> Result<String> {
    let versions = store::versions(tx, target.id).await?;
    let issued = versions.into_iter().find(|one| one.state == State::Issued);
    Ok(of_version(tx, target, issued).await?.unwrap_or_default())
}

async fn of_version(
    tx: &mut Tx,
    target: &Target,
    issued: Option<Version>,
) -> Result<Option<String>> {
    let goal = Amount::of(target.terms.goal.value);
    let Some(issued) = issued.filter(|one| Some(one.whole) != goal) else {
        return Ok(None);
    };
    let at = tx.sequence();
    let division = store::with_cells(tx, target.id, issued, at).await?;
    Ok(told(target, &division))
}

/// The targets of a year whose newest split does not follow, with the words.
pub async fn of_year(
    tx: &mut Tx,
    year: i64,
    targets: &[Target],
) -> Result<HashMap<Id<Target>, String>> {
    let versions = store::of_year(tx, year).await?;
    let mut found = HashMap::new();
    for target in targets {
        let issued = versions
            .iter()
            .find(|(id, one)| *id == target.id && one.state == State::Issued);
        let issued = issued.map(|(_, one)| one.clone());
        if let Some(words) = of_version(tx, target, issued).await? {
            found.insert(target.id, words);
        }
    }
    Ok(found)
}

/// For the head of the office that leads: the target waits to be split anew.
pub async fn lines(tx: &mut Tx, actor: &Actor) -> Result<Vec<Waiting>> {
    if !actor.has(Role::Head) {
        return Ok(Vec::new());
    }
    let year = i64::from(tx.today().year());
    let at = tx.sequence();
    let mut targets = target::store::of_year(tx, year, at).await?;
    targets.retain(|target| {
        let office = &target.terms.office;
        !office.is_empty() && actor.has_in_office(&[Role::Head], office)
    });
    let behind = of_year(tx, year, &targets).await?;
    let line = |target: &Target| {
        let words = behind.get(&target.id)?;
        Some(Waiting {
            group: WaitingGroup::ForMe,
            title: format!("重新分解 {} {}", target.number(), target.terms.name),
            note: words.clone(),
            count: 1,
            path: format!("{}/shares", target.path()),
            act: "去分解".to_owned(),
            due: None,
        })
    };
    Ok(targets.iter().filter_map(line).collect())
}
