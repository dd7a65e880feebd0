//! The SQL of notices, their texts and sentences.

use ::notice::Text;
use ::store::{Result, Row, Tx, args, sql};
use values::Id;
use web::Actor;

use super::{KeptFile, Notice, Sentence, sentence};
use crate::proposal::store::{coded, lines};

/// All notices, the newest year first.
pub async fn all(tx: &mut Tx) -> Result<Vec<Notice>> {
    let text = sql!(
        "SELECT id, year, number, title, issuer, issued, file_sha256, file_name, file_media, entered_name, moment FROM plan_notice
         WHERE county = $1 ORDER BY year DESC, issued DESC, id LIMIT 500"
    );
    let county = tx.county().to_owned();
    tx.all(text, args![county])
        .await?
        .iter()
        .map(read)
        .collect()
}

pub async fn find(tx: &mut Tx, id: Id<Notice>) -> Result<Option<Notice>> {
    let text = sql!(
        "SELECT id, year, number, title, issuer, issued, file_sha256, file_name, file_media, entered_name, moment FROM plan_notice
         WHERE county = $1 AND id = $2"
    );
    let county = tx.county().to_owned();
    tx.one(text, args![county, id])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The notice that has this very text.
pub async fn with_text(tx: &mut Tx, text_sha256: &str) -> Result<Option<Id<Notice>>> {
    let text = sql!("SELECT id FROM plan_notice WHERE county = $1 AND text_sha256 = $2");
    let county = tx.county().to_owned();
    tx.one(text, args![county, text_sha256])
        .await?
        .map(|row| row.get("id"))
        .transpose()
}

fn read(row: &Row) -> Result<Notice> {
    Ok(Notice {
        id: row.get("id")?,
        year: row.get("year")?,
        number: row.get("number")?,
        title: row.get("title")?,
        issuer: row.get("issuer")?,
        day: row.get("issued")?,
        file: KeptFile {
            sha256: row.get("file_sha256")?,
            name: row.get("file_name")?,
            media: row.get("file_media")?,
        },
        entered_name: row.get("entered_name")?,
        moment: row.get("moment")?,
    })
}

pub async fn add(
    tx: &mut Tx,
    actor: &Actor,
    notice: &Notice,
    content: &str,
    text_sha256: &str,
) -> Result<()> {
    let county = tx.county().to_owned();
    let text = sql!(
        "INSERT INTO plan_notice (county, id, year, number, title, issuer, issued, file_sha256, file_name, file_media, text_sha256,
                entered_by, entered_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    let values = args![
        county.as_str(),
        notice.id,
        notice.year,
        notice.number.as_str(),
        notice.title.as_str(),
        notice.issuer.as_str(),
        notice.day,
        notice.file.sha256.as_str(),
        notice.file.name.as_str(),
        notice.file.media.as_str(),
        text_sha256,
        actor.person,
        actor.name.as_str(),
        notice.moment
    ];
    tx.run(text, values).await?;
    let text = sql!("INSERT INTO plan_notice_text (county, notice, content) VALUES ($1, $2, $3)");
    tx.run(text, args![county, notice.id, content])
        .await
        .map(drop)
}

/// Saves what the notice says of itself.
pub async fn save(tx: &mut Tx, notice: &Notice) -> Result<()> {
    let text = sql!(
        "UPDATE plan_notice SET year = $3, number = $4, title = $5, issuer = $6, issued = $7 WHERE county = $1 AND id = $2"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        notice.id,
        notice.year,
        notice.number.as_str(),
        notice.title.as_str(),
        notice.issuer.as_str(),
        notice.day
    ];
    tx.run(text, values).await.map(drop)
}

/// The text as read; empty where there is none.
pub async fn text(tx: &mut Tx, id: Id<Notice>) -> Result<Text> {
    let text = sql!("SELECT content FROM plan_notice_text WHERE county = $1 AND notice = $2");
    let county = tx.county().to_owned();
    let content = tx
        .one(text, args![county, id])
        .await?
        .map_or(Ok(String::new()), |row| row.get("content"))?;
    Ok(Text::new(content))
}

/// The sentences of a notice, in the order of the text.
pub async fn sentences(tx: &mut Tx, id: Id<Notice>) -> Result<Vec<Sentence>> {
    let text = sql!(
        "SELECT number, start_at, end_at, kind, section, reason, actor_name, moment FROM plan_sentence
         WHERE county = $1 AND notice = $2 ORDER BY number"
    );
    let county = tx.county().to_owned();
    let read = |row: &Row| {
        Ok(Sentence {
            number: row.get("number")?,
            start: row.get("start_at")?,
            end: row.get("end_at")?,
            kind: coded(row, "kind", sentence::kind_from)?,
            section: lines(&row.get::<String>("section")?),
            reason: row.get("reason")?,
            actor_name: row.get("actor_name")?,
            moment: row.get("moment")?,
        })
    };
    tx.all(text, args![county, id])
        .await?
        .iter()
        .map(read)
        .collect()
}

pub async fn add_sentence(tx: &mut Tx, notice: Id<Notice>, one: &Sentence) -> Result<()> {
    let text = sql!(
        "INSERT INTO plan_sentence (county, notice, number, start_at, end_at, kind, section, reason, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    let county = tx.county().to_owned();
    let values = args![
        county,
        notice,
        one.number,
        one.start,
        one.end,
        sentence::kind_code(one.kind),
        one.section.join("\n"),
        one.reason.as_str(),
        one.actor_name.as_str(),
        one.moment
    ];
    tx.run(text, values).await.map(drop)
}

/// Sets a sentence aside, or, with an empty reason, takes that back.
pub async fn set_aside(
    tx: &mut Tx,
    actor: &Actor,
    notice: Id<Notice>,
    number: i64,
    reason: &str,
) -> Result<()> {
    let text = sql!(
        "UPDATE plan_sentence SET reason = $4, actor_name = $5, moment = $6 WHERE county = $1 AND notice = $2 AND number = $3"
    );
    let county = tx.county().to_owned();
    tx.run(
        text,
        args![
            county,
            notice,
            number,
            reason,
            actor.name.as_str(),
            tx.moment()
        ],
    )
    .await
    .map(drop)
}
