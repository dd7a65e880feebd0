//! Lines as PostgreSQL takes them in bulk: `COPY … FROM STDIN`, its text format (PostgreSQL 15 documentation, COPY, "Text
//! Format"). A third of what an INSERT of many lines costs.

use std::fmt::Write;

use sqlx::PgConnection;

use crate::{Arg, Result};

/// How much is sent at once, in bytes.
const PIECE: usize = 1 << 20;

/// Sends lines into `table (column, …)`.
pub(crate) async fn copy(to: &mut PgConnection, into: &str, lines: &[Vec<Arg>]) -> Result<()> {
    let mut copy = to.copy_in_raw(&format!("COPY {into} FROM STDIN")).await?;
    let mut text = String::with_capacity(PIECE + PIECE / 8);
    for line in lines {
        write_line(&mut text, line);
        if text.len() >= PIECE {
            copy.send(text.as_bytes()).await?;
            text.clear();
        }
    }
    copy.send(text.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

fn write_line(text: &mut String, line: &[Arg]) {
    for (at, arg) in line.iter().enumerate() {
        if at > 0 {
            text.push('\t');
        }
        // Writing into a text cannot fail.
        let _ = match arg {
            Arg::Int(Some(value)) => write!(text, "{value}"),
            Arg::Day(Some(value)) => write!(text, "{value}"),
            Arg::Id(Some(value)) => write!(text, "{value}"),
            Arg::Text(Some(value)) => {
                value.chars().for_each(|sign| write_sign(text, sign));
                Ok(())
            }
            Arg::Int(None) | Arg::Day(None) | Arg::Id(None) | Arg::Text(None) => {
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
    use crate::args;

    #[test]
    fn signs_that_mean_something_are_escaped() {
        let mut text = String::new();
        let day: values::Day = "2020-09-18".parse().unwrap();
        let line = args![7, "a\tb\\N\nc\r", day, None::<i64>];
        write_line(&mut text, &line);
        let line = args!["", None::<&str>];
        write_line(&mut text, &line);
        assert_eq!(text, "7\ta\\tb\\\\N\\nc\\r\t2020-09-18\t\\N\n\t\\N\n");
    }
}
