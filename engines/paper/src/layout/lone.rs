//! Rows with one word that would say something of the rows below them: a town over its firms.

use super::{LeftOut, Understood, Why};
use crate::text;
use crate::wanted::{Type, Wanted};

impl Understood {
    /// Lone rows above records that name an option of a field which no column holds: 白蒲镇, 一、白蒲镇, 白蒲镇（2家）. What they say is
    /// in none of the records.
    pub fn named_above<'a>(&'a self, field: &'a Wanted) -> impl Iterator<Item = &'a LeftOut> {
        let is_open = field.kind == Type::Option && self.column_of(&field.id).is_none();
        self.left_out.iter().filter(move |one| {
            is_open
                && matches!(one.why, Why::Alone | Why::Group | Why::Note)
                && one.first < self.last_row
                && names(field, &one.text)
        })
    }
}

fn names(field: &Wanted, said: &str) -> bool {
    let (outside, _) = text::brackets(said);
    let mut bare = text::folded(&outside);
    let numerals = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let behind = bare.trim_start_matches(numerals);
    if let Some(rest) = behind.strip_prefix(['、', '.', ',']) {
        bare = rest.to_owned();
    }
    let bare = bare.trim_end_matches([':', '.']);
    field
        .options
        .iter()
        .any(|(_, name)| text::folded(name) == bare)
}
