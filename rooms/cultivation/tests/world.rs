//! A bureau with its people, a town with its clerk, some firms.

use enterprise::door::{Firm, NewFirm};
use identity::door::{NewPerson, NewUnit, actor_of, admit, appoint, found};
use ledger::door::{Paper, Proof};
use trail::Who;
use trial::{Answer, COUNTY, Site};
use values::{CreditCode, Day, Id};
use web::{Actor, Organisation, Place, Role, Waiting};

pub struct World {
    pub site: Site,
    pub town: Id<Organisation>,
    pub other_town: Id<Organisation>,
    /// Of 高新科: enters, verifies, leads.
    pub staff: Actor,
    pub verifier: Actor,
    pub head: Actor,
    pub director: Actor,
    /// Of another office.
    pub finance: Actor,
    pub clerk: Actor,
    pub other_clerk: Actor,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn code(n: u32) -> String {
    CreditCode::invented(&format!("91320682MADEM{n:04}"))
        .unwrap()
        .to_string()
}

async fn unit(site: &Site, name: &str, place: Place, code: &str) -> Id<Organisation> {
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let new = NewUnit {
        name: name.into(),
        alias: String::new(),
        code: code.into(),
        place,
        parent: None,
        since: day("2013-03-01"),
    };
    let id = found(&mut tx, &Who::program(), new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn person(site: &Site, name: &str, at: Id<Organisation>, role: Role) -> Actor {
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let new = NewPerson {
        sign_in: format!("{}-{}", role.code(), at),
        name: name.into(),
        password_hash: String::new(),
        must_change: false,
    };
    let id = admit(&mut tx, &Who::program(), new).await.unwrap();
    let since = day("2015-01-01");
    appoint(&mut tx, &Who::program(), id, at, role, since, None)
        .await
        .unwrap();
    let actor = actor_of(&mut tx, id, day("2020-09-18")).await.unwrap();
    tx.commit().await.unwrap();
    actor.unwrap()
}

impl World {
    pub async fn new(site: Site) -> World {
        let bureau = unit(&site, "如皋市科学技术局", Place::Bureau, "").await;
        let office = unit(&site, "高新科", Place::Office, "hightech").await;
        let finance = unit(&site, "科技金融与计划科", Place::Office, "finance").await;
        let town = unit(&site, "白蒲镇", Place::Town, "").await;
        let other_town = unit(&site, "丁堰镇", Place::Town, "").await;
        World {
            staff: person(&site, "陆知微", office, Role::Staff).await,
            verifier: person(&site, "施远舟", office, Role::Verifier).await,
            head: person(&site, "许知行", office, Role::Head).await,
            director: person(&site, "章若谷", bureau, Role::Director).await,
            finance: person(&site, "钱一诺", finance, Role::Staff).await,
            clerk: person(&site, "马一禾", town, Role::Town).await,
            other_clerk: person(&site, "季思齐", other_town, Role::Town).await,
            site,
            town,
            other_town,
        }
    }

    pub async fn waiting(&self, actor: &Actor) -> Vec<Waiting> {
        let mut tx = self.site.app.store().read(COUNTY).await.unwrap();
        (cultivation::room().waits)(&mut tx, actor).await.unwrap()
    }

    pub async fn firm(&self, n: u32, name: &str) -> Id<Firm> {
        self.firm_of(n, name, self.town).await
    }

    pub async fn firm_of(&self, n: u32, name: &str, town: Id<Organisation>) -> Id<Firm> {
        let mut tx = self.site.app.store().write(COUNTY).await.unwrap();
        let new = NewFirm {
            code: code(n),
            name: name.into(),
            town,
            industry: "新材料".into(),
            size: "medium".into(),
            registered_on: day("2010-06-01"),
        };
        let id = enterprise::door::enter(&mut tx, &Who::program(), new, true)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A move by staff: the people are there, what else the stage wants is given.
    pub async fn to(&self, n: u32, stage: &str, on: &str, more: &[(&str, &str)]) -> Answer {
        let (clerk, staff) = (self.clerk.person.to_string(), self.staff.person.to_string());
        let mut pairs = more.to_vec();
        pairs.extend([
            ("to", stage),
            ("day", on),
            ("town-person", clerk.as_str()),
            ("bureau-person", staff.as_str()),
            ("source", "visit"),
        ]);
        let path = format!("/cultivation/firms/{}/steps", code(n));
        self.site.post(&self.staff, &path, &pairs).await
    }

    /// Approved by the director.
    pub fn excused(&self) -> [(&'static str, String); 2] {
        [
            ("exception", "局长办公会同意".to_owned()),
            ("approver", self.director.person.to_string()),
        ]
    }

    /// A batch of 2020 that closes on 25 September; gives its address.
    pub async fn batch(&self) -> String {
        let form = [
            ("year", "2020"),
            ("number", "2"),
            ("opens", "2020-06-01"),
            ("county-closes", "2020-09-25"),
            ("announced", "2020-12-02"),
        ];
        let made = self
            .site
            .post(&self.staff, "/cultivation/batches", &form)
            .await;
        assert!(
            made.location().starts_with("/cultivation/batches/"),
            "{}",
            made.body
        );
        made.location().to_owned()
    }

    /// Moves a firm from nothing to 推荐 in the batch.
    pub async fn recommended(&self, n: u32, batch: &str) {
        let steps = self.to(n, "found", "2020-03-02", &[]).await;
        assert_eq!(steps.location(), path(n), "{}", steps.body);
        let steps = self.to(n, "coached", "2020-04-01", &[]).await;
        assert_eq!(steps.location(), path(n), "{}", steps.body);
        let id = batch.rsplit('/').next().unwrap();
        let number = format!("SB2020{n:04}");
        let [(why, reason), (who, person)] = self.excused();
        let form = [
            ("batch", id),
            ("paper", "皋科发〔2020〕31号"),
            ("issuer", "如皋市科学技术局"),
            ("application-no", number.as_str()),
            (why, reason.as_str()),
            (who, person.as_str()),
        ];
        let steps = self.to(n, "recommended", "2020-09-10", &form).await;
        assert_eq!(steps.location(), path(n), "{}", steps.body);
    }

    pub async fn page(&self, actor: &Actor, path: &str) -> String {
        let answer = self.site.get(actor, path).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.status);
        answer.body
    }

    /// Rows of a kind, as the ledger holds them.
    pub async fn rows(&self, kind: &str) -> Vec<ledger::door::Whole> {
        let mut tx = self.site.app.store().read(COUNTY).await.unwrap();
        ledger::door::of_kind(&mut tx, kind, Some).await.unwrap()
    }
}

/// The page of a firm in cultivation.
pub fn path(n: u32) -> String {
    format!("/cultivation/firms/{}", code(n))
}

/// A paper by its number.
pub fn proof(voucher: &str, on: Day) -> Proof {
    Proof {
        voucher: voucher.into(),
        paper: Paper::Number {
            number: "国科火字1号".into(),
            issuer: "全国高企办".into(),
            day: on,
        },
    }
}
