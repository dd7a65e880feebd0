use std::collections::{BTreeMap, BTreeSet};

use paper::Type;
use paper::intake::Spot;
use serde::{Deserialize, Serialize};
use values::Fen;

/// What a person decided for all cells of one sort, instead of changing them one by one in the workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repairs {
    /// The code of the firm that is meant, by the name that stands in the table.
    pub firms: BTreeMap<String, String>,
    /// Rows whose amount is in 元, by field, though the heading says otherwise.
    pub in_yuan: BTreeMap<String, BTreeSet<Spot>>,
    /// Rows whose amount looks wrong and is right, by field.
    pub as_it_stands: BTreeMap<String, BTreeSet<Spot>>,
}

/// 万 in 元.
const WAN: i64 = 10_000;

impl Repairs {
    /// The amount that is meant.
    pub fn amount(&self, field: &str, spot: Spot, kind: Type, text: &str) -> Option<String> {
        let named = |rows: &BTreeSet<Spot>| rows.contains(&spot);
        let converts = kind == Type::Money && self.in_yuan.get(field).is_some_and(named);
        let amount = Fen::parse(text, 100).ok().filter(|_| converts)?;
        Some(Fen(amount.0 / WAN).plain())
    }

    /// Whether an amount was looked at.
    pub fn settled(&self, field: &str, spot: Spot) -> bool {
        let named = |rows: &BTreeSet<Spot>| rows.contains(&spot);
        self.in_yuan.get(field).is_some_and(named)
            || self.as_it_stands.get(field).is_some_and(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_cells_that_were_named_are_converted() {
        let at = |sheet, row| Spot { sheet, row };
        let rows = BTreeMap::from([("amount".to_owned(), BTreeSet::from([at(0, 7)]))]);
        let repairs = Repairs {
            in_yuan: rows,
            ..Repairs::default()
        };
        let of = |row, kind| repairs.amount("amount", at(0, row), kind, "3600000000.00");
        assert_eq!(of(7, Type::Money).as_deref(), Some("360000.00"));
        assert_eq!((of(8, Type::Money), of(7, Type::Text)), (None, None));
        let settled = |sheet, row| repairs.settled("amount", at(sheet, row));
        assert!(settled(0, 7) && !settled(0, 8));
        assert!(!settled(1, 7), "the same row of another sheet");
    }
}
