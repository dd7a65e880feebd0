//! Short names of places in a notice, made from the headings they stand under.

/// 三、2 of `三、推进举措` and `2.在创新资源集聚上再发力`; a heading without a number is named whole.
pub fn label(section: &[String]) -> String {
    let parts: Vec<&str> = section
        .iter()
        .map(|title| number(title).unwrap_or(title))
        .collect();
    parts.join("、")
}

/// What a heading is about: 创新资源集聚 of `2.在创新资源集聚上再发力`.
pub fn topic(section: &[String]) -> String {
    let Some(title) = section.last() else {
        return String::new();
    };
    let bare = without_number(title);
    let inside = bare.strip_prefix('在').and_then(|rest| {
        ["上", "方面", "中"]
            .iter()
            .find_map(|after| rest.split_once(after))
    });
    let topic = inside.map_or(bare, |(topic, _)| topic);
    topic.chars().take(40).collect()
}

/// The number before a heading, without its stop: 三, 2, （一）, 第一章.
fn number(title: &str) -> Option<&str> {
    let end = end_of_number(title)?;
    let number = title[..end].trim_end_matches(['、', '.', '．', ' ', '\u{3000}', ')', '）']);
    Some(number.trim_start_matches(['（', '('])).filter(|number| !number.is_empty())
}

fn without_number(title: &str) -> &str {
    let rest = end_of_number(title).map_or(title, |end| &title[end..]);
    rest.trim().trim_end_matches(['。', '：', ':'])
}

/// Where the number before a heading ends, its stop included.
fn end_of_number(title: &str) -> Option<usize> {
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇".contains(c);
    let opened = title.starts_with(['（', '(']);
    let start = if opened || title.starts_with('第') {
        title.chars().next().map_or(0, char::len_utf8)
    } else {
        0
    };
    let digits: usize = title[start..]
        .chars()
        .take_while(|c| is_digit(*c))
        .map(char::len_utf8)
        .sum();
    if digits == 0 {
        return None;
    }
    let stop = title[start + digits..].chars().next()?;
    let fits = match stop {
        '）' | ')' => opened,
        '章' | '节' | '条' | '部' => title.starts_with('第'),
        '、' | '.' | '．' => true,
        _ => false,
    };
    fits.then(|| start + digits + stop.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(titles: &[&str]) -> Vec<String> {
        titles.iter().map(|title| (*title).to_owned()).collect()
    }

    #[test]
    fn places_are_cited_by_their_numbers() {
        for (titles, cited) in [
            (&["二、工作目标"][..], "二"),
            (&["三、推进举措", "2.在创新资源集聚上再发力"], "三、2"),
            (
                &["三、重点任务", "（一）强化主体", "1．培育企业"],
                "三、一、1",
            ),
            (&["第一章 总则"], "第一章"),
            (&["工作目标"], "工作目标"),
            (&["2020年目标"], "2020年目标"),
            (&[], ""),
        ] {
            assert_eq!(label(&path(titles)), cited);
        }
    }

    #[test]
    fn topics_of_headings() {
        for (title, about) in [
            ("1.在创新主体培育上再提速", "创新主体培育"),
            ("二、工作目标", "工作目标"),
            ("（一）强化企业主体地位。", "强化企业主体地位"),
            ("在册企业", "在册企业"),
        ] {
            assert_eq!(topic(&path(&[title])), about);
        }
    }
}
