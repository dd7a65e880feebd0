//! What a value consists of, by the fields that its indicator names (`show_by`): loans by product, and new or renewed.

use std::collections::BTreeMap;

use ::store::Tx;
use measure::fold::{Figure, KeyValue};
use measure::indicator::{Indicator, Shown};
use measure::kind::Field;
use measure::language::{Checked, Op};
use web::Result;

use super::asked::Asked;
use super::asker::Asker;

/// A line for each field: 贷款产品：苏科贷 3,200.00，如科贷 800.00. None for a share, whose parts have no sum, and for a field
/// under which nothing counts.
pub async fn lines(
    asker: &Asker,
    tx: &mut Tx,
    indicator: &Indicator,
    checked: &Checked,
    asked: &Asked,
) -> Result<Vec<String>> {
    let is_share = checked.op() == Some(Op::Ratio);
    let of_one_kind = checked.parts().all(|part| part.kind == checked.first.kind);
    let kinds = &asker.definitions.kinds;
    let Some(kind) = kinds
        .get(&checked.first.kind)
        .filter(|_| of_one_kind && !is_share)
    else {
        return Ok(Vec::new());
    };
    let mut lines = Vec::new();
    for field in indicator.show_by.iter().filter_map(|id| kind.field(id)) {
        let Some(column) = field.measured else {
            continue;
        };
        let found = asker.beneath(tx, checked, &asked.asking, column).await?;
        lines.extend(line(field, &indicator.shown, &found));
    }
    Ok(lines)
}

fn line(field: &Field, shown: &Shown, found: &BTreeMap<KeyValue, Figure>) -> Option<String> {
    let mut named: Vec<(usize, String)> = found
        .iter()
        .filter(|(_, figure)| figure.counted() > 0)
        .filter_map(|(value, figure)| {
            let (place, name) = named(field, value);
            Some((place, format!("{name} {}", figure.value?.shown(shown))))
        })
        .collect();
    named.sort();
    let named: Vec<String> = named.into_iter().map(|(_, words)| words).collect();
    (!named.is_empty()).then(|| format!("{}：{}", field.name, named.join("，")))
}

/// Where a value stands among those of its field, and what it is called.
fn named(field: &Field, value: &KeyValue) -> (usize, String) {
    let unnamed = || (usize::MAX, "未填".to_owned());
    match value {
        KeyValue::Int(rank) if !field.ranks().is_empty() => {
            let place = usize::try_from(*rank)
                .ok()
                .and_then(|rank| rank.checked_sub(1));
            let named =
                place.and_then(|place| Some((place, field.ranks().get(place)?.1.to_owned())));
            named.unwrap_or_else(unnamed)
        }
        KeyValue::Int(number) => (0, number.to_string()),
        KeyValue::Text(text) if text.is_empty() => unnamed(),
        KeyValue::Text(text) => {
            let place = field.options.iter().position(|(id, _)| id == text);
            let name = field.option_name(text).unwrap_or(text);
            (place.unwrap_or(usize::MAX), name.to_owned())
        }
        KeyValue::Id(_) => unnamed(),
    }
}
