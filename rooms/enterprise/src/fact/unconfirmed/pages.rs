//! The firms with values of their own that nobody looked at yet, the newest first.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use identity::door::Unit;
use values::{Id, Moment};
use web::{Actor, App, Frame, ListQuery, Pager, Result, page};

use super::{Unconfirmed, store};
use crate::door;
use crate::firm::pages::towns;
use crate::firm::store::{Wanted, list as find_list};
use crate::firm::{Firm, FirmLine};

/// A firm with its years that wait.
struct Line {
    firm: FirmLine,
    years: Vec<Unconfirmed>,
}

impl Line {
    fn facts(&self) -> i64 {
        self.years.iter().map(|year| year.facts).sum()
    }

    fn newest(&self) -> Moment {
        let all = self.years.iter().map(|year| year.newest);
        all.max().unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "fact/unconfirmed.html")]
struct UnconfirmedPage {
    frame: Frame,
    lines: Vec<Line>,
    list: ListQuery,
    pager: Pager,
    towns: Vec<Unit>,
    only_town: bool,
}

impl UnconfirmedPage {
    fn is_town(&self, unit: &Unit) -> bool {
        self.list.get("town").parse() == Ok(unit.id)
    }
}

const PAGE: i64 = 50;

/// GET /firms/unconfirmed
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let only = actor.sees_only_town();
    let mut tx = app.read(&actor).await?;
    let mut years: HashMap<Id<Firm>, Vec<Unconfirmed>> = HashMap::new();
    for year in store::all(&mut tx, actor.person).await? {
        years.entry(year.firm).or_default().push(year);
    }
    let wanted = Wanted::here(only.or(list.get("town").parse().ok()));
    let firms = find_list(&mut tx, &wanted, app.today()).await?;
    let line = |firm: FirmLine| {
        let years = years.remove(&firm.id)?;
        Some(Line { firm, years })
    };
    let mut lines: Vec<Line> = firms.into_iter().filter_map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.newest()));
    let total = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let pager = Pager::of(&list, PAGE, total);
    let first = usize::try_from(pager.offset()).unwrap_or(usize::MAX);
    let mut lines: Vec<Line> = lines.into_iter().skip(first).take(PAGE as usize).collect();
    door::name_towns(&mut tx, lines.iter_mut().map(|line| &mut line.firm)).await?;
    page(&UnconfirmedPage {
        frame: Frame::new(&app, &actor, "待确认的年度事实")
            .at("/firms")
            .under("企业库", "/firms")
            .under("待确认的年度事实", ""),
        lines,
        list,
        pager,
        towns: towns(&mut tx, &app).await?,
        only_town: only.is_some(),
    })
}
