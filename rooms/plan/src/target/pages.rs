//! A target's page, and the form that changes it for a reason.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use measure::light::percent;
use values::{Id, Moment};
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::form::Choices;
use super::{Past, Target, acts, store, usual_tolerance};
use crate::assignment::{Subject, card::Card};
use crate::change::{self, Decided};
use crate::office::{self, Offices};
use crate::proposal::{Edit, Kind, choice};
use crate::quantity::shown;
use crate::{access, curve, share};

#[derive(Template)]
#[template(path = "target/show.html")]
struct ShowPage {
    frame: Frame,
    target: Target,
    is_held: bool,
    facts: Vec<(&'static str, String)>,
    indicator: String,
    nodes: Vec<(String, String)>,
    changes: Vec<Change>,
    may_plan: bool,
    /// That the shares do not follow the target; empty where they do.
    behind: String,
    /// Who carries it, and its milestones.
    card: Card,
}

impl ShowPage {
    fn curve_word(&self) -> String {
        self.target.curve.word(self.target.year, &self.target.terms)
    }
}

/// One line of the history.
struct Change {
    at: String,
    who: String,
    what: String,
    reason: String,
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let (target, is_held) = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let offices = office::all(&mut tx, app.today()).await?;
    let choices = choice::all(&mut tx).await?;
    let indicator = choice::find(choices, &target.terms.indicator)
        .map(|choice| choice.name.clone())
        .unwrap_or_default();
    let history = store::history(&mut tx, id).await?;
    let curves = curve::store::history(&mut tx, id).await?;
    let mut decided = change::store::of_year(&mut tx, target.year).await?;
    decided.retain(|one| one.target == id);
    let subject = Subject::Target(target.clone());
    let mut card = Card::of(&mut tx, &actor, &subject, app.today()).await?;
    if !is_held {
        card.edit_path.clear();
    }
    let behind = match is_held {
        true => share::behind::of(&mut tx, &target).await?,
        false => String::new(),
    };
    let title = format!("{} {}", target.number(), target.terms.name);
    let frame = Frame::new(&app, &actor, title)
        .at("/plan")
        .under("年度重点", "/plan")
        .under(target.number(), "");
    page(&ShowPage {
        frame,
        is_held,
        facts: facts(&target, &offices, &history),
        indicator,
        nodes: nodes(&target),
        changes: changes(&target, &history, &curves, &decided),
        may_plan: access::plan(&actor, &target.terms.office).is_ok(),
        card,
        behind,
        target,
    })
}

fn facts(target: &Target, offices: &Offices, history: &[Past]) -> Vec<(&'static str, String)> {
    let terms = &target.terms;
    let first = history.iter().rev().find(|past| past.is_held);
    let original = first.filter(|past| past.terms.goal != terms.goal);
    let firmness = if terms.firmness.word().is_empty() {
        "没有写确保或力争"
    } else {
        terms.firmness.word()
    };
    let office = if terms.office.is_empty() {
        "未定".to_owned()
    } else {
        office::name(offices, &terms.office)
    };
    let mut facts = vec![("全年目标", terms.goal.shown())];
    facts.extend(original.map(|past| ("原定目标", past.terms.goal.shown())));
    facts.extend([
        ("力度", firmness.to_owned()),
        ("责任科室", office),
        ("归入", terms.heading.clone()),
        (
            "看数方式",
            if terms.is_level {
                "期末数：全年最后一天才算达成"
            } else {
                "累计数：当年发生的加在一起"
            }
            .to_owned(),
        ),
        (
            "黄灯界限",
            format!(
                "低于曲线 {}% 以内为偏慢，再低为落后",
                percent(terms.tolerance)
            ),
        ),
    ]);
    facts
}

/// The nodes of the curve as day and amount.
fn nodes(target: &Target) -> Vec<(String, String)> {
    let amount = |value| {
        let (number, unit) = shown(value, &target.terms.goal.unit);
        if unit == "%" {
            format!("{number}%")
        } else {
            format!("{number} {unit}")
        }
    };
    target
        .curve
        .nodes
        .iter()
        .map(|(day, value)| (day.to_string(), amount(*value)))
        .collect()
}

/// What was done to the target and to its curve, the newest first.
fn changes(
    target: &Target,
    history: &[Past],
    curves: &[curve::Past],
    decided: &[Decided],
) -> Vec<Change> {
    let because = |past: &Past| {
        let decided = decided.iter().find(|one| one.version == past.version);
        let told = decided.map(|one| format!("（{}）", one.decision.told()));
        format!("{}{}", past.reason, told.unwrap_or_default())
    };
    let of_target = history.iter().enumerate().map(|(at, past)| {
        let change = Change {
            at: past.moment.spoken(),
            who: past.actor_name.clone(),
            what: what(past, history.get(at + 1)),
            reason: because(past),
        };
        (past.moment, change)
    });
    let of_curve = curves.iter().map(|past| {
        let change = Change {
            at: past.moment.spoken(),
            who: past.actor_name.clone(),
            what: format!(
                "曲线第 {} 版：{}",
                past.version,
                past.curve.word(target.year, &target.terms)
            ),
            reason: past.reason.clone(),
        };
        (past.moment, change)
    });
    let mut all: Vec<(Moment, Change)> = of_curve.chain(of_target).collect();
    all.sort_by_key(|(moment, _)| std::cmp::Reverse(*moment));
    all.into_iter().map(|(_, change)| change).collect()
}

/// What a version changed against the one before it.
pub fn what(past: &Past, before: Option<&Past>) -> String {
    if !past.is_held {
        return "退出计划".to_owned();
    }
    let now = &past.terms;
    let Some(before) = before
        .filter(|before| before.is_held)
        .map(|before| &before.terms)
    else {
        return format!("进入计划：{} {}", now.goal.shown(), now.firmness.word())
            .trim_end()
            .to_owned();
    };
    let pairs = [
        ("目标", before.goal.shown(), now.goal.shown()),
        ("名称", before.name.clone(), now.name.clone()),
        (
            "力度",
            before.firmness.word().to_owned(),
            now.firmness.word().to_owned(),
        ),
        ("指标", before.indicator.clone(), now.indicator.clone()),
        ("责任科室", before.office.clone(), now.office.clone()),
        (
            "黄灯界限",
            percent(before.tolerance),
            percent(now.tolerance),
        ),
    ];
    let changed: Vec<String> = pairs
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(name, old, new)| format!("{name} {old} → {new}"))
        .collect();
    if changed.is_empty() {
        "全年目标未变".to_owned()
    } else {
        changed.join("；")
    }
}

#[derive(Template)]
#[template(path = "target/edit.html")]
struct EditPage {
    frame: Frame,
    target: Target,
    fields: Fields,
    complaints: Complaints,
    choices: Choices,
}

async fn edit_page(
    app: &App,
    actor: &Actor,
    tx: &mut ::store::Tx,
    target: Target,
    fields: Option<Fields>,
    complaints: Complaints,
) -> Result<EditPage> {
    let offices = office::all(tx, app.today()).await?;
    let fields = fields.unwrap_or_else(|| form(&target));
    let choices = Choices::of(&fields, Kind::Target, choice::all(tx).await?, &offices);
    let frame = Frame::new(app, actor, format!("调整 {}", target.number()))
        .at("/plan")
        .under("年度重点", "/plan")
        .under(target.number(), target.path())
        .under("调整", "");
    Ok(EditPage {
        frame: frame.with_errors(complaints.len()),
        target,
        fields,
        complaints,
        choices,
    })
}

fn form(target: &Target) -> Fields {
    let terms = &target.terms;
    let edit = Edit {
        name: terms.name.clone(),
        goal: terms.goal.clone(),
        firmness: terms.firmness,
        indicator: terms.indicator.clone(),
        office: terms.office.clone(),
    };
    let mut fields = crate::proposal::pages::fields(&edit);
    fields.set("tolerance", &percent(terms.tolerance));
    fields
}

pub async fn edit(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let target = held(&mut tx, id).await?;
    access::plan(&actor, &target.terms.office)?;
    page(&edit_page(&app, &actor, &mut tx, target, None, Complaints::default()).await?)
}

pub async fn adjust(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Target>>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let target = held(&mut tx, id).await?;
    let right = access::plan(&actor, &target.terms.office)?;
    let offices = office::all(&mut tx, app.today()).await?;
    let choices = choice::all(&mut tx).await?;
    let edit = Edit::read(&fields, Kind::Target, choices, &offices);
    let (tolerance, reason) = (
        thousandths(fields.get("tolerance")),
        fields.get("reason").to_owned(),
    );
    let mut complaints = edit.as_ref().err().cloned().unwrap_or_default();
    if tolerance.is_none() {
        complaints.add(
            "tolerance",
            "黄灯界限",
            format!(
                "“{}”不是 0 到 100 之间、最多一位小数的百分数",
                fields.get("tolerance")
            ),
        );
    }
    if reason.is_empty() {
        complaints.add(
            "reason",
            "理由",
            "请写明为什么调整，例如 市里下达的目标有变",
        );
    }
    let is_needed = edit
        .as_ref()
        .is_ok_and(|edit| edit.goal != target.terms.goal);
    let base = fields.get("base");
    if !base.is_empty() && base != target.version.to_string() {
        let reason = format!(
            "您打开以后，{} {}调整过（{}），现在是 {}、黄灯界限 {}%。还要用您填的，就再存一次",
            target.actor_name,
            target.moment.spoken(),
            target.reason,
            target.terms.goal.shown(),
            percent(target.terms.tolerance)
        );
        complaints.add("value", "目标", reason);
    }
    let decision = change::read(
        &fields,
        (target.year, app.today()),
        is_needed,
        &mut complaints,
    );
    let (Ok(edit), Some(tolerance), true) = (edit, tolerance, complaints.is_empty()) else {
        return invalid(&edit_page(&app, &actor, &mut tx, target, Some(fields), complaints).await?);
    };
    let is_level = choice::find(choices, &edit.indicator)
        .map_or(target.terms.is_level, |choice| choice.is_level);
    let terms = super::Terms {
        name: edit.name,
        goal: edit.goal,
        firmness: edit.firmness,
        indicator: edit.indicator,
        office: edit.office,
        is_level,
        tolerance: kept_usual(tolerance, &target.terms, is_level),
        heading: target.terms.heading.clone(),
    };
    if terms != target.terms {
        let decision = decision.as_ref();
        acts::adjust(&mut tx, &actor, &right, &target, &terms, &reason, decision).await?;
        tx.commit().await?;
    }
    Ok(back_to(target.path()))
}

/// The tolerance that was typed; the usual one follows the target where it becomes a level or a flow.
fn kept_usual(typed: i64, before: &super::Terms, is_level: bool) -> i64 {
    let untouched = typed == before.tolerance && typed == usual_tolerance(before.is_level);
    if untouched && is_level != before.is_level {
        usual_tolerance(is_level)
    } else {
        typed
    }
}

/// `20`, `2.5%` as thousandths; at most the whole.
fn thousandths(text: &str) -> Option<i64> {
    let (units, scale) = crate::quantity::parse(text, crate::quantity::RATIO)?.parts();
    let factor = 10_i128.checked_pow(3_u8.checked_sub(scale)?.into())?;
    i64::try_from(units.checked_mul(factor)?)
        .ok()
        .filter(|whole| *whole <= 1000)
}

/// A target that is in the plan now; one that was withdrawn is not acted on.
pub async fn held(tx: &mut ::store::Tx, id: Id<Target>) -> Result<Target> {
    match store::find(tx, id).await? {
        Some((target, true)) => Ok(target),
        Some((target, false)) => Err(Error::refused(
            format!("{} {} 已经退出计划。", target.number(), target.terms.name),
            "要恢复，请在文件的映射页重新采纳。",
        )),
        None => Err(Error::NotFound),
    }
}
