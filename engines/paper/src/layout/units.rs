//! Units in headings, above tables, below and beside them.

use crate::text;
use crate::wanted::Unit;

/// What stands around a unit and says nothing of its size: 单位, 人民币, 以…计.
const BEFORE: [&str; 18] = [
    "计量单位",
    "金额单位",
    "货币单位",
    "单位",
    "金额",
    "币种",
    "人民币",
    "rmb",
    "cny",
    "不含税",
    "含税",
    "税前",
    "税后",
    "均以",
    "均为",
    "以",
    "按",
    "为",
];
const BEHIND: [&str; 8] = ["为单位", "人民币", "rmb", "计算", "整", "正", "计", "等"];
/// What makes a word a size and no unit: 50万元, 超亿元, 数万元.
const SIZES: &str = "0123456789一二三四五六七八九十百千万亿几数多两半超过达破满近约逾上";

/// The unit that a heading says: 金额（万元）, 金额（含税，万元）, 金额:万元, 金额万元, 占比%.
pub fn of_heading(heading: &str) -> Option<Unit> {
    if is_foreign(heading) {
        return None;
    }
    let words = words(heading);
    if let Some(units) = some(words.iter().filter_map(|word| of_word(word))) {
        return only_one(units);
    }
    let (outside, inside) = text::brackets(heading);
    let apart = words_of(&inside).find_map(|word| within(&word));
    let apart = apart.or_else(|| self::words(&outside).iter().find_map(|word| at_end(word)));
    apart.or_else(|| {
        let percent = |part: &str| text::folded(part).ends_with('%');
        let said = percent(&outside) || inside.iter().any(|part| percent(part));
        said.then_some(Unit::Percent)
    })
}

/// The unit that stands above or below a table, or alone in a cell: 单位：万元, （万元）, 单位：项、万元. 填报单位：科技局 says none.
pub fn above(title: &str) -> Option<Unit> {
    if is_foreign(title) {
        return None;
    }
    let words = words(title);
    let says_unit = title.contains("单位") || title.contains("金额") || title.contains('币');
    let alone = words.iter().all(|word| of_word(word).is_some());
    let is_size = |at: usize| at > 0 && words[at - 1].ends_with(|c: char| c.is_ascii_digit());
    let units = words.iter().enumerate().filter_map(|(at, word)| {
        let (unit, length) = known(word)?;
        ((length > 1 || says_unit || alone) && !is_size(at)).then_some(unit)
    });
    if let Some(units) = some(units) {
        return only_one(units);
    }
    let percent = text::folded(title);
    let (_, behind) = percent.rsplit_once("单位")?;
    let behind = behind.trim_start_matches([':', '(', '为', '是']);
    behind.starts_with('%').then_some(Unit::Percent)
}

/// Whether a word can be of a size in 元 that is not 元: then nobody may take it for nothing.
pub fn is_large(text: &str) -> bool {
    text.contains(['万', '亿']) || text.contains("千元")
}

/// Whether a line of a heading is only a unit: （万元）.
pub fn only(text: &str) -> bool {
    let (outside, inside) = text::brackets(text);
    let outside = text::folded(&outside);
    if !outside.is_empty() {
        return inside.is_empty() && of_word(&outside).is_some();
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
        of_word(bare).is_none()
            && bare.chars().count() <= 3
            && bare.starts_with(['万', '亿', '千', '百'])
    })
}

/// The unit that a word is, with what may stand around it.
pub fn of_word(word: &str) -> Option<Unit> {
    known(word).map(|(unit, _)| unit)
}

/// The same with the length of the bare word.
fn known(word: &str) -> Option<(Unit, usize)> {
    let mut bare = word;
    while let Some(rest) = BEFORE.iter().find_map(|before| bare.strip_prefix(before)) {
        bare = rest;
    }
    while let Some(rest) = BEHIND.iter().find_map(|behind| bare.strip_suffix(behind)) {
        bare = rest;
    }
    if bare == "w元" {
        return Some((Unit::Wan, 2));
    }
    let found = Unit::MONEY.iter().find(|(known, _)| *known == bare);
    found.map(|(_, unit)| (*unit, bare.chars().count()))
}

/// A unit at the end of a word: 合同金额万元.
fn at_end(word: &str) -> Option<Unit> {
    let (known, unit) = Unit::MONEY
        .iter()
        .find(|(known, _)| word.ends_with(known))?;
    let before = word.strip_suffix(known)?.chars().last()?;
    let is_clear = known.chars().count() > 1 || *known == "万";
    (is_clear && !SIZES.contains(before)).then_some(*unit)
}

/// A unit within what stands in brackets: （万元含税）.
fn within(word: &str) -> Option<Unit> {
    let long = Unit::MONEY
        .iter()
        .filter(|(known, _)| known.chars().count() > 1);
    let mut found = long.filter_map(|(known, unit)| {
        let (before, behind) = word.split_once(known)?;
        let is_size = before.ends_with(|c| SIZES.contains(c)) || behind.starts_with(['以', '及']);
        (!is_size).then_some(*unit)
    });
    found.next()
}

/// Runs of letters, signs and digits, in half width and lower case.
fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !text::half(c).is_alphanumeric());
    parts
        .map(text::folded)
        .filter(|word| !word.is_empty())
        .collect()
}

fn words_of(parts: &[String]) -> impl Iterator<Item = String> {
    parts.iter().flat_map(|part| words(part))
}

fn some(units: impl Iterator<Item = Unit>) -> Option<Vec<Unit>> {
    let mut units: Vec<Unit> = units.collect();
    units.dedup();
    (!units.is_empty()).then_some(units)
}

/// Two units are none: nobody knows which is meant.
fn only_one(units: Vec<Unit>) -> Option<Unit> {
    match units[..] {
        [unit] => Some(unit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_headings_say() {
        for (heading, unit) in [
            ("金额（万元）", Some(Unit::Wan)),
            ("研发费用(万)", Some(Unit::Wan)),
            ("付款额(单位：元)", Some(Unit::Yuan)),
            ("金额：亿元", Some(Unit::Yi)),
            ("合同金额万元", Some(Unit::Wan)),
            ("合同金额万", Some(Unit::Wan)),
            ("合同金额 - 万元", Some(Unit::Wan)),
            ("合同金额\n万元", Some(Unit::Wan)),
            ("占比%", Some(Unit::Percent)),
            ("增长率（％）", Some(Unit::Percent)),
            ("金额（人民币千元）", Some(Unit::Thousand)),
            ("注册资本（百万元）", Some(Unit::Million)),
            ("合同金额（含税，万元）", Some(Unit::Wan)),
            ("合同金额（人民币/万元）", Some(Unit::Wan)),
            ("合同金额（万元人民币）", Some(Unit::Wan)),
            ("合同金额（RMB万元）", Some(Unit::Wan)),
            ("合同金额（￥万元）", Some(Unit::Wan)),
            ("合同金额（计量单位：万元）", Some(Unit::Wan)),
            ("合同金额（单位：万元，保留两位小数）", Some(Unit::Wan)),
            ("合同金额（人民币：万元）", Some(Unit::Wan)),
            ("合同金额（以万元计）", Some(Unit::Wan)),
            ("合同金额（税后/万元）", Some(Unit::Wan)),
            ("合同金额（万元/项）", Some(Unit::Wan)),
            ("合同金额（万元整）", Some(Unit::Wan)),
            ("合同金额（含税万元）", Some(Unit::Wan)),
            ("合同金额（w元）", Some(Unit::Wan)),
            ("合同金额《万元》", Some(Unit::Wan)),
            ("合同金额「万元」", Some(Unit::Wan)),
            ("合同金额‹万元>", Some(Unit::Wan)),
            ("合同金额｛万元｝", Some(Unit::Wan)),
            ("合同金额<万元>", Some(Unit::Wan)),
            ("出口额（万美元）", None),
            ("出口额万美元", None),
            ("参加企业（家）", None),
            ("金额", None),
            ("50万元以上合同金额", None),
            ("合同金额（50万元以上）", None),
            ("销售额超亿元", None),
            ("金额（元/万元）", None),
            ("万元合同金额", None),
        ] {
            assert_eq!(of_heading(heading), unit, "{heading}");
        }
        assert!(only("（万元）") && only("万元") && !only("企业"));
        assert!(is_scaled_count("人数（万人）") && !is_scaled_count("金额（万元）"));
    }

    #[test]
    fn what_stands_above_tables() {
        for (title, unit) in [
            ("单位：万元", Some(Unit::Wan)),
            ("单位:万", Some(Unit::Wan)),
            ("2020年9月    单位:元、%", Some(Unit::Yuan)),
            ("（金额单位：人民币万元）", Some(Unit::Wan)),
            ("（万元）", Some(Unit::Wan)),
            ("万元", Some(Unit::Wan)),
            ("单位：人民币（万元）", Some(Unit::Wan)),
            ("金额：万元", Some(Unit::Wan)),
            ("单位：万元 币种：人民币", Some(Unit::Wan)),
            ("币种：人民币 单位：万元", Some(Unit::Wan)),
            ("单位：项、万元", Some(Unit::Wan)),
            ("单位：家，万元", Some(Unit::Wan)),
            ("单位：万元；家", Some(Unit::Wan)),
            ("单位（万元）", Some(Unit::Wan)),
            ("单位：亿元、%", Some(Unit::Yi)),
            ("编制单位：白蒲镇  单位：万元", Some(Unit::Wan)),
            ("2020年9月18日 单位：万元", Some(Unit::Wan)),
            ("2020年产学研合同明细表（万元）", Some(Unit::Wan)),
            ("注：金额单位为万元", Some(Unit::Wan)),
            ("填报单位：如皋市科技局", None),
            ("填报单位：白蒲镇万象村", None),
            ("单位：元宇宙公司", None),
            ("单位：万美元", None),
            ("新签合同 35 份、12000 万元", None),
            ("单位：元、万元", None),
            ("亿 元 企 业 名 单", None),
        ] {
            assert_eq!(above(title), unit, "{title}");
        }
    }
}
