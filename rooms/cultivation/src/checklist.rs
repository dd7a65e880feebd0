//! The documents that an application under a criterion wants (材料清单): shipped as data, changed by the county.

pub mod acts;
pub mod pages;
pub mod store;
pub mod told;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ::store::Tx;
use serde::Deserialize;
use values::Moment;
use web::Complaints;

/// The most lines of a list.
const MOST: usize = 60;

/// What of the firm's file says a document in advance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    Code,
    Rights,
    Staff,
    Audit,
    Statements,
}

/// One that ships with the program.
#[derive(Clone, Debug, Deserialize)]
struct Shipped {
    criterion: String,
    id: String,
    name: String,
    source: String,
    confidence: String,
    from: Option<From>,
}

#[derive(Deserialize)]
struct Catalogue {
    material: Vec<Shipped>,
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let text = include_str!("../../../catalogue/cultivation/materials.toml");
    // A test reads the shipped text; a program with a broken one asks for nothing.
    toml::from_str::<Catalogue>(text).map_or_else(|_| Vec::new(), |catalogue| catalogue.material)
});

/// What the county says of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub version: i64,
    pub name: String,
    pub source: String,
    pub is_asked: bool,
    pub is_sure: bool,
    pub actor_name: String,
    pub moment: Moment,
}

/// A line as it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: String,
    pub name: String,
    /// The document that asks for it.
    pub source: String,
    pub is_asked: bool,
    /// Whether it need not be confirmed (待核).
    pub is_sure: bool,
    pub from: Option<From>,
    /// 0 while the county said nothing of it.
    pub version: i64,
    pub is_shipped: bool,
    pub actor_name: String,
}

/// The lines of one criterion in their order: the shipped ones, then the county's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist(pub Vec<Item>);

/// Whether applications under the criterion have a list.
pub fn is_known(criterion: &str) -> bool {
    SHIPPED.iter().any(|one| one.criterion == criterion)
}

impl Checklist {
    pub async fn read(tx: &mut Tx, criterion: &str) -> ::store::Result<Checklist> {
        let own = store::of(tx, criterion).await?;
        Ok(Checklist::of(criterion, own))
    }

    pub fn of(criterion: &str, mut own: BTreeMap<String, Own>) -> Checklist {
        let shipped = SHIPPED.iter().filter(|one| one.criterion == criterion);
        let mut items: Vec<Item> = shipped
            .map(|one| {
                let plain = Item {
                    id: one.id.clone(),
                    name: one.name.clone(),
                    source: one.source.clone(),
                    is_asked: true,
                    is_sure: one.confidence == "high",
                    from: one.from,
                    version: 0,
                    is_shipped: true,
                    actor_name: String::new(),
                };
                match own.remove(&one.id) {
                    Some(own) => plain.said(own),
                    None => plain,
                }
            })
            .collect();
        items.extend(own.into_iter().map(|(id, own)| Item::blank(id).said(own)));
        Checklist(items)
    }

    /// Those that are asked for now.
    pub fn asked(&self) -> impl Iterator<Item = &Item> {
        self.0.iter().filter(|one| one.is_asked)
    }

    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        let found = self.0.iter().find(|one| one.id == id);
        found.map_or(id, |one| one.name.as_str())
    }

    /// The names of those that are asked for and not there.
    pub fn missing(&self, there: &[String]) -> Vec<&str> {
        self.asked()
            .filter(|one| there.iter().all(|id| *id != one.id))
            .map(|one| one.name.as_str())
            .collect()
    }

    /// Class and word of an application's light.
    pub fn light(&self, there: &[String]) -> (&'static str, String) {
        match self.missing(there).as_slice() {
            [] => ("ok", "材料齐".to_owned()),
            [only] => ("slow", format!("缺{only}")),
            more => ("slow", format!("缺 {} 件材料", more.len())),
        }
    }

    /// The id of the next line of the county's own; they sort in the order in which they came.
    fn fresh_id(&self) -> String {
        let own = self.0.iter().filter(|one| !one.is_shipped);
        format!("own-{:02}", own.count() + 1)
    }
}

impl Item {
    /// A line that nothing is said of yet.
    fn blank(id: String) -> Item {
        Item {
            id,
            name: String::new(),
            source: String::new(),
            is_asked: true,
            is_sure: false,
            from: None,
            version: 0,
            is_shipped: false,
            actor_name: String::new(),
        }
    }

    fn said(self, own: Own) -> Item {
        Item {
            name: own.name,
            source: own.source,
            is_asked: own.is_asked,
            is_sure: own.is_sure,
            version: own.version,
            actor_name: own.actor_name,
            ..self
        }
    }
}

/// What a form says of each line, and of a new one (`new`); complaints stand at their fields.
pub fn changed(
    held: &Checklist,
    typed: impl Fn(&str) -> String,
    ticked: impl Fn(&str) -> bool,
    complaints: &mut Complaints,
) -> Vec<(String, Own)> {
    let mut changed = Vec::new();
    let mut check = |id: &str, into: String, version: i64, before: Option<&Item>| {
        let field = |what: &str| typed(&format!("{what}-{id}")).trim().to_owned();
        let (name, source) = (field("name"), field("source"));
        let is_asked = before.is_none() || ticked(&format!("asked-{id}"));
        let is_sure = ticked(&format!("sure-{id}"));
        let same = before.is_some_and(|one| {
            (one.name.as_str(), one.source.as_str()) == (name.as_str(), source.as_str())
                && (one.is_asked, one.is_sure) == (is_asked, is_sure)
        });
        if same || before.is_none() && name.is_empty() && source.is_empty() {
            return;
        }
        let mut want = |what: &str, label: &'static str, value: &str, most: usize| {
            let why = match value.chars().count() {
                0 => format!("写明{label}"),
                long if long > most => format!("最多 {most} 个字"),
                _ => return true,
            };
            complaints.add(format!("{what}-{id}"), label, why);
            false
        };
        let fits = want("name", "材料名称", &name, 60) & want("source", "依据", &source, 200);
        if fits {
            let own = Own {
                version: version + 1,
                name,
                source,
                is_asked,
                is_sure,
                actor_name: String::new(),
                moment: Moment::default(),
            };
            changed.push((into, own));
        }
    };
    for one in &held.0 {
        check(&one.id, one.id.clone(), one.version, Some(one));
    }
    check("new", held.fresh_id(), 0, None);
    if held.0.len() + 1 > MOST && changed.iter().any(|(id, _)| *id == held.fresh_id()) {
        complaints.add("name-new", "材料名称", format!("清单最多 {MOST} 件"));
    }
    let mut names: Vec<&str> = Vec::new();
    for one in &held.0 {
        let next = changed.iter().find(|(id, _)| *id == one.id);
        names.push(next.map_or(one.name.as_str(), |(_, own)| own.name.as_str()));
    }
    if let Some((_, own)) = changed.iter().find(|(id, _)| *id == held.fresh_id())
        && names.contains(&own.name.as_str())
    {
        let why = format!("清单里已有“{}”", own.name);
        complaints.add("name-new", "材料名称", why);
    }
    changed
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const CRITERION: &str = "hnte-2016";

    fn own(name: &str, is_asked: bool) -> Own {
        Own {
            version: 2,
            name: name.to_owned(),
            source: "省厅通知".to_owned(),
            is_asked,
            is_sure: true,
            actor_name: String::new(),
            moment: Moment::default(),
        }
    }

    #[test]
    fn a_county_renames_drops_and_adds() {
        let shipped = Checklist::of(CRITERION, BTreeMap::new());
        assert_eq!(shipped.asked().count(), 10);
        assert!(shipped.0.iter().all(|one| !one.source.is_empty()));
        let said = BTreeMap::from([
            ("audit".to_owned(), own("专项审计报告原件", true)),
            ("own-01".to_owned(), own("信用承诺书", true)),
            ("projects".to_owned(), own("科研项目立项证明", false)),
        ]);
        let list = Checklist::of(CRITERION, said);
        assert_eq!(list.asked().count(), 10);
        assert_eq!(list.name("audit"), "专项审计报告原件");
        assert_eq!(list.0.last().unwrap().name, "信用承诺书");
        assert_eq!(list.fresh_id(), "own-02");
        let all: Vec<String> = list.asked().map(|one| one.id.clone()).collect();
        assert_eq!(list.light(&all), ("ok", "材料齐".to_owned()));
        assert_eq!(list.light(&all[..9]).1, "缺信用承诺书");
        assert_eq!(list.light(&[]).1, "缺 10 件材料");
        assert!(is_known(CRITERION) && !is_known("other"));
    }

    #[test]
    fn only_what_became_different_is_written() {
        let list = Checklist::of(CRITERION, BTreeMap::new());
        let as_held = |field: &str| {
            let (what, id) = field.split_once('-').unwrap();
            let one = list.0.iter().find(|one| one.id == id);
            one.map_or(String::new(), |one| match what {
                "name" => one.name.clone(),
                _ => one.source.clone(),
            })
        };
        let ticked = |field: &str| {
            let (what, id) = field.split_once('-').unwrap();
            let one = list.0.iter().find(|one| one.id == id);
            one.is_some_and(|one| what == "asked" || one.is_sure)
        };
        let mut none = Complaints::default();
        assert!(changed(&list, as_held, ticked, &mut none).is_empty());
        let other = |field: &str| match field {
            "name-audit" => String::new(),
            "name-licence" => "营业执照".to_owned(),
            "name-new" => "信用承诺书".to_owned(),
            "source-new" => "省厅 2020 年通知".to_owned(),
            other => as_held(other),
        };
        let found = changed(&list, other, ticked, &mut none);
        let told: Vec<(&str, i64)> = found
            .iter()
            .map(|(id, own)| (id.as_str(), own.version))
            .collect();
        assert_eq!(told, [("licence", 1), ("own-01", 1)]);
        assert_eq!(none.0.len(), 1);
        assert_eq!(none.of("name-audit"), "写明材料名称");
        let twice = |field: &str| match field {
            "name-new" => "营业执照等注册登记证件".to_owned(),
            "source-new" => "通知".to_owned(),
            other => as_held(other),
        };
        let mut complaints = Complaints::default();
        drop(changed(&list, twice, ticked, &mut complaints));
        assert!(complaints.of("name-new").contains("清单里已有"));
    }
}
