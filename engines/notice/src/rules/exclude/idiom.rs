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
    let copies = scan::longest_before(chars, q.from, &["限报", "一式", "限推荐", "限额"]).is_some();
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
}

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
    let part_of =
        end.is_some_and(|end| end > 0 && rest[end - 1] == '中' && !rest[..end].contains(&'、'));
    // 在全省12个市中排名靠后
    let ranked = (0..rest.len())
        .any(|i| scan::longest_at(rest, i, &["中排", "中居", "中位", "中列", "中名"]).is_some());
    part_of || ranked || (near.last() == Some(&'等') && scan::has_any(near, GATHERS))
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

/// 出席：李某、王某等31人: who was there.
fn is_present(chars: &[char], q: &Quantity) -> bool {
    q.class == Class::Person
        && scan::longest_at(
            chars,
            0,
            &[
                "出席：",
                "参会：",
                "列席：",
                "参加：",
                "参会人员：",
                "出席人员：",
            ],
        )
        .is_some()
}

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
