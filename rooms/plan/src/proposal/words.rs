//! How alike two names are. Names are made plain first (abbreviations of the trade written out,
//! quotation marks and words that say nothing about what is counted taken away), then compared by
//! their pairs of neighbouring characters.

use std::collections::BTreeSet;

/// Abbreviations of the trade, and what they stand for. The longer form is what gets compared.
const WRITTEN_OUT: &[(&str, &str)] = &[
    ("高企", "高新技术企业"),
    ("科小", "科技型中小企业"),
    ("规上", "规模以上"),
    ("国家高新技术企业", "高新技术企业"),
    ("R&D", "研发"),
    ("r&d", "研发"),
    ("研究与试验发展", "研发"),
    ("研究与开发", "研发"),
    ("研究开发", "研发"),
    ("研发投入", "研发"),
    ("研发经费", "研发"),
    ("经费支出", "支出"),
    ("GDP", "地区生产总值"),
    ("国内生产总值", "地区生产总值"),
    ("占比", "比重"),
    ("比例", "比重"),
    ("产学研用", "产学研"),
    ("政产学研", "产学研"),
    ("科技企业孵化器", "孵化器"),
    ("国家级", "国家"),
    ("省级", "省"),
    ("市级", "市"),
    ("县级", "县"),
    ("及以上", "以上"),
];

/// Words that stand around a name without saying what is counted.
const AROUND: &[&str] = &[
    "全市",
    "全县",
    "全区",
    "全省",
    "全社会",
    "全年",
    "当年",
    "今年",
    "年度",
    "实现",
    "完成",
    "数量",
    "总数",
    "总量",
    "个数",
    "家数",
];

/// Verbs before a name: a thing newly granted, founded or brought about is the same thing.
const VERBS: &[&str] = &[
    "新增",
    "新建",
    "新实施",
    "新认定",
    "新获批",
    "新引进",
    "新培育",
    "新开展",
    "增加",
    "培育",
    "认定",
    "获批",
    "获评",
    "建成",
    "建设",
    "建",
    "引进",
    "实施",
    "开展",
    "组织",
    "完成",
    "达成",
];

/// The levels of government that a name may carry; two names of different levels never mean the same.
const LEVELS: &[(&str, char)] = &[("国家", '国'), ("省", '省'), ("设区市", '市'), ("县", '县')];

/// A name ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    text: String,
    pairs: BTreeSet<(char, char)>,
    levels: BTreeSet<char>,
}

impl Plain {
    pub fn of(name: &str) -> Self {
        let text = plain(name);
        let chars: Vec<char> = text.chars().collect();
        Plain {
            pairs: chars.windows(2).map(|pair| (pair[0], pair[1])).collect(),
            levels: levels(&text),
            text,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the names say different levels: 省级 is not 国家级. A name without a level fits any.
    pub fn contradicts(&self, other: &Self) -> bool {
        !self.levels.is_empty() && !other.levels.is_empty() && self.levels != other.levels
    }

    /// How alike, in thousandths: shared pairs, twice, of all pairs of both.
    pub fn alike(&self, other: &Self) -> u32 {
        if self.text == other.text {
            return if self.is_empty() { 0 } else { 1000 };
        }
        share(2 * self.shared(other), self.pairs.len() + other.pairs.len())
    }

    /// How much of this name's pairs the other holds, in thousandths.
    pub fn within(&self, other: &Self) -> u32 {
        share(self.shared(other), self.pairs.len())
    }

    /// The thing that is counted stands at the end of a name: 申报项目 and 申报省级及以上项目 end alike.
    pub fn ends_like(&self, other: &Self) -> bool {
        let end = |name: &Plain| name.text.chars().rev().take(2).collect::<String>();
        end(self) == end(other)
    }

    pub fn shared(&self, other: &Self) -> usize {
        self.pairs.intersection(&other.pairs).count()
    }
}

fn share(part: usize, whole: usize) -> u32 {
    u32::try_from((part * 1000).checked_div(whole).unwrap_or(0)).unwrap_or(0)
}

fn plain(name: &str) -> String {
    let mut text: String = name
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '&')
        .collect();
    for (short, long) in WRITTEN_OUT {
        text = text.replace(short, long);
    }
    for word in AROUND {
        // A name that would vanish keeps its words.
        let less = text.replace(word, "");
        if less.chars().count() >= 2 {
            text = less;
        }
    }
    without_verbs(&text).to_owned()
}

fn without_verbs(text: &str) -> &str {
    let mut text = text;
    while let Some(rest) = VERBS
        .iter()
        .find_map(|verb| text.strip_prefix(verb))
        .filter(|rest| rest.chars().count() >= 2)
    {
        text = rest;
    }
    text
}

fn levels(text: &str) -> BTreeSet<char> {
    LEVELS
        .iter()
        .filter(|(word, _)| text.contains(word))
        .map(|(_, level)| *level)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_in_other_words() {
        for (one, other) in [
            ("净增高新技术企业", "净增高企数量"),
            ("培育省级以上企业研发机构", "新增省级以上企业研发机构"),
            ("全市R&D占GDP比重", "全社会研发投入占地区生产总值比重"),
            ("“苏科贷”“如科贷”贷款发放额", "苏科贷、如科贷贷款发放额"),
            (
                "大中型企业及规模以上高企研发机构覆盖率",
                "大中型企业及规上高新技术企业研发机构覆盖率",
            ),
        ] {
            assert!(
                Plain::of(one).alike(&Plain::of(other)) >= 900,
                "{one} / {other}: {:?} {:?}",
                Plain::of(one),
                Plain::of(other)
            );
        }
    }

    #[test]
    fn different_things_in_like_words() {
        for (one, other) in [
            ("发明专利申请量", "发明专利授权量"),
            ("产学研合作项目", "产学研合作支出额"),
            ("净增高新技术企业", "新增高企培育入库"),
            ("科技贷款发放额", "科技担保额"),
            ("高新技术产业产值", "高新技术产业投资"),
        ] {
            assert!(
                Plain::of(one).alike(&Plain::of(other)) < 800,
                "{one} / {other}"
            );
        }
        assert!(Plain::of("新增国家级孵化器").contradicts(&Plain::of("新增省级孵化器")));
        assert!(!Plain::of("申报项目").contradicts(&Plain::of("申报省级及以上项目")));
    }

    #[test]
    fn a_name_never_vanishes() {
        for name in ["全市", "新增", "创新", "数量", "建设"] {
            assert!(!Plain::of(name).is_empty(), "{name}");
        }
        assert!(Plain::of("“”").is_empty());
        assert_eq!(Plain::of("").alike(&Plain::of("")), 0);
    }
}
