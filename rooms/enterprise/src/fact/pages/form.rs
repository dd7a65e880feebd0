//! The form of one year: every fact, or only those that are missing or not fresh.

mod sent;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Day;
use web::{Actor, App, Complaints, Error, Fields, Frame, ListQuery, Path, Result, back_to, page};

use super::{frame, title};
use crate::access;
use crate::fact::odd::Odd;
use crate::fact::{Definition, Known, Source, acts, asked, definitions};
use crate::firm::FirmLine;
use crate::firm::pages::open;
pub use sent::save;

/// One input of the form.
pub struct Input {
    pub one: &'static Definition,
    pub value: String,
    /// What stands there now, or what the year before had.
    pub note: String,
    pub options: Vec<(String, String)>,
}

impl Input {
    fn is_chosen(&self, value: &str) -> bool {
        self.value == value
    }
}

/// Inputs under one heading.
pub struct Set {
    pub name: String,
    /// Few firms have any of it, and this one has none yet.
    pub folded: bool,
    pub inputs: Vec<Input>,
}

#[derive(Template)]
#[template(path = "fact/form.html")]
pub struct FormPage {
    frame: Frame,
    firm: FirmLine,
    year: i32,
    estimate: bool,
    /// Only what is missing or not fresh.
    only_asked: bool,
    sets: Vec<Set>,
    sources: Vec<(Source, bool)>,
    paper: String,
    reason: String,
    /// The sequence at which the values were read.
    known: i64,
    odd: Vec<(Odd, String)>,
    complaints: Complaints,
}

/// What a page is built from.
struct Ground {
    firm: FirmLine,
    year: i32,
    held: Known,
    before: Known,
    /// What the registers count: nobody states it.
    counted: Vec<String>,
    known: i64,
    today: Day,
}

/// A firm of the person and a year that facts may be stated of.
async fn ground(app: &App, actor: &Actor, code: &str, year: i32) -> Result<Ground> {
    let mut tx = app.read(actor).await?;
    let firm = open(&mut tx, actor, code).await?;
    access::state(actor, &firm)?;
    let today = app.today();
    may_be_stated(&firm, year, today)?;
    let counted = match year + 1 >= today.year() {
        true => acts::counted(&mut tx, firm.id, today).await?,
        false => Vec::new(),
    };
    Ok(Ground {
        counted: counted.into_iter().map(|held| held.fact).collect(),
        held: acts::known(&mut tx, firm.id, year).await?,
        before: acts::known(&mut tx, firm.id, year - 1).await?,
        known: tx.sequence(),
        firm,
        year,
        today,
    })
}

/// A year in which the firm was there, and that has begun.
fn may_be_stated(firm: &FirmLine, year: i32, today: Day) -> Result<()> {
    if year > today.year() {
        let why = format!("{year} 年还没有到，不能填报。");
        return Err(Error::refused(why, "今年的数可以填预计数。"));
    }
    if year < firm.registered_on.year() {
        let why = format!("企业 {} 成立，{year} 年没有数可填。", firm.registered_on);
        return Err(Error::refused(
            why,
            "成立日填错了的，先在企业页上更正成立日。",
        ));
    }
    Ok(())
}

/// GET /firms/{code}/facts/{year}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path((code, year)): Path<(String, i32)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let ground = ground(&app, &actor, &code, year).await?;
    let only = list.get("only") == "asked";
    page(&FormPage::of(
        &app,
        &actor,
        ground,
        &Fields::default(),
        only,
    ))
}

/// POST /firms/{code}/facts/{year}/confirmation
pub async fn confirm(
    State(app): State<App>,
    actor: Actor,
    Path((code, year)): Path<(String, i32)>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let firm = open(&mut tx, &actor, &code).await?;
    let right = access::confirm(&actor, &firm)?;
    let (who, asked) = (actor.who(), fields.all("fact"));
    let done = acts::confirm(&mut tx, &who, (right, year), asked).await?;
    match done {
        (0, 0) => Err(Error::refused(
            format!("{year} 年没有等着确认的数。"),
            "刚才可能有人确认过了，打开年度事实看看。",
        )),
        (0, own) => Err(Error::refused(
            format!("{year} 年的 {own} 项是您填报的，填报人和确认人必须是两个人。"),
            "请同科室或企业所在镇区的另一位来确认。",
        )),
        _ => {
            tx.commit().await?;
            Ok(back_to(format!("/firms/{}/facts", firm.code)))
        }
    }
}

impl FormPage {
    fn of(app: &App, actor: &Actor, ground: Ground, typed: &Fields, only_asked: bool) -> Self {
        let Ground {
            firm,
            year,
            held,
            before,
            counted,
            known,
            today,
        } = ground;
        let heading = match year == today.year() {
            true => format!("填报 {year} 年预计数"),
            false => format!("填报 {year} 年事实"),
        };
        let mut sets: Vec<Set> = Vec::new();
        for one in definitions()
            .iter()
            .filter(|one| !counted.contains(&one.id))
        {
            let shown = match only_asked {
                true => {
                    typed.has(&one.id) || asked::of(one, held.get(&one.id), year, today).is_some()
                }
                false => true,
            };
            if !shown {
                continue;
            }
            let input = input(one, &held, &before, typed);
            match sets.last_mut().filter(|set| set.name == one.group) {
                Some(set) => set.inputs.push(input),
                None => sets.push(Set {
                    folded: one.group == asked::CARRIERS,
                    name: one.group.clone(),
                    inputs: vec![input],
                }),
            }
        }
        for set in &mut sets {
            set.folded &= set.inputs.iter().all(|input| input.value.is_empty());
        }
        let chosen = Source::from_code(typed.get("source")).unwrap_or(own_source(actor));
        let sources = Source::STATED.map(|source| (source, source == chosen));
        let sources = sources
            .into_iter()
            .filter(|(source, _)| may_name(actor, *source));
        FormPage {
            frame: frame(app, actor, &firm, &heading)
                .under("年度事实", format!("/firms/{}/facts", firm.code))
                .under(heading.clone(), ""),
            firm,
            year,
            estimate: year == today.year(),
            only_asked,
            sets,
            sources: sources.collect(),
            paper: typed.get("paper").to_owned(),
            reason: typed.get("reason").to_owned(),
            known,
            odd: Vec::new(),
            complaints: Complaints::default(),
        }
    }
}

fn input(one: &'static Definition, held: &Known, before: &Known, typed: &Fields) -> Input {
    let now = held.get(&one.id);
    let value = match (typed.has(&one.id), now) {
        (true, _) => typed.get(&one.id).to_owned(),
        (false, Some(now)) => one.typed(now.value),
        (false, None) => String::new(),
    };
    let note = match (now, before.get(&one.id)) {
        (Some(now), _) => format!(
            "现在：{}（{}，{}）",
            one.spoken(now.value),
            now.source.word(),
            title(now)
        ),
        (None, Some(before)) => format!("上年：{}", one.spoken(before.value)),
        (None, None) => String::new(),
    };
    Input {
        value,
        note,
        options: one.options(),
        one,
    }
}

/// A firm speaks for itself only; whose list it was is for the bureau to say.
fn may_name(actor: &Actor, source: Source) -> bool {
    actor.firm().is_none() || source == Source::Firm
}

/// Where a person's own statements come from, unless the person says otherwise.
fn own_source(actor: &Actor) -> Source {
    match (actor.firm(), actor.sees_only_town()) {
        (Some(_), _) => Source::Firm,
        (None, Some(_)) => Source::Town,
        (None, None) => Source::Office,
    }
}
