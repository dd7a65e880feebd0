//! The rhythm on the year's page. It is kept by the bureau as a whole: an office sees the rules it answers for, a town
//! what it gave to them, without a light.

use ::store::Tx;
use measure::Scope;
use measure::beat::BeatState;
use web::Result;

use super::board::Making;
use crate::beat::{self, strip};
use crate::figure::asked::Asked;
use crate::light::Lamp;
use crate::proposal::choice;
use crate::rhythm::{self, Rhythm};
use crate::share::Unit;

impl Making<'_> {
    /// The strips of a scope, `unit`: `None` for the county; in the first days of January also that of the week which
    /// still runs.
    pub async fn strips(
        &self,
        tx: &mut Tx,
        rules: &[Rhythm],
        unit: Option<&Unit>,
    ) -> Result<Vec<strip::Shown>> {
        let mut asked = self.asked.clone();
        let running = self.rules_still_running(tx).await?;
        let mut all: Vec<(&Rhythm, bool)> = rules.iter().map(|rule| (rule, false)).collect();
        all.extend(running.iter().map(|rule| (rule, true)));
        if let Some(Unit::Office(code)) = unit {
            let choices = choice::all(tx).await?;
            let office =
                |rule: &Rhythm| choice::find(choices, &rule.indicator).map(|one| &one.office);
            all.retain(|(rule, _)| office(rule) == Some(code));
            (asked.scope, asked.asking.scope) = ("county".to_owned(), Scope::default());
        }
        let mut strips = Vec::new();
        for (rule, is_running) in all {
            let Some(mut shown) = self.strip(tx, rule, is_running, &asked).await? else {
                continue;
            };
            if matches!(unit, Some(Unit::Town(_))) {
                unjudged(&mut shown);
            }
            strips.push(shown);
        }
        Ok(strips)
    }

    async fn strip(
        &self,
        tx: &mut Tx,
        rule: &Rhythm,
        is_running: bool,
        asked: &Asked,
    ) -> Result<Option<strip::Shown>> {
        let as_of = asked.as_of;
        let found = beat::of_rule(self.app, self.asker, tx, rule, &asked.asking, as_of).await?;
        let mut path = format!("/figures/{}{}", rule.indicator, asked.query());
        let mut name = rule.name.clone();
        if is_running {
            name = format!("{name}（{}年）", rule.year);
            path.push_str(&format!("&period={}", rule.year));
        }
        Ok(found.map(|found| {
            let mut shown = strip::shown(&found, &name, path);
            strip::mark_current(&mut shown.cells, &found.beats, as_of);
            shown
        }))
    }

    /// The weekly rules of the year before, while its last week still runs in the first days of January.
    async fn rules_still_running(&self, tx: &mut Tx) -> Result<Vec<Rhythm>> {
        let asked = self.asked;
        let year = asked.asking.period.first.year();
        if asked.as_of.year() != year || asked.as_of.iso_week().0 >= year {
            return Ok(Vec::new());
        }
        let at = asked.asking.known.sequence();
        let mut rules = rhythm::store::of_year(tx, i64::from(year - 1), at).await?;
        rules.retain(|rule| rule.every == "week");
        Ok(rules)
    }
}

/// A town misses nothing: what it did not give stays blank.
fn unjudged(strip: &mut strip::Shown) {
    strip.light = Lamp::default();
    let missed = |cell: &&mut strip::Cell| cell.class.split(' ').any(|class| class == "n");
    for cell in strip.cells.iter_mut().filter(missed) {
        cell.class = cell.class.replace('n', "f");
        cell.word = cell.word.replace(BeatState::Missed.words(), "没有");
    }
}

/// What strips say below the card, those that have something to say.
pub fn joined(strips: &[strip::Shown], of: impl Fn(&strip::Shown) -> &String) -> String {
    let said = strips.iter().map(of).filter(|text| !text.is_empty());
    said.map(String::as_str).collect::<Vec<_>>().join("；")
}
