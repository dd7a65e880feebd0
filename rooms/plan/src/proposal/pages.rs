//! The acts on proposals and their form. Each act is a resource; after it the mapping page comes
//! back at the card that was acted on.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::card::Lacking;
use super::edit::unit_name;
use super::{Edit, Kind, Proposal, acts, choice, decide, store};
use crate::access;
use crate::notice::{
    self,
    show::{self, Back},
};
use crate::office::{self, Choosable, Offices};
use crate::quantity::Goal;
use crate::target::form::Choices;

pub async fn accept(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Proposal>>,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let taken = acts::accept(&mut tx, &actor, &right, id, None).await?;
    tx.commit().await?;
    Ok(back_to(taken.path()))
}

pub async fn dismiss(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Proposal>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    if fields.get("reason").is_empty()
        && let Some(page) = without_reason(&app, &actor, id, "dismissal", None).await?
    {
        return Ok(page);
    }
    let mut tx = app.write(&actor).await?;
    let dismissed = acts::dismiss(&mut tx, &actor, &right, id, fields.get("reason")).await?;
    tx.commit().await?;
    Ok(back_to(dismissed.path()))
}

/// The mapping page again, where the reason of an open card is missing. Any other card is refused
/// for what it is.
async fn without_reason(
    app: &App,
    actor: &Actor,
    id: Id<Proposal>,
    act: &'static str,
    wording: Option<Id<Proposal>>,
) -> Result<Option<Response>> {
    let mut tx = app.read(actor).await?;
    let one = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    if !one.leads() || one.state != super::State::Open {
        return Ok(None);
    }
    let back = Back::Card(Lacking {
        proposal: id,
        act,
        wording,
    });
    Ok(Some(show::again(app, actor, one.notice, back).await?))
}

pub async fn reopen(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Proposal>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let open = acts::reopen(&mut tx, &actor, &right, id, fields.get("reason")).await?;
    tx.commit().await?;
    Ok(back_to(open.path()))
}

pub async fn settle(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Proposal>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let reason = fields.get("reason");
    let wording = fields.get("wording").parse();
    if reason.is_empty()
        && let Some(page) =
            without_reason(&app, &actor, id, "settlement", wording.clone().ok()).await?
    {
        return Ok(page);
    }
    let mut tx = app.write(&actor).await?;
    let path = if fields.get("as") == "several" {
        acts::split(&mut tx, &actor, &right, id, reason).await?;
        store::find(&mut tx, id)
            .await?
            .ok_or(Error::NotFound)?
            .path()
    } else {
        let pick = wording.map_err(|_| super::Refusal::NoSuchWording)?;
        acts::settle(&mut tx, &actor, &right, id, pick, reason)
            .await?
            .path()
    };
    tx.commit().await?;
    Ok(back_to(path))
}

pub async fn merge(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Proposal>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let into = fields
        .get("into")
        .parse()
        .map_err(|_| super::Refusal::NotMergeable)?;
    acts::merge(&mut tx, &actor, &right, id, into).await?;
    let merged = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(back_to(merged.path()))
}

pub async fn separate(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Proposal>>,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let own = acts::separate(&mut tx, &actor, &right, id).await?;
    tx.commit().await?;
    Ok(back_to(own.path()))
}

#[derive(Template)]
#[template(path = "notice/proposal.html")]
struct EditPage {
    frame: Frame,
    proposal: Proposal,
    fields: Fields,
    complaints: Complaints,
    choices: Choices,
}

impl EditPage {
    fn is(&self, kind: &str) -> bool {
        self.proposal.kind.code() == kind
    }
}

/// What the form starts with.
pub fn fields(edit: &Edit) -> Fields {
    let value = if edit.goal == super::no_goal() {
        String::new()
    } else {
        value(&edit.goal)
    };
    Fields::from_pairs(
        [
            ("name", edit.name.clone()),
            ("op", edit.goal.op.code().to_owned()),
            ("value", value),
            ("unit", edit.goal.unit.clone()),
            ("firmness", edit.firmness.code().to_owned()),
            ("indicator", edit.indicator.clone()),
            ("office", edit.office.clone()),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    )
}

/// The value of a goal as it is typed: 2,000万元, 24–35.
fn value(goal: &Goal) -> String {
    let (number, unit) = crate::quantity::shown(goal.value, &goal.unit);
    let high = goal
        .high
        .map(|high| format!("–{}", crate::quantity::shown_in(high, &unit)))
        .unwrap_or_default();
    let suffix = if matches!(unit.as_str(), "万元" | "元" | "%") {
        unit.as_str()
    } else {
        ""
    };
    format!("{number}{high}{suffix}")
}

async fn edit_page(
    app: &App,
    actor: &Actor,
    tx: &mut ::store::Tx,
    proposal: Proposal,
    fields: Option<Fields>,
    complaints: Complaints,
) -> Result<EditPage> {
    let notice = notice::store::find(tx, proposal.notice)
        .await?
        .ok_or(Error::NotFound)?;
    let offices = office::all(tx, app.today()).await?;
    let fields = fields.unwrap_or_else(|| self::fields(&Edit::of(&proposal)));
    let choices = Choices::of(&fields, proposal.kind, choice::all(tx).await?, &offices);
    let frame = Frame::new(app, actor, format!("修改建议：{}", proposal.name))
        .at("/notices")
        .under("文件与映射", "/notices")
        .under(notice.short(), notice.path())
        .under("修改建议", "");
    Ok(EditPage {
        frame: frame.with_errors(complaints.len()),
        proposal,
        fields,
        complaints,
        choices,
    })
}

pub async fn edit(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Proposal>>,
) -> Result<Response> {
    access::map(&actor)?;
    let mut tx = app.read(&actor).await?;
    let one = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let all = store::of_notice(&mut tx, one.notice).await?;
    let group = decide::led(&all, id)?.ok_or(Error::NotFound)?;
    let shown = Proposal {
        firmness: group.firmness(),
        ..one
    };
    page(&edit_page(&app, &actor, &mut tx, shown, None, Complaints::default()).await?)
}

/// Saves the changed wording; with `then=accept` it is accepted in the same act.
pub async fn reword(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Proposal>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let one = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let offices = office::all(&mut tx, app.today()).await?;
    let edit = match Edit::read(&fields, one.kind, choice::all(&mut tx).await?, &offices) {
        Ok(edit) => edit,
        Err(complaints) => {
            return invalid(
                &edit_page(&app, &actor, &mut tx, one, Some(fields), complaints).await?,
            );
        }
    };
    let changed = if fields.get("then") == "accept" {
        acts::accept(&mut tx, &actor, &right, id, Some(edit)).await?
    } else {
        acts::reword(&mut tx, &actor, &right, id, edit).await?
    };
    tx.commit().await?;
    Ok(back_to(changed.path()))
}

/// The kinds that a person can add by hand.
pub fn kinds(chosen: &str) -> Vec<Choosable> {
    let pairs = [Kind::Target, Kind::Rhythm, Kind::Duty]
        .map(|kind| (kind.code().to_owned(), kind.word().to_owned()));
    office::options("", pairs, chosen)
}

/// Units that the form offers, with the unit a proposal has; none where it has none.
pub fn units(own: &str, choices: &[super::Choice]) -> Vec<(String, String)> {
    let mut units: Vec<String> = [crate::quantity::MONEY, crate::quantity::RATIO, "百分点"]
        .map(str::to_owned)
        .to_vec();
    let counting = choices
        .iter()
        .map(|choice| choice.unit.clone())
        .filter(|unit| !matches!(unit.as_str(), "元" | "万元" | "亿元" | "%"));
    units.extend(counting.chain([own.to_owned()]));
    let mut seen: Vec<String> = Vec::new();
    for unit in units {
        if !unit.is_empty() && !seen.contains(&unit) {
            seen.push(unit);
        }
    }
    let none = own
        .is_empty()
        .then(|| (String::new(), "没有单位".to_owned()));
    none.into_iter()
        .chain(seen.into_iter().map(|unit| {
            let name = match unit.as_str() {
                crate::quantity::MONEY => "元（数值不写单位的，按万元）",
                other => unit_name(other),
            };
            (unit.clone(), name.to_owned())
        }))
        .collect()
}

/// Offices as the options of a select.
pub fn office_options(offices: &Offices, chosen: &str) -> Vec<Choosable> {
    office::options("未定", offices.iter().cloned(), chosen)
}
