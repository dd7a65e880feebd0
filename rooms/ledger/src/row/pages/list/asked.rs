//! What the address of a list asks for.

use ::store::Tx;
use enterprise::door::Firm;
use measure::kind::{FieldType, Kind};
use values::{Day, Fen, Id, Period};
use web::{Actor, ListQuery, Place, Result};

use super::super::home::year_of;
use super::lines::lead_field;
use crate::row::standing::Standing;
use crate::row::state::State;
use crate::row::store::list::{Order, Wanted};

/// What was looked up for the words of an address.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Those whose name holds the part that is sought.
    pub firms: Vec<Id<Firm>>,
    /// The name of the town.
    pub town: String,
    /// The sequence at which an import came in, and the name of its file.
    pub import: Option<(i64, String)>,
}

#[derive(Clone, Debug)]
pub struct Asked {
    pub wanted: Wanted,
    pub order: Order,
    /// 2020, or 0 for all years.
    pub year: i32,
    /// The ids of the fields that are shown.
    pub columns: Vec<String>,
    /// What holds, each with the address that takes it away.
    pub chips: Vec<(String, String)>,
    /// What could not be read, and is left aside.
    pub unread: Vec<String>,
    /// Only what the person entered, in every view.
    own: bool,
}

/// A name that stands more than once (the columns) becomes one, joined by commas.
pub fn joined(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (name, value) in pairs {
        match all.iter_mut().find(|known| known.0 == name) {
            Some(known) if name == "cols" => known.1 = format!("{},{value}", known.1),
            _ => all.push((name, value)),
        }
    }
    all
}

impl Asked {
    pub fn read(list: &ListQuery, kind: &Kind, actor: &Actor, today: Day, found: Found) -> Asked {
        let mut asked = Asked {
            wanted: Wanted {
                firms: found.firms,
                ..everything(&kind.id, actor)
            },
            order: order(list),
            year: 0,
            columns: columns(list, kind),
            chips: Vec::new(),
            unread: Vec::new(),
            own: false,
        };
        asked.days(list, kind, today);
        asked.place(list, actor, &found.town);
        if let Some((loaded, name)) = found.import {
            asked.wanted.brought = loaded;
            asked.chip(format!("由“{name}”导入"), list.with("import", ""));
        }
        if let Ok(sequence @ 1..) = list.get("act").parse() {
            asked.wanted.brought = sequence;
            asked.chip("同一次办理的".to_owned(), list.with("act", ""));
        }
        asked.amounts(list);
        asked.wanted.words = list.get("q").trim().to_lowercase();
        if let Some(state) = State::from_code(list.get("state")) {
            asked.wanted.state = state.code().to_owned();
            asked.chip(format!("状态 {}", state.word()), list.with("state", ""));
        }
        if !asked.wanted.words.is_empty() {
            asked.chip(format!("含“{}”", list.get("q")), list.with("q", ""));
        }
        asked.view(list, actor);
        if !list.get("own").is_empty() {
            asked.own = true;
            asked.wanted.author = actor.person;
            // As with the view of one's own: in whichever town.
            asked.wanted.town = list.get("town").parse().unwrap_or(Id::NONE);
            asked.chip("我录入的".to_owned(), list.with("own", ""));
        }
        asked
    }

    fn chip(&mut self, name: String, without: String) {
        self.chips.push((name, without));
    }

    fn days(&mut self, list: &ListQuery, kind: &Kind, today: Day) {
        let day = kind
            .field(&kind.day)
            .map_or("计数日", |field| field.name.as_str());
        if list.get("year") != "all" {
            self.year = year_of(list.get("year"), today);
            if let Some(year) = Period::year(self.year) {
                (self.wanted.first, self.wanted.last) = (year.first, year.last);
            }
            self.chip(format!("{day} {}年", self.year), list.with("year", "all"));
        }
        for (name, word) in [("from", "不早于"), ("to", "不晚于")] {
            let text = list.get(name);
            if text.is_empty() {
                continue;
            }
            // A chip says what holds: what was read, not what was typed.
            match Day::parse(text, today.year()) {
                Ok(found) => {
                    match name {
                        "from" => self.wanted.first = found,
                        _ => self.wanted.last = found,
                    }
                    self.chip(format!("{day}{word} {found}"), list.with(name, ""));
                }
                Err(fault) => self.unread.push(fault.to_string()),
            }
        }
    }

    fn place(&mut self, list: &ListQuery, actor: &Actor, name: &str) {
        if actor.sees_only_town().is_none()
            && let Ok(town) = list.get("town").parse()
        {
            self.wanted.town = town;
            self.chip(format!("镇区 {name}"), list.with("town", ""));
        }
    }

    fn amounts(&mut self, list: &ListQuery) {
        for (name, word) in [("least", "不少于"), ("most", "不超过")] {
            let text = list.get(name);
            if text.is_empty() {
                continue;
            }
            match Fen::parse(text, 1_000_000) {
                Ok(amount) => {
                    match name {
                        "least" => self.wanted.least = amount,
                        _ => self.wanted.most = amount,
                    }
                    let read = amount.in_wan();
                    let read = read.strip_suffix(".00").unwrap_or(&read);
                    let chip = format!("金额{word} {read} 万元");
                    self.chip(chip, list.with(name, ""));
                }
                Err(fault) => self.unread.push(fault.to_string()),
            }
        }
    }

    fn view(&mut self, list: &ListQuery, actor: &Actor) {
        match list.get("view") {
            "out" => self.wanted.left_out = true,
            "mine" => {
                (self.wanted.author, self.wanted.undated) = (actor.person, true);
                // What one entered oneself is one's own, in whichever town.
                self.wanted.town = list.get("town").parse().unwrap_or(Id::NONE);
            }
            view => {
                let standing = [Standing::Waiting, Standing::Unproven, Standing::Returned]
                    .into_iter()
                    .find(|standing| standing.code() == view);
                self.wanted.standing =
                    standing.map_or_else(String::new, |standing| standing.code().to_owned());
            }
        }
    }

    /// The same without its view.
    pub fn without_view(&self, actor: &Actor) -> Wanted {
        let (town, author) = if self.own {
            (self.wanted.town, actor.person)
        } else {
            let town = actor.sees_only_town().unwrap_or(self.wanted.town);
            (town, Id::NONE)
        };
        Wanted {
            town,
            author,
            undated: false,
            standing: String::new(),
            left_out: false,
            ..self.wanted.clone()
        }
    }

    /// The columns to choose from: id, name, whether shown.
    pub fn choices(&self, kind: &Kind) -> Vec<(String, String, bool)> {
        let lead = lead_field(kind).map(|field| field.id.as_str());
        let fields = kind.fields.iter().filter(|field| {
            field.id != kind.day
                && lead != Some(field.id.as_str())
                && !matches!(field.kind, FieldType::Long | FieldType::Link)
        });
        fields
            .map(|field| {
                (
                    field.id.clone(),
                    field.name.clone(),
                    self.columns.contains(&field.id),
                )
            })
            .collect()
    }
}

/// All rows of a kind that the person sees.
pub fn everything(kind: &str, actor: &Actor) -> Wanted {
    Wanted {
        kind: kind.to_owned(),
        first: Day::of(1900, 1, 1).unwrap_or(Day::NEVER),
        last: Day::NEVER.plus(-1),
        undated: false,
        town: actor.sees_only_town().unwrap_or(Id::NONE),
        author: Id::NONE,
        standing: String::new(),
        state: String::new(),
        left_out: false,
        brought: 0,
        least: Fen(i64::MIN),
        most: Fen(i64::MAX),
        words: String::new(),
        firms: Vec::new(),
    }
}

fn columns(list: &ListQuery, kind: &Kind) -> Vec<String> {
    let chosen: Vec<&str> = list
        .get("cols")
        .split(',')
        .filter(|id| !id.is_empty())
        .collect();
    let lead = lead_field(kind).map(|field| field.id.as_str());
    let shown = kind.fields.iter().filter(|field| {
        field.id != kind.day && lead != Some(field.id.as_str()) && field.kind != FieldType::Long
    });
    shown
        .filter(|field| {
            if chosen.is_empty() {
                field.list
            } else {
                chosen.contains(&field.id.as_str())
            }
        })
        .map(|field| field.id.clone())
        .collect()
}

fn order(list: &ListQuery) -> Order {
    match list.sort() {
        Some(("day", false)) => Order::Oldest,
        Some(("number", false)) => Order::NumberUp,
        Some(("number", true)) => Order::NumberDown,
        Some(("amount", false)) => Order::AmountUp,
        Some(("amount", true)) => Order::AmountDown,
        _ => Order::Newest,
    }
}

/// The towns to choose from; none for town staff, who see their own only.
pub async fn towns(tx: &mut Tx, actor: &Actor, today: Day) -> Result<Vec<(String, String)>> {
    if actor.sees_only_town().is_some() {
        return Ok(Vec::new());
    }
    let units = identity::door::organisations(tx, today).await?;
    Ok(units
        .into_iter()
        .filter(|unit| unit.place == Place::Town)
        .map(|unit| (unit.id.to_string(), unit.name))
        .collect())
}
