//! The SQL of the list of one kind: what is asked for, how many, what they sum up to.

use ::store::{Arg, Result, Tx, args, sql};
use enterprise::door::Firm;
use values::{Day, Fen, Id, Uuid};
use web::{LONGEST_WORDS, Organisation, Person};

use super::{columns, row};
use crate::row::chosen::Chosen;
use crate::row::standing::Standing;
use crate::row::state::State;
use crate::row::{Entry, Row};

/// What a list is asked for. Empty texts and nil ids ask for all.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub kind: String,
    pub first: Day,
    pub last: Day,
    /// Drafts without a counting day stand in no year; they are asked for by their author.
    pub undated: bool,
    pub town: Id<Organisation>,
    pub author: Id<Person>,
    pub standing: String,
    pub state: String,
    /// Only what does not count.
    pub left_out: bool,
    /// Only what came by one act, known by its sequence; 0 asks for all.
    pub brought: i64,
    pub least: Fen,
    pub most: Fen,
    /// A part of the number or of a text, in lower case.
    pub words: String,
    /// Firms whose name holds the part; at most [`FIRMS`] are looked at.
    pub firms: Vec<Id<Firm>>,
}

pub const FIRMS: usize = 10;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Newest,
    Oldest,
    NumberUp,
    NumberDown,
    AmountUp,
    AmountDown,
}

macro_rules! wanted {
    () => {
        " WHERE v.county = $1 AND v.kind = $2 AND v.known_until = 9223372036854775807
            AND v.effective BETWEEN $3 AND $5 AND (v.effective <= $4 OR v.effective = $6)
            AND (v.town = $7 OR $7 = $8)
            AND ($9 = $8 OR EXISTS (SELECT 1 FROM ledger_entry a WHERE a.county = $1 AND a.entry = v.entry AND a.author = $9))
            AND ($10 = '' OR v.standing = $10)
            AND ($11 <> 1 OR v.standing <> 'good') AND ($11 <> 2 OR v.standing <> 'void')
            AND (COALESCE(v.amount, 0) BETWEEN $12 AND $13)
            AND ($14 = '' OR v.subject IN ($15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
              OR EXISTS (SELECT 1 FROM ledger_entry w WHERE w.county = $1 AND w.entry = v.entry AND w.words LIKE $14 ESCAPE '!'))
            AND ($25 = 0 OR EXISTS (SELECT 1 FROM ledger_version b WHERE b.county = $1 AND b.entry = v.entry AND b.known_from = $25))"
    };
}

/// `$26` is a state, `$27` and `$28` the standings that only it can have: they stand in the index, the state does not.
macro_rules! of_state {
    () => {
        "v.standing IN ($27, $28) OR (v.standing = 'unproven' AND v.state = $26)"
    };
}

/// The standings that tell a state by themselves.
fn only_of(state: &str) -> [&'static str; 2] {
    match State::from_code(state) {
        Some(State::Draft) => [Standing::Draft.code(); 2],
        Some(State::Submitted) => [Standing::Waiting.code(); 2],
        Some(State::Verified) => [Standing::Good.code(), Standing::Double.code()],
        Some(State::Returned) => [Standing::Returned.code(); 2],
        Some(State::Void) => [Standing::Void.code(); 2],
        None => [""; 2],
    }
}

macro_rules! ordered {
    ($order:literal) => {
        sql!(concat!(
            "SELECT ",
            columns!(),
            wanted!(),
            " AND ($26 = '' OR ",
            of_state!(),
            ") ORDER BY ",
            $order,
            ", v.entry LIMIT $29 OFFSET $30"
        ))
    };
}

macro_rules! summed {
    ($also:expr) => {
        sql!(concat!(
            "SELECT v.standing, COUNT(*) AS held, CAST(COALESCE(SUM(v.amount), 0) AS BIGINT) AS amount
             FROM ledger_version v",
            wanted!(),
            $also,
            " GROUP BY v.standing ORDER BY v.standing"
        ))
    };
}

impl Wanted {
    /// Rows that were withdrawn stand in a list only where somebody asks for them: by their state, by words, by the act that
    /// brought them, or among all that does not count.
    pub fn hides_void(&self) -> bool {
        let asks = [&self.standing, &self.state, &self.words];
        asks.iter().all(|asked| asked.is_empty()) && self.brought == 0 && !self.left_out
    }

    /// How many of some sums stand in the list.
    pub fn shown(&self, sums: &[Sum]) -> i64 {
        let hides = self.hides_void();
        let shown = sums
            .iter()
            .filter(|sum| !hides || sum.standing != Standing::Void);
        shown.map(|sum| sum.rows).sum()
    }

    /// Of the rows that stand in the list.
    fn listed(&self, county: &str) -> Vec<Arg> {
        let without = match self.hides_void() {
            true => 2,
            false => i64::from(self.left_out),
        };
        self.args(county, without)
    }

    /// `without`: 1 without what counts, 2 without what was withdrawn.
    fn args(&self, county: &str, without: i64) -> Vec<Arg> {
        let mut values = args![
            county,
            self.kind.as_str(),
            self.first,
            self.last,
            // The range that the index is read by; undated drafts stand at its far end.
            if self.undated { Day::NEVER } else { self.last },
            Day::NEVER,
            self.town,
            Uuid::nil(),
            self.author,
            self.standing.as_str(),
            without,
            self.least,
            self.most,
            pattern(&self.words),
        ];
        let nobody = Id::new(Uuid::max());
        values
            .extend((0..FIRMS).map(|at| Arg::from(self.firms.get(at).copied().unwrap_or(nobody))));
        values.push(Arg::from(self.brought));
        values
    }
}

/// A part as a LIKE pattern; what LIKE reads as a sign is escaped.
pub(super) fn pattern(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let words: String = words.chars().take(LONGEST_WORDS).collect();
    let escaped = words
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    format!("%{escaped}%")
}

/// One page of rows.
pub async fn page(
    tx: &mut Tx,
    wanted: &Wanted,
    order: Order,
    offset: i64,
    limit: i64,
) -> Result<Vec<Row>> {
    let text = match order {
        Order::Newest => ordered!("v.effective DESC"),
        Order::Oldest => ordered!("v.effective"),
        Order::NumberUp => ordered!("e.number"),
        Order::NumberDown => ordered!("e.number DESC"),
        Order::AmountUp => ordered!("COALESCE(v.amount, 0)"),
        Order::AmountDown => ordered!("COALESCE(v.amount, 0) DESC"),
    };
    let mut values = wanted.listed(tx.county());
    values.extend(state_args(wanted));
    values.extend(args![limit, offset]);
    tx.all(text, values).await?.iter().map(row).collect()
}

fn state_args(wanted: &Wanted) -> Vec<Arg> {
    let [one, other] = only_of(&wanted.state);
    args![wanted.state.as_str(), one, other]
}

/// All rows asked for, in the versions that are held now, up to a limit.
pub async fn all(tx: &mut Tx, wanted: &Wanted, order: Order, limit: usize) -> Result<Vec<Chosen>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = page(tx, wanted, order, 0, limit).await?;
    let chosen = |row: &Row| Chosen {
        entry: row.entry,
        version: row.version,
    };
    Ok(rows.iter().map(chosen).collect())
}

/// A longer file serves nobody.
pub const MOST: i64 = 1_000_000;

macro_rules! entries {
    ($order:literal) => {
        sql!(concat!(
            "SELECT v.entry FROM ledger_version v
             JOIN ledger_entry e ON e.county = v.county AND e.entry = v.entry",
            wanted!(),
            " AND ($26 = '' OR ",
            of_state!(),
            ") ORDER BY ",
            $order,
            ", v.entry LIMIT $29"
        ))
    };
}

/// All rows asked for, in their order, up to a limit.
pub async fn entries(
    tx: &mut Tx,
    wanted: &Wanted,
    order: Order,
    limit: i64,
) -> Result<Vec<Id<Entry>>> {
    let text = match order {
        Order::Newest => entries!("v.effective DESC"),
        Order::Oldest => entries!("v.effective"),
        Order::NumberUp => entries!("e.number"),
        Order::NumberDown => entries!("e.number DESC"),
        Order::AmountUp => entries!("COALESCE(v.amount, 0)"),
        Order::AmountDown => entries!("COALESCE(v.amount, 0) DESC"),
    };
    let mut values = wanted.listed(tx.county());
    values.extend(state_args(wanted));
    values.push(Arg::from(limit));
    let lines = tx.all(text, values).await?;
    lines.iter().map(|line| line.get("entry")).collect()
}

/// How many rows of one standing, and their amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub standing: Standing,
    pub rows: i64,
    pub amount: Fen,
}

/// What is asked for, by standing; also of what was withdrawn.
pub async fn sums(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<Sum>> {
    // Without a state the index alone answers.
    let mut values = wanted.args(tx.county(), i64::from(wanted.left_out));
    let text = if wanted.state.is_empty() {
        summed!("")
    } else {
        values.extend(state_args(wanted));
        summed!(concat!(" AND (", of_state!(), ")"))
    };
    let lines = tx.all(text, values).await?;
    let sum = |line: &::store::Row| -> Result<Option<Sum>> {
        let standing: String = line.get("standing")?;
        let (rows, amount) = (line.get("held")?, line.get("amount")?);
        Ok(Standing::from_code(&standing).map(|standing| Sum {
            standing,
            rows,
            amount,
        }))
    };
    lines
        .iter()
        .filter_map(|line| sum(line).transpose())
        .collect()
}

/// By kind and standing, of rows whose counting day lies between two days. `town` nil: of all.
pub async fn by_kind(
    tx: &mut Tx,
    kind: &str,
    first: Day,
    last: Day,
    town: Id<Organisation>,
) -> Result<Vec<(Standing, i64)>> {
    let text = sql!(
        "SELECT v.standing, COUNT(*) AS held FROM ledger_version v
         WHERE v.county = $1 AND v.kind = $2 AND v.known_until = 9223372036854775807 AND v.effective BETWEEN $3 AND $4
           AND (v.town = $5 OR $5 = $6) GROUP BY v.standing ORDER BY v.standing"
    );
    let none: Id<Organisation> = Id::NONE;
    let values = args![tx.county(), kind, first, last, town, none];
    let mut found = Vec::new();
    for line in tx.all(text, values).await? {
        let standing: String = line.get("standing")?;
        if let Some(standing) = Standing::from_code(&standing) {
            found.push((standing, line.get("held")?));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn signs_of_a_pattern_are_taken_literally() {
        assert_eq!(pattern(""), "");
        assert_eq!(pattern("50%_!"), "%50!%!_!!%");
        assert_eq!(pattern(&"苇".repeat(60_000)).chars().count(), 102);
    }
}
