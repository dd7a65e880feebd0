//! The page on which the list of firms becomes a view, and on which views are taken away.

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde_json::json;
use trail::Act;
use values::Id;
use web::view::{Refusal, Scope, View, keep, owners, remove};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, ListQuery, Path, Result, back_to, invalid, page,
};

use super::{path, store};
use crate::firm::asked::Asked;

#[derive(Template)]
#[template(path = "view/form.html")]
struct ViewsPage {
    frame: Frame,
    /// The list that becomes a view.
    list: String,
    /// What holds in it.
    filters: Vec<String>,
    name: String,
    scope: Scope,
    scopes: Vec<(Scope, &'static str)>,
    /// Those that the person sees, each with whether it may be taken away.
    views: Vec<(View, bool)>,
    complaints: Complaints,
}

impl ViewsPage {
    fn path(&self, view: &View) -> String {
        path(view)
    }

    async fn of(app: &App, tx: &mut Tx, actor: &Actor, fields: &Fields) -> Result<ViewsPage> {
        let list = ListQuery::from_text(fields.get("list"));
        let asked = Asked::of(tx, &list, actor, app.today()).await?;
        let views = store::of(tx, &owners(actor)).await?.into_iter();
        let note = |scope: Scope| match scope {
            Scope::Mine => "只在我的列表上",
            Scope::Unit => "本单位的人都看得到",
            Scope::All => "看得到企业库的人都看得到",
        };
        let scopes = Scope::ALL.into_iter();
        Ok(ViewsPage {
            frame: Frame::new(app, actor, "企业库的视图")
                .at("/firms")
                .under("企业库", format!("/firms?{}", list.question()))
                .under("视图", ""),
            list: list.question(),
            filters: asked.chips.into_iter().map(|(word, _)| word).collect(),
            name: fields.get("name").to_owned(),
            scope: Scope::from_code(fields.get("scope")).unwrap_or(Scope::Mine),
            scopes: scopes
                .filter(|scope| keep(actor, *scope).is_ok())
                .map(|scope| (scope, note(scope)))
                .collect(),
            views: views
                .map(|view| {
                    let may = remove(actor, &view).is_some();
                    (view, may)
                })
                .collect(),
            complaints: Complaints::default(),
        })
    }
}

/// GET /firms/views?list=
pub async fn form(
    State(app): State<App>,
    actor: Actor,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response> {
    let fields = Fields::from_pairs(pairs);
    let mut tx = app.read(&actor).await?;
    page(&ViewsPage::of(&app, &mut tx, &actor, &fields).await?)
}

/// POST /firms/views
pub async fn add(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    if actor.posts.is_empty() {
        return Err(Error::forbidden("没有岗位的人不能存视图。", "有岗位的人"));
    }
    let mut tx = app.write(&actor).await?;
    match added(&mut tx, &actor, &fields).await? {
        Ok(view) => {
            let summary = format!("存企业库视图“{}”，给{}", view.name, view.scope.word());
            told(&mut tx, &actor, &view, ("enterprise.view.add", summary)).await?;
            tx.commit().await?;
            Ok(back_to(path(&view)))
        }
        Err(refusal) => {
            let mut page = ViewsPage::of(&app, &mut tx, &actor, &fields).await?;
            let (field, reason) = refusal.told();
            let label = if field == "name" {
                "名称"
            } else {
                "给谁看"
            };
            page.complaints.add(field, label, reason);
            page.frame = page.frame.with_errors(1);
            invalid(&page)
        }
    }
}

async fn added(tx: &mut Tx, actor: &Actor, fields: &Fields) -> Result<Result<View, Refusal>> {
    let scope = Scope::from_code(fields.get("scope")).unwrap_or(Scope::Mine);
    let right = match keep(actor, scope) {
        Ok(right) => right,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let known = store::of(tx, &[right.owner()]).await?;
    let list = ListQuery::from_text(fields.get("list"));
    let named = (known.as_slice(), tx.moment());
    let view = View::named(actor, &right, ("", scope), fields.get("name"), &list, named);
    if let Ok(view) = &view {
        store::insert(tx, view).await?;
    }
    Ok(view)
}

/// POST /firms/views/{id}/removal
pub async fn take_away(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<View>>,
) -> Result<Response> {
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
    let summary = format!("删企业库视图“{}”", view.name);
    told(&mut tx, &actor, &view, ("enterprise.view.remove", summary)).await?;
    tx.commit().await?;
    Ok(back_to("/firms/views"))
}

async fn told(
    tx: &mut Tx,
    actor: &Actor,
    view: &View,
    (act, summary): (&str, String),
) -> ::store::Result<()> {
    let act = Act {
        act,
        noun: "view",
        subject: view.id.to_string(),
        summary,
        details: json!({"scope": view.scope.code(), "question": view.question}),
    };
    trail::record(tx, &actor.who(), act).await
}
