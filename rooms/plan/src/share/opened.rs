//! The split of a target as a person opens it.

use ::store::Tx;
use values::Id;
use web::Result;

use super::{Cells, Division, Matrix, Rule, State, Version, store};
use crate::target::Target;

/// All versions, and the two that a page shows: what stands there, and what was handed down last.
pub struct Opened {
    pub versions: Vec<Version>,
    /// The newest that this person may see.
    pub now: Option<Division>,
    pub issued: Option<Division>,
}

impl Opened {
    /// Working paper is shown to those who work on it.
    pub async fn read(tx: &mut Tx, target: Id<Target>, with_drafts: bool) -> Result<Opened> {
        let at = tx.sequence();
        let mut versions = store::versions(tx, target).await?;
        if !with_drafts {
            versions.retain(|one| one.state == State::Issued);
        }
        let issued = versions
            .iter()
            .filter(|one| one.state == State::Issued)
            .max_by_key(|one| (one.effective, one.version));
        let issued = match issued.cloned() {
            Some(version) => Some(store::with_cells(tx, target, version, at).await?),
            None => None,
        };
        let now = match versions.first().cloned() {
            Some(version) => Some(store::with_cells(tx, target, version, at).await?),
            None => None,
        };
        Ok(Opened {
            versions,
            now,
            issued,
        })
    }

    /// The number of the newest version; 0 before there is one.
    pub fn base(&self) -> i64 {
        self.now.as_ref().map_or(0, |now| now.version.version)
    }

    pub fn cells(&self) -> Cells {
        self.now
            .as_ref()
            .map(|now| now.matrix.cells.clone())
            .unwrap_or_default()
    }

    pub fn matrix(&self, rule: Rule) -> Matrix {
        Matrix::new(rule, self.cells())
    }

    pub fn is_draft(&self) -> bool {
        let now = self.now.as_ref();
        now.is_some_and(|now| now.version.state == State::Draft)
    }

    /// The version handed down that a draft would follow.
    pub fn against(&self) -> Option<&Matrix> {
        let issued = self.issued.as_ref().filter(|_| self.is_draft());
        issued.map(|issued| &issued.matrix)
    }
}
