//! What befalls a firm: the exact effect on past and future counts.

use axum::http::StatusCode;
use enterprise::door::{Firm, NewFirm};
use ledger::door::Entry;
use measure::language::{Formula, check};
use measure::sql::{Question, compile};
use measure::{Asking, Known, Scope};
use trail::Who;
use trial::{Answer, COUNTY, Site, both};
use values::{CreditCode, Day, Id, Period};
use web::Organisation;

use crate::county::{CODE, County, day};

/// Counted of the county on a day: distinct firms in the pool, demands, firms with a certificate, institutions, covered
/// firms and firms of the base list, firms of the list.
pub type Counts = [i64; 7];

const FORMULAS: [&str; 4] = [
    "distinct subject of pool_entry",
    "count of demand",
    "distinct subject of hnte_certificate on day",
    "distinct item of title on day where level >= province",
];
const COVERED: &str = "distinct subject of base_list on day counts if any title on day with subject = this.subject else \"没有\"";
const LISTED: &str = "distinct subject of base_list on day";

pub struct World {
    pub county: County,
    pub other: Id<Firm>,
    pub other_code: String,
}

pub async fn world(site: Site) -> World {
    let county = County::on(site).await;
    let other_code = CreditCode::invented("91320682MADEM0002").unwrap();
    let new = NewFirm {
        code: other_code.to_string(),
        name: "如皋砚禾电气有限公司".to_owned(),
        town: county.baipu,
        industry: "电气".to_owned(),
        size: "medium".to_owned(),
        registered_on: day("2015-05-01"),
    };
    let mut tx = county.site.app.store().write(COUNTY).await.unwrap();
    let who = Who::program();
    let other = enterprise::door::enter(&mut tx, &who, new, true).await;
    let other = other.unwrap();
    tx.commit().await.unwrap();
    let world = World {
        county,
        other,
        other_code: other_code.to_string(),
    };
    let (one, two) = (world.county.firm, world.other);
    world.pooled(one, "2020-03-10", "苏高企协〔2020〕1号").await;
    world.pooled(two, "2020-06-10", "苏高企协〔2020〕1号").await;
    world.demand(one, "2020-07-01").await;
    world.certified(one, "GR201832000001").await;
    world.certified(two, "GR201832000002").await;
    world.listed(one).await;
    world.listed(two).await;
    let title = [
        ("item", "江苏省智能装备工程技术研究中心"),
        ("class", "engineering_centre"),
        ("level", "province"),
        ("granted_on", "2019-05-01"),
        ("document", "苏科高发〔2019〕229号"),
        ("line", "science"),
        ("occasion", "first"),
    ];
    world.good(one, "title", &title, &["document"]).await;
    world
}

impl World {
    async fn good(
        &self,
        firm: Id<Firm>,
        kind: &str,
        fields: &[(&str, &str)],
        proven: &[&str],
    ) -> Id<Entry> {
        self.county.good_of(firm, kind, fields, proven).await
    }

    pub async fn pooled(&self, firm: Id<Firm>, on: &str, document: &str) -> Id<Entry> {
        let fields = [
            ("level", "province"),
            ("listed_on", on),
            ("document", document),
        ];
        self.good(firm, "pool_entry", &fields, &["list"]).await
    }

    pub async fn demand(&self, firm: Id<Firm>, on: &str) {
        let fields = [
            ("title", "高速电机轴承"),
            ("class", "key_technology"),
            ("published_on", on),
            ("difficulty", "寿命不够"),
        ];
        self.good(firm, "demand", &fields, &["form"]).await;
    }

    async fn certified(&self, firm: Id<Firm>, number: &str) {
        let fields = [
            ("number", number),
            ("announced_on", "2018-11-30"),
            ("valid_until", "2021-11-29"),
            ("route", "first"),
        ];
        let papers = ["list", "certificate"];
        self.good(firm, "hnte_certificate", &fields, &papers).await;
    }

    async fn listed(&self, firm: Id<Firm>) {
        let fields = [
            ("list_year", "2020"),
            ("class", "large_medium"),
            ("effective_on", "2020-01-01"),
        ];
        self.good(firm, "base_list", &fields, &["list"]).await;
    }

    /// `at`: known at a sequence; `None`: now.
    async fn counted(&self, formula: &str, on: &str, at: Option<i64>, scope: Scope) -> i64 {
        let mut tx = self.county.site.app.read(&self.county.staff).await.unwrap();
        let kinds = ledger::door::kinds(&mut tx).await.unwrap();
        let checked = check(&Formula::parse(formula).unwrap(), &kinds, &[]).unwrap();
        let known = at.map_or(Known::Now(tx.sequence()), Known::Then);
        let period = Period::year(2020).unwrap();
        let asking = Asking::new(COUNTY, scope, period, day(on), known);
        let mut sum = 0;
        for statement in compile(&checked, &asking, &Question::Value) {
            for row in ledger::door::ask(&mut tx, &statement).await.unwrap() {
                if row.get::<String>("reason").unwrap().is_empty() {
                    sum += row.get::<i64>("weight").unwrap();
                }
            }
        }
        sum
    }

    pub async fn counts(&self, on: &str, at: Option<i64>) -> Counts {
        let mut all = Vec::new();
        for formula in FORMULAS.into_iter().chain([COVERED, LISTED]) {
            all.push(self.counted(formula, on, at, Scope::default()).await);
        }
        // The list of firms is asked as it is known now only.
        all.push(match at {
            None => self.firms(day(on)).await,
            Some(_) => 2,
        });
        all.try_into().unwrap()
    }

    async fn firms(&self, on: Day) -> i64 {
        let mut tx = self.county.site.app.read(&self.county.staff).await.unwrap();
        let towns = enterprise::door::by_town(&mut tx, on).await.unwrap();
        towns.values().sum()
    }

    pub async fn sequence(&self) -> i64 {
        let tx = self.county.site.app.read(&self.county.staff).await;
        tx.unwrap().sequence()
    }

    pub async fn tell(&self, event: &str, more: &[(&str, &str)]) {
        let mut form = vec![
            ("event", event),
            ("day", "2020-05-01"),
            ("paper", "登记通知书"),
            ("reason", "核对档案"),
            ("sure", "1"),
        ];
        form.extend(more);
        let path = format!("/firms/{CODE}/identity");
        let told: Answer = self
            .county
            .site
            .post(&self.county.staff, &path, &form)
            .await;
        assert_eq!(told.status, StatusCode::SEE_OTHER, "{event}: {}", told.body);
    }

    /// The year's account says why, and closes on the figure.
    async fn is_accounted(&self, event: &str, increase: i64, cause: &str) {
        let app = &self.county.site.app;
        let page = "/cultivation/account?year=2020";
        let page = self.county.site.get(&self.county.head, page).await.body;
        let told = format!("净增 {} 家", values::grouped(i128::from(increase)));
        assert!(page.contains(&told), "{event}: {told}: {page}");
        let named = format!("id=\"t-{cause}\"");
        assert!(cause.is_empty() || page.contains(&named), "{event}: {page}");
        let wanted = plan::door::Wanted {
            indicator: Some("hnte-net-increase".to_owned()),
            ..plan::door::Wanted::default()
        };
        let mut tx = app.read(&self.county.staff).await.unwrap();
        let figure = plan::door::figures(app, &mut tx, &wanted).await.unwrap();
        assert_eq!(figure[0].value.unwrap().num(), increase, "{event}");
    }

    /// The page of coverage says the same as the figure.
    async fn is_covered(&self, event: &str, covered: i64, listed: i64) {
        let page = "/cultivation/coverage";
        let page = self.county.site.get(&self.county.head, page).await.body;
        let told = format!("名单 {listed} 家，有研发机构 {covered} 家");
        assert!(page.contains(&told), "{event}: {told}: {page}");
    }

    pub async fn is_whole(&self) {
        let mut tx = self.county.site.app.read(&self.county.staff).await.unwrap();
        assert!(tx.jobs().await.unwrap().is_empty());
        let files = self.county.site.app.store().files();
        let checked = ledger::door::check(&mut tx, files).await.unwrap();
        assert_eq!(checked.broken, Vec::<String>::new());
    }
}

pub const DAYS: [&str; 3] = ["2020-04-30", "2020-05-01", "2020-09-18"];

/// Nothing befell the firm: the day before, the day, today.
pub const BEFORE: [Counts; 3] = [
    [1, 0, 2, 1, 1, 2, 2],
    [1, 0, 2, 1, 1, 2, 2],
    [2, 1, 2, 1, 1, 2, 2],
];
/// It left on the day: what came before stays, what came after does not count, and nothing of it holds on.
const LEFT: [Counts; 3] = [
    [1, 0, 2, 1, 1, 2, 2],
    [1, 0, 1, 0, 0, 1, 1],
    [2, 0, 1, 0, 0, 1, 1],
];
/// It came on the day, and brought its certificate and its institution along.
const CAME: [Counts; 3] = [
    [0, 0, 1, 0, 0, 1, 1],
    [0, 0, 2, 1, 1, 2, 2],
    [1, 1, 2, 1, 1, 2, 2],
];
/// It was one firm all the time.
pub const ONE: [Counts; 3] = [
    [1, 0, 1, 1, 1, 1, 1],
    [1, 0, 1, 1, 1, 1, 1],
    [1, 1, 1, 1, 1, 1, 1],
];

#[tokio::test]
async fn each_event_has_its_exact_effect_on_past_and_future_counts() {
    both(&crate::rooms(), |site| async move {
        let world = world(site.clone()).await;
        for (on, wanted) in DAYS.into_iter().zip(BEFORE) {
            assert_eq!(world.counts(on, None).await, wanted, "{on}");
        }
    })
    .await;
    for (event, wanted, (increase, cause)) in [
        ("renamed", BEFORE, (0, "")),
        ("moved_town", BEFORE, (0, "")),
        ("moved_in", CAME, (1, "moved_in")),
        ("moved_out", LEFT, (-1, "moved_out")),
        ("split_into", LEFT, (-1, "ended")),
        ("split_into and goes on", BEFORE, (0, "")),
        ("merged_into", LEFT, (-1, "ended")),
        ("struck_off", LEFT, (-1, "ended")),
        ("same", ONE, (0, "")),
    ] {
        both(&crate::rooms(), |site| async move {
            let world = world(site).await;
            let before = world.sequence().await;
            let town = world.county.jiangan.to_string();
            let (event, goes_on) = event.split_once(" and ").unwrap_or((event, ""));
            let mut more = match event {
                "renamed" => vec![("name", "江苏苇渡装备股份有限公司")],
                "moved_town" => vec![("town", town.as_str())],
                "moved_in" | "moved_out" => vec![("place", "南通市崇川区")],
                "struck_off" => vec![],
                _ => vec![("other", world.other_code.as_str())],
            };
            if !goes_on.is_empty() {
                more.push(("goes_on", "1"));
            }
            world.tell(event, &more).await;
            for ((on, wanted), was) in DAYS.into_iter().zip(wanted).zip(BEFORE) {
                assert_eq!(world.counts(on, None).await, wanted, "{event} {on}");
                let then = world.counts(on, Some(before)).await;
                assert_eq!(then, was, "{event} {on}, as it was known before");
            }
            world.is_accounted(event, increase, cause).await;
            let [.., covered, listed, _] = wanted[2];
            world.is_covered(event, covered, listed).await;
            world.is_whole().await;
        })
        .await;
    }
}

fn of_town(town: Id<Organisation>) -> Scope {
    Scope {
        town: Some(town.uuid()),
        ..Scope::default()
    }
}

/// A row belongs to the town of its day, what holds on counts where the firm is now.
#[tokio::test]
async fn a_move_within_the_county_parts_the_towns_at_its_day() {
    both(&crate::rooms(), |site| async move {
        let world = world(site).await;
        let (from, to) = (of_town(world.county.baipu), of_town(world.county.jiangan));
        let town = world.county.jiangan.to_string();
        world.tell("moved_town", &[("town", town.as_str())]).await;
        let [pooled, demands, certified, _] = FORMULAS;
        for (formula, on, wanted) in [
            (pooled, "2020-04-30", [1, 0]),
            (pooled, "2020-09-18", [2, 0]),
            (demands, "2020-09-18", [0, 1]),
            (certified, "2020-04-30", [2, 0]),
            (certified, "2020-05-01", [1, 1]),
            (LISTED, "2020-04-30", [2, 0]),
            (COVERED, "2020-05-01", [0, 1]),
        ] {
            let found = [
                world.counted(formula, on, None, from).await,
                world.counted(formula, on, None, to).await,
            ];
            assert_eq!(found, wanted, "{formula} {on}");
        }
    })
    .await;
}
