//! Lists of facts as departments have them: several sheets, a heading that a person points at, the marked copy.

use axum::http::StatusCode;
use rust_xlsxwriter::Workbook;
use trial::{Answer, Site, both};
use web::Actor;

use crate::fact_imports::{HOME, checked, firms, loaded, taken_in, value};
use crate::{code, rooms, staff};

type Lines<'a> = &'a [[&'a str; 4]];

/// A workbook with a sheet a town, its total below; `income` stands in the heading of each.
fn towns(sheets: &[(&str, &str, Lines)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, income, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        let head = ["信用代码", income, "2018年营业收入（万元）", "职工人数"];
        let total = ["合计", "9999", "9999", "9999"];
        let lines = [&head].into_iter().chain(*rows).chain([&total]);
        for (line, row) in (0..).zip(lines) {
            for (column, text) in (0..).zip(row) {
                sheet.write(line, column, *text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

async fn sent(site: &Site, me: &Actor, pairs: &[(&str, &str)], file: &[u8]) -> String {
    let answer = site
        .upload(me, HOME, pairs, &[("file", "两片.xlsx", file)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

fn says(page: &Answer, words: &[&str]) {
    for words in words {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
}

/// Sheets with one heading are read together until a person says otherwise.
async fn only_east(site: &Site, me: &Actor, path: &str) {
    let only = [("sheet", "东片")];
    let turned = site.post(me, &format!("{path}/sheet"), &only).await;
    assert_eq!(turned.location(), path, "{}", turned.body);
}

const TAX: [(&str, &str); 2] = [("source", "tax"), ("year", "2019")];
const INCOME: &str = "营业收入（万元）";

#[tokio::test]
async fn sheets_with_one_heading_are_one_list() {
    both(&rooms(), |site| async move {
        let (ids, _) = firms(&site).await;
        let me = staff();
        let codes = [code(1), code(2), code(3)];
        let [one, two, three] = [&*codes[0], &*codes[1], &*codes[2]];
        let east: Lines = &[[one, "1000", "900", "12"]];
        let west: Lines = &[
            [two, "2000", "1800", "很多"],
            [one, "1000", "900", "12"],
            [three, "3000", "2700", "36"],
        ];
        let file = towns(&[("东片", INCOME, east), ("西片", INCOME, west)]);
        let path = sent(&site, &me, &TAX, &file).await;
        says(
            &site.get(&me, &path).await,
            &["工作表“东片”、“西片”", "读哪些工作表"],
        );
        only_east(&site, &me, &path).await;
        // What was settled beside the sheets that are ticked stays: here that one year is not wanted.
        let both = [
            ("sheet", "东片"),
            ("sheet", "西片"),
            ("year", "2019"),
            ("field.A", "firm_code"),
            ("field.B", "revenue"),
            ("unit.B", "wan"),
            ("field.C", ""),
            ("field.D", "staff"),
        ];
        let turned = site.post(&me, &format!("{path}/columns"), &both).await;
        assert_eq!(turned.location(), path, "{}", turned.body);
        let page = site.get(&me, &path).await;
        says(
            &page,
            &["工作表“东片”、“西片”", "4 行", "“西片”第 5 行：合计"],
        );
        assert!(!page.body.contains("value=\"revenue.2018\" selected"));
        let dated = [
            &both[..6],
            &[("field.C", "revenue.2018"), ("unit.C", "wan"), both[7]],
        ]
        .concat();
        let checked = site.post(&me, &format!("{path}/columns"), &dated).await;
        assert_eq!(checked.location(), path, "{}", checked.body);
        let faulty = site.get(&me, &path).await;
        says(
            &faulty,
            &[
                "4 行里",
                "西片 D2",
                "西片 A3",
                "与“东片”第 2 行是同一家企业",
            ],
        );
        let marked = site.get(&me, &format!("{path}/marked")).await;
        assert_eq!(marked.sheet("西片").len(), 5, "all of it comes back");

        // The marked copy may come back as it is: marks are no content.
        let id = path.rsplit('/').next().unwrap();
        let again = [("again", id), ("sheet", "东片"), ("sheet", "西片")];
        let path = sent(&site, &me, &again, &marked.bytes).await;
        says(
            &site.get(&me, &path).await,
            &["4 行里", "西片 D2", "西片 A3"],
        );

        let mended: Lines = &[[two, "2000", "1800", "24"], [three, "3000", "2700", "36"]];
        let file = towns(&[("东片", INCOME, east), ("西片", INCOME, mended)]);
        let path = sent(&site, &me, &TAX, &file).await;
        says(&site.get(&me, &path).await, &["工作表“东片”、“西片”"]);
        let ready = crate::fact_imports::checked(&site, &me, &path).await;
        says(&ready, &["导入 9 个数：新填 9"]);
        let done = loaded(&site, &me, &path, ("9", "0"), "table").await;
        assert_eq!(done.location(), path, "{}", done.body);
        assert_eq!(
            value(&site, ids[2], 2018, "revenue").await,
            Some(2_700_000_000)
        );
        assert_eq!(value(&site, ids[1], 2019, "staff").await, Some(24));
    })
    .await;
}

#[tokio::test]
async fn a_decision_is_for_the_row_of_its_own_sheet() {
    both(&rooms(), |site| async move {
        let (ids, _) = firms(&site).await;
        for n in [1, 2] {
            let form = format!("/firms/{}/facts/2018", code(n));
            site.post(&staff(), &form, &[("revenue", "3860")]).await;
        }
        let me = staff();
        let codes = [code(1), code(2)];
        let east: Lines = &[[&codes[0], "3900", "", "12"]];
        let west: Lines = &[[&codes[1], "47355000", "", "12"]];
        let file = towns(&[("东片", INCOME, east), ("西片", INCOME, west)]);
        let pairs = [TAX[0], TAX[1], ("sheet", "东片"), ("sheet", "西片")];
        let path = sent(&site, &me, &pairs, &file).await;
        let faulty = checked(&site, &me, &path).await;
        says(&faulty, &["西片 B2", "是不是 4,735.50 万元"]);
        let unit = [("sort", "销售收入：单位可能填错了"), ("as", "proposed")];
        site.post(&me, &format!("{path}/repairs"), &unit).await;
        let done = loaded(&site, &me, &path, ("4", "0"), "table").await;
        assert_eq!(done.location(), path, "{}", done.body);
        let revenue = async |n: usize| value(&site, ids[n], 2019, "revenue").await;
        assert_eq!(revenue(0).await, Some(3_900_000_000));
        assert_eq!(revenue(1).await, Some(4_735_500_000));
    })
    .await;
}

#[tokio::test]
async fn sheets_that_differ_are_not_read_together() {
    both(&rooms(), |site| async move {
        let me = staff();
        let codes = [code(1)];
        let rows: Lines = &[[&codes[0], "1000", "900", "12"]];
        let file = towns(&[("东片", INCOME, rows), ("西片", "营业收入（元）", rows)]);
        let path = sent(&site, &me, &TAX, &file).await;
        for (sheets, why) in [
            (&[("sheet", "东片"), ("sheet", "西片")][..], "请分开导入"),
            (&[], "至少选一张"),
        ] {
            let refused = site.post(&me, &format!("{path}/sheet"), sheets).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            says(&refused, &[why, "工作表“东片”"]);
        }
    })
    .await;
}

#[tokio::test]
async fn another_sheet_of_the_file_is_read_after_the_first() {
    both(&rooms(), |site| async move {
        let (ids, _) = firms(&site).await;
        let me = staff();
        let codes = [code(1), code(2)];
        let east: Lines = &[[&codes[0], "1000", "", "12"]];
        let west: Lines = &[[&codes[1], "2000", "", "24"]];
        let file = towns(&[("东片", INCOME, east), ("西片", INCOME, west)]);
        let path = sent(&site, &me, &TAX, &file).await;
        only_east(&site, &me, &path).await;
        checked(&site, &me, &path).await;
        loaded(&site, &me, &path, ("2", "0"), "table").await;
        let done = site.get(&me, &path).await;
        says(&done, &["这份文件的其他工作表", "<option value=\"西片\">"]);
        let of = [("of", path.rsplit('/').next().unwrap()), ("sheet", "西片")];
        let next = site.upload(&me, HOME, &of, &[]).await.location().to_owned();
        says(&site.get(&me, &next).await, &["工作表“西片”", "税务名单"]);
        says(&checked(&site, &me, &next).await, &["导入 2 个数"]);
        loaded(&site, &me, &next, ("2", "0"), "table").await;
        assert_eq!(value(&site, ids[1], 2019, "staff").await, Some(24));
    })
    .await;
}

#[tokio::test]
async fn a_heading_pointed_at_is_read_anew_and_remembered() {
    both(&rooms(), |site| async move {
        let (ids, _) = firms(&site).await;
        let me = staff();
        let text = format!(
            "企业名称,营业收入（万元）,职工人数\n（以下按实际表头）,,\n谁,挣了多少（万元）,几个人\n第1公司,3860,124\n{},18,12\n",
            code(2)
        );
        let path = taken_in(&site, &me, &text).await;
        let page = site.get(&me, &path).await;
        says(&page, &["表头认错了", "aria-label=\"第 3 行是表头\"", "没有表头，第一行就是记录"]);
        let sheet = page.body.split("name=\"sheet\" value=\"").nth(1).unwrap();
        let sheet = sheet.split('"').next().unwrap();
        let pointed = [("sheet", sheet), ("header", "3")];
        let turned = site.post(&me, &format!("{path}/sheet"), &pointed).await;
        assert_eq!(turned.location(), path, "{}", turned.body);
        let page = site.get(&me, &path).await;
        says(&page, &["表头在第 3 行（由您指定）", "挣了多少（万元）"]);
        let settled = [
            ("field.A", "firm"),
            ("field.B", "revenue"),
            ("unit.B", "wan"),
            ("field.C", "staff"),
        ];
        site.post(&me, &format!("{path}/columns"), &settled).await;
        let ready = site.get(&me, &path).await;
        says(&ready, &["导入 4 个数", "挣了多少（万元）", "销售收入，单位万元"]);
        loaded(&site, &me, &path, ("4", "0"), "table").await;
        assert_eq!(value(&site, ids[1], 2019, "staff").await, Some(12));

        let next = taken_in(&site, &me, &text.replace("124", "125")).await;
        let page = site.get(&me, &next).await;
        says(&page, &["表头在第 3 行（由您指定）", "按上次的对应"]);
        says(&checked(&site, &me, &next).await, &["导入 1 个数：新填 0，更新 1"]);
    })
    .await;
}
