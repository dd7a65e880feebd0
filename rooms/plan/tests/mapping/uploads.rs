//! What is handed in as a notice, good and bad.

use crate::{COUNTY, head, offices, rooms, rugao, uploaded};
use plan::door;

#[tokio::test(flavor = "multi_thread")]
async fn bad_files_are_refused_on_the_form() {
    let site = trial::on_sqlite(&rooms()).await;
    offices(&site).await;
    let scan = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>".to_vec();
    let mut broken = "一、工作目标\n净增高企".as_bytes().to_vec();
    broken.push(0xff);
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("空.txt", Vec::new(), "空文件"),
        ("图.txt", b"\x89PNG\r\n\x1a\n0000".to_vec(), "图片"),
        (
            "旧.doc",
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0].to_vec(),
            ".docx",
        ),
        ("程序.txt", b"MZ\x00\x01\x02".to_vec(), "不是文字"),
        ("乱码.txt", broken, "编码"),
        ("扫描.pdf", scan, "PDF"),
        ("大.txt", vec![b'a'; 21 * 1024 * 1024], "20 MB"),
    ];
    for (name, bytes, said) in cases {
        let answer = site
            .upload(&head(), "/notices", &[], &[("file", name, &bytes)])
            .await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(
            answer.body.contains(said) && answer.body.contains(name),
            "{name}: {}",
            answer.body
        );
        assert!(answer.body.contains("还不能上传"), "{name}");
    }
    let none = site
        .upload(&head(), "/notices", &[("text", "  \n ")], &[])
        .await;
    assert_eq!(none.status, 422);
    assert!(none.body.contains("请选一个文件"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_megabytes_are_refused_on_the_form() {
    let site = trial::on_sqlite(&rooms()).await;
    let answer = site
        .upload(
            &head(),
            "/notices",
            &[],
            &[("file", "全集.docx", &vec![b'x'; 100 * 1024 * 1024])],
        )
        .await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.body.contains("全集.docx") && answer.body.contains("50 MB"),
        "{}",
        &answer.body[..2000.min(answer.body.len())]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_text_without_particulars_asks_for_them() {
    trial::both(&rooms(), |site| async move {
        offices(&site).await;
        let text = "一、目标\n全年净增高新技术企业12家以上，每周有需求。";
        let asked = site.post(&head(), "/notices", &[("text", text)]).await;
        assert_eq!(asked.status, 422, "{}", asked.body);
        assert!(
            asked.body.contains("净增高新技术企业12家以上"),
            "the text is kept"
        );
        let wrong = [
            ("text", text),
            ("title", "2020年要点"),
            ("number", ""),
            ("issuer", "某局"),
            ("day", "2020-02-30"),
            ("year", "二〇二〇"),
        ];
        let refused = site.post(&head(), "/notices", &wrong).await;
        assert_eq!(refused.status, 422);
        for kept in ["2020年要点", "2020-02-30", "二〇二〇", "2 月只有 29 天"] {
            assert!(refused.body.contains(kept), "{kept}");
        }
        let entered = site
            .post(
                &head(),
                "/notices",
                &[
                    ("text", text),
                    ("title", "2020年要点"),
                    ("number", ""),
                    ("issuer", "某局"),
                    ("day", "2020-02-10"),
                    ("year", "2020"),
                ],
            )
            .await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        let page = site.get(&head(), entered.location()).await;
        assert!(page.body.contains("1 处提到 1 个目标"));
        let file = site
            .get(&head(), &format!("{}/file", entered.location()))
            .await;
        assert_eq!(file.body, text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_twice_is_one_notice_and_comes_back_whole() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let again = site
            .upload(
                &head(),
                "/notices",
                &[],
                &[("file", "另一个名字.txt", &rugao())],
            )
            .await;
        assert_eq!(again.location(), path);
        let file = site.get(&head(), &format!("{path}/file")).await;
        assert_eq!(file.bytes, rugao());
        let disposition = file
            .headers
            .get("content-disposition")
            .unwrap()
            .to_str()
            .unwrap();
        assert!(disposition.starts_with("attachment"), "{disposition}");
        let list = site.get(&head(), "/notices").await;
        assert_eq!(list.body.matches("皋科发〔2020〕2号").count(), 1);
        assert!(list.body.contains("已处理 0 / "));
        assert!(list.body.contains("/notices/rows.xlsx"), "{}", list.body);
        let lines = site.get(&head(), "/notices/rows.xlsx").await.sheet("文件");
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[1][1], "皋科发〔2020〕2号");
        assert_eq!(lines[1][4..6], ["2020", "0"]);
        let all = format!("已处理 0 / {} 句", lines[1][6]);
        assert!(list.body.contains(&all), "{all}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_list_says_what_to_do_first() {
    let site = trial::on_sqlite(&rooms()).await;
    let page = site.get(&head(), "/notices").await;
    assert!(page.body.contains("这里还没有文件") && page.body.contains("/notices/new"));
    let reader = crate::with(web::Role::Town, "");
    let page = site.get(&reader, "/notices").await;
    assert!(page.body.contains("这里还没有文件") && !page.body.contains("href=\"/notices/new\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn particulars_are_corrected_and_the_year_stays_once_used() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let form = [
            ("title", "科技重点工作"),
            ("number", "皋科发〔2020〕2号"),
            ("issuer", "科技局"),
            ("day", "2月14日"),
            ("year", "2021"),
        ];
        let saved = site
            .post(&head(), &format!("{path}/particulars"), &form)
            .await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let notice = door::notices_of(&mut tx, 2021).await.unwrap().remove(0);
        assert_eq!(
            (notice.title.as_str(), notice.day.to_string().as_str()),
            ("科技重点工作", "2021-02-14")
        );
        drop(tx);
        let one = crate::meaning(&site, &path, "funds-won").await.leader.id;
        assert_eq!(
            crate::click(&site, &head(), one, "acceptance", &[])
                .await
                .status,
            303
        );
        let mut back = form;
        back[4].1 = "2020";
        assert_eq!(
            site.post(&head(), &format!("{path}/particulars"), &back)
                .await
                .status,
            409
        );
        back[0].1 = "";
        assert_eq!(
            site.post(&head(), &format!("{path}/particulars"), &back)
                .await
                .status,
            422
        );
        back[3].1 = "";
        let asked = site
            .post(&head(), &format!("{path}/particulars"), &back)
            .await;
        assert!(
            asked.body.contains("文中没有发文日期，请填"),
            "{}",
            asked.body
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_there_is_asked_about() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        // The same paper as another program has written it.
        let other = String::from_utf8(rugao()).unwrap().replace("\n\n", "\n");
        let other = format!("{other}（此件公开发布）\n");
        let file = [("file", "皋科发2号.docx.txt", other.as_bytes())];
        let asked = site.upload(&head(), "/notices", &[], &file).await;
        assert_eq!(asked.status, 422, "{}", asked.body);
        for said in [
            "皋科发〔2020〕2号《2020年科技重点工作》已经由钱穗上传过",
            "打开已有的那一份",
            &format!("href=\"{path}\""),
            "作为修订，另存一份",
        ] {
            assert!(asked.body.contains(said), "{said}");
        }
        let entered = site
            .upload(&head(), "/notices", &[("anyway", "yes")], &file)
            .await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        assert_ne!(entered.location(), path);
        let list = site.get(&head(), "/notices").await;
        assert_eq!(list.body.matches("皋科发〔2020〕2号").count(), 2);
    })
    .await;
}
