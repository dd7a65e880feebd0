//! Who carries a target or a duty beside its lead office (责任分解): the leader in charge, the person
//! responsible, the assisting units, and the measures.

pub(crate) mod acts;
pub(crate) mod card;
pub(crate) mod cast;
pub(crate) mod form;
pub(crate) mod named;
pub(crate) mod pages;
pub(crate) mod store;
pub(crate) mod subject;

use values::{Id, Moment};
use web::{Organisation, Person};

pub use cast::Cast;
pub use subject::Subject;

/// An assignment as held at a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// 0: nobody has said anything yet.
    pub version: i64,
    /// 分管领导; nil where none is named.
    pub leader: Id<Person>,
    /// 责任人; nil where none is named.
    pub person: Id<Person>,
    /// 配合单位: offices and towns.
    pub assisting: Vec<Id<Organisation>>,
    /// 具体举措, in order.
    pub measures: Vec<String>,
    pub reason: String,
    pub actor_name: String,
    pub moment: Moment,
}

impl Default for Assignment {
    fn default() -> Self {
        Assignment {
            version: 0,
            leader: Id::NONE,
            person: Id::NONE,
            assisting: Vec::new(),
            measures: Vec::new(),
            reason: String::new(),
            actor_name: String::new(),
            moment: Moment::default(),
        }
    }
}

impl Assignment {
    /// Whether both say the same, whoever said it when.
    pub fn says(&self, other: &Assignment) -> bool {
        (self.leader, self.person) == (other.leader, other.person)
            && self.assisting == other.assisting
            && self.measures == other.measures
    }
}

/// The lines of a text that say something, without the numbers that people put in front of them.
pub fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| unnumbered(line.trim()).to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// `1. 摸底` and `（一）摸底` are 摸底: the page numbers them itself.
fn unnumbered(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < line.len()
        && let Some(rest) = rest.strip_prefix(['.', '．', '、', ')', '）'])
        && !rest.starts_with(|c: char| c.is_ascii_digit())
    {
        return rest.trim_start();
    }
    let Some((number, rest)) = line
        .strip_prefix('（')
        .and_then(|rest| rest.split_once('）'))
    else {
        return line;
    };
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    if !number.is_empty() && number.chars().all(is_number) {
        rest.trim_start()
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn measures_are_lines_without_their_numbers() {
        for (typed, read) in [
            ("摸底\n\n  走访  ", &["摸底", "走访"][..]),
            ("1. 摸底\n2、走访\n3）总结", &["摸底", "走访", "总结"]),
            ("（一）摸底\n（2）走访", &["摸底", "走访"]),
            ("（含镇区）摸底", &["（含镇区）摸底"]),
            ("3.5 亿元授信\n30 家走访", &["3.5 亿元授信", "30 家走访"]),
            ("", &[]),
        ] {
            assert_eq!(lines(typed), read, "{typed}");
        }
    }
}
