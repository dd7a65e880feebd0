//! What becomes of the notice: who accepts what, the curves, the exemptions, who carries what, the reports on duties.

mod carried;
mod curves;
mod duties;

use values::Day;

use super::act::{Act, Deed};
use super::calendar::{Within, day};

pub use carried::{Carried, Of};
pub use curves::Curve;
use curves::{ADJUSTED, CURVES};
pub use duties::{Progress, Report};

/// One step in the plan, told in words that the played notice is searched for.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Hands the notice in.
    Enter,
    /// Settles a conflict in favour of 确保.
    Settle {
        indicator: &'static str,
        reason: &'static str,
    },
    /// Accepts the target or the rhythm rule of an indicator.
    Accept(&'static str),
    /// Accepts the duties of a section that nobody set aside or left open.
    AcceptDuties {
        section: &'static str,
    },
    Dismiss {
        words: &'static str,
        reason: &'static str,
    },
    /// Sets aside the bare sentences of a section; of the whole notice where it is empty.
    SetAside {
        section: &'static str,
        reason: &'static str,
    },
    Curve(&'static Curve, &'static str),
    /// Splits a target over the towns by their firms and hands that down, to hold from a day.
    Split {
        indicator: &'static str,
        from: Day,
        reason: &'static str,
    },
    /// Confirms a target anew for a reason: the next edition of the plan.
    Adjust {
        indicator: &'static str,
        reason: &'static str,
    },
    Exempt {
        indicator: &'static str,
        first: Day,
        last: Day,
    },
    Report(Report),
    /// Says who carries a target or a duty, and sets its milestones.
    Carry(&'static Carried),
    /// Tells that day how a milestone came out.
    Close {
        content: &'static str,
        met: bool,
        note: &'static str,
    },
}

/// Who accepts which targets and rules, by indicator.
const ACCEPTED: [(&str, &[&str]); 4] = [
    (
        "lu",
        &[
            "rd-intensity",
            "hightech-output-share",
            "hnte-net-increase",
            "pool-entries",
        ],
    ),
    (
        "qian",
        &[
            "cooperation-projects",
            "cooperation-spending",
            "invite-in-odd-months",
            "go-out-even-months",
            "demand-every-week",
            "activity-every-month",
            "signing-every-quarter",
            "breakthrough-every-year",
        ],
    ),
    (
        "song",
        &[
            "rd-institutions",
            "institution-coverage",
            "national-incubators",
            "maker-spaces",
        ],
    ),
    (
        "xue",
        &[
            "technology-loans",
            "technology-guarantees",
            "project-applications",
            "funds-won",
        ],
    ),
];

/// Who accepts the duties of which section.
const SECTIONS: [(&str, &str); 6] = [
    ("lu", "创新主体培育"),
    ("qian", "创新资源集聚"),
    ("song", "创新载体建设"),
    ("xue", "创新生态营造"),
    ("xue", "创新指导服务"),
    ("guo", "组织保障"),
];

/// Duties that are not taken up, with the reason.
const DISMISSED: [(&str, &str, &str); 3] = [
    (
        "xue",
        "努力营造更加优质的创新创业环境",
        "方向性表述，没有可检验的内容，由其他任务落实",
    ),
    (
        "xue",
        "全力打好聚才、育才、用才的组合拳",
        "与“抓好省双创团队等人才项目申报”合并办理",
    ),
    (
        "qian",
        "加大校企有效对接频率",
        "由单月请进来、双月走出去的节奏检验，不另列任务",
    ),
];

/// Duties that nobody has decided on yet: the mapping still has work.
pub const LEFT_OPEN: [&str; 5] = [
    "强化创新资源导入",
    "着力发展高附加值创新性产业集群",
    "发挥创新人才的主导作用",
    "强化过程控制",
    "纳入局内部责任",
];

/// Who splits which targets over the towns.
const SPLIT: [(&str, &[&str]); 3] = [
    ("lu", &["hnte-net-increase", "pool-entries"]),
    ("song", &["rd-institutions"]),
    ("qian", &["cooperation-projects", "cooperation-spending"]),
];

const EXEMPTED: [(&str, Within, Within); 3] = [
    ("demand-every-week", (1, 20), (3, 1)),
    ("activity-every-month", (2, 1), (2, 29)),
    ("go-out-even-months", (2, 1), (2, 29)),
];

fn on(month: u32, date: u32) -> Day {
    day(2020, month, date)
}

/// All steps, in the order in which they must be taken on one day.
pub fn steps() -> Vec<Act> {
    let mut steps = vec![
        (on(2, 13), "guo", Step::Enter),
        (
            on(2, 13),
            "guo",
            Step::Settle {
                indicator: "hnte-net-increase",
                reason: "以“二、工作目标”为准：确保净增 30 家以上，举措中的“力争”从严掌握",
            },
        ),
        (
            on(2, 17),
            "guo",
            Step::SetAside {
                section: "一、指导思想",
                reason: "指导思想，没有具体任务",
            },
        ),
        (
            on(2, 17),
            "guo",
            Step::SetAside {
                section: "",
                reason: "背景或过渡表述，没有任务",
            },
        ),
    ];
    for (who, words, reason) in DISMISSED {
        steps.push((on(2, 14), who, Step::Dismiss { words, reason }));
    }
    for (who, indicators) in ACCEPTED {
        steps.extend(
            indicators
                .iter()
                .map(|indicator| (on(2, 14), who, Step::Accept(indicator))),
        );
    }
    steps.extend(SECTIONS.map(|(who, section)| (on(2, 14), who, Step::AcceptDuties { section })));
    steps.extend(CURVES.iter().map(|(who, curve)| {
        (
            on(2, 18),
            *who,
            Step::Curve(curve, "按上年批次和季度安排定曲线"),
        )
    }));
    steps.extend(EXEMPTED.map(|(indicator, first, last)| {
        (
            on(2, 19),
            "ji",
            Step::Exempt {
                indicator,
                first: on(first.0, first.1),
                last: on(last.0, last.1),
            },
        )
    }));
    for (who, indicators) in SPLIT {
        steps.extend(indicators.iter().map(|indicator| {
            let from = on(1, 1);
            let reason = "";
            (
                on(3, 20),
                who,
                Step::Split {
                    indicator,
                    from,
                    reason,
                },
            )
        }));
    }
    let reason = "半年调整：三季度节点由 1,500 万元改为 1,450 万元";
    steps.push((
        on(7, 3),
        "qian",
        Step::Adjust {
            indicator: "cooperation-spending",
            reason,
        },
    ));
    steps.push((on(7, 3), "qian", Step::Curve(&ADJUSTED, reason)));
    steps.push((
        on(7, 3),
        "qian",
        Step::Split {
            indicator: "cooperation-spending",
            from: on(7, 1),
            reason,
        },
    ));
    let mut acts: Vec<Act> = steps
        .into_iter()
        .map(|(day, who, step)| Act::on(day, who, Deed::Plan(step)))
        .collect();
    acts.extend(duties::reports());
    acts.extend(carried::steps());
    acts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_rise_and_end_with_the_goal() {
        let all = CURVES.iter().map(|(_, curve)| curve).chain([&ADJUSTED]);
        for curve in all {
            let values: Vec<f64> = curve
                .nodes
                .iter()
                .map(|node| node.1.parse().unwrap())
                .collect();
            assert!(
                values.is_sorted() && curve.nodes.is_sorted_by_key(|node| node.0),
                "{}",
                curve.indicator
            );
        }
    }

    #[test]
    fn the_notice_is_entered_before_anything_is_made_of_it() {
        let mut acts = steps();
        acts.sort_by_key(|act| act.at);
        assert_eq!(acts[0].deed, Deed::Plan(Step::Enter));
        assert!(matches!(acts[1].deed, Deed::Plan(Step::Settle { .. })));
    }
}
