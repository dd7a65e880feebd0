//! What stands under one file of a firm follows to the other when the two are joined, and back when they are taken apart.

use ::store::{Job, Tx};
use enterprise::door::{Firm, parted_from, stays};
use serde_json::json;
use trail::{Act, Who};
use values::Id;
use web::{Error, Future, Result};

use crate::application::{self, Application};
use crate::step::{self, Step};
use crate::task::{self, Task};

/// From one file to another.
#[derive(Clone, Copy)]
struct Way {
    from: Id<Firm>,
    to: Id<Firm>,
    /// Only what had come from the other file.
    back: bool,
}

/// The work that joining two files of a firm left behind, or taking them apart.
pub fn follow_files<'a>(tx: &'a mut Tx, job: &'a Job) -> Future<'a, Result<()>> {
    Box::pin(async move {
        let file: Id<Firm> = job
            .subject
            .parse()
            .map_err(|_| Error::Fault(format!("no firm: {}", job.subject)))?;
        let stays = stays(tx, file).await?;
        let way = if stays != file {
            Some((file, stays, false))
        } else {
            let from = parted_from(tx, file).await?;
            from.map(|from| (from, file, true))
        };
        let Some((from, to, back)) = way else {
            return Ok(());
        };
        let who = Who {
            id: job.actor,
            name: job.actor_name.clone(),
        };
        follow(tx, &who, Way { from, to, back }).await
    })
}

async fn follow(tx: &mut Tx, who: &Who, way: Way) -> Result<()> {
    let (steps, tasks) = (steps(tx, way).await?, tasks(tx, who, way).await?);
    let applications = applications(tx, who, way).await?;
    if steps + tasks + applications == 0 {
        return Ok(());
    }
    tx.touch("cultivation").await?;
    let act = Act {
        act: "cultivation.firm.follow",
        noun: "firm",
        subject: way.to.to_string(),
        summary: format!(
            "随企业档案改记培育记录：步骤 {steps}，走访和任务 {tasks}，申报 {applications}"
        ),
        details: json!({"from": way.from.to_string(), "steps": steps, "tasks": tasks, "applications": applications}),
    };
    trail::record(tx, who, act).await?;
    Ok(())
}

/// A course goes as a whole, to a file that has none of its own. What was corrected meanwhile stays corrected.
async fn steps(tx: &mut Tx, way: Way) -> ::store::Result<usize> {
    let mut steps = step::store::of(tx, way.from).await?;
    if !step::store::of(tx, way.to).await?.is_empty() {
        return Ok(0);
    }
    let before = step::store::history(tx, way.to).await?;
    let last = |number: i64| {
        let own = before.iter().filter(|step| step.number == number);
        own.map(|step| step.version).max().unwrap_or(0)
    };
    if way.back {
        steps.retain(|step| last(step.number) > 0);
    }
    for step in &steps {
        step::store::close(tx, way.from, step.number).await?;
        let next = Step {
            firm: way.to,
            version: last(step.number) + 1,
            ..step.clone()
        };
        step::store::add(tx, &next).await?;
    }
    Ok(steps.len())
}

async fn tasks(tx: &mut Tx, who: &Who, way: Way) -> ::store::Result<usize> {
    let mut many = 0;
    for one in task::store::of_firm(tx, way.from).await? {
        let history = task::store::history(tx, one.id).await?;
        if way.back && history.iter().all(|was| was.firm != way.to) {
            continue;
        }
        let next = Task {
            firm: way.to,
            version: one.version + 1,
            actor_name: who.name.clone(),
            moment: tx.moment(),
            ..one
        };
        task::store::add(tx, &next).await?;
        many += 1;
    }
    Ok(many)
}

async fn applications(tx: &mut Tx, who: &Who, way: Way) -> ::store::Result<usize> {
    let mut many = 0;
    for one in application::store::of_firm(tx, way.from).await? {
        let history = application::store::history(tx, one.id).await?;
        if way.back && history.iter().all(|was| was.firm != way.to) {
            continue;
        }
        let next = Application {
            firm: way.to,
            version: one.version + 1,
            actor_name: who.name.clone(),
            moment: tx.moment(),
            ..one
        };
        application::store::add(tx, &next).await?;
        many += 1;
    }
    Ok(many)
}
