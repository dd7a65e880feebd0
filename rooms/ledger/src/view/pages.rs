//! The page on which a list becomes a view, and on which views are taken away.

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use measure::kind::Kind;
use serde_json::json;
use trail::Act;
use values::Id;
use web::{
    Actor, App, Complaints, Error, Fields, Frame, ListQuery, Path, Result, back_to, status_page,
};

use super::{Refusal, Scope, View, keep, owners, path, remove, store};
use crate::access;
use crate::row::acts::opened;
use crate::row::pages::list::asked_of;

#[derive(Template)]
#[template(path = "view/form.html")]
struct ViewsPage {
    frame: Frame,
    kind: Kind,
    /// The list that becomes a view.
    list: String,
    /// What holds in it.
    filters: Vec<String>,
    name: String,
    scope: Scope,
    scopes: Vec<(Scope, &'static str, bool)>,
    /// Those that the person sees, each with whether it may be taken away.
    views: Vec<(View, bool)>,
    complaints: Complaints,
}

/// GET /ledger/{kind}/views?list=
pub async fn form(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    opened(access::enter_room(&actor))?;
    let fields = Fields::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    let page = ViewsPage::of(&app, &mut tx, &actor, &id, &fields).await?;
    status_page(StatusCode::OK, &page)
}

/// POST /ledger/{kind}/views
pub async fn add(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    opened(access::enter_room(&actor))?;
    let mut tx = app.write(&actor).await?;
    let kinds = crate::kind::kinds(&mut tx).await?;
    let kind = kinds.get(&id).ok_or(Error::NotFound)?;
    match added(&mut tx, &actor, kind, &fields).await? {
        Ok(view) => {
            let who = actor.who();
            let details =
                json!({"kind": view.list, "scope": view.scope.code(), "question": view.question});
            let summary = format!("存视图“{}”，给{}", view.name, view.scope.word());
            told(&mut tx, &who, &view, ("ledger.view.add", summary, details)).await?;
            tx.commit().await?;
            Ok(back_to(path(&view)))
        }
        Err(refusal) => {
            let mut page = ViewsPage::of(&app, &mut tx, &actor, &id, &fields).await?;
            let (field, reason) = refusal.told();
            let label = if field == "name" {
                "名称"
            } else {
                "给谁看"
            };
            page.complaints.add(field, label, reason);
            page.frame = page.frame.with_errors(1);
            status_page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn added(
    tx: &mut Tx,
    actor: &Actor,
    kind: &Kind,
    fields: &Fields,
) -> Result<Result<View, Refusal>> {
    let scope = Scope::from_code(fields.get("scope")).unwrap_or(Scope::Mine);
    let right = match keep(actor, scope) {
        Ok(right) => right,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let known = store::of(tx, &kind.id, &[right.owner()]).await?;
    let list = ListQuery::from_text(fields.get("list"));
    let named = (known.as_slice(), tx.moment());
    let view = View::named(
        actor,
        &right,
        (&kind.id, scope),
        fields.get("name"),
        &list,
        named,
    );
    if let Ok(view) = &view {
        store::insert(tx, view).await?;
    }
    Ok(view)
}

/// POST /ledger/views/{id}/removal
pub async fn take_away(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<View>>,
) -> Result<Response> {
    opened(access::enter_room(&actor))?;
    let mut tx = app.write(&actor).await?;
    let view = store::find(&mut tx, id).await?;
    let view = view
        .filter(|view| owners(&actor).contains(&view.owner))
        .ok_or(Error::NotFound)?;
    if remove(&actor, &view).is_none() {
        return Err(Error::forbidden(
            format!("视图“{}”不是您存的。", view.name),
            format!("{}、所在单位的负责人", view.author_name),
        ));
    }
    store::delete(&mut tx, id).await?;
    let summary = format!("删视图“{}”", view.name);
    let details = json!({"kind": view.list, "question": view.question});
    let told_of = ("ledger.view.remove", summary, details);
    told(&mut tx, &actor.who(), &view, told_of).await?;
    tx.commit().await?;
    Ok(back_to(format!("/ledger/{}/views", view.list)))
}

async fn told(
    tx: &mut Tx,
    who: &trail::Who,
    view: &View,
    (act, summary, details): (&str, String, serde_json::Value),
) -> ::store::Result<()> {
    let act = Act {
        act,
        noun: "view",
        subject: view.id.to_string(),
        summary,
        details,
    };
    trail::record(tx, who, act).await
}

impl ViewsPage {
    fn path(&self, view: &View) -> String {
        path(view)
    }

    async fn of(
        app: &App,
        tx: &mut Tx,
        actor: &Actor,
        id: &str,
        fields: &Fields,
    ) -> Result<ViewsPage> {
        let kinds = crate::kind::kinds(tx).await?;
        let kind = kinds.get(id).cloned().ok_or(Error::NotFound)?;
        let list = ListQuery::from_text(fields.get("list"));
        let asked = asked_of(tx, &list, &kind, actor, app.today()).await?;
        let views = store::of(tx, id, &owners(actor)).await?;
        let scopes = Scope::ALL.into_iter().map(|scope| {
            let note = match scope {
                Scope::Mine => "只在我的列表上",
                Scope::Unit => "本单位的人都看得到",
                Scope::All => "看得到这类台账的人都看得到",
            };
            (scope, note, keep(actor, scope).is_ok())
        });
        let frame = Frame::new(app, actor, format!("{}的视图", kind.name))
            .at("/ledger")
            .under("台账", "/ledger")
            .under(
                kind.name.clone(),
                format!("/ledger/{id}?{}", list.question()),
            )
            .under("视图", "");
        Ok(ViewsPage {
            frame,
            list: list.question(),
            filters: asked.chips.into_iter().map(|(name, _)| name).collect(),
            name: fields.get("name").to_owned(),
            scope: Scope::from_code(fields.get("scope")).unwrap_or(Scope::Mine),
            scopes: scopes.filter(|(_, _, may)| *may).collect(),
            views: views
                .into_iter()
                .map(|view| (view.clone(), remove(actor, &view).is_some()))
                .collect(),
            complaints: Complaints::default(),
            kind,
        })
    }
}
