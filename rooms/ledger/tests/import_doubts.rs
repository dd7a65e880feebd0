//! What a table leaves open is asked, told or refused, and never taken for granted.

use std::path::PathBuf;

use axum::http::StatusCode;
use ledger::door::import::{Told, check as checked};
use trial::{COUNTY, both};

use crate::county::{County, rooms};
use crate::imports::{WEIDU, check, load, says, send};

const YANHE: &str = "如皋砚禾电气有限公司";

fn contracts(rows: &[[&str; 4]]) -> Vec<u8> {
    let mut text =
        "企业名称,项目,合作单位,合同编号,文本性质,与原合同关系,合作方式,签约日,合同金额（万元）\n"
            .to_owned();
    for [firm, item, number, amount] in rows {
        text.push_str(&format!(
            "{firm},{item},滨江纺织研究院,{number},正式合同,新签,委托开发,2020-05-06,{amount}\n"
        ));
    }
    text.into_bytes()
}

/// What the command says of a file.
async fn told(county: &County, kind: &str, file: &[u8]) -> Told {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("表.csv");
    std::fs::write(&path, file).unwrap();
    let store = county.site.app.store();
    let found = checked(store, COUNTY, &path, (Some(kind), &[]), &|_, _| {}).await;
    found.unwrap().told().clone()
}

#[tokio::test]
async fn the_command_puts_no_row_under_another_firm() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        county.contract("HT-1").await;
        let file = contracts(&[[YANHE, "智能验布机视觉算法", "HT-1", "90"]]);
        let found = told(&county, "contract", &file).await;
        let [error] = found.errors.as_slice() else {
            panic!("{:?}", found.errors);
        };
        assert_eq!(
            (error.given.as_str(), error.at.to_string()),
            (YANHE, "A2".to_owned())
        );
        for word in [WEIDU, YANHE, "HT-2020-0001", "不把记录改到别家企业名下"] {
            assert!(error.why.contains(word), "{word}: {}", error.why);
        }
        assert_eq!((found.other_firm, found.reopened), (1, 1));
        let own = contracts(&[[WEIDU, "智能验布机视觉算法", "HT-1", "91"]]);
        let found = told(&county, "contract", &own).await;
        assert!(found.errors.is_empty(), "{:?}", found.errors);
        assert!(
            found
                .notes
                .iter()
                .any(|note| note.contains("已核实过，要重新核实"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_town_is_told_that_another_town_s_row_has_the_number() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        county.contract("HT-1").await;
        let file = contracts(&[[YANHE, "另一项目", "HT-1", "90"]]);
        let path = send(&county, &county.of_dongchen, "contract", "合同.csv", &file).await;
        let page = check(&county, &county.of_dongchen, &path).await;
        says(
            &page,
            &["台账里已有合作单位、合同编号相同的记录，记在别的镇区", "D2"],
        );
        assert!(!page.body.contains("不在您的镇区。"), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn words_for_no_number_are_no_key() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let file = contracts(&[
            [WEIDU, "智能验布", "无", "90"],
            [WEIDU, "溶剂替代", "见合同", "20"],
        ]);
        let found = told(&county, "contract", &file).await;
        let why: Vec<&str> = found.errors.iter().map(|one| one.why.as_str()).collect();
        let expected = [
            "合同编号要填，“无”按没有填算",
            "合同编号要填，“见合同”按没有填算",
        ];
        assert_eq!(why, expected);
    })
    .await;
}

#[tokio::test]
async fn a_column_that_only_resembles_the_missing_one_is_told() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let file = contracts(&[[WEIDU, "智能验布", "HT-1", "90"]]);
        let text = String::from_utf8(file).unwrap();
        let text = text.replace("签约日", "立项日期").replace("合同金额", "未付合同金额");
        let found = told(&county, "contract", text.as_bytes()).await;
        let why: Vec<&str> = found.errors.iter().map(|one| one.why.as_str()).collect();
        assert!(
            why.iter().any(|why| why.contains("表里没有“合同金额”这一列") && why.contains("（I 列“未付合同金额（万元）”表头多了“未”")),
            "{why:?}"
        );
        assert!(
            why.iter().any(|why| why.contains("表里没有“签约日”这一列") && why.contains("表头多了“立项”")),
            "{why:?}"
        );
        let path = send(&county, &county.staff, "contract", "合同.csv", text.as_bytes()).await;
        let page = county.site.get(&county.staff, &path).await;
        says(&page, &["没有认出必填的：签约日、合同金额", "表头多了“未”，不当作“合同金额”；确是这一列的，请选上"]);
        let bare = told(&county, "contract", "苇渡,36,2020-05-06\n砚禾,38,2020-05-07\n".as_bytes()).await;
        assert_eq!(bare.errors.len(), 1, "{:?}", bare.errors);
        assert!(bare.errors[0].why.starts_with("没有找到表头"));
    })
    .await;
}

#[tokio::test]
async fn a_unit_that_nobody_says_is_asked_for_and_one_of_the_last_time_shown() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let file = contracts(&[[WEIDU, "智能验布", "HT-1", "90"]]);
        let text = String::from_utf8(file).unwrap().replace("（万元）", "");
        let path = send(
            &county,
            &county.staff,
            "contract",
            "一.csv",
            text.as_bytes(),
        )
        .await;
        let page = county.site.get(&county.staff, &path).await;
        says(&page, &["表里没有写单位，请选定"]);
        let address = format!("{path}/columns");
        let open = [("field.I", "amount"), ("unit.I", "")];
        let refused = county.site.post(&county.staff, &address, &open).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&refused, &["表里没有写“合同金额”的单位，请选定它的单位"]);
        let chosen = [("field.I", "amount"), ("unit.I", "wan")];
        let kept = county.site.post(&county.staff, &address, &chosen).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);

        let path = send(
            &county,
            &county.staff,
            "contract",
            "二.csv",
            text.as_bytes(),
        )
        .await;
        let page = county.site.get(&county.staff, &path).await;
        says(&page, &["这份表没有写单位，按上次的万元", "请确认单位"]);
    })
    .await;
}

#[tokio::test]
async fn amounts_far_from_those_of_the_county_are_told() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        for number in ["HT-1", "HT-2", "HT-3", "HT-4", "HT-5"] {
            county.contract(number).await;
        }
        for (amount, far) in [("900000", true), ("80", false)] {
            let file = contracts(&[[WEIDU, "智能验布", "HT-9", amount]]);
            let found = told(&county, "contract", &file).await;
            let told =
                "“合同金额”这份表居中的一笔是 900,000.00 万元，台账里已有的 5 条居中的一笔是 90.00 万元";
            let is_told = found.notes.iter().any(|note| note.starts_with(told));
            assert_eq!(is_told, far, "{:?}", found.notes);
        }
        let file = contracts(&[[WEIDU, "智能验布", "HT-9", "900000"]]);
        let path = send(&county, &county.staff, "contract", "合同.csv", &file).await;
        says(
            &check(&county, &county.staff, &path).await,
            &["居中的一笔是 900,000.00 万元"],
        );
    })
    .await;
}

#[tokio::test]
async fn the_newest_imports_have_a_page() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let empty = county.site.get(&county.staff, "/ledger/imports").await;
        assert_eq!(empty.status, StatusCode::OK, "{}", empty.body);
        says(&empty, &["还没有导入过", "/ledger/contract/import"]);
        let file = contracts(&[[WEIDU, "智能验布", "HT-1", "90"]]);
        let path = send(&county, &county.staff, "contract", "合同.csv", &file).await;
        check(&county, &county.staff, &path).await;
        load(&county, &county.staff, &path, "1", "0").await;
        let page = county.site.get(&county.staff, "/ledger/imports").await;
        says(&page, &[&path, "合同.csv", "产学研合同", "已导入"]);
        let other = county.site.get(&county.of_baipu, "/ledger/imports").await;
        assert!(!other.body.contains("合同.csv"), "{}", other.body);
    })
    .await;
}

#[tokio::test]
async fn an_empty_cell_keeps_what_the_ledger_holds_and_brackets_are_one() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        county.contract("HT〔2020〕1").await;
        let mut file = String::from_utf8(contracts(&[[
            WEIDU,
            "智能验布机视觉算法",
            "HT[2020]1",
            "91",
        ]]))
        .unwrap();
        file = file.replacen("合同金额（万元）\n", "合同金额（万元）,备注\n", 1);
        let found = told(&county, "contract", file.as_bytes()).await;
        assert!(found.errors.is_empty(), "{:?}", found.errors);
        assert_eq!((found.created, found.changed), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn a_table_of_which_only_the_firm_is_named_needs_its_kind() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let folder = tempfile::tempdir().unwrap();
        let path: PathBuf = folder.path().join("名单.csv");
        let text =
            format!("企业名称,级别,公布日期,文号\n{WEIDU},省级,2020-03-05,苏工信〔2020〕8号\n");
        std::fs::write(&path, text).unwrap();
        let store = county.site.app.store();
        let found = checked(store, COUNTY, &path, (None, &[]), &|_, _| {}).await;
        let why = found.err().unwrap().to_string();
        assert!(why.contains("请用 --kind 写明类别"), "{why}");
    })
    .await;
}
