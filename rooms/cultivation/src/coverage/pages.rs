//! GET /cultivation/coverage

pub mod sheet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use enterprise::door::FirmLine;
use ledger::door::Whole;
use values::Day;
use web::{Actor, App, Frame, Result, page};

use super::{Covered, Logged, covered, logged, share};
use crate::access;

/// Staff of a town see the names of their own firms; the sums are the county's.
struct Seen {
    day: Day,
    whole: usize,
    with: usize,
    /// Without an institution: each would lift it by one.
    without: Vec<(Covered, FirmLine)>,
    changes: Vec<(Logged, FirmLine)>,
}

impl Seen {
    fn share(&self) -> String {
        share(self.with, self.whole)
    }

    /// With one more.
    fn lifted(&self) -> String {
        share((self.with + 1).min(self.whole), self.whole)
    }
}

#[derive(Template)]
#[template(path = "account/coverage.html")]
struct CoveragePage {
    frame: Frame,
    seen: Seen,
}

pub async fn show(State(app): State<App>, actor: Actor) -> Result<Response> {
    let seen = seen(&app, &actor).await?;
    let frame = Frame::new(&app, &actor, "研发机构覆盖")
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("研发机构覆盖", "");
    page(&CoveragePage { frame, seen })
}

async fn seen(app: &App, actor: &Actor) -> Result<Seen> {
    access::read(actor)?;
    let (day, mut tx) = (app.today(), app.read(actor).await?);
    let of_year = |row: Whole| (row.until.year() >= day.year()).then_some(row);
    let base = ledger::door::of_kind(&mut tx, "base_list", of_year).await?;
    let in_force = |row: Whole| (row.until > day).then_some(row);
    let titles = ledger::door::of_kind(&mut tx, "title", in_force).await?;
    let listed = covered(&base, &titles, day);
    let changes = logged(&base, day.year());
    let mut ids: Vec<_> = listed.iter().map(|one| one.firm).collect();
    ids.extend(changes.iter().map(|one| one.firm));
    let mut firms = enterprise::door::lines(&mut tx, &ids).await?;
    if let Some(town) = actor.sees_only_town() {
        firms.retain(|_, firm| firm.town == town);
    }
    let (whole, with) = (
        listed.len(),
        listed
            .iter()
            .filter(|one| !one.institutions.is_empty())
            .count(),
    );
    let mut without: Vec<(Covered, FirmLine)> = listed
        .into_iter()
        .filter(|one| one.institutions.is_empty())
        .filter_map(|one| {
            let firm = firms.get(&one.firm)?.clone();
            Some((one, firm))
        })
        .collect();
    without.sort_by(|a, b| (&a.1.town_name, &a.1.name).cmp(&(&b.1.town_name, &b.1.name)));
    let changes = changes
        .into_iter()
        .filter_map(|one| {
            let firm = firms.get(&one.firm)?.clone();
            Some((one, firm))
        })
        .collect();
    Ok(Seen {
        day,
        whole,
        with,
        without,
        changes,
    })
}
