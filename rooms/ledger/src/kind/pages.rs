//! The kinds of the ledger, and for the administrator a county's own.

pub mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use measure::kind::Kind;
use serde_json::json;
use trail::Act;
use web::{Actor, App, Complaints, Fields, Frame, Result, back_to, page, status_page};

use super::{Own, TAKEN, read, store};
use crate::access;
use crate::row::acts;

/// One kind on the page.
struct KindLine {
    kind: Kind,
    own: bool,
    /// The text of a county's own kind.
    text: String,
}

impl KindLine {
    /// Who wrote it.
    fn source(&self) -> &'static str {
        if self.own {
            "本县（市）自定"
        } else {
            "随程序"
        }
    }

    fn required(&self) -> String {
        let names: Vec<&str> = self
            .kind
            .vouchers
            .iter()
            .filter(|voucher| voucher.required)
            .map(|voucher| voucher.name.as_str())
            .collect();
        if names.is_empty() {
            "—".to_owned()
        } else {
            names.join("、")
        }
    }

    fn key(&self) -> String {
        let name = |id: &String| match id.as_str() {
            "subject" => "企业".to_owned(),
            "town" => "镇区".to_owned(),
            id => self
                .kind
                .field(id)
                .map_or_else(|| id.to_owned(), |field| field.name.clone()),
        };
        if self.kind.once.is_empty() {
            "—".to_owned()
        } else {
            self.kind
                .once
                .iter()
                .map(name)
                .collect::<Vec<_>>()
                .join(" + ")
        }
    }
}

#[derive(Template)]
#[template(path = "kind/list.html")]
struct KindsPage {
    frame: Frame,
    lines: Vec<KindLine>,
    complaints: Complaints,
    text: String,
    /// What is wrong with the text, with the word marked.
    fault: String,
    may_keep: bool,
}

async fn build(
    app: &App,
    actor: &Actor,
    text: &str,
    complaints: Complaints,
    fault: String,
) -> Result<KindsPage> {
    let mut tx = app.read(actor).await?;
    let lines = lines(&mut tx).await?;
    let frame = Frame::new(app, actor, "台账类别")
        .at("/ledger")
        .under("台账", "/ledger")
        .under("台账类别", "")
        .with_errors(complaints.len());
    Ok(KindsPage {
        frame,
        lines,
        complaints,
        text: text.to_owned(),
        fault,
        may_keep: access::keep_kinds(actor).is_ok(),
    })
}

/// Every kind, shipped or the county's own.
async fn lines(tx: &mut Tx) -> Result<Vec<KindLine>> {
    let own = store::now(tx).await?;
    let kinds = super::kinds(tx).await?;
    let line = |kind: &Kind| {
        let text = own
            .iter()
            .find(|own| own.kind == kind.id)
            .map(|own| own.text.clone());
        KindLine {
            own: text.is_some(),
            text: text.unwrap_or_default(),
            kind: kind.clone(),
        }
    };
    Ok(kinds.iter().map(line).collect())
}

/// GET /ledger/kinds
pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    acts::opened(access::enter_room(&actor))?;
    page(&build(&app, &actor, "", Complaints::default(), String::new()).await?)
}

/// POST /ledger/kinds: a county's own kind, new or in a new version.
pub async fn keep(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    acts::opened(access::keep_kinds(&actor))?;
    let text = fields.get("text");
    let mut tx = app.write(&actor).await?;
    let known = store::now(&mut tx).await?;
    let (kind, version) = match checked(&known, text) {
        Ok(found) => found,
        Err((reason, fault)) => {
            drop(tx);
            let mut complaints = Complaints::default();
            complaints.add("text", "类别文本", reason);
            return status_page(
                StatusCode::UNPROCESSABLE_ENTITY,
                &build(&app, &actor, text, complaints, fault).await?,
            );
        }
    };
    let own = Own {
        kind: kind.id.clone(),
        version,
        text: text.to_owned(),
    };
    store::keep(&mut tx, &actor.who(), &own).await?;
    tx.touch(&kind.id).await?;
    tx.touch("definition").await?;
    let summary = format!("台账类别“{}”第 {version} 版", kind.name);
    let details = json!({"kind": kind.id, "version": version, "text": text});
    trail::record(
        &mut tx,
        &actor.who(),
        Act {
            act: "ledger.kind.keep",
            noun: "kind",
            subject: kind.id.clone(),
            summary,
            details,
        },
    )
    .await?;
    tx.commit().await?;
    Ok(back_to(format!("/ledger/{}", kind.id)))
}

/// The kind that a text means and its version; or what is wrong, and where.
fn checked(known: &[Own], text: &str) -> std::result::Result<(Kind, i64), (String, String)> {
    const NAME: &str = "新类别";
    let told = |fault: measure::Fault| (fault.to_string(), fault.show(text));
    // A text without a readable id gets its fault from the reading below.
    let table = text.parse::<toml::Table>().unwrap_or_default();
    let id = table
        .get("id")
        .and_then(toml::Value::as_str)
        .unwrap_or(NAME)
        .to_owned();
    let version = known
        .iter()
        .find(|own| own.kind == id)
        .map_or(1, |own| own.version + 1);
    let mut all: Vec<Own> = known.iter().filter(|own| own.kind != id).cloned().collect();
    all.push(Own {
        kind: id.clone(),
        version,
        text: text.to_owned(),
    });
    let kinds = read(&all).map_err(told)?;
    let kind = kinds
        .get(&id)
        .cloned()
        .ok_or_else(|| (String::new(), String::new()))?;
    if TAKEN.contains(&kind.id.as_str()) {
        return Err((
            format!("类别代号“{}”是系统地址里的词，请换一个", kind.id),
            String::new(),
        ));
    }
    if let Some(field) = kind
        .fields
        .iter()
        .find(|field| INPUTS.contains(&field.id.as_str()))
    {
        return Err((
            format!("字段代号“{}”是表单自己的输入项，请换一个", field.id),
            String::new(),
        ));
    }
    Ok((kind, version))
}

/// Inputs of every row's form, which a field may not be called.
const INPUTS: [&str; 6] = ["firm", "town", "reason", "version", "act", "to"];
