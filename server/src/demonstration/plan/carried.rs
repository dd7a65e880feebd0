//! Who carries the targets and duties: leaders, people, assisting units, measures and milestones.

use super::super::act::{Act, Deed};
use super::super::calendar::{Within, day};
use super::Step;

/// What of the plan is meant: the target of an indicator, or the duty whose words hold these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Target(&'static str),
    Duty(&'static str),
}

/// Who says so, and of what; people by key, offices by code, towns by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    pub by: &'static str,
    pub of: Of,
    pub leader: &'static str,
    pub person: &'static str,
    pub assisting: &'static [&'static str],
    pub measures: &'static [&'static str],
    pub nodes: &'static [Node],
}

/// Day, what must stand by then, and how it came out: the day, whether it was met, and the note.
pub type Node = (Within, &'static str, Option<(Within, bool, &'static str)>);

const fn target(
    by: &'static str,
    indicator: &'static str,
    (leader, person): (&'static str, &'static str),
    assisting: &'static [&'static str],
    measures: &'static [&'static str],
) -> Carried {
    Carried {
        by,
        of: Of::Target(indicator),
        leader,
        person,
        assisting,
        measures,
        nodes: &[],
    }
}

const fn duty(
    by: &'static str,
    words: &'static str,
    (leader, person): (&'static str, &'static str),
    assisting: &'static [&'static str],
    nodes: &'static [Node],
) -> Carried {
    Carried {
        by,
        of: Of::Duty(words),
        leader,
        person,
        assisting,
        measures: &[],
        nodes,
    }
}

impl Carried {
    const fn with(self, nodes: &'static [Node]) -> Carried {
        Carried { nodes, ..self }
    }

    const fn doing(self, measures: &'static [&'static str]) -> Carried {
        Carried { measures, ..self }
    }
}

pub const CARRIED: [Carried; 20] = [
    target(
        "lu",
        "rd-intensity",
        ("shen", "lu"),
        &["general"],
        &["与统计局按季会商", "辅导规上企业建研发辅助账"],
    ),
    target(
        "lu",
        "hightech-output-share",
        ("shen", "ding"),
        &[],
        &["按月核对高新技术产业企业名录", "漏统企业逐户说明"],
    ),
    target(
        "lu",
        "hnte-net-increase",
        ("shen", "ding"),
        &["finance", "东陈镇", "白蒲镇"],
        &["到期企业提前半年辅导重新认定", "分三批组织申报，逐户过材料"],
    )
    .with(&[
        (
            (6, 30),
            "第一批申报材料上报",
            Some(((6, 29), true, "第一批 38 户全部上报")),
        ),
        (
            (8, 10),
            "第二批申报材料上报",
            Some(((8, 13), true, "两户补材料，晚三天报齐")),
        ),
        ((9, 22), "第三批申报材料上报", None),
    ]),
    target(
        "lu",
        "pool-entries",
        ("shen", "ding"),
        &[],
        &["按月从规上企业和科小名单里摸排", "镇区推荐、科室走访"],
    ),
    target(
        "qian",
        "cooperation-projects",
        ("xu", "cao"),
        &["白蒲镇", "东陈镇", "吴窑镇"],
        &[
            "每周发布企业需求，每月组织对接",
            "按镇区分解到季，慢的镇专场对接",
        ],
    )
    .with(&[
        (
            (5, 29),
            "东畴大学专场对接会",
            Some(((5, 28), true, "签意向 11 项")),
        ),
        ((9, 25), "专家企业行", None),
        ((10, 30), "东陈、吴窑两镇专场对接", None),
    ]),
    target(
        "qian",
        "cooperation-spending",
        ("xu", "cao"),
        &["finance"],
        &["合同签订即建付款计划，到期提醒企业", "缺凭证的逐户催办"],
    )
    .with(&[((9, 30), "缺付款凭证的逐户补齐", None)]),
    target(
        "song",
        "rd-institutions",
        ("shen", "ye"),
        &[],
        &["列出培育名单，对照五有条件补短板"],
    ),
    target(
        "song",
        "institution-coverage",
        ("shen", "ye"),
        &["general"],
        &["与统计局核对大中型和规上高企名单", "没有机构的企业逐户建账"],
    ),
    target(
        "song",
        "national-incubators",
        ("shen", "song"),
        &["城南街道"],
        &["对照国家级条件列差距，按月调度"],
    )
    .with(&[(
        (9, 11),
        "省厅推荐材料定稿",
        Some(((9, 14), false, "毕业企业佐证不齐，省厅同意延到月底")),
    )]),
    target(
        "song",
        "maker-spaces",
        ("shen", "ye"),
        &["城北街道"],
        &["两家备选单位同步准备备案材料"],
    ),
    target(
        "xue",
        "technology-loans",
        ("xu", "fan"),
        &[],
        &["银行按月报放款明细，逐笔核对", "季度通报各行进度"],
    ),
    target(
        "xue",
        "technology-guarantees",
        ("xu", "fan"),
        &[],
        &["与担保公司按月对账"],
    ),
    target(
        "xue",
        "project-applications",
        ("xu", "xue"),
        &["hightech", "platform", "cooperation"],
        &["建项目储备库，逐项定责任人", "申报前两周统一过材料"],
    ),
    target(
        "xue",
        "funds-won",
        ("xu", "xue"),
        &["general"],
        &["跟踪已立项项目的拨款", "到账即入台账"],
    ),
    duty(
        "lu",
        "强化高企政策的宣传",
        ("shen", "ding"),
        &["general", "finance"],
        &[
            (
                (4, 30),
                "政策汇编印发",
                Some(((4, 27), true, "印发 600 册")),
            ),
            ((9, 25), "六场宣讲办完", None),
        ],
    )
    .doing(&["编一册政策汇编", "办六场宣讲，覆盖全部镇区"]),
    duty(
        "qian",
        "拓展与创新大国和关键小国",
        ("xu", "zeng"),
        &["general"],
        &[((10, 20), "第二次线上对接", None)],
    )
    .doing(&["中以线上对接两次", "征集“一带一路”合作意向"]),
    duty(
        "song",
        "鼓励镇（区、街道）加快科创中心",
        ("shen", "ye"),
        &["白蒲镇", "长江镇", "石庄镇"],
        &[
            (
                (6, 30),
                "镇区街道方案收齐",
                Some(((7, 1), false, "还差五个镇，改为分批报")),
            ),
            ((9, 10), "方案审定", None),
        ],
    )
    .doing(&["逐镇走访定选址", "方案按季会审"]),
    duty(
        "song",
        "服务指导",
        ("shen", "su"),
        &[],
        &[((9, 28), "四家平台走访完", None)],
    )
    .doing(&["每月走访一家平台"]),
    duty(
        "xue",
        "设立创业风险投资引导基金",
        ("xu", "fan"),
        &["general"],
        &[
            ((6, 30), "方案初稿", Some(((6, 24), true, "初稿已送财政局"))),
            ((8, 31), "方案报局长办公会", None),
        ],
    )
    .doing(&["与财政局共同起草方案", "学习邻县做法"]),
    duty(
        "guo",
        "细化任务分解",
        ("ji", "guo"),
        &["hightech", "platform", "cooperation", "finance"],
        &[(
            (3, 20),
            "分解到科室和镇区",
            Some(((3, 20), true, "皋科演发〔2020〕4号")),
        )],
    )
    .doing(&["目标按科室、镇区、季度分解"]),
];

/// The assignments, and later how the milestones came out.
pub fn steps() -> Vec<Act> {
    let on = |(month, date): Within| day(2020, month, date);
    let mut acts: Vec<Act> = CARRIED
        .iter()
        .map(|one| Act::on(on((3, 12)), one.by, Deed::Plan(Step::Carry(one))))
        .collect();
    for one in &CARRIED {
        for (_, content, outcome) in one.nodes {
            let Some((closed, met, note)) = outcome else {
                continue;
            };
            let step = Step::Close {
                content,
                met: *met,
                note,
            };
            acts.push(Act::on(on(*closed), one.by, Deed::Plan(step)));
        }
    }
    acts
}
