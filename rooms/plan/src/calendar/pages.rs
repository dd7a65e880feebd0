//! The calendar of a year: its holidays and shifted days, and the form that lays a day down.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use measure::calendar::{Calendar, Made, Shift};
use values::{Day, Period};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, ListQuery, Path, Result, back_to, invalid, page,
};

use super::{acts, changed, check, is_stretch, known, store};
use crate::access;
use crate::figure::pages::Pairs;

#[derive(Template)]
#[template(path = "calendar/show.html")]
struct CalendarPage {
    frame: Frame,
    year: i32,
    working: i32,
    months: Vec<(u32, i32)>,
    lines: Vec<Line>,
    may_set: bool,
    fields: Fields,
    complaints: Complaints,
}

struct Line {
    shift: Shift,
    /// Who laid it down, for the county's own days; empty for a notice's.
    own: String,
}

async fn show_page(
    app: &App,
    actor: &Actor,
    tx: &mut ::store::Tx,
    year: i32,
    fields: Fields,
    complaints: Complaints,
) -> Result<CalendarPage> {
    let days = Period::year(year)
        .filter(|_| (1990..=2200).contains(&year))
        .ok_or_else(|| Error::Malformed(format!("{year} 不是年份，例如 2020。")))?;
    let at = tx.sequence();
    let calendar = known(tx, at).await?;
    let own = store::held(tx, at).await?;
    let line = |shift: &Shift| Line {
        shift: shift.clone(),
        own: own
            .iter()
            .find(|own| own.shift.day == shift.day)
            .map(|own| format!("{} {}", own.actor_name, own.moment.spoken()))
            .unwrap_or_default(),
    };
    let frame = Frame::new(app, actor, format!("{year} 年工作日历"))
        .at("/plan")
        .under("年度重点", "/plan")
        .under("工作日历", "");
    Ok(CalendarPage {
        frame: frame.with_errors(complaints.len()),
        year,
        working: calendar.working_days(days),
        months: months(&calendar, year),
        lines: calendar.within(days).map(line).collect(),
        may_set: access::set_days(actor).is_ok(),
        fields,
        complaints,
    })
}

/// The working days of each month.
fn months(calendar: &Calendar, year: i32) -> Vec<(u32, i32)> {
    (1..=12)
        .filter_map(|month| Some((month, calendar.working_days(Period::month(year, month)?))))
        .collect()
}

/// GET /plan/calendar?year=
pub async fn show(State(app): State<App>, actor: Actor, Query(pairs): Pairs) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let year = match list.get("year") {
        "" => app.today().year(),
        text => text.parse().unwrap_or(0),
    };
    let mut tx = app.read(&actor).await?;
    let shown = show_page(
        &app,
        &actor,
        &mut tx,
        year,
        Fields::default(),
        Complaints::default(),
    );
    page(&shown.await?)
}

pub async fn set(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    let right = access::set_days(&actor)?;
    let year = app.today().year();
    let mut tx = app.write(&actor).await?;
    let at = tx.sequence();
    let calendar = known(&mut tx, at).await?;
    match read(&fields, &calendar, year)? {
        Err(complaints) => {
            invalid(&show_page(&app, &actor, &mut tx, year, fields, complaints).await?)
        }
        Ok(shifts) => {
            let year = shifts.first().map_or(year, |shift| shift.day.year());
            for shift in shifts {
                acts::set(&mut tx, &actor, &right, shift).await?;
            }
            tx.commit().await?;
            Ok(back_to(format!("/plan/calendar?year={year}")))
        }
    }
}

/// The days that a form lays down: one, or those of a stretch.
fn read(
    fields: &Fields,
    calendar: &Calendar,
    year: i32,
) -> Result<std::result::Result<Vec<Shift>, Complaints>> {
    let mut wrong = Complaints::default();
    let mut day = |field: &str, label: &str| {
        Day::parse(fields.get(field), year)
            .map_err(|fault| wrong.add(field, label, fault.to_string()))
            .ok()
    };
    let first = day("day", "日期");
    let last = match fields.get("last") {
        "" => first,
        _ => day("last", "到"),
    };
    let days = first.zip(last);
    let made = Made::read(fields.get("made"));
    let (note, source) = (fields.get("note"), fields.get("source"));
    let none = (Day::NEVER, Day::NEVER);
    let new = match days.zip(made) {
        Some((days, made)) if is_stretch(days) => changed(calendar, days, made)?,
        _ => Vec::new(),
    };
    let complaints = check(&new, days.unwrap_or(none), made, note, source);
    for (field, label, reason) in complaints
        .into_iter()
        .filter(|(field, ..)| days.is_some() || !["day", "last"].contains(field))
    {
        wrong.add(field, label, reason);
    }
    let (Some(made), true) = (made, wrong.is_empty()) else {
        return Ok(Err(wrong));
    };
    let shift = |day| Shift {
        day,
        made,
        note: note.to_owned(),
        source: source.to_owned(),
    };
    Ok(Ok(new.into_iter().map(shift).collect()))
}

pub async fn withdraw(
    State(app): State<App>,
    actor: Actor,
    Path(day): Path<Day>,
) -> Result<Response> {
    let right = access::set_days(&actor)?;
    let mut tx = app.write(&actor).await?;
    acts::withdraw(&mut tx, &actor, &right, day).await?;
    tx.commit().await?;
    Ok(back_to(format!("/plan/calendar?year={}", day.year())))
}
