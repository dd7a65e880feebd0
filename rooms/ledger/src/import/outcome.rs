//! What a check found, row by row, in a file of its own: what is to be changed in the table, or what goes into the ledger.

use enterprise::door::Firm;
use paper::intake::Spot;
use serde::{Deserialize, Serialize};
use values::Id;
use web::Organisation;

use crate::row::Entry;
use crate::row::measured::Fields;

/// A row that goes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands in the table.
    pub row: Spot,
    /// Known already, so that what an import brought can be told later.
    pub entry: Id<Entry>,
    /// The version that it follows; 0 for a new row.
    pub after: i64,
    pub subject: Option<Id<Firm>>,
    pub town: Id<Organisation>,
    /// The year that its number is of.
    pub year: i32,
    pub fields: Fields,
}
