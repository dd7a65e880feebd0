//! Batches, applications with their documents, results out of the official list, appeals.

use axum::http::StatusCode;
use trail::Who;
use trial::{COUNTY, both};

use crate::counting::Statements;
use crate::rooms;
use crate::world::{World, code, day, path};

const TERMS: [(&str, &str); 4] = [
    ("paper", "国科火字〔2020〕1号"),
    ("issuer", "全国高企办"),
    ("announced", "2020-12-02"),
    ("valid-until", "2023-12-01"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    TERMS.iter().chain(more).copied().collect()
}

#[tokio::test]
async fn a_list_recognises_those_it_names_and_fails_the_rest_all_or_nothing() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        for (n, name) in [(1, "南通霁舟新材料有限公司"), (2, "江苏屿禾生物科技有限公司"), (3, "南通砺石轴承有限公司")] {
            world.firm(n, name).await;
        }
        let batch = world.batch().await;
        for n in 1..=3 {
            world.recommended(n, &batch).await;
        }
        let mut tx = world.site.app.store().write(COUNTY).await.unwrap();
        let renamed = enterprise::door::by_code(&mut tx, &code(2)).await.unwrap().unwrap();
        enterprise::door::rename(&mut tx, &Who::program(), renamed.id, "江苏屿禾生命科技有限公司", day("2020-09-15"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.site.at("2020-12-10");

        let to = format!("{batch}/results");
        let list = "企业名称\t证书编号\n外县某某公司\tGR202032000009\n江苏屿禾生物科技有限公司\tGR202032000002\n名字写错公司\tGR202032000001\n";
        let check = with(&[("list", list), ("do", "check"), ("rest-failed", "yes")]);
        let checked = world.site.post(&world.staff, &to, &check).await;
        assert_eq!(checked.status, StatusCode::OK, "{}", checked.body);
        for words in ["江苏屿禾生命科技有限公司", "按曾用名", "没有对上", "名单未列入，记为未通过"] {
            assert!(checked.body.contains(words), "{words}");
        }
        let early = with(&[("list", list), ("do", "import"), ("rest-failed", "yes")]);
        let refused = world.site.post(&world.staff, &to, &early).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("一行也没有导入"));
        assert!(world.rows("hnte_certificate").await.is_empty());

        let first = code(1);
        let settled = with(&[
            ("list", list),
            ("do", "import"),
            ("rest-failed", "yes"),
            ("appeal-until", "2020-12-20"),
            ("elsewhere-2", "yes"),
            ("firm-4", &first),
        ]);
        let done = world.site.post(&world.staff, &to, &settled).await;
        assert_eq!(done.location(), batch, "{}", done.body);
        let rows = world.rows("hnte_certificate").await;
        assert_eq!(rows.len(), 2);
        assert!(rows.iter().all(|row| row.effective.to_string() == "2020-12-02"));
        let page = world.page(&world.director, &batch).await;
        assert!(page.contains("已认定 2 家，未通过 1 家"), "{page}");
        let failed = world.page(&world.staff, &path(3)).await;
        assert!(failed.contains("未通过") && failed.contains("公告名单未列入"));

        let again = world.site.post(&world.staff, &to, &settled).await;
        assert!(again.body.contains("已登记在"), "a number stands once");
        appeals(&world, &failed).await;
    })
    .await;
}

async fn appeals(world: &World, page: &str) {
    let at = page.find("/cultivation/applications/").unwrap();
    let application: String = page[at..].chars().take_while(|c| *c != '"').collect();
    let to = format!("{application}/appeals");
    let late = [
        ("appeal-day", "2020-12-21"),
        ("appeal-note", "检测报告未采信"),
    ];
    world.site.at("2020-12-21");
    let late = world.site.post(&world.staff, &to, &late).await;
    assert!(
        late.body.contains("申诉期到 2020-12-20 为止"),
        "{}",
        late.body
    );
    let form = [
        ("appeal-day", "2020-12-18"),
        ("appeal-note", "检测报告未采信"),
    ];
    for actor in [&world.clerk, &world.finance, &world.director] {
        let refused = world.site.post(actor, &to, &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let done = world.site.post(&world.staff, &to, &form).await;
    assert_eq!(done.location(), path(3), "{}", done.body);
    let shown = world.page(&world.staff, &application).await;
    assert!(shown.contains("申诉中"));
    let heard = world.page(&world.staff, &path(3)).await;
    assert!(heard.contains("评审"));
}

#[tokio::test]
async fn a_workbook_is_read_as_a_list() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "南通霁舟新材料有限公司").await;
        let batch = world.batch().await;
        world.recommended(1, &batch).await;
        world.site.at("2020-12-10");
        let csv = "序号,企业名称,证书编号\n1,南通霁舟新材料有限公司,GR202032000001\n".as_bytes();
        let to = format!("{batch}/results");
        let pairs = with(&[("do", "check")]);
        let checked = world
            .site
            .upload(&world.staff, &to, &pairs, &[("file", "名单.csv", csv)])
            .await;
        assert!(
            checked.body.contains("认定 1 家") && checked.body.contains("按名称"),
            "{}",
            checked.body
        );
        assert!(checked.body.contains("GR202032000001"));
        let bad = world
            .site
            .upload(
                &world.staff,
                &to,
                &pairs,
                &[("file", "名单.xlsx", &[0x50, 0x4b, 3, 4, 0])],
            )
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn firms_that_were_not_led_step_by_step_want_an_exception() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "南通霁舟新材料有限公司").await;
        let batch = world.batch().await;
        world.to(1, "found", "2020-03-02", &[]).await;
        world.site.at("2020-12-10");
        let to = format!("{batch}/results");
        let list = "南通霁舟新材料有限公司 GR202032000001\n南通霁舟新材料有限公司 GR202032000002";
        let twice = world
            .site
            .post(&world.staff, &to, &with(&[("list", list), ("do", "check")]))
            .await;
        assert!(
            twice.body.contains("与第 1 行是同一家企业")
                && twice.body.contains("“发现”之后不直接到“认定”")
        );
        let list = "南通霁舟新材料有限公司 GR202032000001";
        let [(why, reason), (who, person)] = world.excused();
        let form = with(&[
            ("list", list),
            ("do", "import"),
            (why, &reason),
            (who, &person),
        ]);
        let done = world.site.post(&world.staff, &to, &form).await;
        assert_eq!(done.location(), batch, "{}", done.body);
        for actor in [&world.clerk, &world.finance, &world.director] {
            let refused = world.site.post(actor, &to, &form).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
    })
    .await;
}

#[tokio::test]
async fn documents_are_ticked_and_days_of_a_batch_changed() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "南通霁舟新材料有限公司").await;
        let batch = world.batch().await;
        let nobody = world
            .site
            .post(
                &world.staff,
                &format!("{batch}/applications"),
                &[("code", "没有这家")],
            )
            .await;
        assert!(nobody.body.contains("企业库里没有“没有这家”"));
        let made = world
            .site
            .post(
                &world.staff,
                &format!("{batch}/applications"),
                &[("code", "南通霁舟新材料有限公司")],
            )
            .await;
        let application = made.location().to_owned();
        assert!(
            application.starts_with("/cultivation/applications/"),
            "{}",
            made.body
        );
        let ticks = [
            ("there-audit", "yes"),
            ("paper-audit", "皋会审〔2020〕8号"),
            ("paper-staff", "在办"),
        ];
        let done = world
            .site
            .post(&world.staff, &format!("{application}/materials"), &ticks)
            .await;
        assert_eq!(done.location(), application, "{}", done.body);
        let page = world.page(&world.clerk, &application).await;
        assert!(
            page.contains("缺 9 件材料")
                && page.contains("皋会审〔2020〕8号")
                && page.contains("备材料")
        );

        let days = format!("{batch}/versions");
        let back = [
            ("opens", "2020-06-01"),
            ("county-closes", "2020-05-01"),
            ("version", "1"),
        ];
        let back = world.site.post(&world.staff, &days, &back).await;
        assert!(back.body.contains("2020-05-01 早于开放填报 2020-06-01"));
        let moved = [
            ("opens", "2020-06-01"),
            ("county-closes", "9月30日"),
            ("version", "1"),
        ];
        let moved = world.site.post(&world.staff, &days, &moved).await;
        assert_eq!(moved.location(), batch, "{}", moved.body);
        let calendar = world
            .page(&world.director, "/cultivation/batches?year=2020")
            .await;
        assert!(calendar.contains("2020-09-30") && calendar.contains("还有 12 天"));
        let same = [("year", "2020"), ("number", "2")];
        let same = world
            .site
            .post(&world.staff, "/cultivation/batches", &same)
            .await;
        assert!(same.body.contains("已有2020年第二批"));
    })
    .await;
}

/// What a list asks of the database does not grow with its lines.
#[tokio::test]
async fn a_long_list_takes_as_many_statements_as_a_short_one() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        let mut list = String::new();
        for n in 1..=40 {
            let name = format!("第{n}有限公司");
            world.firm(n, &name).await;
            list.push_str(&format!(
                "{name}\tGR2020320{n:05}\n外县{n}公司\tGR2020329{n:05}\n"
            ));
        }
        let to = format!("{}/results", world.batch().await);
        world.site.at("2020-12-10");
        let short: String = list
            .lines()
            .take(4)
            .map(|line| format!("{line}\n"))
            .collect();
        let mut counts = Vec::new();
        for list in [&short, &list] {
            let check = with(&[("list", list), ("do", "check"), ("rest-failed", "yes")]);
            let statements = Statements::counted();
            let checked = world.site.post(&world.staff, &to, &check).await;
            assert_eq!(checked.status, StatusCode::OK, "{}", checked.body);
            counts.push(statements.many());
        }
        assert!(counts[0] > 5 && counts[0] == counts[1], "{counts:?}");
    })
    .await;
}

/// The list of documents is the county's to change; the firm's file says in advance what it knows.
#[tokio::test]
async fn the_list_of_documents_is_the_countys() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "南通霁舟新材料有限公司").await;
        let batch = world.batch().await;
        let form = [("code", "南通霁舟新材料有限公司")];
        let made = world
            .site
            .post(&world.staff, &format!("{batch}/applications"), &form)
            .await;
        let application = made.location().to_owned();
        let to = "/cultivation/checklists/hnte-2016";
        let none = world
            .site
            .get(&world.staff, "/cultivation/checklists/other")
            .await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        let reading = world.page(&world.director, to).await;
        assert!(
            reading.contains("现在要 10 件") && !reading.contains("保存清单"),
            "{reading}"
        );
        let page = world.page(&world.staff, to).await;
        let refused = world
            .site
            .post(&world.director, to, &list(&page, "", ""))
            .await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let bad = world
            .site
            .post(&world.staff, to, &list(&page, "name-audit", ""))
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.body.contains("写明材料名称"), "{}", bad.body);
        let mut form = list(&page, "name-new", "信用承诺书");
        form.retain(|(name, _)| *name != "asked-projects" && *name != "source-new");
        form.push(("source-new", "省厅 2020 年申报通知"));
        let set = world.site.post(&world.staff, to, &form).await;
        assert_eq!(set.location(), to, "{}", set.body);
        let page = world.page(&world.staff, to).await;
        assert!(
            page.contains("现在要 10 件") && page.contains("（不要）"),
            "{page}"
        );
        let shown = world.page(&world.staff, &application).await;
        assert!(
            shown.contains("信用承诺书") && !shown.contains("科研项目立项证明"),
            "{shown}"
        );
        assert!(
            shown.contains(&format!("统一社会信用代码 {}", code(1))),
            "{shown}"
        );
        let told = format!("统一社会信用代码 {}", code(1));
        let ticks = [("there-own-01", "yes"), ("paper-licence", told.as_str())];
        let done = world
            .site
            .post(&world.staff, &format!("{application}/materials"), &ticks)
            .await;
        assert_eq!(done.location(), application, "{}", done.body);
        let shown = world.page(&world.staff, &application).await;
        assert!(shown.contains("缺 9 件材料"), "{shown}");
        assert!(
            shown.contains("企业库里的，核对后勾选"),
            "nobody said it yet: {shown}"
        );
    })
    .await;
}

/// The form of the list as it stands, with one field changed.
fn list<'a>(page: &'a str, field: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = Vec::new();
    for input in page.split("<input ").skip(1) {
        let tag = input.split('>').next().unwrap();
        let part = |name: &str| {
            let rest = tag.split_once(&format!("{name}=\"")).map(|two| two.1);
            rest.and_then(|rest| rest.split('"').next()).unwrap_or("")
        };
        let name = part(" name");
        let is_box = tag.contains("type=\"checkbox\"");
        if name.contains('-') && (!is_box || tag.contains(" checked")) {
            form.push((name, if name == field { value } else { part(" value") }));
        }
    }
    form
}
