use askama::Template;
use axum::extract::State;
use axum::response::Response;
use plan::door::{Beaten, Lit, OnDesk, has_plan, may_upload, on_desk};
use store::LongJob;
use web::{Actor, App, Frame, Place, Result, Role, Waiting, page};

use super::{Desk, day_line, due_counts, due_words};
use crate::job;

#[derive(Template)]
#[template(path = "desk/show.html")]
struct Show {
    frame: Frame,
    day_line: String,
    lights: Vec<Lit>,
    /// Those that an office of the person is in charge of.
    own: Vec<Lit>,
    /// The offices of the person.
    offices: String,
    beats: Vec<Beaten>,
    /// What stands in the place of lights where there are none.
    dark: Dark,
    desk: Desk,
    may_enter: bool,
    since: String,
    jobs: Vec<LongJob>,
}

/// Why no target shines on a desk.
struct Dark {
    title: &'static str,
    note: &'static str,
    /// Where to go, and its name; nothing where the person can do nothing.
    way: Option<(&'static str, &'static str)>,
}

impl Dark {
    fn of(actor: &Actor, has_plan: bool) -> Dark {
        match (has_plan, actor.sees_only_town()) {
            (true, Some(_)) => Dark {
                title: "本镇区还没有分到目标",
                note: "目标由牵头科室分解、下达。下达以后，本镇区的目标和红黄绿灯列在这里。",
                way: Some(("/plan", "看年度重点")),
            },
            (true, None) => Dark {
                title: "今年的计划里还没有目标",
                note: "已有节奏或工作任务。采纳目标以后，红黄绿灯列在这里。",
                way: Some(("/plan", "看年度重点")),
            },
            (false, _) if may_upload(actor) => Dark {
                title: "今年的计划还没有建",
                note: "先上传年度重点工作通知，逐条采纳，目标和红黄绿灯就会出现在这里。",
                way: Some(("/notices", "去上传通知")),
            },
            (false, _) => Dark {
                title: "今年的计划还没有建",
                note: "科室负责人、局领导或办公室上传年度重点工作通知并采纳以后，目标和红黄绿灯列在这里。",
                way: None,
            },
        }
    }
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

    fn due_counts(&self) -> String {
        due_counts(&self.desk.due, self.frame.today)
    }
}

/// 产学研成果科、办公室: each once.
fn offices(actor: &Actor) -> String {
    let mut names: Vec<&str> = Vec::new();
    for post in actor
        .posts
        .iter()
        .filter(|post| post.place == Place::Office)
    {
        if !names.contains(&post.organisation_name.as_str()) {
            names.push(&post.organisation_name);
        }
    }
    names.join("、")
}

pub async fn show(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let mut lines = Vec::new();
    for room in app.rooms() {
        lines.extend((room.waits)(&mut tx, &actor).await?);
    }
    let jobs = tx.long_jobs_of(actor.person.uuid()).await?;
    let OnDesk { lights, beats } = on_desk(&app, &mut tx, &actor).await?;
    let own: Vec<Lit> = lights.iter().filter(|one| one.is_own).cloned().collect();
    let has_plan = !lights.is_empty() || has_plan(&mut tx, app.today().year()).await?;
    let since = if actor.last_seen.millis() == 0 {
        String::new()
    } else {
        actor.last_seen.spoken()
    };
    page(&Show {
        frame: Frame::new(&app, &actor, "工作台").at("/"),
        day_line: day_line(app.today()),
        lights,
        own,
        offices: offices(&actor),
        beats,
        dark: Dark::of(&actor, has_plan),
        desk: Desk::sorted(lines),
        may_enter: actor.has_any(&[Role::Staff, Role::Head, Role::Verifier, Role::Town]),
        since,
        jobs: jobs.into_iter().map(|job| app.freshened(job)).collect(),
    })
}
