//! What the ids of a change are called.

use std::collections::HashMap;
use std::collections::hash_map::Entry::Vacant;

use ::store::Tx;
use enterprise::door::{Firm, FirmLine};
use measure::kind::{Field, FieldType, Kind};
use values::Id;
use web::{Organisation, Result};

use crate::import::outcome::Line;
use crate::row::pages::seen::town_name;
use crate::row::store::line;
use crate::row::{Entry, Row, shown};

const EMPTY: &str = "（空）";

/// The names of the firms and towns, and the numbers of the rows, that changes name.
pub struct Names {
    firms: HashMap<Id<Firm>, FirmLine>,
    towns: HashMap<Id<Organisation>, String>,
    rows: HashMap<Id<Entry>, Row>,
}

impl Names {
    pub async fn of(tx: &mut Tx, kind: &Kind, pairs: &[(&Line, &Row)]) -> Result<Self> {
        let (mut firms, mut rows, mut towns) = (Vec::new(), Vec::new(), HashMap::new());
        let links = kind.fields.iter().filter(|one| one.kind == FieldType::Link);
        let links: Vec<&Field> = links.collect();
        for (line, row) in pairs {
            firms.extend(line.subject);
            firms.extend(row.content.subject);
            for fields in [&line.fields, &row.content.fields] {
                let texts = links.iter().filter_map(|field| fields.get(&field.id));
                rows.extend(texts.filter_map(|text| text.parse::<Id<Entry>>().ok()));
            }
            for town in [line.town, row.content.town] {
                if let Vacant(named) = towns.entry(town) {
                    named.insert(town_name(tx, town).await?);
                }
            }
        }
        Ok(Names {
            firms: enterprise::door::lines(tx, &firms).await?,
            towns,
            rows: line::held(tx, &rows, None).await?,
        })
    }

    pub fn firm(&self, id: Option<Id<Firm>>) -> String {
        let firm = id.and_then(|id| self.firms.get(&id));
        firm.map_or_else(|| EMPTY.to_owned(), |firm| firm.name.clone())
    }

    pub fn town(&self, id: Id<Organisation>) -> String {
        let name = self.towns.get(&id).filter(|name| !name.is_empty());
        name.cloned().unwrap_or_else(|| "全县（市）".to_owned())
    }

    pub fn value(&self, field: &Field, text: Option<&String>) -> String {
        let Some(text) = text else {
            return EMPTY.to_owned();
        };
        let linked = text.parse().ok().and_then(|id| self.rows.get(&id));
        match linked.filter(|_| field.kind == FieldType::Link) {
            Some(row) => row.number.clone(),
            None => shown::exact(field, text),
        }
    }
}
