//! The list of firms: filters on what they are and on their facts, columns, order, and the same by town.

mod found;
mod known;
pub mod sheet;
pub mod towns;

use ::criteria::Verdict;
use ::criteria::fact::SHIPPED;
use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use identity::door::Unit;
use values::Day;
use web::view::{beside, owners};
use web::{Actor, App, Column, Frame, ListQuery, Pager, Result, page};

use self::found::Found;
use self::known::Known;
use super::asked::{Asked, Shown, joined};
use super::pages::towns;
use super::{FirmLine, SIZES};
use crate::criterion::{Criteria, criteria};
use crate::fact::{Definition, FIELDS, definitions};
use crate::register::CERTIFICATES;
use crate::screening::sought::VERDICTS;
use crate::screening::words::Light;
use crate::{access, view};

const PAGE: i64 = 30;

/// One cell beside the name.
pub struct Cell {
    pub text: String,
    /// Before the value on a phone; empty where it speaks for itself.
    pub label: String,
    pub number: bool,
    /// Not on a phone.
    pub drop: bool,
    /// A line of its own on a phone.
    pub whole: bool,
    pub light: Option<Light>,
}

/// One firm of the list.
pub struct Line {
    pub code: String,
    pub name: String,
    pub cells: Vec<Cell>,
}

/// A saved view beside the list, with how many firms it has now; none for one that is too long to be counted.
pub struct Saved {
    pub name: String,
    pub path: String,
    pub count: Option<i64>,
    pub chosen: bool,
}

/// A criterion to hold the firms against.
struct Against {
    id: String,
    name: String,
    /// Value and word of those that a firm may fail.
    clauses: Vec<(String, String)>,
}

impl Against {
    /// Those in force on the day.
    fn all(criteria: &Criteria, on: Day) -> Vec<Self> {
        let in_force = criteria.iter().filter(|one| one.criterion.in_force(on));
        let against = in_force.map(|one| {
            let program = one.criterion.on(&SHIPPED, on);
            let id = &one.criterion.id;
            let clauses = program.clauses();
            Against {
                clauses: clauses
                    .map(|clause| (format!("{id}/{}", clause.id), clause.name.clone()))
                    .collect(),
                id: id.clone(),
                name: one.criterion.name.clone(),
            }
        });
        against.collect()
    }
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
    criteria: Vec<Against>,
    choices: Vec<(String, String, bool)>,
    only_town: bool,
    may_enter: bool,
    may_import: bool,
    may_confirm: bool,
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

    fn verdicts(&self) -> [Verdict; 4] {
        VERDICTS
    }

    fn is_against(&self, criterion: &str) -> bool {
        let against = self.asked.against.as_ref();
        against.is_some_and(|one| one.asking.criterion == criterion)
    }

    fn is_next_year(&self) -> bool {
        self.list.get("year").parse() == Ok(self.asked.year + 2)
    }

    /// The part of a firm's page that its name leads to: the criterion that the list names.
    fn part(&self) -> String {
        let against = self.asked.against.as_ref().map(|one| &one.asking);
        against.map_or(String::new(), |one| {
            format!("/criteria/{}?year={}", one.criterion, one.year())
        })
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
    let asked = Asked::of(&mut tx, &list, &actor, app.today()).await?;
    let found = Found::of(&app, &mut tx, &asked).await?;
    let pager = within(list.page(), found.total);
    let firms = found.page(&mut tx, &asked, (pager.offset(), PAGE)).await?;
    let known = Known::of(&mut tx, &firms, &asked, &found).await?;
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
        views: saved(&app, &mut tx, &list, &actor).await?,
        towns: towns(&mut tx, &app).await?,
        criteria: Against::all(&*criteria(&mut tx).await?, app.today()),
        choices: asked.choices(),
        list,
        asked,
        pager,
        columns,
        only_town: actor.sees_only_town().is_some(),
        may_enter: access::enters(&actor),
        may_import: access::import(&actor).is_ok(),
        may_confirm: access::confirms(&actor),
    })
}

/// The views that the person sees beside the list.
async fn saved(app: &App, tx: &mut Tx, list: &ListQuery, actor: &Actor) -> Result<Vec<Saved>> {
    let kept = view::store::of(tx, &owners(actor)).await?;
    let mut views = Vec::new();
    for one in beside(kept) {
        let mut count = None;
        if one.is_counted() {
            let its = ListQuery::from_text(&one.question);
            let asked = Asked::of(tx, &its, actor, app.today()).await?;
            count = Some(Found::of(app, tx, &asked).await?.total);
        }
        views.push(Saved {
            path: view::path(&one),
            count,
            chosen: list.question() == one.question,
            name: one.name,
        });
    }
    Ok(views)
}

fn line(firm: &FirmLine, columns: &[Shown], known: &Known) -> Line {
    let cell = |column: &Shown| {
        let text = match column.fact {
            Some(one) => known.fact(firm, one).map(|value| one.shown(value)),
            None => Some(known.own(firm, &column.id)).filter(|text| !text.is_empty()),
        };
        let text = text.unwrap_or_else(|| "—".to_owned());
        Cell {
            drop: text == "—" || matches!(column.id.as_str(), "code" | "industry" | "registered"),
            whole: column.id == "gap",
            label: match column.id.as_str() {
                "gap" => column.name.clone(),
                _ => column.fact.map_or(String::new(), |one| one.name.clone()),
            },
            number: column.column().number,
            light: known.light(firm, &column.id),
            text,
        }
    };
    Line {
        code: firm.code.clone(),
        name: firm.name.clone(),
        cells: columns.iter().map(cell).collect(),
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
