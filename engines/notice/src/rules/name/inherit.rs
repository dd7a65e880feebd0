//! What a coordinated clause leaves unsaid and takes from the one before: 新增孵化器1家，众创空间2家.

use super::LONGEST;
use super::phrase::Phrase;
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
    "完成", "供应",
];
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
}

impl Before {
    pub fn of(name: &str) -> Self {
        let chars = scan::chars(name);
        let verb = scan::longest_at(&chars, 0, VERBS).unwrap_or("");
        Self {
            verb,
            rest: chars[scan::len(verb)..].to_vec(),
        }
    }

    /// The subject that a predicate can follow: no share of another thing, no earlier predicate.
    fn subject(&self) -> String {
        let mut rest = self.rest.as_slice();
        for word in ["占", "增长", "下降", "年均", "同比"] {
            if let Some(at) = scan::find(rest, 2..rest.len(), word) {
                rest = &rest[..at];
            }
        }
        rest.iter().collect()
    }
}

/// The whole name of a phrase.
pub fn complete(phrase: &Phrase, before: Option<&Before>) -> String {
    let words = scan::chars(&phrase.words);
    let own = format!("{}{}", phrase.words, phrase.noun);
    let Some(before) = before else {
        return cut(&own);
    };
    if own.is_empty() {
        return cut(&format!(
            "{}{}",
            before.verb,
            before.rest.iter().collect::<String>()
        ));
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
        || scan::has_any(&words, EVENTS)
        || scan::has_any(&scan::chars(&phrase.noun), EVENTS);
    if counts && !phrase.is_predicate && !has_verb && !verb.is_empty() {
        return cut(&format!("{verb}{own}"));
    }
    cut(&own)
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
