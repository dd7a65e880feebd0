//! What the official criterion of the recognition (`hnte-2016`: 国科发火〔2016〕32号、195号) says of a firm, as this room uses it.
//! The enterprise room judges.

use std::collections::HashMap;

use ::store::Tx;
use enterprise::door::{self, Asking, Firm, FirmLine, Standing};
use values::{Day, Fen, Id};
use web::{App, Result};

/// The criterion by which firms are led to their certificate.
pub const CRITERION: &str = "hnte-2016";

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    Pass,
    /// Open only because of marks that experts give.
    Possible,
    Fail,
    /// Facts are missing that could decide it.
    #[default]
    Unknown,
}

/// A clause that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// C4
    pub clause: String,
    /// 科技人员占比
    pub name: String,
    /// In the clause's own unit: 差 2 人.
    pub shortfall: String,
}

/// The cheapest set of changes that makes the firm pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Road {
    /// 补登 2 名科技人员
    pub changes: Vec<String>,
    /// By the bureau's price list; none where it prices nothing of it.
    pub cost: Option<Fen>,
    /// After this day it cannot work any more this year.
    pub last_day: Option<Day>,
    pub in_time: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    pub verdict: Verdict,
    pub failing: Vec<Failing>,
    /// Names of the facts that are missing.
    pub missing: Vec<String>,
    pub road: Option<Road>,
}

/// Of every firm of the county.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    by_firm: HashMap<Id<Firm>, Judged>,
    nearest: Vec<Id<Firm>>,
}

impl Verdicts {
    /// Unknown of a firm that was not judged.
    pub fn of(&self, firm: Id<Firm>) -> Judged {
        self.by_firm.get(&firm).cloned().unwrap_or_default()
    }

    /// All that were judged, the nearest to passing first.
    pub fn nearest(&self) -> &[Id<Firm>] {
        &self.nearest
    }
}

/// The verdicts of all firms for an application of this year; `batches` are the last days of its batches.
pub async fn of_county(app: &App, tx: &mut Tx, day: Day, batches: &[Day]) -> Result<Verdicts> {
    let asking = Asking::of(CRITERION, day);
    let all = door::standings(app, tx, asking, batches).await?;
    let nearest = all.iter().map(|(id, _)| *id).collect();
    let judged = all.into_iter().map(|(id, one)| (id, one.into()));
    Ok(Verdicts {
        by_firm: judged.collect(),
        nearest,
    })
}

/// The verdict of one firm, asked of the database: an act is decided by it.
pub async fn of_firm(tx: &mut Tx, firm: &FirmLine, batches: &[Day]) -> Result<Judged> {
    let asking = Asking::of(CRITERION, tx.moment().day());
    Ok(door::standing_of(tx, firm, &asking, batches).await?.into())
}

impl From<Standing> for Judged {
    fn from(one: Standing) -> Self {
        let failing = one.failing.into_iter().map(|clause| Failing {
            shortfall: match clause.shortfall.is_empty() {
                true => format!("不满足{}", clause.name),
                false => clause.shortfall,
            },
            clause: clause.clause,
            name: clause.name,
        });
        // Where only marks are open, it is the experts' turn: no change of the firm's is asked for.
        let marks = one.verdict == door::Verdict::Possible;
        Judged {
            verdict: match one.verdict {
                door::Verdict::Pass => Verdict::Pass,
                door::Verdict::Possible => Verdict::Possible,
                door::Verdict::Fail => Verdict::Fail,
                door::Verdict::Unknown => Verdict::Unknown,
            },
            failing: failing.collect(),
            missing: one.missing,
            road: one.road.map(|road| Road {
                changes: match marks {
                    true => vec!["请专家预评".to_owned()],
                    false => road.changes,
                },
                cost: Some(road.cost),
                last_day: road.last_day.filter(|_| road.in_time || !marks),
                in_time: road.in_time,
            }),
        }
    }
}

impl Judged {
    /// Class and word of its light: what is short, in a few words.
    pub fn light(&self) -> (&'static str, String) {
        match self.verdict {
            Verdict::Pass => ("ok", "条件都满足".to_owned()),
            Verdict::Possible => ("ok", "只差评分".to_owned()),
            Verdict::Fail if self.failing.len() > 2 => {
                ("late", format!("差 {} 条", self.failing.len()))
            }
            Verdict::Fail => {
                let short: Vec<&str> = self
                    .failing
                    .iter()
                    .map(|one| one.shortfall.as_str())
                    .collect();
                ("slow", short.join("、"))
            }
            Verdict::Unknown if self.missing.is_empty() => ("none", "未测评".to_owned()),
            Verdict::Unknown => ("none", format!("缺 {} 项事实", self.missing.len())),
        }
    }

    /// How near: the fewer clauses and facts, the sooner its road ends.
    pub fn nearness(&self) -> (usize, usize, Day) {
        let last = self.road.as_ref().and_then(|road| road.last_day);
        (
            self.failing.len() + self.missing.len(),
            self.missing.len(),
            last.unwrap_or(Day::NEVER),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failing(shortfall: &str) -> Failing {
        Failing {
            clause: "C4".to_owned(),
            name: "科技人员占比".to_owned(),
            shortfall: shortfall.to_owned(),
        }
    }

    #[test]
    fn a_card_says_what_is_short() {
        let judged = |verdict, failing: Vec<Failing>, missing: &[&str]| Judged {
            verdict,
            failing,
            missing: missing.iter().map(|one| (*one).to_owned()).collect(),
            road: None,
        };
        let two = vec![failing("差 2 人"), failing("差 9.28 万元")];
        let three = vec![failing("1"), failing("2"), failing("3")];
        for (one, class, word) in [
            (Judged::default(), "none", "未测评"),
            (
                judged(Verdict::Unknown, vec![], &["revenue", "rd"]),
                "none",
                "缺 2 项事实",
            ),
            (
                judged(Verdict::Fail, two, &[]),
                "slow",
                "差 2 人、差 9.28 万元",
            ),
            (judged(Verdict::Fail, three, &[]), "late", "差 3 条"),
            (judged(Verdict::Possible, vec![], &[]), "ok", "只差评分"),
            (judged(Verdict::Pass, vec![], &[]), "ok", "条件都满足"),
        ] {
            assert_eq!(one.light(), (class, word.to_owned()));
        }
    }
}
