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
    pub theirs: Side,
    pub mine: Side,
    /// Only the other changed it.
    pub take_theirs: bool,
}

/// One person's text of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// As the form sends it.
    pub sent: String,
    /// As it is read: an option by its name.
    pub shown: String,
}

impl Side {
    fn of(text: &str) -> Side {
        Side {
            sent: text.to_owned(),
            shown: text.to_owned(),
        }
    }
}

impl Line {
    /// What the field of the form is filled with.
    pub fn filled(&self) -> &str {
        match self.take_theirs {
            true => &self.theirs.sent,
            false => &self.mine.sent,
        }
    }
}

/// Puts what was chosen in the place of what the form was filled with. `pick.{field}` = `theirs` or `mine`,
/// `was.{field}` what it was filled with, `mine.{field}` what the person typed before: who typed again since means that.
pub async fn picked(
    tx: &mut Tx,
    actor: &Actor,
    held: &Held,
    mut fields: Fields,
    looked_at: i64,
) -> Result<Fields> {
    let versions = store::versions(tx, held.row.entry).await?;
    let Some(seen) = versions.iter().find(|one| one.version == looked_at) else {
        return Ok(fields);
    };
    for (id, _, theirs) in stored(tx, actor, held.kind()?, &seen.content).await? {
        if let Some(value) = chosen(&fields, &id, &theirs) {
            fields.set(&id, &value);
        }
    }
    Ok(fields)
}

/// `None`: the field says what it shall.
fn chosen(fields: &Fields, id: &str, theirs: &str) -> Option<String> {
    // A form sends its lines ended by two signs, its hidden inputs as they were.
    let even = |text: &str| text.replace("\r\n", "\n");
    let was = format!("was.{id}");
    if fields.has(&was) && even(fields.get(id)) != even(fields.get(&was)) {
        return None;
    }
    let mine = format!("mine.{id}");
    match fields.get(&format!("pick.{id}")) {
        "theirs" => Some(theirs.to_owned()),
        "mine" if fields.has(&mine) => Some(fields.get(&mine).to_owned()),
        _ => None,
    }
}

/// Every input of the form with what is stored for it: id, name, text as the form writes it.
async fn stored(
    tx: &mut Tx,
    actor: &Actor,
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
    let inputs = super::inputs::inputs(tx, actor, kind, &nothing, Some(content)).await?;
    let typed = inputs.into_iter().filter(|input| !input.is("joined"));
    all.extend(typed.map(|input| (input.id, input.name, input.value)));
    Ok(all)
}

/// The page with both inputs: status 409. The form is filled with what is likely to be chosen.
pub async fn page(
    app: &App,
    actor: &Actor,
    entry: Id<Entry>,
    looked_at: i64,
    mut fields: Fields,
) -> Result<Response> {
    let mut tx = app.read(actor).await?;
    let seen = Seen::load(&mut tx, actor, entry).await?;
    let kind = seen.kind()?.clone();
    let versions = store::versions(&mut tx, entry).await?;
    let base = versions
        .iter()
        .find(|version| version.version == looked_at)
        .ok_or(Error::NotFound)?;
    let theirs = stored(&mut tx, actor, &kind, &seen.row().content).await?;
    let before = stored(&mut tx, actor, &kind, &base.content).await?;
    let vouchers = voucher::store::of(&mut tx, entry).await?;
    let about = About {
        kind: &kind,
        held: Some(&seen.held),
        content: Some(&seen.row().content),
        vouchers: &vouchers,
    };
    if let Ok(Some(firm)) = find_firm(&mut tx, &kind, fields.get(FIRM)).await? {
        fields.set(FIRM, &firm.name);
    }
    let lines = lines(&kind, &theirs, &before, &fields, app.today().year());
    for line in &lines {
        fields.set(&line.id, line.filled());
    }
    let mut form = build(app, &mut tx, actor, about, &fields, Complaints::default()).await?;
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
                theirs: Side::of(theirs),
                mine: Side::of(mine),
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
    for side in [&mut line.theirs, &mut line.mine] {
        side.shown = named(&side.sent);
    }
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

    #[test]
    fn the_field_wins_over_the_choice_where_it_was_typed_in_since() {
        let chosen = |pick: &str, was: &str, mine: &str, field: &str| {
            let pairs = [
                ("pick.x", pick),
                ("was.x", was),
                ("mine.x", mine),
                ("x", field),
            ];
            let sent = pairs.into_iter().filter(|(_, value)| *value != "-");
            let sent = sent.map(|(name, value)| (name.to_owned(), value.to_owned()));
            super::chosen(&Fields::from_pairs(sent), "x", "theirs")
        };
        for (pick, was, mine, field, meant) in [
            ("theirs", "theirs", "mine", "theirs", Some("theirs")),
            ("theirs", "theirs", "mine", "third", None),
            ("theirs", "theirs", "mine", "mine", None),
            ("mine", "theirs", "mine", "theirs", Some("mine")),
            ("mine", "theirs", "mine", "third", None),
            ("mine", "mine", "mine", "mine", Some("mine")),
            ("theirs", "mine", "mine", "mine", Some("theirs")),
            ("theirs", "mine", "mine", "third", None),
            ("theirs", "theirs", "", "", None),
            ("theirs", "-", "-", "mine", Some("theirs")),
            ("mine", "-", "-", "mine", None),
            ("-", "-", "-", "mine", None),
            ("mine", "a\nb", "a\nb", "a\r\nb", Some("a\nb")),
        ] {
            let told = chosen(pick, was, mine, field);
            assert_eq!(told.as_deref(), meant, "{pick} {was} {mine} {field}");
        }
    }
}
