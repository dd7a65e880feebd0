//! How well targets are read in annotated texts: found, with all fields right, and facts wrongly proposed.
//!
//! `NN-name.txt` holds a text, `NN-name.gold.jsonl` an object a line: `kind` (`target`, `fact`, or `ambiguous`, which is
//! not scored), `start`, `span`, `value`, `value_high`, `unit`, `op`.

use notice::{Figure, Item, Kind, Text};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What was counted over some texts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// Targets that are there, proposed, found, and found with value, unit and comparator right.
    pub gold: usize,
    pub proposed: usize,
    pub found: usize,
    pub right: usize,
    /// Facts that are there, and those proposed as targets.
    pub facts: usize,
    pub facts_proposed: usize,
}

impl Count {
    pub fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.proposed += other.proposed;
        self.found += other.found;
        self.right += other.right;
        self.facts += other.facts;
        self.facts_proposed += other.facts_proposed;
    }

    /// Targets found: the harmonic mean of precision and recall.
    pub fn found_f1(&self) -> f64 {
        share(2 * self.found, self.proposed + self.gold)
    }

    /// The same where value, unit and comparator are all right.
    pub fn right_f1(&self) -> f64 {
        share(2 * self.right, self.proposed + self.gold)
    }

    pub fn facts_share(&self) -> f64 {
        share(self.facts_proposed, self.facts)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The folders of annotated texts that a folder holds, in order.
pub fn sets(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut sets = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sets.push(path);
        }
    }
    sets.sort();
    Ok(sets)
}

/// The names of the annotated texts of a set, and whether each is kept unseen: `sealed.txt` lists those.
pub fn names(set: &Path) -> std::io::Result<Vec<(String, bool)>> {
    let sealed = std::fs::read_to_string(set.join("sealed.txt"))?;
    let mut names = Vec::new();
    for entry in std::fs::read_dir(set)? {
        let file = entry?.file_name().into_string().unwrap_or_default();
        if let Some(name) = file.strip_suffix(".gold.jsonl") {
            names.push((name.to_owned(), sealed.lines().any(|l| l == name)));
        }
    }
    names.sort();
    Ok(names)
}

/// Scores one text; the second value says what was wrong, a line each.
pub fn score(folder: &Path, name: &str) -> std::io::Result<(Count, Vec<String>)> {
    let text = Text::new(std::fs::read_to_string(folder.join(format!("{name}.txt")))?);
    let gold = std::fs::read_to_string(folder.join(format!("{name}.gold.jsonl")))?;
    let gold: Vec<Value> = gold
        .lines()
        .filter_map(|l| serde_json::from_str(l).ok())
        .collect();
    let items = notice::read(&text).items;
    let proposed: Vec<(&Item, &Figure)> = items
        .iter()
        .filter_map(|i| match &i.kind {
            Kind::Target(figure) => Some((i, figure)),
            _ => None,
        })
        .collect();
    Ok(compared(&gold, &proposed))
}

fn compared(gold: &[Value], proposed: &[(&Item, &Figure)]) -> (Count, Vec<String>) {
    let of_kind = |kind: &str| {
        gold.iter()
            .filter(|g| g["kind"] == kind)
            .collect::<Vec<_>>()
    };
    let (targets, facts) = (of_kind("target"), of_kind("fact"));
    let mut partner = vec![None; proposed.len()];
    let mut missed = vec![true; targets.len()];
    for (i, j) in pairs(&targets, proposed) {
        if partner[i].is_none() && missed[j] {
            (partner[i], missed[j]) = (Some(j), false);
        }
    }
    let mut count = Count {
        gold: targets.len(),
        facts: facts.len(),
        ..Count::default()
    };
    let mut wrong = Vec::new();
    for (partner, (item, figure)) in partner.iter().zip(proposed) {
        let on = |list: &[&Value]| list.iter().any(|g| overlap(g, item) > 0);
        match partner {
            None if on(&of_kind("ambiguous")) => continue,
            None => {
                count.facts_proposed += usize::from(on(&facts));
                let what = if on(&facts) {
                    "fact proposed"
                } else {
                    "nothing there"
                };
                wrong.push(format!("{what}: {} {}", told(item, figure), figure.name));
            }
            Some(j) => {
                count.found += 1;
                let right = is_right(targets[*j], figure);
                count.right += usize::from(right);
                if !right {
                    let should = targets[*j];
                    wrong.push(format!("wrong: {} for {should}", told(item, figure)));
                }
            }
        }
        count.proposed += 1;
    }
    let lost = missed.iter().zip(&targets).filter(|(m, _)| **m);
    wrong.extend(lost.map(|(_, g)| format!("missed: {g}")));
    (count, wrong)
}

/// Pairs of a proposal and a target that overlap, the best first.
fn pairs(targets: &[&Value], proposed: &[(&Item, &Figure)]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, (item, _)) in proposed.iter().enumerate() {
        for (j, gold) in targets.iter().enumerate() {
            let longest = (item.end - item.start).max(length(gold)).max(1);
            let common = overlap(gold, item) * 1_000_000 / longest;
            if common > 0 {
                pairs.push((common, i, j));
            }
        }
    }
    pairs.sort_unstable_by(|a, b| b.cmp(a));
    pairs.into_iter().map(|(_, i, j)| (i, j)).collect()
}

fn length(gold: &Value) -> usize {
    gold["span"].as_str().unwrap_or_default().chars().count()
}

fn overlap(gold: &Value, item: &Item) -> usize {
    let start = gold["start"].as_u64().unwrap_or_default() as usize;
    let end = start + length(gold);
    end.min(item.end).saturating_sub(start.max(item.start))
}

fn is_right(gold: &Value, figure: &Figure) -> bool {
    let value = figure.value.to_f64();
    let same = |field: &str| {
        let should = gold[field].as_f64();
        should.is_some_and(|s| (s - value).abs() <= 1e-6 * s.abs().max(value.abs()).max(1e-9))
    };
    (same("value") || same("value_high"))
        && gold["unit"] == figure.unit.as_str()
        && gold["op"] == figure.op.sign()
}

fn told(item: &Item, figure: &Figure) -> String {
    let (sign, value, unit) = (figure.op.sign(), figure.value, &figure.unit);
    format!("{:?}@{} {sign} {value} {unit}", item.span, item.start)
}
