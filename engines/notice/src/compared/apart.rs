//! Names that look alike and are different goals: 发明专利申请 and 发明专利授权, 净增高企 and 高企总数.

use crate::scan;
use std::collections::BTreeSet;

/// Such a word narrows what is counted: a name that has it and one that has not are two goals.
#[rustfmt::skip]
const NARROW: &[&str] = &[
    "高价值", "规模以上", "限额以上", "大中型", "培育库", "培育入库", "后备库", "储备库", "申请", "申报", "PCT", "实用新型", "外观设计",
    "新型研发机构", "小巨人", "万人", "人均", "亩均", "户均", "首次", "本科", "发明", "进出口", "开工", "竣工", "投产", "民营", "外资", "战略性", "高端", "重大",
];
/// Of such words each names another thing; a name that has none may mean any, and one that has several each of them.
#[rustfmt::skip]
const CHOICES: &[&[&str]] = &[
    &["授权", "拥有", "转让", "转化", "许可", "质押", "受理"],
    &["高新技术企业", "科技型中小企业", "专精特新", "创新型中小企业", "小巨人", "瞪羚", "独角兽", "单项冠军", "雏鹰", "高新技术产业", "战略性新兴产业"],
    &["工程技术研究中心", "工程研究中心", "技术创新中心", "制造业创新中心", "产业创新中心", "企业技术中心", "重点实验室", "研究院", "研究所", "研发机构", "工作站"],
    &["孵化器", "众创空间", "加速器", "星创天地"],
    &["收入", "支出"],
    &["签约", "入库", "落地", "储备", "验收"],
    &["贷款", "担保", "保险", "债券", "基金"],
    &["产值", "增加值", "营业收入", "销售收入", "利润", "税收", "投资", "出口", "进口"],
    &["职工", "居民"],
    &["城镇", "农村", "城乡"],
    &["登记失业", "调查失业"],
    &["住院", "门诊"],
    &["小学", "初中", "高中", "学前", "高校"],
    &["公办", "民办"],
    &["院士", "博士", "硕士", "双创人才", "技术经理人", "特派员"],
    &["优良", "达标", "污染"],
    &["参保率", "报销", "结算", "结余"],
    &["一等奖", "二等奖", "三等奖"],
];
/// The number grew so much, or fell.
const GROWTH: &[&str] = &["增长", "增速", "增幅", "递增"];
#[rustfmt::skip]
const FALL: &[&str] = &["下降", "降低", "降幅", "减少", "压减", "削减", "压降"];
/// What comes in addition, and what is there in all.
#[rustfmt::skip]
const ADDED: &[&str] = &[
    "新增", "净增", "新建", "新认定", "新培育", "新引进", "新获批", "新获评", "新登记", "新注册", "新组建", "新设",
];
const IN_ALL: &[&str] = &["总数", "总量", "拥有量", "保有量", "存量", "累计"];
/// Levels, with what is written of them.
#[rustfmt::skip]
const LEVELS: &[(&str, char)] = &[
    ("国家", '国'), ("省级", '省'), ("市级", '市'), ("县级", '县'), ("区级", '区'), ("镇级", '镇'), ("村级", '村'),
];
/// After these 省 and 市 at the head are no level: 市场主体, 省外企业.
const NO_LEVEL: &str = "场民区外域政内值属直会际";
/// Before these 镇 and 乡 name no place: 城镇, 小镇, 城乡, 返乡.
const NO_PLACE: &str = "城乡小集心强色制大各村下返回";
/// A place stands at the head and has no more characters.
const LONGEST_PLACE: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Added,
    InAll,
    Unsaid,
}

/// What tells a goal from others that are called nearly the same.
#[derive(Debug, PartialEq, Eq)]
pub struct Marks {
    narrow: Vec<&'static str>,
    choices: Vec<Vec<&'static str>>,
    levels: BTreeSet<char>,
    place: Option<String>,
    /// 5G, PM2.5, 10亿元以上: what is written with digits.
    codes: BTreeSet<String>,
    grows: bool,
    falls: bool,
    extent: Extent,
}

impl Marks {
    /// The marks of a uniform name and of its core.
    pub fn of(text: &str, core: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let found = |words: &[&'static str]| -> Vec<&'static str> {
            let there = words.iter().copied().filter(|word| text.contains(word));
            there.collect()
        };
        Self {
            narrow: found(NARROW),
            choices: CHOICES.iter().map(|words| found(words)).collect(),
            levels: levels(text, core),
            place: place(core),
            codes: codes(text),
            grows: has(GROWTH),
            falls: has(FALL),
            extent: match (has(ADDED), has(IN_ALL)) {
                (true, false) => Extent::Added,
                (false, true) => Extent::InAll,
                _ => Extent::Unsaid,
            },
        }
    }

    /// Are these two goals, however alike their names?
    pub fn part(&self, other: &Self) -> bool {
        let mut choices = self.choices.iter().zip(&other.choices);
        let none_shared =
            |one: &[&str], other: &[&str]| one.iter().all(|word| !other.contains(word));
        self.narrow != other.narrow
            || choices
                .any(|(one, other)| !one.is_empty() && !other.is_empty() && none_shared(one, other))
            || self.levels != other.levels
            || self.place != other.place
            || self.codes != other.codes
            || (self.grows, self.falls) != (other.grows, other.falls)
            || matches!(
                (self.extent, other.extent),
                (Extent::Added, Extent::InAll) | (Extent::InAll, Extent::Added)
            )
    }

    pub fn is_in_all(&self) -> bool {
        self.extent == Extent::InAll
    }

    pub fn is_added(&self) -> bool {
        self.extent == Extent::Added
    }
}

fn levels(text: &str, core: &str) -> BTreeSet<char> {
    let mut chars = core.chars();
    let head = chars.next().filter(|c| matches!(c, '省' | '市'));
    let head = head.filter(|_| chars.next().is_some_and(|next| !NO_LEVEL.contains(next)));
    let written = LEVELS.iter().filter(|(word, _)| text.contains(word));
    written.map(|(_, level)| *level).chain(head).collect()
}

/// 城东镇新增高企, 城北街道: whose share it is.
fn place(core: &str) -> Option<String> {
    let chars: Vec<char> = core.chars().take(LONGEST_PLACE + 1).collect();
    let end = (2..chars.len()).find(|i| {
        let town = matches!(chars[*i], '镇' | '乡') && !NO_PLACE.contains(chars[*i - 1]);
        let goes_on = matches!(chars.get(i + 1), Some('村' | '镇' | '级'));
        (town && !goes_on) || scan::at(&chars, *i - 1, "街道")
    })?;
    Some(chars[..=end].iter().collect())
}

/// Runs of digits and Latin letters with a digit among them, with the size that follows: 10亿元.
fn codes(text: &str) -> BTreeSet<String> {
    let is_code = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let mut found = BTreeSet::new();
    let mut run = String::new();
    for c in text.chars().chain(Some(' ')) {
        let size = "万亿元".contains(c) && run.contains(|c: char| c.is_ascii_digit());
        if is_code(c) || size {
            run.push(c);
        } else {
            let run = std::mem::take(&mut run);
            found.extend(Some(run).filter(|run| run.contains(|c: char| c.is_ascii_digit())));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compared::uniform::{counted, uniform};

    fn marks(name: &str) -> Marks {
        let text = uniform(name);
        Marks::of(&text, counted(&text))
    }

    #[test]
    fn different_goals_in_like_words() {
        for (one, other) in [
            ("发明专利授权量", "发明专利申请量"),
            ("发明专利授权量", "发明专利拥有量"),
            ("万人发明专利拥有量", "每万人高价值发明专利拥有量"),
            ("万人发明专利拥有量", "发明专利拥有量"),
            ("净增高企", "高企总数"),
            ("新增发明专利", "发明专利保有量"),
            ("新增省级重点实验室", "新增市级重点实验室"),
            ("获批省重点实验室", "获批市重点实验室"),
            ("国家级孵化器", "孵化器"),
            ("规上工业企业研发机构覆盖率", "工业企业研发机构覆盖率"),
            ("高企培育入库", "新增高企"),
            ("申报高企", "认定高企"),
            ("高新技术产业产值", "高新技术企业产值"),
            ("高新技术产业产值增长", "高新技术产业产值占比"),
            ("专精特新中小企业", "科技型中小企业"),
            ("专精特新“小巨人”", "专精特新中小企业"),
            ("工程技术研究中心", "工程研究中心"),
            ("城东镇新增高企", "城西镇新增高企"),
            ("城东镇新增高企", "新增高企"),
            ("城东街道高企", "城西街道高企"),
            ("亿元以上项目", "10亿元以上项目"),
            ("PM2.5浓度", "PM10浓度"),
            ("4A级景区", "5A级景区"),
            ("城镇登记失业率", "城镇调查失业率"),
            ("职工医保参保率", "城乡居民医保参保率"),
            ("开工项目", "竣工项目"),
            ("科技贷款发放额", "科技担保额"),
            ("能耗下降", "能耗"),
        ] {
            assert!(marks(one).part(&marks(other)), "{one} / {other}");
            assert!(marks(other).part(&marks(one)), "{other} / {one}");
        }
    }

    #[test]
    fn one_goal_in_other_words() {
        for (one, other) in [
            ("新增高企", "净增高新技术企业数量"),
            ("高企总数", "国家高新技术企业数量"),
            ("新增科技型中小企业", "科技型中小企业入库"),
            ("城乡居民医保参保率", "基本医疗保险参保率"),
            ("城镇登记失业率", "登记失业率"),
            ("省级以上企业研发机构", "新增省级企业研发机构"),
            ("返乡创业人员", "返乡创业"),
            ("特色小镇", "特色小镇数量"),
            ("市场主体", "新增市场主体"),
            ("2024年新增5G基站", "2025年新建5G基站"),
        ] {
            assert!(!marks(one).part(&marks(other)), "{one} / {other}");
        }
    }
}
