//! The SQL of the saved views of the list of firms.

use ::store::{Arg, Error, Result, Row, Tx, args, sql};
use values::{Id, Uuid};

use web::view::{Scope, View};

/// How many owners one statement asks for: a person, everybody, and the units of up to six posts.
const OWNERS: usize = 8;

/// The views of the list of firms that owners have, by name.
pub async fn of(tx: &mut Tx, owners: &[Uuid]) -> Result<Vec<View>> {
    let text = sql!(
        "SELECT id, scope, owner, name, question, author, author_name, moment FROM enterprise_view
         WHERE county = $1 AND owner IN ($2, $3, $4, $5, $6, $7, $8, $9) ORDER BY name, id LIMIT 100"
    );
    let mut values = args![tx.county()];
    let first = owners.first().copied().unwrap_or_default();
    values.extend((0..OWNERS).map(|at| Arg::from(owners.get(at).copied().unwrap_or(first))));
    tx.all(text, values).await?.iter().map(view).collect()
}

pub async fn find(tx: &mut Tx, id: Id<View>) -> Result<Option<View>> {
    let text = sql!(
        "SELECT id, scope, owner, name, question, author, author_name, moment FROM enterprise_view
         WHERE county = $1 AND id = $2"
    );
    let county = tx.county().to_owned();
    let found = tx.one(text, args![county, id]).await?;
    found.as_ref().map(view).transpose()
}

pub async fn insert(tx: &mut Tx, view: &View) -> Result<()> {
    let text = sql!(
        "INSERT INTO enterprise_view (county, id, scope, owner, name, question, author, author_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    );
    let values = args![
        tx.county(),
        view.id,
        view.scope.code(),
        view.owner,
        view.name.as_str(),
        view.question.as_str(),
        view.author,
        view.author_name.as_str(),
        view.moment
    ];
    tx.write(text, values).await
}

pub async fn delete(tx: &mut Tx, id: Id<View>) -> Result<()> {
    let text = sql!("DELETE FROM enterprise_view WHERE county = $1 AND id = $2");
    let county = tx.county().to_owned();
    tx.write(text, args![county, id]).await
}

fn view(row: &Row) -> Result<View> {
    let scope: String = row.get("scope")?;
    Ok(View {
        id: row.get("id")?,
        list: String::new(),
        scope: Scope::from_code(&scope).ok_or_else(|| Error::Column {
            column: "scope".to_owned(),
            reason: format!("{scope:?} is not known"),
        })?,
        owner: row.get("owner")?,
        name: row.get("name")?,
        question: row.get("question")?,
        author: row.get("author")?,
        author_name: row.get("author_name")?,
        moment: row.get("moment")?,
    })
}
