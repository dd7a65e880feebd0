//! A row that is looked for by its number, however it was typed.

use ::store::Tx;
use values::Id;
use web::{Actor, Result};

use crate::row::refusal::Refusal;
use crate::row::{Entry, Row, acts, store};

/// The address of the row with this number, where the person may see it.
pub async fn path(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Option<String>> {
    Ok(row(tx, actor, typed).await?.map(|row| row.path()))
}

/// The row with this number, where the person may see it.
pub async fn row(tx: &mut Tx, actor: &Actor, typed: &str) -> Result<Option<Row>> {
    let Some(entry) = entry(tx, typed).await? else {
        return Ok(None);
    };
    match acts::find(tx, actor, entry).await {
        Ok(held) => Ok(Some(held.row)),
        Err(Refusal::NoSuchRow | Refusal::Denied { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// The row with this number, whoever may see it.
pub async fn entry(tx: &mut Tx, typed: &str) -> ::store::Result<Option<Id<Entry>>> {
    store::by_number(tx, &number(typed)).await
}

/// `fk 2020 0412` and `ＦＫ－２０２０－０４１２` are FK-2020-0412.
fn number(typed: &str) -> String {
    let plain: String = values::half_width(typed)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_uppercase();
    let digits = plain.trim_start_matches(|c: char| !c.is_ascii_digit());
    let prefix = &plain[..plain.len() - digits.len()];
    match digits.split_at_checked(4) {
        Some((year, rest)) => format!("{prefix}-{year}-{rest}"),
        None => plain.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for typed in [
            "FK-2020-0412",
            " fk-2020-0412 ",
            "fk20200412",
            "FK 2020 0412",
            "ＦＫ－２０２０－０４１２",
            "FK—2020—0412",
        ] {
            assert_eq!(number(typed), "FK-2020-0412", "{typed}");
        }
        for typed in ["", "苇渡", "412", "FK"] {
            assert!(!number(typed).contains('-'), "{typed}");
        }
    }
}
