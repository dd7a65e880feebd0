//! A firm moves, or its past town is corrected: figures by town follow, the county's stay.

use axum::http::StatusCode;
use plan::door::{By, Wanted};
use trail::Who;
use trial::{COUNTY, both};

use crate::county::{CODE, County, day};

/// The county's value, then those of Baipu and Jiang'an.
async fn figure(county: &County, indicator: &str, as_of: &str) -> [i64; 3] {
    let app = &county.site.app;
    let mut tx = app.read(&county.staff).await.unwrap();
    let mut wanted = Wanted {
        as_of: Some(day(as_of)),
        indicator: Some(indicator.to_owned()),
        ..Wanted::default()
    };
    let whole = plan::door::figures(app, &mut tx, &wanted).await.unwrap();
    wanted.by = Some(By::Town);
    let towns = plan::door::figures(app, &mut tx, &wanted).await.unwrap();
    let value = |scope: String, found: &[plan::door::Told]| {
        let told = found.iter().find(|told| told.scope == scope);
        told.map_or(0, |told| told.value.unwrap().num())
    };
    [
        value("county".to_owned(), &whole),
        value(format!("town:{}", county.baipu), &towns),
        value(format!("town:{}", county.jiangan), &towns),
    ]
}

async fn history(county: &County) {
    let contract = county.contract().await;
    county.payment(contract, "2020-05-20", "300000.00").await;
    county.payment(contract, "2020-08-15", "200000.00").await;
    let fields = [
        ("number", "GR202032000123"),
        ("announced_on", "2020-06-01"),
        ("valid_until", "2023-05-31"),
        ("route", "first"),
    ];
    let papers = ["list", "certificate"];
    county.good("hnte_certificate", &fields, &papers).await;
}

/// Sends the firm's own form.
async fn moved(county: &County, from: &str) {
    let town = county.jiangan.to_string();
    let typed = [
        ("property", "town"),
        ("town", town.as_str()),
        ("from", from),
        ("reason", "营业执照变更通知书"),
    ];
    let path = format!("/firms/{CODE}/changes");
    let answer = county.site.post(&county.staff, &path, &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[tokio::test]
async fn figures_by_town_follow_a_move_and_its_correction() {
    both(&crate::rooms(), |site| async move {
        let county = County::on(site).await;
        history(&county).await;
        let (spent, firms) = ("cooperation-spending", "hnte-net-increase");
        let today = "2020-09-18";
        assert_eq!(
            figure(&county, spent, today).await,
            [50_000_000, 50_000_000, 0]
        );
        assert_eq!(figure(&county, firms, today).await, [1, 1, 0]);

        moved(&county, "2020-08-01").await;
        assert_eq!(
            figure(&county, spent, today).await,
            [50_000_000, 30_000_000, 20_000_000],
            "a payment belongs to the town of its day"
        );
        assert_eq!(
            figure(&county, firms, today).await,
            [1, 0, 1],
            "a certificate counts where the firm is"
        );
        assert_eq!(figure(&county, firms, "2020-07-31").await, [1, 1, 0]);

        moved(&county, "2020-05-01").await;
        assert_eq!(
            figure(&county, spent, today).await,
            [50_000_000, 0, 50_000_000],
            "it had moved earlier"
        );
        assert_eq!(figure(&county, firms, "2020-07-31").await, [1, 0, 1]);
        assert_eq!(left(&county).await, 0);
        let mut tx = county.site.app.read(&county.staff).await.unwrap();
        let files = county.site.app.store().files();
        let checked = ledger::door::check(&mut tx, files).await.unwrap();
        assert_eq!(checked.broken, Vec::<String>::new());
    })
    .await;
}

/// The process was killed between the act and what follows from it: the work is on record.
#[tokio::test]
async fn what_a_crash_cut_off_is_done_later_and_once() {
    both(&crate::rooms(), |site| async move {
        let county = County::on(site).await;
        history(&county).await;
        let app = &county.site.app;
        let mut tx = app.write(&county.staff).await.unwrap();
        let who = Who::program();
        let from = day("2020-08-01");
        enterprise::door::move_to(&mut tx, &who, county.firm, county.jiangan, from)
            .await
            .unwrap();
        drop(tx);
        assert_eq!(left(&county).await, 0, "an act that fails leaves no work");

        let mut tx = app.write(&county.staff).await.unwrap();
        enterprise::door::move_to(&mut tx, &who, county.firm, county.jiangan, from)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(left(&county).await, 1);
        let spent = "cooperation-spending";
        assert_eq!(figure(&county, spent, "2020-09-18").await[2], 0);
        // Two servers start at the same time.
        tokio::join!(app.work_off(COUNTY), app.work_off(COUNTY));
        assert_eq!(left(&county).await, 0);
        let moved = figure(&county, spent, "2020-09-18").await;
        assert_eq!(moved, [50_000_000, 30_000_000, 20_000_000]);
        let sequence = app.read(&county.staff).await.unwrap().sequence();
        app.work_off(COUNTY).await;
        let after = app.read(&county.staff).await.unwrap().sequence();
        assert_eq!(sequence, after, "nothing is done twice");
    })
    .await;
}

async fn left(county: &County) -> usize {
    let mut tx = county.site.app.read(&county.staff).await.unwrap();
    tx.jobs().await.unwrap().len()
}
