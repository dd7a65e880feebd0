//! Which item of the older notice an item of the newer one goes on from: by pairs of neighbouring characters.

use crate::item::{Item, Kind};
use std::collections::{HashMap, HashSet};

/// What an item says, written uniformly.
#[derive(Debug)]
pub struct Words {
    /// Its place among the items of the reading.
    pub item: usize,
    pub text: String,
    /// The unit of a target; `None` of a duty.
    pub unit: Option<String>,
    level: Option<&'static str>,
    pairs: HashSet<(char, char)>,
}

/// Short forms of the trade, and what says no more than how firmly or when.
#[rustfmt::skip]
const WRITTEN: &[(&str, &str)] = &[
    ("高企", "高新技术企业"), ("规上", "规模以上"), ("R&D", "研发"), ("研究与试验发展", "研发"), ("全社会", ""),
    ("经费", ""), ("力争", ""), ("确保", ""), ("全年", ""), ("今年", ""), ("年内", ""), ("全市", ""), ("全县", ""),
    ("全区", ""), ("我市", ""), ("我县", ""), ("我区", ""), ("要", ""), ("进一步", ""), ("积极", ""), ("大力", ""),
    ("深入", ""), ("切实", ""),
];
const LEVELS: &[&str] = &["国家级", "省级", "市级", "县级", "区级"];
/// Alike in at least so many of a thousand pairs.
const ALIKE: usize = 600;
/// A pair of characters that more items have tells none of them apart.
const COMMON: usize = 200;

impl Words {
    /// The words of a target or a duty.
    pub fn of(at: usize, item: &Item) -> Option<Self> {
        let (said, unit) = match &item.kind {
            Kind::Target(figure) => (&figure.name, Some(figure.unit.clone())),
            Kind::Duty(task) => (&task.what, None),
            Kind::Fact(_) | Kind::Rhythm { .. } => return None,
        };
        let text = uniform(said);
        let chars: Vec<char> = text.chars().collect();
        let mut pairs: HashSet<(char, char)> = chars.windows(2).map(|w| (w[0], w[1])).collect();
        // A single character has no neighbour.
        if let [one] = chars[..] {
            pairs.insert((one, one));
        }
        Some(Self {
            item: at,
            level: LEVELS.iter().copied().find(|level| text.contains(level)),
            unit,
            pairs,
            text,
        })
    }

    /// How alike two names are, of a thousand; 0 where units or levels differ.
    fn alike(&self, other: &Self, common: usize) -> usize {
        let fits = self.unit == other.unit && (self.level == other.level || self.unit.is_none());
        let all = self.pairs.len() + other.pairs.len();
        if fits && all > 0 {
            common * 2000 / all
        } else {
            0
        }
    }
}

fn uniform(said: &str) -> String {
    let mut text: String = said
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_ascii_digit() && !"“”，、年".contains(*c))
        .collect();
    for (written, plain) in WRITTEN {
        if text.contains(written) {
            text = text.replace(written, plain);
        }
    }
    text
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
            .filter(|(alike, ..)| *alike >= ALIKE);
        found.extend(scored);
    }
    found.sort_unstable_by_key(|(alike, at, other)| (std::cmp::Reverse(*alike), *at, *other));
    let mut partner = vec![None; after.len()];
    let mut given = vec![false; before.len()];
    for (_, at, other) in found {
        if partner[at].is_none() && !given[other] {
            (partner[at], given[other]) = (Some(other), true);
        }
    }
    partner
}
