use std::collections::BTreeMap;

use ::store::{Result, Tx, args, sql};
use values::{Moment, Uuid};

use crate::chain::Link;
use crate::{Act, Answer, Checked, Content, Line, Who};

/// Writes one act down, in the transaction of the act.
pub async fn record(tx: &mut Tx, who: &Who, act: Act<'_>) -> Result<()> {
    let county = tx.county().to_owned();
    let (number, before) = next(tx).await?;
    let details = act.details.to_string();
    // The hash is of what is kept.
    let [actor_name, subject, summary] =
        [who.name.clone(), act.subject, act.summary].map(::store::kept);
    let content = Content::of(tx.tell()).map(|content| content.to_string());
    let content = content.unwrap_or_default();
    let link = Link {
        before: &before,
        county: &county,
        number,
        sequence: tx.sequence(),
        moment: tx.moment().millis(),
        actor: who.id.to_string(),
        actor_name: &actor_name,
        act: act.act,
        noun: act.noun,
        subject: &subject,
        summary: &summary,
        details: &details,
        content: &content,
    };
    let hash = link.hash();
    let text = sql!(
        "INSERT INTO trail_entry (county, number, sequence, moment, actor, actor_name, act, noun, subject, summary, details, before_hash, hash, content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    let values = args![
        county.as_str(),
        number,
        tx.sequence(),
        tx.moment(),
        who.id,
        actor_name.as_str(),
        act.act,
        act.noun,
        subject.as_str(),
        summary.as_str(),
        details.as_str(),
        before,
        hash.as_str(),
        content
    ];
    tx.write(text, values).await?;
    let head = sql!("UPDATE trail_head SET hash = $2 WHERE county = $1");
    tx.write(head, args![county, hash]).await
}

/// Takes the next number under lock; gives it with the hash of the newest entry.
async fn next(tx: &mut Tx) -> Result<(i64, String)> {
    let county = tx.county().to_owned();
    let text = sql!(
        "INSERT INTO trail_head (county, number, hash) VALUES ($1, 1, '')
         ON CONFLICT (county) DO UPDATE SET number = trail_head.number + 1 RETURNING number, hash"
    );
    match tx.one(text, args![county]).await? {
        Some(row) => Ok((row.get("number")?, row.get("hash")?)),
        None => Ok((1, String::new())),
    }
}

/// The summary of an entry; empty where there is none.
pub async fn summary(tx: &mut Tx, number: i64) -> Result<String> {
    let text = sql!("SELECT summary FROM trail_entry WHERE county = $1 AND number = $2");
    let county = tx.county().to_owned();
    let row = tx.one(text, args![county, number]).await?;
    row.map_or(Ok(String::new()), |row| row.get("summary"))
}

/// The newest `limit` lines about one thing, newest first.
pub async fn of(tx: &mut Tx, noun: &str, subject: &str, limit: i64) -> Result<Vec<Line>> {
    let text = sql!(
        "SELECT number, moment, actor_name, act, summary FROM trail_entry
         WHERE county = $1 AND noun = $2 AND subject = $3 ORDER BY number DESC LIMIT $4"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county, noun, subject, limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(Line {
                number: row.get("number")?,
                moment: row.get("moment")?,
                actor_name: row.get("actor_name")?,
                act: row.get("act")?,
                summary: row.get("summary")?,
            })
        })
        .collect()
}

/// What the trail answers for, by the act's sequence: of each act the last entry, which tells of all that the act wrote.
pub async fn answers(tx: &mut Tx) -> Result<BTreeMap<i64, Answer>> {
    let text = sql!(
        "SELECT number, sequence, content FROM trail_entry
         WHERE county = $1 AND number > $2 ORDER BY number LIMIT 10000"
    );
    let (county, mut number) = (tx.county().to_owned(), 0i64);
    let mut answers = BTreeMap::new();
    loop {
        let rows = tx.all(text, args![county.as_str(), number]).await?;
        let Some(last) = rows.last() else {
            return Ok(answers);
        };
        let newest = last.get("number")?;
        for row in &rows {
            let content: String = row.get("content")?;
            if !content.is_empty() {
                let number = row.get("number")?;
                answers.insert(row.get("sequence")?, Answer { number, content });
            }
        }
        number = newest;
    }
}

/// Recomputes the whole chain of the county, a thousand entries at a time.
pub async fn check(tx: &mut Tx) -> Result<Checked> {
    let mut found = Checked::default();
    let (mut number, mut before) = (0i64, String::new());
    loop {
        let page = page_after(tx, number).await?;
        let Some(last) = page.last() else { break };
        let newest = last.number;
        for entry in page {
            found.entries += 1;
            if entry.number != number + 1
                || entry.before != before
                || entry.recomputed != entry.hash
            {
                found.broken.push(entry.number);
            }
            number = entry.number;
            before = entry.hash;
        }
        number = newest;
    }
    match head(tx).await? {
        Some((newest, hash)) if newest != number || hash != before => found.broken.push(number + 1),
        Some(_) => {}
        None => found.lacks_head = found.entries > 0 || tx.sequence() > 0,
    }
    found.head = before;
    found.moments = moments(tx).await?;
    Ok(found)
}

/// What was known when is asked by these moments: they rise with the acts, and the entries carry them; one that tells of no
/// act (a sign-in) may be later than the act before.
async fn moments(tx: &mut Tx) -> Result<i64> {
    let county = tx.county().to_owned();
    let mut lost = 0;
    for text in [
        sql!(
            "SELECT COUNT(*) AS lost FROM store_sequence s WHERE s.county = $1 AND s.sequence > 1 AND NOT EXISTS
             (SELECT 1 FROM store_sequence b WHERE b.county = $1 AND b.sequence = s.sequence - 1 AND b.moment < s.moment)"
        ),
        sql!(
            "SELECT COUNT(*) AS lost FROM trail_entry t WHERE t.county = $1 AND NOT EXISTS
             (SELECT 1 FROM store_sequence s WHERE s.county = $1 AND s.sequence = t.sequence AND (s.moment = t.moment OR (t.content = '' AND s.moment < t.moment)))"
        ),
    ] {
        let row = tx.one(text, args![county.as_str()]).await?;
        lost += row.map_or(Ok(0), |row| row.get::<i64>("lost"))?;
    }
    Ok(lost)
}

async fn head(tx: &mut Tx) -> Result<Option<(i64, String)>> {
    let county = tx.county().to_owned();
    let row = tx
        .one(
            sql!("SELECT number, hash FROM trail_head WHERE county = $1"),
            args![county],
        )
        .await?;
    row.map(|row| Ok((row.get("number")?, row.get("hash")?)))
        .transpose()
}

struct Stored {
    number: i64,
    before: String,
    hash: String,
    recomputed: String,
}

async fn page_after(tx: &mut Tx, number: i64) -> Result<Vec<Stored>> {
    let text = sql!(
        "SELECT number, sequence, moment, actor, actor_name, act, noun, subject, summary, details, before_hash, hash, content
         FROM trail_entry WHERE county = $1 AND number > $2 ORDER BY number LIMIT 1000"
    );
    let county = tx.county().to_owned();
    let rows = tx.all(text, args![county.as_str(), number]).await?;
    rows.iter().map(|row| stored(&county, row)).collect()
}

fn stored(county: &str, row: &::store::Row) -> Result<Stored> {
    let texts = [
        "before_hash",
        "actor_name",
        "act",
        "noun",
        "subject",
        "summary",
        "details",
        "content",
    ];
    let mut read = Vec::with_capacity(texts.len());
    for name in texts {
        read.push(row.get::<String>(name)?);
    }
    let number = row.get("number")?;
    let link = Link {
        before: &read[0],
        county,
        number,
        sequence: row.get("sequence")?,
        moment: row.get::<Moment>("moment")?.millis(),
        actor: row.get::<Uuid>("actor")?.to_string(),
        actor_name: &read[1],
        act: &read[2],
        noun: &read[3],
        subject: &read[4],
        summary: &read[5],
        details: &read[6],
        content: &read[7],
    };
    let recomputed = link.hash();
    Ok(Stored {
        number,
        before: read[0].clone(),
        hash: row.get("hash")?,
        recomputed,
    })
}
