//! Which item of the older notice an item of the newer one goes on from: by pairs of neighbouring characters.

use super::apart::Marks;
use super::uniform::{self, counted, done, uniform};
use super::{beat, units};
use crate::decimal::Decimal;
use crate::item::{Item, Kind};
use std::collections::{HashMap, HashSet};

/// What an item says, written uniformly.
#[derive(Debug)]
pub struct Words {
    /// Its place among the items of the reading.
    pub item: usize,
    /// All that it says.
    text: String,
    /// The thing that is counted or the task, without how it is brought about.
    core: String,
    sort: Sort,
    pairs: HashSet<(char, char)>,
}

#[derive(Debug)]
enum Sort {
    Target(Box<Goal>),
    Duty,
    Rhythm,
}

/// What a target is told from others by, beside its name.
#[derive(Debug)]
struct Goal {
    unit: String,
    value: Decimal,
    marks: Marks,
    /// What it is a share of, where that is said.
    base: Option<String>,
}

/// Alike in at least so many of a thousand pairs.
const ALIKE: usize = 600;
/// So alike, one word may stand for another.
const SURE: usize = 800;
/// A pair of characters that more items have tells none of them apart.
const COMMON: usize = 200;
/// So many times as much is not the same: 新增高企30家, 高企300家.
const FAR: i128 = 4;

impl Words {
    /// The words of a target, a duty or a rhythm rule.
    pub fn of(at: usize, item: &Item) -> Option<Self> {
        let without_digits = |said: &str| uniform(&said.replace(|c: char| c.is_ascii_digit(), ""));
        let (text, core, sort) = match &item.kind {
            Kind::Target(figure) => {
                let text = uniform(&figure.name);
                let (name, base) = uniform::share(&text);
                let core = counted(&name).to_owned();
                let goal = Goal {
                    unit: figure.unit.clone(),
                    value: figure.value,
                    marks: Marks::of(&name, &core),
                    base: base.map(str::to_owned),
                };
                (text, core, Sort::Target(Box::new(goal)))
            }
            Kind::Duty(task) => {
                let text = without_digits(&task.what);
                let core = done(&text).to_owned();
                (text, core, Sort::Duty)
            }
            Kind::Rhythm { what, .. } => {
                let text = without_digits(&beat::without_count(what));
                let core = counted(&text).to_owned();
                (text, core, Sort::Rhythm)
            }
            Kind::Fact(_) => return None,
        };
        Some(Self {
            item: at,
            pairs: pairs(&core),
            text,
            core,
            sort,
        })
    }

    /// What a further mention of the same has in common with it.
    pub fn mention(&self) -> (String, String, Option<Decimal>) {
        match &self.sort {
            Sort::Target(goal) => {
                let name = if goal.marks.is_added() {
                    format!("新增{}", self.core)
                } else {
                    self.text.clone()
                };
                (name, goal.unit.clone(), Some(goal.value))
            }
            Sort::Duty => (self.text.clone(), "duty".to_owned(), None),
            Sort::Rhythm => (self.text.clone(), "rhythm".to_owned(), None),
        }
    }

    /// How alike two cores are, of a thousand; 0 where they cannot be the same.
    fn alike(&self, other: &Self, common: usize) -> usize {
        let alike = share(common, self.pairs.len() + other.pairs.len());
        let is_duty = matches!(self.sort, Sort::Duty);
        let exchanged = alike < SURE && !is_duty && is_exchanged(&self.core, &other.core);
        if alike >= ALIKE && !exchanged && self.fits(other) {
            alike
        } else {
            0
        }
    }

    fn fits(&self, other: &Self) -> bool {
        match (&self.sort, &other.sort) {
            (Sort::Duty, Sort::Duty) | (Sort::Rhythm, Sort::Rhythm) => true,
            (Sort::Target(one), Sort::Target(two)) => {
                // 认定高企40家 and 高企1000家: what is brought about, and perhaps what is there in all.
                let is_bare = |words: &Self| words.core == words.text;
                let other_extent = one.marks.is_in_all() != two.marks.is_in_all()
                    || is_bare(self) != is_bare(other);
                one.fits(two) && !(other_extent && far(one.value, two.value))
            }
            _ => false,
        }
    }
}

impl Goal {
    fn fits(&self, other: &Self) -> bool {
        let bases = self.base.as_deref().zip(other.base.as_deref());
        units::fit(&self.unit, &other.unit)
            && !self.marks.part(&other.marks)
            && bases.is_none_or(|(one, other)| likeness(one, other) >= ALIKE)
    }
}

/// How alike all the words of two are, of a thousand.
fn likeness(one: &str, other: &str) -> usize {
    if one == other {
        return 1000;
    }
    let (one, two) = (pairs(one), pairs(other));
    share(one.intersection(&two).count(), one.len() + two.len())
}

/// 林业总产值 and 工业总产值: one word stands for another, and it is another thing; a word more (群众满意率, 满意率) is not.
fn is_exchanged(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = |(a, b): &(&char, &char)| a == b;
    let head = one.iter().zip(&other).take_while(same).count();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.iter().rev().zip(other.iter().rev());
    let tail = tail.take_while(same).count();
    let (one, other) = (&one[..one.len() - tail], &other[..other.len() - tail]);
    !one.is_empty() && !other.is_empty() && !one.iter().any(|c| other.contains(c))
}

fn share(common: usize, all: usize) -> usize {
    (common * 2000).checked_div(all).unwrap_or(0)
}

fn far(one: Decimal, other: Decimal) -> bool {
    let times = |value: Decimal| value.times(FAR);
    times(one).is_some_and(|one| one <= other) || times(other).is_some_and(|other| other <= one)
}

fn pairs(text: &str) -> HashSet<(char, char)> {
    let chars: Vec<char> = text.chars().collect();
    // A single character has no neighbour.
    if let [one] = chars[..] {
        return HashSet::from([(one, one)]);
    }
    chars.windows(2).map(|w| (w[0], w[1])).collect()
}

/// For each of `after` its partner in `before`: the most alike first, each at most once, in the order of the texts.
pub fn partners(before: &[Words], after: &[Words]) -> Vec<Option<usize>> {
    let mut having: HashMap<(char, char), Vec<usize>> = HashMap::new();
    for (at, words) in before.iter().enumerate() {
        for pair in &words.pairs {
            having.entry(*pair).or_default().push(at);
        }
    }
    let mut found = Vec::new();
    for (at, words) in after.iter().enumerate() {
        let mut common: HashMap<usize, usize> = HashMap::new();
        for pair in &words.pairs {
            let list = having.get(pair).filter(|list| list.len() <= COMMON);
            list.into_iter()
                .flatten()
                .for_each(|other| *common.entry(*other).or_default() += 1);
        }
        let scored = common
            .into_iter()
            .map(|(other, n)| (words.alike(&before[other], n), at, other))
            .filter(|(alike, ..)| *alike >= ALIKE)
            // Of several that count the same thing, the one that brings it about in the same way.
            .map(|(alike, at, other)| {
                let all = likeness(&words.text, &before[other].text);
                (alike, all, at, other)
            });
        found.extend(scored);
    }
    found.sort_unstable_by_key(|(alike, all, at, other)| {
        (std::cmp::Reverse((*alike, *all)), *at, *other)
    });
    let mut partner = vec![None; after.len()];
    let mut given = vec![false; before.len()];
    for (_, _, at, other) in found {
        if partner[at].is_none() && !given[other] {
            (partner[at], given[other]) = (Some(other), true);
        }
    }
    partner
}
