//! Imports that are taken back, and those that stay.

use axum::http::StatusCode;
use trial::both;

use crate::county::{County, rooms};
use crate::imports::{WEIDU, check, demands, good, load, says, send, table};

#[tokio::test]
async fn imports_are_taken_back_one_after_the_other() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let mut paths = Vec::new();
        for (amount, seen) in [
            ("120", ("2", "0")),
            ("150", ("0", "1")),
            ("180", ("0", "1")),
        ] {
            let rows = table(&[
                [WEIDU, "叶片铸造工艺", "工艺改进", "2020-09-01", amount],
                [WEIDU, "视觉检测", "检测", "2020/9/3", "1200"],
            ]);
            let name = format!("{amount}.csv");
            let path = send(&county, &county.staff, "demand", &name, &rows).await;
            check(&county, &county.staff, &path).await;
            let answer = load(&county, &county.staff, &path, seen.0, seen.1).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            paths.push(path);
        }
        let back = async |path: &String| {
            let path = format!("{path}/withdrawal");
            county.site.post(&county.staff, &path, &[]).await.status
        };
        assert_eq!(back(&paths[0]).await, StatusCode::CONFLICT);
        assert_eq!(back(&paths[2]).await, StatusCode::SEE_OTHER);
        assert_eq!(
            back(&paths[0]).await,
            StatusCode::CONFLICT,
            "the second stands on it"
        );
        assert_eq!(back(&paths[1]).await, StatusCode::SEE_OTHER);
        assert_eq!(
            demands(&county).await,
            [
                "XQ-2020-0001 120.00 submitted",
                "XQ-2020-0002 1,200.00 submitted"
            ]
        );
        assert_eq!(back(&paths[0]).await, StatusCode::SEE_OTHER);
        assert_eq!(
            demands(&county).await,
            ["XQ-2020-0001 120.00 void", "XQ-2020-0002 1,200.00 void"]
        );
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn an_import_on_which_something_was_built_stays() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "一.csv", &good()).await;
        check(&county, &county.staff, &path).await;
        load(&county, &county.staff, &path, "2", "0").await;
        let list = county
            .site
            .get(&county.staff, "/ledger/demand?year=2020&sort=number")
            .await;
        let row = list.body.split("/ledger/rows/").nth(1).unwrap();
        let entry = crate::county::entry_of(&row[..36]);
        let sent = county
            .act(&county.verifier, entry, "return", "难点写得太少")
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let undone = county
            .site
            .post(&county.staff, &format!("{path}/withdrawal"), &[])
            .await;
        assert_eq!(undone.status, StatusCode::CONFLICT);
        says(&undone, &["已由施远舟退回", "不能撤销"]);

        // The row that was sent back comes again with the table, and is handed in again.
        let path = send(&county, &county.staff, "demand", "二.csv", &good()).await;
        let checked = check(&county, &county.staff, &path).await;
        says(&checked, &["导入 1 行：更正 1"]);
        let answer = load(&county, &county.staff, &path, "0", "1").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(county.line(entry).await.state.code(), "submitted");
        county.holds().await;
    })
    .await;
}
