//! Moving a firm along, and correcting what was written of its last step.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use ledger::door::Refusal;
use values::Id;
use web::{
    Actor, App, Complaints, Error, Fields, Frame, ListQuery, Path, Result, back_to, invalid, page,
};

use super::form::{self, People};
use super::{Source, Step, acts, path};
use crate::access;
use crate::batch::Batch;
use crate::certificate::ROUTES;
use crate::firm::{Seen, show_page};
use crate::stage::Stage;

/// GET /cultivation/firms/{code}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    let seen = Seen::find(&app, &mut tx, &actor, &code).await?;
    let (fields, complaints) = (Fields::default(), Complaints::default());
    page(&show_page(&app, &actor, seen, fields, complaints))
}

#[derive(Template)]
#[template(path = "step/form.html")]
struct FormPage {
    frame: Frame,
    seen: Seen,
    to: Stage,
    /// What holds the firm back as things stand, where an exception could set it aside.
    held: Vec<String>,
    correcting: bool,
    fields: Fields,
    complaints: Complaints,
}

impl FormPage {
    fn is_chosen(&self, field: &str, value: &str) -> bool {
        self.fields.get(field) == value
    }

    fn is_person(&self, field: &str, id: &Id<web::Person>) -> bool {
        self.fields.get(field) == id.to_string()
    }

    fn is_batch(&self, id: &Id<Batch>) -> bool {
        self.fields.get("batch") == id.to_string()
    }

    fn people(&self) -> &People {
        &self.seen.people
    }

    fn sources(&self) -> [Source; 3] {
        Source::ALL
    }

    fn routes(&self) -> [(&'static str, &'static str); 3] {
        ROUTES
    }

    fn levels(&self) -> [(&'static str, &'static str); 3] {
        [("province", "省级"), ("city", "市级"), ("county", "县级")]
    }

    /// The field of the paper is asked for by what it is in this stage.
    fn paper(&self) -> &'static str {
        match self.to {
            Stage::Pooled => "入库名单文号",
            Stage::Recommended => "推荐函文号",
            Stage::Recognised => "公告名单文号",
            Stage::Publicised => "公示文件文号",
            _ => "依据文号",
        }
    }

    fn wants_issuer(&self) -> bool {
        matches!(
            self.to,
            Stage::Pooled | Stage::Recommended | Stage::Recognised
        )
    }

    fn act(&self) -> String {
        match self.correcting {
            true => "更正".to_owned(),
            false => format!("移到“{}”", self.to.word()),
        }
    }

    fn target(&self) -> String {
        let end = match self.correcting {
            true => "corrections",
            false => "steps",
        };
        format!("{}/{end}", path(&self.seen.course.firm.code))
    }
}

fn form_page(
    app: &App,
    actor: &Actor,
    seen: Seen,
    to: Stage,
    correcting: bool,
    fields: Fields,
    complaints: Complaints,
) -> FormPage {
    let firm = &seen.course.firm;
    let title = match correcting {
        true => format!("更正：{}", firm.name),
        false => format!("移到“{}”：{}", to.word(), firm.name),
    };
    let frame = Frame::new(app, actor, title)
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under(firm.name.as_str(), path(&firm.code))
        .under(if correcting { "更正" } else { to.word() }, "");
    let asked = form::read(
        &fields,
        to,
        &seen.people,
        app.today(),
        &mut Complaints::default(),
    );
    let held = acts::held_back(&seen.course, &asked, app.today());
    let held = held
        .into_iter()
        .filter(|one| one.excusable && !correcting)
        .map(|one| one.reason)
        .collect();
    FormPage {
        frame: frame.with_errors(complaints.len()),
        seen,
        to,
        held,
        correcting,
        fields,
        complaints,
    }
}

/// GET /cultivation/firms/{code}/steps/new?to=recommended
pub async fn new(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response> {
    access::act(&actor)?;
    let to = ListQuery::from_pairs(query);
    let to = Stage::from_code(to.get("to")).ok_or(Error::NotFound)?;
    let mut tx = app.read(&actor).await?;
    let seen = Seen::find(&app, &mut tx, &actor, &code).await?;
    let fields = form::starting(seen.course.last(), to, app.today());
    let none = Complaints::default();
    page(&form_page(&app, &actor, seen, to, false, fields, none))
}

/// Somebody was faster: what was typed stays, and is sent again with the number that was shown.
fn is_moved(seen: &Seen, fields: &mut Fields, complaints: &mut Complaints) {
    let last = seen.course.last();
    let number = last.map_or(0, |step| step.number).to_string();
    if fields.has("seen") && fields.get("seen") != number {
        if let Some(last) = last {
            let reason = format!(
                "您打开以后，{} {} 把这家企业移到了“{}”，核对后再提交",
                last.actor_name,
                last.moment.spoken(),
                last.stage.word()
            );
            complaints.add("to", "移到", reason);
        }
        fields.set("seen", &number);
    }
}

/// POST /cultivation/firms/{code}/steps
pub async fn take(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    mut fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let seen = Seen::find(&app, &mut tx, &actor, &code).await?;
    let to = Stage::from_code(fields.get("to"))
        .ok_or_else(|| Error::Malformed("没有说移到哪一个阶段。".to_owned()))?;
    let (today, mut complaints) = (app.today(), Complaints::default());
    is_moved(&seen, &mut fields, &mut complaints);
    let asked = form::read(&fields, to, &seen.people, today, &mut complaints);
    acts::faults(&seen.course, &asked, today, &mut complaints);
    if complaints.is_empty() {
        match acts::take(&mut tx, &actor, &right, &seen.course, &asked).await {
            Ok(_) => {
                tx.commit().await?;
                return Ok(back_to(path(&code)));
            }
            Err(Refusal::Content(refused)) => complaints = in_the_form(refused),
            Err(other) => return Err(other.into()),
        }
    }
    let shown = form_page(&app, &actor, seen, to, false, fields, complaints);
    invalid(&shown)
}

/// The ledger's complaints under the fields of this form.
fn in_the_form(refused: Complaints) -> Complaints {
    let mut complaints = Complaints::default();
    for one in refused.0 {
        let field = match one.field.as_str() {
            "number" => "certificate",
            "valid_until" => "valid-until",
            "application_no" => "application-no",
            "document" => "paper",
            "level" => "level",
            _ => "day",
        };
        complaints.add(field, one.label, one.reason);
    }
    complaints
}

/// GET /cultivation/firms/{code}/corrections/new
pub async fn correcting(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
) -> Result<Response> {
    access::act(&actor)?;
    let mut tx = app.read(&actor).await?;
    let seen = Seen::find(&app, &mut tx, &actor, &code).await?;
    let last = seen.course.last().ok_or(Error::NotFound)?;
    let to = last.stage;
    let mut fields = form::starting(Some(last), to, app.today());
    fields.set("paper", &last.paper);
    fields.set("note", &last.note);
    fields.set("seen", &version(last));
    let none = Complaints::default();
    page(&form_page(&app, &actor, seen, to, true, fields, none))
}

fn version(step: &Step) -> String {
    format!("{}.{}", step.number, step.version)
}

/// POST /cultivation/firms/{code}/corrections
pub async fn correct(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    mut fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let seen = Seen::find(&app, &mut tx, &actor, &code).await?;
    let last = seen.course.last().ok_or(Error::NotFound)?;
    let (to, mut complaints) = (last.stage, Complaints::default());
    if fields.has("seen") && fields.get("seen") != version(last) {
        let reason = format!("您打开以后，{} 改过，核对后再提交", last.actor_name);
        complaints.add("reason", "更正理由", reason);
        fields.set("seen", &version(last));
    }
    let people = &seen.people;
    let next = Step {
        town_person: form::named(
            &fields,
            "town-person",
            "镇区责任人",
            &people.town,
            &mut complaints,
        ),
        bureau_person: form::named(
            &fields,
            "bureau-person",
            "局责任人",
            &people.bureau,
            &mut complaints,
        ),
        source: Source::from_code(fields.get("source")).unwrap_or(last.source),
        paper: form::text(&fields, "paper", "文号", 100, &mut complaints),
        note: form::text(&fields, "note", "说明", 500, &mut complaints),
        reason: form::text(&fields, "reason", "更正理由", 300, &mut complaints),
        ..last.clone()
    };
    if next.reason.is_empty() {
        complaints.add("reason", "更正理由", "写明为什么更正");
    }
    if !complaints.is_empty() {
        let shown = form_page(&app, &actor, seen, to, true, fields, complaints);
        return invalid(&shown);
    }
    acts::correct(&mut tx, &actor, &right, &seen.course, next).await?;
    tx.commit().await?;
    Ok(back_to(path(&code)))
}
