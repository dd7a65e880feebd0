//! Tables that come in: understood, checked, marked, loaded, undone.

use axum::http::StatusCode;
use trial::{Answer, both};
use web::Actor;

use crate::county::{County, a_contract, rooms};

/// A town's own table of demands: a title above, a unit, its own words over the columns, a total below.
pub fn table(rows: &[[&str; 5]]) -> Vec<u8> {
    let mut text = "白蒲镇2020年技术需求汇总表,,,,\n填报单位：白蒲镇,,,,单位：万元\n企业名称,需求名称,类型,发布时间,拟投入资金\n".to_owned();
    for row in rows {
        text.push_str(&row.join(","));
        text.push('\n');
    }
    text.push_str("合计,,,,120\n");
    // The hardness of each is asked for as well.
    let lines = text.lines().enumerate().map(|(at, line)| match at {
        0 | 1 => format!("{line},"),
        2 => format!("{line},现状与难点"),
        _ if line.starts_with("合计") => format!("{line},"),
        _ => format!("{line},返修多"),
    });
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

pub const WEIDU: &str = "江苏苇渡智能装备有限公司";

pub fn good() -> Vec<u8> {
    table(&[
        [WEIDU, "叶片铸造工艺", "工艺改进", "2020.9.1", "１２0"],
        [WEIDU, "视觉检测", "检测", "9月3日", "\"1,200\""],
    ])
}

/// Sends a file and settles its columns as they are proposed; gives the address of the import.
pub async fn send(county: &County, actor: &Actor, kind: &str, name: &str, file: &[u8]) -> String {
    let answer = county
        .site
        .upload(
            actor,
            &format!("/ledger/{kind}/import"),
            &[],
            &[("file", name, file)],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

/// Sends the columns as the page proposes them.
pub async fn check(county: &County, actor: &Actor, path: &str) -> Answer {
    settle(county, actor, path, None).await
}

/// The same, with the year of days that say none.
pub async fn settle(county: &County, actor: &Actor, path: &str, year: Option<&str>) -> Answer {
    let page = county.site.get(actor, path).await;
    let mut pairs: Vec<(String, String)> = Vec::new();
    for select in page.body.split("<select name=\"").skip(1) {
        let (name, rest) = select.split_once('"').unwrap();
        let rest = rest.split("</select>").next().unwrap();
        let chosen = rest
            .split("<option value=\"")
            .find(|one| one.contains("\" selected>"));
        let value = chosen.map_or("", |one| one.split('"').next().unwrap());
        // Where the table says no unit, the person does.
        let is_open = rest.contains("value=\"\" selected>—");
        let value = if is_open { "yuan" } else { value };
        pairs.push((name.to_owned(), value.to_owned()));
    }
    assert!(pairs.len() > 3, "{}", page.body);
    pairs.extend(year.map(|year| ("year".to_owned(), year.to_owned())));
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let answer = county
        .site
        .post(actor, &format!("{path}/columns"), &pairs)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    county.site.get(actor, path).await
}

pub async fn load(
    county: &County,
    actor: &Actor,
    path: &str,
    created: &str,
    changed: &str,
) -> Answer {
    let pairs = [("created", created), ("changed", changed)];
    county
        .site
        .post(actor, &format!("{path}/rows"), &pairs)
        .await
}

/// Number, amount in 万元 and state of each demand, by number.
pub async fn demands(county: &County) -> Vec<String> {
    let mut lists = String::new();
    // What was withdrawn stands in a list of its own.
    for address in [
        "/ledger/demand?year=all",
        "/ledger/demand?year=all&state=void",
    ] {
        lists += &county.site.get(&county.staff, address).await.body;
    }
    let mut entries: Vec<_> = lists
        .split("/ledger/rows/")
        .skip(1)
        .map(|rest| crate::county::entry_of(&rest[..36]))
        .collect();
    entries.sort();
    entries.dedup();
    let mut told = Vec::new();
    for entry in entries {
        let line = county.line(entry).await;
        let amount = line.amount.unwrap().in_wan();
        told.push(format!("{} {amount} {}", line.number, line.state.code()));
    }
    told.sort();
    told
}

pub fn says(answer: &Answer, words: &[&str]) {
    for word in words {
        assert!(answer.body.contains(word), "{word}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_corrected_table_is_read_in_the_year_that_was_settled() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let with = |amount: &str| {
            let table = table(&[[WEIDU, "视觉检测", "检测", "9月3日", amount]]);
            let text = String::from_utf8(table).unwrap();
            text.replace("白蒲镇2020年", "白蒲镇").into_bytes()
        };
        let actor = &county.of_baipu;
        let path = send(&county, actor, "demand", "需求.csv", &with("待定")).await;
        let faulty = settle(&county, actor, &path, Some("2019")).await;
        says(&faulty, &["1 行有错", "待定"]);
        let id = path.rsplit('/').next().unwrap();
        let corrected = with("120");
        let file = [("file", "需求（改）.csv", corrected.as_slice())];
        let corrects = [("again", id)];
        let again = county
            .site
            .upload(actor, "/ledger/demand/import", &corrects, &file);
        let next = again.await.location().to_owned();
        says(
            &county.site.get(actor, &next).await,
            &["可以导入", "2019 年"],
        );
        assert_eq!(
            load(&county, actor, &next, "1", "0").await.status,
            StatusCode::SEE_OTHER
        );
        let list = county.site.get(actor, "/ledger/demand?year=2019").await;
        says(&list, &["2019-09-03", "视觉检测"]);
    })
    .await;
}

#[tokio::test]
async fn a_town_s_own_table_is_understood_checked_and_loaded() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.of_baipu, "demand", "白蒲.csv", &good()).await;
        let understood = county.site.get(&county.of_baipu, &path).await;
        says(
            &understood,
            &[
                "表头在第 3 行",
                "2 行记录",
                "合计行",
                "表上方“单位：万元”写明单位是万元",
                "检查 2 行",
            ],
        );
        let checked = check(&county, &county.of_baipu, &path).await;
        says(
            &checked,
            &[
                "可以导入",
                "导入 2 行：新建 2",
                "全角字符 1 格",
                "千分位 1 格",
                "文本日期",
                "不当成记录的 1 行",
                "第 6 行：合计行（合计）",
                "第 6 行“合计”：“拟投入资金”写的是 120 万元，读出的各行相加是 1,320 万元",
            ],
        );
        let early = county
            .site
            .get(&county.staff, "/ledger/demand?year=2020")
            .await;
        assert!(
            !early.body.contains("叶片铸造工艺"),
            "a check changes nothing"
        );

        let answer = load(&county, &county.of_baipu, &path, "2", "0").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let list = county
            .site
            .get(&county.staff, "/ledger/demand?year=2020")
            .await;
        says(&list, &["XQ-2020-0001", "XQ-2020-0002", "白蒲镇"]);
        let done = county.site.get(&county.of_baipu, &path).await;
        says(&done, &["已导入 2 行", "撤销这次导入的 2 行"]);

        let again = load(&county, &county.of_baipu, &path, "2", "0").await;
        assert_eq!(again.status, StatusCode::CONFLICT, "nothing goes in twice");
        says(&again, &["这次导入现在是“已导入”"]);
        let other = county.site.get(&county.staff, &path).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "it is the town's own");
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn the_same_table_tomorrow_changes_only_what_differs() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "一.csv", &good()).await;
        check(&county, &county.staff, &path).await;
        load(&county, &county.staff, &path, "2", "0").await;

        let path = send(&county, &county.staff, "demand", "二.csv", &good()).await;
        let checked = check(&county, &county.staff, &path).await;
        says(&checked, &["没有要导入的", "台账里都已经有了"]);
        assert!(!checked.body.contains("/rows\""), "there is no button");

        let other = table(&[
            [WEIDU, "叶片铸造工艺", "工艺改进", "2020-09-01", "150"],
            [WEIDU, "视觉检测", "检测", "2020/9/3", "1200"],
            [WEIDU, "新的一项", "设备", "20200905", "8"],
        ]);
        let path = send(&county, &county.staff, "demand", "三.csv", &other).await;
        let checked = check(&county, &county.staff, &path).await;
        says(
            &checked,
            &[
                "导入 2 行：新建 1，更正 1",
                "1,200,000.00 元",
                "1,500,000.00 元",
                "XQ-2020-0001",
            ],
        );
        let changes = county
            .site
            .get(&county.staff, &format!("{path}/changes"))
            .await;
        says(&changes, &["1 行更正前后", "拟投入资金"]);
        let answer = load(&county, &county.staff, &path, "1", "1").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(
            demands(&county).await,
            [
                "XQ-2020-0001 150.00 submitted",
                "XQ-2020-0002 1,200.00 submitted",
                "XQ-2020-0003 8.00 submitted"
            ]
        );
        county.holds().await;

        let undone = county
            .site
            .post(&county.staff, &format!("{path}/withdrawal"), &[])
            .await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
        assert_eq!(
            demands(&county).await,
            [
                "XQ-2020-0001 120.00 submitted",
                "XQ-2020-0002 1,200.00 submitted",
                "XQ-2020-0003 8.00 void"
            ]
        );
        county.holds().await;
        let twice = county
            .site
            .post(&county.staff, &format!("{path}/withdrawal"), &[])
            .await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn what_was_settled_is_proposed_the_next_time() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let text = String::from_utf8(good())
            .unwrap()
            .replace("发布时间", "哪天")
            .replace("需求名称", "内容");
        let path = send(&county, &county.staff, "demand", "一.csv", text.as_bytes()).await;
        let pairs = [
            ("field.A", "firm"),
            ("field.B", "title"),
            ("field.C", "class"),
            ("field.D", "published_on"),
            ("field.E", "budget"),
            ("unit.E", "wan"),
            ("field.F", "difficulty"),
        ];
        let twice = county
            .site
            .post(
                &county.staff,
                &format!("{path}/columns"),
                &[("field.A", "firm"), ("field.B", "firm")],
            )
            .await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&twice, &["“企业”指给了 A、B 列，只能留一列", "由您指定"]);
        county
            .site
            .post(&county.staff, &format!("{path}/columns"), &pairs)
            .await;
        says(
            &county.site.get(&county.staff, &path).await,
            &["导入 2 行：新建 2"],
        );

        let path = send(&county, &county.staff, "demand", "二.csv", text.as_bytes()).await;
        let page = county.site.get(&county.staff, &path).await;
        says(&page, &["按上次的对应"]);
        assert!(!page.body.contains("没有认出必填的"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn the_ledger_may_move_between_the_check_and_the_button() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "一.csv", &good()).await;
        check(&county, &county.staff, &path).await;
        county.contract("1").await;
        let other = send(&county, &county.verifier, "demand", "二.csv", &good()).await;
        check(&county, &county.verifier, &other).await;
        let answer = load(&county, &county.verifier, &other, "2", "0").await;
        assert!(
            !answer.location().contains("moved"),
            "nothing came after its check: {}",
            answer.body
        );
        let answer = load(&county, &county.staff, &path, "2", "0").await;
        assert!(answer.location().ends_with("moved=1"), "{}", answer.body);
        let page = county.site.get(&county.staff, answer.location()).await;
        says(&page, &["检查以后台账有了变化", "没有要导入的"]);
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_s_correction_is_overwritten_unseen() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let first = send(&county, &county.staff, "demand", "零.csv", &good()).await;
        check(&county, &county.staff, &first).await;
        load(&county, &county.staff, &first, "2", "0").await;
        let of = |amount| {
            let row = [WEIDU, "叶片铸造工艺", "工艺改进", "2020-09-01", amount];
            table(&[row])
        };
        let one = send(&county, &county.staff, "demand", "一.csv", &of("130")).await;
        check(&county, &county.staff, &one).await;
        let two = send(&county, &county.verifier, "demand", "二.csv", &of("140")).await;
        let checked = check(&county, &county.verifier, &two).await;
        says(&checked, &["导入 1 行：更正 1", "1,200,000.00 元"]);

        load(&county, &county.staff, &one, "0", "1").await;
        let answer = load(&county, &county.verifier, &two, "0", "1").await;
        assert!(answer.location().ends_with("moved=1"), "{}", answer.body);
        let page = county.site.get(&county.verifier, answer.location()).await;
        says(
            &page,
            &["检查以后台账有了变化", "1,300,000.00 元", "1,400,000.00 元"],
        );
        assert!(demands(&county).await[0].contains(" 130.00 "));
        // Whoever has seen that may go on.
        load(&county, &county.verifier, &two, "0", "1").await;
        assert!(demands(&county).await[0].contains(" 140.00 "));
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_number_that_two_contracts_of_a_firm_have_is_asked_back() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let mut tx = county.write().await;
        let one = a_contract(county.firm, "01");
        let mut other = one.clone();
        other.fields.insert("partner".into(), "南通大学".into());
        for contract in [one, other] {
            ledger::door::post(&mut tx, &county.staff, contract).await.unwrap();
        }
        tx.commit().await.unwrap();
        let text = format!(
            "统一社会信用代码,合同编号,合作单位,收款方类型,资金来源,付款金额（万元）,付款日期,银行回单号\n{},01,滨江纺织研究院,院所,企业自有资金,36,2020-09-16,0231907\n",
            county.firm_code
        );
        let path = send(&county, &county.staff, "payment", "付款.csv", text.as_bytes()).await;
        let checked = check(&county, &county.staff, &path).await;
        says(&checked, &["这家企业有 2 条记录的编号是“01”（HT-2020-0001、HT-2020-0002）", "请改填括号里的编号"]);
        assert!(!checked.body.contains("没有编号是“01”的记录"), "{}", checked.body);
    })
    .await;
}

#[tokio::test]
async fn rows_are_linked_by_what_people_know_them_by() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let mut tx = county.write().await;
        ledger::door::post(&mut tx, &county.staff, a_contract(county.firm, "JH-2020-01")).await.unwrap();
        tx.commit().await.unwrap();
        let text = format!(
            "统一社会信用代码,合同编号,合作单位,收款方类型,资金来源,付款金额（万元）,付款日期,银行回单号\n{},jh-2020-01,滨江纺织研究院,院所,企业自有资金,36,2020-09-16,0231907\n{},HT-2020-0001,滨江纺织研究院,院所,企业自有资金,20,2020-09-17,0231908\n{},JH-9,滨江纺织研究院,院所,企业自有资金,20,2020-09-17,0231909\n",
            county.firm_code.to_lowercase(), county.firm_code, county.firm_code
        );
        let path = send(&county, &county.staff, "payment", "付款.csv", text.as_bytes()).await;
        let checked = check(&county, &county.staff, &path).await;
        says(&checked, &["没有编号是“JH-9”的记录", "B4", "小写字母 1 格"]);
        assert!(checked.body.contains("1 行有错"), "{}", checked.body);
        let path = send(&county, &county.staff, "payment", "付款.csv", text.replace("JH-9", "JH-2020-01").as_bytes()).await;
        says(&check(&county, &county.staff, &path).await, &["导入 3 行：新建 3"]);
        load(&county, &county.staff, &path, "3", "0").await;
        let list = county.site.get(&county.staff, "/ledger/payment?year=2020").await;
        says(&list, &["FK-2020-0003", "缺"]);
        county.holds().await;
    })
    .await;
}
