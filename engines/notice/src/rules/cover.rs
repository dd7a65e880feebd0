//! What of a sentence stands in quotation marks or brackets.

/// A quotation longer than this is read as plain text.
const LONGEST_QUOTE: usize = 40;
/// Brackets longer than this are read as plain text.
const LONGEST_BRACKET: usize = 80;

/// How a character is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    Open,
    /// In “ ” or 《 》: part of a name or a slogan.
    Quoted,
    /// In （ ）.
    Bracketed,
}

/// A quotation that holds a whole sentence is what somebody said, no name: “今年新增3家。”
fn is_speech(inside: &[char]) -> bool {
    inside.contains(&'。')
}

/// The cover of each character, the marks included. A mark without a partner near by covers nothing.
pub fn of(chars: &[char]) -> Vec<Cover> {
    let mut cover = vec![Cover::Open; chars.len()];
    for (open, close, kind, longest) in [
        ('（', '）', Cover::Bracketed, LONGEST_BRACKET),
        ('“', '”', Cover::Quoted, LONGEST_QUOTE),
        ('《', '》', Cover::Quoted, LONGEST_QUOTE),
        ('[', ']', Cover::Quoted, 6),
        ('〔', '〕', Cover::Quoted, 8),
    ] {
        let mut start = None;
        for (i, c) in chars.iter().enumerate() {
            if *c == open {
                start = Some(i);
            } else if *c == close
                && let Some(s) = start.take().filter(|s| i - s <= longest)
                && !(open == '“' && is_speech(&chars[s..i]))
            {
                cover[s..=i]
                    .iter_mut()
                    .filter(|c| kind == Cover::Quoted || **c == Cover::Open)
                    .for_each(|c| *c = kind);
            }
        }
    }
    cover
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan;

    #[test]
    fn quotes_and_brackets() {
        let text = scan::chars("“5+2”产业（甲、乙）〔2020〕“");
        let cover = of(&text);
        assert_eq!(cover[..5], [Cover::Quoted; 5]);
        assert_eq!(cover[5], Cover::Open);
        assert_eq!(cover[7..12], [Cover::Bracketed; 5]);
        assert_eq!(cover[12], Cover::Quoted);
        assert_eq!(cover[18], Cover::Open);
    }

    #[test]
    fn speech_is_no_name() {
        let text = scan::chars("“今年新增3家。”");
        assert!(of(&text).iter().all(|c| *c == Cover::Open));
    }
}
