//! Under which rule a stage is entered.

use values::Day;

use super::Stage;
use crate::verdict::{Judged, Verdict};

/// What the rules ask about.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    pub from: Option<Stage>,
    /// The day of the step before.
    pub since: Option<Day>,
    pub day: Day,
    pub today: Day,
    pub judged: &'a Judged,
    /// Until when a certificate of the firm holds that is in force on the day.
    pub certified_until: Option<Day>,
    pub has_town_person: bool,
    pub has_bureau_person: bool,
    pub has_paper: bool,
    pub has_note: bool,
    /// Whether a batch is named, and the last day of the county in it.
    pub batch: Option<Option<Day>>,
    /// Whether a certificate comes with the step, or is in the ledger already.
    pub has_certificate: bool,
}

/// What keeps a stage from being entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    pub field: &'static str,
    pub label: &'static str,
    pub reason: String,
    /// Whether a named exception may set it aside.
    pub excusable: bool,
}

fn needed(field: &'static str, label: &'static str, reason: impl Into<String>) -> Unmet {
    Unmet {
        field,
        label,
        reason: reason.into(),
        excusable: false,
    }
}

fn rule(field: &'static str, label: &'static str, reason: impl Into<String>) -> Unmet {
    Unmet {
        excusable: true,
        ..needed(field, label, reason)
    }
}

/// All that keeps a firm from the stage; nothing when it may be entered.
pub fn unmet(to: Stage, facts: &Facts<'_>) -> Vec<Unmet> {
    let mut unmet = days(facts);
    if !to.follows(facts.from) {
        let from = facts.from.map_or("未纳入培育", Stage::word);
        unmet.push(rule(
            "to",
            "移到",
            format!("“{from}”之后不直接到“{}”", to.word()),
        ));
    }
    match to {
        Stage::Lead => {}
        Stage::Found => people(facts, true, &mut unmet),
        Stage::Pooled => pooled(facts, &mut unmet),
        Stage::Coached => people(facts, false, &mut unmet),
        Stage::Recommended => recommended(facts, &mut unmet),
        Stage::Reviewed => {}
        Stage::Publicised => paper(facts, "公示要写公示文件的文号", &mut unmet),
        Stage::Recognised if !facts.has_certificate => unmet.push(needed(
            "certificate",
            "证书编号",
            "认定要有证书：填证书编号和有效期，或先在台账登记证书",
        )),
        Stage::Recognised => {}
        Stage::Failed if !facts.has_note => {
            unmet.push(needed("note", "说明", "写明未通过的原因或依据"));
        }
        Stage::Left if !facts.has_note => unmet.push(needed("note", "说明", "退出要写明原因")),
        Stage::Failed | Stage::Left => {}
    }
    unmet
}

fn days(facts: &Facts<'_>) -> Vec<Unmet> {
    let mut unmet = Vec::new();
    if facts.day > facts.today {
        unmet.push(needed("day", "日期", format!("{} 还没有到", facts.day)));
    }
    if let Some(since) = facts.since.filter(|since| facts.day < *since) {
        let reason = format!("{} 早于上一步的日期 {since}", facts.day);
        unmet.push(needed("day", "日期", reason));
    }
    unmet
}

fn people(facts: &Facts<'_>, and_of_town: bool, unmet: &mut Vec<Unmet>) {
    if and_of_town && !facts.has_town_person {
        unmet.push(rule("town-person", "镇区责任人", "定下镇区的责任人"));
    }
    if !facts.has_bureau_person {
        unmet.push(needed("bureau-person", "局责任人", "定下局里的责任人"));
    }
}

fn paper(facts: &Facts<'_>, reason: &str, unmet: &mut Vec<Unmet>) {
    if !facts.has_paper {
        unmet.push(needed("paper", "文号", reason));
    }
}

/// The list that pools it, and no certificate in force (entry conditions as practised: facts to be confirmed).
fn pooled(facts: &Facts<'_>, unmet: &mut Vec<Unmet>) {
    paper(facts, "入库要写名单的文号", unmet);
    people(facts, false, unmet);
    if let Some(until) = facts.certified_until {
        let reason = format!("已是有效高企，证书到 {until}，不再入培育库");
        unmet.push(rule("to", "移到", reason));
    }
}

/// A verdict that carries it (国科发火〔2016〕32号 第十一条), a batch that is still open, and the letter.
fn recommended(facts: &Facts<'_>, unmet: &mut Vec<Unmet>) {
    paper(facts, "推荐要写推荐函的文号", unmet);
    match facts.judged.verdict {
        Verdict::Pass | Verdict::Possible => {}
        Verdict::Fail => {
            let short = facts.judged.light().1;
            unmet.push(rule("to", "移到", format!("还不满足认定条件：{short}")));
        }
        Verdict::Unknown => {
            let missing = facts.judged.light().1;
            let reason = format!("是否满足认定条件还不知道（{missing}），先补齐企业的事实");
            unmet.push(rule("to", "移到", reason));
        }
    }
    // Again only in the year in which the certificate runs out.
    if let Some(until) = facts
        .certified_until
        .filter(|until| until.year() > facts.day.year())
    {
        let reason = format!("证书到 {until}，期满当年才重新认定");
        unmet.push(rule("to", "移到", reason));
    }
    match facts.batch {
        None => unmet.push(needed("batch", "批次", "选报哪一批")),
        Some(Some(closes)) if facts.day > closes => {
            unmet.push(rule("batch", "批次", format!("这一批 {closes} 县里已截止")))
        }
        Some(_) => {}
    }
}
