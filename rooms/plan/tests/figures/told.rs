//! What the command line is told: by month and by town, in the unit that pages show, and what it is not told.

use crate::bureau::{bureau, day};
use crate::rooms;
use plan::door::{By, Told, Wanted};
use trial::{Site, actor, post};
use values::Id;
use web::{Organisation, Place, Role};

async fn told(site: &Site, wanted: Wanted) -> Vec<Told> {
    let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
    let told = plan::door::figures(&site.app, &mut tx, &wanted).await;
    told.unwrap_or_else(|error| panic!("{error:?}"))
}

fn of(indicator: &str, by: Option<By>) -> Wanted {
    Wanted {
        indicator: Some(indicator.to_owned()),
        by,
        ..Wanted::default()
    }
}

#[tokio::test]
async fn each_month_is_measured_by_the_definition_in_force_at_its_end() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let contract = bureau.contract(&site).await.to_string();
        let paid = bureau
            .post(
                &site,
                "payment",
                &[
                    ("contract", &contract),
                    ("partner", "苏中装备厂"),
                    ("payee_type", "enterprise"),
                    ("source", "enterprise"),
                    ("amount", "70000.00"),
                    ("paid_on", "2020-08-20"),
                    ("voucher_no", "1"),
                ],
                &["receipt", "invoice"],
            )
            .await;
        bureau.verify(&site, paid).await;
        let formula = "sum amount of payment counts if source = enterprise else \"补助资金不计\"";
        let version = [
            ("formula", formula),
            ("since", "2020-09-20"),
            ("reason", "局长办公会〔2020〕7号"),
        ];
        let path = "/indicators/cooperation-spending/versions";
        let saved = site.post(&bureau.head, path, &version).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        site.at("2020-10-20");
        let months = told(&site, of("cooperation-spending", Some(By::Month))).await;
        let months: Vec<(&str, String)> = months
            .iter()
            .map(|one| (one.period.as_str(), one.number()))
            .collect();
        assert_eq!(months[7], ("2020-08", "0.00".to_owned()));
        assert_eq!(months[8], ("2020-09", "70000.00".to_owned()));
        assert_eq!(months[9], ("2020-10", "70000.00".to_owned()));
        // The chart keeps to it: flat on nothing to the end of August, then at the new value.
        let page = site
            .get(&bureau.head, "/figures/cooperation-spending")
            .await
            .body;
        let line = page.split("class=\"act\" points=\"").nth(1).unwrap();
        let heights: Vec<&str> = line
            .split('"')
            .next()
            .unwrap()
            .split(' ')
            .filter_map(|point| point.split_once(','))
            .map(|(_, height)| height)
            .collect();
        assert_eq!(heights.len(), 11, "the eve, nine month ends and today");
        assert!(heights[..9].iter().all(|height| *height == heights[0]));
        assert_ne!(heights[9], heights[0]);
        assert_eq!(heights[9], heights[10]);
    })
    .await;
}

#[tokio::test]
async fn by_town_none_is_lost_that_was_there_in_the_period() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let all = actor(
            "余管理",
            &[post(
                Role::Administrator,
                Place::Bureau,
                Id::NONE,
                "如皋市科学技术局",
                "",
            )],
        );
        let path = format!("/organisations/{}/end", bureau.other_town);
        let ended = site.post(&all, &path, &[("reason", "并入白蒲镇")]).await;
        assert_eq!(ended.status, 303, "{}", ended.body);
        site.at("2020-10-08");
        let scope = |town: Id<Organisation>| format!("town:{town}");
        let (old, none) = (scope(bureau.other_town), scope(Id::NONE));
        for (indicator, has_none) in [
            ("cooperation-spending", true),
            ("hnte-net-increase", true),
            ("rd-intensity", false),
        ] {
            let towns = told(&site, of(indicator, Some(By::Town))).await;
            let has = |scope: &String| towns.iter().any(|one| one.scope == *scope);
            assert_eq!((has(&old), has(&none)), (true, has_none), "{indicator}");
        }
        // In the year after, it is no more.
        site.at("2021-02-08");
        let towns = told(&site, of("cooperation-spending", Some(By::Town))).await;
        assert!(towns.iter().all(|one| one.scope != old));
    })
    .await;
}

#[tokio::test]
async fn counts_are_told_in_the_unit_that_pages_show() {
    trial::both(&rooms(), |site| async move {
        bureau(&site).await;
        for one in told(&site, Wanted::default()).await {
            let unit = match one.indicator.as_str() {
                "rd-institutions" | "national-incubators" | "maker-spaces" => "家",
                "cooperation-spending" => "元",
                "rd-intensity" => "ratio",
                _ => continue,
            };
            assert_eq!(one.unit, unit, "{}", one.indicator);
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_told_is_said() {
    trial::both(&rooms(), |site| async move {
        bureau(&site).await;
        let early = Wanted {
            year: Some(2021),
            as_of: Some(day("2020-06-30")),
            ..of("cooperation-spending", Some(By::Month))
        };
        let none = told(&site, early).await;
        assert!(none.is_empty(), "no month of 2021 has begun: {none:?}");
        let before = Wanted {
            year: Some(2019),
            ..of("cooperation-spending", None)
        };
        assert!(told(&site, before.clone()).await.is_empty());
        let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
        let said = plan::door::undefined(&site.app, &mut tx, &before).await;
        assert_eq!(
            said.unwrap(),
            ["cooperation-spending “产学研合作支出额”从 2020-01-01 起才有定义，2019-12-31 还没有。"]
        );
        let now = plan::door::undefined(&site.app, &mut tx, &Wanted::default()).await;
        assert!(now.unwrap().is_empty());
        let far = Wanted {
            year: Some(99_999),
            ..Wanted::default()
        };
        assert!(matches!(
            plan::door::figures(&site.app, &mut tx, &far).await,
            Err(web::Error::Malformed(_))
        ));
    })
    .await;
}
