//! A definition carried to years before it was made: its parameters hold since ever.

use values::Day;

use super::checked::{Checked, Choice, Clause, Join, Part, Test};

impl Checked {
    /// The same formula in which every parameter keeps the values that hold on `day`, whatever day is
    /// asked: how past years are measured by today's definition.
    #[must_use]
    pub fn steady(&self, day: Day) -> Checked {
        Checked {
            first: part(&self.first, day),
            second: self
                .second
                .as_ref()
                .map(|(op, second)| (*op, part(second, day))),
            unit: self.unit.clone(),
        }
    }
}

fn part(part: &Part, day: Day) -> Part {
    let clause = |clause: &Clause| Clause {
        test: test(&clause.test, day),
        words: clause.words.clone(),
    };
    Part {
        wheres: part.wheres.iter().map(|one| test(one, day)).collect(),
        counts: part.counts.iter().map(clause).collect(),
        ..part.clone()
    }
}

fn test(one: &Test, day: Day) -> Test {
    let all = |tests: &[Test]| tests.iter().map(|one| test(one, day)).collect();
    match one {
        Test::All(tests) => Test::All(all(tests)),
        Test::Any(tests) => Test::Any(all(tests)),
        Test::Not(one) => Test::Not(Box::new(test(one, day))),
        Test::In {
            column,
            choice: Choice::Parameter { from, .. },
        } => Test::In {
            column: *column,
            choice: Choice::Given(
                from.iter()
                    .rfind(|(since, _)| *since <= day)
                    .map(|(_, values)| values.clone())
                    .unwrap_or_default(),
            ),
        },
        Test::Exists(join) => Test::Exists(Box::new(Join {
            test: join.test.as_ref().map(|one| test(one, day)),
            ..(**join).clone()
        })),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::language::Value;

    #[test]
    fn parameters_keep_the_values_of_one_day() {
        let day = |text: &str| Day::parse_iso(text).unwrap();
        let column = crate::kind::Column::Class;
        let values = |word: &str| vec![Value::Text(word.to_owned())];
        let parameter = Test::Not(Box::new(Test::In {
            column,
            choice: Choice::Parameter {
                name: "levels".to_owned(),
                from: vec![
                    (day("2020-01-01"), values("old")),
                    (day("2020-07-01"), values("new")),
                ],
            },
        }));
        for (on, word) in [
            ("2020-06-30", Some("old")),
            ("2020-07-01", Some("new")),
            ("2019-12-31", None),
        ] {
            let Test::Not(found) = test(&parameter, day(on)) else {
                panic!("another test")
            };
            let wanted = Test::In {
                column,
                choice: Choice::Given(word.map(values).unwrap_or_default()),
            };
            assert_eq!(*found, wanted, "{on}");
        }
    }
}
