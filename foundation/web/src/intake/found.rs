//! The third step, where something is to be changed: by sort, with the cell, what stands there and what may.

use paper::fault::{Fault, Faults, Group, Repair};
use store::{Files, Received, Writing};

/// A sort of faults, with some of them.
pub struct GroupShown {
    pub place: usize,
    pub group: Group,
    pub faults: Vec<Fault>,
    pub more: u32,
    pub suggests: bool,
    /// What may be decided for all of them: the value that is sent as `as`, and the words of the button.
    pub buttons: Vec<(&'static str, String)>,
}

impl GroupShown {
    /// Whether amounts are asked about, not known to be wrong.
    pub fn doubts(&self) -> bool {
        self.group.repair == Repair::Unit
    }
}

const FIRST: usize = 3;
const MOST: usize = 500;

/// The first faults of each sort; many of the one whose place was `chosen`.
pub fn groups(
    groups: &[Group],
    faults: &[Fault],
    chosen: &str,
    buttons: fn(&Group) -> Vec<(&'static str, String)>,
) -> Vec<GroupShown> {
    let chosen: Option<usize> = chosen.parse().ok();
    let shown = |(place, group): (usize, &Group)| {
        let most = if chosen == Some(place) { MOST } else { FIRST };
        let own = faults.iter().filter(|fault| fault.sort == group.sort);
        let own: Vec<Fault> = own.take(most).cloned().collect();
        let shown = u32::try_from(own.len()).unwrap_or(u32::MAX);
        GroupShown {
            place,
            group: group.clone(),
            suggests: own.iter().any(|fault| !fault.instead.is_empty()),
            faults: own,
            more: group.count.saturating_sub(shown),
            buttons: buttons(group),
        }
    };
    groups.iter().enumerate().map(shown).collect()
}

/// What a check found, in a file of its own: what is to be changed, or where nothing is, what goes in.
pub async fn outcome(files: &Files, faults: &Faults, lines: Writing) -> store::Result<Received> {
    if faults.all.is_empty() {
        return lines.finish().await;
    }
    let mut writing = Writing::begin(files).await?;
    for fault in &faults.all {
        writing.add(fault).await?;
    }
    writing.finish().await
}
