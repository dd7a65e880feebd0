//! The stages of the pipeline (发现一批、培育一批、推荐一批、认定一批; 皋科发〔2020〕2号 三、1), which way leads from one
//! to another, and the rule under which a stage is entered. Pure.

mod rule;

pub use rule::{Facts, Unmet, unmet};

/// Where a firm stands. Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Lead,
    Found,
    Pooled,
    Coached,
    Recommended,
    Reviewed,
    Publicised,
    Recognised,
    Failed,
    Left,
}

/// The four verbs of the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    Discover,
    Cultivate,
    Recommend,
    Recognise,
}

impl Lane {
    pub const ALL: [Lane; 4] = [
        Lane::Discover,
        Lane::Cultivate,
        Lane::Recommend,
        Lane::Recognise,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Lane::Discover => "discover",
            Lane::Cultivate => "cultivate",
            Lane::Recommend => "recommend",
            Lane::Recognise => "recognise",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Lane::ALL.into_iter().find(|lane| lane.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Lane::Discover => "发现",
            Lane::Cultivate => "培育",
            Lane::Recommend => "推荐",
            Lane::Recognise => "认定",
        }
    }
}

impl Stage {
    pub const ALL: [Stage; 10] = [
        Stage::Lead,
        Stage::Found,
        Stage::Pooled,
        Stage::Coached,
        Stage::Recommended,
        Stage::Reviewed,
        Stage::Publicised,
        Stage::Recognised,
        Stage::Failed,
        Stage::Left,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Stage::Lead => "lead",
            Stage::Found => "found",
            Stage::Pooled => "pooled",
            Stage::Coached => "coached",
            Stage::Recommended => "recommended",
            Stage::Reviewed => "reviewed",
            Stage::Publicised => "publicised",
            Stage::Recognised => "recognised",
            Stage::Failed => "failed",
            Stage::Left => "left",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Stage::Lead => "线索",
            Stage::Found => "发现",
            Stage::Pooled => "培育入库",
            Stage::Coached => "辅导",
            Stage::Recommended => "推荐（已申报）",
            Stage::Reviewed => "评审",
            Stage::Publicised => "公示",
            Stage::Recognised => "认定",
            Stage::Failed => "未通过",
            Stage::Left => "退出",
        }
    }

    /// The lane of the board; a firm that failed is cultivated again, one that left stands in none.
    pub fn lane(self) -> Option<Lane> {
        match self {
            Stage::Lead | Stage::Found => Some(Lane::Discover),
            Stage::Pooled | Stage::Coached | Stage::Failed => Some(Lane::Cultivate),
            Stage::Recommended | Stage::Reviewed | Stage::Publicised => Some(Lane::Recommend),
            Stage::Recognised => Some(Lane::Recognise),
            Stage::Left => None,
        }
    }

    /// Whether the application is with those who decide about it.
    pub fn is_applied(self) -> bool {
        self.lane() == Some(Lane::Recommend)
    }

    /// The stages that ordinarily follow; a firm that is not in the pipeline begins with one of those of `None`.
    pub fn ways(from: Option<Stage>) -> &'static [Stage] {
        use Stage::*;
        match from {
            None => &[Lead, Found, Pooled, Recognised],
            Some(Lead) => &[Found, Left],
            Some(Found) => &[Pooled, Coached, Left],
            Some(Pooled) => &[Coached, Recommended, Left],
            Some(Coached) => &[Pooled, Recommended, Left],
            // The official list may come before anybody has written the review down; an application may be drawn back.
            Some(Recommended) => &[Reviewed, Publicised, Recognised, Failed, Coached, Left],
            Some(Reviewed) => &[Publicised, Recognised, Failed],
            Some(Publicised) => &[Recognised, Failed],
            // Again in the year in which the certificate runs out; or struck, moved out.
            Some(Recognised) => &[Coached, Recommended, Left],
            // Reviewed: an appeal is heard.
            Some(Failed) => &[Coached, Recommended, Reviewed, Left],
            Some(Left) => &[Lead, Found, Pooled],
        }
    }

    pub fn follows(self, from: Option<Stage>) -> bool {
        Stage::ways(from).contains(&self)
    }
}

#[cfg(test)]
mod tests;
