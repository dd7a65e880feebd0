//! People's habits: what a cell says, as the canonical text of the ledger.

mod blanks;
mod code;
mod day;
mod decimal;
mod money;
mod pick;
mod plain;
mod reason;
mod suspect;
mod tidied;
mod unnumbered;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use reason::{Reason, Sort};
pub use suspect::wrong_unit;
pub use tidied::{Tidied, Ways};

use serde::{Deserialize, Serialize};
use values::Day;

use crate::book::{Cell, Value};
use crate::text;
use crate::wanted::{Type, Unit, Wanted};
use tidied::Notes;

/// How values are meant that do not say it themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// The year of a day without one: the year of the table. Without it such a day is refused.
    pub year: Option<i32>,
    /// The days that the table is of, where it says so: one without a year is among them, or it is refused.
    pub span: Option<Span>,
    /// The unit of a bare amount, or [`Unit::Percent`] of a bare share.
    pub unit: Unit,
    /// See [`crate::Book::counts_from_1904`].
    pub from_1904: bool,
}

/// Days that a table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// `None`: only that it was filled in on the last one is known.
    pub first: Option<Day>,
    pub last: Day,
}

/// A value that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Canonical: see [`Type`]. Empty where the cell says that there is nothing.
    pub text: String,
    /// What was understood that the ledger writes otherwise.
    pub tidied: Vec<Tidied>,
}

const LONGEST: usize = 64;
/// Of a name or a number of another row.
const LONGEST_NAME: usize = 300;

/// What a cell holds before it is read as a type.
struct Given<'a> {
    text: &'a str,
    /// Out of a number of the table, which has no signs of its own.
    number: Option<f64>,
}

/// What is to be done with a formula that has no value: this fault, or none because no program has reckoned it yet.
pub fn without_value(fault: &str) -> String {
    if fault.is_empty() {
        return "公式还没有算出值，请用 Excel 或 WPS 打开文件，保存后再上传".to_owned();
    }
    format!("公式出错（{fault}），没有可用的值，请在 Excel 或 WPS 里改好公式，或直接填值")
}

/// Reads a cell.
///
/// # Errors
/// The [`Reason`], which names the accepted values.
pub fn read(wanted: &Wanted, cell: &Cell, manner: &Manner) -> Result<Reading, Reason> {
    read_shown(wanted, cell, &cell.text(), manner)
}

/// The same with the cell's text, which is not made again.
pub(crate) fn read_shown(
    wanted: &Wanted,
    cell: &Cell,
    text: &str,
    manner: &Manner,
) -> Result<Reading, Reason> {
    match &cell.value {
        Value::Fault(fault) => {
            let reason = Reason::new(Sort::Fault, fault, wanted, manner.year);
            Err(reason.because(without_value(fault)))
        }
        Value::Day(day) if wanted.kind == Type::Day => day::in_range(*day)
            .map(|_| Reading::plain(text.to_owned()))
            .map_err(|why| refuse(wanted, manner, text, Sort::Day, why)),
        Value::Month(_) if wanted.kind == Type::Day => {
            let why = format!(
                "单元格只显示到月（{text}），看不出是哪一天，请把格式改成显示到日，核对后再填"
            );
            Err(refuse(wanted, manner, text, Sort::Day, why))
        }
        Value::Day(_) | Value::Month(_) if plain::is_number(wanted) => Err(refuse(
            wanted,
            manner,
            text,
            Sort::Text,
            plain::TURNED.to_owned(),
        )),
        Value::Number(number) if cell.formula && *number == 0.0 && plain::is_free(wanted.kind) => {
            Err(refuse(
                wanted,
                manner,
                text,
                Sort::Text,
                plain::ZERO.to_owned(),
            ))
        }
        Value::Day(_) | Value::Month(_)
            if matches!(wanted.kind, Type::Money | Type::Count | Type::Share) =>
        {
            let why = "单元格是日期格式，分不清原来的数，请把格式改成“常规”并重填";
            let sort = Sort::of(wanted.kind);
            Err(refuse(wanted, manner, text, sort, why.to_owned()))
        }
        Value::Scaled(_) if matches!(wanted.kind, Type::Money | Type::Count | Type::Share) => {
            let why = format!(
                "单元格里存的是 {text}，数字格式让它显示成了别的数，分不清要记哪个数，请把格式改成“常规”，核对后再填"
            );
            Err(refuse(wanted, manner, text, Sort::of(wanted.kind), why))
        }
        Value::Foreign(_, sign) if wanted.kind == Type::Money => {
            let sign = sign.to_uppercase();
            let why = format!(
                "单元格的数字格式是外币（{sign}），只能导入人民币金额，请折成人民币；若本来就是人民币，请改掉数字格式"
            );
            Err(refuse(wanted, manner, text, Sort::Money, why))
        }
        Value::Number(number) | Value::Scaled(number) | Value::Foreign(number, _) => {
            given(wanted, text, Some(*number), manner)
        }
        Value::Amount(number, _) => {
            let number = (wanted.kind == Type::Money).then_some(*number);
            given(wanted, text, number, manner)
        }
        _ => given(wanted, text, None, manner),
    }
}

/// Reads a text that stands in no cell.
///
/// # Errors
/// The [`Reason`], which names the accepted values.
pub fn read_text(wanted: &Wanted, text: &str, manner: &Manner) -> Result<Reading, Reason> {
    given(wanted, text, None, manner)
}

/// The values that a field takes, as a sentence names them.
pub fn accepted(wanted: &Wanted) -> String {
    reason::accepted(wanted, None)
}

/// What is said where a required cell is empty.
pub fn missing(wanted: &Wanted, manner: &Manner) -> Reason {
    let why = format!("缺必填：{}", wanted.name);
    Reason::new(Sort::Missing, "", wanted, manner.year).because(why)
}

fn given(
    wanted: &Wanted,
    raw: &str,
    number: Option<f64>,
    manner: &Manner,
) -> Result<Reading, Reason> {
    let mut notes = Notes::default();
    // The apostrophe that keeps a spreadsheet from reading a number.
    let text = raw.trim_start_matches(|c: char| c == '\'' || text::is_blank(c));
    if nothing(wanted, text) {
        notes.add_if(!text::tidy(text).is_empty(), Tidied::Nothing);
        return match wanted.required {
            true => Err(missing(wanted, manner).given(raw)),
            false => Ok(notes.with(String::new())),
        };
    }
    notes.look(raw, wanted.kind);
    if let Some(Wrong { sort, why }) = plain::no_value(text) {
        return Err(refuse(wanted, manner, raw, sort, why));
    }
    let given = Given { text, number };
    let read = match wanted.kind {
        _ if is_too_long(wanted, text) => Err(too_long(wanted, text)),
        Type::Text | Type::Link => plain::line(&given),
        Type::Long => Ok(plain::paragraph(text)),
        Type::Option => pick::option(wanted, text),
        Type::Day => day::read(&given, manner, &mut notes),
        Type::Money => money::money(&given, manner, &mut notes),
        Type::Count => money::count(&given, wanted, &mut notes),
        Type::Share => money::share(&given, manner, &mut notes),
        Type::Code => code::read(&given, &mut notes),
    };
    match read {
        Ok(text) => Ok(notes.with(text)),
        Err(Wrong { sort, why }) => Err(refuse(wanted, manner, raw, sort, why)),
    }
}

fn refuse(wanted: &Wanted, manner: &Manner, given: &str, sort: Sort, why: String) -> Reason {
    Reason::new(sort, given, wanted, manner.year).because(why)
}

/// Why a text is none of its type.
struct Wrong {
    sort: Sort,
    why: String,
}

impl Wrong {
    fn new(sort: Sort, why: impl Into<String>) -> Self {
        Wrong {
            sort,
            why: why.into(),
        }
    }
}

/// Whether the text is a way to say that there is nothing. In a text field 无 is a text, but in one that tells records apart
/// all that say it would be one record.
fn nothing(wanted: &Wanted, text: &str) -> bool {
    if unnumbered::may_be(text) && wanted.key && plain::is_free(wanted.kind) {
        return unnumbered::is(wanted, text);
    }
    let mut signs = text.chars().map(text::half);
    let first = signs.find(|c| !text::is_blank(*c));
    if first.is_some_and(|c| !"-/\\无暂没空nN".contains(c)) {
        return false;
    }
    let bare = text::folded(text);
    let is_line = !bare.is_empty() && bare.chars().all(|c| matches!(c, '-' | '/' | '\\'));
    let is_word = !matches!(wanted.kind, Type::Text | Type::Long)
        && unnumbered::NOTHING.contains(&bare.as_str());
    bare.is_empty() || is_line || is_word
}

/// How many characters a value has at most that is no free text. A note that came into another column has thousands, and each
/// column is tried as each field; it would be kept and printed with each fault.
fn longest(wanted: &Wanted) -> usize {
    match wanted.kind {
        Type::Link => LONGEST_NAME,
        Type::Text if wanted.whom => LONGEST_NAME,
        Type::Text | Type::Long | Type::Option => usize::MAX,
        _ => LONGEST,
    }
}

fn is_too_long(wanted: &Wanted, text: &str) -> bool {
    let most = longest(wanted);
    // No character has less than one byte.
    text.len() > most && text.trim().chars().nth(most).is_some()
}

fn too_long(wanted: &Wanted, text: &str) -> Wrong {
    let (what, sort) = match wanted.kind {
        Type::Day => ("日期", Sort::Day),
        Type::Money => ("金额", Sort::Money),
        Type::Share => ("比例", Sort::Share),
        Type::Code => ("统一社会信用代码", Sort::Code),
        Type::Link => ("编号", Sort::Text),
        Type::Text => ("名称", Sort::Text),
        _ => ("整数", Sort::Count),
    };
    let start: String = text.trim().chars().take(20).collect();
    let most = longest(wanted);
    Wrong::new(sort, format!("“{start}……”超过 {most} 个字，不是{what}"))
}

fn lost_digits() -> Wrong {
    let why =
        "表格软件只保存 15 位数字，后面的位数已经丢失。请先把这一列的格式改成“文本”，再重新填写";
    Wrong::new(Sort::LostDigits, why)
}

impl Reading {
    fn plain(text: String) -> Self {
        Reading {
            text,
            tidied: Vec::new(),
        }
    }
}
