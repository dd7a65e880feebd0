//! The first step: the list, where it comes from and of which year, and what was imported before.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use paper::Unreadable;
use web::intake::{Incoming, Step, choice, steps};
use web::{
    Actor, App, Complaints, Fields, Frame, LARGEST_FILE, Result, Sent, TooLarge, back_to, invalid,
    page, status_page,
};

use super::frame;
use crate::access;
use crate::fact::import::acts::{self, Refused, Said};
use crate::fact::import::{Import, store, wanted};
use crate::fact::{Source, years};

#[derive(Template)]
#[template(path = "fact_import/choose.html")]
struct ChoosePage {
    frame: Frame,
    steps: Vec<Step>,
    sources: Vec<(Source, bool)>,
    years: Vec<(i32, bool)>,
    columns: Vec<String>,
    earlier: Vec<Import>,
    complaints: Complaints,
    /// The import that a corrected file takes the place of.
    again: String,
}

/// GET /firms/facts/imports
pub async fn show(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::import(&actor)?;
    let shown = build(&app, &actor, &Fields::default(), Complaints::default()).await?;
    page(&shown)
}

/// Sources of a list that a person may name; staff of a town bring the town's.
fn sources(actor: &Actor) -> Vec<Source> {
    match actor.sees_only_town() {
        Some(_) => vec![Source::Town],
        None => vec![
            Source::Tax,
            Source::Statistics,
            Source::Audit,
            Source::Office,
        ],
    }
}

async fn build(
    app: &App,
    actor: &Actor,
    fields: &Fields,
    complaints: Complaints,
) -> Result<ChoosePage> {
    let mut tx = app.read(actor).await?;
    let said = said(app, actor, fields);
    let sources = sources(actor).into_iter();
    let mut years = years(app.today());
    years.reverse();
    Ok(ChoosePage {
        frame: frame(app, actor, "选文件").with_errors(complaints.len()),
        steps: steps(1, ""),
        sources: sources
            .map(|source| (source, source == said.source))
            .collect(),
        years: years.map(|year| (year, year == said.year)).into(),
        columns: wanted::plain().into_iter().map(|one| one.name).collect(),
        earlier: store::newest(&mut tx, actor.person).await?,
        complaints,
        again: fields.get("again").to_owned(),
    })
}

/// What the form says, or what it proposes: the first source, the last complete year.
fn said(app: &App, actor: &Actor, fields: &Fields) -> Said {
    let today = app.today();
    let own = sources(actor);
    let source = Source::from_code(fields.get("source")).filter(|source| own.contains(source));
    let year = fields.get("year").parse().ok();
    Said {
        source: source.or(own.first().copied()).unwrap_or(Source::Office),
        year: year
            .filter(|year| (2000..=today.year()).contains(year))
            .unwrap_or(today.year() - 1),
    }
}

/// POST /firms/facts/imports: a list, a corrected one that takes the place of an import, or the file of an import whose other
/// sheet is wanted.
pub async fn take_in(
    State(app): State<App>,
    actor: Actor,
    Sent { fields, too_large }: Sent,
) -> Result<Response> {
    access::import(&actor)?;
    let earlier = async |name: &str| match fields.get(name).parse() {
        Ok(id) => super::open(&app, &actor, id).await.map(Some),
        Err(_) => Ok(None),
    };
    let (again, of) = (earlier("again").await?, earlier("of").await?);
    let said = match again.as_ref().or(of.as_ref()) {
        Some(import) => Said {
            source: import.source,
            year: import.read.year,
        },
        None => said(&app, &actor, &fields),
    };
    let complained = async |why: String| {
        let mut complaints = Complaints::default();
        complaints.add("file", "文件", why);
        build(&app, &actor, &fields, complaints).await
    };
    if let Some(TooLarge { bytes, .. }) = too_large {
        let limit = LARGEST_FILE;
        let why = Unreadable::TooLarge { bytes, limit }.to_string();
        return status_page(StatusCode::PAYLOAD_TOO_LARGE, &complained(why).await?);
    }
    let incoming = match (fields.upload("file"), &of) {
        (Some(upload), _) => Incoming::New(&upload.received, &upload.name),
        (None, Some(import)) => Incoming::Kept {
            name: &import.name,
            sha256: &import.sha256,
        },
        (None, None) => {
            let why = "还没有选文件。请选一个 .xlsx 或 .csv".to_owned();
            return invalid(&complained(why).await?);
        }
    };
    match acts::take_in(app.store(), &actor, incoming, said, choice(&fields)).await {
        Ok(import) => {
            let path = import.path();
            // A corrected list is read as the one before it.
            if again.is_some() && columns_are_known(&import) {
                acts::check(app.store(), &actor, import).await?;
            }
            Ok(back_to(path))
        }
        Err(Refused::Unreadable(why)) => invalid(&complained(why.to_string()).await?),
        Err(other) => Err(other.into()),
    }
}

fn columns_are_known(import: &Import) -> bool {
    let columns = import.read.table.columns.iter();
    columns.filter(|column| column.field.is_some()).count() > 1
}
