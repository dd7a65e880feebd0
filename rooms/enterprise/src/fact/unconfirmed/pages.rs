//! The firms with values of their own that nobody looked at yet, the newest first.

pub mod sheet;

use std::collections::HashMap;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use identity::door::Unit;
use values::{Id, Moment};
use web::{Actor, App, Frame, ListQuery, Pager, Result, page};

use super::{Unconfirmed, store};
use crate::door;
use crate::firm::pages::{town_asked, towns};
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

    /// 2018 年 3 项、2019 年 2 项
    fn said(&self) -> String {
        let years = self.years.iter();
        let said: Vec<String> = years
            .map(|year| format!("{} 年 {} 项", year.year, year.facts))
            .collect();
        said.join("、")
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

    /// The workbook of the same lines.
    fn workbook(&self) -> String {
        format!("/firms/unconfirmed/rows.xlsx?{}", self.list.question())
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
    let mut tx = app.read(&actor).await?;
    let lines = waiting(&app, &mut tx, &actor, &list).await?;
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
        only_town: actor.sees_only_town().is_some(),
    })
}

/// All of them, the newest first; their towns are not named yet.
async fn waiting(app: &App, tx: &mut Tx, actor: &Actor, list: &ListQuery) -> Result<Vec<Line>> {
    let mut years: HashMap<Id<Firm>, Vec<Unconfirmed>> = HashMap::new();
    for year in store::all(tx, actor.person).await? {
        years.entry(year.firm).or_default().push(year);
    }
    let wanted = Wanted::here(town_asked(actor, list));
    let firms = find_list(tx, &wanted, app.today()).await?;
    let line = |firm: FirmLine| {
        let years = years.remove(&firm.id)?;
        Some(Line { firm, years })
    };
    let mut lines: Vec<Line> = firms.into_iter().filter_map(line).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.newest()));
    Ok(lines)
}
