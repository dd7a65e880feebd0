//! The page of a firm in cultivation: where it stands, its course, visits and tasks, who is responsible, what is short.

pub mod pages;

use std::sync::Arc;

use ::store::Tx;
use askama::Template;
use enterprise::door::FirmLine;
use values::{Day, Id};
use web::{Actor, App, Complaints, Error, Fields, Frame, Result};

use crate::access;
use crate::application::{self, Application};
use crate::batch::{self, Batch};
use crate::certificate::{self, Certificate};
use crate::stage::Stage;
use crate::step::acts::Course;
use crate::step::form::People;
use crate::step::{self, Named, Step};
use crate::task::{self, Sort, Task};
use crate::verdict::{self, Judged};

/// A firm with all that its pages show and its acts decide by.
pub struct Seen {
    pub course: Course,
    pub people: People,
    pub history: Vec<Step>,
    pub tasks: Vec<Task>,
    pub applications: Vec<Application>,
}

impl Seen {
    /// By its credit code; of another town it is not there for staff of a town.
    pub async fn find(app: &App, tx: &mut Tx, actor: &Actor, code: &str) -> Result<Seen> {
        let firm = enterprise::door::by_code(tx, code).await?;
        let mut firm = firm.ok_or(Error::NotFound)?;
        // A second file leads to the one that stays.
        let stays = enterprise::door::stays(tx, firm.id).await?;
        if stays != firm.id {
            let found = enterprise::door::firm(tx, stays).await?;
            firm = found.ok_or(Error::NotFound)?;
        }
        access::see(actor, firm.town)?;
        let today = tx.moment().day();
        let office = identity::door::office(tx, access::OFFICE).await?;
        let office = office.map_or(Id::NONE, |office| office.id);
        let seats = identity::door::seats(tx, today).await?;
        Ok(Seen {
            people: People::of(&seats, actor, firm.town, office),
            history: step::store::history(tx, firm.id).await?,
            tasks: task::in_order(task::store::of_firm(tx, firm.id).await?),
            applications: application::store::of_firm(tx, firm.id).await?,
            course: {
                let steps = step::store::of(tx, firm.id).await?;
                Common::kept(app, tx).await?.course(tx, firm, steps).await?
            },
        })
    }

    /// Those who may be responsible for a visit.
    pub fn everybody(&self) -> impl Iterator<Item = &Named> {
        self.people.town.iter().chain(&self.people.bureau)
    }

    pub fn batch_name(&self, id: &Id<Batch>) -> String {
        let found = self.course.batches.iter().find(|one| one.id == *id);
        found.map_or(String::new(), Batch::name)
    }
}

/// What decisions about firms ask beside the firm itself: read once for many.
pub struct Common {
    pub certificates: Arc<Vec<Certificate>>,
    pub batches: Arc<Vec<Batch>>,
}

impl Common {
    pub async fn kept(app: &App, tx: &mut Tx) -> ::store::Result<Common> {
        Ok(Common {
            certificates: certificate::all(app, tx).await?,
            batches: Arc::new(batch::store::all(tx).await?),
        })
    }

    pub async fn read(tx: &mut Tx) -> ::store::Result<Common> {
        Ok(Common {
            certificates: Arc::new(certificate::read_all(tx).await?),
            batches: Arc::new(batch::store::all(tx).await?),
        })
    }

    pub async fn course(&self, tx: &mut Tx, firm: FirmLine, steps: Vec<Step>) -> Result<Course> {
        let batches = batch::closings(&self.batches, tx.moment().day().year());
        let judged = verdict::of_firm(tx, &firm, &batches).await?;
        Ok(Course {
            judged,
            ..self.unjudged(firm, steps)
        })
    }

    /// For steps that no verdict decides: all but 推荐. Asks nothing.
    pub fn unjudged(&self, firm: FirmLine, steps: Vec<Step>) -> Course {
        Course {
            judged: Judged::default(),
            certificates: Arc::clone(&self.certificates),
            batches: Arc::clone(&self.batches),
            steps,
            firm,
        }
    }
}

#[derive(Template)]
#[template(path = "step/show.html")]
pub struct ShowPage {
    frame: Frame,
    today: Day,
    seen: Seen,
    may_act: bool,
    may_visit: bool,
    fields: Fields,
    complaints: Complaints,
}

impl ShowPage {
    fn last(&self) -> Option<&Step> {
        self.seen.course.last()
    }

    fn ways(&self) -> &'static [Stage] {
        Stage::ways(self.last().map(|step| step.stage))
    }

    /// The stages that only an exception leads to.
    fn others(&self) -> Vec<Stage> {
        let (now, ways) = (self.last().map(|step| step.stage), self.ways());
        Stage::ALL
            .into_iter()
            .filter(|stage| Some(*stage) != now && !ways.contains(stage))
            .collect()
    }

    fn certificates(&self) -> Vec<&Certificate> {
        self.seen.course.own_certificates()
    }

    fn is_held(&self, step: &Step) -> bool {
        let held = &self.seen.course.steps;
        held.iter()
            .any(|one| (one.number, one.version) == (step.number, step.version))
    }

    fn is_chosen(&self, field: &str, value: &str) -> bool {
        self.fields.get(field) == value
    }

    fn sorts(&self) -> [Sort; 2] {
        Sort::ALL
    }
}

/// The page, with what was typed into the form of a visit.
pub fn show_page(
    app: &App,
    actor: &Actor,
    seen: Seen,
    fields: Fields,
    complaints: Complaints,
) -> ShowPage {
    let firm = &seen.course.firm;
    let frame = Frame::new(app, actor, format!("培育：{}", firm.name))
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under(firm.name.as_str(), "");
    ShowPage {
        frame: frame.with_errors(complaints.len()),
        today: app.today(),
        may_act: access::act(actor).is_ok(),
        may_visit: access::visit(actor, firm.town).is_ok(),
        seen,
        fields,
        complaints,
    }
}
