//! The plan on paper: the task book (推进任务书) of an office or a town, and the breakdown of
//! responsibility (责任分解表) of the whole bureau. Both are made of what is kept, as of a day and as
//! known at a moment; the printed page and the workbook hold the same.

pub(crate) mod breakdown;
pub(crate) mod making;
pub(crate) mod pages;
pub(crate) mod rhythm;
pub(crate) mod sheet;
pub(crate) mod words;

use values::{Day, Moment};

/// The task book of one unit.
pub struct Book {
    /// 产学研成果科2020年推进任务书
    pub title: String,
    /// The numbers of the year's notices.
    pub basis: String,
    pub leaders: String,
    /// What those who answer for the unit are called, and their names.
    pub heads: (&'static str, String),
    pub day: Day,
    pub moment: Moment,
    pub targets: Vec<Line>,
    /// The rhythm rules that an office answers for.
    pub rhythms: Vec<Line>,
    pub duties: Vec<Line>,
}

/// A target, a rhythm rule or a duty in a task book; texts as documents write them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub number: usize,
    pub name: String,
    pub path: String,
    /// 150项以上; of a rule 每周至少1项, of a duty its day.
    pub goal: String,
    /// What must be reached by the ends of the quarters; of a rule or a duty nothing.
    pub quarters: [String; 4],
    pub measures: Vec<String>,
    pub nodes: Vec<String>,
    /// 牵头：高新科；配合：办公室、白蒲镇
    pub units: String,
    pub person: String,
    pub leader: String,
    pub now: String,
    pub problem: String,
    pub next: String,
}

impl Book {
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty() && self.rhythms.is_empty() && self.duties.is_empty()
    }

    /// What has no curve: its goal stands over the columns of the quarters.
    pub fn without_quarters(&self) -> [(&'static str, &[Line]); 2] {
        [("节奏", &self.rhythms), ("工作任务", &self.duties)]
    }

    /// 2020年9月18日 17时30分
    pub fn known(&self) -> String {
        words::moment(self.moment)
    }
}
