use serde::{Deserialize, Serialize};

/// A row of one of the sheets that are read together: the first is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Spot {
    pub sheet: usize,
    pub row: u32,
}

/// A row of the first sheet is written as its number alone.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Row(u32),
    Of(usize, u32),
}

impl From<Written> for Spot {
    fn from(written: Written) -> Self {
        match written {
            Written::Row(row) => Spot { sheet: 0, row },
            Written::Of(sheet, row) => Spot { sheet, row },
        }
    }
}

impl From<Spot> for Written {
    fn from(spot: Spot) -> Self {
        match spot.sheet {
            0 => Written::Row(spot.row),
            sheet => Written::Of(sheet, spot.row),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Spot;

    #[test]
    fn what_was_written_before_sheets_were_read_together_is_still_read() {
        for (text, sheet, row) in [("7", 0, 7), ("[2,7]", 2, 7)] {
            let spot = Spot { sheet, row };
            assert_eq!(serde_json::from_str::<Spot>(text).unwrap(), spot);
            assert_eq!(serde_json::to_string(&spot).unwrap(), text);
        }
    }
}
