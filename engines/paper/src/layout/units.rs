//! Units in headings and above tables.

use crate::text;
use crate::wanted::Unit;

/// The unit that a heading says: 金额（万元）, 金额:万元, 占比%.
pub fn of_heading(heading: &str) -> Option<Unit> {
    if is_foreign(heading) {
        return None;
    }
    let (outside, inside) = text::brackets(heading);
    let inside = inside.iter().find_map(|part| word(part));
    inside.or_else(|| {
        let bare = text::folded(&outside);
        if bare.ends_with('%') {
            return Some(Unit::Percent);
        }
        let behind = bare.rsplit([',', ':', '/', '-', '_', '.']).next();
        let apart = behind
            .filter(|behind| behind.len() < bare.len())
            .and_then(word);
        apart.or_else(|| {
            let long = Unit::MONEY
                .iter()
                .filter(|(word, _)| word.chars().count() > 1);
            long.clone()
                .find(|(word, _)| bare.ends_with(word))
                .map(|found| found.1)
        })
    })
}

/// The unit that stands above a table: 单位：万元. 填报单位：科技局 says none.
pub fn above(title: &str) -> Option<Unit> {
    let bare = text::folded(title);
    let (_, behind) = bare.rsplit_once("单位")?;
    let behind = behind.trim_start_matches([':', '(', '为', '是']);
    let behind = behind.trim_start_matches("人民币");
    if is_foreign(behind) {
        return None;
    }
    let rest = |unit: &str| behind.strip_prefix(unit).map(str::to_owned);
    let found = Unit::MONEY.iter().find_map(|(word, unit)| {
        let rest = rest(word)?;
        let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
        ends.then_some(*unit)
    });
    found.or_else(|| behind.starts_with('%').then_some(Unit::Percent))
}

/// Whether a line of a heading is only a unit: （万元）.
pub fn only(text: &str) -> bool {
    let (outside, inside) = text::brackets(text);
    let outside = text::folded(&outside);
    if !outside.is_empty() {
        return inside.is_empty() && word(&outside).is_some();
    }
    inside.len() == 1 && inside[0].chars().count() <= 8
}

/// Money of other countries, which is never taken for yuan.
pub fn is_foreign(text: &str) -> bool {
    ["美元", "欧元", "港元", "港币", "日元", "英镑", "usd", "eur"]
        .iter()
        .any(|word| text.to_lowercase().contains(word))
}

/// Whether a heading counts in ten thousands or so: 万人, 亿件. Such counts are not guessed.
pub fn is_scaled_count(heading: &str) -> bool {
    let (_, inside) = text::brackets(heading);
    inside.iter().any(|part| {
        let bare = text::folded(part);
        let bare = bare.trim_start_matches("单位").trim_start_matches(':');
        word(bare).is_none()
            && bare.chars().count() <= 3
            && bare.starts_with(['万', '亿', '千', '百'])
    })
}

fn word(text: &str) -> Option<Unit> {
    let bare = text::folded(text);
    if is_foreign(&bare) {
        return None;
    }
    let bare = bare.trim_start_matches("金额");
    let bare = bare
        .trim_start_matches("单位")
        .trim_start_matches([':', '为']);
    let bare = bare.trim_start_matches("人民币").trim_start_matches("¥");
    if matches!(bare, "%" | "百分比" | "百分数") {
        return Some(Unit::Percent);
    }
    let first = bare.split([',', '/', ';', '、']).next().unwrap_or(bare);
    let found = Unit::MONEY.iter().find(|(word, _)| *word == first);
    found.map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_in_headings_and_above_tables() {
        for (heading, unit) in [
            ("金额（万元）", Some(Unit::Wan)),
            ("研发费用(万)", Some(Unit::Wan)),
            ("付款额(单位：元)", Some(Unit::Yuan)),
            ("金额：亿元", Some(Unit::Yi)),
            ("合同金额万元", Some(Unit::Wan)),
            ("占比%", Some(Unit::Percent)),
            ("增长率（％）", Some(Unit::Percent)),
            ("金额（人民币千元）", Some(Unit::Thousand)),
            ("注册资本（百万元）", Some(Unit::Million)),
            ("出口额（万美元）", None),
            ("出口额万美元", None),
            ("参加企业（家）", None),
            ("金额", None),
        ] {
            assert_eq!(of_heading(heading), unit, "{heading}");
        }
        for (title, unit) in [
            ("单位：万元", Some(Unit::Wan)),
            ("2020年9月    单位:元、%", Some(Unit::Yuan)),
            ("（金额单位：人民币万元）", Some(Unit::Wan)),
            ("填报单位：如皋市科技局", None),
            ("单位：元宇宙公司", None),
            ("单位：万美元", None),
        ] {
            assert_eq!(above(title), unit, "{title}");
        }
        assert!(only("（万元）") && only("万元") && !only("企业"));
        assert!(is_scaled_count("人数（万人）") && !is_scaled_count("金额（万元）"));
    }
}
