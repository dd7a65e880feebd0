use ledger::door::Fields;

use super::{Told, one_of, wan};
use crate::demonstration::chance::Chance;
use crate::demonstration::names::{BANKS, GUARANTORS};
use crate::generate::row::fields;

const PROGRAMMES: [&str; 4] = [
    "省重点研发计划",
    "省科技成果转化专项",
    "省创新能力建设计划",
    "省双创人才",
];

pub fn disbursement(chance: &mut Chance, told: Told) -> Fields {
    fields([
        (
            "product",
            one_of(chance, &["sukedai", "sukedai", "rukedai", "microloan"]),
        ),
        ("bank", one_of(chance, &BANKS)),
        ("contract_no", format!("JK{}", told.number)),
        ("disbursement_no", format!("JJ{}", told.number)),
        ("amount", wan(chance, 20, 500)),
        ("lent_on", told.day()),
        ("due_on", told.later(365)),
        ("relation", one_of(chance, &["first", "first", "renewal"])),
        ("rate", "4.35%".to_owned()),
        ("security", one_of(chance, &["credit", "ip", "guarantee"])),
    ])
}

pub fn guarantee(chance: &mut Chance, told: Told) -> Fields {
    fields([
        ("guarantor", one_of(chance, &GUARANTORS)),
        ("contract_no", format!("DB{}", told.number)),
        ("amount", wan(chance, 20, 400)),
        ("effective_on", told.day()),
        ("ends_on", told.later(365)),
        (
            "relation",
            one_of(chance, &["new", "new", "renewal", "same_loan_renewal"]),
        ),
        ("bank", one_of(chance, &BANKS)),
    ])
}

/// The item joins programme, year and lead, as the kind derives it.
pub fn application(chance: &mut Chance, told: Told) -> Fields {
    let programme = one_of(chance, &PROGRAMMES);
    let lead = format!("演示企业{}", told.firm);
    fields([
        ("title", format!("研究项目{}", told.number)),
        ("item", format!("{programme} {} {lead}", told.year())),
        ("programme", programme),
        ("year", told.year()),
        ("lead", lead),
        ("application_no", format!("SB{}", told.number)),
        (
            "level",
            one_of(
                chance,
                &["province", "province", "province", "city", "nation"],
            ),
        ),
        (
            "class",
            one_of(
                chance,
                &["project", "project", "platform", "talent", "hnte"],
            ),
        ),
        ("recommended_on", told.day()),
        ("asked", wan(chance, 10, 300)),
    ])
}

pub fn money_received(chance: &mut Chance, told: Told) -> Fields {
    fields([
        (
            "class",
            if chance.one_in(30) {
                "refund"
            } else {
                "arrival"
            }
            .to_owned(),
        ),
        (
            "level",
            one_of(
                chance,
                &["province", "province", "province", "city", "nation"],
            ),
        ),
        (
            "line",
            one_of(chance, &["science", "science", "science", "industry"]),
        ),
        ("amount", wan(chance, 5, 200)),
        ("arrived_on", told.day()),
        (
            "document",
            format!("苏财教演〔{}〕{}号", told.year(), told.number),
        ),
        ("programme", one_of(chance, &PROGRAMMES)),
        ("instalment", one_of(chance, &["once", "first", "rest"])),
        ("bank", one_of(chance, &BANKS)),
    ])
}
