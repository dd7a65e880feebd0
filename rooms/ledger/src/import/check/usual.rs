//! Amounts far from what the county has: mostly the unit is another one.

use ::store::Tx;
use measure::kind::Column;
use values::{Fen, Id};

use super::Asked;
use crate::import::meant::Seen;
use crate::import::store;

/// How many rows of the county say what is usual.
const ENOUGH: i64 = 5;
/// How many times as large, or as small, is far.
const FAR: i128 = 100;

/// A sentence, where the middle of the table's amounts is far from that of the ledger.
pub async fn unusual(
    tx: &mut Tx,
    asked: &Asked<'_>,
    seen: &Seen,
) -> ::store::Result<Option<String>> {
    let kind = asked.kind;
    let mut fields = kind.fields.iter();
    let Some(field) = fields.find(|field| field.measured == Some(Column::Amount)) else {
        return Ok(None);
    };
    let place = asked.wanted.iter().position(|one| one.id == field.id);
    let Some(middle) = place.and_then(|place| seen.middle(place)) else {
        return Ok(None);
    };
    // Of what the person may see.
    let town = asked.by.sees_only_town().unwrap_or(Id::NONE);
    let (rows, usual) = store::middle(tx, &kind.id, town).await?;
    Ok((rows >= ENOUGH && is_far(middle, usual)).then(|| {
        format!(
            "“{}”这份表居中的一笔是 {} 万元，台账里已有的 {rows} 条居中的一笔是 {} 万元，相差 {FAR} 倍以上，请核对单位",
            field.name,
            middle.in_wan(),
            usual.in_wan()
        )
    }))
}

fn is_far(one: Fen, other: Fen) -> bool {
    let (one, other) = (i128::from(one.0), i128::from(other.0));
    one > 0 && other > 0 && (one >= other * FAR || other >= one * FAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_times_is_far() {
        for (one, other, far) in [
            (36, 40, false),
            (3_600, 40, false),
            (4_000, 40, true),
            (40, 4_000, true),
            (0, 4_000, false),
        ] {
            assert_eq!(is_far(Fen(one), Fen(other)), far, "{one} {other}");
        }
    }
}
