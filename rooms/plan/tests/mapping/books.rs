//! The task books and the breakdown: pages and workbooks.

use std::io::Cursor;

use trial::Site;
use web::Role;

use crate::carrying::{bureau, lead};
use crate::{COUNTY, rooms, targets, with};

/// The texts of a workbook's first sheet, row by row.
fn cells(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<String>> {
    let mut book = paper::Book::open(Cursor::new(bytes)).unwrap();
    let rows = book.rows(sheet).unwrap();
    let text = |cell: &paper::Cell| match &cell.value {
        paper::Value::Text(text) => text.clone(),
        other => format!("{other:?}"),
    };
    rows.map(|row| row.unwrap().cells.iter().map(text).collect())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_task_book_and_the_breakdown_say_who_does_what() {
    trial::both(&rooms(), |site| async move {
        site.at("2020-09-18");
        let bureau = bureau(&site).await;
        assert_eq!(bureau.assign(&site, &[]).await.status, 303);
        bureau.milestone(&site, "政策汇编印发", "8月31日").await;
        let own = with(Role::Staff, "hightech");
        let office = format!("/plan/task-books/{}", bureau.hightech);
        let page = site.get(&own, &office).await;
        assert_eq!(page.status, 200, "{}", page.body);
        for said in [
            "高新科2020年推进任务书",
            "依据：皋科发〔2020〕2号",
            "分管领导：许知行",
            "科室负责人：陆知微",
            "30家以上",
            "强化高企政策的宣传",
            "8月31日政策汇编印发（逾期）",
            "牵头：高新科；配合：科技金融与计划科、白蒲镇",
            "截至 2020年9月18日",
        ] {
            assert!(page.body.contains(said), "{said}");
        }
        assert!(!page.body.contains("科技担保额"), "another office's");

        let file = site.get(&own, &format!("{office}/book.xlsx")).await;
        let rows = cells(file.bytes, "推进任务书");
        assert_eq!(rows[0][2], "任务");
        let line = rows
            .iter()
            .find(|row| row.iter().any(|cell| cell == "强化高企政策的宣传"))
            .unwrap();
        assert!(
            line.iter()
                .any(|cell| cell == "1. 编政策汇编\n2. 办六场宣讲"),
            "{line:?}"
        );
        assert!(line.iter().any(|cell| cell == "丁若川"));

        // A town has its own book and no other.
        let town = bureau.of_town();
        let own_book = site.get(&town, "/plan/task-books").await;
        assert_eq!(
            own_book.location(),
            format!("/plan/task-books/{}", bureau.town)
        );
        let book = site.get(&town, own_book.location()).await.body;
        assert!(book.contains("白蒲镇2020年推进任务书") && book.contains("强化高企政策的宣传"));
        assert!(!book.contains("发挥科技小额贷款作用"));
        assert_eq!(site.get(&town, &office).await.status, 403);
        assert_eq!(
            site.get(&town, &format!("{office}/book.xlsx")).await.status,
            403
        );

        let table = site.get(&own, "/plan/breakdown").await.body;
        let row = row_of(&table, "强化高企政策的宣传");
        for said in [
            "许知行",
            "高新科",
            "科技金融与计划科、白蒲镇",
            "丁若川",
            "9月25日",
            "三、1",
        ] {
            assert!(row.contains(said), "{said}: {row}");
        }
        assert!(table.contains("科技担保额"));
        let file = site.get(&own, "/plan/breakdown/table.xlsx").await;
        let total = cells(file.bytes, "责任分解表").len() - 1;
        assert!(table.contains(&format!("{total} 项")), "{total}");
    })
    .await;
}

/// The row of a page that names something.
fn row_of<'a>(page: &'a str, name: &str) -> &'a str {
    let mut rows = page.split("<tr");
    rows.find(|row| row.contains(name)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rhythm_stands_in_the_book_of_its_office_and_in_the_breakdown() {
    trial::both(&rooms(), |site| async move {
        site.at("2020-01-22");
        let bureau = bureau(&site).await;
        let own = with(Role::Staff, "cooperation");
        let book = book_of(&site, "cooperation").await;
        let page = site.get(&own, &book).await.body;
        let row = row_of(&page, "每周有需求");
        for said in ["每周至少1项", "应有3周，已有0周", "缺第1周、第2周、第3周"]
        {
            assert!(row.contains(said), "{said}: {row}");
        }
        let earlier = site.get(&own, &format!("{book}?day=2020-01-08")).await.body;
        assert!(row_of(&earlier, "每周有需求").contains("缺第1周</td>"));
        let file = site.get(&own, &format!("{book}/book.xlsx")).await;
        let rows = cells(file.bytes, "推进任务书");
        let line = rows.iter().find(|row| row[2] == "每周有需求").unwrap();
        assert_eq!(line[1], "节奏");
        assert_eq!(line[3], "每周至少1项");
        assert!(
            line.iter().any(|cell| cell == "缺第1周、第2周、第3周"),
            "{line:?}"
        );

        let others = site.get(&own, &book_of(&site, "hightech").await).await.body;
        assert!(!others.contains("每周有需求"), "another office's");
        let town = format!("/plan/task-books/{}", bureau.town);
        assert!(!site.get(&own, &town).await.body.contains("每周有需求"));

        let table = site.get(&own, "/plan/breakdown").await.body;
        let row = row_of(&table, "每周有需求");
        for said in [
            "产学研成果科",
            "每周至少1项",
            "应有3周，已有0周；缺第1周、第2周、第3周",
        ] {
            assert!(row.contains(said), "{said}: {row}");
        }
        let file = site.get(&own, "/plan/breakdown/table.xlsx").await;
        let rows = cells(file.bytes, "责任分解表");
        let line = rows.iter().find(|row| row[2] == "每周有需求").unwrap();
        assert!(
            line.iter().any(|cell| cell.starts_with("应有3周")),
            "{line:?}"
        );
    })
    .await;
}

async fn book_of(site: &Site, code: &str) -> String {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let office = identity::door::office(&mut tx, code).await.unwrap();
    format!("/plan/task-books/{}", office.unwrap().id)
}

/// A sheet to be signed asks of a town for what it carries, not for the whole's number.
#[tokio::test(flavor = "multi_thread")]
async fn who_only_assists_signs_for_no_number() {
    trial::both(&rooms(), |site| async move {
        site.at("2020-09-18");
        let bureau = bureau(&site).await;
        let all = targets(&site).await;
        let net = all
            .iter()
            .find(|one| one.terms.indicator == "hnte-net-increase");
        let (town, net) = (bureau.town.to_string(), net.unwrap());
        let finance = bureau.finance.to_string();
        let form = [
            ("office", "hightech"),
            ("assisting", town.as_str()),
            ("assisting", finance.as_str()),
        ];
        let path = format!("/plan/assignments/{}", net.id);
        let sent = site.post(&with(Role::Head, "hightech"), &path, &form).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let own = site
            .get(&bureau.of_town(), &format!("/plan/task-books/{town}"))
            .await
            .body;
        let row = row_of(&own, &net.terms.name);
        assert!(row.contains("全市30家以上（配合）"), "{row}");
        assert_eq!(row.matches(">—<").count(), 4, "no quarters: {row}");
        let other = format!("/plan/task-books/{finance}");
        let other = site.get(&with(Role::Staff, "finance"), &other).await.body;
        assert!(row_of(&other, &net.terms.name).contains("全市30家以上（配合）"));
        let office = format!("/plan/task-books/{}", bureau.hightech);
        let office = site.get(&with(Role::Staff, "hightech"), &office).await.body;
        let row = row_of(&office, &net.terms.name);
        assert!(row.contains(">30家以上<"), "{row}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn books_are_linked_with_their_year() {
    trial::both(&rooms(), |site| async move {
        site.at("2020-09-18");
        let bureau = bureau(&site).await;
        let link = "推进任务书</a>";
        for list in ["/plan/breakdown", "/plan/duties"] {
            let now = site.get(&lead(), &format!("{list}?year=2020")).await.body;
            assert!(now.contains(&format!("href=\"/plan/task-books\">{link}")));
            let past = site.get(&lead(), &format!("{list}?year=2019")).await.body;
            let year = format!("href=\"/plan/task-books?year=2019\">{link}");
            assert!(past.contains(&year), "{past}");
            let ahead = site.get(&lead(), &format!("{list}?year=2021")).await.body;
            assert!(!ahead.contains(&format!("class=\"btn\" href=\"/plan/task-books\">{link}")));
        }
        let past = site.get(&lead(), "/plan/task-books?year=2019").await;
        assert!(
            past.location().ends_with("?day=2019-12-31"),
            "{}",
            past.location()
        );
        let book = site.get(&lead(), past.location()).await.body;
        assert!(book.contains("2019年推进任务书") && book.contains("/plan/breakdown?year=2019"));
        let ahead = site.get(&lead(), "/plan/task-books?year=2021").await;
        assert!(ahead.body.contains("2021年还没有开始"), "{}", ahead.body);
        drop(bureau);
    })
    .await;
}
