//! How long the pages of a county take.

use axum::http::StatusCode;
use enterprise::door;
use trial::COUNTY;

use crate::{code, new_firm, rooms, staff, town};

/// Five thousand firms, forty facts, three years: how long pages of the list take. Run by hand:
/// `cargo nextest run -p enterprise --run-ignored only pages_of_a_county --no-capture`.
#[tokio::test]
#[ignore = "fills half a million facts"]
async fn pages_of_a_county_are_quick() {
    let site = trial::on_sqlite(&rooms()).await;
    let home = town(&site, "江安镇").await;
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    for n in 0..5000 {
        let new = new_firm(n, &format!("第{n:04}公司"), home);
        let id = door::enter(&mut tx, &trail::Who::program(), new, true)
            .await
            .unwrap();
        let mut lines = Vec::new();
        for year in [2017_i64, 2018, 2019] {
            for fact in 0..40_i64 {
                let name = match fact {
                    0 => "revenue".to_owned(),
                    1 => "rd".to_owned(),
                    2 => "staff".to_owned(),
                    3 => "field".to_owned(),
                    other => format!("fact_{other}"),
                };
                let value = match fact {
                    0 => i64::from(n) * 1_000_000,
                    1 => i64::from(n % 97) * 10_000,
                    other => i64::from(n) % 9 + other,
                };
                lines.push(store::args![
                    COUNTY,
                    id,
                    year,
                    name,
                    value,
                    "tax",
                    "",
                    "",
                    values::Uuid::nil(),
                    "",
                    1_590_000_000_000_i64,
                    values::Uuid::nil(),
                    "",
                    0_i64,
                    1_i64,
                    store::STILL
                ]);
            }
        }
        tx.run_lines(
            "enterprise_fact (county, firm, year, fact, value, source, paper, reason, stated_by, stated_name, stated_at,
             confirmed_by, confirmed_name, confirmed_at, known_from, known_until)",
            lines,
            "",
        )
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    for query in [
        "",
        "sort=-revenue",
        "revenue_least=2000&share=0.1&staff_least=3",
        "field=4&revenue_least=100&sort=-rd",
        "missing=1",
        "q=0042",
        "page=100&sort=staff",
        "criterion=hnte-2016",
        "criterion=hnte-2016&verdict=fail&page=3",
        "clause=hnte-2016/c4-staff&lacking=3&sort=-revenue",
    ] {
        let mut times = Vec::new();
        let begun = std::time::Instant::now();
        site.get(&staff(), &format!("/firms?{query}")).await;
        println!("{query:60} first {:?}", begun.elapsed());
        for _ in 0..20 {
            let begun = std::time::Instant::now();
            let page = site.get(&staff(), &format!("/firms?{query}")).await;
            assert_eq!(page.status, StatusCode::OK);
            times.push(begun.elapsed());
        }
        times.sort();
        println!("{query:60} median {:?}, p95 {:?}", times[10], times[18]);
    }
    let sent = [("staff", "77"), ("reason", "核对更正")];
    let path = format!("/firms/{}/facts/2019", code(7));
    let changed = site.post(&staff(), &path, &sent).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let begun = std::time::Instant::now();
    site.get(&staff(), "/firms?criterion=hnte-2016&verdict=fail")
        .await;
    println!(
        "{:60} first {:?}",
        "after a fact was stated",
        begun.elapsed()
    );
}
