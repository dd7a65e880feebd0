//! The results of a batch: which steps a list makes, everything that is wrong with it, and all of them at once.

use std::collections::{HashMap, HashSet};

use ::store::Tx;
use enterprise::door::{Firm, FirmLine};
use ledger::door::Refusal;
use values::{Day, Id};
use web::{Actor, Complaints, Result};

use super::{Known, Line, Match};
use crate::access::MayAct;
use crate::application::{self, Application};
use crate::batch::Batch;
use crate::firm::Common;
use crate::stage::Stage;
use crate::step::acts::{self, Course};
use crate::step::form::{Asked, Given};
use crate::step::{self, Courses, Named};

/// What the form says beside the list.
#[derive(Clone, Debug)]
pub struct Terms {
    pub announced: Day,
    pub paper: String,
    pub issuer: String,
    pub valid_until: Day,
    /// Those of the batch that the list does not name have failed.
    pub rest_failed: bool,
    pub appeal_until: Option<Day>,
    /// Lines that name nobody are of other counties.
    pub rest_elsewhere: bool,
    /// For firms whose course was not written down step by step.
    pub exception: String,
    pub approver: Named,
}

/// How a person settled a line: a firm's code or name, or that it is of another county.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    pub firm: HashMap<usize, String>,
    pub elsewhere: HashSet<usize>,
}

/// A line with what became of it.
#[derive(Clone, Debug)]
pub struct Row {
    pub line: Line,
    pub matched: Match,
    pub firm: Option<FirmLine>,
    /// Whom it may mean, where several bear the name.
    pub candidates: Vec<FirmLine>,
    pub typed: String,
    pub elsewhere: bool,
    pub trouble: Vec<String>,
}

impl Row {
    /// A person has to say whom it names.
    pub fn is_unsettled(&self) -> bool {
        self.firm.is_none() && !self.elsewhere
    }

    pub fn is_of_us(&self) -> bool {
        self.firm.is_some() && !self.elsewhere
    }
}

/// The whole list, checked.
#[derive(Default)]
pub struct Checked {
    pub rows: Vec<Row>,
    /// Of the batch, not in the list; with what keeps them from failing.
    pub failing: Vec<(FirmLine, Vec<String>)>,
    /// Steps to take, when nothing is wrong.
    takes: Vec<(Course, Asked)>,
}

impl Checked {
    pub fn recognised(&self) -> usize {
        self.rows.iter().filter(|row| row.is_of_us()).count()
    }

    pub fn elsewhere(&self) -> usize {
        self.rows.iter().filter(|row| row.elsewhere).count()
    }

    /// How many lines and firms keep it from being imported.
    pub fn troubles(&self) -> usize {
        let rows = self.rows.iter();
        let rows = rows.filter(|row| row.is_unsettled() || !row.trouble.is_empty());
        let failing = self.failing.iter();
        rows.count() + failing.filter(|(_, trouble)| !trouble.is_empty()).count()
    }
}

/// Reads whom each line names and what keeps it from its step. What it asks does not grow with the list, but for lines that
/// a person settled by hand.
pub async fn check(
    tx: &mut Tx,
    batch: &Batch,
    lines: Vec<Line>,
    terms: &Terms,
    settled: &Settled,
) -> Result<Checked> {
    let mut checked = Checked::default();
    let firms = Firms::read(tx).await?;
    for line in lines {
        let row = row(tx, &firms, line, terms, settled).await?;
        checked.rows.push(row);
    }
    twice(&mut checked.rows);
    let common = Common::read(tx).await?;
    let courses = step::store::all(tx).await?;
    let today = tx.moment().day();
    recognise(today, &mut checked, &common, &courses, batch, terms);
    if terms.rest_failed {
        let applied = application::store::of_batch(tx, batch.id).await?;
        fail_rest(
            today,
            &mut checked,
            &common,
            &courses,
            (&applied, &firms),
            terms,
        );
    }
    Ok(checked)
}

/// All firms of the county, read once.
struct Firms {
    known: Known,
    lines: HashMap<Id<Firm>, FirmLine>,
}

impl Firms {
    async fn read(tx: &mut Tx) -> Result<Firms> {
        // A second file leads to the one that stays.
        let joined = enterprise::door::joined(tx).await?;
        let stays = |id: Id<Firm>| joined.get(&id).copied().unwrap_or(id);
        let mut names = enterprise::door::all_names(tx).await?;
        names.iter_mut().for_each(|name| name.0 = stays(name.0));
        let all = enterprise::door::all(tx).await?;
        let codes = all
            .iter()
            .map(|firm| (firm.code.clone(), stays(firm.id)))
            .collect();
        Ok(Firms {
            known: Known::of(&names, codes),
            lines: all.into_iter().map(|firm| (firm.id, firm)).collect(),
        })
    }

    fn line(&self, id: &Id<Firm>) -> Option<FirmLine> {
        self.lines.get(id).cloned()
    }
}

async fn row(
    tx: &mut Tx,
    firms: &Firms,
    line: Line,
    terms: &Terms,
    settled: &Settled,
) -> Result<Row> {
    let matched = firms.known.find(&line);
    let typed = settled.firm.get(&line.at).cloned().unwrap_or_default();
    let mut trouble = Vec::new();
    let mut firm = matched.firm().and_then(|id| firms.line(&id));
    if !typed.is_empty() {
        firm = crate::batch::pages::one::named(tx, &typed).await?;
        if firm.is_none() {
            trouble.push(format!("企业库里没有“{typed}”，或同名的不止一家"));
        }
    }
    let elsewhere = settled.elsewhere.contains(&line.at)
        || terms.rest_elsewhere && firm.is_none() && matched == Match::Nobody && typed.is_empty();
    if line.number.is_empty() && !elsewhere {
        trouble.push("没有证书编号".to_owned());
    }
    let candidates = match &matched {
        Match::Several(ids) => ids.iter().filter_map(|id| firms.line(id)).collect(),
        _ => Vec::new(),
    };
    Ok(Row {
        line,
        matched,
        firm,
        candidates,
        typed,
        elsewhere,
        trouble,
    })
}

/// A firm and a number stand in a list once.
fn twice(rows: &mut [Row]) {
    let (mut firms, mut numbers) = (HashMap::new(), HashMap::new());
    for row in rows.iter_mut().filter(|row| row.is_of_us()) {
        let at = row.line.at;
        if let Some(firm) = &row.firm
            && let Some(first) = firms.insert(firm.id, at)
        {
            row.trouble.push(format!("与第 {first} 行是同一家企业"));
        }
        let number = row.line.number.clone();
        if !number.is_empty()
            && let Some(first) = numbers.insert(number, at)
        {
            row.trouble.push(format!("与第 {first} 行证书编号相同"));
        }
    }
}

/// A recognition rests on the list, not on a verdict.
fn recognise(
    today: Day,
    checked: &mut Checked,
    common: &Common,
    courses: &Courses,
    batch: &Batch,
    terms: &Terms,
) {
    for row in &mut checked.rows {
        let Some(firm) = row.firm.clone().filter(|_| !row.elsewhere) else {
            continue;
        };
        let steps = courses.get(&firm.id).cloned().unwrap_or_default();
        let course = common.unjudged(firm, steps);
        let given = Given {
            number: row.line.number.clone(),
            valid_until: terms.valid_until,
            route: String::new(),
        };
        let asked = Asked {
            batch: Some(batch.id),
            certificate: Some(given).filter(|given| !given.number.is_empty()),
            ..asked(&course, Stage::Recognised, terms)
        };
        row.trouble.extend(troubles(&course, &asked, today));
        checked.takes.push((course, asked));
    }
}

fn fail_rest(
    today: Day,
    checked: &mut Checked,
    common: &Common,
    courses: &Courses,
    (applied, firms): (&[Application], &Firms),
    terms: &Terms,
) {
    let named: HashSet<Id<Firm>> = checked
        .rows
        .iter()
        .filter_map(|row| Some(row.firm.as_ref()?.id))
        .collect();
    let rest: Vec<Id<Firm>> = applied
        .iter()
        .filter(|one| one.state.is_open() && !named.contains(&one.firm))
        .map(|one| one.firm)
        .collect();
    for firm in rest.iter().filter_map(|id| firms.line(id)) {
        let steps = courses.get(&firm.id).cloned().unwrap_or_default();
        let course = common.unjudged(firm.clone(), steps);
        let asked = Asked {
            note: format!("{} 公告名单未列入", terms.paper),
            appeal_until: terms.appeal_until,
            ..asked(&course, Stage::Failed, terms)
        };
        let trouble = troubles(&course, &asked, today);
        checked.failing.push((firm, trouble));
        checked.takes.push((course, asked));
    }
}

/// The exception is claimed only for a firm that needs it.
fn asked(course: &Course, to: Stage, terms: &Terms) -> Asked {
    let mut asked = Asked::following(course.last(), to, terms.announced);
    asked.paper.clone_from(&terms.paper);
    asked.issuer.clone_from(&terms.issuer);
    if !to.follows(course.last().map(|step| step.stage)) {
        asked.exception.clone_from(&terms.exception);
        asked.approver = terms.approver.clone();
    }
    asked
}

fn troubles(course: &Course, asked: &Asked, today: Day) -> Vec<String> {
    let mut complaints = Complaints::default();
    acts::faults(course, asked, today, &mut complaints);
    let told = complaints.0.into_iter();
    // That there is no number was said of the line.
    told.filter(|one| one.field != "certificate" || asked.certificate.is_some())
        .map(|one| one.reason)
        .collect()
}

/// Takes every step of a list in which nothing is wrong; one that the ledger refuses names its firm.
pub async fn all(
    tx: &mut Tx,
    actor: &Actor,
    right: &MayAct,
    checked: &Checked,
) -> Result<(), (String, Refusal)> {
    for (course, asked) in &checked.takes {
        acts::take(tx, actor, right, course, asked)
            .await
            .map_err(|refusal| (course.firm.name.clone(), refusal))?;
    }
    Ok(())
}
