//! Imports in several tabs: at once, after one another, and while the ground moves.

use axum::http::StatusCode;
use ledger::door::Entry;
use trail::Who;
use trial::both;
use values::{Day, Id};

use crate::county::{County, entry_of, rooms};
use crate::imports::{WEIDU, check, demands, good, load, says, send};

/// The first row that the import brought.
async fn first(county: &County, path: &str) -> Id<Entry> {
    let id = path.rsplit('/').next().unwrap();
    let list = format!("/ledger/demand?year=all&import={id}&sort=number");
    let list = county.site.get(&county.staff, &list).await;
    let row = list.body.split("/ledger/rows/").nth(1).unwrap();
    entry_of(&row[..36])
}

#[tokio::test]
async fn two_buttons_pressed_at_once_bring_the_rows_once() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "一.csv", &good()).await;
        check(&county, &county.staff, &path).await;
        let (one, other) = tokio::join!(
            load(&county, &county.staff, &path, "2", "0"),
            load(&county, &county.staff, &path, "2", "0")
        );
        let mut told = [one.status, other.status];
        told.sort();
        assert_eq!(told, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
        assert_eq!(demands(&county).await.len(), 2);
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn an_undo_and_a_verification_at_once_are_one_after_the_other() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "一.csv", &good()).await;
        check(&county, &county.staff, &path).await;
        load(&county, &county.staff, &path, "2", "0").await;
        let entry = first(&county, &path).await;
        let address = format!("{path}/withdrawal");
        let (undone, verified) = tokio::join!(
            county.site.post(&county.staff, &address, &[]),
            county.act(&county.verifier, entry, "verification", "")
        );
        let state = county.line(entry).await.state.code();
        if undone.status == StatusCode::SEE_OTHER {
            assert_ne!(verified.status, StatusCode::SEE_OTHER, "{}", verified.body);
            assert_eq!(state, "void");
        } else {
            assert_eq!(undone.status, StatusCode::CONFLICT, "{}", undone.body);
            says(&undone, &["核实", "不能撤销"]);
            assert_eq!(
                (verified.status, state),
                (StatusCode::SEE_OTHER, "verified")
            );
        }
        county.holds().await;
    })
    .await;
}

/// A county's own kind; nothing tells two rows of it apart.
const TALK: &str = r#"
id = "talk"
name = "座谈"
prefix = "ZT"
act = "登记座谈"
about = "一次座谈。"
unit = "次"
subject = "firm"
office = "cooperation"
day = "held_on"
enter = ["office", "town"]

[[field]]
id = "held_on"
name = "座谈日"
type = "day"
required = true

[[field]]
id = "topic"
name = "议题"
type = "text"
required = true
list = true

[[field]]
id = "place"
name = "地点"
type = "text"
"#;

async fn keep(county: &County, kind: &str) {
    let pairs = [("text", kind)];
    let kept = county
        .site
        .post(&county.administrator, "/ledger/kinds", &pairs)
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
}

fn talks() -> Vec<u8> {
    format!("企业,座谈日,议题,地点\n{WEIDU},2020-09-01,招工,会议室\n").into_bytes()
}

#[tokio::test]
async fn a_kind_that_wants_more_by_now_is_checked_anew() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        keep(&county, TALK).await;
        let path = send(&county, &county.staff, "talk", "座谈.csv", &talks()).await;
        says(
            &check(&county, &county.staff, &path).await,
            &["导入 1 行：新建 1"],
        );
        let more =
            "\n[[field]]\nid = \"host\"\nname = \"主持人\"\ntype = \"text\"\nrequired = true\n";
        keep(&county, &format!("{TALK}{more}")).await;
        let answer = load(&county, &county.staff, &path, "1", "0").await;
        assert!(answer.location().ends_with("moved=1"), "{}", answer.body);
        let page = county.site.get(&county.staff, answer.location()).await;
        says(
            &page,
            &[
                "检查以后台账有了变化，刚才没有导入",
                "缺少要填的列",
                "主持人",
            ],
        );
        let list = county
            .site
            .get(&county.staff, "/ledger/talk?year=all")
            .await;
        assert!(!list.body.contains("ZT-2020"), "{}", list.body);
    })
    .await;
}

#[tokio::test]
async fn a_firm_renamed_since_the_check_is_still_the_one_that_is_meant() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "一.csv", &good()).await;
        check(&county, &county.staff, &path).await;
        let mut tx = county.write().await;
        let from = Day::parse_iso("2020-09-10").unwrap();
        enterprise::door::rename(
            &mut tx,
            &Who::program(),
            county.firm,
            "江苏苇渡科技有限公司",
            from,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let answer = load(&county, &county.staff, &path, "2", "0").await;
        assert_eq!(answer.location(), path, "{}", answer.body);
        let line = county.line(first(&county, &path).await).await;
        assert_eq!(
            line.subject,
            Some(county.firm),
            "{WEIDU} is its former name"
        );
        assert_eq!(line.subject_name, "江苏苇渡科技有限公司");
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn yesterday_s_file_brings_nothing_again_today() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "一.csv", &good()).await;
        check(&county, &county.staff, &path).await;
        load(&county, &county.staff, &path, "2", "0").await;
        let done = county.site.get(&county.staff, &path).await;
        says(
            &done,
            &[
                "看这 2 条记录",
                "这些记录现在怎样",
                "缺凭证 <b>2</b> 条",
                "view=unproven",
            ],
        );
        let entry = first(&county, &path).await;
        county
            .act(&county.verifier, entry, "return", "写得太少")
            .await;
        let done = county.site.get(&county.staff, &path).await;
        says(&done, &["已退回 <b>1</b> 条", "view=returned"]);

        county.site.at("2020-09-19");
        // The old page's button says what it was.
        let again = load(&county, &county.staff, &path, "2", "0").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let next = send(&county, &county.verifier, "demand", "一.csv", &good()).await;
        let checked = check(&county, &county.verifier, &next).await;
        says(&checked, &["导入 1 行：更正 1"]);
        load(&county, &county.verifier, &next, "0", "1").await;
        assert_eq!(demands(&county).await.len(), 2, "no row twice");
        // Each import lists its own rows, the later one only what it handed in again.
        let of = async |path: &str| {
            let id = path.rsplit('/').next().unwrap();
            let list = format!("/ledger/demand?year=all&import={id}");
            county.site.get(&county.staff, &list).await
        };
        says(&of(&path).await, &["共 2 条", "由“一.csv”导入"]);
        says(&of(&next).await, &["共 1 条"]);
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_kind_without_a_key_warns_of_the_same_file() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        keep(&county, TALK).await;
        let path = send(&county, &county.staff, "talk", "座谈.csv", &talks()).await;
        let first = check(&county, &county.staff, &path).await;
        assert!(!first.body.contains("已经导入过"), "{}", first.body);
        load(&county, &county.staff, &path, "1", "0").await;
        let path = send(&county, &county.verifier, "talk", "座谈.csv", &talks()).await;
        let again = check(&county, &county.verifier, &path).await;
        says(&again, &["已经导入过", "没有防重键", "会多出同样的 1 条"]);
    })
    .await;
}
