//! What is done to ticked rows: first what it would do and to which not, then the act, all or nothing.

use std::collections::HashSet;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use measure::kind::Kind;
use values::Fen;
use web::{
    Actor, App, Error, Fields, Frame, ListQuery, Path, Result, back_to, fragment, status_page,
    wants_fragment,
};

use super::asked_of;
use super::done::Done;
use crate::access;
use crate::row::acts::{self, LeftOut, Outcome, together};
use crate::row::chosen::{Chosen, MOST, TRIED, Together, Unfit, fit};
use crate::row::refusal::Refusal;
use crate::row::standing::Standing;
use crate::row::state::State as Stage;
use crate::row::{Row, store};

/// Rows that are left out for one reason.
struct Group {
    why: String,
    rows: Vec<(String, String)>,
}

/// What the act would do: the bar under the list, and the middle of the page.
#[derive(Template)]
#[template(path = "chosen/told.html")]
struct Told {
    kind: String,
    act: Together,
    list: String,
    chosen: usize,
    amount: Option<Fen>,
    /// What the act would be done to, as the form sends it.
    marks: Vec<String>,
    /// How many of those would still not count, for want of a voucher.
    unproven: usize,
    /// Those that would not count because another row holds their key: number and address.
    doubles: Vec<(String, String)>,
    groups: Vec<Group>,
    /// What was typed as the reason, and what is wrong with it.
    reason: String,
    fault: &'static str,
    /// Sending back is offered beside verifying.
    may_return: bool,
    /// On a page of its own, without the help of a script.
    alone: bool,
}

#[derive(Template)]
#[template(path = "chosen/show.html")]
struct ChosenPage {
    frame: Frame,
    /// Why nothing was done, or nothing can be.
    refused: String,
    told: String,
    back: String,
}

/// A sentence in the bar.
#[derive(Template)]
#[template(path = "chosen/refused.html")]
struct Refused {
    refused: String,
}

/// A list with ticked rows in it.
struct Sent {
    kind: Kind,
    list: ListQuery,
    act: Option<Together>,
    reason: String,
    chosen: Result<Vec<Chosen>, Unfit>,
}

impl Sent {
    async fn read(
        tx: &mut Tx,
        actor: &Actor,
        (id, fields): (&str, &Fields),
        today: values::Day,
    ) -> Result<Sent> {
        let kinds = crate::kind::kinds(tx).await?;
        let kind = kinds.get(id).cloned().ok_or(Error::NotFound)?;
        let list = ListQuery::from_text(fields.get("list"));
        let chosen = if fields.has("all") {
            let asked = asked_of(tx, &list, &kind, actor, today).await?;
            let sums = store::list::sums(tx, &asked.wanted).await?;
            match usize::try_from(asked.wanted.shown(&sums)) {
                Ok(rows @ ..=MOST) => {
                    fit(store::list::all(tx, &asked.wanted, asked.order, rows).await?)
                }
                too_many => Err(Unfit::TooMany(too_many.unwrap_or(usize::MAX))),
            }
        } else {
            Chosen::read(&still_ticked(fields))
        };
        Ok(Sent {
            kind,
            list,
            act: Together::from_code(fields.get("act")),
            reason: fields.get("reason").to_owned(),
            chosen,
        })
    }

    /// The list that it was sent from.
    fn back(&self) -> String {
        format!("/ledger/{}?{}", self.kind.id, self.list.question())
    }

    /// The act that was asked for, or the one that the chosen rows are ready for.
    async fn act(&self, tx: &mut Tx, actor: &Actor, chosen: &[Chosen]) -> Result<Together> {
        if let Some(act) = self.act {
            return Ok(act);
        }
        if !access::may_verify(actor, &self.kind) {
            return Ok(Together::Submit);
        }
        let entries: Vec<_> = chosen.iter().map(|one| one.entry).collect();
        let held = store::line::held(tx, &entries, None).await?;
        let waits = held.values().any(|row| row.state == Stage::Submitted);
        Ok(if waits || !access::may_enter(actor, &self.kind) {
            Together::Verify
        } else {
            Together::Submit
        })
    }
}

/// The rows that a form names. The bar beside a list sends along what is ticked at the press, first nothing so that none is
/// told from not said: of the rows that it told of, those that are ticked no more are let be.
fn still_ticked(fields: &Fields) -> Vec<String> {
    let (rows, ticked) = (fields.all("row"), fields.all("ticked"));
    let ticked: HashSet<&String> = ticked.iter().collect();
    let is_meant = |row: &&String| !fields.has("ticked") || ticked.contains(row);
    rows.iter().filter(is_meant).cloned().collect()
}

/// POST /ledger/{kind}/chosen: what the act would do. Nothing is kept.
pub async fn preview(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let mut tx = app.write_wide(&actor).await?;
    let sent = Sent::read(&mut tx, &actor, (&id, &fields), app.today()).await?;
    let is_part = wants_fragment(&headers);
    let chosen = match &sent.chosen {
        Ok(chosen) => chosen,
        Err(Unfit::Nothing) if is_part => return Ok(StatusCode::OK.into_response()),
        Err(unfit) => return refused(&app, &actor, &sent, unfit, is_part),
    };
    let act = sent.act(&mut tx, &actor, chosen).await?;
    let outcome = together(&mut tx, &actor, &sent.kind.id, (act, TRIED), chosen).await?;
    drop(tx);
    let told = Told::of(&sent, act, &outcome, !is_part);
    if is_part {
        return fragment(&told);
    }
    show(&app, &actor, &sent, StatusCode::OK, told, String::new())
}

/// POST /ledger/{kind}/submission
pub async fn submit(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    act(app, actor, id, fields, Together::Submit).await
}

/// POST /ledger/{kind}/verification
pub async fn verify(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    act(app, actor, id, fields, Together::Verify).await
}

/// POST /ledger/{kind}/return
pub async fn send_back(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    act(app, actor, id, fields, Together::SendBack).await
}

/// All of it or nothing: what was shown before is what is done.
async fn act(
    app: App,
    actor: Actor,
    id: String,
    fields: Fields,
    act: Together,
) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    let mut tx = app.write_wide(&actor).await?;
    let sent = Sent::read(&mut tx, &actor, (&id, &fields), app.today()).await?;
    let chosen = match &sent.chosen {
        Ok(chosen) => chosen,
        Err(unfit) => return refused(&app, &actor, &sent, unfit, false),
    };
    let unsaid = act.asks_why() && sent.reason.is_empty();
    let reason = if unsaid { TRIED } else { &sent.reason };
    let outcome = together(&mut tx, &actor, &sent.kind.id, (act, reason), chosen).await?;
    if unsaid {
        drop(tx);
        let told = Told {
            fault: "要写明，对方会看到",
            ..Told::of(&sent, act, &outcome, true)
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&app, &actor, &sent, status, told, String::new());
    }
    if outcome.left_out.is_empty() {
        let done = Done {
            act,
            rows: chosen.len(),
            sequence: tx.sequence(),
        };
        tx.commit().await?;
        let mut back =
            ListQuery::from_text(&sent.list.question()).with(Done::NAME, &done.to_string());
        back.insert_str(0, &format!("/ledger/{}", sent.kind.id));
        return Ok(back_to(back));
    }
    drop(tx);
    let why = format!(
        "一条也没有{}：{} 条里有 {} 条现在不能办。下面写明是哪些；其余的可以再办。",
        act.word(),
        chosen.len(),
        outcome.left_out.len()
    );
    let told = Told::of(&sent, act, &outcome, true);
    show(&app, &actor, &sent, StatusCode::CONFLICT, told, why)
}

fn refused(
    app: &App,
    actor: &Actor,
    sent: &Sent,
    unfit: &Unfit,
    is_part: bool,
) -> Result<Response> {
    let refused = format!("{unfit}。");
    if is_part {
        return fragment(&Refused { refused });
    }
    let page = ChosenPage {
        frame: frame(app, actor, sent, "批量办理"),
        refused,
        told: String::new(),
        back: sent.back(),
    };
    status_page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn show(
    app: &App,
    actor: &Actor,
    sent: &Sent,
    status: StatusCode,
    told: Told,
    refused: String,
) -> Result<Response> {
    let page = ChosenPage {
        frame: frame(app, actor, sent, &format!("{}所选的记录", told.act.word())),
        refused,
        told: told.render()?,
        back: sent.back(),
    };
    status_page(status, &page)
}

fn frame(app: &App, actor: &Actor, sent: &Sent, title: &str) -> Frame {
    Frame::new(app, actor, title)
        .at("/ledger")
        .under("台账", "/ledger")
        .under(sent.kind.name.clone(), sent.back())
        .under(title, "")
}

impl Told {
    fn of(sent: &Sent, act: Together, outcome: &Outcome, alone: bool) -> Told {
        let rows = || {
            let left_out = outcome.left_out.iter().filter_map(|one| one.row.as_ref());
            outcome.done.iter().chain(left_out)
        };
        let has_amount = rows().any(|row| row.measured.amount.is_some());
        let amounts = rows().filter_map(|row| row.measured.amount);
        // The form names the version that was seen, which is the one before the new one.
        let seen = |row: &Row| Chosen {
            entry: row.entry,
            version: row.version - 1,
        };
        let unproven = |row: &&Row| row.standing == Standing::Unproven;
        let doubles = outcome.done.iter();
        let doubles = doubles.filter(|row| row.standing == Standing::Double);
        Told {
            kind: sent.kind.id.clone(),
            act,
            list: sent.list.question(),
            chosen: outcome.done.len() + outcome.left_out.len(),
            amount: has_amount.then(|| amounts.fold(Fen::ZERO, |sum, one| sum + one)),
            marks: outcome
                .done
                .iter()
                .map(|row| seen(row).to_string())
                .collect(),
            unproven: outcome.done.iter().filter(unproven).count(),
            doubles: doubles
                .map(|row| (row.number.clone(), row.path()))
                .collect(),
            groups: groups(&outcome.left_out),
            reason: sent.reason.clone(),
            fault: "",
            may_return: act == Together::Verify && !alone,
            alone,
        }
    }
}

/// By their reasons, in the order in which these come first.
fn groups(left_out: &[LeftOut]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for one in left_out {
        let why = worded(&one.why);
        let row = match &one.row {
            Some(row) => (row.number.clone(), row.path()),
            None => (String::new(), String::new()),
        };
        match groups.iter_mut().find(|group| group.why == why) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group {
                why,
                rows: vec![row],
            }),
        }
    }
    groups
}

fn worded(why: &Refusal) -> String {
    match why {
        Refusal::Moved {
            name, time, word, ..
        } => {
            format!("您打开列表以后，{name} {time} {word}过，请先看最新内容")
        }
        other => other.to_string(),
    }
}
