//! `/indicators`, a page for each, and the forms for a new version.

mod add;
pub(crate) mod sheet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use measure::indicator::Indicator;
use values::Day;
use web::{Actor, App, Complaints, Error, Frame, Path, Result, page};

use super::{Change, Definitions, Own, access, known, store, words_of};

pub use add::add;

#[derive(Template)]
#[template(path = "indicator/list.html")]
struct ListPage {
    frame: Frame,
    groups: Vec<Group>,
    total: usize,
}

struct Group {
    name: String,
    lines: Vec<ListLine>,
}

struct ListLine {
    id: String,
    name: String,
    unit: String,
    rule: String,
    source: String,
    versions: usize,
}

#[derive(Template)]
#[template(path = "indicator/show.html")]
struct ShowPage {
    frame: Frame,
    indicator: Shown,
    versions: Vec<VersionLine>,
    parameters: Vec<VersionLine>,
    /// Names of the parameters that may get new values.
    names: Vec<String>,
    may_define: bool,
    form: Form,
    complaints: Complaints,
    /// The wrong line with carets under the word, for the form sent back.
    carets: String,
}

struct Shown {
    id: String,
    name: String,
    rule: String,
    source: String,
    doubt: String,
    unit: String,
    office: String,
}

struct VersionLine {
    name: String,
    since: String,
    content: String,
    reason: String,
    /// Whether it is the one in force today.
    now: bool,
}

/// What stands in the two forms; after a refusal, what was typed.
#[derive(Default)]
struct Form {
    formula: String,
    name: String,
    values: String,
    since: String,
    reason: String,
}

/// GET /indicators
pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let groups = groups(&app, &mut tx).await?;
    page(&ListPage {
        frame: Frame::new(&app, &actor, "指标")
            .at("/indicators")
            .under("年度重点", "/plan")
            .under("指标", ""),
        total: total(&groups),
        groups,
    })
}

fn total(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.lines.len()).sum()
}

/// All indicators under their offices; those of the rhythm by themselves.
async fn groups(app: &App, tx: &mut ::store::Tx) -> Result<Vec<Group>> {
    let all = known(app, tx, None).await?;
    let mut groups: Vec<Group> = Vec::new();
    for indicator in all.iter() {
        let name = match indicator.every {
            Some(_) => "节奏".to_owned(),
            None => office_name(tx, &indicator.office).await?,
        };
        let line = list_line(indicator);
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group {
                name,
                lines: vec![line],
            }),
        }
    }
    Ok(groups)
}

fn list_line(indicator: &Indicator) -> ListLine {
    ListLine {
        id: indicator.id.clone(),
        name: indicator.name.clone(),
        unit: indicator.shown.unit.clone(),
        rule: indicator.rule.clone(),
        source: indicator.source.clone(),
        versions: indicator.versions.len(),
    }
}

async fn office_name(tx: &mut ::store::Tx, code: &str) -> Result<String> {
    Ok(identity::door::office(tx, code)
        .await?
        .map_or_else(|| identity::door::not_set_up(code), |office| office.name))
}

/// GET /indicators/{id}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    page(&shown(&app, &mut tx, &actor, &id, Form::default()).await?)
}

async fn shown(
    app: &App,
    tx: &mut ::store::Tx,
    actor: &Actor,
    id: &str,
    form: Form,
) -> Result<ShowPage> {
    let all = known(app, tx, None).await?;
    let indicator = all.get(id).ok_or(Error::NotFound)?;
    let own = store::own(tx).await?;
    let today = app.today();
    let office = office_name(tx, &indicator.office).await?;
    let mut names: Vec<String> = indicator
        .parameters
        .iter()
        .map(|parameter| parameter.name.clone())
        .collect();
    names.sort();
    names.dedup();
    let frame = Frame::new(app, actor, format!("{}：口径", indicator.name))
        .at("/indicators")
        .under("年度重点", "/plan")
        .under("指标", "/indicators")
        .under(indicator.name.clone(), "");
    Ok(ShowPage {
        frame,
        versions: versions(indicator, &own, today),
        parameters: parameters(&all, indicator, &own, today),
        names,
        may_define: access::define(actor, &indicator.office).is_ok(),
        form: prefilled(form, indicator, today),
        complaints: Complaints::default(),
        carets: String::new(),
        indicator: Shown {
            id: indicator.id.clone(),
            name: indicator.name.clone(),
            rule: indicator.rule.clone(),
            source: indicator.source.clone(),
            doubt: indicator.doubt.clone().unwrap_or_default(),
            unit: indicator.shown.unit.clone(),
            office,
        },
    })
}

/// The forms start from what holds today.
fn prefilled(mut form: Form, indicator: &Indicator, today: Day) -> Form {
    if form.formula.is_empty() {
        form.formula = indicator
            .on(today)
            .map(|(_, version)| version.formula.trim().to_owned())
            .unwrap_or_default();
    }
    if form.values.is_empty() {
        let holding = indicator
            .parameters
            .iter()
            .rfind(|parameter| parameter.from <= today);
        form.values = holding
            .map(|parameter| parameter.values.join("\n"))
            .unwrap_or_default();
    }
    form
}

fn versions(indicator: &Indicator, own: &[Own], today: Day) -> Vec<VersionLine> {
    let now = indicator.on(today).map(|(number, _)| number);
    let line = |(at, version): (usize, &measure::indicator::Version)| {
        let change = Change::Formula(version.formula.clone());
        VersionLine {
            name: format!("第 {} 版", at + 1),
            since: since(version.from),
            content: version.formula.trim().to_owned(),
            reason: reason(own, indicator, &change, version.from),
            now: now == Some(at + 1),
        }
    };
    indicator
        .versions
        .iter()
        .enumerate()
        .rev()
        .map(line)
        .collect()
}

fn parameters(
    all: &Definitions,
    indicator: &Indicator,
    own: &[Own],
    today: Day,
) -> Vec<VersionLine> {
    let holds = |parameter: &measure::indicator::Parameter| {
        let newest = indicator
            .parameters
            .iter()
            .rfind(|other| other.name == parameter.name && other.from <= today);
        newest.is_some_and(|newest| newest == parameter)
    };
    let line = |parameter: &measure::indicator::Parameter| VersionLine {
        name: parameter.name.clone(),
        since: since(parameter.from),
        content: words_of(&all.kinds, &parameter.values),
        reason: reason(
            own,
            indicator,
            &Change::Parameter {
                name: parameter.name.clone(),
                values: parameter.values.clone(),
            },
            parameter.from,
        ),
        now: holds(parameter),
    };
    indicator.parameters.iter().rev().map(line).collect()
}

/// The shipped short forms hold since always: their first day need not be seen.
fn is_always(first: Day) -> bool {
    first.year() < 1990
}

/// 2020-10-01; 一直 where it holds since always.
pub(crate) fn since(day: Day) -> String {
    match is_always(day) {
        true => "一直".to_owned(),
        false => day.to_string(),
    }
}

/// 2020-10-01 起; 一直有效 where it holds since always.
pub(crate) fn in_force(from: Day) -> String {
    match is_always(from) {
        true => "一直有效".to_owned(),
        false => format!("{from} 起"),
    }
}

fn reason(own: &[Own], indicator: &Indicator, change: &Change, since: Day) -> String {
    let found = own
        .iter()
        .rfind(|own| own.indicator == indicator.id && own.change == *change && own.since == since);
    found.map_or_else(
        || "随软件提供".to_owned(),
        |own| format!("{}（{}，{}）", own.reason, own.actor_name, own.moment.day()),
    )
}
