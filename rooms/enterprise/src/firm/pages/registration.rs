//! The day of a firm's registration was entered wrongly: it is corrected with a reason.

use axum::extract::State;
use axum::response::Response;
use values::Day;
use web::{Actor, App, Complaints, Error, Fields, Path, Result, back_to, invalid};

use crate::firm::show::Show;
use crate::{access, door};

const FIELD: (&str, &str) = ("registered_on", "成立日");

/// POST /firms/{code}/registration
pub async fn correct(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let mut tx = app.write(&actor).await?;
    let firm = door::by_code(&mut tx, &code.to_uppercase())
        .await?
        .ok_or(Error::NotFound)?;
    access::change(&actor, firm.town)?;
    let complaints = match read(&fields, app.today()) {
        Err(complaints) => complaints,
        Ok(day) => {
            let (who, reason) = (actor.who(), fields.get("reason"));
            match door::correct_registration(&mut tx, &who, firm.id, day, reason).await {
                Ok(()) => {
                    tx.commit().await?;
                    app.work_off(&actor.county).await;
                    return Ok(back_to(format!("/firms/{}", firm.code)));
                }
                Err(refusal) => {
                    let mut complaints = Complaints::default();
                    complaints.add(FIELD.0, FIELD.1, refusal.of_rules()?.to_string());
                    complaints
                }
            }
        }
    };
    drop(tx);
    let page = Show::of(&app, &actor, &firm.code).await?;
    invalid(&page.typed(fields, complaints))
}

fn read(fields: &Fields, today: Day) -> Result<Day, Complaints> {
    let mut complaints = Complaints::default();
    let day = Day::parse(fields.get(FIELD.0), today.year());
    if let Err(fault) = &day {
        complaints.add(FIELD.0, FIELD.1, fault.to_string());
    }
    if fields.get("reason").is_empty() {
        complaints.add("why", "更正依据", "要填，写明依据的文件或情况");
    }
    match day {
        Ok(day) if complaints.is_empty() => Ok(day),
        _ => Err(complaints),
    }
}
