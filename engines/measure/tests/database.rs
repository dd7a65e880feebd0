//! A county's history in an SQLite database in memory, and compiled statements run on it.

use measure::Reason;
use measure::fold::{Answer, Each, Group, HeldRow, KeyValue, Weighed};
use measure::plain::{Candidate, History};
use measure::sql::{Bind, Key, Shape, Statement};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::types::chrono::NaiveDate;
use sqlx::{Connection, Row, Sqlite, SqliteConnection};
use values::{Day, Uuid};

pub const COUNTY: &str = "320682";

const TABLES: &str = "
CREATE TABLE ledger_version (county TEXT NOT NULL, entry UUID NOT NULL, version BIGINT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT NOT NULL,
  kind TEXT NOT NULL, subject UUID NOT NULL, town UUID NOT NULL, office UUID NOT NULL, effective DATE NOT NULL, until DATE NOT NULL, other_day DATE NOT NULL,
  amount BIGINT, quantity BIGINT, class TEXT NOT NULL, level BIGINT NOT NULL, mark TEXT NOT NULL, trait TEXT NOT NULL, item TEXT NOT NULL, link UUID NOT NULL,
  state TEXT NOT NULL, standing TEXT NOT NULL, cause TEXT NOT NULL, PRIMARY KEY (county, entry, version));
CREATE INDEX ledger_version_now ON ledger_version (county, kind, effective, until, known_until, standing, class, level, mark, trait, town, office, subject, item, link, amount, entry) WHERE known_until = 9223372036854775807;
CREATE INDEX ledger_version_then ON ledger_version (county, kind, effective, until, known_from, known_until, standing, class, level, mark, trait, town, office, subject, item, link, amount, entry);
CREATE INDEX ledger_version_subject ON ledger_version (county, subject, kind, effective);
CREATE TABLE enterprise_property (county TEXT NOT NULL, subject UUID NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL, since DATE NOT NULL, until DATE NOT NULL,
  known_from BIGINT NOT NULL, known_until BIGINT NOT NULL);
";

pub struct Database(SqliteConnection);

impl Database {
    pub async fn holding(history: &History) -> Self {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        sqlx::raw_sql(TABLES)
            .execute(&mut connection)
            .await
            .unwrap();
        sqlx::query("BEGIN").execute(&mut connection).await.unwrap();
        for county in [COUNTY, "320683"] {
            insert(&mut connection, county, history).await;
        }
        sqlx::query("COMMIT")
            .execute(&mut connection)
            .await
            .unwrap();
        Database(connection)
    }

    async fn rows(&mut self, statement: &Statement) -> Vec<SqliteRow> {
        assert!(
            statement.sql.starts_with("SELECT ") && statement.sql.contains("county = $1"),
            "{}",
            statement.sql
        );
        assert_eq!(
            statement.reads_properties,
            statement.sql.contains("enterprise_property")
        );
        let mut query: sqlx::query::Query<'_, Sqlite, SqliteArguments> =
            sqlx::query(sqlx::AssertSqlSafe(statement.sql.as_str()));
        for bind in &statement.binds {
            query = match bind {
                Bind::Text(text) => query.bind(text.as_str()),
                Bind::Int(number) => query.bind(*number),
                Bind::Day(day) => query.bind(day.naive()),
                Bind::Id(id) => query.bind(*id),
            };
        }
        query
            .fetch_all(&mut self.0)
            .await
            .unwrap_or_else(|error| panic!("{error}\n{}", statement.sql))
    }

    pub async fn answers(&mut self, statements: &[Statement]) -> Vec<Answer> {
        let mut answers = Vec::new();
        for statement in statements {
            for row in self.rows(statement).await {
                let group = match statement.shape {
                    Shape::Reasons => Group::Whole,
                    Shape::Days => Group::Day(day(&row, "day")),
                    Shape::Spans(key) => Group::Span {
                        day: day(&row, "day"),
                        until: day(&row, "until"),
                        key: key_value(&row, key),
                    },
                    Shape::Bare(key) => Group::Bare {
                        day: day(&row, "day"),
                        until: day(&row, "until"),
                        key: key_value(&row, key),
                    },
                    Shape::Covers(key) => Group::Cover {
                        day: day(&row, "day"),
                        until: day(&row, "until"),
                        key: key_value(&row, key),
                    },
                    Shape::Groups(key) => Group::Key(key_value(&row, key)),
                    shape => panic!("{shape:?} has no groups"),
                };
                answers.push(Answer {
                    part: statement.part,
                    group,
                    reason: row.get("reason"),
                    entries: row.get("entries"),
                    weight: row.get("weight"),
                });
            }
        }
        answers
    }

    pub async fn listed(&mut self, statement: &Statement) -> Vec<Candidate> {
        let row = |row: &SqliteRow| Candidate {
            entry: row.get("entry"),
            version: 0,
            effective: day(row, "effective"),
            town: row.get("town"),
            office: row.get("office"),
            weight: row.get("weight"),
            reason: Reason::read(row.get("reason")).unwrap(),
        };
        self.rows(statement).await.iter().map(row).collect()
    }

    pub async fn each(&mut self, statements: &[Statement]) -> Vec<Each> {
        let mut all = Vec::new();
        for statement in statements {
            let Shape::Candidates(key, place) = statement.shape else {
                panic!("{:?}", statement.shape)
            };
            all.extend(self.rows(statement).await.iter().map(|row| Each {
                part: statement.part,
                entry: row.get("entry"),
                effective: day(row, "effective"),
                town: match place {
                    Key::Text => KeyValue::Text(row.get("located")).place(),
                    _ => row.get("located"),
                },
                office: row.get("office"),
                key: key_value(row, key),
                reason: Reason::read(row.get("reason")).unwrap(),
                weight: row.get("weight"),
            }));
        }
        all
    }

    pub async fn weighed(&mut self, statement: &Statement) -> Vec<Weighed> {
        let Shape::Weights(key) = statement.shape else {
            panic!("{:?}", statement.shape)
        };
        let row = |row: &SqliteRow| Weighed {
            entry: row.get("entry"),
            version: row.get("version"),
            effective: day(row, "effective"),
            town: row.get("town"),
            office: row.get("office"),
            key: key_value(row, key),
            reason: Reason::read(row.get("reason")).unwrap(),
            weight: row.get("weight"),
        };
        self.rows(statement).await.iter().map(row).collect()
    }

    pub async fn held(&mut self, statements: &[Statement]) -> Vec<HeldRow> {
        let mut held = Vec::new();
        for statement in statements {
            held.extend(self.rows(statement).await.iter().map(|row| HeldRow {
                entry: row.get("entry"),
                version: row.get("version"),
                kind: row.get("kind"),
                effective: day(row, "effective"),
                until: day(row, "until"),
                town: row.get("town"),
                office: row.get("office"),
                standing: row.get("standing"),
            }));
        }
        held
    }
}

fn day(row: &SqliteRow, name: &str) -> Day {
    Day::from_naive(row.get::<NaiveDate, _>(name))
}

fn key_value(row: &SqliteRow, key: Key) -> KeyValue {
    match key {
        Key::Id => KeyValue::Id(row.get::<Uuid, _>("grp")),
        Key::Text => KeyValue::Text(row.get("grp")),
        Key::Int => KeyValue::Int(row.get("grp")),
    }
}

async fn insert(connection: &mut SqliteConnection, county: &str, history: &History) {
    for row in &history.versions {
        sqlx::query("INSERT INTO ledger_version VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, '', $21, '')")
            .bind(county)
            .bind(row.entry)
            .bind(row.version)
            .bind(row.known_from)
            .bind(row.known_until)
            .bind(&row.kind)
            .bind(row.subject)
            .bind(row.town)
            .bind(row.office)
            .bind(row.effective.naive())
            .bind(row.until.naive())
            .bind(row.other_day.naive())
            .bind(row.amount)
            .bind(row.quantity)
            .bind(&row.texts[0])
            .bind(row.level)
            .bind(&row.texts[1])
            .bind(&row.texts[2])
            .bind(&row.texts[3])
            .bind(row.link)
            .bind(&row.standing)
            .execute(&mut *connection)
            .await
            .unwrap();
    }
    for property in &history.properties {
        sqlx::query("INSERT INTO enterprise_property VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(county)
            .bind(property.subject)
            .bind(&property.property)
            .bind(&property.value)
            .bind(property.since.naive())
            .bind(property.until.naive())
            .bind(property.known_from)
            .bind(property.known_until)
            .execute(&mut *connection)
            .await
            .unwrap();
    }
}
