//! The boxes in which a spreadsheet shows comments (VML, of which Office writes no well-formed XML: searched as text).

use std::collections::BTreeSet;

use crate::address::Address;

const HEAD: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
xmlns:x=\"urn:schemas-microsoft-com:office:excel\">";
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">\
<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// The drawing of a sheet without the boxes of comments that are gone and with boxes for new ones.
pub fn changed(old: Option<&str>, sheet: usize, gone: &[Address], new: &[Address]) -> String {
    let mut text = match old {
        Some(old) if old.rfind("</xml>").is_some() => old.to_owned(),
        _ => {
            let group = 900 + sheet;
            let layout = format!(
                "<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"{group}\"/></o:shapelayout>"
            );
            format!("{HEAD}{layout}</xml>")
        }
    };
    if !gone.is_empty() {
        text = without(&text, &gone.iter().copied().collect());
    }
    if new.is_empty() {
        return text;
    }
    let mut shapes = String::new();
    if !text.contains("id=\"_x0000_t202\"") {
        shapes.push_str(SHAPE_TYPE);
    }
    let first = first_free(&text, (900 + sheet) * 1024 + 1);
    for (number, at) in (first..).zip(new) {
        shapes.push_str(&shape(number, *at));
    }
    let end = text.rfind("</xml>").unwrap_or(text.len());
    text.insert_str(end, &shapes);
    declared(text)
}

/// The drawing with the prefixes that our boxes use: other programs name these spaces otherwise.
fn declared(mut text: String) -> String {
    let Some(root) = text.find("<xml") else {
        return text;
    };
    let end = text[root..].find('>').map_or(text.len(), |end| root + end);
    let names = HEAD.trim_start_matches("<xml ").trim_end_matches('>');
    let missing = names.split(' ').filter(|name| {
        let prefix = name.split('=').next().unwrap_or(name);
        !text[root..end].contains(&format!("{prefix}="))
    });
    let missing: String = missing.map(|name| format!(" {name}")).collect();
    text.insert_str(root + "<xml".len(), &missing);
    text
}

fn first_free(text: &str, first: usize) -> usize {
    let mut number = first;
    while text.contains(&format!("_x0000_s{number}\"")) {
        number += 1;
    }
    number
}

/// The drawing without the boxes of these cells.
fn without(text: &str, gone: &BTreeSet<Address>) -> String {
    const CLOSE: &str = "</v:shape>";
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("<v:shape ")
        && let Some(length) = rest[start..].find(CLOSE)
    {
        let end = start + length + CLOSE.len();
        let of_gone = cell_of(&rest[start..end]).is_some_and(|at| gone.contains(&at));
        kept.push_str(&rest[..if of_gone { start } else { end }]);
        rest = &rest[end..];
    }
    kept + rest
}

/// The cell that a box belongs to.
fn cell_of(shape: &str) -> Option<Address> {
    let number = |name: &str| -> Option<u32> {
        let open = format!("<x:{name}>");
        let value = &shape[shape.find(&open)? + open.len()..];
        value[..value.find('<')?].trim().parse().ok()
    };
    Some(Address::new(number("Row")? + 1, number("Column")? + 1))
}

fn shape(number: usize, at: Address) -> String {
    let (row, column) = (at.row - 1, at.column - 1);
    let anchor = format!(
        "{}, 15, {}, 4, {}, 40, {}, 12",
        column + 1,
        row.saturating_sub(1),
        column + 4,
        row + 4
    );
    format!(
        "<v:shape id=\"_x0000_s{number}\" type=\"#_x0000_t202\" \
style=\"position:absolute;margin-left:80pt;margin-top:5pt;width:200pt;height:80pt;z-index:1;visibility:hidden\" \
fillcolor=\"#fff4f2\" o:insetmode=\"auto\"><v:fill color2=\"#fff4f2\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
<v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
<x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_of_their_space_whatever_another_program_calls_it() {
        let v = "xmlns:v=\"urn:schemas-microsoft-com:vml\"";
        let x = "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";
        for old in [
            "<xml xmlns:ns1=\"urn:schemas-microsoft-com:vml\"><ns1:shape id=\"_x0000_t202\"/></xml>",
            &format!("<xml {v}></xml>"),
            &format!("{HEAD}</xml>"),
        ] {
            let new = changed(Some(old), 0, &[], &[Address::new(4, 2)]);
            let root = &new[..new.find('>').unwrap_or(0)];
            for name in [v, x] {
                assert_eq!(root.matches(name).count(), 1, "{root}");
            }
            assert!(new.contains("<x:Row>3</x:Row>"), "{new}");
        }
    }
}
