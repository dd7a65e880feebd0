//! A county's history in an SQLite database in memory, and compiled statements run on it.

use measure::fold::{Answer, Candidates, Each, Group, HeldRow, KeyValue, Weighed};
use measure::language::Checked;
use measure::plain::{Candidate, History};
use measure::sql::{Bind, Key, Question, Shape, Statement, compile};
use measure::{Asking, Reason};
use rusqlite::{Connection, Row, ToSql, params};
use values::{Day, Uuid};

pub const COUNTY: &str = "320682";

const TABLES: &str = "
CREATE TABLE ledger_version (county TEXT NOT NULL, entry UUID NOT NULL, version BIGINT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT NOT NULL,
  kind TEXT NOT NULL, subject UUID NOT NULL, town UUID NOT NULL, office UUID NOT NULL, effective DATE NOT NULL, until DATE NOT NULL, other_day DATE NOT NULL,
  amount BIGINT, quantity BIGINT, class TEXT NOT NULL, level BIGINT NOT NULL, mark TEXT NOT NULL, trait TEXT NOT NULL, item TEXT NOT NULL, link UUID NOT NULL,
  state TEXT NOT NULL, standing TEXT NOT NULL, cause TEXT NOT NULL, PRIMARY KEY (county, entry, version));
CREATE INDEX ledger_version_now ON ledger_version (county, kind, effective, until, entry, known_until, known_from, standing, class, level, mark, trait, town, office, subject, item, link, amount, quantity, other_day) WHERE known_until = 9223372036854775807;
CREATE INDEX ledger_version_past ON ledger_version (county, kind, effective, until, entry, known_until, known_from, standing, class, level, mark, trait, town, office, subject, item, link, amount, quantity, other_day) WHERE known_until < 9223372036854775807;
CREATE INDEX ledger_version_subject ON ledger_version (county, subject, kind, effective);
CREATE TABLE enterprise_property (county TEXT NOT NULL, subject UUID NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL, since DATE NOT NULL, until DATE NOT NULL,
  known_from BIGINT NOT NULL, known_until BIGINT NOT NULL);
";

pub struct Database(Connection);

impl Database {
    pub fn holding(history: &History) -> Self {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(TABLES).unwrap();
        let tx = connection.transaction().unwrap();
        for county in [COUNTY, "320683"] {
            insert(&tx, county, history);
        }
        tx.commit().unwrap();
        Database(connection)
    }

    /// Every row of the answer, read by `read`.
    fn rows<T>(&self, statement: &Statement, mut read: impl FnMut(&Row) -> T) -> Vec<T> {
        assert!(
            statement.sql.starts_with("SELECT ") && statement.sql.contains("county = $1"),
            "{}",
            statement.sql
        );
        assert_eq!(
            statement.reads_properties,
            statement.sql.contains("enterprise_property")
        );
        let mut prepared = self
            .0
            .prepare_cached(&statement.sql)
            .unwrap_or_else(|error| panic!("{error}\n{}", statement.sql));
        for (at, bind) in statement.binds.iter().enumerate() {
            let name = format!("${}", at + 1);
            let Some(place) = prepared.parameter_index(&name).unwrap() else {
                continue;
            };
            let value: Box<dyn ToSql> = match bind {
                Bind::Text(text) => Box::new(text.as_str()),
                Bind::Int(number) => Box::new(*number),
                Bind::Day(day) => Box::new(day.naive()),
                Bind::Id(id) => Box::new(*id),
            };
            prepared.raw_bind_parameter(place, value).unwrap();
        }
        let mut rows = prepared.raw_query();
        let mut all = Vec::new();
        while let Some(row) = rows
            .next()
            .unwrap_or_else(|error| panic!("{error}\n{}", statement.sql))
        {
            all.push(read(row));
        }
        all
    }

    pub fn answers(&self, statements: &[Statement]) -> Vec<Answer> {
        let mut answers = Vec::new();
        for statement in statements {
            answers.extend(self.rows(statement, |row| {
                let group = match statement.shape {
                    Shape::Reasons => Group::Whole,
                    Shape::Days => Group::Day(day(row, "day")),
                    Shape::Spans(key) => Group::Span {
                        day: day(row, "day"),
                        until: day(row, "until"),
                        key: key_value(row, key),
                    },
                    Shape::Bare(key) => Group::Bare {
                        day: day(row, "day"),
                        until: day(row, "until"),
                        key: key_value(row, key),
                    },
                    Shape::Covers(key) => Group::Cover {
                        day: day(row, "day"),
                        until: day(row, "until"),
                        key: key_value(row, key),
                    },
                    Shape::Groups(key) => Group::Key(key_value(row, key)),
                    shape => panic!("{shape:?} has no groups"),
                };
                Answer {
                    part: statement.part,
                    group,
                    reason: get(row, "reason"),
                    entries: get(row, "entries"),
                    weight: get(row, "weight"),
                }
            }));
        }
        answers
    }

    pub fn listed(&self, statement: &Statement) -> Vec<Candidate> {
        let row = |row: &Row| Candidate {
            entry: get(row, "entry"),
            version: 0,
            effective: day(row, "effective"),
            town: get(row, "town"),
            office: get(row, "office"),
            weight: get(row, "weight"),
            reason: Reason::read(&get::<String>(row, "reason")).unwrap(),
        };
        self.rows(statement, row)
    }

    fn each(&self, statements: &[Statement]) -> Vec<Each> {
        let mut all = Vec::new();
        for statement in statements {
            let Shape::Candidates(key, place) = statement.shape else {
                continue;
            };
            all.extend(self.rows(statement, |row| Each {
                part: statement.part,
                entry: get(row, "entry"),
                effective: day(row, "effective"),
                town: match place {
                    Key::Text => KeyValue::Text(get(row, "located")).place(),
                    _ => get(row, "located"),
                },
                office: get(row, "office"),
                key: key_value(row, key),
                reason: Reason::read(&get::<String>(row, "reason")).unwrap(),
                weight: get(row, "weight"),
            }));
        }
        all
    }

    /// All candidates, as a page about the figure folds them.
    pub fn candidates<'a>(&self, checked: &'a Checked, asking: &Asking) -> Candidates<'a> {
        let statements = compile(checked, asking, &Question::Candidates);
        let covers = statements
            .iter()
            .filter(|statement| matches!(statement.shape, Shape::Covers(_)))
            .map(|statement| {
                (
                    statement.part,
                    self.answers(std::slice::from_ref(statement)),
                )
            });
        let covers: Vec<_> = covers.collect();
        Candidates::fold(checked, asking.day, self.each(&statements), &covers)
    }

    pub fn weighed(&self, statement: &Statement) -> Vec<Weighed> {
        let Shape::Weights(key) = statement.shape else {
            panic!("{:?}", statement.shape)
        };
        let row = |row: &Row| Weighed {
            entry: get(row, "entry"),
            version: get(row, "version"),
            effective: day(row, "effective"),
            town: get(row, "town"),
            office: get(row, "office"),
            key: key_value(row, key),
            reason: Reason::read(&get::<String>(row, "reason")).unwrap(),
            weight: get(row, "weight"),
        };
        self.rows(statement, row)
    }

    pub fn held(&self, statements: &[Statement]) -> Vec<HeldRow> {
        let mut held = Vec::new();
        for statement in statements {
            held.extend(self.rows(statement, |row| HeldRow {
                entry: get(row, "entry"),
                version: get(row, "version"),
                kind: get(row, "kind"),
                effective: day(row, "effective"),
                until: day(row, "until"),
                town: get(row, "town"),
                office: get(row, "office"),
                standing: get(row, "standing"),
            }));
        }
        held
    }
}

fn get<T: rusqlite::types::FromSql>(row: &Row, name: &str) -> T {
    row.get(name).unwrap()
}

fn day(row: &Row, name: &str) -> Day {
    Day::from_naive(get(row, name))
}

fn key_value(row: &Row, key: Key) -> KeyValue {
    match key {
        Key::Id => KeyValue::Id(get::<Uuid>(row, "grp")),
        Key::Text => KeyValue::Text(get(row, "grp")),
        Key::Int => KeyValue::Int(get(row, "grp")),
    }
}

fn insert(connection: &Connection, county: &str, history: &History) {
    let mut version = connection
        .prepare("INSERT INTO ledger_version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, '')")
        .unwrap();
    for row in &history.versions {
        version
            .execute(params![
                county,
                row.entry,
                row.version,
                row.known_from,
                row.known_until,
                row.kind,
                row.subject,
                row.town,
                row.office,
                row.effective.naive(),
                row.until.naive(),
                row.other_day.naive(),
                row.amount,
                row.quantity,
                row.texts[0],
                row.level,
                row.texts[1],
                row.texts[2],
                row.texts[3],
                row.link,
                row.standing,
            ])
            .unwrap();
    }
    let mut kept = connection
        .prepare("INSERT INTO enterprise_property VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .unwrap();
    for property in &history.properties {
        kept.execute(params![
            county,
            property.subject,
            property.property,
            property.value,
            property.since.naive(),
            property.until.naive(),
            property.known_from,
            property.known_until,
        ])
        .unwrap();
    }
}
