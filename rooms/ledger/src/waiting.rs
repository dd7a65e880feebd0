//! What waits for a person in the ledger: shown on the desk.

use ::store::Tx;
use web::{Actor, Future, Result, Waiting, WaitingGroup};

use crate::row::pages::queue;
use crate::row::standing::Standing;
use crate::row::store::open;

pub fn waits<'a>(tx: &'a mut Tx, actor: &'a Actor) -> Future<'a, Result<Vec<Waiting>>> {
    Box::pin(async move {
        let mut found = Vec::new();
        for (id, name, count) in queue::waiting(tx, actor).await? {
            found.push(Waiting {
                group: WaitingGroup::ForMe,
                title: format!("{name}待核实"),
                note: "您没有参与录入的".to_owned(),
                count,
                path: format!("/ledger/queue?kind={id}"),
                act: format!("核实 {count} 条"),
                due: None,
            });
        }
        let kinds = crate::kind::kinds(tx).await?;
        for row in open::newest_of_author(tx, actor.person, "returned").await? {
            let kind = kinds
                .get(&row.kind)
                .map(|kind| kind.name.as_str())
                .unwrap_or_default();
            found.push(Waiting {
                group: WaitingGroup::Returned,
                title: format!("{} {kind}", row.number),
                note: row.returned_by(),
                count: 1,
                path: row.path(),
                act: "改好再交".to_owned(),
                due: None,
            });
        }
        for (standing, id, count) in open::of_author(tx, actor.person).await? {
            let kind = kinds.get(&id).map_or("", |kind| kind.name.as_str());
            found.push(match standing {
                Standing::Unproven => Waiting {
                    group: WaitingGroup::ForMe,
                    title: format!("{kind}缺凭证"),
                    note: "您录入的，补齐凭证并核实后才计入".to_owned(),
                    count,
                    path: format!("/ledger/{id}?view=unproven&own=1&year=all"),
                    act: "补凭证".to_owned(),
                    due: None,
                },
                _ => Waiting {
                    group: WaitingGroup::ForMe,
                    title: format!("{kind}草稿"),
                    note: "提交并核实后才计入".to_owned(),
                    count,
                    path: format!("/ledger/{id}?view=mine&state=draft&year=all"),
                    act: format!("看 {count} 条"),
                    due: None,
                },
            });
        }
        Ok(found)
    })
}
