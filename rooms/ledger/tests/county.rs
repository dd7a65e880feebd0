//! A small county: two offices, two towns, three firms, and people with posts.

use enterprise::door::{Firm, NewFirm};
use identity::door::{NewPerson, NewUnit};
use ledger::door::{self, Entry, Fields, Paper, Posting, Proof};
use store::Tx;
use trail::Who;
use trial::{Answer, COUNTY, Site};
use values::{Day, Id};
use web::{Actor, Organisation, Place, Role, Room};

pub fn rooms() -> [Room; 3] {
    [identity::room(), enterprise::room(), ledger::room()]
}

/// The county with its people signed in.
#[derive(Clone)]
pub struct County {
    pub site: Site,
    pub baipu: Id<Organisation>,
    pub dongchen: Id<Organisation>,
    pub firm: Id<Firm>,
    pub firm_code: String,
    pub other_firm: Id<Firm>,
    /// 产学研成果科: enters.
    pub staff: Actor,
    /// 产学研成果科: verifies.
    pub verifier: Actor,
    /// 产学研成果科: heads it.
    pub head: Actor,
    /// 科技金融科: enters.
    pub finance: Actor,
    /// 白蒲镇 and 东陈镇: enter for their town.
    pub of_baipu: Actor,
    pub of_dongchen: Actor,
    pub director: Actor,
    pub administrator: Actor,
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn unit(tx: &mut Tx, name: &str, code: &str, place: Place) -> Id<Organisation> {
    let new = NewUnit {
        name: name.into(),
        alias: String::new(),
        code: code.into(),
        place,
        parent: None,
        since: day("2015-01-01"),
    };
    identity::door::found(tx, &Who::program(), new)
        .await
        .unwrap()
}

async fn person(tx: &mut Tx, name: &str, unit: Id<Organisation>, role: Role) -> Actor {
    let new = NewPerson {
        sign_in: name.into(),
        name: name.into(),
        password_hash: "-".into(),
        must_change: false,
    };
    let id = identity::door::admit(tx, &Who::program(), new)
        .await
        .unwrap();
    identity::door::appoint(tx, &Who::program(), id, unit, role, day("2015-01-01"), None)
        .await
        .unwrap();
    identity::door::actor_of(tx, id, day("2020-09-18"))
        .await
        .unwrap()
        .unwrap()
}

async fn firm(tx: &mut Tx, code: &str, name: &str, town: Id<Organisation>) -> Id<Firm> {
    let new = NewFirm {
        code: code.into(),
        name: name.into(),
        town,
        industry: "纺织专用设备制造".into(),
        size: "medium".into(),
        registered_on: day("2015-03-02"),
    };
    enterprise::door::enter(tx, &Who::program(), new, true)
        .await
        .unwrap()
}

impl County {
    pub async fn on(site: Site) -> County {
        let store = site.app.store().clone();
        let mut tx = store.write(COUNTY).await.unwrap();
        let bureau = unit(&mut tx, "如皋市科学技术局", "", Place::Bureau).await;
        let cooperation = unit(&mut tx, "产学研成果科", "cooperation", Place::Office).await;
        let finance = unit(&mut tx, "科技金融科", "finance", Place::Office).await;
        let baipu = unit(&mut tx, "白蒲镇", "", Place::Town).await;
        let dongchen = unit(&mut tx, "东陈镇", "", Place::Town).await;
        let firm_code = "91320682MADEM00122".to_owned();
        let county = County {
            firm: firm(&mut tx, &firm_code, "江苏苇渡智能装备有限公司", baipu).await,
            other_firm: firm(
                &mut tx,
                "91320682MADEM00133",
                "如皋砚禾电气有限公司",
                dongchen,
            )
            .await,
            staff: person(&mut tx, "曹以宁", cooperation, Role::Staff).await,
            verifier: person(&mut tx, "施远舟", cooperation, Role::Verifier).await,
            head: person(&mut tx, "许知行", cooperation, Role::Head).await,
            finance: person(&mut tx, "卢明川", finance, Role::Staff).await,
            of_baipu: person(&mut tx, "马一禾", baipu, Role::Town).await,
            of_dongchen: person(&mut tx, "严可", dongchen, Role::Town).await,
            director: person(&mut tx, "钱穗", bureau, Role::Director).await,
            administrator: person(&mut tx, "管理员", bureau, Role::Administrator).await,
            firm_code,
            site,
            baipu,
            dongchen,
        };
        tx.commit().await.unwrap();
        county
    }

    pub async fn write(&self) -> Tx {
        self.site.app.store().write(COUNTY).await.unwrap()
    }

    pub async fn read(&self) -> Tx {
        self.site.app.store().read(COUNTY).await.unwrap()
    }

    /// A contract of the firm, entered and verified.
    pub async fn contract(&self, number: &str) -> Id<Entry> {
        let mut tx = self.write().await;
        let entry = door::post(&mut tx, &self.staff, a_contract(self.firm, number))
            .await
            .unwrap();
        door::verify(&mut tx, &self.verifier, entry).await.unwrap();
        tx.commit().await.unwrap();
        entry
    }

    /// A payment with both papers, handed in by the office's staff.
    pub async fn payment(&self, contract: Id<Entry>, voucher_no: &str) -> Id<Entry> {
        let mut tx = self.write().await;
        let entry = door::post(
            &mut tx,
            &self.staff,
            a_payment(self.firm, contract, voucher_no),
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        entry
    }

    pub async fn verify(&self, actor: &Actor, entry: Id<Entry>) -> Result<(), door::Refusal> {
        let mut tx = self.write().await;
        let outcome = door::verify(&mut tx, actor, entry).await;
        if outcome.is_ok() {
            tx.commit().await.unwrap();
        }
        outcome
    }

    /// What a row is worth now.
    pub async fn line(&self, entry: Id<Entry>) -> door::Line {
        let mut tx = self.read().await;
        door::lines(&mut tx, &[entry], None)
            .await
            .unwrap()
            .pop()
            .unwrap()
    }

    pub async fn standing(&self, entry: Id<Entry>) -> &'static str {
        self.line(entry).await.standing.code()
    }

    /// Sends an act of a row's page, from the version that stands now.
    pub async fn act(&self, actor: &Actor, entry: Id<Entry>, act: &str, reason: &str) -> Answer {
        let version = self.line(entry).await.version.to_string();
        self.site
            .post(
                actor,
                &format!("/ledger/rows/{entry}/{act}"),
                &[("version", &version), ("reason", reason)],
            )
            .await
    }

    /// Nothing is broken in the ledger.
    pub async fn holds(&self) {
        let mut tx = self.read().await;
        let checked = door::check(&mut tx, self.site.app.store().files())
            .await
            .unwrap();
        assert_eq!(checked.broken, Vec::<String>::new());
    }
}

pub fn number(voucher: &str, number: &str) -> Proof {
    Proof {
        voucher: voucher.into(),
        paper: Paper::Number {
            number: number.into(),
            issuer: "如皋农商行".into(),
            day: day("2020-09-16"),
        },
    }
}

pub fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs
        .iter()
        .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
        .collect()
}

pub fn a_contract(firm: Id<Firm>, contract_no: &str) -> Posting {
    Posting {
        kind: "contract".into(),
        subject: Some(firm),
        town: None,
        fields: fields(&[
            ("item", "智能验布机视觉算法"),
            ("partner", "滨江纺织研究院"),
            ("contract_no", contract_no),
            ("nature", "contract"),
            ("relation", "new"),
            ("way", "commissioned"),
            ("signed_on", "2020-05-06"),
            ("amount", "900000.00"),
        ]),
        proofs: vec![number("contract", "合同扫描件")],
    }
}

pub fn a_payment(firm: Id<Firm>, contract: Id<Entry>, voucher_no: &str) -> Posting {
    Posting {
        kind: "payment".into(),
        subject: Some(firm),
        town: None,
        fields: fields(&[
            ("contract", &contract.to_string()),
            ("partner", "滨江纺织研究院"),
            ("payee_type", "institute"),
            ("source", "enterprise"),
            ("amount", "360000.00"),
            ("paid_on", "2020-09-16"),
            ("voucher_no", voucher_no),
        ]),
        proofs: vec![number("receipt", "回单"), number("invoice", "发票")],
    }
}

/// The payment as a person types it into the form.
pub fn typed_payment<'a>(contract: &'a str, firm: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("firm", firm),
        ("contract", contract),
        ("partner", "滨江纺织研究院"),
        ("payee_type", "institute"),
        ("source", "enterprise"),
        ("amount", "36"),
        ("paid_on", "9月16日"),
        ("voucher_no", "0231907"),
        ("note", "第二期款"),
        ("act", "submit"),
    ]
}

pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n%%EOF\n";
pub const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

/// The id at the end of an address.
pub fn entry_of(location: &str) -> Id<Entry> {
    location.rsplit('/').next().unwrap().parse().unwrap()
}
