//! Writes that wait on their way to PostgreSQL, to go there as one statement.

use crate::Arg;

/// Statements on tables that are all different: parts of one statement do not see each other's rows.
#[derive(Default)]
pub(crate) struct Held(Vec<(&'static str, Vec<Arg>)>);

/// The table that an INSERT, UPDATE or DELETE writes to.
fn table(text: &str) -> &str {
    let mut words = text.split_whitespace();
    match words.next() {
        Some("UPDATE") => words.next().unwrap_or_default(),
        _ => words.nth(1).unwrap_or_default(),
    }
}

impl Held {
    /// Whether one more on its table may wait with these.
    pub(crate) fn takes(&self, text: &str) -> bool {
        self.0.iter().all(|(held, _)| table(held) != table(text))
    }

    pub(crate) fn push(&mut self, text: &'static str, args: Vec<Arg>) {
        self.0.push((text, args));
    }

    /// Whether a text may see what these write: it names one of their tables.
    pub(crate) fn concerns(&self, text: &str) -> bool {
        self.0.iter().any(|(held, _)| text.contains(table(held)))
    }

    /// All of them as one statement with its values: `WITH held_0 AS (…), held_1 AS (…) …`.
    pub(crate) fn take(&mut self) -> Option<(String, Vec<Arg>)> {
        let (last, last_args) = self.0.pop()?;
        let (mut parts, mut values) = (Vec::new(), Vec::new());
        for (at, (text, args)) in self.0.drain(..).enumerate() {
            parts.push(format!("held_{at} AS ({})", numbered(text, values.len())));
            values.extend(args);
        }
        let last = numbered(last, values.len());
        values.extend(last_args);
        let text = if parts.is_empty() {
            last
        } else {
            format!("WITH {} {last}", parts.join(", "))
        };
        Some((text, values))
    }
}

/// The text with `$1` as `$8` where seven values stand before its own.
fn numbered(text: &str, before: usize) -> String {
    let mut parts = text.split('$');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(part.len());
        let (number, rest) = part.split_at(end);
        let number: usize = number.parse().unwrap_or_default();
        whole.push_str(&format!("${}{rest}", number + before));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_goes_as_one_statement() {
        let mut held = Held::default();
        let first = "INSERT INTO a (x, y) VALUES ($1, $2)";
        assert!(held.takes(first) && !held.concerns("SELECT x FROM a"));
        held.push(first, crate::args![1i64, 2i64]);
        assert!(!held.takes("DELETE FROM a WHERE x = $1"));
        assert!(held.concerns("SELECT y FROM b JOIN a ON a.x = b.x"));
        held.push("UPDATE b SET z = $2 WHERE y = $1", crate::args![3i64, 4i64]);
        let (text, values) = held.take().unwrap_or_default();
        let whole = "WITH held_0 AS (INSERT INTO a (x, y) VALUES ($1, $2)) UPDATE b SET z = $4 WHERE y = $3";
        assert_eq!(text, whole);
        assert_eq!(values, crate::args![1i64, 2i64, 3i64, 4i64]);
        assert!(held.take().is_none());
    }
}
