//! The main block of the year's page: head, lights, filters, table, rhythm, duties.

use std::collections::HashMap;

use ::store::Tx;
use askama::Template;
use measure::light::State;
use values::{Day, Moment, Uuid};
use web::{Actor, App, Result};

use super::line::{Line, Link, line};
use super::strips::joined;
use super::{Standing, by_heading, goals, numbered};
use crate::access;
use crate::beat::strip;
use crate::book::pages::books_of;
use crate::duty::listed::{Around, Listed};
use crate::duty::{self, Duty};
use crate::figure::asked::{Asked, Choice};
use crate::figure::asker::Asker;
use crate::figure::places::Places;
use crate::forecast;
use crate::light::{self, Lamp};
use crate::notice;
use crate::office::Offices;
use crate::quantity::Goal;
use crate::rhythm;
use crate::share::Unit;
use crate::share::carried::{Carries, of_scope, shares};
use crate::target;
use crate::wall::{self, Cell};

#[derive(Template)]
#[template(path = "year/board.html")]
pub struct Board {
    year: i64,
    notices: Vec<Link>,
    edition: String,
    past: String,
    /// By which day and knowledge, and of whom: for the printed page.
    stamp: String,
    scope: String,
    /// Years that have a plan but no day to look at yet.
    later: Vec<Later>,
    lights: Vec<Lamp>,
    may_see_wall: bool,
    /// The workbook of the targets.
    workbook: String,
    /// Where the task books of the year are; empty for one that has not begun.
    books: String,
    /// Worst first, for the phone of those who lead; empty for all others.
    cells: Vec<Cell>,
    asked: Form,
    caption: String,
    total: usize,
    sections: Vec<Section>,
    legend: &'static str,
    strips: Vec<strip::Shown>,
    /// Whose the rhythm is, where the scope is not the whole.
    beaten: &'static str,
    late: String,
    exempt: String,
    duties: Vec<Listed>,
    duty_total: usize,
    duty_counts: String,
}

struct Form {
    day: Day,
    period: String,
    moments: Vec<Choice>,
    scopes: Vec<Choice>,
}

struct Later {
    year: i64,
    targets: String,
    shares: String,
}

struct Section {
    name: String,
    lines: Vec<Line>,
}

const LEGEND: &str = "灯 = 数值 ÷ 截至日的计划曲线：达到 100% 正常；流量 80%–100%、比率和存量 98%–100% 偏慢，再低为落后（目标可另定容差）；月末曾偏慢或落后、后来追平的记“已补上”。曲线：虚线为计划，实线为实绩，浅色扇形为按往年走势的年底预计区间。";
const UNIT_LEGEND: &str = "目标、曲线和灯都是这个单位自己的份额；没有分到的只列数值，不评灯。月末曾偏慢或落后、后来追平的记“已补上”。";

/// How many duties the page shows; the late ones come first.
const FEW: usize = 8;

/// What a board is made from.
pub struct Making<'a> {
    pub app: &'a App,
    pub actor: &'a Actor,
    pub asked: &'a Asked,
    pub places: &'a Places,
    pub asker: &'a Asker,
    /// The indicator whose panel stands open; may be empty.
    pub chosen: &'a str,
    /// What each target asked for when it entered the plan.
    pub originals: HashMap<Uuid, Goal>,
}

/// Makes the block; `None`: the year has no plan as known at the moment.
pub async fn board(making: &Making<'_>, tx: &mut Tx) -> Result<Option<Board>> {
    let asked = making.asked;
    let year = i64::from(asked.asking.period.first.year());
    let at = asked.asking.known.sequence();
    let targets = target::store::on(tx, year, at, asked.day()).await?;
    let changed = target::store::changed(tx, year, at).await?;
    let rules = rhythm::store::of_year(tx, year, at).await?;
    let duties = duty::store::of_year(tx, year, at).await?;
    if targets.is_empty() && rules.is_empty() && duties.is_empty() {
        return Ok(None);
    }
    let around = Around::read(tx, (year, at), asked.day()).await?;
    let unit = Unit::of(asked.asking.scope, making.places);
    let own = shares(tx, year, unit.as_ref(), asked.day(), at).await?;
    let moment = asked.moment.unwrap_or_else(|| making.app.now());
    let store = making.app.store();
    let beside = store.read_beside(tx.county(), tx.sequence()).await?;
    let standings = goals::standings(
        making.app,
        making.asker,
        tx,
        of_scope(targets, unit.as_ref(), &own),
        &asked.asking,
        moment,
    );
    // The rhythm by another transaction, where one is free.
    let (standings, strips) = match beside {
        Some(mut other) => {
            let (standings, strips) =
                tokio::join!(standings, making.strips(&mut other, &rules, unit.as_ref()));
            drop(other);
            (standings?, strips?)
        }
        None => (
            standings.await?,
            making.strips(tx, &rules, unit.as_ref()).await?,
        ),
    };
    let mut standings = standings;
    making.foretell(tx, &mut standings, moment).await?;
    let duties: Vec<Duty> = duties
        .into_iter()
        .filter(|duty| match &unit {
            Some(Unit::Office(code)) => duty.report.office == *code,
            _ => true,
        })
        .collect();
    let lit = standings.iter().filter(|standing| standing.is_lit());
    let states: Vec<State> = lit.map(|standing| standing.state).collect();
    let in_parts = standings
        .iter()
        .any(|standing| standing.carries != Carries::Whole);
    Ok(Some(Board {
        year,
        notices: notices(tx, year).await?,
        edition: edition(&changed, asked.day()),
        past: past(asked),
        stamp: asked.stamp(),
        scope: asked.scope_name.clone(),
        later: later(tx, making.app.today()).await?,
        may_see_wall: making.actor.sees_only_town().is_none(),
        workbook: format!("/plan/rows.xlsx{}", asked.query_of_year()),
        books: books_of(making.app, year),
        cells: if !states.is_empty() && access::leads(making.actor) {
            wall::cells(making, &standings)
        } else {
            Vec::new()
        },
        lights: light::tally(&states),
        asked: Form {
            day: asked.as_of,
            period: asked.period_said(),
            moments: asked.moments(),
            scopes: making.places.choices(making.actor, &asked.scope),
        },
        caption: format!(
            "{year}年 {} 项目标的数值、目标、已核实比例、曲线与责任科室，{}",
            standings.len(),
            asked.stamp()
        ),
        total: standings.len(),
        sections: making.sections(standings, around.offices()),
        legend: if in_parts { UNIT_LEGEND } else { LEGEND },
        beaten: match &unit {
            Some(Unit::Town(_)) => "节奏由全局考核，这里只列本镇区做了哪些，不评灯 · ",
            Some(Unit::Office(_)) => "本科室负责的节奏，按全局考核 · ",
            None => "",
        },
        late: joined(&strips, |strip| &strip.late),
        exempt: joined(&strips, |strip| &strip.exempt),
        strips,
        duty_total: duties.len(),
        duty_counts: duty_counts(&duties, asked.day()),
        duties: duty_lines(duties, &around, asked.day()),
    }))
}

impl Board {
    /// The targets in the order of the page, each with the heading it stands under.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &Line)> {
        let sections = self.sections.iter();
        sections.flat_map(|one| one.lines.iter().map(|line| (one.name.as_str(), line)))
    }
}

/// The year's notices, each a link to its mapping.
async fn notices(tx: &mut Tx, year: i64) -> Result<Vec<Link>> {
    let all = notice::store::all(tx).await?;
    Ok(all
        .iter()
        .filter(|notice| notice.year == year)
        .map(|notice| Link {
            name: notice.full(),
            path: notice.path(),
        })
        .collect())
}

/// The plans of years to come. A notice that was only handed in plans nothing.
async fn later(tx: &mut Tx, today: Day) -> Result<Vec<Later>> {
    let mut years = target::store::years(tx).await?;
    years.retain(|year| *year > i64::from(today.year()));
    let later = |year: i64| Later {
        year,
        targets: format!("/plan/breakdown?year={year}"),
        shares: format!("/plan/shares?year={year}"),
    };
    Ok(years.into_iter().map(later).collect())
}

/// 计划第 2 版（7月3日调整 1 处）: one edition more for each day, up to the one that is shown, on which targets were changed.
fn edition(changed: &[Moment], shown: Day) -> String {
    let on: Vec<Day> = changed.iter().map(|moment| moment.day()).collect();
    let mut days: Vec<Day> = on.iter().copied().filter(|day| *day <= shown).collect();
    days.dedup();
    match days.last() {
        None => "计划第 1 版".to_owned(),
        Some(last) => {
            let places = on.iter().filter(|day| *day == last).count();
            format!(
                "计划第 {} 版（{}调整 {places} 处）",
                days.len() + 1,
                last.spoken()
            )
        }
    }
}

fn past(asked: &Asked) -> String {
    if asked.day() == asked.today() && asked.moment.is_none() {
        String::new()
    } else {
        format!("这里看到的是{}。", asked.stamp())
    }
}

impl Making<'_> {
    /// `原 ≥ 30 家`, where the whole target asks for something else by now.
    pub fn original(&self, standing: &Standing) -> String {
        let goal = self.originals.get(&standing.target.id.uuid());
        let changed = goal.filter(|goal| {
            standing.carries == Carries::Whole && **goal != standing.target.terms.goal
        });
        changed.map_or_else(String::new, |goal| format!("原 {}", goal.shown()))
    }

    fn sections(&self, standings: Vec<Standing>, offices: &Offices) -> Vec<Section> {
        let sections = by_heading(standings).into_iter().enumerate();
        sections
            .map(|(at, (name, lines))| Section {
                name: numbered(at, &name),
                lines: lines
                    .iter()
                    .map(|standing| line(self, standing, offices))
                    .collect(),
            })
            .collect()
    }

    /// The forecasts; those of today are kept.
    pub async fn foretell(
        &self,
        tx: &mut Tx,
        standings: &mut [Standing],
        moment: Moment,
    ) -> Result<()> {
        let asking = &self.asked.asking;
        forecast::fill(self.app, self.asker, tx, standings, asking, moment).await?;
        let is_today = self.asked.moment.is_none() && asking.day == self.app.today();
        if is_today && forecast::is_for(asking) {
            forecast::kept::keep_made(self.app, tx, asking.day, standings).await;
        }
        Ok(())
    }
}

/// 逾期 1，推进中 22
fn duty_counts(duties: &[Duty], day: Day) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for duty in duties {
        let word = duty.light(day).1;
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(word, count)| format!("{word} {count}"))
        .collect();
    counts.join("，")
}

/// The first few, those that are late in front.
fn duty_lines(mut duties: Vec<Duty>, around: &Around, day: Day) -> Vec<Listed> {
    duties.sort_by_key(|duty| (!duty.is_late(day), duty.place));
    let few = duties.iter().take(FEW);
    few.map(|duty| around.line(duty)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn each_day_of_changes_is_an_edition() {
        let on = |month, day| Moment::at(Day::of(2020, month, day).unwrap(), 9, 0);
        let changed = [on(7, 3), on(7, 3), on(9, 18)];
        for (shown, told) in [
            ((7, 2), "计划第 1 版"),
            ((7, 3), "计划第 2 版（7月3日调整 2 处）"),
            ((9, 18), "计划第 3 版（9月18日调整 1 处）"),
        ] {
            let shown = Day::of(2020, shown.0, shown.1).unwrap();
            assert_eq!(edition(&changed, shown), told);
        }
    }
}
