//! The smallest PDF that shows a slip of paper: one page, one built-in Chinese font that viewers
//! substitute, and the same words for those that cannot.

use std::fmt::Write;

/// A page with a frame, a title, labelled lines and the mark 演示样张.
pub fn page(title: &str, lines: &[(&str, String)]) -> Vec<u8> {
    let content = content(title, lines);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 298] /Contents 4 0 R /Resources << /Font << /S 5 0 R /H 8 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>".to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /W [1 95 500] /FontDescriptor 7 0 R >>".to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    file(&objects)
}

/// Objects one after another, then the table of where each begins.
fn file(objects: &[String]) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1);
    }
    let (begin, size) = (out.len(), objects.len() + 1);
    let _ = write!(
        out,
        "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n"
    );
    out.into_bytes()
}

fn content(title: &str, lines: &[(&str, String)]) -> String {
    let mut out = String::from("0.8 w 14 14 392 270 re S 14 240 m 406 240 l S\n");
    // The mark first, pale, so that the words stand on it.
    out.push_str("0.85 0.55 0.55 rg\n");
    text(&mut out, (150, 60), 32, "演示样张");
    out.push_str("BT /H 9 Tf 152 46 Td (DEMONSTRATION - NOT A REAL DOCUMENT) Tj ET\n0 g\n");
    text(&mut out, (30, 252), 17, title);
    for (at, (label, said)) in lines.iter().enumerate() {
        let height = 218 - 22 * i32::try_from(at).unwrap_or(0);
        text(&mut out, (30, height), 11, label);
        text(&mut out, (120, height), 11, said);
    }
    out
}

/// Text in the Chinese font: UTF-16, two bytes a character.
fn text(out: &mut String, (x, y): (i32, i32), size: u32, said: &str) {
    let units: String = said
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    let _ = writeln!(out, "BT /S {size} Tf {x} {y} Td <{units}> Tj ET");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_object_begins_where_the_table_says() {
        let bytes = page("银行回单", &[("金额", "360,000.00 元".to_owned())]);
        let text = String::from_utf8(bytes).unwrap();
        let table = text.split("xref\n0 9\n").nth(1).unwrap();
        for (number, line) in table.lines().take(9).enumerate().skip(1) {
            let offset: usize = line[..10].parse().unwrap();
            assert!(
                text[offset..].starts_with(&format!("{number} 0 obj\n")),
                "object {number}"
            );
        }
        let begin: usize = text.lines().rev().nth(1).unwrap().parse().unwrap();
        assert!(text[begin..].starts_with("xref"));
    }
}
