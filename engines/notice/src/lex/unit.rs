//! Units: measure words, money, physical units, shares, and compounds (元/人, 微克/立方米).

use crate::scan;

/// What a unit measures; the rules for names and exclusions differ by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Things counted by a measure word.
    Count,
    /// People counted by 人 or 名.
    Person,
    /// Money.
    Money,
    /// A share, written in percent and kept as a fraction.
    Percent,
    /// A share in thousandths, written ‰.
    PerMille,
    /// A share in tenths, written 成.
    PerTen,
    /// 个百分点.
    Points,
    /// 倍, 翻番.
    Times,
    /// Length, area, weight, energy.
    Size,
    /// Days and hours: only a limit is a quantity of a plan.
    Duration,
    /// No unit at all.
    Bare,
}

/// A unit that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// How many characters it takes.
    pub length: usize,
    /// Its name in results.
    pub name: String,
    pub class: Class,
}

/// Written form, name in results, where they differ. `%` and its kin are `ratio`.
const RENAMED: &[(&str, &str, Class)] = &[
    ("%", "ratio", Class::Percent),
    ("‰", "ratio", Class::PerMille),
    ("成", "ratio", Class::PerTen),
    ("个百分点", "百分点", Class::Points),
    ("百分点", "百分点", Class::Points),
    ("元人民币", "元", Class::Money),
    ("人民币", "元", Class::Money),
    ("台套", "台（套）", Class::Count),
    ("台/套", "台（套）", Class::Count),
    ("㎡", "平方米", Class::Size),
    ("平米", "平方米", Class::Size),
    ("m²", "平方米", Class::Size),
    ("美金", "美元", Class::Money),
    ("m2", "平方米", Class::Size),
    ("m³", "立方米", Class::Size),
    ("m3", "立方米", Class::Size),
    ("km²", "平方公里", Class::Size),
    ("km2", "平方公里", Class::Size),
    ("μg/m³", "微克/立方米", Class::Size),
    ("μg/m3", "微克/立方米", Class::Size),
    ("µg/m³", "微克/立方米", Class::Size),
    ("µg/m3", "微克/立方米", Class::Size),
    ("ug/m³", "微克/立方米", Class::Size),
    ("ug/m3", "微克/立方米", Class::Size),
    ("mg/m³", "毫克/立方米", Class::Size),
    ("mg/m3", "毫克/立方米", Class::Size),
    ("mg/L", "毫克/升", Class::Size),
    ("亩次", "亩次", Class::Size),
    ("个基点", "个基点", Class::Points),
];
#[rustfmt::skip]
const MONEY: &[&str] = &[
    "元", "美元", "港元", "港币", "欧元", "日元", "英镑", "澳元",
];
const PERSON: &[&str] = &["人", "名"];
const TIMES: &[&str] = &["倍"];
#[rustfmt::skip]
const SIZE: &[&str] = &[
    "平方公里", "平方千米", "平方米", "立方米", "公里", "千米", "米", "厘米", "毫米", "纳米", "微米", "海里", "亩",
    "公顷", "吨", "吨标准煤", "标准煤", "吨标煤", "吨煤", "千克", "公斤", "斤", "克", "毫克", "微克", "升", "毫升", "千瓦", "千瓦时",
    "兆瓦", "兆瓦时", "吉瓦", "吉瓦时", "瓦", "伏", "千伏", "安", "千伏安", "方", "分贝", "载重吨", "度电", "km",
    "kW", "KW", "MW", "GW", "kWh", "KWh", "MWh", "GWh", "P", "PFLOPS", "EFLOPS", "EFlops", "PFlops", "TEU", "标箱",
    "个标准箱", "标准箱", "个标箱", "TB", "PB", "GB", "Gbps", "Tbps", "机架", "个标准机架", "标准机架", "立方", "平方", "兆",
];
#[rustfmt::skip]
const COUNT: &[&str] = &[
    "家", "项", "个", "件", "场", "套", "张", "台", "台（套）", "辆", "次", "所", "座", "条", "处", "户", "篇", "部",
    "种", "类", "批", "支", "位", "组", "对", "份", "幅", "宗", "只", "头", "株", "棵", "栋", "幢", "间", "床",
    "人次", "人年", "家次", "件次", "车次", "班次", "户次", "场次", "架次", "班列", "列", "艘", "架", "口", "羽",
    "批次", "期", "届", "层", "股", "稿", "台次", "轮次", "人天", "人日", "尾", "盏", "根", "眼", "本", "门", "册", "首", "集", "起", "例", "笔", "单", "档", "班", "队", "轮", "款", "块",
    "片", "枚", "副", "道", "分", "学时", "课时", "户数", "席", "面", "顶", "桩", "杆", "尊", "封", "届次", "趟",
    "担", "袋", "棒", "盒", "瓶", "箱", "群", "匹", "剂", "剂次", "人份", "标台",
    "节", "站", "台件",
];
#[rustfmt::skip]
const DURATION: &[&str] = &[
    "天", "小时", "分钟", "秒", "工作日", "个工作日", "个小时", "个自然日", "岁",
];
/// What may stand behind a stroke: 元/人, 微克/立方米, 件/万人.
#[rustfmt::skip]
const PER: &[&str] = &[
    "人", "万人", "千人", "户", "亩", "吨", "立方米", "平方米", "平方公里", "公里", "年", "月", "日", "天", "小时",
    "升", "千克", "公斤", "千瓦时", "万元", "亿元", "公顷", "家", "件", "次", "秒", "人次", "10万人", "套", "台",
    "个", "株", "度",
];

/// The unit at `i`, the longest that fits. `None` when there is none.
pub fn read(chars: &[char], i: usize) -> Option<Unit> {
    let mut unit = single(chars, i)?;
    if let Some(other) = alternative(chars, i + unit.length).filter(|_| unit.class == Class::Count)
    {
        unit.name = format!("{}（{other}）", unit.name);
        unit.length += scan::len(other) + 2;
    }
    if unit.class == Class::Count && unit.length == 1 && is_times(chars, i + 1) {
        unit.name.push('次');
        unit.length += 1;
    }
    let stroke = i + unit.length;
    if chars.get(stroke) == Some(&'/')
        && let Some(per) = scan::longest_at(chars, stroke + 1, PER)
    {
        unit.length += 1 + scan::len(per);
        unit.name = format!("{}/{per}", unit.name);
        // 吨/平方公里·月
        let dot = i + unit.length;
        if chars.get(dot) == Some(&'·')
            && let Some(per) = scan::longest_at(chars, dot + 1, PER)
        {
            unit.length += 1 + scan::len(per);
            unit.name = format!("{}·{per}", unit.name);
        }
    }
    Some(unit)
}

/// 1.2万处次: so many times a thing, but not 5项次要任务.
fn is_times(chars: &[char], i: usize) -> bool {
    chars.get(i) == Some(&'次')
        && scan::longest_at(chars, i, &["次要", "次级", "次数", "次年", "次日", "次新"]).is_none()
}

/// Another measure word in brackets: 套（间）, 个（处）.
fn alternative(chars: &[char], i: usize) -> Option<&'static str> {
    if chars.get(i) != Some(&'（') {
        return None;
    }
    let other = scan::longest_at(chars, i + 1, COUNT)?;
    (chars.get(i + 1 + scan::len(other)) == Some(&'）')).then_some(other)
}

fn single(chars: &[char], i: usize) -> Option<Unit> {
    // Most numbers without a unit are told by one look.
    let begins = chars
        .get(i)
        .is_some_and(|c| scan::is_han(*c) || c.is_ascii_alphabetic() || "%‰㎡μµ".contains(*c));
    if !begins {
        return None;
    }
    let mut best: Option<(usize, &str, Class)> = None;
    let mut offer = |written: &'static str, name: &'static str, class: Class| {
        if scan::at(chars, i, written) && best.is_none_or(|b| b.0 < scan::len(written)) {
            best = Some((scan::len(written), name, class));
        }
    };
    RENAMED
        .iter()
        .for_each(|(written, name, class)| offer(written, name, *class));
    let lists = [
        (MONEY, Class::Money),
        (PERSON, Class::Person),
        (TIMES, Class::Times),
        (SIZE, Class::Size),
        (COUNT, Class::Count),
        (DURATION, Class::Duration),
    ];
    for (words, class) in lists {
        words.iter().for_each(|word| offer(word, word, class));
    }
    let unit = best.map(|(length, name, class)| Unit {
        length,
        name: name.to_owned(),
        class,
    });
    unit.filter(|unit| !is_other_word(chars, i, unit))
}

/// Words that a unit's character begins and that are no unit.
#[rustfmt::skip]
const OTHER_WORDS: &[&str] = &[
    "个月", "个方面", "个季度", "个五年", "个字", "个一", "个层面", "个维度", "人才", "人民", "人口", "人工", "元旦",
    "元素", "项目", "家庭", "家居", "件套", "名校", "名企", "名牌", "位数", "位一体", "部门", "部委", "分之", "分钟",
    "分类", "分别", "所有", "条件", "条例", "处于", "处理", "方面", "方案", "方式", "对口", "对接", "面向", "道路",
    "米其林", "门户", "本科", "本地", "单位", "单元", "列入", "次产业", "类别", "类型", "批次", "队伍", "集聚",
    "集群", "集中", "片区", "块链", "组织", "组合", "台阶", "张家", "度假", "安全", "起步", "班子", "口岸", "节能",
    "节约", "节点", "期间", "期末", "期限", "期货", "期权", "届满", "层面", "层次", "股份", "股权", "股东", "稿件",
    "成立", "成为", "成本", "成果", "成员", "成套", "成功", "成效", "成品", "成长", "成就", "成都", "成交", "成熟",
    "成人", "成绩", "成年", "成分", "站位", "站点", "站在", "例如", "级", "户外", "份额", "款项", "根据", "克服", "升级", "升高",
];

fn is_other_word(chars: &[char], i: usize, unit: &Unit) -> bool {
    // A longer unit (人次, 个百分点) was matched as such; only a single character may begin another word. A Latin unit must end.
    let latin = chars[i].is_ascii_alphabetic();
    let goes_on = chars
        .get(i + unit.length)
        .is_some_and(char::is_ascii_alphanumeric);
    (latin && goes_on) || (unit.length == 1 && scan::longest_at(chars, i, OTHER_WORDS).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_compounds() {
        for (text, name, length) in [
            ("家以上", "家", 1),
            ("%", "ratio", 1),
            ("个百分点以上", "百分点", 4),
            ("元/人左右", "元/人", 3),
            ("微克/立方米；", "微克/立方米", 6),
            ("件/万人", "件/万人", 4),
            ("台（套）", "台（套）", 4),
            ("人次", "人次", 2),
            ("吨标准煤", "吨标准煤", 4),
            ("平方米", "平方米", 3),
            ("个工作日", "个工作日", 4),
            ("MW，", "MW", 2),
            ("成以上", "ratio", 1),
            ("吨标煤", "吨标煤", 3),
            ("批次，", "批次", 2),
            ("吨/平方公里·月以下", "吨/平方公里·月", 8),
            ("期，", "期", 1),
            ("套（间），", "套（间）", 4),
            ("个（含续建）", "个", 1),
            ("台件。", "台件", 2),
            ("处次，", "处次", 2),
            ("项次要任务", "项", 1),
            ("个基点", "个基点", 3),
            ("兆，", "兆", 1),
            ("兆瓦，", "兆瓦", 2),
            ("μg/m³。", "微克/立方米", 5),
            ("μg/m3以内", "微克/立方米", 5),
        ] {
            let unit = read(&scan::chars(text), 0).map(|u| (u.name, u.length));
            assert_eq!(unit, Some((name.to_owned(), length)), "{text}");
        }
    }

    #[test]
    fn words_that_are_no_unit() {
        for text in [
            "年",
            "月底",
            "个月",
            "个方面",
            "人才",
            "项目",
            "分之",
            "强企业",
            "GDP",
            "号",
            "成果",
            "期间",
            "级",
            "Pa",
        ] {
            assert_eq!(read(&scan::chars(text), 0), None, "{text}");
        }
    }
}
