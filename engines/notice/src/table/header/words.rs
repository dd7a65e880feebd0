//! The words that heads of columns are known by.

use super::Column;
use crate::scan;

const QUARTERS: &[(&str, usize)] = &[
    ("一季度", 1),
    ("二季度", 2),
    ("三季度", 3),
    ("四季度", 4),
    ("1季度", 1),
    ("2季度", 2),
    ("3季度", 3),
    ("4季度", 4),
    ("上半年", 2),
];
/// A quarter is told by its last month.
const MONTHS: &[(&str, usize)] = &[("12", 4), ("3", 1), ("6", 2), ("9", 3)];
const UNIT: &[&str] = &[
    "单位",
    "计量单位",
    "计算单位",
    "指标单位",
    "度量单位",
    "数量单位",
    "统计单位",
    "量纲",
];
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "备注", "属性", "责任人", "负责人", "进度", "依据", "标准", "说明", "口径", "平均",
];
/// What a table of points or of projects has besides what is to be reached.
#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "序号", "编号", "项次", "分值", "权重", "得分", "评分", "赋分", "计分", "扣分", "联系人", "电话", "排名", "总投资",
    "建设地点", "建设性质", "建设期限", "建设年限", "起止年限", "建设期",
];
/// What a project is, beside what is spent on it in a year; in a table without values it says what is to be done.
pub const PROJECT: &[&str] = &["建设内容", "建设规模"];
/// What a row belongs to.
const CATEGORY: &[&str] = &["类别", "类型", "分类", "领域", "大类"];
#[rustfmt::skip]
const LEAD: &[&str] = &[
    "责任单位", "责任科室", "责任部门", "责任处室", "责任股室", "承办", "主办", "负责科室", "负责单位", "负责部门",
    "落实单位", "落实科室", "实施单位", "责任主体", "主责", "归口", "责任镇", "责任分工", "任务分工",
];
const LEADS: &[&str] = &["牵头"];
/// Before what an office is called they make it the one that does it: 承担单位, 主管科室, 负责股室.
#[rustfmt::skip]
const DOES: &[&str] = &[
    "责任", "牵头", "主办", "承办", "承担", "承接", "负责", "主管", "归口", "落实", "实施", "执行", "经办", "主责", "具体",
    "组织", "对口", "业务", "职能", "推进", "分管", "主抓", "包抓", "负责落实",
];
#[rustfmt::skip]
const OFFICES: &[&str] = &["单位", "科室", "部门", "处室", "股室", "科", "股", "处", "机构", "局", "站所", "主体"];
const LEADER: &[&str] = &["领导"];
/// Who answers for it, beside the office that leads.
pub const PERSON: &[&str] = &["责任人", "负责人", "具体责任人", "直接责任人"];
const ASSISTING: &[&str] = &["配合", "协办", "协同", "参与", "协助"];
#[rustfmt::skip]
const DUE: &[&str] = &[
    "时限", "完成时间", "截止", "节点", "期限", "完成日期", "时间要求", "时间安排", "时间进度",
];
/// What ends such a head, unless something only begins then: 达标时间, 交付日期, but not 开工时间.
const DUE_AT_END: &[&str] = &["时间", "日期", "时点"];
#[rustfmt::skip]
const BEGINS: &[&str] = &[
    "开工", "开始", "启动", "起止", "起始", "成立", "召开", "举办", "填报", "填表", "制表", "发布", "印发", "统计", "登记", "建立", "更新",
    "任职", "出生", "备案",
];
#[rustfmt::skip]
const REACHED: &[&str] = &[
    "实际", "实绩", "基数", "现状", "上年", "去年", "基期", "同期", "已完成", "完成情况", "完成率", "本月", "底数",
    "现有", "已有", "存量", "进展", "完成进度", "存在问题", "存在的问题", "主要问题", "困难", "原因",
];
/// Until now, unless a goal is said for then: 目前, but not 截至6月底目标.
const SO_FAR: &[&str] = &["目前", "截至", "当前", "累计"];
const PLANNED: &[&str] = &["目标", "计划", "任务", "拟完成", "应完成", "需完成"];
/// 完成 at the end of a head, and before these, tells what was: 1-8月完成, 完成数.
#[rustfmt::skip]
const COUNTS: &[&str] = &["数", "值", "量", "额", "情", "率", "比", "家", "项", "（"];
#[rustfmt::skip]
const VALUE: &[&str] = &[
    "目标值", "目标数", "任务数", "计划数", "指标值", "年度目标", "全年目标", "计划值", "预期值", "规划值",
    "全年计划", "年度计划", "年度任务", "全年任务", "年目标", "年计划", "年任务", "期目标", "力争目标", "奋斗目标",
    "挑战目标", "冲刺目标", "摸高目标", "必成目标", "保底目标", "基本目标", "考核目标", "下达目标", "省定目标", "市定目标",
    "任务量", "年度指标", "全年指标",
];
const VALUE_ALONE: &[&str] = &["目标", "计划", "全年", "年度", "数值", "数量"];
/// 当年计划投资: its own kind of value, beside the goal of a project.
const INVESTED: &[&str] = &["计划投资", "投资计划"];
/// A share that what stands in the column before is to grow by, or grew by.
const RATES: &[&str] = &["增长", "增幅", "增速", "同比", "增长率", "增减"];
#[rustfmt::skip]
const WHOSE: &[&str] = &[
    "镇", "街道", "乡镇", "地区", "区域", "板块", "县市区", "县区", "园区", "区县", "市县", "镇街", "区市", "市州",
    "镇区", "镇（区）",
];
#[rustfmt::skip]
const NAME: &[&str] = &[
    "指标", "任务", "事项", "内容", "项目", "名称", "工作", "目标", "要点", "举措",
];
/// What heads such a column however it goes on; 研发项目 counts projects in a table of towns.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "指标", "任务", "事项", "内容", "名称", "工作", "目标", "要点", "举措",
];
/// What goals are called that one strives for.
const STRIVEN: &[&str] = &["力争", "奋斗", "挑战", "冲刺", "摸高", "争取目标"];

pub fn column(words: &[char], has_unit: bool) -> Column {
    let is = |list: &[&str]| scan::has_any(words, list);
    let years = crate::outline::years(words);
    let of_year = is_of_year(words);
    match quarter(words) {
        _ if is_exactly(words, UNIT) => Column::Unit,
        Some(n) if !is_reached(words, &["累计"]) => Column::Quarter(n),
        // 2025年（预计）, 2030年（目标）
        _ if is(INVESTED) => Column::Value,
        _ if is(NOTHING) || is(PROJECT) => Column::Nothing,
        _ if is(ASSISTING) && !is(LEAD) => Column::Assisting,
        _ if is(LEAD) || is_doing_office(words) => Column::Lead,
        _ if is(LEADER) => Column::Leader,
        _ if is(LEADS) => Column::Lead,
        _ if is(ASSISTING) => Column::Assisting,
        _ if is(DUE) || is_due(words) => Column::Due,
        _ if is_reached(words, &[]) => Column::Reached,
        _ if is(CATEGORY) => Column::Category,
        _ if is(OTHER) => Column::Other,
        _ if of_year && is(&["预计"]) => Column::Reached,
        _ if of_year && is(&["目标", "计划", "规划", "预期", "指标", "任务"]) => {
            Column::Value
        }
        _ if is(VALUE) || is_exactly(words, VALUE_ALONE) => Column::Value,
        _ if years.len() == 1 && words.len() <= 6 => Column::Year(years[0]),
        _ if has_unit && !is_exactly(words, NAME) => Column::Value,
        _ if is(NAME) => Column::Name,
        _ if is_whose(words) => Column::Whose,
        _ => Column::Other,
    }
}

/// 承担单位, 主管科室.
fn is_doing_office(words: &[char]) -> bool {
    let office = scan::longest_before(words, words.len(), OFFICES).map_or(0, scan::len);
    let before = &words[..words.len() - office];
    office > 0 && scan::longest_before(before, before.len(), DOES).is_some()
}

/// 达标时间, 交付日期.
fn is_due(words: &[char]) -> bool {
    scan::longest_before(words, words.len(), DUE_AT_END).is_some() && !scan::has_any(words, BEGINS)
}

/// A head without the sign at its end, and without what it is a part of: 牵头科室：, 其中：城关镇.
pub fn plain(words: &[char]) -> &[char] {
    let sign = |c: &char| matches!(c, '：' | '。' | '，' | '；' | '、');
    let end = words.iter().rposition(|c| !sign(c)).map_or(0, |at| at + 1);
    let begin = scan::longest_at(words, 0, &["其中：", "其中，", "其中"]).map_or(0, scan::len);
    &words[if begin < end { begin } else { 0 }..end]
}

/// An empty cell, or a sign that nothing stands in it: —, /.
pub fn says_nothing(words: &[char]) -> bool {
    words.iter().all(|c| {
        matches!(
            c,
            '-' | '—' | '–' | '/' | '\\' | '~' | '―' | '*' | '…' | '·' | '_'
        )
    }) || is_exactly(words, &["无", "空"])
}

/// The names of places end with these.
const PLACES: &str = "镇乡区县市旗园场街道村办";
/// What such a head is where it names no place: whose row it is.
#[rustfmt::skip]
const NO_PLACES: &[&str] = &["所在", "所属", "各", "名称", "辖区", "建设", "落户", "注册"];
/// All places together.
#[rustfmt::skip]
const TOTALS: &[&str] = &[
    "全县", "全市", "全区", "全镇", "全省", "全州", "全旗", "合计", "总计", "共计", "总数", "总量", "县本级", "市本级", "区本级", "小计", "总目标",
    "全县合计", "全市合计", "全区合计",
];

/// 城关镇, 高新区, 街道办: a place, and not the word for one.
pub fn is_place(words: &[char]) -> bool {
    let bracket = words.iter().position(|c| *c == '（');
    let words = &words[..bracket.unwrap_or(words.len())];
    words.len() >= 3
        && words.last().is_some_and(|c| PLACES.contains(*c))
        && !is_exactly(words, WHOSE)
        && !scan::has_any(words, NO_PLACES)
}

/// 全县, 合计.
pub fn is_total(words: &[char]) -> bool {
    is_exactly(words, TOTALS)
}

/// What goals are called by how firmly they are set: 确保, 力争目标, 基础目标.
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "确保", "保证", "力争", "争取", "必保", "必成", "保底", "底线", "基础", "基本", "挑战", "冲刺", "奋斗", "预期", "摸高", "期望", "最低",
    "最高", "奋进", "跳起", "责任", "约束",
];

/// Does a head over numbers call them goals, whatever it says of them?
pub fn is_goal(words: &[char]) -> bool {
    is_exactly(words, KINDS)
        || scan::has_any(words, &["目标", "任务", "计划"])
            && !scan::has_any(words, REACHED)
            && !scan::has_any(words, NOTHING)
}

/// 确保目标: a goal that is promised.
pub fn is_committed(words: &[char]) -> bool {
    scan::has_any(words, &["确保", "必保", "保证"])
}

/// 一季度, 第一季度进度安排, Q1, 1-3月, 3月底: the quarter a head is about.
pub fn quarter(words: &[char]) -> Option<usize> {
    let named = QUARTERS.iter().find(|(w, _)| scan::has_any(words, &[*w]));
    named.map(|(_, n)| *n).or_else(|| match words {
        ['Q' | 'q', n @ '1'..='4', ..] => n.to_digit(10).map(|n| n as usize),
        _ => by_month(words),
    })
}

/// 一季度, where nothing else is said: a cell lists its quarters in words (一季度5家、二季度12家).
pub fn only_quarter(words: &[char]) -> Option<usize> {
    let said = words.len() <= LONGEST_QUARTER && scan::has_any(words, &["季度", "上半年"]);
    quarter(words).filter(|_| said)
}

/// 第一季度末.
const LONGEST_QUARTER: usize = 5;

/// 1-3月, 1—6月累计, 至9月底; a month alone is none, nor is the deadline 6月底前.
fn by_month(words: &[char]) -> Option<usize> {
    let until = scan::longest_at(words, 0, &["截至", "至", "到"]).map_or(0, scan::len);
    let words = &words[until..];
    let span = match words {
        ['1', '-' | '—' | '~' | '至', ..] => 2,
        ['1', '月', '-' | '—' | '~' | '至', ..] => 3,
        _ => 0,
    };
    let (month, n) = MONTHS.iter().find(|(m, _)| scan::at(words, span, m))?;
    let at = span + scan::len(month);
    let rest = words.get(at..).filter(|rest| rest.first() == Some(&'月'))?;
    let rest = &rest[1..];
    let ends = scan::longest_at(rest, 0, &["底", "末", "份"]).map_or(0, scan::len);
    let plain =
        rest.len() == ends || scan::has_any(&rest[ends..], &["目标", "累计", "计划", "任务"]);
    (plain && (span > 0 || until > 0 || ends > 0)).then_some(*n)
}

/// 2019年完成, 目前进展, 现状值; `but` says nothing here (一季度累计).
fn is_reached(words: &[char], but: &[&str]) -> bool {
    let is = |list: &[&str]| scan::has_any(words, list);
    // 年均增速〔累计〕 is what is added up over the years to come.
    let so_far = !is(&["年均"]) && SO_FAR.iter().any(|w| !but.contains(w) && is(&[*w]));
    if is(REACHED) || (so_far && !is(PLANNED)) {
        return true;
    }
    let Some(at) = scan::find(words, 0..words.len(), "完成") else {
        return false;
    };
    let rest = &words[at + 2..];
    let tells = rest.is_empty() || scan::longest_at(rest, 0, COUNTS).is_some();
    tells && !is(PLANNED)
}

/// 一季度完成, 截至6月底实绩, and not only 截至一季度.
pub fn tells_result(words: &[char]) -> bool {
    is_reached(words, SO_FAR)
}

/// 力争目标: a goal that one strives for.
pub fn is_striven(words: &[char]) -> bool {
    scan::has_any(words, STRIVEN) || is_exactly(words, &["争取"])
}

/// 同比增长, 增幅: how much what the column before holds grows.
pub fn is_rate(words: &[char]) -> bool {
    let end = words.iter().position(|c| matches!(c, '〔' | '（'));
    let end = end.unwrap_or(words.len());
    RATES
        .iter()
        .any(|w| scan::at(words, 0, w) || scan::before(words, end, w))
}

/// 牵头单位, 完成时限: what such a word announces in a form.
pub fn is_label(words: &[char]) -> bool {
    let ends = [
        "单位",
        "科室",
        "部门",
        "处室",
        "时限",
        "时间",
        "期限",
        "领导",
        "责任人",
    ];
    let column = column(words, false);
    let known = matches!(
        column,
        Column::Lead | Column::Assisting | Column::Leader | Column::Due
    );
    known && words.len() <= 8 && scan::longest_before(words, words.len(), &ends).is_some()
}

/// 考核指标, but not 研发项目, which may be counted.
pub fn names(words: &[char]) -> bool {
    scan::has_any(words, NAMES) || is_exactly(words, NAME)
}

pub fn is_exactly(words: &[char], list: &[&str]) -> bool {
    list.iter().any(|w| words.iter().copied().eq(w.chars()))
}

/// 2020年目标.
pub fn is_of_year(words: &[char]) -> bool {
    crate::outline::year_before(words, 4).is_some()
}

/// A word that is none of those a column without values has.
pub fn is_unknown(words: &[char]) -> bool {
    !words.is_empty()
        && [OTHER, NOTHING, PROJECT, CATEGORY]
            .iter()
            .all(|list| !scan::has_any(words, list))
}

/// 镇（街道）, 县市区.
fn is_whose(words: &[char]) -> bool {
    let bracket = words.iter().position(|c| *c == '（');
    let end = bracket.unwrap_or(words.len());
    WHOSE.iter().any(|w| scan::before(words, end, w))
}

/// What a head of a table of towns counts, without the words for a goal: 净增高企 of 2025年净增高企任务数.
pub fn counted(words: &[char]) -> &[char] {
    let goals = &[
        "目标任务",
        "任务目标",
        "目标值",
        "目标数",
        "目标",
        "任务数",
        "任务量",
        "任务",
        "计划数",
        "计划值",
        "计划",
        "指标值",
        "指标数",
        "指标",
        "预期值",
        "规划值",
    ];
    let end = (0..words.len()).find(|i| scan::longest_at(words, *i, goals).is_some());
    let mut rest = &words[..end.unwrap_or(words.len())];
    if let Some(year) = (4..rest.len()).find(|i| crate::outline::year_before(rest, *i).is_some()) {
        rest = &rest[year + 1..];
    }
    let times = &["年度", "全年", "今年", "本年", "当年"];
    while let Some(word) = scan::longest_at(rest, 0, times) {
        rest = &rest[scan::len(word)..];
    }
    let kinds = [
        KINDS,
        STRIVEN,
        &[
            "考核", "下达", "省定", "市定", "县定", "区定", "年", "期", "工作", "总体", "总",
            "分解", "调整", "上报",
        ],
    ];
    match kinds.iter().any(|list| is_exactly(rest, list)) {
        true => &[],
        false => rest,
    }
}

/// Only 目标值, 2025年目标, 计划: says nothing of what is counted.
pub fn is_generic(words: &[char]) -> bool {
    let says = scan::has_any(words, VALUE) || is_exactly(words, VALUE_ALONE);
    let of_year = is_of_year(words) && words.len() <= 9;
    words.is_empty() || ((says || of_year) && !scan::has_any(words, INVESTED))
}
