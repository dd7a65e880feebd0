//! Saving a version: its vouchers, its once-only key, its standing, its writers.

use std::collections::BTreeMap;

use ::store::Tx;
use measure::kind::Kind;
use trail::Who;
use values::Id;

use super::{
    Cause, Change, Content, Measured, Refusal, Row, Standing, State, missing, office, store,
};
use crate::row::{Entry, once, shown, writers};
use crate::voucher::{self, Proof, Voucher};

/// The first version of a new row.
pub async fn entered(
    tx: &mut Tx,
    entry: Id<Entry>,
    kind: &Kind,
    who: &Who,
    content: Content,
    submit: bool,
    proofs: &[Proof],
) -> Result<Row, Refusal> {
    let measured = measured(tx, kind, &content).await?;
    let year = Measured::of(kind, &content.fields)
        .effective
        .known()
        .unwrap_or_else(|| tx.moment().day())
        .year();
    let state = if submit {
        State::Submitted
    } else {
        State::Draft
    };
    let mut row = Row {
        entry,
        number: store::next_number(tx, &kind.id, &kind.prefix, year).await?,
        kind: kind.id.clone(),
        author: Id::new(who.id),
        version: 1,
        known_from: tx.sequence(),
        content,
        office: office(tx, kind).await?,
        measured,
        state,
        standing: Standing::Draft,
        cause: Cause::Entered,
        actor: who.clone(),
        moment: tx.moment(),
        reason: String::new(),
    };
    let words = shown::words(kind, &row.number, &row.content.fields);
    let key = key(kind, &row);
    // What is read comes before what is written, which then goes to the database together.
    let is_double = is_double(tx, kind, row.entry, key.as_deref()).await?;
    let there = proofs.iter().map(|proof| proof.voucher.clone()).collect();
    row.standing = Standing::of(row.state, missing(kind, &there).is_empty(), is_double);
    store::insert_entry(tx, &row, &words, key.as_deref()).await?;
    for proof in proofs {
        voucher::store::insert(tx, who, row.entry, row.version, proof).await?;
    }
    store::insert_version(tx, &row).await?;
    tx.touch(&row.kind).await?;
    Ok(row)
}

/// The next version of a row.
pub async fn changed(
    tx: &mut Tx,
    kind: &Kind,
    who: &Who,
    before: &Row,
    change: Change,
    proofs: &[Proof],
    withdrawn: Option<Id<Voucher>>,
) -> Result<Row, Refusal> {
    let mut row = Row {
        version: before.version + 1,
        known_from: tx.sequence(),
        state: change.state,
        cause: change.cause,
        actor: who.clone(),
        moment: tx.moment(),
        reason: change.reason,
        ..before.clone()
    };
    if let Some(content) = change.content {
        row.measured = measured(tx, kind, &content).await?;
        row.content = content;
        row.office = office(tx, kind).await?;
        let words = shown::words(kind, &row.number, &row.content.fields);
        store::write_words(tx, row.entry, &words).await?;
    }
    if !store::close(tx, row.entry, before.version).await? {
        return Err(Refusal::Moved {
            number: before.number.clone(),
            name: "另一位".to_owned(),
            time: "刚才".to_owned(),
            word: "改动",
        });
    }
    if let Some(id) = withdrawn {
        voucher::store::withdraw(tx, id, row.version).await?;
    }
    settle(tx, kind, &mut row, proofs).await?;
    Ok(row)
}

/// The columns that figures read, on the days on which the firm is in the county.
pub async fn measured(tx: &mut Tx, kind: &Kind, content: &Content) -> ::store::Result<Measured> {
    let whole = Measured::of(kind, &content.fields);
    let Some(firm) = content.subject else {
        return Ok(whole);
    };
    let absences = enterprise::door::absences_of(tx, firm).await?;
    Ok(whole.within(kind, content.subject, &absences))
}

/// Everything that follows from the new version.
async fn settle(tx: &mut Tx, kind: &Kind, row: &mut Row, proofs: &[Proof]) -> Result<(), Refusal> {
    for proof in proofs {
        voucher::store::insert(tx, &row.actor, row.entry, row.version, proof).await?;
    }
    let key = key(kind, row);
    let others = claim(tx, kind, row, key.as_deref()).await?;
    row.standing = worth(tx, kind, row, key.as_deref()).await?;
    store::insert_version(tx, row).await?;
    write_writers(tx, row).await?;
    tx.touch(&row.kind).await?;
    for other in others {
        judge_again(tx, kind, &row.actor, other).await?;
    }
    Ok(())
}

fn key(kind: &Kind, row: &Row) -> Option<String> {
    let content = &row.content;
    once::claimed(
        row.state,
        kind,
        content.subject,
        content.town,
        &content.fields,
    )
}

/// Whether another row holds the key.
async fn is_double(
    tx: &mut Tx,
    kind: &Kind,
    entry: Id<Entry>,
    key: Option<&str>,
) -> Result<bool, Refusal> {
    let holder = match key {
        Some(key) => store::once::holder(tx, &kind.id, key).await?,
        None => None,
    };
    Ok(holder.is_some_and(|holder| holder != entry))
}

async fn worth(
    tx: &mut Tx,
    kind: &Kind,
    row: &Row,
    key: Option<&str>,
) -> Result<Standing, Refusal> {
    let (_, there) = voucher::store::there(tx, row.entry, row.version).await?;
    let is_double = is_double(tx, kind, row.entry, key).await?;
    let is_proven = missing(kind, &there).is_empty();
    Ok(Standing::of(row.state, is_proven, is_double))
}

/// Claims the row's key and lets an old one go; gives the rows that hold a key only now, or no more.
async fn claim(
    tx: &mut Tx,
    kind: &Kind,
    row: &Row,
    key: Option<&str>,
) -> Result<Vec<Id<Entry>>, Refusal> {
    let old = store::once::claimed(tx, row.entry).await?;
    if old.as_deref() == key {
        return Ok(Vec::new());
    }
    let mut before = BTreeMap::new();
    for key in old.as_deref().into_iter().chain(key) {
        let holder = store::once::holder(tx, &kind.id, key).await?;
        before.insert(key, holder);
    }
    match row.cause {
        Cause::Joined | Cause::Parted => store::once::reclaim(tx, row.entry, key).await?,
        _ => store::once::claim(tx, row.entry, key).await?,
    }
    let mut others = Vec::new();
    for (key, was) in before {
        let is = store::once::holder(tx, &kind.id, key).await?;
        if was != is {
            let held = was.into_iter().chain(is);
            others.extend(held.filter(|entry| *entry != row.entry));
        }
    }
    Ok(others)
}

/// A row that holds its key from now on, or no more, is worth something else.
async fn judge_again(tx: &mut Tx, kind: &Kind, who: &Who, entry: Id<Entry>) -> Result<(), Refusal> {
    let Some(before) = store::find(tx, entry).await? else {
        return Ok(());
    };
    let key = store::once::claimed(tx, entry).await?;
    let standing = worth(tx, kind, &before, key.as_deref()).await?;
    if standing == before.standing {
        return Ok(());
    }
    store::close(tx, entry, before.version).await?;
    let row = Row {
        version: before.version + 1,
        known_from: tx.sequence(),
        standing,
        cause: Cause::Released,
        actor: who.clone(),
        moment: tx.moment(),
        reason: String::new(),
        ..before
    };
    store::insert_version(tx, &row).await?;
    Ok(())
}

async fn write_writers(tx: &mut Tx, row: &Row) -> Result<(), Refusal> {
    match row.cause {
        Cause::Verified => store::forget_writers(tx, row.entry).await?,
        Cause::Unverified => {
            let versions = store::versions(tx, row.entry).await?;
            store::forget_writers(tx, row.entry).await?;
            for writer in writers::writers(
                versions
                    .iter()
                    .map(|version| (version.cause, version.actor.id)),
            ) {
                store::add_writer(tx, row.entry, writer).await?;
            }
        }
        cause if cause.writes() => store::add_writer(tx, row.entry, row.actor.id).await?,
        _ => {}
    }
    Ok(())
}
