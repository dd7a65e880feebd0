/// One SQL text of the program, with the place where it stands.
pub struct Statement {
    pub text: &'static str,
    pub file: &'static str,
    pub line: u32,
}

inventory::collect!(Statement);

/// Every statement that any linked crate wrote inside `sql!`.
pub fn statements() -> impl Iterator<Item = &'static Statement> {
    inventory::iter::<Statement>.into_iter()
}

/// Registers an SQL text and gives it back. One text for both engines, `$1` placeholders.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {{
        $crate::inventory::submit! { $crate::Statement { text: $text, file: file!(), line: line!() } }
        const TEXT: &str = $text;
        TEXT
    }};
}

/// The text with a place for each of so many values where it says `IN ($3)`: the list is its last argument.
pub fn among(text: &str, many: usize) -> String {
    let list = text.match_indices(" IN ($").find_map(|(at, open)| {
        let from = at + open.len();
        let end = from + text[from..].find(')')?;
        Some((from, end, text[from..end].parse::<usize>().ok()?))
    });
    let Some((from, end, first)) = list else {
        return text.to_owned();
    };
    let places: Vec<String> = (first..first + many).map(|at| format!("${at}")).collect();
    let places = places.join(", ");
    format!(
        "{}{}{}",
        &text[..from],
        places.trim_start_matches('$'),
        &text[end..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gets_a_place_for_each_value() {
        let cases = [
            ("a = $1 AND b IN ($2)", 3, "a = $1 AND b IN ($2, $3, $4)"),
            ("b IN ($2) LIMIT 1", 1, "b IN ($2) LIMIT 1"),
            (
                "a IN ($1, $2) AND b IN ($3)",
                2,
                "a IN ($1, $2) AND b IN ($3, $4)",
            ),
            ("a = $1", 7, "a = $1"),
        ];
        for (text, many, wide) in cases {
            assert_eq!(among(text, many), wide);
        }
    }
}
