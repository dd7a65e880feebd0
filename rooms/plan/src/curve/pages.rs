//! The form of a target's planned curve, with a preview before anything is saved.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::{Day, Id};
use web::{Actor, App, Complaints, Fields, Frame, Path, Result, back_to, invalid, page};

use super::of_share::Owner;
use super::{Curve, Shape, form};
use crate::access;
use crate::figure::pages::Pairs;
use crate::office::{Choosable, options};
use crate::quantity::{parse, shown};
use crate::target::{Target, pages::held};

#[derive(Template)]
#[template(path = "curve/edit.html")]
struct EditPage {
    frame: Frame,
    target: Target,
    /// Whose share it is; empty for the target itself.
    name: String,
    unit: String,
    back: String,
    fields: Fields,
    complaints: Complaints,
    shapes: Vec<Choosable>,
    /// Day, amount, and the share of the target, of the nodes in the form.
    preview: Vec<(String, String, String)>,
}

fn edit_page(
    app: &App,
    actor: &Actor,
    owner: Owner,
    fields: Fields,
    complaints: Complaints,
    curve: Option<&Curve>,
) -> EditPage {
    let (back, target) = (owner.back(), owner.target);
    let number = target.number();
    let frame = Frame::new(app, actor, format!("{number} 计划曲线"))
        .at("/plan")
        .under("年度重点", "/plan")
        .under(number, target.path())
        .under("计划曲线", "");
    let shapes = options(
        "",
        Shape::ALL.map(|shape| (shape.code().to_owned(), shape.word().to_owned())),
        fields.get("shape"),
    );
    let preview = curve
        .map(|curve| preview(curve, &target))
        .unwrap_or_default();
    EditPage {
        frame: frame.with_errors(complaints.len()),
        target,
        name: owner.name,
        unit: owner.unit,
        back,
        fields,
        complaints,
        shapes,
        preview,
    }
}

fn preview(curve: &Curve, target: &Target) -> Vec<(String, String, String)> {
    let (goal, goal_scale) = target.terms.goal.value.parts();
    let share = |value: ::notice::Decimal| {
        let (units, scale) = value.parts();
        let above = units
            .checked_mul(100)?
            .checked_mul(10_i128.checked_pow(u32::from(goal_scale))?)?;
        let below = goal.checked_mul(10_i128.checked_pow(u32::from(scale))?)?;
        (below > 0).then(|| format!("{}%", (2 * above + below).div_euclid(2 * below)))
    };
    let line = |(day, value): &(Day, ::notice::Decimal)| {
        let (number, unit) = shown(*value, &target.terms.goal.unit);
        (
            day.to_string(),
            format!("{number} {unit}"),
            share(*value).unwrap_or_else(|| "—".to_owned()),
        )
    };
    curve.nodes.iter().map(line).collect()
}

/// Shows the curve that is held, or, with `shape`, one laid anew: nothing is saved yet.
pub async fn edit(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
    Query(pairs): Pairs,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let asked = Fields::from_pairs(pairs);
    let target = held(&mut tx, id).await?;
    access::plan(&actor, &target.terms.office)?;
    let owner = Owner::read(&mut tx, target, asked.get("unit"), app.today()).await?;
    let mut complaints = Complaints::default();
    let curve = match Shape::from_code(asked.get("shape")) {
        Some(Shape::Season) => {
            let progress = owner.last_year(&app, &mut tx).await?;
            seasonal(&progress, &owner.target, &mut complaints)
        }
        Some(shape) => laid(shape, &owner.target, &asked, &mut complaints),
        None => owner.target.curve.clone(),
    };
    let mut fields = asked;
    fields.set("base", &base(&owner.target));
    fields.set("shape", curve.shape.code());
    fields.set("nodes", &form::lines(&curve, &owner.target.terms.goal.unit));
    let shown = edit_page(
        &app,
        &actor,
        owner,
        fields,
        complaints.clone(),
        Some(&curve),
    );
    if complaints.is_empty() {
        page(&shown)
    } else {
        invalid(&shown)
    }
}

/// A curve as last year went; where last year came to nothing, that is complained of.
fn seasonal(
    progress: &[(u32, measure::Exact)],
    target: &Target,
    complaints: &mut Complaints,
) -> Curve {
    let laid = Curve::by_season(progress, &target.terms, target.year);
    laid.unwrap_or_else(|| {
        complaints.add(
            "shape",
            "怎么排",
            format!(
                "{} 年没有可参照的数，不能按去年进度排，可以换一种排法",
                target.year - 1
            ),
        );
        target.curve.clone()
    })
}

/// A curve laid by its shape; what cannot be read is complained of, and the held curve shown.
fn laid(shape: Shape, target: &Target, asked: &Fields, complaints: &mut Complaints) -> Curve {
    let terms = &target.terms;
    let start = match asked.get("start") {
        "" => {
            if terms.is_level && matches!(shape, Shape::Quarter | Shape::Month | Shape::Batch) {
                let reason = "期末数从上年末的数起，不是从 0 起，请填起点，例如上年末的数";
                complaints.add("start", "起点", reason);
                return target.curve.clone();
            }
            None
        }
        text => {
            let read = parse(text, &terms.goal.unit);
            if read.is_none() {
                complaints.add(
                    "start",
                    "起点",
                    format!(
                        "没有看懂“{text}”，例如 {}",
                        form::amount(terms.goal.value, &terms.goal.unit)
                    ),
                );
            }
            read
        }
    };
    match shape {
        Shape::Quarter | Shape::Month => Curve::even(shape, terms, target.year, start),
        Shape::Batch => match days(asked.get("days"), target.year) {
            Ok(days) => Curve::in_batches(&days, terms, start),
            Err(reason) => {
                complaints.add("days", "批次日期", reason);
                target.curve.clone()
            }
        },
        Shape::Hand | Shape::Season => Curve {
            shape: Shape::Hand,
            ..target.curve.clone()
        },
    }
}

/// Days separated by blanks, commas or 、, rising, in the plan's year.
fn days(text: &str, year: i64) -> Result<Vec<Day>, String> {
    let within = i32::try_from(year).unwrap_or(0);
    let parts = text
        .split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | '；' | ';'))
        .filter(|part| !part.is_empty());
    let mut days: Vec<Day> = parts
        .map(|part| Day::parse(part, within).map_err(|fault| fault.to_string()))
        .collect::<Result<_, _>>()?;
    if days.is_empty() {
        return Err(format!("请填批次的日期，例如 {year}-06-30、{year}-11-30"));
    }
    if let Some(day) = days.iter().find(|day| i64::from(day.year()) != year) {
        return Err(format!("{day} 不在 {year} 年里"));
    }
    days.sort();
    days.dedup();
    Ok(days)
}

/// The curve that a form was opened on: its shape and its nodes.
fn base(target: &Target) -> String {
    let lines = form::lines(&target.curve, &target.terms.goal.unit);
    let nodes: Vec<&str> = lines.lines().collect();
    format!("{} {}", target.curve.shape.code(), nodes.join("；"))
}

/// 按季均匀：2020-03-31 30项；2020-06-30 75项
fn told(target: &Target) -> String {
    let word = target.curve.word(target.year, &target.terms);
    let base = base(target);
    let nodes = base.split_once(' ').map_or("", |(_, nodes)| nodes);
    format!("{word}：{nodes}")
}

pub async fn save(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let target = held(&mut tx, id).await?;
    let right = access::plan(&actor, &target.terms.office)?;
    let owner = Owner::read(&mut tx, target, fields.get("unit"), app.today()).await?;
    let shape = Shape::from_code(fields.get("shape")).unwrap_or(Shape::Hand);
    let read = form::read(
        fields.all("nodes").first().map_or("", String::as_str),
        shape,
        &owner.target,
    );
    let reason = fields.get("reason").to_owned();
    let mut complaints = read.as_ref().err().cloned().unwrap_or_default();
    if reason.is_empty() {
        complaints.add("reason", "理由", "请写明曲线的依据，例如 高企分三批认定");
    }
    let mut fields = fields;
    let held = base(&owner.target);
    if fields.has("base") && fields.get("base").trim() != held.trim() {
        let reason = format!(
            "您打开以后，别人改过这条曲线，现在是 {}。还要用您的，就再存一次",
            told(&owner.target)
        );
        complaints.add("nodes", "节点", reason);
    }
    fields.set("base", &held);
    let (Ok(curve), true) = (read, complaints.is_empty()) else {
        return invalid(&edit_page(&app, &actor, owner, fields, complaints, None));
    };
    if curve != owner.target.curve {
        owner.save(&mut tx, &actor, &right, &curve, &reason).await?;
        tx.commit().await?;
    }
    Ok(back_to(owner.back()))
}
