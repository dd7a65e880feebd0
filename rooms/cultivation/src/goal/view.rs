//! The reckoning as its pages and its workbook read it.

use std::collections::HashMap;

use ::store::Tx;
use enterprise::door::{Firm, FirmLine};
use values::{Day, Id};
use web::{Actor, Aim, App, Organisation, Result};

use super::asked::Asked;
use super::{Candidate, Clause, County, clauses, making, percent};
use crate::account::{Account, Cause, account};
use crate::batch;
use crate::forecast::chance::Place;
use crate::forecast::kept::Known;
use crate::step::{Courses, Named};
use crate::task::{self, Task};
use crate::{INCREASE, verdict};

/// So many that are chosen are shown at first, and so many that are not.
const CHOSEN: usize = 60;
const NEXT: usize = 20;

/// A candidate as a line.
#[derive(Clone, Debug)]
pub struct Line {
    pub firm: FirmLine,
    pub one: Candidate,
    pub is_chosen: bool,
    /// The open visit or task that is due first.
    pub visit: Option<Task>,
}

impl Line {
    /// The shortfalls, as lists say them.
    pub fn gap(&self) -> String {
        let gaps = self.one.clauses.iter().map(|one| one.shortfall.as_str());
        gaps.collect::<Vec<_>>().join("、")
    }

    /// What is to be done.
    pub fn way(&self) -> String {
        match (self.one.changes.as_slice(), self.one.place) {
            ([], Place::Unverified) => "核实证书".to_owned(),
            ([], Place::RunsOut) => "申报重新认定".to_owned(),
            ([], Place::At(stage)) if stage.is_applied() => "跟进评审".to_owned(),
            ([], _) => "申报".to_owned(),
            (changes, _) if self.one.is_correction => {
                format!("核对上年账册，漏列的补列：{}", some(changes))
            }
            (changes, _) => some(changes),
        }
    }

    pub fn chance(&self) -> String {
        percent(self.one.chance)
    }
}

/// The first changes, and how many there are.
fn some(changes: &[String]) -> String {
    match changes {
        [first, second, _, ..] => format!("{first}、{second} 等 {} 项", changes.len()),
        few => few.join("、"),
    }
}

/// Firms of one place among those that are chosen.
#[derive(Clone, Debug)]
pub struct Group {
    pub place: Place,
    pub firms: usize,
    /// Clauses that they have to turn.
    pub clauses: usize,
}

/// Everything that the pages show.
pub struct View {
    pub day: Day,
    pub asked: Asked,
    pub aim: Option<Aim>,
    /// Of the year up to today.
    pub account: Account,
    /// Certificates that run out by the year's end and are not renewed yet.
    pub due: usize,
    pub county: County,
    /// All that the person may see by name, in the order of the county's candidates.
    pub lines: Vec<Line>,
    /// Firms that are chosen, those of other towns among them.
    pub firms: usize,
    pub clauses: Vec<Clause>,
    pub groups: Vec<Group>,
    /// In parts of a million.
    pub chance: u32,
    /// With every candidate.
    pub most: u32,
    /// Whether the proposal reaches what is asked.
    pub is_reached: bool,
    /// Who is responsible for each firm at its last step.
    people: HashMap<Id<Firm>, Named>,
    pub only_town: Option<Id<Organisation>>,
}

pub async fn view(app: &App, tx: &mut Tx, actor: &Actor, asked: Ask<'_>) -> Result<View> {
    let day = app.today();
    let aim = app.aim(tx, day.year(), INCREASE).await?;
    let asked = Asked::read(asked.iter().copied(), aim.as_ref());
    let known = Known::read(app, tx).await?;
    let batches = batch::closings(&known.batches, day.year());
    let verdicts = verdict::of_county(app, tx, day, &batches).await?;
    let given = known.given(day);
    let (whole, today) = (
        given.whole_year(),
        account(&known.certificates, given.eve(), day),
    );
    let county = making::county(&given, &verdicts);
    let ids: Vec<Id<Firm>> = county.candidates.iter().map(|one| one.firm).collect();
    let firms = enterprise::door::lines(tx, &ids).await?;
    let proposed = county.proposed(asked.want, asked.chance());
    let taken = chosen(&asked, &county, proposed.0, &firms);
    let with = || {
        county
            .candidates
            .iter()
            .zip(&taken)
            .filter(|(_, taken)| **taken)
    };
    let mut visits = visits(tx).await?;
    let only_town = actor.sees_only_town();
    let named = county
        .candidates
        .iter()
        .zip(&taken)
        .filter_map(|(one, taken)| {
            let firm = firms.get(&one.firm)?;
            only_town
                .is_none_or(|town| town == firm.town)
                .then(|| Line {
                    firm: firm.clone(),
                    one: one.clone(),
                    is_chosen: *taken,
                    visit: visits.remove(&one.firm),
                })
        });
    Ok(View {
        lines: named.collect(),
        firms: with().count(),
        clauses: clauses(with().map(|(one, _)| one)),
        groups: groups(with().map(|(one, _)| one)),
        chance: county.reaches(asked.want, with().map(|(one, _)| one)),
        most: county.reaches(asked.want, &county.candidates),
        is_reached: proposed.1,
        due: whole
            .count(&Cause::Expired)
            .saturating_sub(today.count(&Cause::Expired)),
        people: people(&known.courses),
        account: today,
        day,
        asked,
        aim,
        county,
        only_town,
    })
}

/// Names and values as they were sent.
pub type Ask<'a> = &'a [(&'a str, &'a str)];

/// Which candidates are taken: those that a person named, or the proposal.
fn chosen(
    asked: &Asked,
    county: &County,
    proposed: usize,
    firms: &HashMap<Id<Firm>, FirmLine>,
) -> Vec<bool> {
    let is_named = |one: &Candidate| {
        let code = firms.get(&one.firm).map(|firm| &firm.code);
        let chosen = asked.chosen.as_ref();
        chosen.zip(code).map(|(chosen, code)| chosen.contains(code))
    };
    let all = county.candidates.iter().enumerate();
    all.map(|(at, one)| is_named(one).unwrap_or(asked.chosen.is_none() && at < proposed))
        .collect()
}

async fn visits(tx: &mut Tx) -> Result<HashMap<Id<Firm>, Task>> {
    let mut found = HashMap::new();
    for one in task::store::open(tx).await? {
        found.entry(one.firm).or_insert(one);
    }
    Ok(found)
}

fn people(courses: &Courses) -> HashMap<Id<Firm>, Named> {
    let last = |steps: &[crate::step::Step]| {
        let step = steps.last()?;
        let people = [&step.town_person, &step.bureau_person];
        people.into_iter().find(|one| one.is_somebody()).cloned()
    };
    let each = courses.iter();
    each.filter_map(|(firm, steps)| Some((*firm, last(steps)?)))
        .collect()
}

fn groups<'a>(chosen: impl Iterator<Item = &'a Candidate>) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for one in chosen {
        let at = found.iter().position(|group| group.place == one.place);
        let at = at.unwrap_or_else(|| {
            found.push(Group {
                place: one.place,
                firms: 0,
                clauses: 0,
            });
            found.len() - 1
        });
        found[at].firms += 1;
        found[at].clauses += one.clauses.len();
    }
    found
}

impl View {
    pub fn clause_count(&self) -> usize {
        self.clauses.iter().map(|one| one.firms).sum()
    }

    /// What is still to come: the number wanted less what is certain.
    pub fn missing(&self) -> i64 {
        (self.asked.want - self.county.certain).max(0)
    }

    /// 这 41 家、23 项条件，净增 30 家的概率为 73.4%
    pub fn sentence(&self) -> String {
        let clauses = match self.clause_count() {
            0 => String::new(),
            many => format!("、{many} 项条件"),
        };
        let (firms, want, p) = (self.firms, self.asked.want, percent(self.chance));
        format!("这 {firms} 家{clauses}，净增 {want} 家的概率为 {p}")
    }

    pub fn certain(&self) -> String {
        values::grouped(i128::from(self.county.certain))
    }

    /// The earliest day on which one of the chosen firms has its last chance.
    pub fn last_day(&self) -> Option<Day> {
        self.clauses.iter().filter_map(|one| one.last_day).min()
    }

    pub fn chosen(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.is_chosen)
    }

    /// The lines of the page: the first of those that are chosen, and the next ones.
    pub fn shown(&self) -> Vec<&Line> {
        let (mut chosen, mut next) = (CHOSEN, NEXT);
        if self.asked.all {
            (chosen, next) = (usize::MAX, usize::MAX);
        }
        let mut fits = |line: &&Line| {
            let left = if line.is_chosen {
                &mut chosen
            } else {
                &mut next
            };
            let is_shown = *left > 0;
            *left = left.saturating_sub(1);
            is_shown
        };
        self.lines.iter().filter(|line| fits(line)).collect()
    }

    /// Those that are chosen and not shown: the form carries them along.
    pub fn carried(&self) -> Vec<&Line> {
        let most = if self.asked.all { usize::MAX } else { CHOSEN };
        self.chosen().skip(most).collect()
    }

    pub fn hidden(&self) -> usize {
        self.lines.len() - self.shown().len()
    }

    /// Chosen firms of other towns, which are not named.
    pub fn elsewhere(&self) -> usize {
        self.firms - self.chosen().count()
    }

    /// Who visits the firm: whoever is responsible for it, of its town before the bureau; else who plans.
    pub fn person(&self, firm: Id<Firm>, actor: &Actor) -> Named {
        let own = || Named {
            id: actor.person,
            name: actor.name.clone(),
        };
        self.people.get(&firm).cloned().unwrap_or_else(own)
    }
}
