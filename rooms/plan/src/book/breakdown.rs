//! The breakdown of responsibility: every target, rhythm rule and duty of the year with who leads, who assists, who answers and by when.

use ::store::Tx;
use measure::{Asking, Known, Scope};
use values::{Day, Period};
use web::{App, Result};

use super::making::{Plan, basis};
use super::rhythm::{self, Kept};
use super::words;
use crate::assignment::Subject;
use crate::duty;
use crate::figure::asker::Asker;
use crate::notice::cite;
use crate::year::numbered;

pub struct Breakdown {
    /// 2020年重点工作责任分解表
    pub title: String,
    pub basis: String,
    pub day: Day,
    pub groups: Vec<Group>,
}

/// What stands under one heading of the notice.
pub struct Group {
    pub name: String,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub number: usize,
    /// Where the notice speaks of it: by this the headings are put in its order.
    pub start: i64,
    pub name: String,
    pub path: String,
    /// 150项以上; of a rule 每周至少1项; empty for a duty.
    pub goal: String,
    pub leader: String,
    pub lead: String,
    pub assisting: String,
    pub person: String,
    pub due: String,
    /// 三、1
    pub cite: String,
    /// How a rhythm is kept so far; else empty, for the pen.
    pub remark: String,
}

pub async fn breakdown(app: &App, tx: &mut Tx, year: i64) -> Result<Breakdown> {
    let (at, day) = (tx.sequence(), app.today());
    let plan = Plan::read(tx, year, at, day).await?;
    let duties = duty::store::of_year(tx, year, at).await?;
    let mut groups: Vec<Group> = Vec::new();
    for target in plan.targets.clone() {
        let heading = target.terms.heading.clone();
        put(&mut groups, heading, line(&plan, &Subject::Target(target)));
    }
    for rule in rhythms(app, tx, year, day).await? {
        let heading = cite::topic(&rule.rule.section);
        put(&mut groups, heading, rule.of_breakdown(&plan));
    }
    for duty in duties {
        let heading = cite::topic(&duty.section);
        put(&mut groups, heading, line(&plan, &Subject::Duty(duty)));
    }
    let first = |group: &Group| group.lines.iter().map(|line| line.start).min();
    groups.sort_by_key(|group| (group.name.is_empty(), first(group)));
    let mut number = 0;
    for (at, group) in groups.iter_mut().enumerate() {
        group.name = numbered(at, &group.name);
        for line in &mut group.lines {
            number += 1;
            line.number = number;
        }
    }
    Ok(Breakdown {
        title: format!("{year}年重点工作责任分解表"),
        basis: basis(tx, year).await?,
        day,
        groups,
    })
}

/// The year's rules as kept until today, or until the end of a year that is over.
async fn rhythms(app: &App, tx: &mut Tx, year: i64, day: Day) -> Result<Vec<Kept>> {
    let Some(period) = i32::try_from(year).ok().and_then(Period::year) else {
        return Ok(Vec::new());
    };
    let known = Known::Now(tx.sequence());
    let asker = Asker::new(app, tx, known).await?;
    let asking = Asking::new(tx.county(), Scope::default(), period, day, known);
    rhythm::kept(app, tx, &asker, &asking).await
}

fn put(groups: &mut Vec<Group>, name: String, line: Line) {
    match groups.iter_mut().find(|group| group.name == name) {
        Some(group) => group.lines.push(line),
        None => groups.push(Group {
            name,
            lines: vec![line],
        }),
    }
}

fn line(plan: &Plan, subject: &Subject) -> Line {
    let held = plan.assignment(subject);
    let (start, name, goal, cite) = match subject {
        Subject::Target(target) => (
            // The last: overviews stand in front.
            target
                .citations
                .iter()
                .map(|one| one.start)
                .max()
                .unwrap_or(i64::MAX),
            target.terms.name.clone(),
            words::goal(&target.terms.goal),
            target.cites(),
        ),
        Subject::Duty(duty) => (duty.place, duty.content.clone(), String::new(), duty.cite()),
    };
    Line {
        number: 0,
        start,
        name,
        path: subject.path(),
        goal,
        leader: plan.cast.person(held.leader),
        lead: plan.lead(subject),
        assisting: plan.cast.units_named(&held.assisting),
        person: plan.cast.person(held.person),
        due: plan
            .due(subject)
            .map(|due| words::day(due, plan.year))
            .unwrap_or_default(),
        cite,
        remark: String::new(),
    }
}
