//! Reports carry evidence and are corrected, never changed.

use plan::door;
use trial::{Site, actor, post};
use values::Id;
use web::{Actor, Place, Role};

use crate::{COUNTY, YEAR, accept_all, rooms, uploaded, with};

async fn duty(site: &Site) -> door::Duty {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let all = door::duties(&mut tx, YEAR, None).await.unwrap();
    all.into_iter()
        .find(|duty| duty.content == "强化高企政策的宣传")
        .unwrap()
}

fn own() -> Actor {
    with(Role::Staff, "hightech")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_carries_files_that_only_those_concerned_open() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        accept_all(&site, &path).await;
        let duty = duty(&site).await;
        let reports = format!("{}/reports", duty.path());
        let form = [("state", "done"), ("note", "六场办完"), ("evidence", "")];
        let pdf: (&str, &str, &[u8]) = ("file", "签到表.pdf", b"%PDF-1.4\n%\xe2\xe3\n1 0 obj\n");
        let program: (&str, &str, &[u8]) =
            ("file", "x.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff");
        let refused = site.upload(&own(), &reports, &form, &[program]).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.body.contains("不是可收的类型")
                && refused.body.contains("刚才选的文件要重新选")
        );
        let taken = site.upload(&own(), &reports, &form, &[pdf]).await;
        assert_eq!(taken.status, 303, "{}", taken.body);
        assert!(!site.incoming(), "nothing lies about");
        let page = site.get(&own(), &duty.path()).await.body;
        let at = page.find("签到表.pdf</a>").unwrap();
        let link = page[..at]
            .rsplit("href=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let file = site.get(&own(), link).await;
        assert_eq!(file.bytes, pdf.2);
        assert_eq!(
            file.headers["content-security-policy"],
            "default-src 'none'"
        );
        let town = post(
            Role::Town,
            Place::Town,
            Id::new(duty.id.uuid()),
            "白蒲镇",
            "",
        );
        assert_eq!(site.get(&actor("马一禾", &[town]), link).await.status, 403);
        assert_eq!(site.get(&own(), &format!("{link}9")).await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_names_what_it_corrects() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        accept_all(&site, &path).await;
        let duty_now = duty(&site).await;
        let reports = format!("{}/reports", duty_now.path());
        let said = [
            ("state", "on_course"),
            ("note", "办了五场"),
            ("percent", "80"),
        ];
        let file: (&str, &str, &[u8]) = ("file", "通知.txt", "关于宣讲的通知".as_bytes());
        assert_eq!(
            site.upload(&own(), &reports, &said, &[file]).await.status,
            303
        );
        let wrong = duty(&site).await.report.sequence.to_string();
        let form = site
            .get(&own(), &format!("{}?correct={wrong}", duty_now.path()))
            .await
            .body;
        assert!(form.contains("更正这条填报") && form.contains("办了五场</textarea>"));
        let right = [
            ("state", "on_course"),
            ("note", "办了四场"),
            ("percent", "65"),
            ("corrects", &wrong),
        ];
        assert_eq!(site.post(&own(), &reports, &right).await.status, 303);
        let newest = duty(&site).await.report;
        assert_eq!(
            (newest.corrects.to_string(), newest.percent),
            (wrong.clone(), Some(65))
        );
        let page = site.get(&own(), &duty_now.path()).await.body;
        assert!(page.contains("办了五场") && page.contains("已更正") && page.contains("办了四场"));
        assert_eq!(
            page.matches("通知.txt</a>").count(),
            2,
            "the proof came along"
        );
        // What was corrected once is corrected no more, and another duty's report is none of this one's.
        let twice = site.post(&own(), &reports, &right).await;
        assert_eq!(twice.status, 422);
        assert!(twice.body.contains("已经更正过这条"));
        let elsewhere = [("state", "on_course"), ("note", "x"), ("corrects", "1")];
        assert_eq!(site.post(&own(), &reports, &elsewhere).await.status, 422);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_on_what_has_moved_shows_both() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        accept_all(&site, &path).await;
        let duty_now = duty(&site).await;
        let reports = format!("{}/reports", duty_now.path());
        let opened = duty_now.report.sequence.to_string();
        let first = [
            ("after", opened.as_str()),
            ("state", "on_course"),
            ("note", "办了两场"),
        ];
        assert_eq!(site.post(&own(), &reports, &first).await.status, 303);
        let second = [
            ("after", opened.as_str()),
            ("state", "on_course"),
            ("note", "办了三场"),
        ];
        let moved = site.post(&own(), &reports, &second).await;
        assert_eq!(moved.status, 409);
        assert!(moved.body.contains("办了两场") && moved.body.contains("办了三场</textarea>"));
        assert_eq!(duty(&site).await.report.note, "办了两场");
    })
    .await;
}
