//! Reports on the duties of the notice: most go on, some are done, two are late.

use values::Day;

use super::super::act::{Act, Deed};
use super::super::calendar::{Within, day};
use super::Step;

/// A report on the duty whose words hold these; every accepted duty without a report of its own
/// where they are empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub words: &'static str,
    pub progress: Progress,
    pub due: Day,
    pub note: &'static str,
    pub evidence: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Open,
    OnCourse,
    Done,
}

/// Who reports, the duty's words, its day.
const BEGUN: [(&str, &str, Within); 6] = [
    ("lu", "强化高企政策的宣传", (9, 25)),
    ("qian", "拓展与创新大国和关键小国", (10, 20)),
    ("song", "鼓励镇（区、街道）加快科创中心", (9, 10)),
    ("song", "服务指导", (9, 28)),
    ("xue", "设立创业风险投资引导基金", (8, 31)),
    ("lu", "抓好省双创团队等人才项目申报", (7, 31)),
];

/// Later reports: who, on, the duty's words, its day, what, the paper that shows it where it is done.
type Later = (
    &'static str,
    Within,
    &'static str,
    Within,
    &'static str,
    &'static str,
);
const LATER: [Later; 9] = [
    (
        "guo",
        (3, 20),
        "细化任务分解",
        (12, 18),
        "已分解到科室和镇区",
        "皋科演发〔2020〕4号",
    ),
    (
        "guo",
        (3, 27),
        "制定详细的推进任务书",
        (12, 18),
        "五个科室任务书已定稿",
        "局长办公会演〔2020〕5号",
    ),
    (
        "lu",
        (7, 30),
        "抓好省双创团队等人才项目申报",
        (7, 31),
        "申报 7 项，已全部上报",
        "皋科演函〔2020〕7号",
    ),
    (
        "xue",
        (8, 21),
        "认真贯彻落实",
        (12, 18),
        "细则已印发并组织宣讲",
        "皋科演发〔2020〕18号",
    ),
    (
        "lu",
        (8, 27),
        "强化高企政策的宣传",
        (9, 25),
        "6 场宣讲已办 4 场",
        "",
    ),
    (
        "qian",
        (8, 28),
        "拓展与创新大国和关键小国",
        (10, 20),
        "线上对接 2 次已办 1 次",
        "",
    ),
    (
        "song",
        (8, 31),
        "鼓励镇（区、街道）加快科创中心",
        (9, 10),
        "14 个镇区街道已报方案 9 个",
        "",
    ),
    (
        "song",
        (9, 3),
        "服务指导",
        (9, 28),
        "四家平台已走访 11 次",
        "",
    ),
    (
        "xue",
        (8, 25),
        "设立创业风险投资引导基金",
        (8, 31),
        "方案正在征求意见，尚未上会",
        "",
    ),
];

pub fn reports() -> Vec<Act> {
    let on = |(month, date): Within| day(2020, month, date);
    let report = |words, due, progress, note, evidence| {
        Step::Report(Report {
            words,
            progress,
            due: on(due),
            note,
            evidence,
        })
    };
    let mut acts: Vec<Act> = BEGUN
        .iter()
        .map(|(who, words, due)| {
            Act::on(
                on((3, 5)),
                who,
                Deed::Plan(report(words, *due, Progress::OnCourse, "", "")),
            )
        })
        .collect();
    acts.push(Act::on(
        on((3, 6)),
        "guo",
        Deed::Plan(report(
            "鼓励开展科技保险业务",
            (12, 18),
            Progress::Open,
            "待省里细则出台",
            "",
        )),
    ));
    acts.push(Act::on(
        on((3, 9)),
        "guo",
        Deed::Plan(report("", (12, 18), Progress::OnCourse, "", "")),
    ));
    acts.extend(LATER.iter().map(|(who, told, words, due, note, evidence)| {
        let progress = if evidence.is_empty() {
            Progress::OnCourse
        } else {
            Progress::Done
        };
        Act::on(
            on(*told),
            who,
            Deed::Plan(report(words, *due, progress, note, evidence)),
        )
    }));
    acts
}
