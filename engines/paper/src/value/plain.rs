//! Texts: tidied only, and refused where a spreadsheet has put something else in their place.

use super::{Given, Sort, Wrong, lost_digits, without_value};
use crate::text;
use crate::wanted::{Type, Wanted};

/// 9-18 of a voucher is 2020-09-18 by now, and nobody sees what it was.
pub const TURNED: &str =
    "单元格是日期格式，看不出原来写的是什么，请把这一列的格式改成“文本”，再重新填写";
/// =Sheet2!B3 of a blank cell.
pub const ZERO: &str = "公式得出的是 0，多半是引用了空白单元格，请直接填写";

/// Words that mean what stands in another row.
const DITTO: [&str; 12] = [
    "同上",
    "同前",
    "同左",
    "同上行",
    "同上一行",
    "\"",
    "〃",
    "″",
    "“",
    "”",
    "“”",
    "ditto",
];
/// What stands where a formula failed.
const FAULTS: [&str; 11] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#GETTING_DATA",
];
/// A picture in a cell, as WPS and Excel write it.
const PICTURES: [&str; 3] = ["=DISPIMG(", "=_XLFN.DISPIMG(", "=IMAGE("];

/// One line.
pub fn line(given: &Given<'_>) -> Result<String, Wrong> {
    if given.number.is_some_and(|number| number.abs() >= 1e15) || is_scientific(given.text) {
        return Err(lost_digits());
    }
    let line = text::tidy(given.text);
    if is_ditto(&line) {
        let why = format!("“{line}”看不出指的是什么，请填写全称");
        return Err(Wrong::new(Sort::Text, why));
    }
    Ok(line)
}

/// Lines, without blanks at their ends.
pub fn paragraph(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = lines
        .split('\n')
        .map(|line| line.trim_matches(text::is_blank))
        .collect();
    lines.join("\n").trim().to_owned()
}

/// Whether any text goes.
pub fn is_free(kind: Type) -> bool {
    matches!(kind, Type::Text | Type::Long | Type::Link)
}

/// Whether a text is the number of a document: 合同编号, 凭证号, 文号.
pub fn is_number(wanted: &Wanted) -> bool {
    match wanted.kind {
        Type::Link => true,
        Type::Text => wanted.name.ends_with(['号', '码']),
        _ => false,
    }
}

/// What a spreadsheet wrote in place of a value: #N/A, ########, =DISPIMG("ID_1",1).
pub fn no_value(text: &str) -> Option<Wrong> {
    match text.as_bytes().first()? {
        b'#' => {
            let bare = text.trim().to_ascii_uppercase();
            if FAULTS.contains(&bare.as_str()) {
                return Some(Wrong::new(Sort::Fault, without_value(&bare)));
            }
            let is_narrow = bare.len() > 2 && bare.bytes().all(|sign| sign == b'#');
            let why = "“###”是列太窄时显示的，原来的内容没有存下来，请直接填写";
            is_narrow.then(|| Wrong::new(Sort::Fault, why))
        }
        b'=' => {
            let formula = text.trim().to_ascii_uppercase();
            let is_picture = PICTURES.iter().any(|begins| formula.starts_with(begins));
            let why = "单元格里是一张图片，读不出文字，请直接填写";
            is_picture.then(|| Wrong::new(Sort::Text, why))
        }
        _ => None,
    }
}

/// 6.22846E+17, as Excel writes a long number into a list.
fn is_scientific(text: &str) -> bool {
    let text = text.trim();
    // Nearly every text begins otherwise.
    if !matches!(text.as_bytes(), [b'0'..=b'9', b'.' | b'E' | b'e', ..]) {
        return false;
    }
    let Some((front, power)) = text.split_once("E+").or_else(|| text.split_once("e+")) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, part) = front.split_once('.').unwrap_or((front, "0"));
    whole.len() == 1 && digits(whole) && digits(part) && digits(power)
}

fn is_ditto(line: &str) -> bool {
    const LONGEST: usize = 18;
    let may_be = line.len() <= LONGEST && line.starts_with(|c| "同〃″“”\"＂dD".contains(c));
    let is_one = |word: String| DITTO.contains(&word.trim_end_matches(['.', ',']));
    may_be && is_one(text::folded(line))
}
