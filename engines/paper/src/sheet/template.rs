use std::io::{Seek, Write};

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, Note,
    Workbook, Worksheet,
};

use super::export::sheet_name;
use super::{Unwritable, look};
use crate::address::letters;
use crate::value;
use crate::wanted::{Type, Unit, Wanted};

/// How many rows are prepared for filling.
const PREPARED: u32 = 5_000;
const OPTIONS: &str = "选项";

/// Writes an empty table to fill: headings with units, required ones marked with an asterisk and a colour, drop-downs, notes at
/// the headings, and a sheet that explains each field. What comes back filled is understood without a question.
///
/// # Errors
/// [`Unwritable`], where it cannot be written.
pub fn template<W: Write + Seek + Send>(
    kind: &str,
    wanted: &[Wanted],
    money: Unit,
    out: W,
) -> Result<(), Unwritable> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet_name(kind))?;
    page.set_freeze_panes(1, 0)?;
    page.set_row_height(0, 32)?;
    let mut lists = 0;
    for (at, one) in (0..).zip(wanted) {
        heading(page, at, one, money)?;
        if one.kind == Type::Option {
            page.add_data_validation(1, at, PREPARED, at, &drop_down(lists, one)?)?;
            lists += 1;
        }
        if one.kind == Type::Day {
            page.add_data_validation(1, at, PREPARED, at, &a_day()?)?;
        }
    }
    explain(book.add_worksheet(), wanted, money)?;
    options(book.add_worksheet(), wanted)?;
    book.save_to_writer(out)?;
    Ok(())
}

fn heading(page: &mut Worksheet, at: u16, one: &Wanted, money: Unit) -> Result<(), Unwritable> {
    let words = words(one, money);
    let mark = if one.required { "*" } else { "" };
    page.set_column_width(at, look::width(&words, one.kind))?;
    page.set_column_format(at, &column(one.kind))?;
    page.write_string_with_format(
        0,
        at,
        format!("{mark}{words}"),
        &look::heading(one.required),
    )?;
    let duty = if one.required { "必填" } else { "选填" };
    let mut text = format!("{duty}。可填：{}", value::accepted(one));
    if !one.help.is_empty() {
        text.push_str(&format!("\n{}", one.help));
    }
    let note = Note::new(text).set_author("科度").add_author_prefix(false);
    page.insert_note(0, at, &note.set_width(260).set_height(120))?;
    Ok(())
}

/// Texts and codes are kept as they are typed: leading zeros, 18 digits.
fn column(kind: Type) -> rust_xlsxwriter::Format {
    match kind {
        Type::Text | Type::Code | Type::Link | Type::Option => look::plain().set_num_format("@"),
        // A bare amount may have more than two places in 万元.
        Type::Money => look::plain().set_num_format("#,##0.00####"),
        other => look::cell(other),
    }
}

fn words(one: &Wanted, money: Unit) -> String {
    match one.kind {
        Type::Money => format!("{}（{}）", one.name, money.word()),
        Type::Share => format!("{}（%）", one.name),
        Type::Count if !one.unit.is_empty() => format!("{}（{}）", one.name, one.unit),
        _ => one.name.clone(),
    }
}

fn drop_down(list: u32, one: &Wanted) -> Result<DataValidation, Unwritable> {
    let column = letters(list + 1);
    let last = one.options.len() + 1;
    let range = Formula::new(format!("={OPTIONS}!${column}$2:${column}${last}"));
    Ok(DataValidation::new()
        .allow_list_formula(range)
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("没有这一项")?
        .set_error_message("请从下拉列表里选一项")?)
}

fn a_day() -> Result<DataValidation, Unwritable> {
    let (first, last) = (
        ExcelDateTime::from_ymd(1900, 1, 1)?,
        ExcelDateTime::from_ymd(2200, 12, 31)?,
    );
    Ok(DataValidation::new()
        .allow_date(DataValidationRule::Between(first, last))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("不是日期")?
        .set_error_message("请填 2020-09-30 这样的日期")?)
}

fn explain(page: &mut Worksheet, wanted: &[Wanted], money: Unit) -> Result<(), Unwritable> {
    page.set_name("填写说明")?;
    for (at, (title, width)) in (0..).zip([("列", 24), ("必填", 8), ("可填", 50), ("说明", 60)])
    {
        page.set_column_width(at, width)?;
        page.write_string_with_format(0, at, title, &look::heading(false))?;
    }
    let format = look::cell(Type::Long);
    for (row, one) in (1..).zip(wanted) {
        let duty = if one.required { "是" } else { "" };
        let cells = [
            words(one, money),
            duty.to_owned(),
            value::accepted(one),
            one.help.clone(),
        ];
        for (at, text) in (0..).zip(&cells) {
            page.write_string_with_format(row, at, look::fitted(text), &format)?;
        }
    }
    Ok(())
}

/// A column for each list of options, as drop-downs point at them.
fn options(page: &mut Worksheet, wanted: &[Wanted]) -> Result<(), Unwritable> {
    page.set_name(OPTIONS)?;
    let fields = wanted.iter().filter(|one| one.kind == Type::Option);
    for (at, one) in (0..).zip(fields) {
        page.set_column_width(at, look::width(&one.name, Type::Text))?;
        page.write_string_with_format(0, at, &one.name, &look::heading(false))?;
        for (row, (_, name)) in (1..).zip(&one.options) {
            page.write_string_with_format(row, at, name, &look::plain())?;
        }
    }
    Ok(())
}
