//! What is wrong with tables that come in, and what is no table at all.

use std::io::Cursor;

use axum::http::StatusCode;
use trial::both;

use crate::county::{County, rooms};
use crate::imports::{WEIDU, check, demands, load, says, send, table};

#[tokio::test]
async fn every_fault_is_told_with_its_cell_and_nothing_goes_in() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let file = table(&[
            ["苇渡智能", "一", "工艺改进", "2020-09-01", "12"],
            [WEIDU, "二", "修理", "2020-09-31", "十二"],
            [WEIDU, "", "设备", "2020-09-19", "-3"],
            ["如皋砚禾电气有限公司", "四", "设备", "2020-09-01", "1"],
            [WEIDU, "五", "设备", "2020-09-01", "1"],
            [WEIDU, "五 ", "设备", "2020-09-02", "1"],
        ]);
        let path = send(&county, &county.of_baipu, "demand", "错.csv", &file).await;
        let checked = check(&county, &county.of_baipu, &path).await;
        says(
            &checked,
            &[
                "6 行里",
                "整份暂不导入",
                "企业名称与企业库对不上",
                "A4",
                "苇渡智能",
                WEIDU,
                "按建议改 1 处",
                "2020-09-31 不是一个日子",
                "D5",
                "没有“修理”这一项",
                "C5",
                "十二",
                "E5",
                "缺必填：需求名称",
                "B6",
                "不能是负数",
                "class=\"err\">-3",
                "不在您能登记的范围里",
                "A7",
                "与第 8 行重复",
                "B9",
            ],
        );
        let refused = load(&county, &county.of_baipu, &path, "6", "0").await;
        assert!(refused.location().ends_with("moved=1"), "{}", refused.body);
        let list = county.marked(&path).await;
        assert!(list.len() > 5 && list[0].contains("A4"), "{list:?}");

        let sort = [("sort", "企业名称与企业库对不上"), ("as", "proposed")];
        let answer = county
            .site
            .post(&county.of_baipu, &format!("{path}/repairs"), &sort)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let repaired = county.site.get(&county.of_baipu, &path).await;
        assert!(
            !repaired.body.contains("企业名称与企业库对不上"),
            "{}",
            repaired.body
        );
        let rows = county
            .site
            .get(&county.staff, "/ledger/demand?year=all")
            .await;
        assert!(!rows.body.contains("XQ-2020"), "{}", rows.body);
    })
    .await;
}

impl County {
    /// The texts of the rows of the marked copy, or of the list of faults.
    async fn marked(&self, path: &str) -> Vec<String> {
        let answer = self
            .site
            .get(&self.of_baipu, &format!("{path}/marked"))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let mut book = paper::Book::open(Cursor::new(answer.bytes)).unwrap();
        let sheet = book.sheets()[0].name.clone();
        let rows = book.rows(&sheet).unwrap().skip(1);
        rows.map(|row| {
            let row = row.unwrap();
            let texts: Vec<String> = row
                .cells
                .iter()
                .map(|cell| cell.text().into_owned())
                .collect();
            texts.join(" ")
        })
        .collect()
    }
}

#[tokio::test]
async fn amounts_in_the_wrong_unit_are_asked_about_once() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let mut rows: Vec<[String; 5]> = (0..9)
            .map(|at| {
                [
                    WEIDU.to_owned(),
                    format!("需求{at}"),
                    "设备".to_owned(),
                    "2020-09-01".to_owned(),
                    format!("{}", 20 + at),
                ]
            })
            .collect();
        rows[4][4] = "360000".to_owned();
        let rows: Vec<[&str; 5]> = rows
            .iter()
            .map(|row| row.each_ref().map(String::as_str))
            .collect();
        let path = send(&county, &county.staff, "demand", "单位.csv", &table(&rows)).await;
        let checked = check(&county, &county.staff, &path).await;
        says(
            &checked,
            &[
                "拟投入资金看着像填错了单位",
                "E8",
                "36.00 万元",
                "1 处都按元换算",
                "金额没错",
            ],
        );
        let sort = [("sort", "拟投入资金看着像填错了单位"), ("as", "proposed")];
        county
            .site
            .post(&county.staff, &format!("{path}/repairs"), &sort)
            .await;
        load(&county, &county.staff, &path, "9", "0").await;
        assert!(
            demands(&county)
                .await
                .contains(&"XQ-2020-0005 36.00 submitted".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_no_table_is_refused_with_what_to_do() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        let cases: [(&str, &[u8], &str); 6] = [
            ("空.xlsx", b"", "文件是空的"),
            (
                "旧.xlsx",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest of an old workbook",
                "另存为 .xlsx",
            ),
            ("图.xlsx", crate::county::PNG, "不是可以导入的表格"),
            ("文.xlsx", crate::county::PDF, "不是可以导入的表格"),
            ("坏.xlsx", b"PK\x03\x04\x14\0\0\0\0\0cut off", "已损坏"),
            ("密.xlsx", &locked, "设有打开密码"),
        ];
        for (name, content, told) in cases {
            let answer = county
                .site
                .upload(
                    &county.staff,
                    "/ledger/demand/import",
                    &[],
                    &[("file", name, content)],
                )
                .await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{name}: {}",
                answer.body
            );
            says(&answer, &[told, "还不能读取"]);
        }
        let nothing = county
            .site
            .upload(&county.staff, "/ledger/demand/import", &[], &[])
            .await;
        says(&nothing, &["还没有选文件"]);
        assert!(!county.site.incoming(), "no temporary file stays");
    })
    .await;
}

#[tokio::test]
async fn the_template_comes_back_filled_without_a_question() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let answer = county
            .site
            .get(&county.staff, "/ledger/activity/template.xlsx")
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        let mut book = paper::Book::open(Cursor::new(answer.bytes.clone())).unwrap();
        let names: Vec<&str> = book
            .sheets()
            .iter()
            .map(|sheet| sheet.name.as_str())
            .collect();
        assert_eq!(names, ["产学研活动", "填写说明", "选项"]);
        let head = book.rows("产学研活动").unwrap().next().unwrap().unwrap();
        let texts: Vec<String> = head
            .cells
            .iter()
            .map(|cell| cell.text().into_owned())
            .collect();
        assert!(
            texts.contains(&"*活动名称".to_owned()) && texts.contains(&"镇区".to_owned()),
            "{texts:?}"
        );
        let empty = county
            .site
            .upload(
                &county.staff,
                "/ledger/activity/import",
                &[],
                &[("file", "模板.xlsx", &answer.bytes)],
            )
            .await;
        says(&empty, &["的表头（第", "没有可以读取的记录"]);
        for (actor, status) in [
            (&county.director, StatusCode::FORBIDDEN),
            (&county.finance, StatusCode::FORBIDDEN),
        ] {
            let answer = county.site.get(actor, "/ledger/activity/import").await;
            assert_eq!(answer.status, status, "{}", actor.name);
        }
    })
    .await;
}
