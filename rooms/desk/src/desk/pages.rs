use askama::Template;
use axum::extract::State;
use axum::response::Response;
use plan::door::{Lit, lights};
use store::LongJob;
use web::{Actor, App, Frame, Result, Role, Waiting, page};

use super::{Desk, day_line, due_words};
use crate::job;

#[derive(Template)]
#[template(path = "desk/show.html")]
struct Show {
    frame: Frame,
    day_line: String,
    lights: Vec<Lit>,
    desk: Desk,
    may_enter: bool,
    since: String,
    jobs: Vec<LongJob>,
}

impl Show {
    /// The counts of lights in the order of the house, those that are not zero.
    fn counts(&self) -> Vec<(&'static str, String)> {
        let mut counts: Vec<(&'static str, &'static str, usize)> = Vec::new();
        for light in &self.lights {
            match counts.iter_mut().find(|count| count.0 == light.class()) {
                Some(count) => count.2 += 1,
                None => counts.push((light.class(), light.word(), 1)),
            }
        }
        counts
            .into_iter()
            .map(|(class, word, count)| (class, format!("{word} {count}")))
            .collect()
    }

    fn due(&self, line: &Waiting) -> String {
        due_words(line.due, self.frame.today)
    }

    fn is_overdue(&self, line: &Waiting) -> bool {
        line.due.is_some_and(|day| day <= self.frame.today)
    }

    fn measure(&self, job: &LongJob) -> String {
        job::measure(job)
    }

    fn word(&self, job: &LongJob) -> &'static str {
        job::word(job)
    }

    fn count(&self, lines: &[Waiting]) -> i64 {
        Desk::count(lines)
    }
}

pub async fn show(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let mut lines = Vec::new();
    for room in app.rooms() {
        lines.extend((room.waits)(&mut tx, &actor).await?);
    }
    let jobs = tx.long_jobs_of(actor.person.uuid()).await?;
    let lights = lights(&app, &mut tx, &actor).await?;
    let since = if actor.last_seen.millis() == 0 {
        String::new()
    } else {
        actor.last_seen.spoken()
    };
    page(&Show {
        frame: Frame::new(&app, &actor, "工作台").at("/"),
        day_line: day_line(app.today()),
        lights,
        desk: Desk::sorted(lines),
        may_enter: actor.has_any(&[Role::Staff, Role::Head, Role::Verifier, Role::Town]),
        since,
        jobs: jobs.into_iter().map(|job| app.freshened(job)).collect(),
    })
}
