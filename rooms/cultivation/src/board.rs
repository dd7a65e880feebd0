//! The board: where every firm of the pipeline stands, in the four lanes of the notice, and the same as a list.

pub mod pages;

use enterprise::door::FirmLine;
use values::{Day, Id};
use web::Organisation;

use crate::stage::{Lane, Stage};
use crate::step::Step;
use crate::verdict::Judged;

/// A firm on the board or in the list.
#[derive(Clone, Debug)]
pub struct Card {
    pub firm: FirmLine,
    pub step: Step,
    pub days: i64,
    pub judged: Judged,
    /// Class and word: what is short, or how the application stands.
    pub light: (&'static str, String),
}

impl Card {
    pub fn path(&self) -> String {
        crate::step::path(&self.firm.code)
    }

    /// How it could still come right, and until when.
    pub fn road(&self) -> String {
        let road = self.judged.road.as_ref();
        road.map_or("—".to_owned(), |road| road.changes.join("、"))
    }

    pub fn last_day(&self) -> Option<Day> {
        self.judged.road.as_ref().and_then(|road| road.last_day)
    }
}

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub town: Option<Id<Organisation>>,
    pub lane: Option<Lane>,
    pub stage: Option<Stage>,
    pub part: String,
}

impl Wanted {
    pub fn fits(&self, card: &Card) -> bool {
        let stage = card.step.stage;
        let named = card.firm.name.contains(&self.part) || card.firm.code.contains(&self.part);
        named
            && self.town.is_none_or(|town| card.firm.town == town)
            && self.lane.is_none_or(|lane| stage.lane() == Some(lane))
            && self.stage.is_none_or(|wanted| stage == wanted)
    }
}

/// One lane with its sums.
#[derive(Clone, Debug)]
pub struct Column {
    pub lane: Lane,
    pub count: usize,
    /// Days in stage, on the average; rounded down.
    pub days: i64,
    /// Firms by stage within the lane.
    pub parts: Vec<(Stage, usize)>,
    pub cards: Vec<Card>,
}

impl Column {
    /// 线索 12、发现 29: where a lane has several stages.
    pub fn split(&self) -> String {
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|(stage, count)| format!("{} {count}", stage.word()))
            .collect();
        parts.join("、")
    }

    pub fn more(&self) -> usize {
        self.count - self.cards.len()
    }
}

/// The lanes; of each the cards that stand there longest, as many as asked.
pub fn columns(cards: &[Card], most: usize) -> Vec<Column> {
    Lane::ALL
        .into_iter()
        .map(|lane| {
            let mut mine: Vec<&Card> = cards
                .iter()
                .filter(|card| card.step.stage.lane() == Some(lane))
                .collect();
            mine.sort_by_key(|card| (card.judged.nearness(), -card.days, card.firm.id));
            let days: i64 = mine.iter().map(|card| card.days).sum();
            let parts = Stage::ALL
                .into_iter()
                .map(|stage| {
                    let here = mine.iter().filter(|card| card.step.stage == stage);
                    (stage, here.count())
                })
                .filter(|(_, count)| *count > 0)
                .collect();
            Column {
                lane,
                count: mine.len(),
                days: days / i64::try_from(mine.len().max(1)).unwrap_or(1),
                parts,
                cards: mine.into_iter().take(most).cloned().collect(),
            }
        })
        .collect()
}
