//! Whether all that an act wrote is as its entry of the trail says.

use std::collections::{BTreeMap, HashMap};

use ::store::{Fingerprint, Result, Tx};
use trail::{Answer, Content};

/// What the trail answers for, and what is found of it, by the act's sequence.
pub struct Told {
    answers: BTreeMap<i64, Answer>,
    found: HashMap<i64, Content>,
}

impl Told {
    pub async fn new(tx: &mut Tx) -> Result<Told> {
        Ok(Told {
            answers: trail::answers(tx).await?,
            found: HashMap::new(),
        })
    }

    /// Takes in a line that an act wrote: versions by row and version, then vouchers by id.
    pub fn found(&mut self, sequence: i64, line: &Fingerprint) {
        let all = self.found.entry(sequence).or_default();
        *all = all.with(line);
    }

    /// The acts whose lines are not those of then, one sentence each. Acts from before the first answer are not told of.
    pub async fn broken(mut self, tx: &mut Tx) -> Result<Vec<String>> {
        let mut broken = Vec::new();
        let since = self.answers.keys().next().copied();
        for (sequence, answer) in &self.answers {
            let found = self.found.remove(sequence);
            if found.is_none_or(|found| found.to_string() != answer.content) {
                let summary = trail::summary(tx, answer.number).await?;
                broken.push(format!(
                    "审计记录 {}（{summary}）：写下的版本或凭证被改动过",
                    answer.number
                ));
            }
        }
        let untold = self.found.keys();
        let untold = untold.filter(|sequence| since.is_some_and(|since| **sequence > since));
        let many = untold.count();
        if many > 0 {
            broken.push(format!("没有审计记录的版本或凭证：{many} 处"));
        }
        Ok(broken)
    }
}
