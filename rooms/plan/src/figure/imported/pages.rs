//! The fragments that the pages of an import embed, and the pages that stand for them without a script.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ledger::door::Import;
use ledger::door::effect::{self, Effect};
use values::{Id, grouped};
use web::{Actor, App, Frame, Path, Result, fragment, page, wants_fragment};

use super::{Line, ahead, since};

#[derive(Template)]
#[template(path = "figure/imported.html")]
struct Part {
    lines: Vec<Line>,
    /// What the three values are.
    heads: [&'static str; 3],
    /// Said where there are no lines.
    none: String,
}

#[derive(Template)]
#[template(path = "figure/imported_page.html")]
struct ImportedPage {
    frame: Frame,
    import: String,
    part: String,
    /// What may still go in.
    effect: Option<Effect>,
}

impl ImportedPage {
    /// 导入 1,241 行
    fn button(effect: &Effect) -> String {
        format!("导入 {} 行", grouped(effect.rows().into()))
    }
}

/// What a ready import would move; its form is sent to the address of all previews. Nothing is kept.
pub async fn preview(
    app: &App,
    actor: &Actor,
    headers: &HeaderMap,
    id: Id<Import>,
) -> Result<Response> {
    let files = app.store().files();
    let mut tx = app.write_wide(actor).await?;
    let found = effect::ready(&mut tx, files, actor, id, app.today()).await?;
    let (lines, none, effect) = match found {
        Err(why) => (Vec::new(), format!("{why}。"), None),
        Ok(effect) => {
            let lines = ahead(app, &mut tx, files, actor, &effect).await?;
            let none = "导入和核实都不动任何数值。".to_owned();
            (lines, none, Some(effect))
        }
    };
    drop(tx);
    let part = Part {
        lines,
        heads: ["现在", "导入后", "凭证到齐并核实后"],
        none,
    };
    if wants_fragment(headers) {
        return fragment(&part);
    }
    let frame = match &effect {
        Some(effect) => {
            let title = format!("{}，数值怎么变", ImportedPage::button(effect));
            frame(app, actor, effect, &title)
        }
        None => Frame::new(app, actor, "数值怎么变").at("/ledger"),
    };
    page(&ImportedPage {
        frame,
        import: format!("/ledger/imports/{id}"),
        part: part.render()?,
        effect,
    })
}

/// GET /figures/of-import/{import}
pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Import>>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let effect = effect::loaded(&mut tx, app.store().files(), &actor, id).await?;
    let part = Part {
        lines: since(&app, &mut tx, &actor, &effect).await?,
        heads: ["导入前", "导入后", "现在"],
        none: "这次导入没有动任何数值。".to_owned(),
    };
    if wants_fragment(&headers) {
        return fragment(&part);
    }
    page(&ImportedPage {
        frame: frame(&app, &actor, &effect, "这次导入动了哪些数值"),
        import: effect.import.path(),
        part: part.render()?,
        effect: None,
    })
}

fn frame(app: &App, actor: &Actor, effect: &Effect, title: &str) -> Frame {
    Frame::new(app, actor, title)
        .at("/ledger")
        .under("台账", "/ledger")
        .under(
            effect.kind_name.clone(),
            format!("/ledger/{}", effect.import.kind),
        )
        .under("导入", effect.import.path())
        .under(title, "")
}
