//! The pages that show all firms of a county, on SQLite.

use anyhow::{Context, Result, anyhow, ensure};
use criteria::{Firm as Told, fact};
use enterprise::door::{Firm, NewFirm, Source, Stated, enter, state_all};
use identity::door::{NewPerson, NewUnit, actor_of, admit, appoint, found, open_session};
use store::{Store, Tx};
use trail::Who;
use values::{Clock, Day, Id, Moment};
use web::{Organisation, Place, Role};

use super::firms;
use crate::ground::{migrations, rooms};
use crate::measured::{Measured, Must, Rounds};
use crate::site::Site;
use crate::work::told as told_error;

const COUNTY: &str = "320682";
const TOWNS: usize = 14;
const WARM: usize = 50;
/// Firms whose facts are stated in one act.
const TOGETHER: usize = 500;
/// What the firm's own page says; the others are facts of a year.
const OWN: [&str; 2] = ["registered_on", "resident"];

pub async fn measure(firms: &[Told]) -> Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let clock = Clock::standing_at(Moment::at(firms::on()?, 9, 0));
    let store = Store::in_folder(folder.path(), clock).await?;
    store.migrate(&migrations()).await?;
    store.found(COUNTY, "例县").await?;
    let cookie = filled(&store, firms).await?;
    let site = Site::new(&store, rooms(), &cookie);
    let mut lines = Vec::new();
    for (path, name) in [
        ("/screening/hnte-2016", "the screening of 5,000 firms"),
        ("/firms", "the list of 5,000 firms"),
    ] {
        let first = site.get(path).await?;
        let all = format!("共 {} 家", firms.len());
        ensure!(first.text().contains(&all), "{path} does not say {all}");
        let once = Rounds::once(first.millis());
        let mut warm = Rounds::default();
        for _ in 0..WARM {
            warm.push(site.get(path).await?.millis());
        }
        let must = Some(Must::Under(100.0));
        let both = [
            warm.line(&format!("{name}, warm (p95)"), warm.p95(), "ms", must),
            once.line(&format!("{name}, the first time"), once.max(), "ms", None),
        ];
        lines.extend(both.map(|line| Measured {
            what: "sqlite".to_owned(),
            rows: firms.len() as u64,
            ..line
        }));
    }
    store.close().await;
    Ok(lines)
}

/// A county with these firms and their facts; gives the cookie of somebody of an office.
async fn filled(store: &Store, told: &[Told]) -> Result<String> {
    let (who, since) = (Who::program(), Day::of(2013, 3, 1).context("a day")?);
    let mut tx = store.write(COUNTY).await?;
    unit(&mut tx, "例县科学技术局", Place::Bureau, since).await?;
    let office = unit(&mut tx, "高新科", Place::Office, since).await?;
    let new = NewPerson {
        sign_in: "jingban".to_owned(),
        name: "经办".to_owned(),
        password_hash: String::new(),
        must_change: false,
    };
    let person = admit(&mut tx, &who, new).await?;
    appoint(&mut tx, &who, person, office, Role::Staff, since, None).await?;
    let mut towns = Vec::new();
    for number in 1..=TOWNS {
        towns.push(unit(&mut tx, &format!("第{number}镇"), Place::Town, since).await?);
    }
    let today = tx.moment().day();
    let actor = actor_of(&mut tx, person, today).await?;
    let actor = actor.context("nobody of the office")?;
    let mut firms = Vec::new();
    for (number, told) in told.iter().enumerate() {
        firms.push(entered(&mut tx, &who, number, told, towns[number % TOWNS]).await?);
    }
    tx.commit().await?;
    let all: Vec<_> = firms.iter().zip(told).collect();
    for some in all.chunks(TOGETHER) {
        let facts: Vec<Stated> = some
            .iter()
            .flat_map(|(firm, told)| stated(**firm, told))
            .collect();
        let mut tx = store.write(COUNTY).await?;
        let list = (Source::Statistics, "统计名单");
        let many = state_all(&mut tx, &actor, list, &facts)
            .await
            .map_err(told_error)?;
        ensure!(
            many == facts.len(),
            "{many} facts are stated of {}",
            facts.len()
        );
        tx.commit().await?;
    }
    Ok(open_session(store, COUNTY, person).await?)
}

async fn unit(tx: &mut Tx, name: &str, place: Place, since: Day) -> Result<Id<Organisation>> {
    let new = NewUnit {
        name: name.to_owned(),
        alias: String::new(),
        code: match place {
            Place::Office => "hightech".to_owned(),
            _ => String::new(),
        },
        place,
        parent: None,
        since,
    };
    Ok(found(tx, &Who::program(), new).await?)
}

async fn entered(
    tx: &mut Tx,
    who: &Who,
    number: usize,
    told: &Told,
    town: Id<Organisation>,
) -> Result<Id<Firm>> {
    let slot = fact::SHIPPED.find("registered_on").context("no column")?;
    let day = told.get(slot).context("no day of registration")?;
    let new = NewFirm {
        code: firms::code(number)?,
        name: firms::name(number),
        town,
        industry: "新材料".to_owned(),
        size: "small".to_owned(),
        registered_on: Day::from_number(i32::try_from(day)?),
    };
    let entered = enter(tx, who, new, true).await;
    entered.map_err(|refusal| anyhow!("{refusal}"))
}

/// The facts of a firm, each in its year.
fn stated(firm: Id<Firm>, told: &Told) -> impl Iterator<Item = Stated> {
    let facts = &*fact::SHIPPED;
    facts.slots().filter_map(move |(id, slot)| {
        let fact = facts.fact(id).id.as_str();
        let back = slot.year.map_or(0, |year| 3 - i32::from(year));
        Some(Stated {
            firm,
            year: firms::LAST_YEAR - back,
            fact: fact.to_owned(),
            value: told.get(id).filter(|_| !OWN.contains(&fact))?,
        })
    })
}
