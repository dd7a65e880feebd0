pub mod ending;
pub mod naming;
pub mod sheet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::Day;
use web::{Actor, App, Complaints, Fields, Frame, Place, Result, back_to, invalid, page};

use super::{NewUnit, Unit, store};
use crate::access;
use crate::door::WORK;

#[derive(Template)]
#[template(path = "unit/list.html")]
struct List {
    frame: Frame,
    units: Vec<Unit>,
    complaints: Complaints,
    name: String,
    alias: String,
    code: String,
    place: String,
    since: String,
}

/// The name of the unit that a unit belongs to.
fn parent<'a>(units: &'a [Unit], unit: &Unit) -> &'a str {
    let parent = units.iter().find(|other| Some(other.id) == unit.parent);
    parent.map_or("—", |parent| parent.name.as_str())
}

impl List {
    fn parent(&self, unit: &Unit) -> &str {
        parent(&self.units, unit)
    }

    /// The codes that the shipped ledgers name and no office has yet, each with its work.
    fn open_codes(&self) -> Vec<(&'static str, &'static str)> {
        let is_open = |code: &str| self.units.iter().all(|unit| unit.code != code);
        let work = WORK.into_iter();
        work.filter(|(code, _)| is_open(code)).collect()
    }

    fn places(&self) -> [Place; 4] {
        Place::KEPT
    }
}

pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::manage(&actor)?;
    let since = app.today().to_string();
    page(
        &shown(
            &app,
            &actor,
            &Fields::from_pairs([("since".to_owned(), since)]),
            Complaints::default(),
        )
        .await?,
    )
}

async fn shown(app: &App, actor: &Actor, fields: &Fields, complaints: Complaints) -> Result<List> {
    let mut tx = app.read(actor).await?;
    let units = store::living(&mut tx, app.today()).await?;
    Ok(List {
        frame: Frame::new(app, actor, "组织")
            .at("/organisations")
            .with_errors(complaints.len()),
        units,
        complaints,
        name: fields.get("name").to_owned(),
        alias: fields.get("alias").to_owned(),
        code: fields.get("code").to_owned(),
        place: fields.get("place").to_owned(),
        since: fields.get("since").to_owned(),
    })
}

pub async fn found(State(app): State<App>, actor: Actor, fields: Fields) -> Result<Response> {
    access::manage(&actor)?;
    let mut tx = app.write(&actor).await?;
    let units = store::living(&mut tx, app.today()).await?;
    match check(&fields, &units, app.today()) {
        Err(complaints) => {
            drop(tx);
            invalid(&shown(&app, &actor, &fields, complaints).await?)
        }
        Ok(new) => {
            crate::door::found(&mut tx, &actor.who(), new).await?;
            tx.commit().await?;
            Ok(back_to("/organisations"))
        }
    }
}

fn check(fields: &Fields, units: &[Unit], today: Day) -> Result<NewUnit, Complaints> {
    let mut complaints = Complaints::default();
    let name = fields.get("name");
    match name.chars().count() {
        0 => complaints.add("name", "名称", "要填"),
        1..=60 => {}
        long => complaints.add("name", "名称", format!("60 字以内，您填了 {long} 字")),
    }
    if !name.is_empty() && units.iter().any(|unit| unit.name == name) {
        complaints.add("name", "名称", format!("已有“{name}”，不能重复"));
    }
    let place = Place::from_code(fields.get("place"));
    if place.is_none() {
        complaints.add("place", "类型", "从局、科室、镇区街道、外部单位中选一个");
    }
    check_code(fields.get("code"), place, units, &mut complaints);
    let since = Day::parse(fields.get("since"), today.year());
    match &since {
        Err(fault) => complaints.add("since", "设立日", fault.to_string()),
        Ok(since) if *since > today => {
            let reason = format!("{since} 还没有到，设立以后再登记");
            complaints.add("since", "设立日", reason);
        }
        Ok(_) => {}
    }
    match (place, since) {
        (Some(place), Ok(since)) if complaints.is_empty() => {
            let bureau = units.iter().find(|unit| unit.place == Place::Bureau);
            let parent = bureau
                .filter(|_| place == Place::Office)
                .map(|bureau| bureau.id);
            let text = |field: &str| fields.get(field).to_owned();
            Ok(NewUnit {
                name: name.to_owned(),
                alias: text("alias"),
                code: text("code"),
                place,
                parent,
                since,
            })
        }
        _ => Err(complaints),
    }
}

/// An office needs a code, since ledger kinds name it by that; nothing else has one.
fn check_code(code: &str, place: Option<Place>, units: &[Unit], complaints: &mut Complaints) {
    let plain = code.starts_with(|c: char| c.is_ascii_lowercase())
        && code.len() <= 30
        && code
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let reason = match place {
        Some(Place::Office) if code.is_empty() => {
            "科室要填，台账类别按它认科室，例如 cooperation".to_owned()
        }
        Some(Place::Office) if !plain => {
            format!("“{code}”不行，要用小写字母开头，只含小写字母、数字和短横，30 位以内")
        }
        Some(Place::Office) => match units.iter().find(|unit| unit.code == code) {
            Some(unit) => format!("代号 {code} 已由{}使用", unit.name),
            None => return,
        },
        Some(_) if !code.is_empty() => format!("只有科室有代号，请去掉“{code}”"),
        _ => return,
    };
    complaints.add("code", "代号", reason);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use values::Id;

    #[test]
    fn what_is_wrong_with_a_unit_is_said() {
        let today: Day = "2020-09-18".parse().unwrap();
        let there = Unit {
            id: Id::NONE,
            name: "产学研成果科".into(),
            alias: String::new(),
            code: "cooperation".into(),
            place: Place::Office,
            parent: None,
            since: today,
            until: Day::NEVER,
        };
        for (name, place, code, since, words) in [
            ("高新科", "office", "high-tech", "2015-01-01", ""),
            ("白蒲镇", "town", "", "2013.3.1", ""),
            ("", "town", "", "2013-03-01", "要填"),
            (
                "产学研成果科",
                "office",
                "x",
                "2015-01-01",
                "已有“产学研成果科”",
            ),
            ("高新科", "office", "", "2015-01-01", "科室要填"),
            ("高新科", "office", "High", "2015-01-01", "“High”不行"),
            (
                "高新科",
                "office",
                "cooperation",
                "2015-01-01",
                "已由产学研成果科使用",
            ),
            ("白蒲镇", "town", "baipu", "2015-01-01", "只有科室有代号"),
            ("白蒲镇", "village", "", "2015-01-01", "选一个"),
            ("白蒲镇", "town", "", "2020-09-19", "还没有到"),
            ("白蒲镇", "town", "", "2015-02-29", "2 月只有 28 天"),
        ] {
            let pairs = [
                ("name", name),
                ("place", place),
                ("code", code),
                ("since", since),
            ];
            let fields = Fields::from_pairs(pairs.map(|(a, b)| (a.to_owned(), b.to_owned())));
            match check(&fields, std::slice::from_ref(&there), today) {
                Ok(_) => assert_eq!(words, "", "{name} {code}"),
                Err(complaints) => assert!(
                    complaints.0.iter().any(|one| one.reason.contains(words)) && !words.is_empty(),
                    "{words}: {complaints:?}"
                ),
            }
        }
    }
}
