//! A target is split, split again for a reason, and remembered: through the room's router on both engines.

use crate::bureau::{Bureau, bureau, day};
use crate::rooms;
use crate::spending::NOTICE;
use trial::{Answer, Site};
use web::Actor;

pub const SPENDING: &str = "cooperation-spending";

pub async fn target(site: &Site, indicator: &str) -> plan::door::Target {
    let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
    let all = plan::door::targets(&mut tx, 2020, None).await.unwrap();
    all.into_iter()
        .find(|target| target.terms.indicator == indicator)
        .unwrap()
}

/// One line of the matrix: the town and its four quarters.
pub fn fields(bureau: &Bureau, first: [&str; 4], second: [&str; 4]) -> Vec<(String, String)> {
    let line = |town: String, quarters: [&str; 4]| {
        (1..)
            .zip(quarters)
            .map(move |(quarter, value)| {
                (format!("c.cooperation.{town}.{quarter}"), value.to_owned())
            })
            .collect::<Vec<_>>()
    };
    let mut all = line(bureau.town.to_string(), first);
    all.extend(line(bureau.other_town.to_string(), second));
    all
}

pub async fn send(
    site: &Site,
    actor: &Actor,
    path: &str,
    cells: &[(String, String)],
    more: &[(&str, &str)],
) -> Answer {
    let mut pairs: Vec<(&str, &str)> = cells
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    pairs.extend(more);
    site.post(actor, path, &pairs).await
}

pub async fn acts(site: &Site) -> i64 {
    let mut tx = site.app.store().read(trial::COUNTY).await.unwrap();
    let rows = tx
        .all(
            "SELECT version FROM plan_share_version WHERE county = $1",
            store::args![trial::COUNTY],
        )
        .await
        .unwrap();
    i64::try_from(rows.len()).unwrap()
}

#[tokio::test]
async fn a_target_is_split_and_split_again_with_a_reason() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        site.at("2020-03-02");
        let path = format!("{}/shares", target(&site, SPENDING).await.path());
        let empty = site.get(&bureau.head, &path).await;
        assert!(
            empty.status == 200 && empty.body.contains("还没有分解"),
            "{}",
            empty.body
        );

        // A draft may be short; it is told by how much, and is not handed down.
        let short = fields(
            &bureau,
            ["300", "300", "300", "300"],
            ["200", "200", "200", "197"],
        );
        let now = [("effective", "2020-02-28"), ("base", "0")];
        let draft = send(
            &site,
            &bureau.head,
            &path,
            &short,
            &[&now[..], &[("act", "draft")]].concat(),
        )
        .await;
        assert_eq!(draft.status, 303, "{}", draft.body);
        let page = site.get(&bureau.head, &path).await.body;
        assert!(
            page.contains("全年还差 3 万元") && page.contains("第 1 版草稿"),
            "{page}"
        );
        let issue = [("effective", "2020-02-28"), ("base", "1"), ("act", "issue")];
        let refused = send(&site, &bureau.head, &path, &short, &issue).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.body.contains("分平以后才能下达") && refused.body.contains("value=\"197\"")
        );
        let wrong = fields(
            &bureau,
            ["三百", "-3", "300", "300"],
            ["200", "200", "200", "200"],
        );
        let refused = send(&site, &bureau.head, &path, &wrong, &issue).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("没有看懂“三百”") && refused.body.contains("value=\"三百\""));
        assert!(refused.body.contains("“-3”是负数"));

        let even = fields(
            &bureau,
            ["300", "300", "300", "300"],
            ["200", "200", "200", "200"],
        );
        let done = send(&site, &bureau.head, &path, &even, &issue).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let again = [
            ("effective", "2020-02-28"),
            ("base", "2"),
            ("act", "issue"),
            ("reason", "x"),
        ];
        assert_eq!(acts(&site).await, 2);

        // A second split asks why; days before it keep the first.
        site.at("2020-07-02");
        let moved = fields(
            &bureau,
            ["300", "300", "400", "400"],
            ["200", "200", "100", "100"],
        );
        let second = [("effective", "2020-07-01"), ("base", "2"), ("act", "issue")];
        let refused = send(&site, &bureau.head, &path, &moved, &second).await;
        assert!(refused.status == 422 && refused.body.contains("再次分解要写明理由"));
        let reason = [("reason", "二期园区投产，调增 200 万元")];
        let done = send(
            &site,
            &bureau.head,
            &path,
            &moved,
            &[&second[..], &reason].concat(),
        )
        .await;
        assert_eq!(done.status, 303, "{}", done.body);
        let early = send(&site, &bureau.head, &path, &even, &again).await;
        assert!(
            early.status == 422 && early.body.contains("早于上一版"),
            "{}",
            early.body
        );
        site.at("2020-09-18");
        let figure = format!("/figures/{SPENDING}");
        for (query, share) in [
            ("", "1,400"),
            ("?day=2020-07-01", "1,400"),
            ("?day=2020-06-30", "1,200"),
            ("?known=2020-06-30", "1,200"),
            ("?day=2020-08-31&known=2020-06-30", "1,200"),
        ] {
            let body = site
                .get(&bureau.head, &format!("{figure}{query}"))
                .await
                .body;
            let cell = format!("<td class=\"num\">{share}</td>");
            assert!(body.contains(&cell), "{query}: {share} in {body}");
        }
        let page = site.get(&bureau.head, &path).await.body;
        for said in ["二期园区投产", "第 2 版 7月1日起执行", &format!("{path}/2")] {
            assert!(page.contains(said), "{said}");
        }
        let list = site.get(&bureau.head, "/plan/shares").await.body;
        let file = "/plan/shares/units/rows.xlsx?year=2020";
        assert!(list.contains(file), "{list}");
        let lines = site.get(&bureau.head, file).await.sheet("各单位全年份额");
        assert!(lines[0][1].ends_with("（万元）"), "{lines:?}");
        assert_eq!(
            lines[1..],
            [
                ["产学研成果科", "2000"],
                ["白蒲镇", "1400"],
                ["江安镇", "600"]
            ]
        );
        let own = site.get(&bureau.town_staff, file).await;
        assert_eq!(own.sheet("各单位全年份额")[1..], [["白蒲镇", "1400"]]);
        let old = site.get(&bureau.head, &format!("{path}/2")).await;
        assert!(
            old.status == 200 && old.body.contains("2020-02-28 起执行"),
            "{}",
            old.body
        );
        assert_eq!(
            site.get(&bureau.head, &format!("{path}/9")).await.status,
            404
        );
    })
    .await;
}

#[tokio::test]
async fn a_town_sees_its_own_share_and_its_own_light() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let path = format!("{}/shares", target(&site, SPENDING).await.path());
        let cells = fields(
            &bureau,
            ["300", "300", "300", "300"],
            ["200", "200", "200", "200"],
        );
        let form = [("effective", "2020-02-28"), ("base", "0"), ("act", "issue")];
        assert_eq!(
            send(&site, &bureau.head, &path, &cells, &form).await.status,
            303
        );
        let contract = bureau.contract(&site).await;
        let proofs = ["receipt", "invoice"];
        let paid = bureau
            .payment(&site, contract, "2020-06-15", "10000000.00", &proofs)
            .await;
        bureau.verify(&site, paid).await;

        let own = site.get(&bureau.town_staff, "/plan").await.body;
        let row = own.split("<tr").find(|row| row.contains(SPENDING)).unwrap();
        // 1,000 of 1,200; by 18 September about 860 were planned.
        assert!(
            row.contains("1,200 万元") && row.contains("light--ok"),
            "{row}"
        );
        let page = site.get(&bureau.town_staff, &path).await.body;
        assert!(
            page.contains("白蒲镇") && !page.contains("江安镇") && !page.contains("name=\"base\""),
            "{page}"
        );
        let other = format!("/plan?scope=town:{}", bureau.other_town);
        let other = site.get(&bureau.head, &other).await.body;
        let row = other
            .split("<tr")
            .skip(1)
            .find(|row| row.contains(SPENDING))
            .unwrap();
        assert!(
            row.contains("800 万元") && row.contains("light--late"),
            "{row}"
        );
        assert!(other.contains("未分解"), "what is not split has no light");
        let matrix = site.get(&bureau.head, &path).await.body;
        assert!(
            matrix.contains("83%") && matrix.contains("科室份额"),
            "{matrix}"
        );
        let figure = site
            .get(&bureau.head, &format!("/figures/{SPENDING}"))
            .await
            .body;
        assert!(figure.contains("<td class=\"num\">1,200</td>") && figure.contains("light--late"));

        let refused = send(&site, &bureau.town_staff, &path, &cells, &form).await;
        assert_eq!(refused.status, 403);
        let refused = send(&site, &bureau.staff, &path, &cells, &form).await;
        assert_eq!(refused.status, 403);
        let read = site.get(&bureau.staff, &path).await;
        assert!(read.status == 200 && !read.body.contains("name=\"base\""));
        assert_eq!(day("2020-09-18"), site.app.today());
    })
    .await;
}

/// The class of the light of 白蒲镇; `none` where there is none.
async fn light(site: &Site, bureau: &Bureau, query: &str) -> String {
    let path = format!("/plan?scope=town:{}{query}", bureau.town);
    let body = site.get(&bureau.head, &path).await.body;
    let row = body
        .split("<tr")
        .find(|row| row.contains(SPENDING))
        .unwrap();
    let row = row.split("</tr>").next().unwrap();
    let class = row.split("light light--").nth(1);
    class
        .map_or("none", |rest| rest.split('"').next().unwrap())
        .to_owned()
}

#[tokio::test]
async fn a_share_has_a_curve_of_its_own() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let target = target(&site, SPENDING).await;
        let (path, curve) = (
            format!("{}/shares", target.path()),
            format!("{}/curve", target.path()),
        );
        let unit = format!("town:{}", bureau.town);
        let early = site
            .get(&bureau.head, &format!("{curve}?unit={unit}"))
            .await;
        assert!(
            early.status == 409 && early.body.contains("还没有"),
            "{}",
            early.body
        );
        let cells = fields(
            &bureau,
            ["300", "300", "300", "300"],
            ["200", "200", "200", "200"],
        );
        let form = [("effective", "2020-02-28"), ("base", "0"), ("act", "issue")];
        assert_eq!(
            send(&site, &bureau.head, &path, &cells, &form).await.status,
            303
        );
        let page = site
            .get(&bureau.head, &format!("{curve}?unit={unit}"))
            .await
            .body;
        assert!(
            page.contains("白蒲镇的份额") && page.contains("2020-03-31 300万元"),
            "{page}"
        );
        let season = site
            .get(&bureau.head, &format!("{curve}?unit={unit}&shape=season"))
            .await;
        assert!(
            season.status == 422 && season.body.contains("2019 年没有可参照的数"),
            "{}",
            season.body
        );

        let contract = bureau.contract(&site).await;
        let proofs = ["receipt", "invoice"];
        let paid = bureau
            .payment(&site, contract, "2020-06-15", "1000000.00", &proofs)
            .await;
        bureau.verify(&site, paid).await;
        assert_eq!(light(&site, &bureau, "").await, "late");
        let laid = [
            ("unit", unit.as_str()),
            ("shape", "hand"),
            ("nodes", "6月30日 100\n12月31日 1200"),
            ("reason", "合同多在年底付款"),
        ];
        let wrong = [laid[0], laid[1], ("nodes", "12月31日 2000"), laid[3]];
        let refused = site.post(&bureau.head, &curve, &wrong).await;
        assert!(
            refused.status == 422 && refused.body.contains("应当是全年目标 1200万元"),
            "{}",
            refused.body
        );
        assert_eq!(site.post(&bureau.staff, &curve, &laid).await.status, 403);
        assert_eq!(site.post(&bureau.head, &curve, &laid).await.status, 303);
        assert_eq!(
            light(&site, &bureau, "").await,
            "ok",
            "its own curve asks for less by now"
        );
        assert_eq!(
            light(&site, &bureau, "&known=2020-09-17").await,
            "none",
            "nothing was known then"
        );
        // A second split that leaves the town as it is leaves its curve.
        let moved = fields(
            &bureau,
            ["300", "300", "300", "300"],
            ["100", "200", "200", "300"],
        );
        let form = [
            ("effective", "2020-09-01"),
            ("base", "1"),
            ("act", "issue"),
            ("reason", "季度调整"),
        ];
        assert_eq!(
            send(&site, &bureau.head, &path, &moved, &form).await.status,
            303
        );
        assert_eq!(light(&site, &bureau, "").await, "ok");
        let moved = fields(
            &bureau,
            ["300", "300", "400", "300"],
            ["100", "200", "200", "200"],
        );
        let form = [
            ("effective", "2020-09-10"),
            ("base", "2"),
            ("act", "issue"),
            ("reason", "调增"),
        ];
        assert_eq!(
            send(&site, &bureau.head, &path, &moved, &form).await.status,
            303
        );
        assert_eq!(
            light(&site, &bureau, "").await,
            "late",
            "a share of another size is drawn by its quarters again"
        );
    })
    .await;
}
