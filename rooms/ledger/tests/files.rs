//! Files that are handed in, and how they are handed out.

use axum::http::{StatusCode, header};
use trial::{Answer, both};
use web::LARGEST_FILE;

use crate::county::{County, PDF, PNG, rooms};

fn header<'a>(answer: &'a Answer, name: &header::HeaderName) -> &'a str {
    answer
        .headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

#[tokio::test]
async fn hostile_files_are_refused_with_what_is_taken() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let path = format!("/ledger/rows/{entry}/vouchers");
        let cases: [(&str, &[u8], &str); 8] = [
            ("空.pdf", b"", "是空文件"),
            (
                "木马.pdf",
                b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0",
                "不是可收的类型",
            ),
            (
                "页面.pdf",
                b"<html><script>alert(1)</script>",
                "不是可收的类型",
            ),
            (
                "图.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "不是可收的类型",
            ),
            (
                "../../etc/passwd",
                b"\x7fELF\x02\x01\x01\0\0\0\0\0",
                "不是可收的类型",
            ),
            (
                "压缩.zip",
                b"PK\x03\x04\x14\0\0\0\0\0evil.sh",
                "不是可收的类型",
            ),
            (
                "带宏.docx",
                b"PK\x03\x04word/document.xml word/vbaProject.bin",
                "带有宏程序",
            ),
            ("脚本.txt", b"#!/bin/sh\nrm -rf /\n", "不是可收的类型"),
        ];
        for (name, content, told) in cases {
            let pairs = [
                ("number.invoice", "票号1406"),
                ("issuer.invoice", "市税务局"),
                ("day.invoice", "2020-09-16"),
            ];
            let answer = county
                .site
                .upload(
                    &county.staff,
                    &path,
                    &pairs,
                    &[("file.receipt", name, content)],
                )
                .await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.body.contains(told), "{name}: {}", answer.body);
            assert!(
                answer.body.contains("value=\"票号1406\""),
                "what was typed beside it stays"
            );
        }
        assert_eq!(
            county.line(entry).await.version,
            1,
            "nothing of it was kept"
        );
        let nothing = county.site.post(&county.staff, &path, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_file_of_more_than_50_mb_is_refused() {
    let county = County::on(trial::on_sqlite(&rooms()).await).await;
    let contract = county.contract("1").await;
    let entry = county.payment(contract, "7").await;
    let mut large = PDF.to_vec();
    large.resize(LARGEST_FILE as usize + 1, b' ');
    let answer = county
        .site
        .upload(
            &county.staff,
            &format!("/ledger/rows/{entry}/vouchers"),
            &[("number.invoice", "票号1406")],
            &[("file.receipt", "大.pdf", &large)],
        )
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    for told in [
        "“大.pdf”超过 50 MB",
        "压缩或拆分后再到那一页补传",
        "name=\"number.invoice\" value=\"票号1406\"",
    ] {
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
    }
    county.holds().await;
}

#[tokio::test]
async fn files_are_shown_or_handed_out_and_never_run() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let entry = county.payment(contract, "7").await;
        let cases: [(&str, &[u8], &str, &str, &str); 3] = [
            ("回单.pdf", PDF, "application/pdf", "inline", "<iframe"),
            ("回单.png", PNG, "image/png", "inline", "<img"),
            (
                "说明.txt",
                "付款说明".as_bytes(),
                "text/plain",
                "attachment",
                "下载后查看",
            ),
        ];
        for (name, content, media, how, shown) in cases {
            let answer = county
                .site
                .upload(
                    &county.staff,
                    &format!("/ledger/rows/{entry}/vouchers"),
                    &[],
                    &[("file.receipt", name, content)],
                )
                .await;
            assert_eq!(
                answer.status,
                StatusCode::SEE_OTHER,
                "{name}: {}",
                answer.body
            );
            let row = county
                .site
                .get(&county.staff, &format!("/ledger/rows/{entry}"))
                .await;
            let link = row
                .body
                .split("<a href=\"")
                .find(|part| part.contains(&format!(">{name}</a>")))
                .unwrap();
            let path = link.split('"').next().unwrap();
            let page = county.site.get(&county.staff, path).await;
            assert!(page.body.contains(shown), "{name}: {}", page.body);
            let file = county
                .site
                .get(&county.verifier, &format!("{path}/file"))
                .await;
            assert_eq!(
                (file.status, file.bytes.as_slice()),
                (StatusCode::OK, content)
            );
            assert_eq!(header(&file, &header::CONTENT_TYPE), media);
            assert_eq!(header(&file, &header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            assert_eq!(
                header(&file, &header::CONTENT_SECURITY_POLICY),
                "default-src 'none'"
            );
            assert!(
                header(&file, &header::CONTENT_DISPOSITION)
                    .starts_with(&format!("{how}; filename*=UTF-8''"))
            );
            let other = county
                .site
                .get(&county.of_dongchen, &format!("{path}/file"))
                .await;
            assert_eq!(
                other.status,
                StatusCode::NOT_FOUND,
                "another town's file is not there"
            );
        }
        county.holds().await;
    })
    .await;
}

#[tokio::test]
async fn the_same_file_is_stored_once_and_told() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let contract = county.contract("1").await;
        let (one, other) = (
            county.payment(contract, "7").await,
            county.payment(contract, "8").await,
        );
        for entry in [one, other] {
            let answer = county
                .site
                .upload(
                    &county.staff,
                    &format!("/ledger/rows/{entry}/vouchers"),
                    &[],
                    &[("file.receipt", "回单.pdf", PDF)],
                )
                .await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
        }
        let page = county
            .site
            .get(&county.staff, &format!("/ledger/rows/{other}"))
            .await;
        assert!(page.body.contains("同一份凭证文件也在"), "{}", page.body);
        county.holds().await;
    })
    .await;
}
