//! Making the task book of a unit out of the plan.

use std::collections::HashMap;

use ::store::Tx;
use identity::door::Unit;
use measure::Exact;
use measure::indicator::Indicator;
use measure::light::State;
use values::{Day, Id};
use web::{Actor, App, ListQuery, Place, Result, Role};

use super::{Book, Line, rhythm, words};
use crate::assignment::{self, Assignment, Cast, Subject};
use crate::duty::{self, Duty};
use crate::figure::Found;
use crate::figure::asked::{Address, Asked};
use crate::figure::asker::Asker;
use crate::figure::places::Places;
use crate::light;
use crate::milestone::{self, Milestone, State as NodeState};
use crate::notice;
use crate::share;
use crate::share::carried::{Carried, Carries, of_scope, shares};
use crate::target::{self, Target};
use crate::year::{Standing, goals, line};

/// What a book is made of, as held at a sequence.
pub struct Plan {
    pub year: i64,
    pub day: Day,
    pub cast: Cast,
    pub assignments: HashMap<Id<Subject>, Assignment>,
    pub milestones: Vec<Milestone>,
    /// The year's targets with their own curves, whoever carries a share of them.
    pub targets: Vec<Target>,
    /// 全市, 全县 or 全区.
    whole: String,
}

impl Plan {
    pub async fn read(tx: &mut Tx, year: i64, at: i64, day: Day) -> Result<Plan> {
        let assignments = assignment::store::of_year(tx, year, at).await?;
        let cast = Cast::of(tx, day, assignments.values()).await?;
        Ok(Plan {
            year,
            day,
            cast,
            milestones: milestone::store::of_year(tx, year, at).await?,
            targets: target::store::on(tx, year, at, day).await?,
            whole: Places::read(tx, day).await?.whole(),
            assignments,
        })
    }

    /// Whether a unit leads or assists.
    pub fn carries(&self, unit: &Unit, subject: &Subject) -> bool {
        let leads =
            unit.place == Place::Office && !unit.code.is_empty() && unit.code == subject.office();
        let assists = self
            .assignments
            .get(&subject.id())
            .is_some_and(|one| one.assisting.contains(&unit.id));
        leads || assists
    }

    /// The leaders in charge of what an office leads, or of what concerns a town.
    fn leaders(
        &self,
        unit: &Unit,
        targets: impl Iterator<Item = Target>,
        duties: &[Duty],
    ) -> String {
        let targets = targets.map(Subject::Target);
        let all = targets.chain(duties.iter().cloned().map(Subject::Duty));
        let own = all.filter(|one| unit.place == Place::Town || one.office() == unit.code);
        let names: Vec<String> = own
            .map(|one| self.cast.person(self.assignment(&one).leader))
            .collect();
        distinct(names.iter().map(String::as_str))
    }

    pub fn assignment(&self, subject: &Subject) -> Assignment {
        self.assignments
            .get(&subject.id())
            .cloned()
            .unwrap_or_default()
    }

    /// A target has one last day for everybody: that of its own curve, not of a share's.
    pub fn due(&self, subject: &Subject) -> Option<Day> {
        let whole = self.targets.iter().find(|target| match subject {
            Subject::Target(carried) => carried.id == target.id,
            Subject::Duty(_) => false,
        });
        whole.map_or(subject.due(), |whole| whole.last_day())
    }

    fn nodes<'a>(&'a self, subject: &Subject) -> impl Iterator<Item = &'a Milestone> {
        let id = subject.id();
        self.milestones.iter().filter(move |one| one.subject == id)
    }

    pub fn lead(&self, subject: &Subject) -> String {
        self.office(subject.office())
    }

    /// The name of an office by its code; the code itself where there is no such office.
    pub fn office(&self, code: &str) -> String {
        let office = self.cast.office(code);
        office.map_or_else(|| code.to_owned(), |unit| unit.name.clone())
    }

    /// What a target and a duty have in common.
    fn line(&self, subject: &Subject) -> Line {
        let held = self.assignment(subject);
        let assisting = self.cast.units_named(&held.assisting);
        let mut nodes: Vec<String> = self
            .nodes(subject)
            .map(|one| words::node(one, subject.ended(), self.day))
            .collect();
        if let Some(due) = self.due(subject) {
            nodes.push(words::day(due, self.year));
        }
        Line {
            name: match subject {
                Subject::Target(target) => target.terms.name.clone(),
                Subject::Duty(duty) => duty.content.clone(),
            },
            path: subject.path(),
            measures: held.measures.clone(),
            nodes,
            units: words::units(&self.lead(subject), &assisting),
            person: self.cast.person(held.person),
            leader: self.cast.person(held.leader),
            ..Line::default()
        }
    }

    /// The next milestone that is still open.
    fn next(&self, subject: &Subject) -> String {
        let open = |one: &&Milestone| one.state == NodeState::Open && !one.is_overdue(self.day);
        self.nodes(subject)
            .find(|one| subject.ended().is_none() && open(one))
            .map(|one| words::node(one, None, self.day))
            .unwrap_or_default()
    }

    fn duty_line(&self, duty: Duty) -> Line {
        let day = self.day;
        let (report, word) = (duty.report.clone(), duty.light(day).1);
        let subject = Subject::Duty(duty);
        let percent = report.percent.map(|percent| format!("{percent}%"));
        let said: Vec<String> = [Some(word.to_owned()), percent, Some(report.note.clone())]
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty())
            .collect();
        Line {
            goal: match report.due {
                Some(due) => format!("{}前完成", words::day(due, self.year)),
                None => "全年推进".to_owned(),
            },
            now: said.join("，"),
            problem: report.problem,
            next: match report.next.as_str() {
                "" => self.next(&subject),
                next => next.to_owned(),
            },
            ..self.line(&subject)
        }
    }

    fn target_line(&self, unit: &Unit, standing: &Standing, asker: &Asker) -> Result<Line> {
        let target = &standing.target;
        let indicator = asker.definitions.get(&target.terms.indicator);
        let found = standing.found.as_deref();
        let subject = Subject::Target(target.clone());
        let goal = words::goal(&target.terms.goal);
        // Who only assists signs for no number: the whole's target is named as such.
        let leads = unit.place == Place::Town || unit.code == target.terms.office;
        let (goal, quarters) = match standing.is_lit() && leads {
            true => (goal, quarters(target, indicator)),
            false => (format!("{}{goal}（配合）", self.whole), no_quarters()),
        };
        Ok(Line {
            goal,
            quarters,
            now: now(
                target,
                indicator,
                found,
                standing.is_lit().then_some(standing.state),
            ),
            problem: self.waiting(asker, target, found)?,
            next: self.next(&subject),
            ..self.line(&subject)
        })
    }

    /// 21条缺凭证，3条待核实: what only waits for a paper or a person.
    fn waiting(&self, asker: &Asker, target: &Target, found: Option<&Found>) -> Result<String> {
        let Some(found) = found else {
            return Ok(String::new());
        };
        let Some(in_force) = asker.in_force(&target.terms.indicator, self.day)? else {
            return Ok(String::new());
        };
        let parts = in_force.checked.parts().zip(&found.figure.parts);
        let waits = parts.flat_map(|(part, figure)| {
            let promises = figure
                .left_out
                .iter()
                .filter(|left| left.reason.is_promise());
            promises.map(move |left| format!("{}条{}", left.entries, left.reason.words(part)))
        });
        Ok(waits.collect::<Vec<_>>().join("，"))
    }
}

/// The planned curve at the ends of the quarters; nothing is due before its first node.
fn quarters(target: &Target, indicator: Option<&Indicator>) -> [String; 4] {
    let mut quarters = no_quarters();
    let Some(indicator) = indicator else {
        return quarters;
    };
    let Some(goal) = light::goal(target, indicator.direction) else {
        return quarters;
    };
    for (quarter, end) in quarters.iter_mut().zip(words::quarter_ends(target.year)) {
        let planned = match goal.curve.on(end) {
            None if !target.terms.is_level => Some(Exact::whole(0)),
            planned => planned,
        };
        if let Some(planned) = planned {
            *quarter = words::quarter(planned, &indicator.shown);
        }
    }
    quarters
}

fn no_quarters() -> [String; 4] {
    std::array::from_fn(|_| "—".to_owned())
}

/// 118项，正常; a unit without a target of its own has no light.
fn now(
    target: &Target,
    indicator: Option<&Indicator>,
    found: Option<&Found>,
    state: Option<State>,
) -> String {
    let value = words::plain(&line::value(target, indicator, found));
    let unit = match (indicator, found.and_then(|found| found.figure.value)) {
        (Some(indicator), Some(_)) => indicator.shown.unit.as_str(),
        _ => return value,
    };
    match state {
        Some(state) => format!("{value}{unit}，{}", state.words()),
        None => format!("{value}{unit}"),
    }
}

/// The question behind a book: a town's book asks for the town, an office's for the county.
pub async fn asked(
    tx: &mut Tx,
    actor: &Actor,
    app: &App,
    unit: &Unit,
    list: &ListQuery,
) -> Result<Asked> {
    let scope = match unit.place {
        Place::Town => format!("town:{}", unit.id),
        _ => "county".to_owned(),
    };
    let pairs = [
        ("day", list.get("day").to_owned()),
        ("known", list.get("known").to_owned()),
        ("scope", scope),
    ];
    let list = ListQuery::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value)));
    Asked::read(tx, actor, app.now(), &Address::of(&list)).await
}

/// What a town has a share of, or assists in; what an office leads or assists in, as a whole.
async fn carried(tx: &mut Tx, plan: &Plan, unit: &Unit, asked: &Asked) -> Result<Vec<Carried>> {
    let year = i64::from(asked.asking.period.first.year());
    let at = asked.asking.known.sequence();
    let targets = plan.targets.clone();
    let town = (unit.place == Place::Town).then(|| share::Unit::Town(unit.id.uuid()));
    let shares = shares(tx, year, town.as_ref(), asked.day(), at).await?;
    let has_share = |carried: &Carried| carried.carries == Carries::Share;
    let mut carried = of_scope(targets, town.as_ref(), &shares);
    carried
        .retain(|one| has_share(one) || plan.carries(unit, &Subject::Target(one.target.clone())));
    Ok(carried)
}

pub async fn book(app: &App, tx: &mut Tx, unit: &Unit, asked: &Asked) -> Result<Book> {
    let year = i64::from(asked.asking.period.first.year());
    let at = asked.asking.known.sequence();
    let plan = Plan::read(tx, year, at, asked.day()).await?;
    let targets = carried(tx, &plan, unit, asked).await?;
    let mut duties = duty::store::of_year(tx, year, at).await?;
    duties.retain(|duty| plan.carries(unit, &Subject::Duty(duty.clone())));
    let whose = targets.iter().map(|carried| carried.target.clone());
    let leaders = plan.leaders(unit, whose, &duties);
    let asker = Asker::new(app, tx, asked.asking.known).await?;
    let moment = asked.moment.unwrap_or_else(|| app.now());
    let standings = goals::standings(app, &asker, tx, targets, &asked.asking, moment).await?;
    let mut targets = standings
        .iter()
        .map(|standing| plan.target_line(unit, standing, &asker))
        .collect::<Result<Vec<Line>>>()?;
    let mut duties: Vec<Line> = duties
        .into_iter()
        .map(|duty| plan.duty_line(duty))
        .collect();
    let mut rhythms = rhythms(app, tx, &plan, unit, &asker, asked).await?;
    let all = targets.iter_mut().chain(&mut rhythms).chain(&mut duties);
    for (number, line) in (1..).zip(all) {
        line.number = number;
    }
    Ok(Book {
        title: format!("{}{year}年推进任务书", unit.name),
        basis: basis(tx, year).await?,
        leaders,
        heads: heads(&plan.cast, unit),
        day: asked.day(),
        moment,
        targets,
        rhythms,
        duties,
    })
}

/// The rules that an office answers for; they are kept by the bureau as a whole, a town has none.
async fn rhythms(
    app: &App,
    tx: &mut Tx,
    plan: &Plan,
    unit: &Unit,
    asker: &Asker,
    asked: &Asked,
) -> Result<Vec<Line>> {
    if unit.place != Place::Office || unit.code.is_empty() {
        return Ok(Vec::new());
    }
    let kept = rhythm::kept(app, tx, asker, &asked.asking).await?;
    let own = kept.iter().filter(|one| one.office == unit.code);
    Ok(own.map(|one| one.line(plan)).collect())
}

/// The numbers of the year's notices.
pub async fn basis(tx: &mut Tx, year: i64) -> Result<String> {
    let notices = notice::store::all(tx).await?;
    let of_year = notices.iter().filter(|notice| notice.year == year);
    Ok(distinct(of_year.map(notice::Notice::short)))
}

fn heads(cast: &Cast, unit: &Unit) -> (&'static str, String) {
    let (label, role) = match unit.place {
        Place::Town => ("镇区联系人", Role::Town),
        _ => ("科室负责人", Role::Head),
    };
    (label, cast.holding(&[role], unit.id).join("、"))
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all.join("、")
}
