//! What waits for a person in this room: visits and tasks that are due, and rules that were set aside in the person's name.

use ::store::Tx;
use values::Day;
use web::{Actor, Future, Result, Waiting, WaitingGroup};

use crate::step::{self, Step};
use crate::task;

/// A visit is shown this many days before it is due.
const AHEAD: i32 = 3;

pub fn lines<'a>(tx: &'a mut Tx, actor: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
    Box::pin(async move {
        let today = tx.today();
        let mut lines = due(tx, actor, today).await?;
        lines.extend(excused(tx, actor, today).await?);
        Ok(lines)
    })
}

async fn due(tx: &mut Tx, actor: &Actor, today: Day) -> Result<Vec<Waiting>> {
    let due = task::store::due(tx, actor.person, today.plus(AHEAD)).await?;
    let firms: Vec<_> = due.iter().map(|one| one.firm).collect();
    let firms = enterprise::door::lines(tx, &firms).await?;
    let line = |one: &task::Task| Waiting {
        group: WaitingGroup::Due,
        title: format!("{}：{}", one.sort.word(), one.content),
        note: firms
            .get(&one.firm)
            .map(|firm| firm.name.clone())
            .unwrap_or_default(),
        count: 1,
        path: one.path(),
        act: "填结果".to_owned(),
        due: Some(one.due),
    };
    Ok(due.iter().map(line).collect())
}

/// Whoever approved is not the one who enters: a line for each reason and enterer, so that nobody's name is used unseen.
async fn excused(tx: &mut Tx, actor: &Actor, today: Day) -> Result<Vec<Waiting>> {
    let steps = step::store::excused_by(tx, actor.person, actor.news_since(today)).await?;
    let ids: Vec<_> = steps.iter().map(|one| one.firm).collect();
    let firms = enterprise::door::lines(tx, &ids).await?;
    let mut groups: Vec<Vec<&Step>> = Vec::new();
    for one in &steps {
        let mut found = groups.iter_mut();
        match found.find(|group| group.first().is_some_and(|first| are_alike(first, one))) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let line = |group: Vec<&Step>| {
        let first = group.first()?;
        let firm = firms.get(&first.firm)?;
        let whom = match group.len() {
            1 => firm.name.clone(),
            many => format!("{}等 {many} 步", firm.name),
        };
        Some(Waiting {
            group: WaitingGroup::Changed,
            title: format!("以您批准登记的例外：{whom}"),
            note: format!(
                "{}登记：进入“{}”，理由“{}”。不是您批准的，请让高新科更正",
                first.actor_name,
                first.stage.word(),
                first.exception
            ),
            count: i64::try_from(group.len()).unwrap_or(i64::MAX),
            path: step::path(&firm.code),
            act: "看流程".to_owned(),
            due: None,
        })
    };
    Ok(groups.into_iter().filter_map(line).collect())
}

fn are_alike(one: &Step, other: &Step) -> bool {
    (&one.actor_name, &one.exception) == (&other.actor_name, &other.exception)
}
