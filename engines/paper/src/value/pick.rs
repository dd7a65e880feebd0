use super::{Sort, Wrong};
use crate::text;
use crate::wanted::Wanted;

/// The id of an option, by its id or its name. Blanks, the make of brackets and 级 at the end may differ, and what stands in
/// brackets behind a name may be left away, as long as one option is meant. What a person adds in brackets may be another
/// meaning: 正式合同（意向）.
pub fn option(wanted: &Wanted, text: &str) -> Result<String, Wrong> {
    find(wanted, text).map(str::to_owned).ok_or_else(|| {
        let why = format!("没有“{}”这一项", text::tidy(&text::short(text)));
        Wrong::new(Sort::Option, why)
    })
}

fn find<'a>(wanted: &'a Wanted, text: &str) -> Option<&'a str> {
    let mut options = wanted.options.iter();
    if let Some((id, _)) = options.find(|(_, name)| name == text) {
        return Some(id);
    }
    let asked = same_brackets(&text::folded(text));
    let exact = wanted.options.iter().find(|(id, name)| {
        same_brackets(&text::folded(name)) == asked || text::folded(id) == asked
    });
    if let Some((id, _)) = exact {
        return Some(id);
    }
    if asked.contains(['(', ')']) {
        return None;
    }
    let bare = loose(&asked);
    let only = |is_meant: &dyn Fn(&str) -> bool| {
        let mut meant = wanted.options.iter().filter(|(_, name)| is_meant(name));
        match (meant.next(), meant.next()) {
            (Some((id, _)), None) if !bare.is_empty() => Some(id.as_str()),
            _ => None,
        }
    };
    only(&|name| loose(name) == bare)
        .or_else(|| only(&|name| is_town(&text::folded(name), &asked, &wanted.within)))
        .or_else(|| yes_or_no(wanted, &asked))
}

/// Whether a town is meant: 白蒲, 白蒲镇人民政府 and, within 如皋市, 如皋市白蒲镇 are 白蒲镇.
fn is_town(name: &str, asked: &str, within: &str) -> bool {
    const OFFICES: [&str; 6] = [
        "人民政府",
        "政府",
        "办事处",
        "管委会",
        "管理委员会",
        "党工委",
    ];
    let mut offices = OFFICES.iter();
    let asked = offices
        .find_map(|office| asked.strip_suffix(office))
        .unwrap_or(asked);
    let own = Some(within).filter(|within| !within.is_empty());
    let own = own.and_then(|within| asked.strip_prefix(within));
    let asked = own.unwrap_or(asked);
    let short = name.strip_suffix(['镇', '乡']);
    let short = short.or_else(|| name.strip_suffix("街道"));
    short.is_some_and(|short| short.chars().count() >= 2 && (asked == name || asked == short))
}

/// Of two options one of which says 未 or 否 or 无 and the other not, the one that 是 or 否 means.
fn yes_or_no<'a>(wanted: &'a Wanted, asked: &str) -> Option<&'a str> {
    let [one, other] = wanted.options.as_slice() else {
        return None;
    };
    let is_no = |(_, name): &(String, String)| name.starts_with(['未', '否', '无', '不', '没']);
    let (yes, no) = match (is_no(one), is_no(other)) {
        (false, true) => (one, other),
        (true, false) => (other, one),
        _ => return None,
    };
    // 已举办 is 未举办 turned about; of other pairs 是 says nothing.
    let stem = |name: &str| {
        name.trim_start_matches(['未', '已', '否', '是', '无', '有', '不', '没'])
            .to_owned()
    };
    if stem(&yes.1) != stem(&no.1) {
        return None;
    }
    match asked {
        "是" | "√" | "y" | "yes" => Some(&yes.0),
        "否" | "×" | "n" | "no" => Some(&no.0),
        _ => None,
    }
}

fn same_brackets(folded: &str) -> String {
    folded
        .replace('[', "(")
        .replace(']', ")")
        .replace("其它", "其他")
}

fn loose(name: &str) -> String {
    let (outside, _) = text::brackets(&same_brackets(&text::folded(name)));
    outside.trim_end_matches('级').to_owned()
}
