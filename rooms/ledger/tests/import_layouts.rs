//! Headings that a person points at, and several sheets read as one table.

use axum::http::StatusCode;
use rust_xlsxwriter::Workbook;
use trial::both;

use crate::county::{County, rooms};
use crate::imports::{WEIDU, check, demands, load, says, send};

/// The words of another table stand above the one that is meant.
fn two_tables() -> Vec<u8> {
    format!(
        "企业名称,需求名称,类型,发布日,拟投入资金（万元）,现状与难点\n（以下按实际表头）,,,,,\n客户,做什么,哪一类,登记时间,要花多少（万元）,卡在哪里\n{WEIDU},智能验布,设备,2020-09-07,80,漏检\n{WEIDU},溶剂替代,工艺改进,2020-09-08,60,气味大\n"
    )
    .into_bytes()
}

const SETTLED: [(&str, &str); 7] = [
    ("field.A", "firm"),
    ("field.B", "title"),
    ("field.C", "class"),
    ("field.D", "published_on"),
    ("field.E", "budget"),
    ("unit.E", "wan"),
    ("field.F", "difficulty"),
];

#[tokio::test]
async fn a_heading_pointed_at_is_read_anew_and_remembered() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "一.csv", &two_tables()).await;
        let page = county.site.get(&county.staff, &path).await;
        assert!(!page.body.contains("表头在第 3 行"), "{}", page.body);
        says(
            &page,
            &[
                "表头认错了",
                "aria-label=\"第 3 行是表头\"",
                "要花多少（万元）",
                "没有表头，第一行就是记录",
            ],
        );
        let sheet = page.body.split("name=\"sheet\" value=\"").nth(1).unwrap();
        let sheet = sheet.split('"').next().unwrap();
        let pointed = [("sheet", sheet), ("header", "3")];
        let turned = county
            .site
            .post(&county.staff, &format!("{path}/sheet"), &pointed)
            .await;
        assert_eq!(turned.status, StatusCode::SEE_OTHER, "{}", turned.body);
        let page = county.site.get(&county.staff, &path).await;
        says(
            &page,
            &["表头在第 3 行（由您指定）", "2 行记录", "卡在哪里"],
        );
        let kept = county
            .site
            .post(&county.staff, &format!("{path}/columns"), &SETTLED)
            .await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        says(
            &county.site.get(&county.staff, &path).await,
            &["导入 2 行：新建 2"],
        );

        let next = send(&county, &county.staff, "demand", "二.csv", &two_tables()).await;
        let page = county.site.get(&county.staff, &next).await;
        says(&page, &["表头在第 3 行（由您指定）", "按上次的对应"]);
        says(
            &check(&county, &county.staff, &next).await,
            &["导入 2 行：新建 2"],
        );

        let nothing = county
            .site
            .post(&county.staff, &format!("{path}/sheet"), &[("header", "3")])
            .await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&nothing, &["至少选一张"]);
    })
    .await;
}

type Lines<'a> = &'a [[&'a str; 5]];

/// A workbook with a sheet a month; `unit` stands in the heading of each.
fn months(sheets: &[(&str, &str, Lines)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, unit, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        let amount = format!("拟投入资金{unit}");
        let head = [
            "企业名称",
            "需求名称",
            "类型",
            "发布日",
            &amount,
            "现状与难点",
        ];
        for (column, word) in (0..).zip(head) {
            sheet.write(0, column, word).unwrap();
        }
        for (line, row) in (1..).zip(*rows) {
            for (column, text) in (0..).zip(row) {
                sheet.write(line, column, *text).unwrap();
            }
            sheet.write(line, 5, "返修多").unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

const JULY: Lines = &[[WEIDU, "纺丝组件", "设备", "2020-07-03", "36"]];
const AUGUST: Lines = &[
    [WEIDU, "涂层配方", "关键技术攻关", "2020-08-09", "12"],
    [WEIDU, "纺丝组件", "设备", "2020-08-10", "40"],
    [WEIDU, "余热利用", "修理", "2020-08-11", "40"],
];

#[tokio::test]
async fn sheets_with_one_heading_are_one_import() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let file = months(&[("七月", "（万元）", JULY), ("八月", "（万元）", AUGUST)]);
        let path = send(&county, &county.of_baipu, "demand", "两月.xlsx", &file).await;
        let page = county.site.get(&county.of_baipu, &path).await;
        says(&page, &["工作表“七月”、“八月”", "读哪些工作表", "4 行记录"]);
        let only = [("sheet", "七月")];
        let turn = format!("{path}/sheet");
        county.site.post(&county.of_baipu, &turn, &only).await;
        let page = county.site.get(&county.of_baipu, &path).await;
        says(&page, &["工作表“七月”", "1 行记录"]);
        let both_sheets = [("sheet", "七月"), ("sheet", "八月")];
        let turned = county
            .site
            .post(&county.of_baipu, &format!("{path}/sheet"), &both_sheets)
            .await;
        assert_eq!(turned.status, StatusCode::SEE_OTHER, "{}", turned.body);
        // A sheet that is ticked beside the columns is read first, and what was settled there stays.
        let address = format!("{path}/columns");
        let one = [("sheet", "八月"), ("field.A", "firm"), ("field.F", "note")];
        let turned = county.site.post(&county.of_baipu, &address, &one).await;
        assert_eq!(turned.location(), path, "{}", turned.body);
        let page = county.site.get(&county.of_baipu, &path).await;
        says(
            &page,
            &[
                "工作表“八月”",
                "3 行记录",
                "<option value=\"note\" selected>",
            ],
        );
        let back = [
            both_sheets[0],
            both_sheets[1],
            ("field.A", "firm"),
            ("field.F", "difficulty"),
        ];
        county.site.post(&county.of_baipu, &address, &back).await;
        let checked = check(&county, &county.of_baipu, &path).await;
        says(
            &checked,
            &[
                "工作表“七月”、“八月”",
                "4 行里",
                "与“七月”第 2 行重复",
                "八月 B3",
                "八月 C4",
            ],
        );
        let marked = county
            .site
            .get(&county.of_baipu, &format!("{path}/marked"))
            .await;
        assert_eq!(marked.status, StatusCode::OK);
        assert_eq!(marked.sheet("八月").len(), 4, "all of it comes back");

        let mended: Vec<[&str; 5]> =
            vec![AUGUST[0], [WEIDU, "余热利用", "设备", "2020-08-11", "40"]];
        let file = months(&[("七月", "（万元）", JULY), ("八月", "（万元）", &mended)]);
        let path = send(&county, &county.of_baipu, "demand", "两月.xlsx", &file).await;
        let page = county.site.get(&county.of_baipu, &path).await;
        says(&page, &["工作表“七月”、“八月”", "3 行记录"]);
        says(
            &check(&county, &county.of_baipu, &path).await,
            &["导入 3 行：新建 3"],
        );
        load(&county, &county.of_baipu, &path, "3", "0").await;
        let told = demands(&county).await;
        let amounts: Vec<&str> = told
            .iter()
            .map(|one| one.split(' ').nth(1).unwrap())
            .collect();
        assert_eq!(amounts, ["36.00", "12.00", "40.00"], "{told:?}");
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn sheets_that_differ_are_not_read_together() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let file = months(&[
            ("七月", "（万元）", JULY),
            ("八月", "（元）", AUGUST),
            ("空", "（万元）", &[]),
        ]);
        let path = send(&county, &county.staff, "demand", "两月.xlsx", &file).await;
        for (other, why) in [
            ("八月", "与“七月”的表头不同，请分开导入"),
            ("空", "没有可以读取的行"),
        ] {
            let pairs = [("sheet", "七月"), ("sheet", other)];
            let refused = county
                .site
                .post(&county.staff, &format!("{path}/sheet"), &pairs)
                .await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            says(&refused, &[why, "工作表“七月”"]);
        }
    })
    .await;
}

#[tokio::test]
async fn an_amount_whose_unit_nobody_said_is_asked_for() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let file = format!(
            "100万元以上的需求,,,,,\n企业名称,需求名称,类型,发布日,拟投入资金,现状与难点\n{WEIDU},智能验布,设备,2020-09-07,80,漏检\n"
        );
        let path = send(&county, &county.staff, "demand", "需求.csv", file.as_bytes()).await;
        let page = county.site.get(&county.staff, &path).await;
        says(
            &page,
            &["而“100万元以上的需求”里有“万”，看不出是元还是别的，请选定"],
        );
        let mut columns = vec![
            ("field.A", "firm"),
            ("field.B", "title"),
            ("field.C", "class"),
            ("field.D", "published_on"),
            ("field.E", "budget"),
            ("unit.E", ""),
            ("field.F", "difficulty"),
        ];
        let address = format!("{path}/columns");
        let refused = county.site.post(&county.staff, &address, &columns).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&refused, &["请选定它的单位"]);
        columns[5].1 = "wan";
        county.site.post(&county.staff, &address, &columns).await;
        let checked = county.site.get(&county.staff, &path).await;
        says(&checked, &["导入 1 行：新建 1", "单位万元"]);
    })
    .await;
}

#[tokio::test]
async fn two_columns_as_like_are_asked_about_and_a_second_table_is_refused() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let heading = "企业名称,需求名称,类型,发布日,拟投入资金（计划，万元）,拟投入资金（实际，万元）,现状与难点";
        let row = format!("{WEIDU},智能验布,设备,2020-09-07,80,60,漏检");
        let text = format!("{heading}\n{row}\n");
        let path = send(&county, &county.staff, "demand", "一.csv", text.as_bytes()).await;
        let page = county.site.get(&county.staff, &path).await;
        says(
            &page,
            &["E 列“拟投入资金（计划，万元）”和 F 列“拟投入资金（实际，万元）”都像“拟投入资金”，分不出是哪一列，请核对"],
        );
        let checked = check(&county, &county.staff, &path).await;
        says(&checked, &["导入 1 行：新建 1"]);

        let second = text.replace("万元", "元");
        let file = format!("{text}{second}").into_bytes();
        let answer = county
            .site
            .upload(
                &county.staff,
                "/ledger/demand/import",
                &[],
                &[("file", "二.csv", &file)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&answer, &["第 3 行又是一行表头，与第 1 行的表头不同", "请分成两张表"]);
    })
    .await;
}
