//! Lines as PostgreSQL takes them in bulk: `COPY … FROM STDIN`, its text format (PostgreSQL 15 documentation, COPY, "Text
//! Format"). A third of what an INSERT of many lines costs.

use std::fmt::Write;

use sqlx::PgConnection;

use crate::{Batch, Result, Value};

/// How much is sent at once, in bytes.
const PIECE: usize = 1 << 20;

/// Sends lines into `table (column, …)`. Never to be cut off: the driver does not count what is answered then, and takes it
/// for the answer to the next statement.
pub(super) async fn copy(to: &mut PgConnection, into: &str, lines: &Batch) -> Result<()> {
    let mut copy = to.copy_in_raw(&format!("COPY {into} FROM STDIN")).await?;
    let mut text = String::with_capacity(PIECE + PIECE / 8);
    for line in 0..lines.len() {
        write_line(&mut text, lines.values(line..line + 1));
        if text.len() >= PIECE {
            copy.send(text.as_bytes()).await?;
            text.clear();
        }
    }
    copy.send(text.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

fn write_line<'a>(text: &mut String, line: impl Iterator<Item = Value<'a>>) {
    for (at, value) in line.enumerate() {
        if at > 0 {
            text.push('\t');
        }
        // Writing into a text cannot fail.
        let _ = match value {
            Value::Int(Some(value)) => write!(text, "{value}"),
            Value::Day(Some(value)) => write!(text, "{value}"),
            Value::Id(Some(value)) => write!(text, "{value}"),
            Value::Text(Some(value)) => {
                value.chars().for_each(|sign| write_sign(text, sign));
                Ok(())
            }
            Value::Int(None) | Value::Day(None) | Value::Id(None) | Value::Text(None) => {
                text.write_str("\\N")
            }
        };
    }
    text.push('\n');
}

fn write_sign(text: &mut String, sign: char) {
    match sign {
        '\\' => text.push_str("\\\\"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        _ => text.push(sign),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values;

    #[test]
    fn signs_that_mean_something_are_escaped() {
        let mut text = String::new();
        let day: values::Day = "2020-09-18".parse().unwrap();
        let line = values![7, "a\tb\\N\nc\r", day, None::<i64>];
        write_line(&mut text, line.into_iter());
        write_line(&mut text, values!["", None::<&str>].into_iter());
        assert_eq!(text, "7\ta\\tb\\\\N\\nc\\r\t2020-09-18\t\\N\n\t\\N\n");
    }
}
