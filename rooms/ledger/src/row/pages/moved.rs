//! Two people at one row: the second gets a page with both inputs, and nothing is overwritten.

use ::store::Tx;
use axum::http::StatusCode;
use axum::response::Response;
use measure::kind::Kind;
use values::Id;
use web::{Actor, App, Complaints, Error, Fields, Result, status_page};

use super::form::sending::find_firm;
use super::form::{About, build};
use super::inputs::{Input, TownInput};
use super::seen::Seen;
use crate::row::acts::Held;
use crate::row::check::FIRM;
use crate::row::reading::{self, Writing};
use crate::row::{Content, Entry, store};
use crate::voucher;

/// What the other did since the form was opened.
#[derive(Clone, Debug)]
pub struct Conflict {
    pub name: String,
    pub time: String,
    pub word: &'static str,
    pub lines: Vec<Line>,
}

/// A field that differs: what is stored now beside what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: String,
    pub name: String,
    pub theirs: String,
    pub mine: String,
    /// Only the other changed it.
    pub take_theirs: bool,
}

/// `pick.{field}` = `theirs` or `mine`.
fn pick(id: &str) -> String {
    format!("pick.{id}")
}

/// Puts what is stored in the place of what was typed, where the person chose so. Only as long as
/// what is stored is still what the person saw.
pub async fn picked(
    tx: &mut Tx,
    held: &Held,
    mut fields: Fields,
    looked_at: i64,
) -> Result<Fields> {
    if held.row.version != looked_at {
        return Ok(fields);
    }
    let kind = held.kind()?;
    let stored = stored(tx, kind, &held.row.content).await?;
    for (id, _, value) in stored {
        if fields.get(&pick(&id)) == "theirs" {
            fields.set(&id, &value);
        }
    }
    Ok(fields)
}

/// Every input of the form with what is stored for it: id, name, text as the form writes it.
async fn stored(
    tx: &mut Tx,
    kind: &Kind,
    content: &Content,
) -> Result<Vec<(String, String, String)>> {
    let nothing = Fields::default();
    let firm = match content.subject {
        Some(id) => enterprise::door::firm(tx, id)
            .await?
            .map(|firm| firm.name)
            .unwrap_or_default(),
        None => String::new(),
    };
    let mut all = vec![(FIRM.to_owned(), "企业".to_owned(), firm)];
    all.push((
        "town".to_owned(),
        "镇区".to_owned(),
        content
            .town
            .some()
            .map(|town| town.to_string())
            .unwrap_or_default(),
    ));
    let inputs = super::inputs::inputs(tx, kind, &nothing, Some(content)).await?;
    let typed = inputs.into_iter().filter(|input| !input.is("joined"));
    all.extend(typed.map(|input| (input.id, input.name, input.value)));
    Ok(all)
}

/// The page with both inputs: status 409.
pub async fn page(
    app: &App,
    actor: &Actor,
    entry: Id<Entry>,
    looked_at: i64,
    fields: &Fields,
) -> Result<Response> {
    let mut tx = app.read(actor).await?;
    let seen = Seen::load(&mut tx, actor, entry).await?;
    let kind = seen.kind()?.clone();
    let versions = store::versions(&mut tx, entry).await?;
    let base = versions
        .iter()
        .find(|version| version.version == looked_at)
        .ok_or(Error::NotFound)?;
    let theirs = stored(&mut tx, &kind, &seen.row().content).await?;
    let before = stored(&mut tx, &kind, &base.content).await?;
    let vouchers = voucher::store::of(&mut tx, entry).await?;
    let about = About {
        kind: &kind,
        held: Some(&seen.held),
        content: Some(&seen.row().content),
        vouchers: &vouchers,
    };
    let mut form = build(app, &mut tx, actor, about, fields, Complaints::default()).await?;
    let mut mine = Fields::from_pairs(
        fields
            .pairs()
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    if let Ok(Some(firm)) = find_firm(&mut tx, &kind, fields.get(FIRM)).await? {
        mine.set(FIRM, &firm.name);
    }
    let lines = lines(&kind, &theirs, &before, &mine, app.today().year());
    let row = seen.row();
    form.conflict = Some(Conflict {
        name: row.actor.name.clone(),
        time: row.moment.spoken(),
        word: row.cause.word(),
        lines: lines
            .into_iter()
            .map(|line| spoken(line, &form.inputs, form.town.as_ref()))
            .collect(),
    });
    status_page(StatusCode::CONFLICT, &form)
}

/// Only the fields that differ. A field that was not sent has not been typed.
fn lines(
    kind: &Kind,
    theirs: &[(String, String, String)],
    before: &[(String, String, String)],
    mine: &Fields,
    year: i32,
) -> Vec<Line> {
    // 36 and 36.00, 9月16日 and 2020-09-16 are the same said differently.
    let read = |id: &str, text: &str| match kind.field(id) {
        Some(field) if !text.is_empty() => {
            reading::read(field, text, Writing::Typed { year }).unwrap_or_else(|_| text.to_owned())
        }
        _ => text.to_owned(),
    };
    let same = |id: &str, a: &str, b: &str| read(id, a) == read(id, b);
    let mut lines = Vec::new();
    for ((id, name, theirs), (_, _, before)) in theirs.iter().zip(before) {
        let mine = mine.get(id);
        if !same(id, mine, theirs) {
            lines.push(Line {
                id: id.clone(),
                name: name.clone(),
                theirs: theirs.clone(),
                mine: mine.to_owned(),
                take_theirs: same(id, mine, before),
            });
        }
    }
    lines.retain(|line| mine.has(&line.id));
    lines
}

/// Options and towns by their names.
fn spoken(mut line: Line, inputs: &[Input], town: Option<&TownInput>) -> Line {
    let options = match (line.id.as_str(), town) {
        ("town", Some(town)) => Some(&town.towns),
        (id, _) => inputs
            .iter()
            .find(|input| input.id == id && input.is("choice"))
            .map(|input| &input.options),
    };
    let named = |value: &str| {
        let name = options
            .and_then(|options| options.iter().find(|(id, _)| id == value))
            .map(|(_, name)| name.clone());
        name.unwrap_or_else(|| value.to_owned())
    };
    (line.theirs, line.mine) = (named(&line.theirs), named(&line.mine));
    line
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::kind::shipped;

    fn three(pairs: &[(&str, &str)]) -> Vec<(String, String, String)> {
        pairs
            .iter()
            .map(|(id, value)| ((*id).to_owned(), (*id).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn only_what_differs_is_asked_and_untouched_fields_follow_the_other() {
        let kinds = shipped();
        let before = three(&[
            ("payee", "江海理工大学"),
            ("note", "首期款"),
            ("bank", ""),
            ("amount", "18.00"),
        ]);
        let theirs = three(&[
            ("payee", "技术转移中心"),
            ("note", "首期款"),
            ("bank", "农行"),
            ("amount", "18.00"),
        ]);
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let mine = Fields::from_pairs([
            pair("payee", "江海理工大学"),
            pair("note", "首期款，合同第 4 条"),
            pair("bank", "工行"),
            pair("amount", "18"),
        ]);
        let lines = lines(kinds.get("payment").unwrap(), &theirs, &before, &mine, 2020);
        let told: Vec<(&str, bool)> = lines
            .iter()
            .map(|line| (line.id.as_str(), line.take_theirs))
            .collect();
        assert_eq!(told, [("payee", true), ("note", false), ("bank", false)]);
    }
}
