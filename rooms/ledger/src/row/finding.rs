//! What a search finds in the ledger: a row by its number or a text of it, the newest rows of the firm that fits best,
//! the list of a kind, and what may be entered and imported, for that firm too.

use ::store::Tx;
use enterprise::door::FirmLine;
use values::Id;
use web::{Actor, Found, FoundGroup, Future, Result, Sought};

use super::pages::sought;
use super::store::{finding, open};
use super::{Entry, path};
use crate::{access, door};

const AT_MOST: usize = 5;
/// How many kinds are offered to be entered for a firm.
const OFFERED: usize = 2;

pub fn finds<'a>(
    tx: &'a mut Tx,
    actor: &'a Actor,
    typed: &'a str,
) -> Future<'a, Result<Vec<Found>>> {
    Box::pin(async move {
        if access::enter_room(actor).is_err() {
            return Ok(Vec::new());
        }
        let firms = enterprise::door::search(tx, typed, actor.sees_only_town(), 1).await?;
        let mut found = rows(tx, actor, typed, firms.first()).await?;
        if let Some(firm) = firms.first() {
            found.extend(acts(tx, actor, firm).await?);
        }
        found.extend(of_kinds(tx, actor, typed).await?);
        Ok(found)
    })
}

async fn rows(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    firm: Option<&FirmLine>,
) -> Result<Vec<Found>> {
    let mut entries: Vec<Id<Entry>> = Vec::new();
    entries.extend(sought::entry(tx, typed).await?);
    if let Some(firm) = firm {
        let (held, _) = open::of_firm(tx, firm.id, AT_MOST as i64).await?;
        entries.extend(held.iter().map(|row| row.entry));
    }
    entries.extend(finding::newest(tx, &typed.to_lowercase(), AT_MOST as i64).await?);
    let mut seen: Vec<Id<Entry>> = Vec::new();
    for entry in entries {
        let new = !seen.contains(&entry) && seen.len() < AT_MOST;
        if new && super::acts::find(tx, actor, entry).await.is_ok() {
            seen.push(entry);
        }
    }
    let line = |line: door::Line| Found {
        group: FoundGroup::Rows,
        icon: "ledger",
        title: format!("{}　{} {}", line.number, line.subject_name, line.summary),
        note: line.state.word().to_owned(),
        path: path(line.entry),
    };
    let lines = door::lines(tx, &seen, None).await?;
    Ok(lines.into_iter().map(line).collect())
}

async fn acts(tx: &mut Tx, actor: &Actor, firm: &FirmLine) -> Result<Vec<Found>> {
    let kinds = crate::kind::kinds(tx).await?;
    let own = |office: &str| {
        actor
            .posts
            .iter()
            .any(|post| post.organisation_code == office)
    };
    let act = |kind: &measure::kind::Kind| Found {
        group: FoundGroup::Acts,
        icon: "plus",
        title: format!("给“{}”{}", firm.name, kind.act),
        note: String::new(),
        path: format!("/ledger/{}/new?firm={}", kind.id, firm.code),
    };
    Ok(kinds
        .iter()
        .filter(|kind| access::may_enter(actor, kind) && own(&kind.office))
        .take(OFFERED)
        .map(act)
        .collect())
}

/// The lists of the kinds that fit, and what the person may do with them.
async fn of_kinds(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Vec<Found>> {
    let sought = Sought::of(typed);
    let kinds = crate::kind::kinds(tx).await?;
    let mut ranked: Vec<(usize, Found)> = Vec::new();
    let mut offer = |group, icon, title: String, path: String| {
        if let Some(rank) = sought.fits(&title) {
            let note = String::new();
            ranked.push((
                rank,
                Found {
                    group,
                    icon,
                    title,
                    note,
                    path,
                },
            ));
        }
    };
    for kind in kinds.iter() {
        let path = format!("/ledger/{}", kind.id);
        if access::may_enter(actor, kind) {
            offer(
                FoundGroup::Acts,
                "plus",
                kind.act.clone(),
                format!("{path}/new"),
            );
            let import = format!("导入{}", kind.name);
            offer(FoundGroup::Acts, "ledger", import, format!("{path}/import"));
        }
        offer(FoundGroup::Places, "ledger", kind.name.clone(), path);
    }
    ranked.sort_by_key(|(rank, found)| (*rank, found.group, found.icon != "plus"));
    let mut found: Vec<Found> = Vec::new();
    for (_, one) in ranked {
        let same = found
            .iter()
            .filter(|known| known.group == one.group)
            .count();
        if same < AT_MOST {
            found.push(one);
        }
    }
    Ok(found)
}
