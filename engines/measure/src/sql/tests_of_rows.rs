//! Tests as SQL conditions. A condition is always true or false: where something unknown is compared, it is false,
//! turned or not, as the language says.

use values::{Day, Uuid};

use super::Bind;
use super::writer::Writer;
use crate::kind::Column;
use crate::language::{Choice, Comparator, Join, Test, Value, When};

/// The row that a test is about.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub alias: &'a str,
    /// Subject properties are those of the day asked, not of the counting day.
    pub stock: bool,
}

impl Writer<'_> {
    /// The condition under which `test` is true, or with `turned` under which it is false.
    pub fn test(&mut self, row: Row, test: &Test, turned: bool) -> String {
        match test {
            Test::All(tests) => {
                self.joined(row, tests, turned, if turned { " OR " } else { " AND " })
            }
            Test::Any(tests) => {
                self.joined(row, tests, turned, if turned { " AND " } else { " OR " })
            }
            Test::Not(test) => self.test(row, test, !turned),
            Test::Compare { column, op, value } => {
                self.compare(row, *column, if turned { op.turned() } else { *op }, value)
            }
            Test::In { column, choice } => self.choice(row, *column, choice, turned),
            Test::Known(column) => self.known(row, *column, turned),
            Test::LinkGood => self.link_good(row, turned),
            Test::Exists(join) => self.exists(row, join, turned),
            Test::Property { name, op, values } => {
                self.subject(row, name, if turned { op.turned() } else { *op }, values)
            }
        }
    }

    fn joined(&mut self, row: Row, tests: &[Test], turned: bool, word: &str) -> String {
        let conditions: Vec<String> = tests
            .iter()
            .map(|test| self.test(row, test, turned))
            .collect();
        format!("({})", conditions.join(word))
    }

    fn compare(&mut self, row: Row, column: Column, op: Comparator, value: &Value) -> String {
        let value = self.value(value);
        let condition = format!("{}.{} {} {value}", row.alias, column.name(), op.sign());
        if passes_unknown(column, op) {
            self.and_known(row, column, &condition)
        } else {
            condition
        }
    }

    fn choice(&mut self, row: Row, column: Column, choice: &Choice, turned: bool) -> String {
        let values = match choice {
            Choice::Given(values) => values.as_slice(),
            Choice::Parameter { from, .. } => from
                .iter()
                .rev()
                .find(|(day, _)| *day <= self.asking.day)
                .map_or(&[][..], |(_, values)| values),
        };
        if values.is_empty() {
            return if turned {
                self.known(row, column, false)
            } else {
                "1 = 0".to_owned()
            };
        }
        let list: Vec<String> = values.iter().map(|value| self.value(value)).collect();
        let condition = format!(
            "{}.{} {}IN ({})",
            row.alias,
            column.name(),
            if turned { "NOT " } else { "" },
            list.join(", ")
        );
        let guarded = turned || matches!(column, Column::Amount | Column::Quantity);
        if guarded {
            self.and_known(row, column, &condition)
        } else {
            condition
        }
    }

    fn and_known(&mut self, row: Row, column: Column, condition: &str) -> String {
        format!("({} AND {condition})", self.known(row, column, false))
    }

    /// Whether a column is known; every column but the two numbers has a value that stands for unknown.
    pub fn known(&mut self, row: Row, column: Column, turned: bool) -> String {
        let name = format!("{}.{}", row.alias, column.name());
        let unknown = match column {
            Column::Amount | Column::Quantity => {
                return format!("{name} IS {}NULL", if turned { "" } else { "NOT " });
            }
            Column::Class | Column::Mark | Column::Trait | Column::Item => "''".to_owned(),
            Column::Level => "0".to_owned(),
            Column::OtherDay | Column::Effective | Column::Until => self.day(Day::NEVER),
            Column::Link | Column::Subject => self.id(Uuid::nil()),
        };
        format!("{name} {} {unknown}", if turned { "=" } else { "<>" })
    }

    fn value(&mut self, value: &Value) -> String {
        match value {
            Value::Text(text) => self.text(text),
            Value::Int(number) => self.bind(Bind::Int(*number)),
            Value::Day(day) => self.day(*day),
            Value::AsOf => self.as_of(),
            Value::Year => self.bind(Bind::Int(i64::from(self.asking.period.first.year()))),
        }
    }

    /// A link is looked up row by row, in an index that holds the answer: written for a moment also where it is now,
    /// since the index of what is still held has no standing.
    fn link_good(&mut self, row: Row, turned: bool) -> String {
        let l = self.alias('l');
        let held = self.held_at(&l, self.asking.known.sequence());
        let good = format!(
            "EXISTS (SELECT 1 FROM ledger_version {l} WHERE {l}.county = $1 AND {l}.entry = {}.link AND {held} AND {l}.standing = 'good')",
            row.alias
        );
        if turned {
            self.and_known(row, Column::Link, &format!("NOT {good}"))
        } else {
            good
        }
    }

    /// An uncorrelated list of keys. Unknown keys are kept out of it, so they are never found.
    fn exists(&mut self, row: Row, join: &Join, turned: bool) -> String {
        let l = self.alias('l');
        let time = self.time(&l, join.when);
        let others = self.others(&l, join, &time, &format!("{l}.{}", join.theirs.name()));
        format!(
            "{}.{} {}IN ({others})",
            row.alias,
            join.ours.name(),
            if turned { "NOT " } else { "" },
        )
    }

    /// From when to when the rows hold that a join on the day asks for, as far as they reach into the period: a key has
    /// few of them then.
    pub fn covers(&mut self, join: &Join) -> String {
        let l = self.alias('l');
        let first = self.day(self.asking.period.first.min(self.asking.day));
        let (day, never) = (self.as_of(), self.day(Day::NEVER));
        let time = format!("{l}.effective <= {day} AND {l}.until > {first}");
        let columns = format!(
            "CASE WHEN {l}.effective < {first} THEN {first} ELSE {l}.effective END AS day, \
             CASE WHEN {l}.until > {day} THEN {never} ELSE {l}.until END AS until, {l}.{} AS grp",
            join.theirs.name()
        );
        let others = self.others(&l, join, &time, &columns);
        format!(
            "SELECT day, until, grp, '' AS reason, COUNT(*) AS entries, COUNT(*) AS weight FROM ({others}) t GROUP BY grp, day, until"
        )
    }

    /// Columns of the good rows of a join's kind that are in time.
    fn others(&mut self, l: &str, join: &Join, time: &str, columns: &str) -> String {
        let other = Row {
            alias: l,
            stock: join.when == When::OnDay,
        };
        let key = self.known(other, join.theirs, false);
        let test = join
            .test
            .as_ref()
            .map(|test| format!(" AND {}", self.test(other, test, false)))
            .unwrap_or_default();
        self.select(l, |held| {
            format!(
                "SELECT {columns} FROM ledger_version {l} WHERE {l}.county = $1 AND {l}.kind = '{}' AND {time} AND {held} AND {l}.standing = 'good' AND {key}{test}",
                join.kind
            )
        })
    }

    fn time(&mut self, alias: &str, when: When) -> String {
        let first = self.asking.period.first;
        match when {
            When::BeforePeriod => format!(
                "{alias}.effective < {} AND {alias}.until > {}",
                self.day(first),
                self.day(Day::NOWHEN)
            ),
            When::InPeriod => format!(
                "{alias}.effective BETWEEN {} AND {} AND {alias}.until > {}",
                self.day(first),
                self.as_of(),
                self.day(Day::NOWHEN)
            ),
            When::OnDay => {
                let day = self.as_of();
                format!("{alias}.effective <= {day} AND {alias}.until > {day}")
            }
        }
    }

    fn subject(&mut self, row: Row, name: &str, op: Comparator, values: &[String]) -> String {
        let p = self.alias('p');
        let day = if row.stock {
            self.as_of()
        } else {
            format!("{}.effective", row.alias)
        };
        let holds = self.property(&p, name, &day);
        let list: Vec<String> = values.iter().map(|value| self.text(value)).collect();
        let not = if op == Comparator::Equal { "" } else { "NOT " };
        format!(
            "EXISTS (SELECT 1 FROM enterprise_property {p} WHERE {holds} AND {p}.subject = {}.subject AND {p}.value {not}IN ({}))",
            row.alias,
            list.join(", ")
        )
    }
}

/// Whether the value that stands for unknown would pass the comparison.
fn passes_unknown(column: Column, op: Comparator) -> bool {
    match column {
        Column::Amount | Column::Quantity => true,
        Column::Level => matches!(
            op,
            Comparator::Less | Comparator::AtMost | Comparator::Other
        ),
        Column::OtherDay | Column::Effective | Column::Until => matches!(
            op,
            Comparator::More | Comparator::AtLeast | Comparator::Other
        ),
        _ => op == Comparator::Other,
    }
}
