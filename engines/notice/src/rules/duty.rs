//! Duties: clauses led by a verb of doing, without a number.

use super::{deadline, office};
use crate::scan;
use std::ops::Range;

/// Verbs of doing that make a task wherever they lead a clause.
#[rustfmt::skip]
const TASKS: &[&str] = &[
    "强化", "优化", "完善", "健全", "建立", "实施", "落实", "贯彻", "开展", "鼓励", "支持", "引导", "推进", "推行",
    "推广", "加快", "加强", "加大", "探索", "创新", "拓展", "培育", "打造", "建设", "构建", "搭建", "组织", "抓好",
    "抓实", "做好", "办好", "用好", "管好", "发挥", "发展", "制定", "出台", "编制", "修订", "细化", "分解", "召开",
    "举办", "纳入", "将", "把", "推动", "深化", "设立", "组建", "筹建", "引进", "招引", "集聚", "支撑", "服务",
    "帮助", "指导", "协助", "督促", "督查", "检查", "监督", "考核", "宣传", "选派", "遴选", "甄选", "申报", "争取",
    "争创", "创建", "对接", "承接", "统筹", "整合", "盘活", "规范", "试点", "启动", "布局", "谋划", "筹备", "扩大",
    "激励", "激发", "营造", "弘扬", "掌握", "了解", "跟踪", "梳理", "摸清", "收集", "建好", "抓住", "抓牢", "守牢",
    "防范", "整治", "查处", "落细", "聚焦", "突出", "紧盯", "压实", "压紧", "明确", "改革", "改进", "改善", "改造",
    "保障", "保护", "运用", "利用", "借助", "参与", "融入", "促进", "简化", "兑现", "扶持", "壮大", "做大", "做强",
    "做优", "打好", "打通", "畅通", "释放", "坚持", "树立", "增强", "提升", "提高", "当好", "开放", "共建", "联合",
    "举行", "评选", "评审", "验收", "管理", "清理", "减轻", "降低", "压缩", "扩展", "延伸", "开发", "深入企业",
    "深入基层", "深入一线", "深入镇", "走访", "解决", "攻克", "突破",
];
/// Verbs that tell the effect of the task before them, and a task of their own only at the head of a sentence.
#[rustfmt::skip]
const EFFECTS: &[&str] = &[
    "增强", "提升", "提高", "促进", "推动", "突破", "坚持", "突出", "服务", "支撑", "将", "激发", "降低", "了解",
    "树立", "壮大", "做大", "做强", "做优", "改善", "释放", "压实", "明确", "攻克", "坚定",
];
/// Adverbs before the verb.
#[rustfmt::skip]
const ADVERBS: &[&str] = &[
    "进一步", "积极", "大力", "深入", "全面", "认真", "持续", "努力", "精心", "着力", "全力", "切实", "扎实", "加速",
    "主动", "定期", "不断", "稳步", "有序", "统筹", "充分", "及时", "坚决", "牢牢", "大胆", "严格", "高标准",
    "高质量", "高水平", "高效", "深度", "重点", "继续", "同步", "多渠道", "分类", "分层分类", "尽快", "务实",
    "靶向性", "广泛", "更好", "更大力度", "科学", "系统", "有效", "率先", "合力", "同时", "并", "还", "要", "也",
    "应", "需", "须", "必须", "务必", "突出", "依法", "常态化", "因地制宜", "年内", "今年", "全年", "2020年", "稳妥",
    "奋力", "善于", "从严", "结合实际", "坚持不懈", "一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是",
];
/// An object of these is an attitude, not a task.
#[rustfmt::skip]
const ATTITUDES: &[&str] = &[
    "意识", "精神", "作风", "担当", "导向", "理念", "责任感", "使命感", "自信", "定力", "初心",
];
/// Verbs of direction: they say where to look, not what to do.
const DIRECTIONS: &[&str] = &["聚焦", "紧盯", "突出", "坚持"];
/// With these a verb makes the name of a thing: 考核对象为各镇, 监测数据.
const THINGS: &[&str] = &[
    "对象",
    "数据",
    "结果",
    "得分",
    "内容",
    "指标为",
    "方式为",
    "范围为",
];
/// Who is told to do it.
const MODALS: &[&str] = &["要", "将", "应", "须", "应当"];
/// The longest subject before such a word.
const LONGEST_SUBJECT: usize = 14;
/// How firmly it is asked for, before the verb.
#[rustfmt::skip]
const FIRM: &[&str] = &["确保", "力争", "力求", "务必", "必须", "要"];
/// Behind 由 and an office.
#[rustfmt::skip]
const LEADS: &[&str] = &["牵头负责", "牵头", "负责", "承担"];
/// What an office in charge does is no shorter.
const LEAST_DONE: usize = 4;
/// Between an office that leads and one that assists.
const TOGETHER: &[&str] = &["会同", "联合", "商"];
/// 由 stands near the head, and the office behind it is no longer.
const LONGEST_DOER: usize = 20;
/// A deadline at the head of a clause is no longer.
const LONGEST_TIME: usize = 16;
/// A task has a verb and an object.
const SHORTEST: usize = 5;

/// Where the verb of a task stands in a clause, and whether it may be an effect only.
fn verb(clause: &[char]) -> Option<(usize, &'static str)> {
    let mut at = 0;
    for _ in 0..4 {
        // 统筹 and 突出 are verbs as well as adverbs; the longer reading is tried first.
        let skipped = scan::longest_at(clause, at, ADVERBS)
            .map(scan::len)
            .unwrap_or(0);
        let leads_on = skipped > 0
            && scan::longest_at(clause, at + skipped, TASKS)
                .or(scan::longest_at(clause, at + skipped, ADVERBS))
                .is_some();
        if !leads_on {
            break;
        }
        at += skipped;
    }
    scan::longest_at(clause, at, TASKS).map(|word| (at, word))
}

/// Where 要, 将 or 应 stands behind a subject: 各科室要.
pub fn subject(clause: &[char]) -> Option<usize> {
    let limit = clause.len().min(LONGEST_SUBJECT);
    let modal = (1..limit).find(|i| {
        let rest = &clause[*i + 1..];
        scan::longest_at(clause, *i, MODALS).is_some()
            && (verb(rest).is_some() || verb(&rest[timed(rest)..]).is_some())
    });
    modal.filter(|i| !scan::has_any(&clause[..*i], &["重", "主", "需", "不", "为", "将"]))
}

/// Who does it, said at the head of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doer {
    pub lead: Range<usize>,
    pub assisting: Option<Range<usize>>,
    /// Where the words go on.
    pub end: usize,
}

/// 由高新科牵头, 高新科负责, 科技局会同财政局: the offices, and where the words go on. Without 由 only the names of offices
/// are believed, and only where a verb of doing follows.
pub fn doer(clause: &[char]) -> Option<Doer> {
    let from = usize::from(clause.first() == Some(&'由'));
    let near = from + 1..clause.len().min(LONGEST_DOER);
    let words = near
        .clone()
        .find(|i| scan::longest_at(clause, *i, LEADS).is_some());
    let together = near
        .clone()
        .find(|i| scan::longest_at(clause, *i, TOGETHER).is_some());
    let (lead, end) = match (words, together) {
        (Some(at), None) => (at, at + length_at(clause, at, LEADS)),
        (Some(at), Some(with)) if at < with => (at, at + length_at(clause, at, LEADS)),
        (_, Some(with)) => (with, with),
        (None, None) => return None,
    };
    let assisting = assisting(clause, end);
    let doer = Doer {
        lead: from..lead,
        end: assisting.as_ref().map_or(end, |(_, end)| *end),
        assisting: assisting.map(|(names, _)| names),
    };
    // 由高新科牵头 alone is one, for it says so.
    let led = from == 1 && words.is_some();
    // 财政局负责安排资金: an office in charge does whatever follows.
    let rest = &clause[doer.end..];
    let in_charge = scan::before(clause, doer.end, "负责") && rest.len() >= LEAST_DONE;
    let does = || (in_charge || verb(rest).is_some()) && office::are(&clause[from..lead]);
    (led || does()).then_some(doer)
}

/// 会同财政局 behind the office that leads, before a verb of doing.
fn assisting(clause: &[char], at: usize) -> Option<(Range<usize>, usize)> {
    let start = at + length_at(clause, at, TOGETHER);
    let mut near = start + 1..clause.len().min(start + LONGEST_DOER);
    let end = near.find(|i| verb(&clause[*i..]).is_some() && office::are(&clause[start..*i]));
    end.filter(|_| start > at).map(|end| (start..end, end))
}

fn length_at(clause: &[char], at: usize, words: &[&str]) -> usize {
    scan::longest_at(clause, at, words).map_or(0, scan::len)
}

/// Where the words of doing begin: behind who is told to, until when, and how firmly.
pub fn begins_at(clause: &[char]) -> usize {
    let mut at = subject(clause).map_or(0, |i| i + 1);
    loop {
        let firm = scan::longest_at(clause, at, FIRM).map_or(0, scan::len);
        let head = &clause[at..clause.len().min(at + LONGEST_TIME)];
        let time = deadline::find(head).filter(|t| t.start == 0);
        let doer = doer(&clause[at..]).map_or(0, |doer| doer.end);
        // 于6月底前, 各镇于3月底前
        let time = time.or(Some(0..timed(head))).filter(|t| t.end > 0);
        let time = time.or_else(|| told_until(&clause[at..]).map(|end| 0..end));
        match firm.max(doer).max(time.map_or(0, |t| t.end)) {
            0 => return at,
            step => at += step,
        }
    }
}

/// How long 于6月底前 or 在3月15日前 is at the head of some words.
fn timed(words: &[char]) -> usize {
    let Some(head) = words.strip_prefix(&['于']).or(words.strip_prefix(&['在'])) else {
        return 0;
    };
    let head = &head[..head.len().min(LONGEST_TIME)];
    let time = deadline::find(head).filter(|time| time.start == 0);
    time.map_or(0, |time| time.end + 1)
}

/// 各镇（街道）于3月底前: an office and until when, and where the words go on.
fn told_until(clause: &[char]) -> Option<usize> {
    let near = 2..clause.len().min(LONGEST_DOER);
    let at = near.into_iter().find(|at| timed(&clause[*at..]) > 0)?;
    office::are(&clause[..at]).then(|| at + timed(&clause[at..]))
}

/// What is done to something: 对规上企业开展全面排查.
const TENDS: &[&str] = &["开展", "进行", "实施", "实行", "组织"];
/// Before 开展 something stands, and behind it.
const LEAST_TENDED: usize = 3;
/// With a time of its own these begin a task too: 6月底前建成投用科技馆.
const DONE: &[&str] = &[
    "完成",
    "建成",
    "建成投用",
    "投用",
    "报送",
    "报",
    "上报",
    "提交",
];
/// Verbs of setting up people, which many other words begin like.
const SETS_UP: &[&str] = &["成立", "配备", "配齐", "配强"];

/// 对规上企业研发机构开展全面排查; 对照要求 and 对于… are none.
fn tends(words: &[char]) -> bool {
    if words.first() != Some(&'对') || scan::longest_at(words, 0, OTHER_TO).is_some() {
        return false;
    }
    let found = (LEAST_TENDED..words.len())
        .find_map(|i| scan::longest_at(words, i, TENDS).map(|word| i + scan::len(word)));
    found.is_some_and(|end| end + 2 <= words.len())
}

/// Words that 对 begins.
#[rustfmt::skip]
const OTHER_TO: &[&str] = &["对照", "对于", "对接", "对标", "对外", "对口", "对应", "对内", "对上", "对下", "对话", "对策"];

/// Does a clause begin with a verb of doing?
pub fn begins_task(clause: &[char]) -> bool {
    verb(clause).is_some()
}

/// Is a clause without quantities a duty? `leads` when no task stands before it in its sentence.
pub fn is_duty(clause: &[char], leads: bool) -> bool {
    let begin = begins_at(clause);
    let words = &clause[begin..];
    if tends(words) {
        return true;
    }
    // 3月底前完成调研: with a time of its own 完成 is a task, and so are two words.
    let timed = begin > 0 && deadline::find(&clause[..begin]).is_some();
    let done = scan::longest_at(words, 0, DONE).filter(|_| timed);
    let done = done.or_else(|| scan::longest_at(words, 0, SETS_UP));
    // 财政局负责落实资金
    let charged = begin > 0 && doer(clause).is_some();
    let in_charge = charged && scan::before(clause, begin, "负责") && words.len() >= LEAST_DONE;
    let Some((at, word)) = verb(words).or(done.map(|word| (0, word))) else {
        return in_charge && words.iter().all(|c| scan::is_han(*c));
    };
    let object = words.len() - at - scan::len(word);
    let noun = scan::longest_at(
        words,
        at + scan::len(word),
        &["的", "了", "是", "等", "性", "度", "到"],
    )
    .is_some();
    let thing = scan::longest_at(words, at + scan::len(word), THINGS).is_some();
    let attitude = ATTITUDES
        .iter()
        .any(|w| scan::before(words, words.len(), w));
    let slogan = !words.iter().any(|c| scan::is_han(*c))
        || object < 2
        || words.len() < SHORTEST - usize::from(timed || charged);
    (leads || !EFFECTS.contains(&word))
        && !DIRECTIONS.contains(&word)
        && !noun
        && !thing
        && !slogan
        && !attitude
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duties() {
        for text in [
            "深入实施高新技术企业“小升高”培育计划",
            "进一步优化高企培育机制",
            "强化高企政策的宣传",
            "鼓励各类金融机构设立创业风险投资引导基金",
            "定期召开局长办公会",
            "各分管领导要根据重点工作目标，",
            "提升国际科技合作水平",
            "积极探索合作途径",
            "6月底前完善考核办法",
            "由高新科牵头制定培育方案",
            "力争年内建立联席会议制度",
            "高新科牵头制定培育方案",
            "高新科负责开展企业摸底排查",
            "科技局会同财政局制定管理办法",
            "于6月底前出台实施意见",
            "对规上企业研发机构开展全面排查",
            "3月底前完成调研",
            "确保6月底前建成投用科技馆",
            "6月底前制定方案",
            "财政局负责落实资金",
            "县财政局负责安排资金",
            "由县科技局牵头制定方案",
            "于5月20日前报县政府",
            "各县区要结合实际制定具体实施方案",
            "成立科技工作领导小组",
            "高新科要在3月15日前制定高企培育方案",
            "各镇（街道）于3月底前报送培育名单",
            "各园区应于6月底前完善运行机制",
        ] {
            let expected = !text.contains("根据");
            assert_eq!(is_duty(&scan::chars(text), true), expected, "{text}");
        }
    }

    #[test]
    fn effects_and_talk_are_none() {
        for text in [
            "提升产学研合作成效",
            "形成上下联动的工作机制",
            "增强产业核心竞争力",
            "发展的关键之年",
            "根据产业分类",
            "创新性成果",
            "由高新科牵头",
            "社会资本负责运营管理项目",
            "高新科负责",
            "3月底前完成",
            "完成前期工作",
            "对照方案开展工作",
            "对外开展",
            "对成绩突出的开展",
            "分解到各镇",
            "考核对象为各镇和各园区",
            "成立之初",
        ] {
            assert!(!is_duty(&scan::chars(text), false), "{text}");
        }
    }
}
