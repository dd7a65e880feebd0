//! Numbers inside fixed expressions: 每万人, 改革30条, 100天攻坚, 三年行动, 500米服务半径.

use crate::lex::{Class, Quantity};
use crate::scan;

/// Names of documents and campaigns that end in 条 or 项.
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "改革", "新政", "政策", "意见", "措施", "举措", "惠企", "助企", "人才", "创新", "科技", "经济", "纾困", "稳增长",
    "若干",
];
/// Documents are named by these units.
const OF_DOCUMENTS: &[&str] = &["条"];
/// Verbs that make 条 a count of things (公交线路5条).
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "新增", "新建", "新开", "开通", "建成", "引进", "建设", "改造", "完成", "优化", "办理", "建议", "线路", "道路",
    "生产线", "航线",
];

/// Part of a fixed expression?
pub fn is_idiom(chars: &[char], q: &Quantity) -> bool {
    let per = q.from.checked_sub(1).is_some_and(|i| chars[i] == '每') && q.class != Class::Percent;
    let slogan = chars[q.from] == '翻' && q.from.checked_sub(1).is_some_and(|i| chars[i] == '个');
    let beat = q.unit == "次" && is_beat(chars, q);
    let copies = is_copies(chars, q);
    let shares = q.unit == "项"
        && scan::longest_before(
            chars,
            q.from,
            &["牵头", "配合", "主办", "协办", "任务有", "任务共"],
        )
        .is_some();
    // 同期LPR加100个基点
    let spread = q.unit == "个基点" && scan::longest_before(chars, q.from, &["加", "减"]).is_some();
    // “5”就是5个增长
    let slogan = slogan || scan::longest_before(chars, q.from, &["就是", "概括为"]).is_some();
    // 工作要点涉及我局的有9项
    let near = &chars[q.from.saturating_sub(10)..q.from];
    let shares = shares || (q.unit == "项" && scan::has_any(near, &["涉及我"]));
    per || beat
        || spread
        || copies
        || shares
        || slogan
        || is_document(chars, q)
        || is_base(chars, q)
        || is_whole(chars, q)
        || is_near(chars, q)
        || is_listed(chars, q)
        || is_present(chars, q)
        || is_appointed(chars, q)
        || is_honoured(chars, q)
}

/// 一式两份, 各执一份, 此件印发30份, （2份）: copies of the paper itself.
fn is_copies(chars: &[char], q: &Quantity) -> bool {
    let of_paper = &[
        "限报",
        "一式",
        "限推荐",
        "限额",
        "各执",
        "各持",
        "各存",
        "共印",
    ];
    let printed = scan::before(chars, q.from, "印发") && q.unit == "份" && {
        let before = q.from.checked_sub(3).map(|at| chars[at]);
        before.is_none_or(|c| matches!(c, '，' | '。' | '；' | '：'))
    };
    let bracketed =
        q.unit == "份" && scan::before(chars, q.from, "（") && chars.get(q.to) == Some(&'）');
    printed || bracketed || scan::longest_before(chars, q.from, of_paper).is_some()
}

/// Who is named for a task: 明确1名分管领导和1名联络员.
const APPOINTED: &[&str] = &[
    "分管",
    "主管",
    "联络",
    "联系人",
    "负责",
    "工作人员",
    "班子成员",
    "领导",
    "专人",
    "科级",
    "业务骨干",
];

/// 1名联络员; 厅领导每人联系1个设区市: how each office does it.
fn is_appointed(chars: &[char], q: &Quantity) -> bool {
    if q.value.parts() > (2, 0) || q.high.is_some() {
        return false;
    }
    let named = q.class == Class::Person && scan::longest_at(chars, q.to, APPOINTED).is_some();
    let looks_after = &["联系", "挂钩", "包联", "结对", "挂联", "包保"];
    let each = || {
        let near = &chars[q.from.saturating_sub(LISTED_REACH)..q.from];
        scan::has_any(near, &["每人", "每名", "每位"])
    };
    named || (scan::longest_before(chars, q.from, looks_after).is_some() && each())
}

/// 决定对王某等10名同志、县农技站等5个单位予以表彰: who is honoured.
fn is_honoured(chars: &[char], q: &Quantity) -> bool {
    let rest = &chars[q.to..chars.len().min(q.to + HONOUR_REACH)];
    let near = &chars[q.from.saturating_sub(HONOUR_REACH)..q.from];
    let honours = &["表彰", "表扬", "授予", "嘉奖"];
    near.last() == Some(&'等')
        && matches!(q.class, Class::Person | Class::Count)
        && (scan::has_any(rest, honours) || scan::has_any(near, honours))
}

/// So far around those who are honoured it may be said.
const HONOUR_REACH: usize = 24;

/// 每两周走访1次, 每半年1次.
fn is_beat(chars: &[char], q: &Quantity) -> bool {
    let near = &chars[q.from.saturating_sub(10)..q.from];
    let sign = near
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | '、' | '：'));
    let piece = &near[sign.map_or(0, |at| at + 1)..];
    #[rustfmt::skip]
    const BEATS: &[&str] = &[
        "每月", "每周", "每季度", "每季", "每半年", "每两周", "每两月", "每两个月", "每半月", "每旬", "每日", "每天",
    ];
    scan::longest_at(piece, 0, BEATS).is_some()
        || scan::longest_before(chars, q.from, BEATS).is_some()
}

fn is_document(chars: &[char], q: &Quantity) -> bool {
    let near = &chars[q.from.saturating_sub(10)..q.from];
    OF_DOCUMENTS.contains(&q.unit.as_str())
        && scan::longest_before(chars, q.from, NUMBERED).is_some()
        && !scan::has_any(near, COUNTED)
}

/// 以100为基数, 按10%的比例: a base of reckoning.
fn is_base(chars: &[char], q: &Quantity) -> bool {
    scan::longest_before(chars, q.from, &["按", "按照", "以"]).is_some()
        && scan::longest_at(chars, q.to, &["的比例", "的标准", "为", "标准", "比例"]).is_some()
}

/// What gathers the parts of a whole that is there.
const GATHERS: &[&str] = &["包括", "包含", "涵盖", "涉及", "分为"];
/// How far before the number such a word may stand, and how far behind it 中 may.
const WHOLE_REACH: usize = 40;
const PART_REACH: usize = 8;

/// 包括研发强度、高企密度等18项, 21项指标中: how much there is of a whole.
fn is_whole(chars: &[char], q: &Quantity) -> bool {
    if !matches!(q.class, Class::Count | Class::Person) {
        return false;
    }
    let near = &chars[q.from.saturating_sub(WHOLE_REACH)..q.from];
    let near = &near[near
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；'))
        .unwrap_or(0)..];
    let rest = &chars[q.to..chars.len().min(q.to + PART_REACH)];
    let end = rest
        .iter()
        .position(|c| matches!(c, '，' | '。' | '；' | '：'));
    // 新增30家（其中：规上10家） has nothing of a whole before it.
    let part_of = end.is_some_and(|end| {
        let words = &rest[..end];
        words.last() == Some(&'中') && !words.contains(&'、') && !scan::before(words, end, "其中")
    });
    // 在全省12个市中排名靠后
    let ranked = (0..rest.len())
        .any(|i| scan::longest_at(rest, i, &["中排", "中居", "中位", "中列", "中名"]).is_some());
    // 考核对象为15个镇
    let whom = scan::has_any(
        near,
        &["对象为", "对象是", "对象包括", "范围为", "范围包括"],
    );
    whom || part_of || ranked || (near.last() == Some(&'等') && scan::has_any(near, GATHERS))
}

/// 国务院6个方面33项措施, 落实省33项政策: what somebody else has listed.
fn is_listed(chars: &[char], q: &Quantity) -> bool {
    if !matches!(q.unit.as_str(), "项" | "条") {
        return false;
    }
    let near = &chars[q.from.saturating_sub(LISTED_REACH)..q.from];
    let from = near
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | '：' | '、'));
    let piece = &near[from.map_or(0, |at| at + 1)..];
    let measures = &["措施", "政策", "举措", "规定", "改革任务"];
    let carried = scan::longest_at(chars, q.to, measures).is_some()
        && scan::has_any(piece, &["落实", "贯彻", "对标", "对照", "执行"]);
    carried || scan::longest_before(chars, q.from, &["个方面", "大方面"]).is_some()
}

/// So far before a list the word that carries it out may stand.
const LISTED_REACH: usize = 16;

/// 出席：李某、王某等31人, 应到15人: who was there.
fn is_present(chars: &[char], q: &Quantity) -> bool {
    #[rustfmt::skip]
    const LISTS: &[&str] = &["出席：", "参会：", "列席：", "参加：", "参会人员：", "出席人员："];
    let near = &chars[q.from.saturating_sub(CALLED_REACH)..q.from];
    let sign = near.iter().rposition(|c| matches!(c, '，' | '。' | '；'));
    let called = &near[sign.map_or(0, |at| at + 1)..];
    q.class == Class::Person
        && (scan::longest_at(chars, 0, LISTS).is_some()
            || scan::has_any(called, &["应到", "实到", "应参会", "实参会"]))
}

/// So far before a number it may be said who is called.
const CALLED_REACH: usize = 8;

/// 500米服务半径, 2公里范围内, 500米覆盖率.
fn is_near(chars: &[char], q: &Quantity) -> bool {
    q.class == Class::Size
        && scan::longest_at(
            chars,
            q.to,
            &["服务半径", "半径", "范围", "见绿", "见园", "覆盖"],
        )
        .is_some()
}
