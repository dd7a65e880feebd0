//! What is sent from the form of a year.

use axum::extract::State;
use axum::response::Response;
use web::{Actor, App, Complaints, Fields, Path, Result, back_to, invalid};

use super::{FormPage, ground, may_name, own_source};
use crate::access;
use crate::fact::acts::{self, Change, Manner};
use crate::fact::odd::{self, Odd, Year};
use crate::fact::{Definition, Known, Source, definitions, reading};
use crate::firm::pages::open;

/// Facts with what was typed for them; nothing where the field was emptied.
type Given = Vec<(&'static Definition, Option<i64>)>;

/// POST /firms/{code}/facts/{year}
pub async fn save(
    State(app): State<App>,
    actor: Actor,
    Path((code, year)): Path<(String, i32)>,
    fields: Fields,
) -> Result<Response> {
    let read = ground(&app, &actor, &code, year).await?;
    let mut tx = app.write(&actor).await?;
    let firm = open(&mut tx, &actor, &code).await?;
    let right = access::state(&actor, &firm)?;
    let held = acts::known(&mut tx, firm.id, year).await?;
    let before = acts::known(&mut tx, firm.id, year - 1).await?;
    let after = acts::known(&mut tx, firm.id, year + 1).await?;
    let earlier = acts::known(&mut tx, firm.id, year - 2).await?;
    let manner = manner(&actor, &fields);
    let (given, mut complaints) = given(&fields);
    let changes = acts::changes(&held, &given, year, app.today());
    complaints.0.extend(unexplained(&changes, &manner).0);
    complaints.0.extend(overtaken(&changes, &fields).0);
    let own = values_of(&held, &given);
    let earlier = two_years(&before, &earlier);
    let found = odd::odd(&own, &values(&before), &values(&after), &earlier);
    let odd = unanswered(found, &changes, &fields);
    if complaints.is_empty() && odd.is_empty() {
        acts::state(&mut tx, &actor.who(), (right, &manner), &changes).await?;
        tx.commit().await?;
        return Ok(back_to(format!("/firms/{}/facts", firm.code)));
    }
    drop(tx);
    let only_asked = fields.get("only") == "asked";
    let mut page = FormPage::of(&app, &actor, read, &fields, only_asked);
    page.frame = page.frame.with_errors(complaints.len() + odd.len());
    page.complaints = complaints;
    page.odd = odd
        .into_iter()
        .map(|odd| {
            let one = definitions().iter().find(|one| one.id == odd.fact);
            let instead = odd.instead.zip(one).map(|(value, one)| one.spoken(value));
            (odd, instead.unwrap_or_default())
        })
        .collect();
    invalid(&page)
}

fn manner(actor: &Actor, fields: &Fields) -> Manner {
    Manner {
        source: Source::from_code(fields.get("source"))
            .filter(|source| *source != Source::Register && may_name(actor, *source))
            .unwrap_or(own_source(actor)),
        paper: fields.get("paper").to_owned(),
        reason: fields.get("reason").to_owned(),
    }
}

/// Reads all that was sent; a fact that was not on the form is left alone.
fn given(fields: &Fields) -> (Given, Complaints) {
    let (mut given, mut complaints) = (Vec::new(), Complaints::default());
    for one in definitions().iter().filter(|one| fields.has(&one.id)) {
        match fields.get(&one.id) {
            "" => given.push((one, None)),
            text => match reading::read(one, text) {
                Ok(value) => given.push((one, Some(value))),
                Err(why) => complaints.add(one.id.as_str(), one.name.as_str(), why),
            },
        }
    }
    for (field, label) in [("paper", "依据文件"), ("reason", "更正依据")] {
        let long = fields.get(field).chars().count();
        if long > 200 {
            complaints.add(field, label, format!("在 200 字以内，您填了 {long} 字"));
        }
    }
    (given, complaints)
}

/// Corrections want to be explained.
fn unexplained(changes: &[Change], manner: &Manner) -> Complaints {
    let mut complaints = Complaints::default();
    let names: Vec<&str> = changes
        .iter()
        .filter(|change| change.step.wants_reason())
        .map(|change| change.one.name.as_str())
        .collect();
    if !names.is_empty() && manner.reason.is_empty() {
        complaints.add(
            "reason",
            "更正依据",
            format!(
                "要填：{}原来已经填报，写明依据的文件或情况才能更正",
                names.join("、")
            ),
        );
    }
    complaints
}

/// Somebody else stated a fact after this form was opened.
fn overtaken(changes: &[Change], fields: &Fields) -> Complaints {
    let mut complaints = Complaints::default();
    let known: i64 = fields.get("known").parse().unwrap_or(i64::MAX);
    for change in changes.iter().filter(|change| change.since > known) {
        let before = change.before.map(|value| change.one.spoken(value));
        let why = format!(
            "您打开以后，有人已填为 {}。仍要改的，再保存一次",
            before.unwrap_or_default()
        );
        complaints.add(change.one.id.as_str(), change.one.name.as_str(), why);
    }
    complaints
}

fn values(known: &Known) -> Year {
    let pair = |(id, held): (&String, &crate::fact::Held)| (id.clone(), held.value);
    known.iter().map(pair).collect()
}

/// The year as it would be.
fn values_of(held: &Known, given: &Given) -> Year {
    let mut all = values(held);
    for (one, value) in given {
        match value {
            Some(value) => all.insert(one.id.clone(), *value),
            None => all.remove(&one.id),
        };
    }
    all
}

/// The two years before, summed up where both are known.
fn two_years(before: &Known, earlier: &Known) -> Year {
    let sum = |id: &str| {
        let (one, other) = (before.get(id)?.value, earlier.get(id)?.value);
        Some((id.to_owned(), one.checked_add(other)?))
    };
    ["rd"].into_iter().filter_map(sum).collect()
}

/// What is odd, concerns something that was just given, and was not said to be right.
fn unanswered(found: Vec<Odd>, changes: &[Change], fields: &Fields) -> Vec<Odd> {
    let changed = |id: &str| changes.iter().any(|change| change.one.id == id);
    let concerns = |odd: &Odd| match odd.fact {
        "hightech_income" => changed(odd.fact) || changed("total_income"),
        "tech_staff" | "rd_staff" => changed(odd.fact) || changed("staff"),
        "rd" => changed("rd") || changed("revenue"),
        "rd_domestic" => changed("rd_domestic") || changed("rd"),
        other => changed(other),
    };
    let said = |odd: &Odd| !fields.get(&format!("right.{}", odd.fact)).is_empty();
    found
        .into_iter()
        .filter(|odd| concerns(odd) && !said(odd))
        .collect()
}
