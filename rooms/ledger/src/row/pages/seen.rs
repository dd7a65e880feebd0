//! A row as a person sees it: its facts in words, its vouchers, what may be done with it.

use std::collections::BTreeSet;

use ::store::Tx;
use enterprise::door::FirmLine;
use measure::kind::{Field, FieldType, Kind, Place, Subject};
use values::{Day, Id};
use web::{Actor, Organisation, Result};

use crate::access;
use crate::row::acts::{self, Held};
use crate::row::standing::{Standing, missing};
use crate::row::state::State;
use crate::row::{Entry, Row, shown, store};
use crate::voucher::{self, Kept};

/// One fact of a row.
#[derive(Clone, Debug, Default)]
pub struct Fact {
    pub name: String,
    pub value: String,
    pub note: String,
    /// Where it leads; empty for nowhere.
    pub path: String,
    /// Shown in the face of codes.
    pub code: bool,
    pub strong: bool,
}

/// What the person may do now: which buttons stand on the page.
#[derive(Clone, Copy, Debug)]
pub struct May {
    pub submit: bool,
    pub verify: bool,
    /// Would verify, but wrote the row.
    pub own: bool,
    pub send_back: bool,
    pub correct: bool,
    pub discard: bool,
    pub unverify: bool,
    pub prove: bool,
    pub copy: bool,
}

pub struct Seen {
    pub held: Held,
    pub firm: Option<FirmLine>,
    pub facts: Vec<Fact>,
    /// Every voucher it ever had.
    pub vouchers: Vec<Kept>,
    /// Names of the required vouchers that are not there.
    pub missing: Vec<String>,
    pub may: May,
}

impl Seen {
    /// The row as the actor may see it.
    pub async fn load(tx: &mut Tx, actor: &Actor, entry: Id<Entry>) -> Result<Seen> {
        let held = acts::find(tx, actor, entry).await?;
        let firm = match held.row.content.subject {
            Some(id) => enterprise::door::firm(tx, id).await?,
            None => None,
        };
        let town_name = town_name(tx, held.row.content.town).await?;
        let vouchers = voucher::store::of(tx, entry).await?;
        let wrote = store::writers(tx, entry).await?.contains(&actor.person);
        let kind = held.kind()?;
        let there: BTreeSet<String> = standing_in(&vouchers, held.row.version)
            .map(|kept| kept.proof.voucher.clone())
            .collect();
        let missing = missing(kind, &there)
            .into_iter()
            .map(str::to_owned)
            .collect();
        let facts = facts(tx, actor, kind, &held.row, firm.as_ref(), &town_name).await?;
        let may = may(actor, kind, &held.row, wrote);
        Ok(Seen {
            firm,
            facts,
            missing,
            may,
            vouchers,
            held,
        })
    }

    pub fn row(&self) -> &Row {
        &self.held.row
    }

    pub fn kind(&self) -> Result<&Kind> {
        Ok(self.held.kind()?)
    }

    /// The facts in two columns.
    pub fn halves(&self) -> Vec<&[Fact]> {
        let (first, second) = self.facts.split_at(self.facts.len().div_ceil(2));
        vec![first, second]
    }

    /// The vouchers of the newest version.
    pub fn standing(&self) -> Vec<&Kept> {
        standing_in(&self.vouchers, self.held.row.version).collect()
    }

    /// 付款 · 江苏苇渡智能装备有限公司 · 滨江纺织研究院
    pub fn line(&self) -> String {
        let kind = self.held.kinds.get(&self.held.row.kind);
        let name = kind.map(|kind| kind.name.clone());
        let firm = self.firm.as_ref().map(|firm| firm.name.clone());
        let summary = kind
            .map(|kind| shown::summary(kind, &self.held.row.content.fields))
            .filter(|summary| !summary.is_empty());
        name.into_iter()
            .chain(firm)
            .chain(summary)
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// Why it does not count; empty when it does.
    pub fn left_out(&self) -> String {
        match self.held.row.standing {
            Standing::Good => String::new(),
            Standing::Unproven => format!("缺{}，不计入", self.missing.join("、")),
            Standing::Waiting => "待核实，核实后才计入".to_owned(),
            Standing::Double => "与另一条重复，不计入".to_owned(),
            Standing::Draft => "草稿，提交并核实后才计入".to_owned(),
            Standing::Returned => self.held.row.returned_by(),
            Standing::Void => format!("已作废：{}", self.held.row.reason),
        }
    }
}

pub fn standing_in(vouchers: &[Kept], version: i64) -> impl Iterator<Item = &Kept> {
    vouchers.iter().filter(move |kept| kept.stands_in(version))
}

pub async fn town_name(tx: &mut Tx, town: Id<Organisation>) -> Result<String> {
    if town.is_none() {
        return Ok(String::new());
    }
    Ok(identity::door::organisation(tx, town)
        .await?
        .map(|unit| unit.name)
        .unwrap_or_default())
}

fn may(actor: &Actor, kind: &Kind, row: &Row, wrote: bool) -> May {
    let (state, town) = (row.state, access::place(actor, row));
    let writes = access::write(actor, kind, town).is_ok() && state != State::Void;
    let judges = access::judge(actor, kind, town).is_ok();
    let waits = state == State::Submitted;
    May {
        submit: writes && matches!(state, State::Draft | State::Returned),
        verify: waits && access::verify(actor, kind, town, wrote).is_ok(),
        own: waits && judges && wrote,
        send_back: waits && judges,
        correct: writes,
        discard: state != State::Void && access::discard(actor, kind, town, state).is_ok(),
        unverify: state == State::Verified && judges,
        prove: writes,
        copy: access::may_enter(actor, kind),
    }
}

async fn facts(
    tx: &mut Tx,
    actor: &Actor,
    kind: &Kind,
    row: &Row,
    firm: Option<&FirmLine>,
    town_name: &str,
) -> Result<Vec<Fact>> {
    let mut facts = Vec::new();
    if kind.subject == Subject::Firm {
        match firm {
            Some(firm) => {
                let path = format!("/firms/{}", firm.code);
                facts.push(Fact {
                    name: "企业".to_owned(),
                    value: firm.name.clone(),
                    path,
                    ..Fact::default()
                });
                facts.push(Fact {
                    name: "信用代码".to_owned(),
                    value: firm.code.clone(),
                    code: true,
                    ..Fact::default()
                });
            }
            None => facts.push(unknown("企业")),
        }
    }
    facts.push(town_fact(kind, row.measured.effective, town_name));
    for field in &kind.fields {
        if let Some(value) = row.content.fields.get(&field.id) {
            facts.push(fact(tx, actor, kind, field, value).await?);
        }
    }
    Ok(facts)
}

fn unknown(name: &str) -> Fact {
    Fact {
        name: name.to_owned(),
        value: "还没有填".to_owned(),
        ..Fact::default()
    }
}

fn town_fact(kind: &Kind, effective: Day, town_name: &str) -> Fact {
    let by_subject =
        kind.town == Place::Subject && !town_name.is_empty() && effective.known().is_some();
    let day = kind
        .field(&kind.day)
        .map_or("计数日", |field| field.name.as_str());
    let county = if kind.town == Place::Choice {
        "全县（市）"
    } else {
        "—"
    };
    Fact {
        name: "镇区".to_owned(),
        value: if town_name.is_empty() {
            county.to_owned()
        } else {
            town_name.to_owned()
        },
        note: if by_subject {
            format!("{day}所在")
        } else {
            String::new()
        },
        ..Fact::default()
    }
}

async fn fact(tx: &mut Tx, actor: &Actor, kind: &Kind, field: &Field, value: &str) -> Result<Fact> {
    let mut fact = Fact {
        name: field.name.clone(),
        value: shown::exact(field, value),
        ..Fact::default()
    };
    match field.kind {
        FieldType::Money => {
            fact.note = std::mem::replace(
                &mut fact.value,
                format!("{} 万元", shown::in_list(field, value)),
            );
            fact.strong = true;
        }
        FieldType::Link => link(tx, actor, &mut fact, value).await?,
        FieldType::Option if field.id == "publisher" => {
            let fields = [(field.id.clone(), value.to_owned())].into_iter().collect();
            fact.note = shown::statutory(kind, &fields).to_owned();
        }
        FieldType::Day => {
            fact.value = Day::parse_iso(value).map_or_else(|| value.to_owned(), Day::full)
        }
        _ => {}
    }
    Ok(fact)
}

/// Of a row of another town only the number is told.
async fn link(tx: &mut Tx, actor: &Actor, fact: &mut Fact, value: &str) -> Result<()> {
    let Ok(entry) = value.parse::<Id<Entry>>() else {
        return Ok(());
    };
    let Some(row) = store::find(tx, entry).await? else {
        return Ok(());
    };
    if access::see(actor, row.content.town, row.author).is_err() {
        fact.value = row.number;
        fact.note = "不在您的镇区".to_owned();
        return Ok(());
    }
    let kinds = crate::kind::kinds(tx).await?;
    let summary = kinds
        .get(&row.kind)
        .map(|kind| shown::summary(kind, &row.content.fields))
        .unwrap_or_default();
    fact.value = format!("{} {summary}", row.number);
    fact.note = row.state.word().to_owned();
    fact.path = row.path();
    Ok(())
}
