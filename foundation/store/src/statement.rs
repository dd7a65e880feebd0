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
