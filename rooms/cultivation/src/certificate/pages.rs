//! The certificates: those in force, when they run out, who must apply again, who was lost; and striking one.

pub mod sheet;

use std::collections::{HashMap, HashSet};

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use enterprise::door::{Firm, FirmLine};
use ledger::door::{Entry, Refusal};
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, ListQuery, Pager, Path, Result, back_to, invalid,
    page,
};

use super::acts::{self, Strike};
use super::expiry::{Year, calendar, last_of_each, must_reapply};
use super::{CAUSES, Certificate, all};
use crate::account::{Change, account};
use crate::step::form::{day, text};
use crate::{access, application, batch};

const LINES: i64 = 50;

type Firms = HashMap<Id<Firm>, FirmLine>;

#[derive(Template)]
#[template(path = "certificate/list.html")]
struct ListPage {
    frame: Frame,
    asked: ListQuery,
    today: Day,
    in_force: usize,
    calendar: Vec<Year>,
    /// Whose certificate runs out this year, and whether an application is there.
    must: Vec<(Certificate, FirmLine, bool)>,
    lost: Vec<(Change, FirmLine)>,
    lines: Vec<(Certificate, FirmLine)>,
    pager: Pager,
}

impl ListPage {
    /// The workbook of the same certificates.
    fn workbook(&self) -> String {
        format!(
            "/cultivation/certificates/rows.xlsx?{}",
            self.asked.question()
        )
    }

    fn not_yet(&self) -> usize {
        self.must.iter().filter(|(_, _, applied)| !applied).count()
    }

    fn is_asked(&self, year: &i32, month: &usize) -> bool {
        self.asked.get("expires") == format!("{year}-{month:02}")
    }
}

/// Those that the person may see: staff of a town the firms of their town.
async fn seen(app: &App, tx: &mut Tx, actor: &Actor) -> Result<(Vec<Certificate>, Firms)> {
    let mut found = Vec::clone(&*all(app, tx).await?);
    let ids: Vec<_> = found.iter().map(|one| one.firm).collect();
    let mut firms = enterprise::door::lines(tx, &ids).await?;
    if let Some(town) = actor.sees_only_town() {
        firms.retain(|_, firm| firm.town == town);
    }
    found.retain(|one| firms.contains_key(&one.firm));
    Ok((found, firms))
}

/// GET /cultivation/certificates?q=&expires=2020-11
pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::read(&actor)?;
    let asked = ListQuery::from_pairs(query);
    let (today, mut tx) = (app.today(), app.read(&actor).await?);
    let (found, firms) = seen(&app, &mut tx, &actor).await?;
    let last = last_of_each(&found, today);
    let applied = applied(&mut tx, today.year()).await?;
    let must = must_reapply(&last, today.year(), &applied)
        .into_iter()
        .filter_map(|(one, is)| Some((one.clone(), firms.get(&one.firm)?.clone(), is)))
        .collect();
    let eve = Day::of(today.year(), 1, 1).unwrap_or(today).plus(-1);
    let lost = account(&found, eve, today)
        .changes
        .into_iter()
        .filter(|change| !change.cause.adds())
        .filter_map(|change| {
            let firm = firms.get(&change.firm)?.clone();
            Some((change, firm))
        })
        .collect();
    let (lines, pager) = paged(sought(&found, &firms, &asked, today), &asked);
    let frame = Frame::new(&app, &actor, "高企证书")
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("证书", "");
    page(&ListPage {
        frame,
        today,
        in_force: last.len(),
        calendar: calendar(&last),
        must,
        lost,
        lines,
        pager,
        asked,
    })
}

/// Firms with an application in a batch of the year.
pub async fn applied(tx: &mut Tx, year: i32) -> Result<HashSet<Id<Firm>>> {
    let batches = batch::store::all(tx).await?;
    let of_year: HashSet<_> = batches
        .iter()
        .filter(|one| one.year == i64::from(year))
        .map(|one| one.id)
        .collect();
    let all = application::store::all(tx).await?;
    Ok(all
        .into_iter()
        .filter(|one| one.state != application::State::Withdrawn && of_year.contains(&one.batch))
        .map(|one| one.firm)
        .collect())
}

/// In force first, by the day on which they run out; filtered by a part of name or number and by month of expiry.
fn sought(
    found: &[Certificate],
    firms: &Firms,
    asked: &ListQuery,
    today: Day,
) -> Vec<(Certificate, FirmLine)> {
    let (part, expires) = (asked.get("q"), asked.get("expires"));
    let mut lines: Vec<(Certificate, FirmLine)> = found
        .iter()
        .filter_map(|one| Some((one.clone(), firms.get(&one.firm)?.clone())))
        .filter(|(one, firm)| {
            let named = firm.name.contains(part) || one.number.contains(part);
            named && one.valid_until.to_string().starts_with(expires)
        })
        .filter(|(one, _)| expires.is_empty() || one.is_in_force(today))
        .collect();
    lines.sort_by_key(|(one, _)| (!one.is_in_force(today), one.valid_until, one.entry));
    lines
}

/// One page of them.
fn paged(
    lines: Vec<(Certificate, FirmLine)>,
    asked: &ListQuery,
) -> (Vec<(Certificate, FirmLine)>, Pager) {
    let pager = Pager {
        page: asked.page(),
        size: LINES,
        total: i64::try_from(lines.len()).unwrap_or(i64::MAX),
    };
    let first = usize::try_from(pager.offset()).unwrap_or(usize::MAX);
    let size = usize::try_from(LINES).unwrap_or(usize::MAX);
    (lines.into_iter().skip(first).take(size).collect(), pager)
}

#[derive(Template)]
#[template(path = "certificate/show.html")]
struct ShowPage {
    frame: Frame,
    one: Certificate,
    firm: FirmLine,
    today: Day,
    may_act: bool,
    fields: Fields,
    complaints: Complaints,
}

impl ShowPage {
    fn causes(&self) -> [(&'static str, &'static str); 3] {
        CAUSES
    }

    fn is_cause(&self, code: &str) -> bool {
        self.fields.get("cause") == code
    }

    fn row(&self) -> String {
        ledger::door::path(self.one.entry)
    }
}

async fn find(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    entry: Id<Entry>,
) -> Result<(Certificate, FirmLine)> {
    let all = all(app, tx).await?;
    let found = all.iter().find(|one| one.entry == entry);
    let one = found.cloned().ok_or(Error::NotFound)?;
    let firm = enterprise::door::firm(tx, one.firm).await?;
    let firm = firm.ok_or(Error::NotFound)?;
    access::see(actor, firm.town)?;
    Ok((one, firm))
}

fn show_page(
    app: &App,
    actor: &Actor,
    (one, firm): (Certificate, FirmLine),
    fields: Fields,
    complaints: Complaints,
) -> ShowPage {
    let frame = Frame::new(app, actor, format!("证书 {}", one.number))
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("证书", "/cultivation/certificates")
        .under(one.number.as_str(), "");
    ShowPage {
        frame: frame.with_errors(complaints.len()),
        may_act: access::act(actor).is_ok() && one.struck_on.is_none(),
        today: app.today(),
        one,
        firm,
        fields,
        complaints,
    }
}

/// GET /cultivation/certificates/{entry}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let found = find(&app, &mut tx, &actor, entry).await?;
    let fields = Fields::from_pairs([("day".to_owned(), app.today().to_string())]);
    page(&show_page(
        &app,
        &actor,
        found,
        fields,
        Complaints::default(),
    ))
}

/// POST /cultivation/certificates/{entry}/strikes
pub async fn strike(
    State(app): State<App>,
    actor: Actor,
    Path(entry): Path<Id<Entry>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let found = find(&app, &mut tx, &actor, entry).await?;
    let (today, mut complaints) = (app.today(), Complaints::default());
    let wanted = Strike {
        day: day(&fields, "day", "出库日", today, &mut complaints).unwrap_or(today),
        cause: fields.get("cause").to_owned(),
        paper: text(&fields, "paper", "文号", 100, &mut complaints),
        issuer: text(&fields, "issuer", "发文单位", 100, &mut complaints),
    };
    wanted.faults(&found.0, today, &mut complaints);
    if let Some(on) = found.0.struck_on {
        let reason = format!("{on} 已出库，要改请在台账记录上更正");
        complaints.add("day", "出库日", reason);
    }
    if complaints.is_empty() {
        match acts::strike(&mut tx, &actor, &right, entry, &wanted).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(back_to(found.0.path()));
            }
            Err(Refusal::Content(refused)) => {
                for one in refused.0 {
                    complaints.add("day", one.label, one.reason);
                }
            }
            Err(other) => return Err(other.into()),
        }
    }
    invalid(&show_page(&app, &actor, found, fields, complaints))
}
