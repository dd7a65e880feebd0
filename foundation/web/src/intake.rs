//! Somebody's table on its way in, as far as every room's import is alike: read on a thread for long work, its columns on a
//! page, its faults by sort, the marked copy. What its rows mean is the room's.

mod columns;
mod files;
mod found;
mod reading;

pub use columns::{
    ColumnLine, choice, columns, letters, settled, taken_for, turn, wants_others, without_unit,
};
pub use files::{is_copy, marked, template};
pub use found::{GroupShown, groups, outcome};
pub use reading::{Batch, Incoming, read, records};

/// How far long work is: done, of how many.
pub type Told<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// So many rows are put in while the person waits; more is long work.
pub const AT_ONCE: u32 = 2_000;

/// 1 选文件, 2 看懂了什么, 3 检查, 4 导入: which are done, at which one is, and what it says.
pub struct Step {
    pub word: String,
    pub done: bool,
    pub now: bool,
}

pub fn steps(at: usize, word: &str) -> Vec<Step> {
    let words = ["选文件", "看懂了什么", "检查", "导入"];
    let step = |(place, own): (usize, &str)| Step {
        word: match place + 1 == at {
            true if !word.is_empty() => format!("{} {word}", place + 1),
            _ => format!("{} {own}", place + 1),
        },
        done: place + 1 < at,
        now: place + 1 == at,
    };
    words.into_iter().enumerate().map(step).collect()
}

/// A number as pages show it.
pub fn many(number: u32) -> String {
    values::grouped(i128::from(number))
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn a_step_says_where_one_is() {
        let told: Vec<(String, bool, bool)> = steps(3, "检查：37 处错")
            .into_iter()
            .map(|step| (step.word, step.done, step.now))
            .collect();
        assert_eq!(told[1], ("2 看懂了什么".to_owned(), true, false));
        assert_eq!(told[2], ("3 检查：37 处错".to_owned(), false, true));
        assert_eq!(told[3], ("4 导入".to_owned(), false, false));
    }
}
