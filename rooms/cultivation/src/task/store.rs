//! The SQL of visits and tasks.

use ::store::{Result, Row, STILL, Tx, args, sql};
use enterprise::door::Firm;
use values::{Day, Id};
use web::Person;

use super::{Sort, State, Task};
use crate::step::Named;
use crate::step::store::coded;
use crate::version::store::{close, lines};

macro_rules! columns {
    () => {
        "id, version, firm, sort, content, due, person, person_name, state, done_on, found, next_step, actor_name, moment FROM cultivation_task"
    };
}

/// All of a firm, as held now.
pub async fn of_firm(tx: &mut Tx, firm: Id<Firm>) -> Result<Vec<Task>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND firm = $2 AND known_until = 9223372036854775807 ORDER BY due, id LIMIT 1000"
    ));
    lines(tx, text, args![firm], read).await
}

/// Open ones of a person that are due by a day.
pub async fn due(tx: &mut Tx, person: Id<Person>, by: Day) -> Result<Vec<Task>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND person = $2 AND state = 'open' AND due <= $3 AND known_until = 9223372036854775807
         ORDER BY due, id LIMIT 50"
    ));
    lines(tx, text, args![person, by], read).await
}

/// Every open one.
pub async fn open(tx: &mut Tx) -> Result<Vec<Task>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND state = 'open' AND known_until = 9223372036854775807 ORDER BY due, id LIMIT 20000"
    ));
    lines(tx, text, args![], read).await
}

/// Every version of one, the newest first.
pub async fn history(tx: &mut Tx, id: Id<Task>) -> Result<Vec<Task>> {
    let text = sql!(concat!(
        "SELECT ",
        columns!(),
        " WHERE county = $1 AND id = $2 ORDER BY version DESC LIMIT 200"
    ));
    lines(tx, text, args![id], read).await
}

/// Closes the version held and adds this one.
pub async fn add(tx: &mut Tx, one: &Task) -> Result<()> {
    let (county, now) = (tx.county().to_owned(), tx.sequence());
    close!(tx, "cultivation_task", "id = $3", one.id);
    let text = sql!(
        "INSERT INTO cultivation_task (county, known_from, known_until, id, version, firm, sort, content, due, person, person_name, state,
           done_on, found, next_step, actor_name, moment)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
    );
    let values = args![
        county,
        now,
        STILL,
        one.id,
        one.version,
        one.firm,
        one.sort.code(),
        &one.content,
        one.due,
        one.person.id,
        &one.person.name,
        one.state.code(),
        one.done_on.unwrap_or(Day::NEVER),
        &one.found,
        &one.next_step,
        &one.actor_name,
        one.moment
    ];
    tx.run(text, values).await.map(drop)
}

fn read(row: &Row) -> Result<Task> {
    Ok(Task {
        id: row.get("id")?,
        version: row.get("version")?,
        firm: row.get("firm")?,
        sort: coded(row, "sort", Sort::from_code)?,
        content: row.get("content")?,
        due: row.get("due")?,
        person: Named {
            id: row.get("person")?,
            name: row.get("person_name")?,
        },
        state: coded(row, "state", State::from_code)?,
        done_on: row.get::<Day>("done_on")?.known(),
        found: row.get("found")?,
        next_step: row.get("next_step")?,
        actor_name: row.get("actor_name")?,
        moment: row.get("moment")?,
    })
}
