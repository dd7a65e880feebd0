use ledger::door::Fields;

use super::{Told, one_of};
use crate::demonstration::chance::Chance;
use crate::generate::row::fields;

const CLASSES: [&str; 7] = [
    "engineering_centre",
    "technology_centre",
    "own_institution",
    "graduate_station",
    "key_lab",
    "incubator",
    "maker_space",
];

/// Every third is another title of an institution that may have one already.
pub fn title(chance: &mut Chance, told: Told) -> Fields {
    let item = if chance.one_in(3) {
        format!("研发机构{}", told.firm)
    } else {
        format!("研发机构{}-{}", told.firm, told.number)
    };
    fields([
        ("item", item),
        ("class", one_of(chance, &CLASSES)),
        (
            "level",
            one_of(chance, &["county", "city", "city", "province", "nation"]),
        ),
        ("granted_on", told.day()),
        (
            "document",
            format!("科演〔{}〕{}号", told.year(), told.number),
        ),
        ("line", "science".to_owned()),
        (
            "occasion",
            one_of(chance, &["first", "first", "upgrade", "review"]),
        ),
    ])
}

pub fn certificate(chance: &mut Chance, told: Told) -> Fields {
    let mut said = fields([
        ("number", format!("演GR{}", told.number)),
        ("announced_on", told.day()),
        ("valid_until", told.later(1095)),
        (
            "route",
            one_of(chance, &["first", "first", "again", "moved_in"]),
        ),
        (
            "technology",
            one_of(
                chance,
                &["electronics", "materials", "manufacturing", "energy"],
            ),
        ),
    ]);
    if chance.one_in(12) {
        said.insert("struck_on".to_owned(), told.later(400));
        said.insert("struck_why".to_owned(), "moved_out".to_owned());
    }
    said
}

/// The lists come out once a stretch.
pub fn pool_entry(chance: &mut Chance, told: Told, stretch: usize) -> Fields {
    fields([
        (
            "level",
            one_of(chance, &["city", "city", "province", "county"]),
        ),
        ("listed_on", told.day()),
        ("document", format!("通科演〔{}〕{stretch}号", told.year())),
        (
            "origin",
            one_of(chance, &["visit", "department", "own", "incubator"]),
        ),
    ])
}

pub fn base_list(chance: &mut Chance, told: Told) -> Fields {
    fields([
        (
            "class",
            one_of(chance, &["large_medium", "hnte_above_scale"]),
        ),
        ("list_year", told.year()),
        ("effective_on", told.day()),
    ])
}
