//! The acts on notices and their sentences, each in the transaction of its caller.

use ::notice::{Reading, Text};
use ::store::Tx;
use sha2::{Digest, Sha256};
use trail::{Act, record};
use values::Id;
use web::{Actor, Error, Result};

use super::sentence::{self, Standing};
use super::{KeptFile, Notice, Particulars, earlier, store};
use crate::access::MayMap;
use crate::office;
use crate::proposal::{choice, draft, store as proposals};

/// What is entered: the particulars, the text as read, and the file if there was one.
pub struct Entered<'a> {
    pub particulars: Particulars,
    pub text: &'a Text,
    pub reading: &'a Reading,
    pub file: KeptFile,
    /// Also where a notice of the same number is there.
    pub anyway: bool,
}

/// What became of it.
pub enum Outcome {
    New(Id<Notice>),
    /// The same text is there.
    There(Id<Notice>),
    /// Another text of the same number is there; nothing was entered.
    Numbered(Box<Notice>),
}

/// Enters a notice with its sentences and proposals.
pub async fn enter(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    entered: Entered<'_>,
) -> Result<Outcome> {
    let text_sha256 = hash(entered.text.as_str());
    if let Some(there) = store::with_text(tx, &text_sha256).await? {
        return Ok(Outcome::There(there));
    }
    let all = store::all(tx).await?;
    let earlier = earlier::with_number(&entered.particulars.number, &all);
    if let Some(earlier) = earlier.filter(|_| !entered.anyway) {
        return Ok(Outcome::Numbered(Box::new(earlier.clone())));
    }
    let Particulars {
        number,
        title,
        issuer,
        day,
        year,
    } = entered.particulars;
    let id = Id::fresh(tx.moment());
    let notice = Notice {
        id,
        year,
        number,
        title,
        issuer,
        day,
        file: entered.file,
        entered_name: actor.name.clone(),
        moment: tx.moment(),
    };
    store::add(tx, actor, &notice, entered.text.as_str(), &text_sha256).await?;
    let sentences = sentence::of(entered.reading);
    for one in &sentences {
        store::add_sentence(tx, id, one).await?;
    }
    let choices = choice::all(tx).await?;
    let mut found = draft::proposals(id, entered.text, entered.reading, choices, tx.moment());
    draft::name_offices(&mut found, &office::all(tx, day).await?);
    for one in &found {
        proposals::add(tx, one).await?;
    }
    let summary = format!(
        "上传文件 {}，{} 句，{} 处建议",
        notice.full(),
        sentences.len(),
        found.len()
    );
    told(tx, actor, "plan.notice.enter", id, summary).await?;
    Ok(Outcome::New(id))
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Corrects what a notice says of itself. The year stays once something is in its plan.
pub async fn correct(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    notice: &Notice,
    particulars: Particulars,
) -> Result<()> {
    let accepted = |one: &crate::proposal::Proposal| one.state == crate::proposal::State::Accepted;
    if particulars.year != notice.year
        && proposals::of_notice(tx, notice.id)
            .await?
            .iter()
            .any(accepted)
    {
        return Err(Error::refused(
            format!(
                "这份文件已有内容进了 {} 年的计划，年度不能再改。",
                notice.year
            ),
            "先撤回已采纳的，再改年度。",
        ));
    }
    let changed = particulars.onto(notice.clone());
    store::save(tx, &changed).await?;
    tx.touch("plan").await?;
    told(
        tx,
        actor,
        "plan.notice.correct",
        notice.id,
        format!("更正文件信息 {}", changed.full()),
    )
    .await
}

/// Sets a sentence aside with a reason. One that holds proposals is handled by them.
pub async fn set_aside(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    notice: Id<Notice>,
    number: i64,
    reason: &str,
) -> Result<()> {
    let sentences = store::sentences(tx, notice).await?;
    let one = sentences
        .iter()
        .find(|one| one.number == number)
        .ok_or(Error::NotFound)?;
    if proposals::of_notice(tx, notice)
        .await?
        .iter()
        .any(|proposal| proposal.sentence == number)
    {
        return Err(Error::refused(
            "这一句里有建议，不能整句放过。",
            "请逐条采纳或不采纳。",
        ));
    }
    if one.reason == reason {
        return Ok(());
    }
    store::set_aside(tx, actor, notice, number, reason).await?;
    let said = if reason.is_empty() {
        "重新打开一句".to_owned()
    } else {
        format!("一句不采纳：{reason}")
    };
    told(tx, actor, "plan.sentence.set_aside", notice, said).await
}

/// Sets aside, with one reason, all open sentences of a section that hold no proposal; gives how many.
pub async fn set_section_aside(
    tx: &mut Tx,
    actor: &Actor,
    _: &MayMap,
    notice: Id<Notice>,
    section: &[String],
    reason: &str,
) -> Result<usize> {
    let found = proposals::of_notice(tx, notice).await?;
    let bare =
        |one: &&sentence::Sentence| found.iter().all(|proposal| proposal.sentence != one.number);
    let sentences = store::sentences(tx, notice).await?;
    let open: Vec<i64> = sentences
        .iter()
        .filter(|one| {
            one.section.starts_with(section) && sentence::standing(one, &found) == Standing::Open
        })
        .filter(bare)
        .map(|one| one.number)
        .collect();
    for number in &open {
        store::set_aside(tx, actor, notice, *number, reason).await?;
    }
    if !open.is_empty() {
        told(
            tx,
            actor,
            "plan.sentence.set_aside",
            notice,
            format!("{} 句不采纳：{reason}", open.len()),
        )
        .await?;
    }
    Ok(open.len())
}

async fn told(
    tx: &mut Tx,
    actor: &Actor,
    act: &str,
    notice: Id<Notice>,
    summary: String,
) -> Result<()> {
    let act = Act {
        act,
        noun: "notice",
        subject: notice.to_string(),
        summary,
        details: serde_json::Value::Null,
    };
    Ok(record(tx, &actor.who(), act).await?)
}
