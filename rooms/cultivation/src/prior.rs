//! The chances that the county states before its past says anything (先估): shipped as data, set anew by the county, each
//! with its source. A forecast, a goal and the judgement of past forecasts rest on the same ones.

pub mod acts;
pub mod pages;
pub mod store;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use ::store::Tx;
use serde::Deserialize;
use values::Moment;
use web::Complaints;

/// What a chance is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// A valid certificate on the year's last day.
    Certificate,
    /// A first entry into the pool by then.
    Pool,
    /// What is done for a firm that is chosen.
    Goal,
}

impl Group {
    pub const ALL: [Group; 3] = [Group::Certificate, Group::Pool, Group::Goal];

    pub fn code(self) -> &'static str {
        match self {
            Group::Certificate => "certificate",
            Group::Pool => "pool",
            Group::Goal => "goal",
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Group::Certificate => "到年底有有效证书",
            Group::Pool => "到年底首次入库",
            Group::Goal => "净增测算：对选定企业做工作",
        }
    }
}

/// One that ships with the program.
#[derive(Clone, Debug, Deserialize)]
pub struct Shipped {
    pub id: String,
    pub group: Group,
    pub name: String,
    /// In ten-thousandths.
    pub value: i64,
    pub source: String,
    pub confidence: String,
    pub help: String,
}

impl Shipped {
    /// `certificate-lead`
    pub fn key(&self) -> String {
        format!("{}-{}", self.group.code(), self.id)
    }

    /// Whether it need not be confirmed (待核).
    pub fn is_sure(&self) -> bool {
        self.confidence == "high"
    }
}

#[derive(Deserialize)]
struct Catalogue {
    prior: Vec<Shipped>,
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let text = include_str!("../../../catalogue/cultivation/priors.toml");
    // A test reads the shipped text; a program with a broken one expects nothing of anybody.
    toml::from_str::<Catalogue>(text).map_or_else(|_| Vec::new(), |catalogue| catalogue.prior)
});

/// All, in the order of the page.
pub fn shipped() -> &'static [Shipped] {
    &SHIPPED
}

/// What the county says instead of a shipped one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub version: i64,
    /// In ten-thousandths.
    pub value: i64,
    pub source: String,
    /// Whether the county holds it to be right; 待核 otherwise.
    pub is_sure: bool,
    pub actor_name: String,
    pub moment: Moment,
}

/// The chances of a county: its own over the shipped ones.
#[derive(Clone, Debug, Default)]
pub struct Priors {
    pub own: BTreeMap<String, Own>,
}

impl Priors {
    pub async fn read(tx: &mut Tx) -> ::store::Result<Priors> {
        let own = store::all(tx).await?;
        Ok(Priors { own })
    }

    /// In ten-thousandths; 0 of what nobody states.
    pub fn of(&self, group: Group, id: &str) -> i64 {
        let found = shipped()
            .iter()
            .find(|one| one.group == group && one.id == id);
        found.map_or(0, |one| self.value(one))
    }

    pub fn value(&self, one: &Shipped) -> i64 {
        self.own.get(&one.key()).map_or(one.value, |own| own.value)
    }
}

/// 65 as 65%, 99.7 as 99.7%: at most two places, and no more than all.
pub fn read_percent(typed: &str) -> Result<i64, String> {
    let plain = values::half_width(typed);
    let plain = plain.trim().trim_end_matches('%').trim();
    let wrong = || format!("“{}”不是百分数，写 65 或 99.7", typed.trim());
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !digits(whole) || part.len() > 2 || !digits(part) {
        return Err(wrong());
    }
    let whole: i64 = whole.parse().map_err(|_| wrong())?;
    let part: i64 = format!("{part:0<2}").parse().map_err(|_| wrong())?;
    match whole * 100 + part {
        value if value <= 10_000 => Ok(value),
        _ => Err(format!("“{}”超过了 100%", typed.trim())),
    }
}

/// 65, 99.7: as a form has it.
pub fn percent(value: i64) -> String {
    let (whole, part) = (value / 100, value % 100);
    match part {
        0 => whole.to_string(),
        _ => format!("{whole}.{part:02}")
            .trim_end_matches('0')
            .to_owned(),
    }
}

/// What became different of what a form says; complaints stand at their fields.
pub fn changed(
    held: &Priors,
    typed: impl Fn(&str) -> String,
    ticked: impl Fn(&str) -> bool,
    complaints: &mut Complaints,
) -> Vec<(&'static Shipped, Own)> {
    let mut changed = Vec::new();
    for one in shipped() {
        let key = one.key();
        let own = held.own.get(&key);
        let source = typed(&format!("source-{key}")).trim().to_owned();
        let is_sure = ticked(&format!("sure-{key}"));
        let value = match read_percent(&typed(&format!("value-{key}"))) {
            Ok(value) => value,
            Err(why) => {
                complaints.add(format!("value-{key}"), one.name.clone(), why);
                continue;
            }
        };
        let before = own.map_or((one.value, one.source.as_str(), one.is_sure()), |own| {
            (own.value, own.source.as_str(), own.is_sure)
        });
        if before == (value, source.as_str(), is_sure) {
            continue;
        }
        if source.is_empty() || source.chars().count() > 200 {
            let why = "写明依据，最多 200 个字";
            complaints.add(format!("source-{key}"), one.name.clone(), why);
            continue;
        }
        let next = Own {
            version: own.map_or(0, |own| own.version) + 1,
            value,
            source,
            is_sure,
            actor_name: String::new(),
            moment: Moment::default(),
        };
        changed.push((one, next));
    }
    changed
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_shipped_ones_are_read_and_each_stands_once() {
        let keys: BTreeSet<String> = shipped().iter().map(Shipped::key).collect();
        assert_eq!((keys.len(), shipped().len()), (17, 17));
        for one in shipped() {
            assert!((0..=10_000).contains(&one.value), "{}", one.key());
            assert!(!one.source.is_empty() && !one.help.is_empty());
            assert!(!one.is_sure(), "{} is nobody's statistics", one.key());
        }
    }

    #[test]
    fn percents_are_read_to_two_places() {
        for (typed, wanted) in [
            ("65", Some(6_500)),
            ("65%", Some(6_500)),
            ("９９．７％", Some(9_970)),
            ("0.05", Some(5)),
            ("100", Some(10_000)),
            ("100.01", None),
            ("1.234", None),
            ("", None),
            (".5", None),
            ("-3", None),
            ("很可能", None),
        ] {
            assert_eq!(read_percent(typed).ok(), wanted, "{typed}");
        }
        for value in [0, 5, 50, 6_500, 9_970, 10_000] {
            assert_eq!(read_percent(&percent(value)), Ok(value));
        }
    }

    #[test]
    fn what_is_set_needs_its_source_and_what_stays_is_not_written() {
        let held = Priors::default();
        let as_shipped = |field: &str| {
            let (what, key) = field.split_once('-').unwrap();
            let one = shipped().iter().find(|one| one.key() == key).unwrap();
            match what {
                "value" => percent(one.value),
                _ => one.source.clone(),
            }
        };
        let mut none = Complaints::default();
        assert!(changed(&held, as_shipped, |_| false, &mut none).is_empty());
        let other = |field: &str| match field {
            "value-certificate-lead" => "3.5".to_owned(),
            "source-certificate-found" => String::new(),
            "value-pool-lead" => "很多".to_owned(),
            other => as_shipped(other),
        };
        let found = changed(&held, other, |_| false, &mut none);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].0.key(), found[0].1.value),
            ("certificate-lead".to_owned(), 350)
        );
        assert!(!none.of("source-certificate-found").is_empty());
        assert!(!none.of("value-pool-lead").is_empty());
    }
}
