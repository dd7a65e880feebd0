//! An item as a line of JSON.

use crate::decimal::Decimal;
use crate::item::{Assigned, Figure, Item, Kind, Task};
use serde_json::{Map, Number, Value, json};

/// One JSON object on one line, fields in a fixed order; numbers print exactly the digits of their value.
pub fn json_line(item: &Item) -> String {
    let mut line = Map::new();
    let mut put = |key: &str, value: Value| line.insert(key.to_owned(), value);
    put("kind", json!(word(&item.kind)));
    put("start", json!(item.start));
    put("end", json!(item.end));
    put("span", json!(item.span));
    put("section", json!(item.section));
    put(
        "sentence",
        json!({ "start": item.sentence.0, "end": item.sentence.1 }),
    );
    match &item.kind {
        Kind::Target(figure) | Kind::Fact(figure) => figure_fields(figure, &mut put),
        Kind::Rhythm { every, what } => {
            put("every", json!(every.word()));
            put("what", json!(what));
        }
        Kind::Duty(task) => task_fields(task, &mut put),
    }
    Value::Object(line).to_string()
}

fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Target(_) => "target",
        Kind::Fact(_) => "fact",
        Kind::Rhythm { .. } => "rhythm",
        Kind::Duty(_) => "duty",
    }
}

fn figure_fields(figure: &Figure, put: &mut impl FnMut(&str, Value) -> Option<Value>) {
    put("name", json!(figure.name));
    put("op", json!(figure.op.sign()));
    put("value", number(figure.value));
    if let Some(high) = figure.value_high {
        put("value_high", number(high));
    }
    put("unit", json!(figure.unit));
    put("firmness", json!(figure.firmness.word()));
    assigned_fields(&figure.assigned, put);
}

fn task_fields(task: &Task, put: &mut impl FnMut(&str, Value) -> Option<Value>) {
    put("what", json!(task.what));
    put("firmness", json!(task.firmness.word()));
    assigned_fields(&task.assigned, put);
}

/// Only what the text says.
fn assigned_fields(assigned: &Assigned, put: &mut impl FnMut(&str, Value) -> Option<Value>) {
    if assigned.quarters.iter().any(Option::is_some) {
        let quarters = assigned.quarters.map(|q| q.map_or(Value::Null, number));
        put("quarters", json!(quarters));
    }
    if let Some(lead) = &assigned.lead {
        put("lead", json!(lead));
    }
    if let Some(assisting) = &assigned.assisting {
        put("assisting", json!(assisting));
    }
    if let Some(due) = &assigned.due {
        put("due", json!(due));
    }
    if let Some(leader) = &assigned.leader {
        put("leader", json!(leader));
    }
    if let Some(person) = &assigned.person {
        put("person", json!(person));
    }
}

fn number(value: Decimal) -> Value {
    match value.parts() {
        (units, 0) if i64::try_from(units).is_ok() => {
            json!(i64::try_from(units).unwrap_or_default())
        }
        _ => Number::from_f64(value.to_f64()).map_or(Value::Null, Value::Number),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::comparator::Op;
    use crate::rules::firmness::Firmness;

    #[test]
    fn a_target_on_a_line() {
        let figure = Figure {
            name: "占比".to_owned(),
            op: Op::AtLeast,
            value: Decimal::new(25, 3),
            value_high: None,
            unit: "ratio".to_owned(),
            firmness: Firmness::Committed,
            assigned: Assigned::default(),
        };
        let item = Item {
            start: 3,
            end: 7,
            span: "2.5%".to_owned(),
            section: vec!["二、目标".to_owned()],
            sentence: (0, 8),
            kind: Kind::Target(figure),
        };
        assert_eq!(
            json_line(&item),
            r#"{"kind":"target","start":3,"end":7,"span":"2.5%","section":["二、目标"],"sentence":{"start":0,"end":8},"name":"占比","op":">=","value":0.025,"unit":"ratio","firmness":"committed"}"#
        );
        let Kind::Target(mut figure) = item.kind.clone() else {
            return;
        };
        figure.assigned = Assigned {
            quarters: [
                Some(Decimal::new(5, 3)),
                None,
                Some(Decimal::whole(1)),
                None,
            ],
            lead: Some("规划科".to_owned()),
            assisting: None,
            due: Some("12月底".to_owned()),
            leader: Some("许知行".to_owned()),
            person: Some("丁若川".to_owned()),
        };
        let item = Item {
            kind: Kind::Target(figure),
            ..item
        };
        assert!(json_line(&item).ends_with(
            r#""firmness":"committed","quarters":[0.005,null,1,null],"lead":"规划科","due":"12月底","leader":"许知行","person":"丁若川"}"#
        ));
    }
}
