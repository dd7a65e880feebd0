//! What was typed into a form whose session had ended: whose it is, and how it goes on.

use askama::Template;
use axum::response::Response;
use values::Id;
use web::{App, Error, Fields, Frame, Person, Result, page};

use super::attempt::Admitted;
use crate::person;

/// Carried through the sign-in page.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The fields as JSON; empty for none.
    pub kept: String,
    pub files_lost: bool,
    /// Whose session it was, where its cookie still told.
    pub by: Option<Id<Person>>,
}

impl Typed {
    pub fn of(fields: &Fields) -> Self {
        Typed {
            kept: fields.get("kept").to_owned(),
            files_lost: fields.has("files"),
            by: fields.get("by").parse().ok(),
        }
    }
}

#[derive(Template)]
#[template(path = "session/resume.html")]
struct Resume<'a> {
    frame: Frame,
    to: String,
    pairs: Vec<(String, String)>,
    typed: Typed,
    /// Who has signed in; it is sent under this name.
    name: &'a str,
}

impl Resume<'_> {
    fn shown(&self) -> impl Iterator<Item = &str> {
        web::read_of(&self.pairs)
    }
}

/// Somebody else has signed in: nothing is sent, and nothing of it is shown.
#[derive(Template)]
#[template(path = "session/others.html")]
struct Others<'a> {
    frame: Frame,
    to: String,
    typed: Typed,
    by: String,
    name: &'a str,
}

/// Asks whoever typed it to go on; anybody else is told that it was not sent.
pub async fn answer(
    app: &App,
    county: &str,
    admitted: &Admitted,
    to: String,
    typed: Typed,
) -> Result<Response> {
    let frame = Frame::outside(app, "已登录");
    let name = &admitted.name;
    if let Some(by) = typed.by.filter(|by| *by != admitted.person) {
        let by = name_of(app, county, by).await?;
        return page(&Others {
            frame,
            to,
            typed,
            by,
            name,
        });
    }
    let pairs = serde_json::from_str(&typed.kept)
        .map_err(|_| Error::Malformed("保留的内容不完整。".to_owned()))?;
    page(&Resume {
        frame,
        to,
        pairs,
        typed,
        name,
    })
}

async fn name_of(app: &App, county: &str, id: Id<Person>) -> Result<String> {
    let mut tx = app.store().read(county).await?;
    let known = person::store::find(&mut tx, id).await?;
    Ok(known.map_or_else(|| "另一个人".to_owned(), |known| known.name))
}
