//! What is worth a person's look beside the verdict: firms of which the text does not say what they get, and days that do
//! not go together.

use values::Day;

use super::Program;
use crate::cell::{Problem, written};
use crate::criterion::{Growth, Item, Ladder, Points, Whole};
use crate::exact::Exact;
use crate::fact::SlotId;
use crate::firm::Firm;

impl Program<'_> {
    /// What is lawful for this criterion but worth a look; see [`crate::cell::warnings`] for what is so for every one.
    pub fn warnings(&self, firm: &Firm) -> Vec<Problem> {
        let mut found = self.before_registration(firm);
        let items = self.criterion.parts.iter().flat_map(|part| &part.items);
        for item in items {
            match &item.points {
                Points::Growth(growth) => self.negative(growth, item, firm, &mut found),
                Points::Ladders(ladders) => {
                    if let [ladder] = ladders.as_slice() {
                        found.extend(self.undescribed(ladder, item, firm));
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Days that tell of what has been and lie after the day asked.
    pub fn too_late(&self, firm: &Firm) -> Vec<Problem> {
        let today = i64::from(self.day.number());
        let days = self.days.iter().copied();
        let late = days.filter(|slot| firm.get(*slot).is_some_and(|day| day > today));
        late.map(|slot| {
            let reason = if self.facts.registered == Some(slot) {
                format!("成立日在评估日 {} 之后，请核对日期", self.day)
            } else {
                let name = &self.facts.fact(slot).name;
                format!("{name}在评估日 {} 之后，请核对日期", self.day)
            };
            self.told(firm, slot, reason)
        })
        .collect()
    }

    fn told(&self, firm: &Firm, slot: SlotId, reason: String) -> Problem {
        Problem {
            column: self.facts.slot(slot).column.clone(),
            value: written(self.facts, slot, firm.get(slot).unwrap_or_default()),
            reason,
        }
    }

    /// Sales of years in which the firm was not there yet.
    fn before_registration(&self, firm: &Firm) -> Vec<Problem> {
        let slot = self.facts.registered;
        // One that is not there yet is told as such.
        let today = i64::from(self.day.number());
        let day = slot
            .and_then(|slot| firm.get(slot))
            .filter(|day| *day <= today);
        let Some(began) = day.and_then(|day| i32::try_from(day).ok()) else {
            return Vec::new();
        };
        let began = Day::from_number(began).year();
        let last = self.last_year();
        let years = (last - 2..=last).zip(&self.facts.opening);
        let early = years.filter(|(year, slot)| {
            *year < began && firm.get(**slot).is_some_and(|sales| sales > 0)
        });
        early
            .map(|(year, slot)| {
                let name = &self.facts.fact(*slot).name;
                let reason =
                    format!("企业 {began} 年才成立，{year} 年就有{name}，请核对注册日期和各年的数");
                self.told(firm, *slot, reason)
            })
            .collect()
    }

    /// Growth from below zero: no points, but a matter for a finance expert.
    fn negative(&self, growth: &Growth, item: &Item, firm: &Firm, out: &mut Vec<Problem>) {
        let from = match firm.years(self.facts) {
            3 => 0,
            2 => 1,
            _ => return,
        };
        for slot in &growth.of[from..2] {
            if firm.get(*slot).is_some_and(|value| value < 0) {
                let reason = format!(
                    "{}是负数，{}按 0 分计，要请财务专家核定",
                    self.facts.spoken(*slot),
                    item.name
                );
                out.push(self.told(firm, *slot, reason));
            }
        }
    }

    /// An average above 0 and below the lowest grade, for which the table has none.
    fn undescribed(&self, ladder: &Ladder, item: &Item, firm: &Firm) -> Option<Problem> {
        let years = i128::from(firm.years(self.facts));
        let slot = ladder.of.slots().next()?;
        let lowest = ladder.steps.last()?.0;
        let terms = ladder.of.terms.iter();
        let parts =
            terms.map(|(slot, factor)| Some(i128::from(firm.get(*slot)?) * i128::from(*factor)));
        let of = parts.sum::<Option<i128>>()?;
        if ladder.whole != Whole::Years || years == 0 || of <= 0 {
            return None;
        }
        let average = Exact::new(of, years);
        (average < lowest).then(|| {
            let reason = format!(
                "{}是 {}，在 0 和 {lowest} 之间，评分表没有这一档，按 0 分计，要请专家核定",
                item.name,
                average.rounded(2),
            );
            self.told(firm, slot, reason)
        })
    }
}
