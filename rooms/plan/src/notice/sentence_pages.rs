//! One sentence: setting it aside with a reason, or adding what the reader did not find in it.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::sentence::{Standing, standing};
use super::{Notice, Sentence, acts, cite, show, store};
use crate::access;
use crate::office::{self, Choosable};
use crate::proposal::added::{self, Chosen};
use crate::proposal::{Kind, acts as proposal_acts, choice, pages::kinds, store as proposals};

#[derive(Template)]
#[template(path = "notice/sentence.html")]
struct SentencePage {
    frame: Frame,
    notice: Notice,
    sentence: Sentence,
    words: String,
    cite: String,
    /// It holds proposals and is handled by them.
    is_mapped: bool,
    is_aside: bool,
    fields: Fields,
    complaints: Complaints,
    /// The card that has the words which were to be added; empty for none.
    taken: String,
    kinds: Vec<Choosable>,
    sections: Vec<show::OpenSection>,
}

async fn sentence_page(
    app: &App,
    actor: &Actor,
    tx: &mut ::store::Tx,
    id: Id<Notice>,
    number: i64,
    fields: Fields,
    complaints: Complaints,
) -> Result<SentencePage> {
    let notice = store::find(tx, id).await?.ok_or(Error::NotFound)?;
    let sentences = store::sentences(tx, id).await?;
    let sentence = sentences
        .iter()
        .find(|one| one.number == number)
        .cloned()
        .ok_or(Error::NotFound)?;
    let found = proposals::of_notice(tx, id).await?;
    let top = sentence.section.first().cloned().unwrap_or_default();
    let mut sections = show::open_sections(&sentences, &found);
    sections.retain(|section| section.path == top);
    let text = store::text(tx, id).await?;
    let frame = Frame::new(app, actor, "处理一句")
        .at("/notices")
        .under("文件与映射", "/notices")
        .under(notice.short(), notice.path())
        .under("处理一句", "");
    Ok(SentencePage {
        frame: frame.with_errors(complaints.len()),
        words: show::words(&text, &sentence),
        cite: cite::label(&sentence.section),
        is_mapped: found.iter().any(|one| one.sentence == number),
        is_aside: standing(&sentence, &found) == Standing::SetAside,
        kinds: kinds(fields.get("kind")),
        notice,
        sentence,
        fields,
        complaints,
        taken: String::new(),
        sections,
    })
}

pub async fn show_one(
    State(app): State<App>,
    actor: Actor,
    Path((id, number)): Path<(Id<Notice>, i64)>,
) -> Result<Response> {
    access::map(&actor)?;
    let mut tx = app.read(&actor).await?;
    page(
        &sentence_page(
            &app,
            &actor,
            &mut tx,
            id,
            number,
            Fields::default(),
            Complaints::default(),
        )
        .await?,
    )
}

pub async fn dismiss(
    State(app): State<App>,
    actor: Actor,
    Path((id, number)): Path<(Id<Notice>, i64)>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let reason = fields.get("reason").to_owned();
    if reason.is_empty() {
        let mut complaints = Complaints::default();
        complaints.add(
            "reason",
            "理由",
            "请写明为什么不采纳，例如 背景表述，没有任务",
        );
        return invalid(
            &sentence_page(&app, &actor, &mut tx, id, number, fields, complaints).await?,
        );
    }
    let notice = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if fields.get("whole") == "section" {
        let section: Vec<String> = fields
            .get("section")
            .lines()
            .map(|line| line.trim().to_owned())
            .collect();
        acts::set_section_aside(&mut tx, &actor, &right, id, &section, &reason).await?;
    } else {
        acts::set_aside(&mut tx, &actor, &right, id, number, &reason).await?;
    }
    tx.commit().await?;
    Ok(back_to(notice.path()))
}

/// Sets aside the open sentences of a section that hold no proposal.
pub async fn dismiss_section(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Notice>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let reason = fields.get("reason").to_owned();
    if reason.is_empty() {
        let path = fields.get("section").to_owned();
        return show::again(&app, &actor, id, show::Back::Section(path)).await;
    }
    let mut tx = app.write(&actor).await?;
    let notice = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let section: Vec<String> = fields
        .get("section")
        .lines()
        .map(|line| line.trim().to_owned())
        .collect();
    acts::set_section_aside(&mut tx, &actor, &right, id, &section, &reason).await?;
    tx.commit().await?;
    Ok(back_to(notice.path()))
}

pub async fn reopen(
    State(app): State<App>,
    actor: Actor,
    Path((id, number)): Path<(Id<Notice>, i64)>,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let notice = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    acts::set_aside(&mut tx, &actor, &right, id, number, "").await?;
    tx.commit().await?;
    Ok(back_to(format!("{}#s-{number}", notice.path())))
}

/// Adds a proposal with words of the sentence; its details are looked over on the form that follows.
pub async fn add(
    State(app): State<App>,
    actor: Actor,
    Path((id, number)): Path<(Id<Notice>, i64)>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let text = store::text(&mut tx, id).await?;
    let sentences = store::sentences(&mut tx, id).await?;
    let sentence = sentences
        .iter()
        .find(|one| one.number == number)
        .ok_or(Error::NotFound)?;
    let all = proposals::of_notice(&mut tx, id).await?;
    let offices = office::all(&mut tx, app.today()).await?;
    let chosen = Chosen {
        notice: id,
        text: &text,
        all: &all,
        choices: choice::all(&mut tx).await?,
        offices: &offices,
        kind: Kind::from_code(fields.get("kind")),
        words: fields.get("words"),
        anyway: fields.has("anyway"),
    };
    let made = added::proposal(&chosen, sentence, tx.moment());
    match made {
        Ok(one) => {
            proposal_acts::add(&mut tx, &actor, &right, &one).await?;
            tx.commit().await?;
            Ok(back_to(format!("/proposals/{}/edit", one.id)))
        }
        Err(why) => {
            let mut complaints = Complaints::default();
            complaints.add("words", "原文", why.told());
            let page = sentence_page(&app, &actor, &mut tx, id, number, fields, complaints).await?;
            let taken = why.card().unwrap_or_default();
            invalid(&SentencePage { taken, ..page })
        }
    }
}
