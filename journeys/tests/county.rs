//! A small bureau with two towns, a firm and rows of it.

use enterprise::door::{Firm, NewFirm};
use identity::door::NewUnit;
use ledger::door::{Entry, Paper, Posting, Proof};
use store::Tx;
use trail::Who;
use trial::{COUNTY, Site, actor, post};
use values::{Day, Id};
use web::{Actor, Organisation, Place, Role};

pub const CODE: &str = "91320682MA1XK0T5XQ";

pub struct County {
    pub site: Site,
    pub staff: Actor,
    pub verifier: Actor,
    pub head: Actor,
    pub baipu: Id<Organisation>,
    pub jiangan: Id<Organisation>,
    pub firm: Id<Firm>,
}

pub fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

async fn unit(tx: &mut Tx, name: &str, code: &str, place: Place) -> Id<Organisation> {
    let new = NewUnit {
        name: name.to_owned(),
        alias: String::new(),
        code: code.to_owned(),
        place,
        parent: None,
        since: day("2015-01-01"),
    };
    let founded = identity::door::found(tx, &Who::program(), new).await;
    founded.unwrap()
}

impl County {
    pub async fn on(site: Site) -> County {
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let mut posts = Vec::new();
        for code in ["cooperation", "hightech", "platform", "finance", "general"] {
            let office = unit(&mut tx, code, code, Place::Office).await;
            posts.push((office, code));
        }
        let baipu = unit(&mut tx, "白蒲镇", "", Place::Town).await;
        let jiangan = unit(&mut tx, "江安镇", "", Place::Town).await;
        let new = NewFirm {
            code: CODE.to_owned(),
            name: "江苏苇渡智能装备有限公司".to_owned(),
            town: baipu,
            industry: "智能装备".to_owned(),
            size: "medium".to_owned(),
            registered_on: day("2016-05-01"),
        };
        let firm = enterprise::door::enter(&mut tx, &Who::program(), new, true).await;
        let firm = firm.unwrap();
        tx.commit().await.unwrap();
        let everywhere = |name: &str, role| {
            let posts: Vec<_> = posts
                .iter()
                .map(|(office, code)| post(role, Place::Office, *office, code, code))
                .collect();
            actor(name, &posts)
        };
        County {
            staff: everywhere("顾一帆", Role::Staff),
            verifier: everywhere("施远舟", Role::Verifier),
            head: everywhere("许知行", Role::Head),
            site,
            baipu,
            jiangan,
            firm,
        }
    }

    /// A row of the firm that counts.
    pub async fn good(&self, kind: &str, fields: &[(&str, &str)], proven: &[&str]) -> Id<Entry> {
        self.good_of(self.firm, kind, fields, proven).await
    }

    /// The same of another firm.
    pub async fn good_of(
        &self,
        firm: Id<Firm>,
        kind: &str,
        fields: &[(&str, &str)],
        proven: &[&str],
    ) -> Id<Entry> {
        let proof = |id: &&str| Proof {
            voucher: (*id).to_owned(),
            paper: Paper::Number {
                number: format!("号-{id}"),
                issuer: "银行".to_owned(),
                day: day("2020-09-01"),
            },
        };
        let posting = Posting {
            kind: kind.to_owned(),
            subject: Some(firm),
            town: None,
            fields: fields
                .iter()
                .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
                .collect(),
            proofs: proven.iter().map(proof).collect(),
        };
        let mut tx = self.site.app.write(&self.staff).await.unwrap();
        let entry = ledger::door::post(&mut tx, &self.staff, posting);
        let entry = entry.await.unwrap_or_else(|refusal| panic!("{refusal}"));
        let verified = ledger::door::verify(&mut tx, &self.verifier, entry).await;
        verified.unwrap_or_else(|refusal| panic!("{refusal}"));
        tx.commit().await.unwrap();
        entry
    }

    pub async fn contract(&self) -> Id<Entry> {
        let fields = [
            ("item", "智能装备联合研发"),
            ("partner", "滨江纺织研究院"),
            ("contract_no", "HT-1"),
            ("nature", "contract"),
            ("relation", "new"),
            ("way", "joint"),
            ("signed_on", "2020-03-05"),
            ("started_on", "2020-03-10"),
            ("amount", "800000.00"),
        ];
        self.good("contract", &fields, &["contract", "start"]).await
    }

    pub async fn payment(&self, contract: Id<Entry>, on: &str, yuan: &str) -> Id<Entry> {
        let contract = contract.to_string();
        let fields = [
            ("contract", contract.as_str()),
            ("partner", "滨江纺织研究院"),
            ("payee_type", "university"),
            ("source", "enterprise"),
            ("amount", yuan),
            ("paid_on", on),
            ("voucher_no", on),
        ];
        self.good("payment", &fields, &["receipt", "invoice"]).await
    }
}
