//! What the address of the reckoning, or its form, asks for.

use std::collections::BTreeSet;

use web::{Aim, encoded};

/// How sure the proposal should be, in percent, where nobody says.
const SURE: i64 = 80;

/// The most that a county could want; beyond it is a slip of the pen.
const MOST: i64 = 10_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The net increase.
    pub want: i64,
    /// In percent.
    pub sure: i64,
    /// Credit codes of the firms that a person chose; none where the proposal is asked for.
    pub chosen: Option<BTreeSet<String>>,
    /// Whether all candidates are shown, or the next ones only.
    pub all: bool,
    /// What could not be read.
    pub wrong: Vec<String>,
}

impl Asked {
    /// Of the names and values of an address or a form; without a number, what the plan wants.
    pub fn read<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
        aim: Option<&Aim>,
    ) -> Asked {
        let mut asked = Asked {
            want: aim.map_or(1, |aim| aim.value),
            sure: SURE,
            chosen: None,
            all: false,
            wrong: Vec::new(),
        };
        for (name, value) in pairs {
            match name {
                "want" => number(
                    "要净增",
                    value,
                    (0, MOST),
                    &mut asked.want,
                    &mut asked.wrong,
                ),
                "sure" => number("把握", value, (1, 99), &mut asked.sure, &mut asked.wrong),
                "own" => drop(asked.chosen.get_or_insert_default()),
                "firm" => drop(
                    asked
                        .chosen
                        .get_or_insert_default()
                        .insert(value.to_owned()),
                ),
                "all" => asked.all = value == "1",
                _ => {}
            }
        }
        asked
    }

    /// In parts of a million.
    pub fn chance(&self) -> u32 {
        u32::try_from(self.sure * 10_000).unwrap_or(0)
    }

    /// `?want=30&sure=80`, with the firms that were chosen.
    pub fn query(&self) -> String {
        let mut query = format!("?want={}&sure={}", self.want, self.sure);
        if let Some(chosen) = &self.chosen {
            query.push_str("&own=1");
            for code in chosen {
                query.push_str("&firm=");
                query.push_str(&encoded(code));
            }
        }
        query
    }

    /// The same with every candidate shown.
    pub fn query_of_all(&self) -> String {
        format!("{}&all=1", self.query())
    }
}

/// A whole number within its bounds; what is not leaves the number as it is and is told.
fn number(
    label: &str,
    typed: &str,
    (least, most): (i64, i64),
    held: &mut i64,
    wrong: &mut Vec<String>,
) {
    let plain = values::half_width(typed);
    let plain = plain.trim().trim_end_matches(['家', '%']).trim();
    if plain.is_empty() {
        return;
    }
    match plain.parse() {
        Ok(number) if (least..=most).contains(&number) => *held = number,
        Ok(_) => wrong.push(format!(
            "{label}“{typed}”不在 {least} 到 {most} 之间，按 {held} 算"
        )),
        Err(_) => wrong.push(format!("{label}“{typed}”不是整数，按 {held} 算")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written() {
        let aim = Aim {
            name: "T03 净增高企".to_owned(),
            value: 30,
            words: "≥ 30 家".to_owned(),
            path: String::new(),
        };
        let plain = Asked::read([], Some(&aim));
        assert_eq!(
            (plain.want, plain.sure, plain.chosen.clone()),
            (30, 80, None)
        );
        assert_eq!(plain.query(), "?want=30&sure=80");
        let own = Asked::read(
            [
                ("want", "１２家"),
                ("sure", "90%"),
                ("own", "1"),
                ("firm", "B"),
                ("firm", "A"),
            ],
            Some(&aim),
        );
        assert_eq!(own.query(), "?want=12&sure=90&own=1&firm=A&firm=B");
        assert_eq!((own.chance(), own.wrong.len()), (900_000, 0));
        let none = Asked::read([("own", "1")], None);
        assert_eq!((none.want, none.chosen), (1, Some(BTreeSet::new())));
        let wrong = Asked::read([("want", "三十"), ("sure", "100")], Some(&aim));
        assert_eq!((wrong.want, wrong.sure), (30, 80));
        assert_eq!(
            wrong.wrong,
            [
                "要净增“三十”不是整数，按 30 算",
                "把握“100”不在 1 到 99 之间，按 80 算"
            ]
        );
    }
}
