//! POST of a new version, and the form again where it is refused.

use axum::extract::State;
use axum::response::Response;
use measure::indicator::Indicator;
use serde_json::json;
use trail::Act;
use values::Day;
use web::{Actor, App, Error, Fields, Path, Result, back_to, invalid};

use super::{Form, ShowPage, shown};
use crate::indicator::{Change, Refusal, access, admit, known, store};

/// POST /indicators/{id}/versions: a new formula, or new values of a parameter when `name` is sent.
pub async fn add(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let today = app.today();
    let mut tx = app.write(&actor).await?;
    let all = known(&app, &mut tx, None).await?;
    let indicator = all.get(&id).ok_or(Error::NotFound)?;
    let _right = access::define(&actor, &indicator.office)?;
    let form = Form {
        formula: fields.get("formula").to_owned(),
        name: fields.get("name").to_owned(),
        values: fields.get("values").to_owned(),
        since: fields.get("since").to_owned(),
        reason: fields.get("reason").to_owned(),
    };
    let change = change(&form);
    let since = Day::parse(&form.since, today.year());
    let verdict = match &since {
        Ok(since) => admit(indicator, &all.kinds, &change, *since, today, &form.reason),
        Err(_) => Ok(()),
    };
    match (since, verdict) {
        (Ok(since), Ok(())) => {
            store::add(&mut tx, &actor, &id, &change, since, &form.reason).await?;
            record(&mut tx, &actor, indicator, &change, since, &form.reason).await?;
            tx.commit().await?;
            Ok(back_to(format!("/indicators/{id}")))
        }
        (since, verdict) => {
            let mut again = shown(&app, &mut tx, &actor, &id, form).await?;
            if let Err(fault) = since {
                again.complaints.add("since", "起用日", fault.to_string());
            }
            if let Err(refusal) = verdict {
                complain(&mut again, &change, refusal);
            }
            again.frame.errors = again.complaints.len();
            invalid(&again)
        }
    }
}

fn change(form: &Form) -> Change {
    if form.name.is_empty() {
        return Change::Formula(form.formula.clone());
    }
    let values = form
        .values
        .split(['\n', '、', ',', '，', ' '])
        .map(str::trim)
        .filter(|value| !value.is_empty());
    Change::Parameter {
        name: form.name.clone(),
        values: values.map(str::to_owned).collect(),
    }
}

fn complain(page: &mut ShowPage, change: &Change, refusal: Refusal) {
    let (field, label) = match (&refusal, change) {
        (Refusal::Past { .. }, _) => ("since", "起用日"),
        (Refusal::NoReason, _) => ("reason", "理由"),
        (_, Change::Formula(_)) => ("formula", "公式"),
        (_, Change::Parameter { .. }) => ("values", "取值"),
    };
    page.complaints.add(field, label, refusal.to_string());
    if let Refusal::Wrong { shown, .. } = refusal {
        page.carets = shown;
    }
}

async fn record(
    tx: &mut ::store::Tx,
    actor: &Actor,
    indicator: &Indicator,
    change: &Change,
    since: Day,
    reason: &str,
) -> Result<()> {
    let details = match change {
        Change::Formula(formula) => {
            json!({ "formula": formula, "since": since.to_string(), "reason": reason })
        }
        Change::Parameter { name, values } => {
            json!({ "parameter": name, "values": values, "since": since.to_string(), "reason": reason })
        }
    };
    let act = Act {
        act: "plan.indicator.define",
        noun: "indicator",
        subject: indicator.id.clone(),
        summary: format!("修订指标“{}”的定义，{since} 起用", indicator.name),
        details,
    };
    Ok(trail::record(tx, &actor.who(), act).await?)
}
