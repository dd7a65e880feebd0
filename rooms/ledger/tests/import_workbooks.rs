//! Workbooks as offices have them, and files that no site should swallow.

use std::io::{Cursor, Write};

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use tokio::io::{AsyncReadExt, repeat};
use tokio_util::io::ReaderStream;
use trial::{Answer, both, on_sqlite};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::county::{County, rooms};
use crate::imports::{WEIDU, check, demands, load, says, send};

const HEADS: [&str; 8] = [
    "企业名称",
    "需求名称",
    "需求类型",
    "发布日",
    "拟投入资金（万元）",
    "现状与难点",
    "客户经理",
    "旧编号",
];

fn line(page: &mut Worksheet, row: u32, name: &str) {
    let texts = [WEIDU, name, "工艺改进", "2020-09-01", "", "返修多", "老周"];
    for (column, text) in (0..).zip(texts) {
        if !text.is_empty() {
            page.write(row, column, text).unwrap();
        }
    }
}

fn formula(page: &mut Worksheet, (row, column): (u32, u16), text: &str, result: &str) {
    let formula = Formula::new(text).set_result(result);
    page.write_formula(row, column, formula).unwrap();
}

/// A formula, a link to another file, a hidden row and a hidden column, a merged name, a column that nobody knows.
/// `faulty`: also a formula that failed, one that was never computed, and a merged amount.
fn odd(faulty: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, head) in (0..).zip(HEADS) {
        page.write(0, column, head).unwrap();
    }
    for (row, name) in (1..).zip(["一", "二", "三", "四", "五"]) {
        line(page, row, name);
        page.write(row, 4, 20 + row).unwrap();
    }
    formula(page, (1, 4), "=60*2", "120");
    formula(page, (2, 1), "='[别的表.xlsx]汇总'!B7", "视觉检测");
    formula(page, (2, 4), "='[别的表.xlsx]汇总'!E7", "36.5");
    page.merge_range(3, 0, 4, 0, WEIDU, &Format::new()).unwrap();
    page.set_row_hidden(5).unwrap();
    page.set_column_hidden(7).unwrap();
    page.write(1, 7, "旧 1").unwrap();
    if faulty {
        formula(page, (1, 4), "=1/0", "#DIV/0!");
        formula(page, (2, 4), "='[别的表.xlsx]汇总'!E7", "#REF!");
        page.merge_range(3, 4, 4, 4, "", &Format::new()).unwrap();
        page.write(3, 4, 88).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn what_a_workbook_has_is_read_and_said_before_anything_goes_in() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "台账.xlsx", &odd(false)).await;
        let columns = county.site.get(&county.staff, &path).await;
        says(
            &columns,
            &[
                "共 5 行，其中 1 行是隐藏的，也会导入",
                "<span class=\"tag\">隐藏列</span>",
                "客户经理",
                "旧编号",
                "<option value=\"\">不导入</option>",
            ],
        );
        let ready = check(&county, &county.staff, &path).await;
        says(
            &ready,
            &[
                "导入 5 行：新建 5",
                "有隐藏的 1 行，也会导入；不要导入的请删除后再传",
                "公式（取上次保存时算出的值） 3 格",
                "<dt>客户经理</dt><dd class=\"note\">不导入</dd>",
            ],
        );
        load(&county, &county.staff, &path, "5", "0").await;
        let told = demands(&county).await;
        for amount in ["120.00", "36.50", "23.00", "24.00", "25.00"] {
            assert!(told.iter().any(|one| one.contains(amount)), "{told:?}");
        }
        assert_eq!(told.len(), 5);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_known_is_told_at_its_cell() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "错.xlsx", &odd(true)).await;
        let checked = check(&county, &county.staff, &path).await;
        says(
            &checked,
            &[
                "3 行有错，整份暂不导入",
                "E2",
                "公式出错（#DIV/0!），没有可用的值，请在 Excel 或 WPS 里改好公式，或直接填值",
                "E3",
                "公式出错（#REF!）",
                "E5",
                "与 E4 合并成一格，不知道每行各是多少，请取消合并后分别填写",
            ],
        );
        let marked = county
            .site
            .get(&county.staff, &format!("{path}/marked"))
            .await;
        assert_eq!(marked.status, StatusCode::OK, "{}", marked.body);
        let mut book = paper::Book::open(Cursor::new(&marked.bytes)).unwrap();
        let name = book.sheets()[0].name.clone();
        assert!(book.rows(&name).unwrap().count() >= 6, "their own table");
        assert_eq!(demands(&county).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_copy_that_has_become_right_comes_back_without_our_marks() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "台账.xlsx", &odd(true)).await;
        check(&county, &county.staff, &path).await;
        let copy = format!("{path}/marked");
        let marked = county.site.get(&county.staff, &copy).await;
        let name = |answer: &Answer| {
            let told = answer.headers[header::CONTENT_DISPOSITION].to_str();
            told.unwrap().to_owned()
        };
        let suffix = "%E5%B7%B2%E6%A0%87%E6%B3%A8";
        assert!(name(&marked).contains(suffix), "{}", name(&marked));

        let mark = paper::marked::Mark {
            sheet: "Sheet1".to_owned(),
            at: paper::Address::new(2, 5),
            message: "不是金额".to_owned(),
        };
        let mut right = Cursor::new(Vec::new());
        paper::marked::mark(Cursor::new(odd(false)), &[mark], &mut right).unwrap();
        let (right, called) = (right.into_inner(), "台账（已标注） (1).xlsx");
        assert!(comments(&right).contains("【科度】"));
        let path = send(&county, &county.staff, "demand", called, &right).await;
        let copy = format!("{path}/marked");
        let early = county.site.get(&county.staff, &copy).await;
        assert_eq!(early.status, StatusCode::CONFLICT, "nothing is known yet");
        let ready = check(&county, &county.staff, &path).await;
        says(&ready, &["下载去掉标注的表"]);
        let clean = county.site.get(&county.staff, &copy).await;
        assert_eq!(clean.status, StatusCode::OK, "{}", clean.body);
        assert!(!name(&clean).contains(suffix), "{}", name(&clean));
        assert!(!comments(&clean.bytes).contains("【科度】"));
        let rows = |bytes: &[u8]| {
            let mut book = paper::Book::open(Cursor::new(bytes)).unwrap();
            let name = book.sheets()[0].name.clone();
            book.rows(&name).unwrap().count()
        };
        assert_eq!(rows(&clean.bytes), rows(&right));
    })
    .await;
}

/// All that its comments say.
fn comments(workbook: &[u8]) -> String {
    let mut parts = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut all = String::new();
    for at in 0..parts.len() {
        let part = parts.by_index(at).unwrap();
        if part.name().unwrap().contains("comments") {
            all += &std::io::read_to_string(part).unwrap();
        }
    }
    all
}

/// A workbook whose sheet is 64 MB of blanks: it would be as well with gigabytes, as reading stops.
fn swollen() -> Vec<u8> {
    let plain = odd(false);
    let mut from = zip::ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let part = from.by_index_raw(at).unwrap();
        if part.name().unwrap() == "xl/worksheets/sheet1.xml" {
            continue;
        }
        to.raw_copy_file(part).unwrap();
    }
    let options = SimpleFileOptions::default();
    to.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    to.write_all(b"<worksheet><sheetData>").unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..64 {
        to.write_all(&blanks).unwrap();
    }
    to.finish().unwrap().into_inner()
}

/// Protected against changes, which asks for no password to read.
fn protected() -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, head) in (0..).zip(HEADS) {
        page.write(0, column, head).unwrap();
    }
    line(page, 1, "一");
    page.write(1, 4, 12).unwrap();
    page.protect_with_password("secret");
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_swollen_workbook_is_refused_and_a_protected_sheet_is_read() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let bomb = swollen();
        assert!(bomb.len() < 1 << 20, "{}", bomb.len());
        let answer = county
            .site
            .upload(
                &county.staff,
                "/ledger/demand/import",
                &[],
                &[("file", "胀.xlsx", &bomb)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(
            &answer,
            &[
                "文件解压后超过 512 MB",
                "把要导入的内容复制到一份新的 .xlsx 再上传",
            ],
        );
        assert!(!county.site.incoming(), "no temporary file stays");

        let path = send(&county, &county.staff, "demand", "保护.xlsx", &protected()).await;
        let ready = check(&county, &county.staff, &path).await;
        says(&ready, &["导入 1 行：新建 1"]);
    })
    .await;
}

/// A form with a file of so many megabytes, which comes piece by piece as from a browser.
fn large(megabytes: u64) -> Request<Body> {
    let head = "--mark\r\nContent-Disposition: form-data; name=\"again\"\r\n\r\n01752c00-0000-7000-8000-000000000001\r\n\
                --mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"全年.csv\"\r\n\r\n";
    let pieces = head
        .as_bytes()
        .chain(repeat(b'1').take(megabytes << 20))
        .chain(b"\r\n--mark--\r\n".as_slice());
    Request::post("/ledger/demand/import")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=mark")
        .body(Body::from_stream(ReaderStream::with_capacity(
            pieces,
            1 << 16,
        )))
        .unwrap()
}

#[tokio::test]
async fn a_file_of_a_hundred_megabytes_and_more_is_answered_with_the_limit() {
    let county = County::on(on_sqlite(&rooms()).await).await;
    for (megabytes, told) in [
        (51, "文件有 51 MB，表格文件不能超过 50 MB"),
        (100, "文件有 100 MB，表格文件不能超过 50 MB"),
        (300, "文件有 300 MB，表格文件不能超过 50 MB"),
    ] {
        let answer: Answer = county
            .site
            .send(Some(&county.staff), large(megabytes))
            .await;
        assert_eq!(
            answer.status,
            StatusCode::PAYLOAD_TOO_LARGE,
            "{}",
            answer.body
        );
        says(
            &answer,
            &[
                told,
                "请只保留要导入的工作表，或分成几份上传",
                "name=\"again\" value=\"01752c00-",
            ],
        );
        assert!(!county.site.incoming(), "no temporary file stays");
    }
}
