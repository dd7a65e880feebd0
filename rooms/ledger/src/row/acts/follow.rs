//! Rows follow their firm: when its town was corrected, when it came or left, when its file was joined to another.

use ::store::{Job, Tx};
use enterprise::door::{Firm, FirmLine, firm as line_of, stays};
use serde_json::json;
use trail::Who;
use values::Id;
use web::{Error, Future};

use super::telling::record;
use super::{Change, Content, Refusal, save};
use crate::row::{Cause, Row, enter, store};

/// The work that a change of a firm's town or presence left behind: each row of the firm takes the town of its counting
/// day, and the days on which it holds, by a new version.
pub fn follow_town<'a>(tx: &'a mut Tx, job: &'a Job) -> Future<'a, web::Result<()>> {
    Box::pin(async move {
        let (firm, who) = about(job)?;
        for entry in store::open::entries_of(tx, firm).await? {
            settle(tx, &who, entry, None).await?;
        }
        Ok(())
    })
}

/// The work that joining two files left behind, or taking them apart: the rows of the file that goes name the one that
/// stays, each by a new version; rows that came from a file which is one of its own again name it again.
pub fn follow_files<'a>(tx: &'a mut Tx, job: &'a Job) -> Future<'a, web::Result<()>> {
    Box::pin(async move {
        let (firm, who) = about(job)?;
        let stays = stays(tx, firm).await?;
        if stays == firm {
            for entry in store::open::entries_once_of(tx, firm).await? {
                let versions = store::versions(tx, entry).await?;
                let subjects = versions.iter().map(|row| (row.content.subject, row.cause));
                if came_from(firm, subjects) {
                    settle(tx, &who, entry, Some(firm)).await?;
                }
            }
        } else {
            for entry in store::open::entries_of(tx, firm).await? {
                settle(tx, &who, entry, Some(stays)).await?;
            }
        }
        Ok(())
    })
}

fn about(job: &Job) -> web::Result<(Id<Firm>, Who)> {
    let firm = job.subject.parse();
    let firm = firm.map_err(|_| Error::Fault(format!("no firm: {}", job.subject)))?;
    let who = Who {
        id: job.actor,
        name: job.actor_name.clone(),
    };
    Ok((firm, who))
}

/// Whether joining files took a row from a firm's file, directly or along with another, and nobody gave it to a third since.
/// Takes each version's subject and cause, the oldest first.
fn came_from(
    firm: Id<Firm>,
    versions: impl IntoIterator<Item = (Option<Id<Firm>>, Cause)>,
) -> bool {
    // The files through which the row went to the last one.
    let mut through: Vec<Option<Id<Firm>>> = Vec::new();
    for (subject, cause) in versions {
        if through.last() == Some(&subject) {
            continue;
        }
        match cause {
            Cause::Joined => {}
            Cause::Parted => {
                let back = through.iter().position(|one| *one == subject);
                through.truncate(back.unwrap_or(0));
            }
            _ => through.clear(),
        }
        through.push(subject);
    }
    through.pop();
    through.contains(&Some(firm))
}

/// Holds a new version of a row where something of it follows from its firm now; `to`: it names this firm from now on.
async fn settle(
    tx: &mut Tx,
    who: &Who,
    entry: Id<crate::row::Entry>,
    to: Option<Id<Firm>>,
) -> Result<(), Refusal> {
    let kinds = crate::kind::kinds(tx).await?;
    let Some(row) = store::find(tx, entry).await? else {
        return Ok(());
    };
    let (Some(kind), Some(subject)) = (kinds.get(&row.kind), to.or(row.content.subject)) else {
        return Ok(());
    };
    let firm = line_of(tx, subject).await?.ok_or(Refusal::NoSuchFirm)?;
    let content = placed(tx, kind, &firm, &row).await?;
    let measured = save::measured(tx, kind, &content).await?;
    let (cause, verb, word) = if content.subject != row.content.subject {
        match stays(tx, row.content.subject.unwrap_or(Id::NONE)).await? == subject {
            true => (Cause::Joined, "ledger.row.join", "随企业档案并入改记"),
            false => (Cause::Parted, "ledger.row.part", "随企业档案分开改记回来"),
        }
    } else if measured != row.measured {
        (Cause::Bounded, "ledger.row.bound", "随企业改起止日")
    } else if content.town != row.content.town {
        (Cause::Moved, "ledger.row.move", "随企业改镇区")
    } else {
        return Ok(());
    };
    let details = json!({"town": content.town, "subject": content.subject, "from": measured.effective, "until": measured.until});
    let change = Change {
        state: row.state,
        cause,
        reason: String::new(),
        content: Some(content),
    };
    let row = save::changed(tx, kind, who, &row, change, &[], None).await?;
    let summary = format!("{} {word}", row.number);
    record(tx, who, &row, verb, summary, details).await?;
    Ok(())
}

/// What the row says, of this firm. A day before the firm's file begins has no town there: the row keeps its own.
async fn placed(
    tx: &mut Tx,
    kind: &measure::kind::Kind,
    firm: &FirmLine,
    row: &Row,
) -> Result<Content, Refusal> {
    let chosen = row.content.town;
    let town = enter::town(tx, kind, Some(firm), chosen.some(), &row.content.fields).await?;
    let joins = row.content.subject != Some(firm.id);
    Ok(Content {
        subject: Some(firm.id),
        town: if joins && town.is_none() {
            chosen
        } else {
            town
        },
        fields: row.content.fields.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use values::Uuid;

    #[test]
    fn a_row_goes_back_to_the_file_from_which_joining_took_it() {
        let id = |n: u128| Some(Id::<Firm>::new(Uuid::from_u128(n)));
        let (a, b, c) = (id(1), id(2), id(3));
        let (joined, parted) = (Cause::Joined, Cause::Parted);
        for (versions, from_a, from_b) in [
            (vec![(a, Cause::Entered)], false, false),
            (vec![(b, Cause::Entered)], false, false),
            (vec![(a, Cause::Entered), (b, joined)], true, false),
            (
                vec![(a, Cause::Entered), (b, joined), (b, Cause::Corrected)],
                true,
                false,
            ),
            (
                vec![(a, Cause::Entered), (b, joined), (c, joined)],
                true,
                true,
            ),
            (
                vec![(a, Cause::Entered), (b, joined), (c, joined), (b, parted)],
                true,
                false,
            ),
            (
                vec![(a, Cause::Entered), (b, joined), (a, parted)],
                false,
                false,
            ),
            (
                vec![(a, Cause::Entered), (b, joined), (a, parted), (b, joined)],
                true,
                false,
            ),
            (
                vec![(a, Cause::Entered), (b, joined), (c, Cause::Corrected)],
                false,
                false,
            ),
            (
                vec![(a, Cause::Entered), (b, Cause::Corrected)],
                false,
                false,
            ),
            (
                vec![(b, Cause::Entered), (a, Cause::Corrected), (b, joined)],
                true,
                false,
            ),
        ] {
            let of = |firm: Option<Id<Firm>>| {
                came_from(firm.unwrap_or(Id::NONE), versions.iter().copied())
            };
            assert_eq!((of(a), of(b)), (from_a, from_b), "{versions:?}");
        }
    }
}
