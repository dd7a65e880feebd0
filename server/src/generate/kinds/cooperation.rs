use ledger::door::{Entry, Fields};
use values::Id;

use super::{Told, one_of, wan};
use crate::demonstration::chance::Chance;
use crate::demonstration::names::{BANKS, INDUSTRIES, PARTNERS};
use crate::generate::row::fields;

pub fn contract(chance: &mut Chance, told: Told, partner: usize) -> Fields {
    let mut said = fields([
        ("item", format!("合作项目{}", told.number)),
        ("partner", PARTNERS[partner].0.to_owned()),
        ("contract_no", format!("YX{}{}", told.year(), told.number)),
        (
            "nature",
            one_of(
                chance,
                &[
                    "contract", "contract", "contract", "contract", "contract", "intent",
                ],
            ),
        ),
        (
            "relation",
            one_of(
                chance,
                &["new", "new", "new", "new", "supplement", "renewal"],
            ),
        ),
        (
            "way",
            one_of(chance, &["commissioned", "joint", "transfer", "service"]),
        ),
        ("signed_on", told.day()),
        ("ends_on", told.later(540)),
        ("amount", wan(chance, 5, 300)),
    ]);
    if !chance.one_in(9) {
        said.insert("started_on".to_owned(), told.day());
    }
    said
}

/// On a contract, or, before there is any, on none.
pub fn payment(chance: &mut Chance, told: Told, contract: Option<(Id<Entry>, usize)>) -> Fields {
    let partner = contract.map_or(0, |(_, partner)| partner);
    let (name, payee_type) = PARTNERS[partner];
    let payee_type = if chance.one_in(20) {
        "enterprise"
    } else {
        payee_type
    };
    let mut said = fields([
        ("partner", name.to_owned()),
        ("payee_type", payee_type.to_owned()),
        (
            "source",
            one_of(
                chance,
                &[
                    "enterprise",
                    "enterprise",
                    "enterprise",
                    "enterprise",
                    "subsidy",
                ],
            ),
        ),
        ("amount", wan(chance, 1, 60)),
        ("paid_on", told.day()),
        ("voucher_no", format!("{:08}", told.number)),
        ("bank", one_of(chance, &BANKS)),
        ("payee", name.to_owned()),
    ]);
    if let Some((entry, _)) = contract {
        said.insert("contract".to_owned(), entry.to_string());
    }
    said
}

pub fn demand(chance: &mut Chance, told: Told) -> Fields {
    let industry = chance.pick(&INDUSTRIES).0;
    fields([
        ("title", format!("{industry}技术需求{}", told.number)),
        (
            "class",
            one_of(
                chance,
                &[
                    "key_technology",
                    "new_product",
                    "process",
                    "equipment",
                    "testing",
                ],
            ),
        ),
        ("published_on", told.day()),
        ("collected_on", told.later(-5)),
        ("industry", industry.to_owned()),
        (
            "difficulty",
            "现有工艺合格率不稳，希望合作解决。".to_owned(),
        ),
        ("budget", wan(chance, 5, 100)),
    ])
}

pub fn activity(chance: &mut Chance, told: Told) -> Fields {
    let partner = chance.pick(&PARTNERS).0;
    fields([
        ("name", format!("走进{partner}（第{}场）", told.number)),
        ("form", one_of(chance, &["invite_in", "go_out"])),
        ("held", "yes".to_owned()),
        ("online", "site".to_owned()),
        ("held_on", told.day()),
        ("firms", chance.between(3, 40).to_string()),
        ("partners", partner.to_owned()),
    ])
}

pub fn breakthrough(told: Told) -> Fields {
    fields([
        ("title", format!("技术突破{}", told.number)),
        ("achieved_on", told.day()),
        (
            "decision",
            format!("局长办公会演〔{}〕{}号", told.year(), told.number),
        ),
        ("class", "technology".to_owned()),
    ])
}
