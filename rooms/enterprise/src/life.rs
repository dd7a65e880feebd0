//! What befalls a firm: it moves, changes its name, parts, is merged, is struck off, or was entered twice. Each has its day
//! and its paper, and changes what is counted from that day on.

pub mod acts;
pub mod joining;
pub mod pages;
pub mod store;

use values::{Day, Id, Moment};
use web::Organisation;

use crate::firm::{Firm, Refusal};

/// Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Renamed,
    MovedTown,
    MovedIn,
    MovedOut,
    SplitInto,
    MergedInto,
    StruckOff,
    /// Two files are of one firm.
    Same,
    /// They are not: the second file is one of its own again.
    Apart,
}

impl Event {
    pub const ALL: [Event; 9] = [
        Event::Renamed,
        Event::MovedTown,
        Event::MovedIn,
        Event::MovedOut,
        Event::SplitInto,
        Event::MergedInto,
        Event::StruckOff,
        Event::Same,
        Event::Apart,
    ];

    /// What may be told of a file: one that was joined to another may only be taken apart.
    pub fn of_file(joined: bool) -> impl Iterator<Item = Event> {
        let all = Event::ALL.into_iter();
        all.filter(move |event| (*event == Event::Apart) == joined)
    }

    pub fn code(self) -> &'static str {
        match self {
            Event::Renamed => "renamed",
            Event::MovedTown => "moved_town",
            Event::MovedIn => "moved_in",
            Event::MovedOut => "moved_out",
            Event::SplitInto => "split_into",
            Event::MergedInto => "merged_into",
            Event::StruckOff => "struck_off",
            Event::Same => "same",
            Event::Apart => "apart",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Event::ALL.into_iter().find(|event| event.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Event::Renamed => "更名",
            Event::MovedTown => "在县（市）内迁址",
            Event::MovedIn => "从外地迁入",
            Event::MovedOut => "迁出",
            Event::SplitInto => "分立",
            Event::MergedInto => "被吸收合并",
            Event::StruckOff => "注销或吊销",
            Event::Same => "重复建档，并入另一份档案",
            Event::Apart => "并错了，恢复为单独的档案",
        }
    }

    /// Whether another firm belongs to it.
    pub fn wants_other(self) -> bool {
        matches!(self, Event::SplitInto | Event::MergedInto | Event::Same)
    }

    /// What it says about the past, for the person before the act.
    pub fn past(self) -> &'static str {
        match self {
            Event::Renamed => {
                "以前的名称仍查得到；按名称导入的旧表仍认得出这家企业，各项数值都不变。"
            }
            Event::MovedTown => {
                "那天以前各日的数不变；计数日在那天及以后的台账记录，随后改记到新的镇区；按日存续的（高企证书等）从那天起算新镇区的。"
            }
            Event::MovedIn => {
                "那天以前不算本县（市）企业，那天起才算：随企业带来的证书、资质从那天起计入，计数日在那天以前的其他台账记录不计。企业和证书的历史都保留。"
            }
            Event::MovedOut => {
                "那天以前各日的数不变，以前的台账记录照旧计入；那天起不再算本县（市）企业：证书、资质、名单到那天为止，计数日在那天及以后的台账记录不计（退回的资金除外）。"
            }
            Event::SplitInto => {
                "历史留在原企业，新企业从自己的成立日算起；原企业不再存续的，证书、资质、名单到那天为止，那天起不再计数。"
            }
            Event::MergedInto => {
                "两家的历史各自保留，以前的台账记录照旧计入；那天起只算合并后的那一家，被合并企业的证书、资质、名单到那天为止，由合并后的企业承接的另登一条。"
            }
            Event::StruckOff => {
                "那天以前各日的数不变，以前的台账记录照旧计入；证书、资质、名单到那天为止，那天起不再计数。"
            }
            Event::Same => {
                "重复的这份从来不该单算，过去各日的企业数也随之少一家；台账记录随后改记到留下的档案，按企业计的数只算一家，同一件事录过两次的只计一条；登记册和年度事实里留下的那份没有的，也转过去。以前出过的数按当时所知，仍查得到。"
            }
            Event::Apart => {
                "过去各日的企业数随之多回一家；并入时改记过去的台账记录、登记册和年度事实改记回来，并入以后新录的留在那一份上。以前出过的数按当时所知，仍查得到。"
            }
        }
    }
}

/// Where a firm is, as the property `presence` keeps it. A firm without one is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Here,
    /// Not yet in the county.
    Elsewhere,
    Out,
    Merged,
    Gone,
    /// The second file of a firm.
    Double,
}

impl Presence {
    pub const ALL: [Presence; 6] = [
        Presence::Here,
        Presence::Elsewhere,
        Presence::Out,
        Presence::Merged,
        Presence::Gone,
        Presence::Double,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Presence::Here => "here",
            Presence::Elsewhere => "elsewhere",
            Presence::Out => "out",
            Presence::Merged => "merged",
            Presence::Gone => "gone",
            Presence::Double => "double",
        }
    }

    pub fn from_code(code: &str) -> Self {
        let mut all = Presence::ALL.into_iter();
        all.find(|one| one.code() == code).unwrap_or(Presence::Here)
    }

    pub fn word(self) -> &'static str {
        match self {
            Presence::Here => "在本县（市）",
            Presence::Elsewhere => "还没有迁入",
            Presence::Out => "已迁出",
            Presence::Merged => "已被合并",
            Presence::Gone => "已注销",
            Presence::Double => "重复的档案",
        }
    }
}

/// What a person tells of a firm.
#[derive(Clone, Debug)]
pub struct Told {
    pub event: Event,
    pub day: Day,
    /// The code of the other firm.
    pub other: String,
    /// Of a split: the firm itself goes on.
    pub goes_on: bool,
    /// From where, or whereto.
    pub place: String,
    pub town: Id<Organisation>,
    pub name: String,
    pub paper: String,
    pub reason: String,
}

/// What befell a firm, as it is kept.
#[derive(Clone, Debug)]
pub struct Befallen {
    pub event: Event,
    pub day: Day,
    pub other: Id<Firm>,
    pub place: String,
    pub paper: String,
    pub reason: String,
    pub person_name: String,
    pub moment: Moment,
}

/// All that is wrong with what was told, besides what the database knows; each with its field.
pub fn faults(told: &Told) -> Vec<(&'static str, Refusal)> {
    let mut faults = Vec::new();
    if told.event == Event::Renamed && told.name.is_empty() {
        faults.push(("name", Refusal::Empty("新的名称")));
    }
    if told.event == Event::MovedTown && told.town.is_none() {
        faults.push(("town", Refusal::NoSuchTown));
    }
    if told.event.wants_other() && told.other.is_empty() {
        faults.push(("other", Refusal::Empty("另一家企业的信用代码")));
    }
    if matches!(told.event, Event::MovedIn | Event::MovedOut) && told.place.is_empty() {
        faults.push(("place", Refusal::Empty("从哪里迁来，或迁到哪里，")));
    }
    if told.paper.is_empty() {
        faults.push(("paper", Refusal::Empty("依据文件")));
    }
    if told.reason.is_empty() {
        faults.push(("reason", Refusal::Empty("情况说明")));
    }
    for (field, what, text) in [
        ("name", "新的名称", &told.name),
        ("place", "地方", &told.place),
        ("paper", "依据文件", &told.paper),
        ("reason", "情况说明", &told.reason),
    ] {
        let length = text.chars().count();
        if length > 100 {
            faults.push((field, Refusal::TooLong { what, length }));
        }
    }
    faults
}

/// Where the firm is from the day on, and before it; nothing where the event does not move it.
pub fn presence(told: &Told) -> Option<Presence> {
    match told.event {
        Event::Renamed | Event::MovedTown | Event::Apart => None,
        Event::MovedIn => Some(Presence::Here),
        Event::MovedOut => Some(Presence::Out),
        Event::SplitInto if told.goes_on => None,
        Event::SplitInto | Event::StruckOff => Some(Presence::Gone),
        Event::MergedInto => Some(Presence::Merged),
        Event::Same => Some(Presence::Double),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_and_places_are_read_as_they_are_written() {
        for event in Event::ALL {
            assert_eq!(Event::from_code(event.code()), Some(event));
            assert!(!event.past().is_empty());
        }
        for presence in Presence::ALL {
            assert_eq!(Presence::from_code(presence.code()), presence);
        }
    }

    fn told(event: Event) -> Told {
        Told {
            event,
            day: Day::NEVER,
            other: String::new(),
            goes_on: false,
            place: String::new(),
            town: Id::NONE,
            name: String::new(),
            paper: String::new(),
            reason: String::new(),
        }
    }

    #[test]
    fn each_event_wants_its_own() {
        for (event, wanted) in [
            (Event::Renamed, vec!["name", "paper", "reason"]),
            (Event::MovedTown, vec!["town", "paper", "reason"]),
            (Event::MovedIn, vec!["place", "paper", "reason"]),
            (Event::MovedOut, vec!["place", "paper", "reason"]),
            (Event::SplitInto, vec!["other", "paper", "reason"]),
            (Event::MergedInto, vec!["other", "paper", "reason"]),
            (Event::StruckOff, vec!["paper", "reason"]),
            (Event::Same, vec!["other", "paper", "reason"]),
            (Event::Apart, vec!["paper", "reason"]),
        ] {
            let found = faults(&told(event)).into_iter();
            let found: Vec<&str> = found.map(|(field, _)| field).collect();
            assert_eq!(found, wanted, "{event:?}");
        }
    }

    #[test]
    fn a_firm_that_parts_and_goes_on_is_still_here() {
        let mut one = told(Event::SplitInto);
        assert_eq!(presence(&one), Some(Presence::Gone));
        one.goes_on = true;
        assert_eq!(presence(&one), None);
    }
}
