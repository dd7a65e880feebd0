//! GET, POST /cultivation/priors: the stated chances, what past years taught beside them, and who changed one.

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use web::{Actor, App, Complaints, Fields, Frame, Result, back_to, invalid, page};

use super::{Group, Own, Priors, Shipped, acts, changed, percent, shipped, store};
use crate::access;
use crate::forecast::chance::{PRIOR_WEIGHT, Place, chance};
use crate::forecast::kept::{self, Today};

/// One chance as the page has it.
struct Line {
    one: &'static Shipped,
    key: String,
    value: String,
    source: String,
    is_sure: bool,
    own: Option<Own>,
    /// Past firms, those of them that succeeded, and the chance with them; none where nothing is learnt of it.
    learnt: Option<(i64, i64, String)>,
}

impl Line {
    fn shipped(&self) -> String {
        percent(self.one.value)
    }

    fn is_own(&self) -> bool {
        self.own.is_some()
    }
}

/// A version that was set, with its name.
type Past = (String, Own);

#[derive(Template)]
#[template(path = "prior/list.html")]
struct PriorsPage {
    frame: Frame,
    groups: Vec<(Group, Vec<Line>)>,
    history: Vec<Past>,
    may_act: bool,
    complaints: Complaints,
}

impl PriorsPage {
    fn weight(&self) -> i64 {
        PRIOR_WEIGHT
    }

    fn fault(&self, what: &str, line: &Line) -> &str {
        self.complaints.of(&format!("{what}-{}", line.key))
    }

    fn percent(&self, value: &i64) -> String {
        percent(*value)
    }
}

async fn build(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    typed: Option<&Fields>,
    complaints: Complaints,
) -> Result<PriorsPage> {
    let made = kept::today(app, tx, app.today()).await?;
    let priors = Priors::read(tx).await?;
    let line = |one: &'static Shipped| {
        let key = one.key();
        let own = priors.own.get(&key).cloned();
        let field =
            |what: &str| typed.map(|fields| fields.get(&format!("{what}-{key}")).to_owned());
        let held = own.as_ref().map_or(&one.source, |own| &own.source);
        let is_sure = own.as_ref().map_or(one.is_sure(), |own| own.is_sure);
        Line {
            one,
            value: field("value").unwrap_or_else(|| percent(priors.value(one))),
            source: field("source").unwrap_or_else(|| held.clone()),
            is_sure: typed.map_or(is_sure, |fields| fields.has(&format!("sure-{key}"))),
            learnt: learnt(&made, one, priors.value(one)),
            own,
            key,
        }
    };
    let of = |group: Group| {
        let lines = shipped().iter().filter(|one| one.group == group).map(line);
        (group, lines.collect())
    };
    let history = store::history(tx).await?;
    let frame = Frame::new(app, actor, "先估的把握")
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under("年底预计", "/cultivation/forecast")
        .under("先估", "");
    Ok(PriorsPage {
        frame: frame.with_errors(complaints.len()),
        groups: Group::ALL.into_iter().map(of).collect(),
        history: history.into_iter().map(named).collect(),
        may_act: access::act(actor).is_ok(),
        complaints,
    })
}

fn named((key, own): (String, Own)) -> Past {
    let one = shipped().iter().find(|one| one.key() == key);
    let name = one.map_or(key, |one| format!("{}：{}", one.group.word(), one.name));
    (name, own)
}

/// What past years taught of it.
fn learnt(made: &Today, one: &Shipped, value: i64) -> Option<(i64, i64, String)> {
    let at = match one.group {
        Group::Certificate => 0,
        Group::Pool => 1,
        Group::Goal => return None,
    };
    let place = Place::from_code(&one.id)?;
    let (of, held) = *made.forecasts.get(at)?.learnt.get(&place)?;
    let chance = chance(value, (of, held));
    Some((of, held, percent(chance)))
}

/// GET /cultivation/priors
pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::read(&actor)?;
    let mut tx = app.read(&actor).await?;
    page(&build(&app, &actor, &mut tx, None, Complaints::default()).await?)
}

/// POST /cultivation/priors: all chances of the form at once.
pub async fn set(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    let right = access::act(&actor)?;
    let mut tx = app.write(&actor).await?;
    let held = Priors::read(&mut tx).await?;
    let mut complaints = Complaints::default();
    let typed = |field: &str| fields.get(field).to_owned();
    let changed = changed(&held, typed, |field| fields.has(field), &mut complaints);
    if !complaints.is_empty() {
        let shown = build(&app, &actor, &mut tx, Some(&fields), complaints).await?;
        return invalid(&shown);
    }
    if !changed.is_empty() {
        acts::set(&mut tx, &actor, &right, changed).await?;
        tx.commit().await?;
    }
    Ok(back_to("/cultivation/priors"))
}
