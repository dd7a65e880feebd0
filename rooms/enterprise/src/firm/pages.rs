pub mod registration;
pub mod sheet;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use identity::door::{Unit, organisations};
use web::{
    Actor, App, Column, Complaints, Error, Fields, Frame, ListQuery, Pager, Place, Result, page,
};

use super::store::{Wanted, count, list as find_list};
use super::{FirmLine, Refusal, SIZES};
use crate::property::{Property, Stretch, store::stretches};
use crate::screening::{Asking, against::Against};
use crate::{access, door};

const PAGE: i64 = 30;

#[derive(Template)]
#[template(path = "firm/list.html")]
struct List {
    frame: Frame,
    firms: Vec<FirmLine>,
    towns: Vec<Unit>,
    list: ListQuery,
    pager: Pager,
    columns: Vec<Column>,
    only_town: bool,
    may_enter: bool,
}

impl List {
    fn is_chosen(&self, filter: &str, value: &str) -> bool {
        self.list.get(filter) == value
    }

    fn is_town(&self, unit: &Unit) -> bool {
        self.list.get("town").parse() == Ok(unit.id)
    }

    fn sizes(&self) -> [(&'static str, &'static str); 4] {
        SIZES
    }
}

pub async fn list(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let list = ListQuery::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let only = actor.sees_only_town();
    let mut wanted = wanted(&list, &actor);
    let total = count(&mut tx, &wanted, app.today()).await?;
    let pager = within(list.page(), total);
    wanted.offset = pager.offset();
    let mut firms = find_list(&mut tx, &wanted, app.today()).await?;
    door::name_towns(&mut tx, firms.iter_mut()).await?;
    page(&List {
        frame: Frame::new(&app, &actor, "企业库").at("/firms"),
        firms,
        towns: towns(&mut tx, &app).await?,
        list,
        pager,
        columns: columns(),
        only_town: only.is_some(),
        may_enter: access::enters(&actor),
    })
}

/// What the address of the list asks for, of its first page.
fn wanted(list: &ListQuery, actor: &Actor) -> Wanted {
    let only = actor.sees_only_town();
    Wanted {
        part: list.get("q").to_owned(),
        town: only.or(list.get("town").parse().ok()),
        size: list.get("size").to_owned(),
        limit: PAGE,
        offset: 0,
        sort: list.get("sort").to_owned(),
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

fn columns() -> Vec<Column> {
    let column = |id: &str, name: &str, sortable| Column {
        id: id.into(),
        name: name.into(),
        sortable,
        number: false,
    };
    vec![
        column("name", "企业", true),
        column("code", "统一社会信用代码", false),
        column("town", "镇区", false),
        column("industry", "行业", false),
        column("size", "规模", false),
        column("registered", "成立日", true),
    ]
}

impl Refusal {
    /// A refusal of the rules, to be shown beside its field; trouble of the database is an error.
    pub fn of_rules(self) -> Result<Self, Error> {
        match self {
            Refusal::Busy => Err(Error::Busy),
            Refusal::Gone => Err(Error::Gone),
            Refusal::Fault(reason) => Err(Error::Fault(reason)),
            rule => Ok(rule),
        }
    }
}

/// The towns of today.
pub async fn towns(tx: &mut ::store::Tx, app: &App) -> Result<Vec<Unit>> {
    Ok(organisations(tx, app.today())
        .await?
        .into_iter()
        .filter(|unit| unit.place == Place::Town)
        .collect())
}

/// A firm as the actor may see it; one of another town is not there for the staff of a town, nor any other for a firm.
pub async fn open(tx: &mut ::store::Tx, actor: &Actor, code: &str) -> Result<FirmLine> {
    let firm = door::by_code(tx, &code.to_uppercase())
        .await?
        .ok_or(Error::NotFound)?;
    match (actor.firm(), actor.sees_only_town()) {
        (Some(own), _) if own.uuid() == firm.id.uuid() => Ok(firm),
        (Some(_), _) => Err(Error::NotFound),
        (None, Some(town)) if town != firm.town => Err(Error::NotFound),
        _ => Ok(firm),
    }
}

#[derive(Template)]
#[template(path = "firm/show.html")]
pub struct Show {
    frame: Frame,
    firm: FirmLine,
    held: Vec<Stretch>,
    /// Also those that have ended: the past names them.
    units: Vec<Unit>,
    towns: Vec<Unit>,
    acts: Vec<trail::Line>,
    against: Against,
    may_change: bool,
    complaints: Complaints,
    typed: Fields,
}

impl Show {
    /// A firm as the actor may see it; one of another town is not there for the staff of a town.
    pub async fn of(app: &App, actor: &Actor, code: &str) -> Result<Self> {
        let mut tx = app.read(actor).await?;
        let firm = open(&mut tx, actor, code).await?;
        let today = app.today();
        let asking = Asking::of("", today);
        Ok(Show {
            against: Against::of(&mut tx, &firm, asking, today).await?,
            frame: Frame::new(app, actor, firm.name.clone())
                .at("/firms")
                .under("企业库", "/firms")
                .under(firm.name.clone(), ""),
            held: stretches(&mut tx, firm.id).await?,
            units: door::all_units(&mut tx).await?,
            towns: towns(&mut tx, app).await?,
            acts: trail::of(&mut tx, "firm", &firm.id.to_string(), 50).await?,
            may_change: access::change(actor, firm.town).is_ok(),
            firm,
            complaints: Complaints::default(),
            typed: Fields::default(),
        })
    }

    /// The page with the form of a change as it was sent.
    pub fn typed(mut self, fields: Fields, complaints: Complaints) -> Self {
        self.frame.errors = complaints.len();
        self.complaints = complaints;
        self.typed = fields;
        self
    }

    /// 江安镇 for the id of a town, 中型 for medium.
    fn spoken(&self, one: &Stretch) -> String {
        let spoken = match Property::from_code(&one.property) {
            Some(Property::Town) => self
                .units
                .iter()
                .find(|unit| one.value.parse() == Ok(unit.id))
                .map(|unit| unit.name.clone()),
            Some(Property::Size) => SIZES
                .iter()
                .find(|(code, _)| *code == one.value)
                .map(|(_, name)| (*name).to_owned()),
            _ => None,
        };
        spoken.unwrap_or_else(|| one.value.clone())
    }

    fn is_typed(&self, field: &str, value: &str) -> bool {
        self.typed.get(field) == value
    }

    fn is_town(&self, unit: &Unit) -> bool {
        self.typed.get("town").parse() == Ok(unit.id)
    }

    /// The form that was sent is the one of the registration.
    fn corrects_registration(&self) -> bool {
        self.typed.has("registered_on")
    }

    /// The reason of a change.
    fn reason(&self) -> &str {
        if self.corrects_registration() {
            ""
        } else {
            self.typed.get("reason")
        }
    }

    fn registered_on(&self) -> String {
        if self.corrects_registration() {
            self.typed.get("registered_on").to_owned()
        } else {
            self.firm.registered_on.to_string()
        }
    }

    fn word(&self, one: &Stretch) -> &'static str {
        Property::from_code(&one.property).map_or("", Property::word)
    }

    fn properties(&self) -> [Property; 4] {
        Property::ALL
    }

    fn sizes(&self) -> [(&'static str, &'static str); 4] {
        SIZES
    }
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Response> {
    page(&Show::of(&app, &actor, &code).await?)
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
