use super::{Sort, Wrong};
use crate::text;
use crate::wanted::Wanted;

/// The id of an option, by its id or its name. Blanks, the make of brackets and 级 at the end may differ, and what stands in
/// brackets behind a name may be left away, as long as one option is meant. What a person adds in brackets may be another
/// meaning: 正式合同（意向）.
pub fn option(wanted: &Wanted, text: &str) -> Result<String, Wrong> {
    find(wanted, text).map(str::to_owned).ok_or_else(|| {
        let why = format!("没有“{}”这一项", text::tidy(&text::short(text)));
        Wrong::new(Sort::Option, why)
    })
}

fn find<'a>(wanted: &'a Wanted, text: &str) -> Option<&'a str> {
    let mut options = wanted.options.iter();
    if let Some((id, _)) = options.find(|(_, name)| name == text) {
        return Some(id);
    }
    let asked = same_brackets(&text::folded(text));
    let exact = wanted.options.iter().find(|(id, name)| {
        same_brackets(&text::folded(name)) == asked || text::folded(id) == asked
    });
    if let Some((id, _)) = exact {
        return Some(id);
    }
    if asked.contains(['(', ')']) {
        return None;
    }
    let asked = loose(&asked);
    let mut meant = wanted
        .options
        .iter()
        .filter(|(_, name)| loose(name) == asked);
    match (meant.next(), meant.next()) {
        (Some((id, _)), None) if !asked.is_empty() => Some(id),
        _ => None,
    }
}

fn same_brackets(folded: &str) -> String {
    folded.replace('[', "(").replace(']', ")")
}

fn loose(name: &str) -> String {
    let (outside, _) = text::brackets(&text::folded(name));
    outside.trim_end_matches('级').to_owned()
}
