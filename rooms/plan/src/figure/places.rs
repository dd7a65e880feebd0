//! The units of a county as scopes of a question.

use ::store::Tx;
use measure::Scope;
use values::{Day, Uuid};
use web::{Actor, Error, Place, Result};

use super::asked::Choice;

/// The units of a county on a day, for names and choices of scopes.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub units: Vec<identity::door::Unit>,
}

impl Places {
    pub async fn read(tx: &mut Tx, day: Day) -> Result<Places> {
        Ok(Places {
            units: identity::door::organisations(tx, day).await?,
        })
    }

    /// All that existed at some time between two days, each under its newest name: a figure by town
    /// must not lose the rows of a town that was merged since.
    pub async fn between(tx: &mut Tx, first: Day, last: Day) -> Result<Places> {
        Ok(Places {
            units: identity::door::organisations_between(tx, first, last).await?,
        })
    }

    pub fn of(&self, place: Place) -> impl Iterator<Item = &identity::door::Unit> {
        self.units.iter().filter(move |unit| unit.place == place)
    }

    pub fn name(&self, id: Uuid) -> Option<&str> {
        self.units
            .iter()
            .find(|unit| unit.id.uuid() == id)
            .map(|unit| unit.name.as_str())
    }

    /// 全市, 全县 or 全区, after the bureau's own name.
    pub fn whole(&self) -> String {
        let bureau = self
            .of(Place::Bureau)
            .next()
            .map_or("", |unit| unit.name.as_str());
        let level = bureau
            .chars()
            .find(|c| matches!(c, '市' | '县' | '区'))
            .unwrap_or('市');
        format!("全{level}")
    }

    /// Reads a scope of an address and names it. A unit that is not known is not found.
    pub fn scope(&self, text: &str) -> Result<(Scope, String)> {
        if text == "county" {
            return Ok((Scope::default(), self.whole()));
        }
        let (place, id) = text.split_once(':').ok_or(Error::NotFound)?;
        let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
        let wanted = match place {
            "office" => Place::Office,
            "town" => Place::Town,
            _ => return Err(Error::NotFound),
        };
        let unit = self
            .of(wanted)
            .find(|unit| unit.id.uuid() == id)
            .ok_or(Error::NotFound)?;
        let scope = match wanted {
            Place::Office => Scope {
                office: Some(id),
                town: None,
            },
            _ => Scope {
                office: None,
                town: Some(id),
            },
        };
        Ok((scope, unit.name.clone()))
    }

    /// The county, the offices and the towns; for town staff their own town only.
    pub fn choices(&self, actor: &Actor, chosen: &str) -> Vec<Choice> {
        let choice = |value: String, name: &str| Choice {
            chosen: value == chosen,
            value,
            name: name.to_owned(),
        };
        let unit = |place: &str, unit: &identity::door::Unit| {
            choice(format!("{place}:{}", unit.id), &unit.name)
        };
        if let Some(town) = actor.sees_only_town() {
            return self
                .units
                .iter()
                .filter(|unit| unit.id == town)
                .map(|town| unit("town", town))
                .collect();
        }
        let county = std::iter::once(choice("county".to_owned(), &self.whole()));
        let offices = self.of(Place::Office).map(|office| unit("office", office));
        county
            .chain(offices)
            .chain(self.of(Place::Town).map(|town| unit("town", town)))
            .collect()
    }
}
