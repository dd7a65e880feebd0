//! The command box: what a person typed, and what the rooms found.

pub mod pages;

use web::{Found, FoundGroup, NavItem, Sought};

/// The lines of one heading.
pub struct Group {
    pub name: &'static str,
    pub lines: Vec<Line>,
}

/// One line, with a number that runs through all headings.
pub struct Line {
    pub number: usize,
    pub found: Found,
    /// The title in parts; those that were typed stand out.
    pub parts: Vec<(String, bool)>,
}

/// What was found under its headings, in their order; each address once.
pub fn grouped(found: Vec<Found>, typed: &str) -> Vec<Group> {
    let mut found = found;
    found.sort_by_key(|one| one.group);
    let mut groups: Vec<(FoundGroup, Group)> = Vec::new();
    for (at, found) in found.into_iter().enumerate() {
        let line = Line {
            number: at + 1,
            parts: parts(&found.title, typed),
            found,
        };
        match groups.last_mut() {
            Some((group, lines)) if *group == line.found.group => lines.lines.push(line),
            _ => groups.push((
                line.found.group,
                Group {
                    name: line.found.group.name(),
                    lines: vec![line],
                },
            )),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Cuts a title where it holds what was typed, whatever the case of its letters.
fn parts(title: &str, typed: &str) -> Vec<(String, bool)> {
    let lower = |text: &str| -> Vec<char> {
        text.chars()
            .map(|c| c.to_lowercase().next().unwrap_or(c))
            .collect()
    };
    let (all, low, part): (Vec<char>, _, _) = (title.chars().collect(), lower(title), lower(typed));
    let at = (0..low.len()).find(|at| !part.is_empty() && low[*at..].starts_with(&part));
    let Some(at) = at else {
        return vec![(title.to_owned(), false)];
    };
    let piece = |chars: &[char]| chars.iter().collect::<String>();
    let whole = [
        (piece(&all[..at]), false),
        (piece(&all[at..at + part.len()]), true),
        (piece(&all[at + part.len()..]), false),
    ];
    whole
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .collect()
}

/// The places of a person's navigation that fit, by name or pinyin initials.
pub fn places(items: Vec<NavItem>, typed: &str) -> Vec<Found> {
    let sought = Sought::of(typed);
    items
        .into_iter()
        .filter(|item| sought.fits(item.name).is_some())
        .map(|item| Found {
            group: FoundGroup::Places,
            icon: item.icon,
            title: item.name.to_owned(),
            note: String::new(),
            path: item.path.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(group: FoundGroup, title: &str) -> Found {
        Found {
            group,
            icon: "firm",
            title: title.to_owned(),
            note: String::new(),
            path: "/".to_owned(),
        }
    }

    #[test]
    fn what_was_typed_stands_out() {
        for (title, typed, marked) in [
            ("南通霁舟新材料", "霁舟", "南通[霁舟]新材料"),
            ("FK-2020-0398", "fk", "[FK]-2020-0398"),
            ("霁舟", "霁舟", "[霁舟]"),
            ("南通霁舟", "jz", "南通霁舟"),
            ("İstanbul 霁舟", "霁", "İstanbul [霁]舟"),
            ("南通", "", "南通"),
        ] {
            let shown: String = parts(title, typed)
                .into_iter()
                .map(|(text, marked)| if marked { format!("[{text}]") } else { text })
                .collect();
            assert_eq!(shown, marked);
        }
    }

    #[test]
    fn headings_stand_in_their_order_and_lines_are_numbered_through() {
        let all = vec![
            found(FoundGroup::Acts, "登记付款"),
            found(FoundGroup::Firms, "甲"),
            found(FoundGroup::Rows, "FK-1"),
            found(FoundGroup::Firms, "乙"),
        ];
        let told: Vec<String> = grouped(all, "")
            .iter()
            .map(|group| {
                let lines = group.lines.iter();
                let lines = lines.map(|line| format!("{}{}", line.number, line.found.title));
                format!("{}: {}", group.name, lines.collect::<Vec<_>>().join(" "))
            })
            .collect();
        assert_eq!(
            told,
            ["企业: 1甲 2乙", "台账记录: 3FK-1", "办事: 4登记付款"]
        );
    }

    #[test]
    fn places_are_found_by_name_and_initials() {
        let item = |name, path| NavItem {
            group: "",
            name,
            icon: "desk",
            path,
            place: 1,
            dock: false,
        };
        let all = || vec![item("工作台", "/"), item("年度重点", "/plan")];
        for (typed, path) in [("年度", "/plan"), ("gzt", "/"), ("ND", "/plan")] {
            let places = places(all(), typed);
            assert_eq!(places.len(), 1, "{typed}");
            assert_eq!(places[0].path, path);
        }
        assert!(places(all(), "zx").is_empty());
    }
}
