//! The list of firms: filters on what they are and on their facts, columns, order, and the same by town.

pub mod sheet;
pub mod towns;

use std::collections::HashMap;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use identity::door::Unit;
use values::{Day, Id};
use web::view::{MOST, owners};
use web::{Actor, App, Column, Frame, ListQuery, Pager, Result, page};

use super::asked::{Asked, Shown, joined};
use super::pages::towns;
use super::store::{count, list as find_list};
use super::{Firm, FirmLine, SIZES};
use crate::fact::{Definition, FIELDS, definitions, store as facts};
use crate::register::CERTIFICATES;
use crate::{access, door, view};

const PAGE: i64 = 30;

/// One cell beside the name.
pub struct Cell {
    pub text: String,
    /// Before the value on a phone; empty where it speaks for itself.
    pub label: String,
    pub number: bool,
    /// Not on a phone.
    pub drop: bool,
}

/// One firm of the list.
pub struct Line {
    pub code: String,
    pub name: String,
    pub cells: Vec<Cell>,
}

/// A saved view beside the list, with how many firms it has now.
pub struct Saved {
    pub name: String,
    pub path: String,
    pub count: i64,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "firm/list.html")]
struct List {
    frame: Frame,
    lines: Vec<Line>,
    views: Vec<Saved>,
    towns: Vec<Unit>,
    list: ListQuery,
    asked: Asked,
    pager: Pager,
    columns: Vec<Column>,
    choices: Vec<(String, String, bool)>,
    only_town: bool,
    may_enter: bool,
    may_import: bool,
}

impl List {
    /// All firms: no saved view is chosen.
    fn is_unviewed(&self) -> bool {
        self.views.iter().all(|view| !view.chosen)
    }

    /// Where this list becomes a view.
    fn save(&self) -> String {
        let list = ListQuery::from_pairs([("list".to_owned(), self.list.question())]);
        format!("/firms/views{}", list.address())
    }

    fn is_chosen(&self, filter: &str, value: &str) -> bool {
        self.list.get(filter) == value
    }

    fn is_town(&self, unit: &Unit) -> bool {
        self.list.get("town").parse() == Ok(unit.id)
    }

    fn sizes(&self) -> [(&'static str, &'static str); 4] {
        SIZES
    }

    fn certificates(&self) -> [(&'static str, &'static str); 8] {
        CERTIFICATES
    }

    fn fields(&self) -> Vec<(String, &'static str)> {
        let numbered = (1..).zip(FIELDS);
        numbered
            .map(|(number, word): (i32, &str)| (number.to_string(), word))
            .collect()
    }

    fn facts(&self) -> &'static [Definition] {
        definitions()
    }
}

/// GET /firms
pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = joined(pairs);
    let mut tx = app.read(&actor).await?;
    let mut asked = Asked::read(&list, &actor, app.today());
    let total = count(&mut tx, &asked.wanted, app.today()).await?;
    let pager = within(list.page(), total);
    asked.wanted.offset = pager.offset();
    asked.wanted.limit = PAGE;
    let mut firms = find_list(&mut tx, &asked.wanted, app.today()).await?;
    door::name_towns(&mut tx, firms.iter_mut()).await?;
    let known = values_of(&mut tx, &firms, asked.year).await?;
    let lines = firms.iter().map(|firm| line(firm, &asked.columns, &known));
    let mut columns = vec![Column {
        id: "name".to_owned(),
        name: "企业".to_owned(),
        sortable: true,
        number: false,
    }];
    columns.extend(asked.columns.iter().map(Shown::column));
    page(&List {
        frame: Frame::new(&app, &actor, "企业库").at("/firms"),
        lines: lines.collect(),
        views: saved(&mut tx, &list, &actor, app.today()).await?,
        towns: towns(&mut tx, &app).await?,
        choices: asked.choices(),
        list,
        asked,
        pager,
        columns,
        only_town: actor.sees_only_town().is_some(),
        may_enter: access::enters(&actor),
        may_import: access::import(&actor).is_ok(),
    })
}

/// The views that the person sees beside the list.
async fn saved(
    tx: &mut Tx,
    list: &ListQuery,
    actor: &Actor,
    today: Day,
) -> ::store::Result<Vec<Saved>> {
    let kept = view::store::of(tx, &owners(actor)).await?;
    let mut views = Vec::new();
    for one in kept.into_iter().take(MOST) {
        let its = ListQuery::from_text(&one.question);
        let asked = Asked::read(&its, actor, today);
        views.push(Saved {
            path: view::path(&one),
            count: count(tx, &asked.wanted, today).await?,
            chosen: list.question() == one.question,
            name: one.name,
        });
    }
    Ok(views)
}

/// The facts of a year of some firms.
pub type Values = HashMap<(Id<Firm>, String), i64>;

/// What is stated of these firms for a year.
pub async fn values_of(tx: &mut Tx, firms: &[FirmLine], year: i32) -> ::store::Result<Values> {
    let ids: Vec<Id<Firm>> = firms.iter().map(|firm| firm.id).collect();
    facts::of_some(tx, &ids, year).await
}

fn line(firm: &FirmLine, columns: &[Shown], known: &Values) -> Line {
    let cell = |column: &Shown| {
        let text = match column.fact {
            Some(one) => known
                .get(&(firm.id, one.id.clone()))
                .map_or_else(|| "—".to_owned(), |value| one.shown(*value)),
            None => own(firm, &column.id),
        };
        Cell {
            drop: text == "—" || matches!(column.id.as_str(), "code" | "industry" | "registered"),
            label: column.fact.map_or(String::new(), |one| one.name.clone()),
            number: column.column().number,
            text,
        }
    };
    Line {
        code: firm.code.clone(),
        name: firm.name.clone(),
        cells: columns.iter().map(cell).collect(),
    }
}

/// What a firm itself has in a column.
pub fn own(firm: &FirmLine, column: &str) -> String {
    match column {
        "code" => firm.code.clone(),
        "town" => firm.town_name.clone(),
        "industry" => firm.industry.clone(),
        "size" => firm.size_name().to_owned(),
        "registered" => firm.registered_on.to_string(),
        _ => String::new(),
    }
}

/// A page number past the end shows the last page.
fn within(asked: i64, total: i64) -> Pager {
    let pager = Pager {
        page: 1,
        size: PAGE,
        total,
    };
    Pager {
        page: asked.min(pager.pages()).max(1),
        ..pager
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_past_the_end_is_the_last() {
        for (asked, total, page) in [(1, 0, 1), (9, 0, 1), (9, 31, 2), (2, 31, 2), (1, 31, 1)] {
            assert_eq!(within(asked, total).page, page, "{asked} of {total}");
        }
    }
}
