//! What is kept of a screening is brought up to date firm by firm: after any act it says what the database does.

use axum::http::StatusCode;
use enterprise::door::{self, Asking};
use trial::{COUNTY, Site, both};

use crate::screening::{change, filled};
use crate::{code, day, rooms, staff};

/// Every firm as it is kept and as the database says.
async fn agrees(site: &Site, after: &str) {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    for criterion in ["hnte-2016", "tech-sme-2017"] {
        let asking = Asking::of(criterion, day("2020-09-18"));
        let kept = door::standings(&site.app, &mut tx, asking.clone(), &[]);
        let kept = kept.await.unwrap();
        assert_eq!(kept.len(), 3, "{after}");
        for (id, kept) in kept {
            let firm = door::firm(&mut tx, id).await.unwrap().unwrap();
            let told = door::standing_of(&mut tx, &firm, &asking, &[])
                .await
                .unwrap();
            let of = |one: &door::Standing| {
                (
                    one.verdict,
                    one.failing.clone(),
                    one.missing.clone(),
                    one.score,
                )
            };
            assert_eq!(
                of(&kept),
                of(&told),
                "{criterion} of {} after {after}",
                firm.name
            );
        }
    }
}

#[tokio::test]
async fn what_is_kept_follows_every_act() {
    both(&rooms(), |site| async move {
        for (n, name) in [(1, "甲公司"), (2, "乙公司"), (3, "丙公司")] {
            filled(&site, n, name).await;
        }
        agrees(&site, "nothing").await;
        for (n, fact, value) in [
            (1, "tech_staff", "20"),
            (2, "hightech_income", "100"),
            (1, "tech_staff", ""),
            (3, "field", "2"),
        ] {
            change(&site, n, fact, value).await;
            agrees(&site, &format!("{fact} of {n} became {value:?}")).await;
        }
        let right = [
            ("kind", "utility"),
            ("name", "一种纤维的制法"),
            ("number", "ZL201820000001.X"),
            ("owners", "乙公司"),
            ("way", "self"),
            ("since", "2018-03-01"),
            ("until", "2028-02-28"),
        ];
        let rights = format!("/firms/{}/rights", code(2));
        let added = site.post(&staff(), &rights, &right).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        agrees(&site, "a right was added").await;
        let list = site.get(&staff(), &rights).await.body;
        let own = format!("class=\"lead\"><a href=\"{rights}/");
        let entry = list.split(&own).nth(1).unwrap();
        let entry = format!("{rights}/{}", entry.split('"').next().unwrap());
        for (act, sent) in [
            ("use", vec![("year", "2019")]),
            ("end", vec![("on", "2020-09-01"), ("why", "放弃")]),
        ] {
            let done = site.post(&staff(), &format!("{entry}/{act}"), &sent).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {}", done.body);
            agrees(&site, act).await;
        }
        let sent = [
            ("property", "name"),
            ("value", "丁公司"),
            ("from", "2020-09-01"),
            ("reason", "变更通知书"),
        ];
        let path = format!("/firms/{}/changes", code(3));
        assert_eq!(
            site.post(&staff(), &path, &sent).await.status,
            StatusCode::SEE_OTHER
        );
        agrees(&site, "a firm was renamed").await;
    })
    .await;
}
