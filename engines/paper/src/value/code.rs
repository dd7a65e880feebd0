use values::CreditCode;

use super::tidied::{Notes, Tidied};
use super::{Given, Sort, Wrong, lost_digits};
use crate::text;

/// 18 characters in upper case; the check character may be wrong, which a room decides about.
pub fn read(given: &Given<'_>, notes: &mut Notes) -> Result<String, Wrong> {
    if given.number.is_some_and(|number| number.abs() >= 1e15) {
        return Err(lost_digits());
    }
    let bare = text::folded(given.text);
    if bare.contains("e+") {
        return Err(lost_digits());
    }
    notes.add_if(
        given.text.contains(|c: char| c.is_ascii_lowercase()),
        Tidied::Case,
    );
    notes.add_if(text::tidy(given.text).contains(' '), Tidied::Blanks);
    // 91320682-MADEM0254X
    let bare = bare.replace('-', "");
    match CreditCode::shaped(&bare) {
        Ok(code) => Ok(code.as_str().to_owned()),
        Err(fault) => Err(Wrong::new(Sort::Code, fault.to_string())),
    }
}
