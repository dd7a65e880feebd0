use pinyin::ToPinyin;
use store::Tx;

use crate::{Actor, Future, Result};

/// What a search finds in a room for a person who typed this: at most a handful, the best first, within the person's
/// rights and county.
pub type Finds = for<'a> fn(&'a mut Tx, &'a Actor, &'a str) -> Future<'a, Result<Vec<Found>>>;

/// One line of what a search finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub group: FoundGroup,
    /// The name of its picture in `icons.html`.
    pub icon: &'static str,
    pub title: String,
    /// What stands quietly behind it: a town, a state.
    pub note: String,
    pub path: String,
}

/// Under which heading it stands, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundGroup {
    Firms,
    Rows,
    Plan,
    Places,
    Acts,
}

impl FoundGroup {
    pub fn name(self) -> &'static str {
        match self {
            FoundGroup::Firms => "企业",
            FoundGroup::Rows => "台账记录",
            FoundGroup::Plan => "计划",
            FoundGroup::Places => "去哪里",
            FoundGroup::Acts => "办事",
        }
    }
}

/// What a person looks for: words that all occur, or the pinyin initials of a part.
pub struct Sought {
    words: Vec<String>,
}

impl Sought {
    pub fn of(typed: &str) -> Self {
        let words = typed.to_lowercase();
        Self {
            words: words.split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// How well a text fits, less is better: it begins with what was typed, or its initials do, or either holds
    /// it. `None`: it does not fit.
    pub fn fits(&self, text: &str) -> Option<usize> {
        let text = text.to_lowercase();
        let initials = initials(&text);
        let one = |word: &String| {
            // One letter would be found in nearly every text.
            let inside = word.chars().count() > 1 && initials.contains(word.as_str());
            match () {
                () if text.starts_with(word.as_str()) => Some(0),
                () if initials.starts_with(word.as_str()) => Some(1),
                () if text.contains(word.as_str()) => Some(2),
                () => inside.then_some(3),
            }
        };
        let worst = self.words.iter().map(one).collect::<Option<Vec<usize>>>()?;
        worst.into_iter().max()
    }
}

/// cxyhz of 产学研合作; letters and digits stay.
fn initials(text: &str) -> String {
    let initial = |c: char| match c.to_pinyin() {
        Some(one) => one.plain().chars().next(),
        None => c.is_ascii_alphanumeric().then_some(c),
    };
    text.chars().filter_map(initial).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_initials_fit() {
        for (typed, text, fits) in [
            ("产学研", "产学研合作支出额", Some(0)),
            ("cxy", "产学研合作支出额", Some(1)),
            ("支出", "产学研合作支出额", Some(2)),
            ("zce", "产学研合作支出额", Some(3)),
            ("支出 产学研", "产学研合作支出额", Some(2)),
            ("支出 贷款", "产学研合作支出额", None),
            ("e", "产学研合作支出额", None),
            ("T07", "T07 产学研合作支出额", Some(0)),
            ("rd", "R&D占GDP比重", Some(1)),
            ("zdgz", "2020年科技重点工作", Some(3)),
            ("", "产学研合作支出额", None),
        ] {
            assert_eq!(Sought::of(typed).fits(text), fits, "{typed}");
        }
    }
}
