//! How our workbooks look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::wanted::Type;

/// Stands on every machine of an office.
const FONT: &str = "宋体";
/// The longest text of a cell, in characters (UTF-16 units count double, so half of 32,767).
const LONGEST: usize = 16_000;

pub fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(11)
}

/// Over a column.
pub fn heading(required: bool) -> Format {
    let ground = if required { 0x00FF_E9B8 } else { 0x00E8_F0FA };
    plain()
        .set_bold()
        .set_background_color(Color::RGB(ground))
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00C5_CCD5))
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

/// In a column of a type.
pub fn cell(kind: Type) -> Format {
    match kind {
        Type::Money => plain().set_num_format("#,##0.00"),
        Type::Count => plain().set_num_format("#,##0"),
        Type::Share => plain().set_num_format("0.0%"),
        Type::Day => plain()
            .set_num_format("yyyy-mm-dd")
            .set_align(FormatAlign::Left),
        Type::Long => plain().set_text_wrap().set_align(FormatAlign::Top),
        Type::Text | Type::Option | Type::Code | Type::Link => plain(),
    }
}

/// A text that a spreadsheet would take for a formula if it were typed again.
pub fn quoted() -> Format {
    plain().set_quote_prefix()
}

/// The width of a column, in characters of a digit's width.
pub fn width(heading: &str, kind: Type) -> f64 {
    let content: f64 = match kind {
        Type::Day => 12.0,
        Type::Count | Type::Share => 10.0,
        Type::Money => 16.0,
        Type::Code => 22.0,
        Type::Option => 16.0,
        Type::Text | Type::Link => 20.0,
        Type::Long => 40.0,
    };
    content.max(spread(heading) + 3.0).min(50.0)
}

/// A Chinese character is two digits wide.
fn spread(text: &str) -> f64 {
    let wide = |c: char| if c.is_ascii() { 1.0 } else { 2.1 };
    text.chars().map(wide).sum()
}

/// A text short enough for a cell.
pub fn fitted(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]).into(),
        None => text.into(),
    }
}

/// Whether a spreadsheet would take a typed text for a formula.
pub fn is_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
