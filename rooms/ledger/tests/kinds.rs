//! A county's own kind, without a line of program.

use axum::http::StatusCode;
use ledger::door;
use measure::language::{Formula, check};
use measure::sql::{Question, compile};
use measure::{Asking, Known, Scope};
use trial::{COUNTY, both};
use values::{Day, Period};

use crate::county::{County, PDF, entry_of, rooms};

const VISIT: &str = r#"
id = "visit"
name = "企业走访"
prefix = "ZF"
act = "登记走访"
about = "科室人员到企业走访一次。"
unit = "次"
subject = "firm"
office = "cooperation"
day = "visited_on"
enter = ["office", "town"]
once = ["subject", "visited_on"]

[[voucher]]
id = "record"
name = "走访记录"
required = true

[[field]]
id = "visited_on"
name = "走访日"
type = "day"
required = true

[[field]]
id = "purpose"
name = "走访目的"
type = "option"
options = [["policy", "政策宣讲"], ["demand", "征集需求"]]
required = true
measured = "class"
list = true

[[field]]
id = "hours"
name = "时长"
type = "count"
unit = "小时"
measured = "quantity"
list = true
"#;

#[tokio::test]
async fn a_kind_of_the_countys_own_is_used_end_to_end() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let before = door::kinds(&mut county.read().await).await.unwrap();
        let answer = county
            .site
            .post(&county.administrator, "/ledger/kinds", &[("text", VISIT)])
            .await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/ledger/visit"),
            "{}",
            answer.body
        );
        assert!(
            county
                .site
                .get(&county.staff, "/ledger/kinds")
                .await
                .body
                .contains("本县（市）自定")
        );
        let file = county.site.get(&county.staff, "/ledger/kinds/rows.xlsx");
        let lines = file.await.sheet("台账类别");
        let own = lines.iter().find(|line| line[0] == "企业走访").unwrap();
        assert_eq!(
            (own[1].as_str(), own[6].as_str()),
            ("visit", "本县（市）自定")
        );
        assert!(lines.iter().any(|line| line[6] == "随程序"), "{lines:?}");
        assert!(
            county
                .site
                .get(&county.staff, "/ledger")
                .await
                .body
                .contains("企业走访")
        );
        let form = county
            .site
            .get(&county.staff, "/ledger/visit/new")
            .await
            .body;
        assert!(
            form.contains("登记走访")
                && form.contains("政策宣讲")
                && form.contains("小时")
                && form.contains("file.record"),
            "{form}"
        );
        let typed = [
            ("firm", county.firm_code.as_str()),
            ("visited_on", "9月10日"),
            ("purpose", "demand"),
            ("hours", "2"),
            ("act", "submit"),
        ];
        let answer = county
            .site
            .upload(
                &county.staff,
                "/ledger/visit",
                &typed,
                &[("file.record", "走访记录.pdf", PDF)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let entry = entry_of(answer.location());
        assert_eq!(county.line(entry).await.number, "ZF-2020-0001");
        county.verify(&county.verifier, entry).await.unwrap();
        let list = county.site.get(&county.staff, "/ledger/visit").await.body;
        assert!(
            list.contains("征集需求") && list.contains("时长") && list.contains("计入"),
            "{list}"
        );
        let mut tx = county.read().await;
        let kinds = door::kinds(&mut tx).await.unwrap();
        assert!(
            !std::sync::Arc::ptr_eq(&before, &kinds)
                && std::sync::Arc::ptr_eq(&kinds, &door::kinds(&mut tx).await.unwrap())
        );
        for (formula, expected) in [
            ("count of visit where purpose = demand", 1),
            ("sum hours of visit", 2),
            ("count of visit where purpose = policy", 0),
        ] {
            assert_eq!(value(&mut tx, &kinds, formula).await, expected, "{formula}");
        }
        drop(tx);
        county.holds().await;
    })
    .await;
}

/// What a formula gives for 2020, as of today.
async fn value(tx: &mut store::Tx, kinds: &measure::kind::Kinds, formula: &str) -> i64 {
    let checked = check(&Formula::parse(formula).unwrap(), kinds, &[]).unwrap();
    let asking = Asking::new(
        COUNTY,
        Scope::default(),
        Period::year(2020).unwrap(),
        Day::of(2020, 9, 18).unwrap(),
        Known::Now(tx.sequence()),
    );
    let mut sum = 0;
    for statement in compile(&checked, &asking, &Question::Value) {
        for row in door::ask(tx, &statement).await.unwrap() {
            if row.get::<String>("reason").unwrap().is_empty() {
                sum += row.get::<i64>("weight").unwrap();
            }
        }
    }
    sum
}

#[tokio::test]
async fn a_text_that_is_no_kind_comes_back_with_the_place() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        for (text, told) in [
            (
                VISIT.replace("day = \"visited_on\"", "day = \"visit_on\""),
                "visited_on",
            ),
            (
                VISIT.replace("id = \"visit\"", "id = \"payment\""),
                "payment",
            ),
            (VISIT.replace("prefix = \"ZF\"", "prefix = \"FK\""), "FK"),
            (VISIT.replace("id = \"visit\"", "id = \"queue\""), "queue"),
            (VISIT.replace("id = \"hours\"", "id = \"reason\""), "reason"),
            ("这不是 TOML".to_owned(), "第1行"),
        ] {
            let answer = county
                .site
                .post(&county.administrator, "/ledger/kinds", &[("text", &text)])
                .await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{told}: {}",
                answer.body
            );
            assert!(answer.body.contains(told), "{told}: {}", answer.body);
            assert!(
                answer
                    .body
                    .contains(&text.lines().last().unwrap().replace('"', "&#34;")),
                "the text comes back"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_new_version_of_a_kind_leaves_old_rows_as_they_are() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        county
            .site
            .post(&county.administrator, "/ledger/kinds", &[("text", VISIT)])
            .await;
        let typed = [
            ("firm", county.firm_code.as_str()),
            ("visited_on", "9月10日"),
            ("purpose", "demand"),
            ("hours", "2"),
            ("act", "submit"),
            ("number.record", "1"),
            ("issuer.record", "本科"),
            ("day.record", "9月10日"),
        ];
        let answer = county
            .site
            .post(&county.staff, "/ledger/visit", &typed)
            .await;
        let entry = entry_of(answer.location());
        county.verify(&county.verifier, entry).await.unwrap();
        // Hours are measured no more, and a photograph must be there.
        let changed = VISIT.replace("measured = \"quantity\"\n", "")
            + "\n[[voucher]]\nid = \"photo\"\nname = \"照片\"\nrequired = true\n";
        let answer = county
            .site
            .post(
                &county.administrator,
                "/ledger/kinds",
                &[("text", &changed)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(county.standing(entry).await, "good");
        county.holds().await;
    })
    .await;
}
