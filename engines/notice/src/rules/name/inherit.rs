//! What a coordinated clause leaves unsaid and takes from the one before: 新增孵化器1家，众创空间2家.

use super::phrase::Phrase;
use super::{LONGEST, place};
use crate::lex::Class;
use crate::scan;

/// Verbs of planned work, which a list says once.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "新增", "新建", "新引进", "引进和培育", "引进培育", "引进", "培育", "培养", "新认定", "认定", "新培育", "建设",
    "建成", "新建成", "打造", "创建", "净增", "组织", "举办", "开展", "完成", "实施", "新实施", "布局建设",
    "部署实施", "取得", "获得", "争取", "申报", "推荐", "选派", "安排", "发放", "筹集", "支持", "签约", "转化",
    "新获批", "获批", "新开工", "开工", "投产", "竣工", "新上", "遴选", "选聘", "招引", "招聘", "培训", "改造",
    "新改建", "改建", "扩建", "治理", "修复", "发行", "设立", "组建", "新组建", "供应", "新设", "备案", "推广",
    "服务", "新注册", "建立", "争创", "新落户", "落户", "新发展", "发展", "新增加", "入库", "制定", "布局", "化解",
    "提供", "新招引", "登记", "新登记", "推进", "启动", "续建", "谋划", "储备", "新申请", "申请", "授权", "受理",
    "发布", "孵化", "集聚", "吸引", "消化", "盘活", "淘汰", "关停", "配建", "更新", "邀请", "新签", "新申请",
    "新改扩建", "出让", "新改造", "新登记", "形成", "解决", "流转", "转移", "通过", "惠及", "参加", "疏浚", "突破",
    "攻克", "帮助", "走访", "对接", "减免", "兑现", "消除", "拆除", "回收", "挖掘", "建档", "上云", "栽植", "检测",
    "抽检", "淘汰", "压减", "整治", "搬迁", "安置", "救助", "资助", "投入", "吸纳", "带动", "覆盖", "联合", "指导",
    "铺设", "植树", "造林", "新开通", "开通", "投放", "新授权",
];
/// Predicates that follow a subject said before: 增长40%.
#[rustfmt::skip]
const PREDICATES: &[&str] = &[
    "增长", "年均增长", "同比增长", "增幅", "下降", "同比下降", "增速", "规模", "占比", "总量", "提高", "年均增速",
    "提升", "比上年增长", "较上年增长", "净增长", "增加", "减少", "上升", "比重", "总数", "总额", "总规模", "覆盖率",
    "完成", "供应", "首期规模", "首期", "有效期内总数", "评价入库",
];
/// What stands for the whole name before it, or says only that it is aimed at.
#[rustfmt::skip]
const GENERAL: &[&str] = &[
    "这一比重", "该比重", "这一占比", "这一比例", "这一指标", "该指标", "目标值", "实际值", "完成值", "全县", "全市", "全区",
    "全省", "全县目标", "全市目标", "全区目标", "目标", "任务数", "计划数", "达到", "突破", "实现", "年度", "季度进度",
];
/// Verbs that begin a clause with a subject or an object of its own, and take none from the clause before.
#[rustfmt::skip]
const OWN: &[&str] = &[
    "实现", "引导", "推动", "柔性引进", "促成", "兑付", "力争", "接待", "撬动", "获奖", "促进", "拉动", "免征", "服务", "腾退",
];
/// Verbs of counting inside a name, behind which what is counted stands: 全市新增高企, 现有孵化器.
#[rustfmt::skip]
const COUNTS: &[&str] = &[
    "新增", "净增", "新建", "新认定", "申报", "认定", "完成", "培育", "引进", "建成", "现有", "已有", "开工", "签约", "竣工",
    "投产",
];
/// How a count of things ends: 高企总数.
const TALLIES: &[&str] = &["总数", "总量", "保有量", "数量", "申报数", "数"];
/// What is measured is no object of the verb before the comma: 登记合同120项，成交额8亿元.
const MEASURES: &[&str] = &["额", "产值", "收入", "总数", "总量", "规模", "增加值"];
/// What tells of a name that it says more than what is counted.
const MORE: &[&str] = &["基础上", "问题", "列入", "纳入", "进入", "全部"];
/// Verbs behind a subject, which make it a sentence of its own: …等4个项目列入计划.
#[rustfmt::skip]
const EVENTS: &[&str] = &[
    "列入", "落户", "入选", "投产", "开工", "建成", "纳入", "获批", "竣工", "上市", "签约", "新增", "净增", "提高",
    "拥有", "到位",
];
/// Levels, the modifiers that stand for a whole noun: 省级2家.
#[rustfmt::skip]
const LEVELS: &[&str] = &[
    "国家级", "省级以上", "市级以上", "省部级", "省级", "市级", "县级", "区级", "省、市级", "省市级", "规上", "规下",
    "规模以上", "限上",
];

/// The name before, taken apart.
#[derive(Debug, Clone)]
pub struct Before {
    verb: &'static str,
    rest: Vec<char>,
    /// The unit of its number; none where it is a heading or a label, which holds for any.
    unit: Option<String>,
}

impl Before {
    pub fn of(name: &str) -> Self {
        let chars = scan::chars(name);
        let verb = scan::longest_at(&chars, 0, VERBS).unwrap_or("");
        Self {
            verb,
            rest: chars[scan::len(verb)..].to_vec(),
            unit: None,
        }
    }

    /// What a clause brings into being: 联合 of 联合实验室 is no verb.
    pub fn thing_made(name: &str) -> Self {
        Self {
            verb: "",
            rest: scan::chars(name),
            unit: None,
        }
    }

    /// The name of the quantity before.
    pub fn behind(name: &str, unit: &str) -> Self {
        Self {
            unit: Some(unit.to_owned()),
            ..Self::of(name)
        }
    }

    pub fn verb(&self) -> &'static str {
        self.verb
    }

    fn whole(&self) -> String {
        self.verb.chars().chain(self.rest.iter().copied()).collect()
    }

    /// What its subject counts.
    pub fn thing(&self) -> String {
        thing(&scan::chars(&self.subject())).iter().collect()
    }

    /// Is what it counts counted in this unit?
    pub fn counts_in(&self, unit: &str) -> bool {
        self.unit.as_ref().is_none_or(|own| own == unit)
    }

    /// Is it a share, which has no share of its own?
    fn is_rate(&self) -> bool {
        matches!(self.rest.last(), Some('率' | '比' | '重')) || self.rest.ends_with(&['比', '例'])
    }

    /// The subject that a predicate can follow: no share of another thing, no earlier predicate.
    fn subject(&self) -> String {
        let mut rest = self.rest.as_slice();
        for word in ["占", "增长", "下降", "年均", "同比", "实现"] {
            if let Some(at) = scan::find(rest, 2..rest.len(), word) {
                rest = &rest[..at];
            }
        }
        rest.iter().collect()
    }
}

/// What stands behind the last verb of counting in a name, and before 总数: nothing where it says more than a thing.
fn thing(rest: &[char]) -> &[char] {
    let verb = (0..rest.len()).rev().find_map(|at| {
        let word = scan::longest_at(rest, at, COUNTS)?;
        Some(at + scan::len(word))
    });
    let thing = &rest[verb.unwrap_or(0)..];
    let tally = scan::longest_before(thing, thing.len(), TALLIES).map_or(0, scan::len);
    let thing = &thing[..thing.len() - tally];
    let more = thing.iter().any(char::is_ascii_digit) || scan::has_any(thing, MORE);
    if more || thing.len() < 2 { &[] } else { thing }
}

/// The whole name of a phrase.
pub fn complete(phrase: &Phrase, before: Option<&Before>) -> String {
    let words = scan::chars(&phrase.words);
    let own = format!("{}{}", phrase.words, phrase.noun);
    let Some(before) = before else {
        return cut(&own);
    };
    if own.is_empty() || (phrase.noun.is_empty() && is_general(&own)) {
        return cut(&before.whole());
    }
    let counts_in = before.counts_in(&phrase.unit);
    if phrase.noun.is_empty() && counts_in && place::is_one(&words) {
        let whole = scan::chars(&before.whole());
        return cut(&format!("{}{}", phrase.words, place::without(&whole)));
    }
    if phrase.noun.is_empty() && counts_in && is_bare_verb(&phrase.words) {
        return cut(&format!("{own}{}", before.thing()));
    }
    if phrase.words.starts_with("占比") && before.is_rate() {
        return cut(&own);
    }
    if phrase.noun.is_empty() && is_one_of(&phrase.words, LEVELS) {
        return cut(&format!(
            "{}{}",
            before.verb,
            with_level(&before.rest, &phrase.words)
        ));
    }
    if phrase.noun.is_empty() && is_predicate(&words) {
        return cut(&format!("{}{}", before.subject(), phrase.words));
    }
    let counts = matches!(
        phrase.class,
        Class::Count | Class::Person | Class::Size | Class::Money
    );
    // 净增 holds in its own list, not over the comma; no verb holds over a semicolon.
    let verb = match (phrase.sign, before.verb) {
        (Some('，'), "净增") | (Some('；'), _) => "",
        (_, verb) => verb,
    };
    let has_verb = scan::longest_at(&words, 0, VERBS).is_some()
        || scan::longest_at(&words, 0, OWN).is_some()
        || scan::has_any(&words, EVENTS)
        || scan::has_any(&scan::chars(&phrase.noun), EVENTS);
    let measured = phrase.sign == Some('，')
        && phrase.noun.is_empty()
        && scan::longest_before(&words, words.len(), MEASURES).is_some();
    if counts && !measured && !phrase.is_predicate && !has_verb && !verb.is_empty() {
        return cut(&format!("{verb}{own}"));
    }
    cut(&own)
}

/// Does a name stand for the one before it, or say nothing: 这一比重, 目标值?
pub fn is_general(name: &str) -> bool {
    GENERAL.contains(&name)
}

/// 净增, 认定: said of what the clause before counts. 完成 follows its subject.
fn is_bare_verb(words: &str) -> bool {
    is_verb(words) && !PREDICATES.contains(&words) || is_one_of(words, &["竣工投产", "新开工建设"])
}

/// Does a name say what is done, and not with what: 申报?
pub fn is_verb(name: &str) -> bool {
    VERBS.contains(&name)
}

/// A row that a cell's verb is about: 新增 beside 省级平台 or 净增高企, but 培育高企 has its own.
pub fn with_verb(verb: &str, row: &str) -> String {
    let before = Before::of(row);
    let counts = |verb: &str| matches!(verb, "" | "净增" | "新增");
    match counts(before.verb) || verb == "净增" {
        true => format!("{verb}{}", before.rest.iter().collect::<String>()),
        false => row.to_owned(),
    }
}

/// Does a name say what its subject does, and no subject: 同比增长?
pub fn lacks_subject(name: &str) -> bool {
    is_predicate(&scan::chars(name))
}

/// 增长, 同比增长, 比上年提高, 占规上工业总产值: they need a subject.
fn is_predicate(words: &[char]) -> bool {
    let compares =
        scan::longest_at(words, 0, &["比", "较", "同比", "年均", "环比"]).map_or(0, scan::len);
    let tail = scan::longest_before(
        words,
        words.len(),
        &[
            "增长", "提高", "下降", "增加", "减少", "提升", "上升", "降低",
        ],
    );
    let comparison = compares > 0 && compares < words.len() && tail.is_some() && words.len() <= 10;
    comparison
        || words.first() == Some(&'占')
        || is_one_of(&words.iter().collect::<String>(), PREDICATES)
}

fn is_one_of(words: &str, list: &[&str]) -> bool {
    list.contains(&words)
}

/// The noun before with another level: 国家级众创空间 → 省级众创空间.
fn with_level(rest: &[char], level: &str) -> String {
    let old = scan::longest_at(rest, 0, LEVELS).map_or(0, scan::len);
    format!("{level}{}", rest[old..].iter().collect::<String>())
}

fn cut(name: &str) -> String {
    name.chars()
        .filter(|c| *c != ' ' && *c != '\t')
        .take(LONGEST)
        .collect()
}
