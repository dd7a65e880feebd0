//! The county of the demonstration: real places, as they are since March 2013.

/// Its division code.
pub const CODE: &str = "320682";
pub const NAME: &str = "如皋市";
pub const BUREAU: &str = "如皋市科学技术局";

/// The offices by the stable code that ledger kinds and indicators name them by.
pub const OFFICES: [(&str, &str); 5] = [
    ("hightech", "高新科"),
    ("platform", "平台载体科"),
    ("cooperation", "产学研成果科"),
    ("finance", "科技金融与计划科"),
    ("general", "办公室"),
];

/// The fourteen reporting units with the zone that is one with some of them (区街合一、镇区合一).
pub const TOWNS: [(&str, &str); 14] = [
    ("如城街道", ""),
    ("城北街道", "如皋经济技术开发区"),
    ("城南街道", "如皋高新技术产业开发区"),
    ("东陈镇", ""),
    ("丁堰镇", ""),
    ("白蒲镇", ""),
    ("下原镇", ""),
    ("九华镇", ""),
    ("石庄镇", ""),
    ("长江镇", "如皋港区"),
    ("吴窑镇", ""),
    ("江安镇", ""),
    ("搬经镇", ""),
    ("磨头镇", ""),
];

/// Where a post is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    Bureau,
    /// By code.
    Office(&'static str),
    /// By place in [`TOWNS`].
    Town(usize),
}

impl Seat {
    pub fn name(self) -> &'static str {
        match self {
            Seat::Bureau => BUREAU,
            Seat::Office(code) => OFFICES
                .iter()
                .find(|office| office.0 == code)
                .map_or("", |office| office.1),
            Seat::Town(at) => TOWNS.get(at).map_or("", |town| town.0),
        }
    }
}
