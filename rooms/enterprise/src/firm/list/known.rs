//! What the columns of the list say.

use std::collections::HashMap;

use ::store::Tx;
use values::Id;
use web::Result;

use super::found::Found;
use crate::fact::{Definition, store as facts};
use crate::firm::asked::Asked;
use crate::firm::{Firm, FirmLine};
use crate::screening::words::{self, Light};

/// What the columns say of some firms.
pub struct Known {
    /// The facts of the year.
    facts: HashMap<(Id<Firm>, String), i64>,
    /// The verdict, and what is missing.
    standings: HashMap<Id<Firm>, (Light, String)>,
}

impl Known {
    pub async fn of(tx: &mut Tx, firms: &[FirmLine], asked: &Asked, found: &Found) -> Result<Self> {
        let ids: Vec<Id<Firm>> = firms.iter().map(|firm| firm.id).collect();
        let mut standings = HashMap::new();
        if let Some((screening, against)) = found.screening().zip(asked.against.as_ref()) {
            let program = screening.program()?;
            let clauses: Vec<_> = program.clauses().collect();
            for one in ids.iter().filter_map(|id| screening.of(*id)) {
                let gap = against.sought.gap(&clauses, one, against.asking.last_year);
                standings.insert(one.firm.id, (words::light(one.judgement.verdict), gap));
            }
        }
        Ok(Known {
            facts: facts::of_some(tx, &ids, asked.year).await?,
            standings,
        })
    }

    pub fn fact(&self, firm: &FirmLine, one: &Definition) -> Option<i64> {
        self.facts.get(&(firm.id, one.id.clone())).copied()
    }

    /// The verdict, in the column that has it.
    pub fn light(&self, firm: &FirmLine, column: &str) -> Option<Light> {
        let standing = self.standings.get(&firm.id).filter(|_| column == "verdict");
        standing.map(|one| one.0)
    }

    /// What a column says that is no fact; empty where it says nothing.
    pub fn own(&self, firm: &FirmLine, column: &str) -> String {
        let standing = || self.standings.get(&firm.id);
        match column {
            "code" => firm.code.clone(),
            "town" => firm.town_name.clone(),
            "industry" => firm.industry.clone(),
            "size" => firm.size_name().to_owned(),
            "registered" => firm.registered_on.to_string(),
            "verdict" => standing().map_or(String::new(), |one| one.0.1.to_owned()),
            "gap" => standing().map_or(String::new(), |one| one.1.clone()),
            _ => String::new(),
        }
    }
}
