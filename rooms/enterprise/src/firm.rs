//! A firm and what it is over time.

pub mod asked;
pub mod entry;
pub mod list;
pub mod pages;
pub mod show;
pub mod store;
mod timeline;
pub mod words;

use std::fmt;

use values::{CodeFault, CreditCode, Day, Id};
use web::Organisation;

/// Marks the ids of firms.
#[derive(Debug)]
pub enum Firm {}

/// A firm as a list shows it today.
#[derive(Clone, Debug)]
pub struct FirmLine {
    pub id: Id<Firm>,
    pub code: String,
    pub name: String,
    pub town: Id<Organisation>,
    pub town_name: String,
    pub industry: String,
    /// One of [`SIZES`].
    pub size: String,
    pub registered_on: Day,
}

impl FirmLine {
    pub fn size_name(&self) -> &'static str {
        SIZES
            .iter()
            .find(|(code, _)| *code == self.size)
            .map_or("—", |(_, name)| name)
    }
}

/// What is needed to enter a firm.
#[derive(Clone, Debug)]
pub struct NewFirm {
    pub code: String,
    pub name: String,
    pub town: Id<Organisation>,
    pub industry: String,
    pub size: String,
    pub registered_on: Day,
}

/// Sizes of the statistics (统计上大中小微型企业划分办法, 国统字〔2017〕213号).
pub const SIZES: [(&str, &str); 4] = [
    ("large", "大型"),
    ("medium", "中型"),
    ("small", "小型"),
    ("micro", "微型"),
];

/// Why a firm is not entered or changed. Worded for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Code(CodeFault),
    Twice {
        code: String,
        name: String,
    },
    Empty(&'static str),
    TooLong {
        what: &'static str,
        length: usize,
    },
    UnknownSize(String),
    NoSuchTown,
    InFuture(Day),
    BeforeRegistered {
        day: Day,
        registered_on: Day,
    },
    Unchanged {
        what: &'static str,
        day: Day,
    },
    /// A property changed before the day that the firm is said to be registered on.
    ChangedBefore {
        what: &'static str,
        day: Day,
    },
    NoSuchFirm,
    /// The other firm is the firm itself.
    Itself,
    /// The file was joined to another.
    Joined {
        code: String,
        name: String,
    },
    /// The file was never joined to one.
    NotJoined,
    /// The database is busy: trying again helps.
    Busy,
    /// The database cannot be reached.
    Gone,
    Fault(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Code(fault) => write!(f, "{fault}"),
            Refusal::Twice { code, name } => write!(
                f,
                "{code} 已登记为“{name}”，一家企业只有一份档案，请直接用它"
            ),
            Refusal::Empty(what) => write!(f, "{what}要填"),
            Refusal::TooLong { what, length } => {
                write!(f, "{what}在 100 字以内，您填了 {length} 字")
            }
            Refusal::UnknownSize(size) if size.is_empty() => {
                write!(f, "请从大型、中型、小型、微型中选")
            }
            Refusal::UnknownSize(size) => {
                write!(f, "没有“{size}”这种规模，请从大型、中型、小型、微型中选")
            }
            Refusal::NoSuchTown => write!(f, "请选企业所在的镇区街道"),
            Refusal::InFuture(day) => write!(f, "{day} 还没有到，请填已经发生的日子"),
            Refusal::BeforeRegistered { day, registered_on } => {
                write!(f, "{day} 早于企业成立日 {registered_on}，请核对")
            }
            Refusal::Unchanged { what, day } => {
                write!(f, "{what}在 {day} 已经是这样，没有要改的")
            }
            Refusal::ChangedBefore { what, day } => write!(
                f,
                "{what}在 {day} 已有变化，成立日不能在它之后，请核对成立日"
            ),
            Refusal::NoSuchFirm => write!(f, "企业库里没有这家企业"),
            Refusal::Itself => write!(f, "这就是本企业的代码，请填另一家的"),
            Refusal::Joined { code, name } => {
                write!(f, "这份档案已并入“{name}”，请用它的代码 {code}")
            }
            Refusal::NotJoined => write!(f, "这份档案没有并入别的档案，不用恢复"),
            Refusal::Busy => write!(f, "现在正忙，没有存上，稍等几秒再提交"),
            Refusal::Gone => write!(f, "数据库暂时连不上，没有存上，稍后再提交"),
            Refusal::Fault(_) => write!(f, "系统出了错，没有存上，请告诉管理员"),
        }
    }
}

impl From<::store::Error> for Refusal {
    fn from(error: ::store::Error) -> Self {
        match error {
            ::store::Error::Busy => Refusal::Busy,
            ::store::Error::Gone(_) => Refusal::Gone,
            other => Refusal::Fault(other.to_string()),
        }
    }
}

/// Reads a code; only where firms are invented may its check character be wrong.
pub fn read_code(code: &str, invented: bool) -> Result<CreditCode, Refusal> {
    let read = if invented {
        CreditCode::shaped(code)
    } else {
        CreditCode::parse(code)
    };
    read.map_err(Refusal::Code)
}

/// All that is wrong with a new firm, besides its code and whether its town is one.
pub fn faults(new: &NewFirm, today: Day) -> Vec<Refusal> {
    let mut faults = Vec::new();
    for (what, text) in [("企业名称", &new.name), ("行业", &new.industry)] {
        let length = text.chars().count();
        if length > 100 {
            faults.push(Refusal::TooLong { what, length });
        }
    }
    if new.name.trim().is_empty() {
        faults.push(Refusal::Empty("企业名称"));
    }
    if new.town.is_none() {
        faults.push(Refusal::NoSuchTown);
    }
    if SIZES.iter().all(|(code, _)| *code != new.size) {
        faults.push(Refusal::UnknownSize(new.size.clone()));
    }
    if new.registered_on > today {
        faults.push(Refusal::InFuture(new.registered_on));
    }
    faults
}
