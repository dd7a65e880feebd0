//! What a firm has, entry by entry: IP rights, certificates and titles, technical people, products, projects.

pub mod acts;
pub mod counted;
pub mod decide;
mod form;
pub mod pages;
pub mod store;

use std::collections::BTreeMap;

use values::{Day, Id, Moment, Uuid};

use crate::firm::Firm;
pub use form::fields;

/// The five registers. Stored and addressed by their short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Register {
    Rights,
    Certificates,
    People,
    Products,
    Projects,
}

impl Register {
    pub const ALL: [Register; 5] = [
        Register::Rights,
        Register::Certificates,
        Register::People,
        Register::Products,
        Register::Projects,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Register::Rights => "rights",
            Register::Certificates => "certificates",
            Register::People => "people",
            Register::Products => "products",
            Register::Projects => "projects",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Register::ALL.into_iter().find(|one| one.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Register::Rights => "知识产权",
            Register::Certificates => "证书和称号",
            Register::People => "科技人员",
            Register::Products => "产品（服务）",
            Register::Projects => "研发项目",
        }
    }

    /// What one counts its entries in.
    pub fn unit(self) -> &'static str {
        match self {
            Register::Rights | Register::Certificates | Register::Projects => "项",
            Register::People => "人",
            Register::Products => "种",
        }
    }

    /// How its end is spoken of.
    pub fn end_word(self) -> &'static str {
        match self {
            Register::Rights => "失效",
            Register::Certificates => "撤销",
            Register::People => "离开",
            Register::Products => "停产",
            Register::Projects => "结束",
        }
    }

    /// Whether its entries are personal data.
    pub fn is_personal(self) -> bool {
        self == Register::People
    }
}

/// Fields beside the columns, by id, in canonical texts.
pub type Content = BTreeMap<String, String>;

/// Marks the ids of entries.
#[derive(Debug)]
pub enum Entry {}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// One of the register's kinds; empty where it has none.
    pub kind: String,
    pub name: String,
    pub number: String,
    pub since: Day,
    /// The last day of validity.
    pub until: Day,
    pub content: Content,
}

/// One version of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: Id<Entry>,
    pub firm: Id<Firm>,
    pub register: Register,
    pub said: Said,
    pub ended_on: Day,
    /// The year of the application in which it was used; 0 where it was not.
    pub used: i64,
    /// Why it is as it is; empty for the first version.
    pub reason: String,
    pub actor: Uuid,
    pub actor_name: String,
    pub moment: Moment,
    pub known_from: i64,
    pub known_until: i64,
}

impl Held {
    /// Whether it is valid on a day.
    pub fn holds(&self, on: Day) -> bool {
        self.said.since <= on && on <= self.said.until && on < self.ended_on
    }

    pub fn text(&self, field: &str) -> &str {
        self.said.content.get(field).map_or("", String::as_str)
    }

    /// 有效, 2019 年申报已用, 已失效.
    pub fn state(&self, on: Day) -> String {
        if self.ended_on <= on {
            return format!("{} {}", self.ended_on, self.register.end_word());
        }
        if self.said.until < on {
            return format!("{} 到期", self.said.until);
        }
        if self.used > 0 {
            return format!("{} 年申报用过", self.used);
        }
        match self.said.since > on {
            true => "还没有生效".to_owned(),
            false => "有效".to_owned(),
        }
    }
}

/// Class I (国科发火〔2016〕195号): may be used again and again while it is valid.
pub const CLASS_ONE: [(&str, &str); 6] = [
    ("invention", "发明专利（含国防专利）"),
    ("plant", "植物新品种"),
    ("crop", "国家级农作物品种"),
    ("drug", "国家新药"),
    ("tcm", "国家一级中药保护品种"),
    ("layout", "集成电路布图设计专有权"),
];

/// Class II: used in one application only.
pub const CLASS_TWO: [(&str, &str); 3] = [
    ("utility", "实用新型专利"),
    ("design", "外观设计专利"),
    ("software", "软件著作权"),
];

/// How a right was come by (国科发火〔2016〕32号 第十一条).
pub const WAYS: [(&str, &str); 4] = [
    ("self", "自主研发"),
    ("bought", "受让"),
    ("given", "受赠"),
    ("merged", "并购"),
];

/// Certificates and titles.
pub const CERTIFICATES: [(&str, &str); 8] = [
    ("hnte", "高新技术企业"),
    ("tech_sme", "科技型中小企业"),
    ("rd_province", "省级企业研发机构"),
    ("rd_nation", "国家级企业研发机构"),
    ("rd_city", "市级企业研发机构"),
    ("incubator", "孵化器"),
    ("maker_space", "众创空间"),
    ("other", "其他"),
];

/// What a certificate covers when no end stands on it: 高企 three years from the day of issue (国科发火〔2016〕32号 第十二条).
pub const HNTE_YEARS: i32 = 3;

pub fn is_class_two(kind: &str) -> bool {
    CLASS_TWO.iter().any(|(code, _)| *code == kind)
}

/// The kinds of a register, code and word.
pub fn kinds(register: Register) -> Vec<(&'static str, &'static str)> {
    match register {
        Register::Rights => CLASS_ONE.into_iter().chain(CLASS_TWO).collect(),
        Register::Certificates => CERTIFICATES.to_vec(),
        Register::People | Register::Products | Register::Projects => Vec::new(),
    }
}

pub fn kind_word(register: Register, kind: &str) -> &'static str {
    let kinds = kinds(register);
    kinds
        .into_iter()
        .find(|(code, _)| *code == kind)
        .map_or("", |(_, word)| word)
}
