//! Two people at one form: what the other kept since it was opened, beside what was typed. Nothing is overwritten.

use values::Moment;

/// Only what differs.
pub struct Moved {
    pub name: String,
    pub time: String,
    /// The field, what is kept, what was typed.
    pub lines: Vec<(&'static str, String, String)>,
}

impl Moved {
    /// `theirs` and `mine` name the same fields in the same order.
    pub fn of(
        name: &str,
        moment: Moment,
        theirs: Vec<(&'static str, String)>,
        mine: Vec<(&'static str, String)>,
    ) -> Moved {
        let pairs = theirs.into_iter().zip(mine);
        let lines = pairs
            .filter(|((_, theirs), (_, mine))| theirs != mine)
            .map(|((label, theirs), (_, mine))| (label, theirs, mine))
            .collect();
        Moved {
            name: name.to_owned(),
            time: moment.spoken(),
            lines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let said =
            |due: &str, content: &str| vec![("期限", due.to_owned()), ("内容", content.to_owned())];
        let moved = Moved::of(
            "钱穗",
            Moment::default(),
            said("2020-06-30", "印发方案"),
            said("2020-09-30", "印发方案"),
        );
        assert_eq!(
            moved.lines,
            [("期限", "2020-06-30".to_owned(), "2020-09-30".to_owned())]
        );
    }
}
