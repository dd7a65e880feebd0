//! The criteria of the county: the list, one criterion with its versions, and writing one: by a form or as text, tried on last
//! year's firms before it is used.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use criteria::{Confidence, Criterion, Fault, Verdict, fact::SHIPPED};
use serde_json::json;
use trail::Act;
use values::Day;
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::form::Draft;
use super::store::{self, Version};
use super::{InUse, Own, TOPIC, criteria, read};
use crate::access;
use crate::screening::columns::{self, Columns};
use crate::screening::judged::judge;
use crate::screening::sought::VERDICTS;

/// A criterion in the list.
struct Line {
    id: String,
    name: String,
    document: String,
    clauses: usize,
    version: i64,
    unsure: bool,
    in_force: bool,
}

impl Line {
    fn of(one: &InUse, today: Day) -> Self {
        Line {
            id: one.criterion.id.clone(),
            name: one.criterion.name.clone(),
            document: one.criterion.document.clone(),
            clauses: one.criterion.clauses.len(),
            version: one.version,
            unsure: one.criterion.confidence != Confidence::High,
            in_force: one.criterion.in_force(today),
        }
    }
}

#[derive(Template)]
#[template(path = "criterion/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    may_set: bool,
}

/// The frame of a page under 对照标准 / 认定标准.
fn frame(app: &App, actor: &Actor, title: &str) -> Frame {
    Frame::new(app, actor, title)
        .at("/screening")
        .under("对照标准", "/screening")
}

/// GET /criteria
pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let all = criteria(&mut tx).await?;
    page(&ListPage {
        frame: frame(&app, &actor, "认定标准").under("认定标准", ""),
        lines: all.iter().map(|one| Line::of(one, app.today())).collect(),
        may_set: access::set_criteria(&actor).is_ok(),
    })
}

/// A clause as the page quotes it.
struct Quoted {
    name: String,
    article: String,
    quote: String,
    unsure: bool,
}

#[derive(Template)]
#[template(path = "criterion/show.html")]
struct ShowPage {
    frame: Frame,
    line: Line,
    note: String,
    clauses: Vec<Quoted>,
    text: String,
    versions: Vec<Version>,
    may_set: bool,
}

/// GET /criteria/{id}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let all = criteria(&mut tx).await?;
    let one = all.get(&id).ok_or(Error::NotFound)?;
    let quoted = one.criterion.clauses.iter().map(|clause| Quoted {
        name: clause.name.clone(),
        article: clause.article.clone(),
        quote: clause.quote.clone(),
        unsure: clause.confidence != Confidence::High,
    });
    page(&ShowPage {
        frame: frame(&app, &actor, &one.criterion.name)
            .under("认定标准", "/criteria")
            .under(one.criterion.name.clone(), ""),
        line: Line::of(one, app.today()),
        note: one.criterion.note.clone(),
        clauses: quoted.collect(),
        text: one.text.clone(),
        versions: store::versions(&mut tx, &id).await?,
        may_set: access::set_criteria(&actor).is_ok(),
    })
}

#[derive(Template)]
#[template(path = "criterion/text.html")]
struct TextPage {
    frame: Frame,
    text: String,
    faults: Vec<Fault>,
    complaints: Complaints,
}

fn text_page(app: &App, actor: &Actor, text: String, faults: Vec<Fault>) -> TextPage {
    let mut complaints = Complaints::default();
    for fault in &faults {
        complaints.add("text", "标准文本", fault.to_string());
    }
    TextPage {
        frame: frame(app, actor, "改标准文本")
            .under("认定标准", "/criteria")
            .under("改标准文本", "")
            .with_errors(faults.len()),
        text,
        faults,
        complaints,
    }
}

/// GET /criteria/{id}/text
pub async fn text(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    access::set_criteria(&actor)?;
    let mut tx = app.read(&actor).await?;
    let all = criteria(&mut tx).await?;
    let one = all.get(&id).ok_or(Error::NotFound)?;
    page(&text_page(&app, &actor, one.text.clone(), Vec::new()))
}

#[derive(Template)]
#[template(path = "criterion/form.html")]
struct FormPage {
    frame: Frame,
    draft: Draft,
    facts: Vec<(String, String)>,
    complaints: Complaints,
}

fn form_page(app: &App, actor: &Actor, draft: Draft, complaints: Complaints) -> FormPage {
    let column = |(id, slot): (criteria::SlotId, &criteria::fact::Slot)| {
        let (name, unit) = (SHIPPED.spoken(id), &SHIPPED.fact(id).unit);
        let name = match unit.as_str() {
            "" => name,
            unit => format!("{name}（{unit}）"),
        };
        (slot.column.clone(), name)
    };
    FormPage {
        frame: frame(app, actor, "新写一个标准")
            .under("认定标准", "/criteria")
            .under("新写一个标准", "")
            .with_errors(complaints.len()),
        draft,
        facts: SHIPPED.slots().map(column).collect(),
        complaints,
    }
}

/// GET /criteria/new
pub async fn new(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::set_criteria(&actor)?;
    page(&form_page(
        &app,
        &actor,
        Draft::empty(),
        Complaints::default(),
    ))
}

/// How firms stand for an application of a year.
struct Trial {
    year: i32,
    counts: [usize; 4],
    /// Under the criterion in use with the same id; `None` for a new one.
    before: Option<[usize; 4]>,
    turned: Vec<(String, String, &'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "criterion/trial.html")]
struct TrialPage {
    frame: Frame,
    name: String,
    text: String,
    trials: Vec<Trial>,
    is_new: bool,
    complaints: Complaints,
    reason: String,
}

fn counts(verdicts: &[Verdict]) -> [usize; 4] {
    VERDICTS.map(|wanted| verdicts.iter().filter(|one| **one == wanted).count())
}

/// Tries a criterion on all firms, as an application of a year; beside it the one in use.
async fn tried(
    tx: &mut ::store::Tx,
    criterion: &Criterion,
    before: Option<&Criterion>,
    on: Day,
) -> Result<Trial> {
    let firms = columns::all(tx, on.year() - 1, on).await?;
    let verdicts = |criterion: &Criterion| -> Vec<Verdict> {
        let program = criterion.on(&SHIPPED, on);
        let verdict = |columns: &Columns| judge(&program, &columns.under(criterion)).verdict;
        firms.iter().map(|(_, columns)| verdict(columns)).collect()
    };
    let after = verdicts(criterion);
    let before = before.map(verdicts);
    let mut turned = Vec::new();
    for ((firm, _), (old, new)) in firms.iter().zip(before.iter().flatten().zip(&after)) {
        if old != new && turned.len() < 50 {
            turned.push((firm.code.clone(), firm.name.clone(), old.word(), new.word()));
        }
    }
    Ok(Trial {
        year: on.year(),
        counts: counts(&after),
        before: before.as_deref().map(counts),
        turned,
    })
}

/// POST /criteria/trials: what was written, tried on this year's and last year's firms. Nothing is kept.
pub async fn try_out(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    access::set_criteria(&actor)?;
    let (text, by_form) = match fields.has("text") {
        true => (fields.get("text").to_owned(), false),
        false => {
            let draft = Draft::of(&fields);
            match draft.text() {
                Ok(text) => (text, true),
                Err(complaints) => return invalid(&form_page(&app, &actor, draft, complaints)),
            }
        }
    };
    let criterion = match read("标准文本", &text) {
        Ok(criterion) => criterion,
        Err(faults) if by_form => {
            let mut complaints = Complaints::default();
            for fault in faults {
                complaints.add("name", &fault.place, fault.message);
            }
            return invalid(&form_page(&app, &actor, Draft::of(&fields), complaints));
        }
        Err(faults) => return invalid(&text_page(&app, &actor, text, faults)),
    };
    let shown = trial_page(&app, &actor, &criterion, text, Complaints::default(), "").await?;
    page(&shown)
}

async fn trial_page(
    app: &App,
    actor: &Actor,
    criterion: &Criterion,
    text: String,
    complaints: Complaints,
    reason: &str,
) -> Result<TrialPage> {
    let mut tx = app.read(actor).await?;
    let all = criteria(&mut tx).await?;
    let before = all.get(&criterion.id).map(|one| &one.criterion);
    let today = app.today();
    let last = Day::of(today.year() - 1, 12, 31).unwrap_or(today);
    let trials = vec![
        tried(&mut tx, criterion, before, today).await?,
        tried(&mut tx, criterion, before, last).await?,
    ];
    Ok(TrialPage {
        frame: frame(app, actor, "试算标准")
            .under("认定标准", "/criteria")
            .under("试算标准", "")
            .with_errors(complaints.len()),
        name: criterion.name.clone(),
        is_new: before.is_none(),
        text,
        trials,
        complaints,
        reason: reason.to_owned(),
    })
}

/// POST /criteria: the text is used from now on; what was found before stays found under the text of its time.
pub async fn keep(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    access::set_criteria(&actor)?;
    let (text, reason) = (fields.get("text").to_owned(), fields.get("reason").trim());
    let criterion = match read("标准文本", &text) {
        Ok(criterion) => criterion,
        Err(faults) => return invalid(&text_page(&app, &actor, text, faults)),
    };
    if reason.is_empty() {
        let mut complaints = Complaints::default();
        complaints.add("reason", "依据", "要写依据：文件文号，或谁定的");
        let shown = trial_page(&app, &actor, &criterion, text, complaints, reason).await?;
        return invalid(&shown);
    }
    let mut tx = app.write(&actor).await?;
    let newest = store::versions(&mut tx, &criterion.id).await?;
    let version = newest.first().map_or(1, |one| one.version + 1);
    let own = Own {
        criterion: criterion.id.clone(),
        version,
        text,
    };
    store::keep(&mut tx, &actor.who(), &own, reason).await?;
    tx.touch(TOPIC).await?;
    let act = Act {
        act: "enterprise.criterion.keep",
        noun: "criterion",
        subject: criterion.id.clone(),
        summary: format!("认定标准“{}”第 {version} 版：{reason}", criterion.name),
        details: json!({"criterion": criterion.id, "version": version, "text": own.text}),
    };
    trail::record(&mut tx, &actor.who(), act).await?;
    tx.commit().await?;
    Ok(back_to(format!("/criteria/{}", criterion.id)))
}
