//! The rhythm on the year's page. It is kept by the bureau as a whole: an office sees the rules it answers for, a town
//! what it gave to them, without a light.

use ::store::Tx;
use measure::Scope;
use measure::beat::BeatState;
use web::Result;

use super::board::Making;
use crate::beat::{self, strip};
use crate::light::Lamp;
use crate::proposal::choice;
use crate::rhythm::Rhythm;
use crate::share::Unit;

impl Making<'_> {
    /// The strips of a scope; `unit`: `None` for the county.
    pub async fn strips(
        &self,
        tx: &mut Tx,
        rules: &[Rhythm],
        unit: Option<&Unit>,
    ) -> Result<Vec<strip::Shown>> {
        let mut asked = self.asked.clone();
        let mut rules: Vec<&Rhythm> = rules.iter().collect();
        if let Some(Unit::Office(code)) = unit {
            let choices = choice::all(tx).await?;
            let office =
                |rule: &Rhythm| choice::find(choices, &rule.indicator).map(|one| &one.office);
            rules.retain(|rule| office(rule) == Some(code));
            (asked.scope, asked.asking.scope) = ("county".to_owned(), Scope::default());
        }
        let mut strips = Vec::new();
        for rule in rules {
            let found = beat::of_rule(self.app, self.asker, tx, rule, &asked.asking).await?;
            let Some(found) = found else {
                continue;
            };
            let path = format!("/figures/{}{}", rule.indicator, asked.query());
            let mut shown = strip::shown(&found, &rule.name, path);
            strip::mark_current(&mut shown.cells, &found.beats, asked.day());
            if matches!(unit, Some(Unit::Town(_))) {
                unjudged(&mut shown);
            }
            strips.push(shown);
        }
        Ok(strips)
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
