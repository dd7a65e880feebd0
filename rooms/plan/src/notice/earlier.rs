//! Whether a notice of the same number is there already: the same paper in another file, or a revision of it.

use super::Notice;

/// The first of the notices that carries the number, however its brackets and blanks are written.
pub fn with_number<'n>(number: &str, all: &'n [Notice]) -> Option<&'n Notice> {
    let wanted = plain(number);
    let mut all = all.iter();
    all.find(|one| !wanted.is_empty() && plain(&one.number) == wanted)
}

/// 皋科发20273号: no sign is left that people write in several ways.
fn plain(number: &str) -> String {
    let bracket = |c: &char| "〔〕[]【】()（）［］".contains(*c) || c.is_whitespace();
    let half = values::half_width(number);
    half.chars().filter(|c| !bracket(c)).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::notice::KeptFile;
    use values::{Day, Id, Moment};

    fn notice(number: &str) -> Notice {
        Notice {
            id: Id::NONE,
            year: 2027,
            number: number.to_owned(),
            title: "2027年科技重点工作".to_owned(),
            issuer: String::new(),
            day: Day::of(2027, 2, 1).unwrap(),
            file: KeptFile::default(),
            entered_name: String::new(),
            moment: Moment::default(),
        }
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        let all = [notice(""), notice("皋科发〔2027〕3号")];
        for (number, is_there) in [
            ("皋科发〔2027〕3号", true),
            ("皋科发[2027]3号", true),
            ("皋科发（2027） 3 号", true),
            ("皋科发〔２０２７〕３号", true),
            ("皋科发〔2027〕13号", false),
            ("皋科发〔2026〕3号", false),
            ("", false),
        ] {
            assert_eq!(with_number(number, &all).is_some(), is_there, "{number}");
        }
    }
}
