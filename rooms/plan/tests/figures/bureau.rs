//! A small bureau with two towns, a firm, a notice in its plan, a contract and payments.

use std::collections::BTreeMap;

use enterprise::door::NewFirm;
use identity::door::NewUnit;
use ledger::door::{Entry, Paper, Posting, Proof};
use store::Tx;
use trail::Who;
use trial::{Site, actor, post};
use values::{Day, Id};
use web::{Actor, Organisation, Place, Role};

pub struct Bureau {
    pub director: Actor,
    pub head: Actor,
    pub staff: Actor,
    pub verifier: Actor,
    pub town_staff: Actor,
    pub hightech: Id<Organisation>,
    pub town: Id<Organisation>,
    pub other_town: Id<Organisation>,
    pub firm: Id<enterprise::door::Firm>,
}

pub fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

/// Founded in February 2020; the clock stands at 18 September when this is done.
pub async fn bureau(site: &Site) -> Bureau {
    site.at("2020-02-10");
    let mut tx = site.app.store().write(trial::COUNTY).await.unwrap();
    let who = Who::program();
    let unit = |name: &str, code: &str, place: Place, parent| NewUnit {
        name: name.to_owned(),
        alias: String::new(),
        code: code.to_owned(),
        place,
        parent,
        since: day("2015-01-01"),
    };
    let bureau = identity::door::found(
        &mut tx,
        &who,
        unit("如皋市科学技术局", "", Place::Bureau, None),
    )
    .await
    .unwrap();
    let mut units = Vec::new();
    for (name, code, place) in [
        ("产学研成果科", "cooperation", Place::Office),
        ("高新科", "hightech", Place::Office),
        ("平台载体科", "platform", Place::Office),
        ("科技金融与计划科", "finance", Place::Office),
        ("办公室", "general", Place::Office),
        ("白蒲镇", "", Place::Town),
        ("江安镇", "", Place::Town),
    ] {
        units.push(
            identity::door::found(&mut tx, &who, unit(name, code, place, Some(bureau)))
                .await
                .unwrap(),
        );
    }
    let firm = firm(&mut tx, units[5]).await;
    tx.commit().await.unwrap();
    let in_office = |name: &str, role| {
        actor(
            name,
            &[post(
                role,
                Place::Office,
                units[0],
                "产学研成果科",
                "cooperation",
            )],
        )
    };
    site.at("2020-09-18");
    Bureau {
        director: actor(
            "沈立秋",
            &[post(
                Role::Director,
                Place::Bureau,
                bureau,
                "如皋市科学技术局",
                "",
            )],
        ),
        head: in_office("钱穗", Role::Head),
        staff: in_office("顾一帆", Role::Staff),
        verifier: in_office("施远舟", Role::Verifier),
        town_staff: actor(
            "马小满",
            &[post(Role::Town, Place::Town, units[5], "白蒲镇", "")],
        ),
        hightech: units[1],
        town: units[5],
        other_town: units[6],
        firm,
    }
}

async fn firm(tx: &mut Tx, town: Id<Organisation>) -> Id<enterprise::door::Firm> {
    let new = NewFirm {
        code: "91320682MA1XK0T5XQ".to_owned(),
        name: "江苏苇渡智能装备有限公司".to_owned(),
        town,
        industry: "智能装备".to_owned(),
        size: "medium".to_owned(),
        registered_on: day("2016-05-01"),
    };
    enterprise::door::enter(tx, &Who::program(), new, true)
        .await
        .unwrap()
}

fn proofs(ids: &[&str]) -> Vec<Proof> {
    let paper = |id: &&str| Proof {
        voucher: (*id).to_owned(),
        paper: Paper::Number {
            number: format!("号-{id}"),
            issuer: "银行".to_owned(),
            day: day("2020-09-01"),
        },
    };
    ids.iter().map(paper).collect()
}

fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
        .collect()
}

impl Bureau {
    /// The same with another office's people as staff and verifier.
    pub fn of_hightech(self) -> Bureau {
        let of = |name: &str, role| {
            let office = post(role, Place::Office, self.hightech, "高新科", "hightech");
            actor(name, &[office])
        };
        Bureau {
            staff: of("苏念", Role::Staff),
            verifier: of("邱宁", Role::Verifier),
            ..self
        }
    }

    /// A signed contract, verified.
    pub async fn contract(&self, site: &Site) -> Id<Entry> {
        let entry = self
            .post(
                site,
                "contract",
                &[
                    ("item", "智能装备联合研发"),
                    ("partner", "滨江纺织研究院"),
                    ("contract_no", "HT-1"),
                    ("nature", "contract"),
                    ("relation", "new"),
                    ("way", "joint"),
                    ("signed_on", "2020-03-05"),
                    ("started_on", "2020-03-10"),
                    ("amount", "800000.00"),
                ],
                &["contract", "start"],
            )
            .await;
        self.verify(site, entry).await;
        entry
    }

    /// A payment of that contract, handed in.
    pub async fn payment(
        &self,
        site: &Site,
        contract: Id<Entry>,
        on: &str,
        yuan: &str,
        proven: &[&str],
    ) -> Id<Entry> {
        let number = format!("{on}-{yuan}");
        let link = contract.to_string();
        self.post(
            site,
            "payment",
            &[
                ("contract", &link),
                ("partner", "滨江纺织研究院"),
                ("payee_type", "university"),
                ("source", "enterprise"),
                ("amount", yuan),
                ("paid_on", on),
                ("voucher_no", &number),
            ],
            proven,
        )
        .await
    }

    pub async fn post(
        &self,
        site: &Site,
        kind: &str,
        pairs: &[(&str, &str)],
        proven: &[&str],
    ) -> Id<Entry> {
        let posting = Posting {
            kind: kind.to_owned(),
            subject: Some(self.firm),
            town: None,
            fields: fields(pairs),
            proofs: proofs(proven),
        };
        let mut tx = site.app.write(&self.staff).await.unwrap();
        let entry = ledger::door::post(&mut tx, &self.staff, posting)
            .await
            .unwrap_or_else(|refusal| panic!("{refusal:?}"));
        tx.commit().await.unwrap();
        entry
    }

    pub async fn verify(&self, site: &Site, entry: Id<Entry>) {
        let mut tx = site.app.write(&self.verifier).await.unwrap();
        ledger::door::verify(&mut tx, &self.verifier, entry)
            .await
            .unwrap_or_else(|refusal| panic!("{refusal:?}"));
        tx.commit().await.unwrap();
    }

    /// Takes the notice's target, rhythm and duty into the plan, all of 13 February.
    pub async fn plan(&self, site: &Site, text: &str) {
        self.plan_on(site, text, "2020-02-13").await;
        site.at("2020-09-18");
    }

    /// The same for the year of a day, all on that day.
    pub async fn plan_on(&self, site: &Site, text: &str, on: &str) {
        site.at(on);
        let year = day(on).year();
        let new = plan::door::NewNotice {
            number: format!("皋科发〔{year}〕2号"),
            title: format!("{year}年科技重点工作"),
            issuer: "如皋市科学技术局".to_owned(),
            day: day(on),
            year: i64::from(year),
            text: text.to_owned(),
            file: plan::door::KeptFile::default(),
        };
        let mut tx = site.app.write(&self.director).await.unwrap();
        let notice = plan::door::enter_notice(&mut tx, &self.director, new)
            .await
            .unwrap();
        for proposed in plan::door::proposals(&mut tx, notice).await.unwrap() {
            if proposed.is_in_conflict {
                plan::door::settle(
                    &mut tx,
                    &self.director,
                    proposed.leader.id,
                    proposed.leader.id,
                    "以第二章为准",
                )
                .await
                .unwrap();
            }
        }
        for proposed in plan::door::proposals(&mut tx, notice).await.unwrap() {
            plan::door::accept(&mut tx, &self.director, proposed.leader.id, None)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    }
}
