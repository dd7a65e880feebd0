//! A duty taken apart: who does it, what is done, by when, how firmly.

use super::{deadline, duty};
use crate::item::{Assigned, Task};
use crate::lex;
use crate::rules::firmness::Firmness;
use crate::scan;
use std::ops::Range;

const COMMITTED: &[&str] = &["确保", "务必", "必须"];
const STRIVE: &[&str] = &["力争", "力求", "力促", "努力"];
/// What the name of an office ends with, or what stands for one.
#[rustfmt::skip]
const OFFICES: &[&str] = &[
    "科室", "科", "局", "处", "处室", "股", "室", "委", "办", "中心", "部门", "单位", "镇", "街道", "区", "县", "市",
    "园区", "管委会", "公司", "企业", "院", "所", "领导", "负责人", "同志", "人员", "院校", "协会", "专班", "小组",
];
/// A clause beside it that only says until when is no longer.
const LONGEST_TIME: usize = 16;
/// So much may stand behind the word: 6月底前正式印发实施, but not 6月底前完成入库企业120家.
const LONGEST_DONE: usize = 4;
/// What such a clause says behind the time: 5月底前完成.
#[rustfmt::skip]
const DONE: &[&str] = &[
    "完成", "印发", "出台", "发布", "公布", "建成", "落实", "到位", "落地", "见效", "办结", "投用", "启用", "上线", "开工",
    "启动", "投入使用", "投入运行", "交付", "报送", "上报", "全面完成", "基本完成", "正式",
];

/// Takes a clause of doing apart; `before` and `after` are the clauses beside it in the sentence.
pub fn of(clause: &[char], before: &[char], after: &[char]) -> Task {
    let verb = duty::begins_at(clause);
    let own = deadline::find(clause);
    let doer = duty::doer(clause);
    let assisting = doer.as_ref().and_then(|doer| doer.assisting.clone());
    let lead = doer.map(|doer| doer.lead).or_else(|| subject(clause));
    let due = own.clone().map(|at| clause[at].iter().collect());
    let time = (before.len() <= LONGEST_TIME)
        .then(|| deadline::find(before))
        .flatten();
    Task {
        what: what(clause, verb, own),
        firmness: match firmness(clause) {
            // 加快科技馆建设，力争年内开工
            Firmness::Plain if done_by(after).is_some() => firmness(after),
            own => own,
        },
        assigned: Assigned {
            lead: lead.map(|at| clause[at].iter().collect()),
            assisting: assisting.map(|at| clause[at].iter().collect()),
            due: due
                .or_else(|| time.map(|at| before[at].iter().collect()))
                .or_else(|| done_by(after).map(|at| after[at].iter().collect())),
            ..Assigned::default()
        },
    }
}

/// The time of a clause that says nothing but until when it is done: 确保5月底前完成.
fn done_by(after: &[char]) -> Option<Range<usize>> {
    let firm = [COMMITTED, STRIVE]
        .iter()
        .find_map(|words| scan::longest_at(after, 0, words));
    let time = deadline::find(after).filter(|time| time.start == firm.map_or(0, scan::len))?;
    let word = scan::longest_at(after, time.end, DONE)?;
    let more = after.len() - time.end - scan::len(word);
    (after.len() <= LONGEST_TIME && more <= LONGEST_DONE).then_some(time)
}

/// Does a clause say until when, and nothing else: 6月底前完成, but not 6月底前完成调研, which is a task?
pub fn only_done_by(clause: &[char]) -> Option<Range<usize>> {
    let time = done_by(clause)?;
    let word = scan::longest_at(clause, time.end, DONE)?;
    (time.end + scan::len(word) == clause.len()).then_some(time)
}

/// What is done, without who and by when at its head.
fn what(clause: &[char], verb: usize, time: Option<Range<usize>>) -> String {
    let time = time.filter(|t| t.end >= verb).unwrap_or(0..0);
    let kept = |(i, _): &(usize, &char)| *i >= verb && !time.contains(i);
    let words = clause.iter().enumerate().filter(kept).map(|(_, c)| c);
    words.collect()
}

/// Who is told to: 各科室要, 高新科负责.
fn subject(clause: &[char]) -> Option<Range<usize>> {
    let end = duty::subject(clause)?;
    let words = &clause[..end];
    // 各镇（区、街道）
    let bracket = words.iter().position(|c| *c == '（');
    let bracket = bracket.filter(|_| words.last() == Some(&'）'));
    let named = bracket.unwrap_or(end);
    let office = OFFICES.iter().any(|w| scan::before(words, named, w));
    // 八成以上规上企业要建立研发机构 counts them, and 全市 is no office.
    let counts = lex::has_quantity(words) || matches!(words.first(), Some('全' | '我'));
    (office && !counts).then_some(0..end)
}

/// Who is told to do what a clause with a quantity says, and where the words of doing begin: 市财政局负责落实…2亿元.
pub fn assigned(clause: &[char]) -> (Assigned, usize) {
    let words = |at: Range<usize>| clause[at].iter().collect::<String>();
    let doer = duty::doer(clause).filter(|doer| doer.end < clause.len());
    let mut said = Assigned::default();
    let mut begin = 0;
    if let Some(doer) = doer {
        begin = doer.end;
        said.lead = Some(words(doer.lead));
        said.assisting = doer.assisting.map(words);
    } else if let Some(subject) = subject(clause) {
        begin = subject.end + 1;
        said.lead = Some(words(subject));
    }
    let rest = &clause[begin..];
    let skip = LEADING
        .iter()
        .filter(|w| scan::at(rest, 0, w))
        .map(|w| scan::len(w));
    let skip = skip.max().unwrap_or(0);
    let head = &rest[skip..rest.len().min(skip + LONGEST_TIME)];
    let time = deadline::find(head).filter(|time| time.start == 0);
    said.due = time.map(|time| head[time].iter().collect());
    (said, begin)
}

/// Before a deadline at the head of a clause: 到2025年底, 确保6月底前.
const LEADING: &[&str] = &[
    "到",
    "于",
    "在",
    "确保",
    "力争",
    "争取",
    "确保在",
    "力争在",
    "力争到",
    "确保到",
    "计划",
];

fn firmness(clause: &[char]) -> Firmness {
    if scan::has_any(clause, COMMITTED) {
        Firmness::Committed
    } else if scan::has_any(clause, STRIVE) {
        Firmness::Strive
    } else {
        Firmness::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(task: Task) -> String {
        format!(
            "{}|{}|{}|{}",
            task.assigned.lead.unwrap_or_default(),
            task.assigned.due.unwrap_or_default(),
            task.what,
            task.firmness.word()
        )
    }

    #[test]
    fn who_does_what_is_counted() {
        for (clause, lead, due, begin) in [
            ("市财政局负责落实科技专项资金2亿元", "市财政局", "", 6),
            (
                "各镇（区、街道）要选派科技特派员100名",
                "各镇（区、街道）",
                "",
                9,
            ),
            ("6月底前完成入库120家", "", "6月底前", 0),
            ("力争到2025年底建成平台5个", "", "2025年底", 0),
            ("比2020年底增加50家", "", "", 0),
            ("企业负责人培训100名", "", "", 0),
            ("八成以上规上企业要建立研发机构", "", "", 0),
            ("全市要组织重大专项10项", "", "", 0),
        ] {
            let (said, at) = assigned(&scan::chars(clause));
            let said = (said.lead.unwrap_or_default(), said.due.unwrap_or_default());
            assert_eq!(
                (said.0.as_str(), said.1.as_str(), at),
                (lead, due, begin),
                "{clause}"
            );
        }
    }

    #[test]
    fn who_what_by_when() {
        for (clause, after, told) in [
            (
                "建设科技服务驿站",
                "5月底前完成",
                "|5月底前|建设科技服务驿站|plain",
            ),
            (
                "制定实施细则",
                "确保6月底前出台",
                "|6月底前|制定实施细则|committed",
            ),
            (
                "加快科技馆建设",
                "力争年内开工",
                "|年内|加快科技馆建设|strive",
            ),
            ("完善考核办法", "年底前评选先进集体", "||完善考核办法|plain"),
            (
                "建立三级培育库",
                "6月底前完成入库120家",
                "||建立三级培育库|plain",
            ),
            ("完善考核办法", "提升服务水平", "||完善考核办法|plain"),
        ] {
            let task = of(&scan::chars(clause), &[], &scan::chars(after));
            assert_eq!(said(task), told, "{clause}，{after}");
        }
        for (clause, before, told) in [
            ("强化高企政策的宣传", "", "||强化高企政策的宣传|plain"),
            ("各科室要细化任务分解", "", "各科室||细化任务分解|plain"),
            (
                "各镇（区、街道）要落实责任",
                "",
                "各镇（区、街道）||落实责任|plain",
            ),
            ("高新科负责开展摸底排查", "", "高新科||开展摸底排查|plain"),
            ("科技局会同财政局制定办法", "", "科技局||制定办法|plain"),
            (
                "由科技局牵头会同财政局制定办法",
                "",
                "科技局||制定办法|plain",
            ),
            (
                "社会资本联合开展研究工作",
                "",
                "||社会资本联合开展研究工作|plain",
            ),
            ("由高新科牵头制定培育方案", "", "高新科||制定培育方案|plain"),
            ("6月底前完善考核办法", "", "|6月底前|完善考核办法|plain"),
            ("制定实施细则", "年底前", "|年底前|制定实施细则|plain"),
            (
                "力争年内建立联席会议制度",
                "",
                "|年内|建立联席会议制度|strive",
            ),
            (
                "必须落实工作责任",
                "6月底前完成第一批项目申报",
                "|6月底前|落实工作责任|committed",
            ),
        ] {
            let task = of(&scan::chars(clause), &scan::chars(before), &[]);
            assert_eq!(said(task), told, "{clause}");
        }
    }
}
