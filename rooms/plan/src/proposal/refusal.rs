//! Why an act on a proposal is not done.

use web::Error;

/// Carries the facts; the sentences are made here once for every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is a further mention of another; that one is acted on.
    Merged {
        leader: String,
    },
    /// Its mentions want something different, and nobody has settled it.
    Conflict {
        name: String,
    },
    NoConflict {
        name: String,
    },
    Accepted {
        name: String,
    },
    Dismissed {
        name: String,
    },
    NoReason,
    /// A target is merged with another of the same notice, a duty with the one beside it.
    NotMergeable,
    /// A rhythm rule without an indicator can never be tested.
    NoIndicator {
        name: String,
    },
    /// A target that was added by hand and has no value yet.
    NoGoal {
        name: String,
    },
    /// The chosen wording is none of the group's.
    NoSuchWording,
}

impl Refusal {
    /// Why it was not done, and what to do.
    pub fn told(&self) -> (String, &'static str) {
        match self {
            Refusal::Merged { leader } => (
                format!("这处提到的是“{leader}”的另一出处，不能单独办。"),
                "请在首个出处上办，或先把这处分出来。",
            ),
            Refusal::Conflict { name } => (
                format!("“{name}”有几种写法还没有定。"),
                "先选一种写法并写明理由，或作为几个目标。",
            ),
            Refusal::NoConflict { name } => (
                format!("“{name}”的几处写法已经一致，或已有人定过。"),
                "不用再定，可以直接采纳。",
            ),
            Refusal::Accepted { name } => (
                format!("“{name}”已经采纳，进了计划。"),
                "要改动，先撤回采纳。",
            ),
            Refusal::Dismissed { name } => (format!("“{name}”已经不采纳。"), "要改动，先撤回。"),
            Refusal::NoReason => (
                "没有写理由。".to_owned(),
                "返回上一页写明理由，几个字也可以。",
            ),
            Refusal::NotMergeable => (
                "只有同一份文件里的目标，或前后相邻的工作任务，可以合并。".to_owned(),
                "请选另一个目标，或相邻的一条任务。",
            ),
            Refusal::NoIndicator { name } => (
                format!("“{name}”还没有对应的指标，无法检验。"),
                "点“修改”选一个指标，再采纳。",
            ),
            Refusal::NoGoal { name } => (
                format!("“{name}”还没有数值。"),
                "点“修改”填上数值和单位，再采纳。",
            ),
            Refusal::NoSuchWording => (
                "选的写法不在这个目标的出处里。".to_owned(),
                "返回上一页重新选一种。",
            ),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let (why, way_out) = refusal.told();
        Error::refused(why, way_out)
    }
}
