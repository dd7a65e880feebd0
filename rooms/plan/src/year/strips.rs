//! The rhythm of the year's page.

use ::store::Tx;
use web::Result;

use super::board::Making;
use crate::beat::{self, strip};
use crate::rhythm::{self, Rhythm};

impl Making<'_> {
    /// The strips of the rules; in the first days of January also that of the week which still runs.
    pub async fn strips(&self, tx: &mut Tx, rules: &[Rhythm]) -> Result<Vec<strip::Shown>> {
        let mut strips = Vec::new();
        for rule in rules {
            strips.extend(self.strip(tx, rule, "").await?);
        }
        for mut rule in self.rules_still_running(tx).await? {
            rule.name = format!("{}（{}年）", rule.name, rule.year);
            let period = format!("&period={}", rule.year);
            strips.extend(self.strip(tx, &rule, &period).await?);
        }
        Ok(strips)
    }

    async fn strip(
        &self,
        tx: &mut Tx,
        rule: &Rhythm,
        period: &str,
    ) -> Result<Option<strip::Shown>> {
        let (asking, as_of) = (&self.asked.asking, self.asked.as_of);
        let found = beat::of_rule(self.app, self.asker, tx, rule, asking, as_of).await?;
        let path = format!("/figures/{}{}{period}", rule.indicator, self.asked.query());
        Ok(found.map(|found| {
            let mut shown = strip::shown(&found, &rule.name, path);
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
