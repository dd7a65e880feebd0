//! Task tables and brackets: quarters, offices and deadlines; adding by words; duties joined; notices laid side by side.

use identity::door::{NewPerson, NewUnit, admit, appoint, found, organisations};
use plan::door;
use trail::Who;
use trial::Site;
use values::Day;
use web::{Place, Role};

use crate::{
    COUNTY, YEAR, accept_all, click, head, id_in, offices, proposed, rooms, targets, uploaded, with,
};

const NOTICE: &str = "某市科学技术局2020年工作要点\n一、重点目标\n指标\t目标值\t单位\t一季度\t二季度\t三季度\t四季度\t牵头科室\t配合单位\t完成时限\n净增高新技术企业\t45\t家\t5\t15\t30\t45\t高新科\t各镇\t12月底\n二、重点工作\n1.强化培育。6月底前制定高企培育方案，加强高企政策的宣传。（牵头单位：高新科；配合单位：办公室）\n2.优化服务。确保落实科技特派员制度，扩大科技保险的覆盖面，让更多企业得到实惠。\n";

async fn entered(site: &Site, text: &str, title: &str, day: &str) -> String {
    let pairs = [
        ("text", text),
        ("title", title),
        ("number", ""),
        ("issuer", "某市科学技术局"),
        ("day", day),
        ("year", &day[..4]),
    ];
    let answer = site.upload(&head(), "/notices", &pairs, &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer.location().to_owned()
}

fn named<'a>(all: &'a [door::Proposed], name: &str) -> &'a door::Proposed {
    let found = all.iter().find(|one| one.leader.name.contains(name));
    found.unwrap_or_else(|| panic!("no proposal {name}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_a_task_table_bring_their_quarters_office_and_deadline() {
    trial::both(&rooms(), |site| async move {
        offices(&site).await;
        let path = entered(&site, NOTICE, "2020年工作要点", "2020-02-14").await;
        let page = site.get(&head(), &path).await.body;
        for said in [
            "一季度 5 · 二季度 15 · 三季度 30 · 四季度 45 家",
            "原文牵头",
            "12月底",
            "6月底前",
            "工作任务：制定高企培育方案",
        ] {
            assert!(page.contains(said), "{said}");
        }
        let all = proposed(&site, &path).await;
        let net = all
            .iter()
            .find(|one| one.leader.kind == door::Kind::Target)
            .unwrap();
        assert_eq!(net.leader.office, "hightech");
        let plan = named(&all, "制定高企培育方案");
        for one in [net, plan] {
            let taken = click(&site, &head(), one.leader.id, "acceptance", &[]).await;
            assert_eq!(taken.status, 303, "{}", taken.body);
        }
        let held = targets(&site).await;
        let nodes: Vec<String> = held[0]
            .curve
            .nodes
            .iter()
            .map(|(_, v)| v.to_string())
            .collect();
        assert_eq!(nodes, ["5", "15", "30", "45"]);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let duties = door::duties(&mut tx, YEAR, None).await.unwrap();
        assert_eq!(
            duties[0].report.due.map(|day| day.to_string()).as_deref(),
            Some("2020-06-30")
        );
        assert_eq!(duties[0].report.office, "hightech");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_anywhere_in_the_text_become_a_proposal() {
    trial::both(&rooms(), |site| async move {
        offices(&site).await;
        let path = entered(&site, NOTICE, "2020年工作要点", "2020-02-14").await;
        let before = proposed(&site, &path).await.len();
        let add = |words: &'static str, kind: &'static str| {
            let (site, address) = (&site, format!("{path}/proposals"));
            async move {
                let pairs = [("kind", kind), ("words", words)];
                site.post(&head(), &address, &pairs).await
            }
        };
        let added = add("让更多企业 得到实惠", "duty").await;
        assert_eq!(added.status, 303, "{}", added.body);
        assert!(added.location().ends_with("/edit"));
        assert_eq!(proposed(&site, &path).await.len(), before + 1);
        for (words, kind, said) in [
            ("文件里没有的话", "duty", "文件里没有的话"),
            ("让更多企业得到实惠", "别的", "请选要加的"),
            ("", "target", "没有哪一句"),
        ] {
            let refused = add(words, kind).await;
            assert_eq!(refused.status, 422);
            assert!(refused.body.contains(said), "{said}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbouring_duties_are_put_together_and_parted() {
    trial::both(&rooms(), |site| async move {
        offices(&site).await;
        let path = entered(&site, NOTICE, "2020年工作要点", "2020-02-14").await;
        let all = proposed(&site, &path).await;
        let (one, two) = (named(&all, "制定高企培育方案"), named(&all, "加强高企政策"));
        let page = site.get(&head(), &path).await.body;
        assert!(page.contains("上一条：制定高企培育方案"));
        let into = one.leader.id.to_string();
        let merged = click(&site, &head(), two.leader.id, "merger", &[("into", &into)]).await;
        assert_eq!(merged.status, 303, "{}", merged.body);
        let page = site.get(&head(), &path).await.body;
        assert!(page.contains("制定高企培育方案，加强高企政策的宣传"));
        let apart = click(&site, &head(), two.leader.id, "separation", &[]).await;
        assert_eq!(apart.status, 303, "{}", apart.body);
        assert_eq!(proposed(&site, &path).await.len(), all.len());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_notices_are_laid_side_by_side() {
    trial::both(&rooms(), |site| async move {
        offices(&site).await;
        let older = "某市科学技术局2019年工作要点\n一、重点目标\n净增高新技术企业30家，新建众创空间2家。\n二、重点工作\n1.强化培育。加强高企政策的宣传。\n";
        let older = entered(&site, older, "2019年工作要点", "2019-02-14").await;
        let newer = entered(&site, NOTICE, "2020年工作要点", "2020-02-14").await;
        let page = site.get(&head(), &newer).await.body;
        assert!(page.contains("2019 年 2019年工作要点"));
        for (one, other) in [(&newer, &older), (&older, &newer)] {
            let address = format!("{one}/compared?with={}", id_in(other));
            let answer = site.get(&head(), &address).await;
            assert_eq!(answer.status, 200);
            for said in ["提高 1", "取消 1", "新建众创空间2家", "净增高新技术企业30家"] {
                assert!(answer.body.contains(said), "{said}");
            }
        }
        let file = format!("{newer}/compared/rows.xlsx?with={}", id_in(&older));
        let address = format!("{older}/compared?with={}", id_in(&newer));
        let page = site.get(&head(), &address).await.body;
        assert!(page.contains(&file), "{page}");
        let lines = site.get(&head(), &file).await.sheet("两份文件对照");
        assert_eq!(lines[0][4..], ["2019 年原文", "2020 年原文"]);
        assert_eq!(lines.len(), 1 + page.matches("<th scope=\"row\"").count());
        let dropped = lines.iter().find(|line| line[1] == "取消").unwrap();
        assert_eq!(dropped[0], "目标");
        assert!(dropped[4].contains("新建众创空间2家"), "{dropped:?}");
        let nobody = format!("{newer}/compared?with=1");
        assert_eq!(site.get(&head(), &nobody).await.status, 404);
    })
    .await;
}

const NAMING: &str = "某市科学技术局2020年重点工作任务分解表\n任务\t分管领导\t牵头科室\t配合单位\t完成时限\n加强高企政策的宣传\t许知行\t高新科\t办公室、白蒲镇、市税务局\t6月底前\n扩大科技保险的覆盖面\t王分管\t科技金融与计划科\t—\t年底前\n";

/// A leader and a town beside the offices.
async fn cast(site: &Site) {
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let (who, since) = (Who::program(), Day::of(2015, 1, 1).unwrap());
    let units = organisations(&mut tx, since).await.unwrap();
    let top = units.iter().find(|unit| unit.place == Place::Bureau);
    let leader = NewPerson {
        sign_in: "xu".to_owned(),
        name: "许知行".to_owned(),
        password_hash: String::new(),
        must_change: false,
    };
    let leader = admit(&mut tx, &who, leader).await.unwrap();
    let top = top.unwrap().id;
    appoint(&mut tx, &who, leader, top, Role::Deputy, since, None)
        .await
        .unwrap();
    let town = NewUnit {
        name: "白蒲镇".to_owned(),
        alias: String::new(),
        code: String::new(),
        place: Place::Town,
        parent: None,
        since,
    };
    found(&mut tx, &who, town).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_the_notice_names_is_assigned_and_the_rest_waits_for_a_person() {
    trial::both(&rooms(), |site| async move {
        offices(&site).await;
        cast(&site).await;
        let path = entered(&site, NAMING, "2020年任务分解表", "2020-02-14").await;
        let page = site.get(&head(), &path).await.body;
        for said in [
            "分管领导 许知行；配合 办公室、白蒲镇",
            "“市税务局”（配合），采纳后",
            "“王分管”（分管领导），采纳后",
        ] {
            assert!(page.contains(said), "{said}");
        }
        let all = proposed(&site, &path).await;
        for name in ["高企政策", "科技保险"] {
            let id = named(&all, name).leader.id;
            let taken = click(&site, &head(), id, "acceptance", &[]).await;
            assert_eq!(taken.status, 303, "{}", taken.body);
        }
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let duties = door::duties(&mut tx, YEAR, None).await.unwrap();
        drop(tx);
        let of = |name: &str| {
            duties
                .iter()
                .find(|duty| duty.content.contains(name))
                .unwrap()
        };
        let publicity = of("高企政策");
        let page = site.get(&head(), &publicity.path()).await.body;
        for said in [
            "<dd>许知行</dd>",
            "<dd>办公室、白蒲镇</dd>",
            "“市税务局”（配合）",
        ] {
            assert!(page.contains(said), "{said}");
        }
        // Who is unknown is left open, and told until a person has assigned.
        let insurance = of("科技保险");
        let page = site.get(&head(), &insurance.path()).await.body;
        assert!(page.contains("“王分管”（分管领导）") && page.contains("<dd>未定</dd>"));
        let form = format!("/plan/assignments/{}", insurance.id);
        let lead = with(Role::Head, "finance");
        assert!(
            site.get(&lead, &form)
                .await
                .body
                .contains("“王分管”（分管领导）")
        );
        let given = [
            ("office", "finance"),
            ("due", "2020-12-31"),
            ("measures", "办三场对接会"),
        ];
        let saved = site.post(&lead, &form, &given).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let page = site.get(&head(), &insurance.path()).await.body;
        assert!(!page.contains("王分管"));
        // Taken back and accepted again, what people made of it stays.
        let id = named(&all, "高企政策").leader.id;
        for act in ["reopening", "acceptance"] {
            let general = with(Role::Staff, "general");
            assert_eq!(click(&site, &general, id, act, &[]).await.status, 303);
        }
        let page = site.get(&head(), &publicity.path()).await.body;
        assert!(page.contains("<dd>办公室、白蒲镇</dd>"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_notice_tells_which_of_its_targets_the_plan_has() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        accept_all(&site, &path).await;
        let text =
            "二、工作目标\n全年净增高新技术企业40家以上，科技担保额4000万元以上，举办培训5场。\n";
        let later = entered(&site, text, "2020年科技工作补充通知", "2020-06-01").await;
        let page = site.get(&head(), &later).await.body;
        let told = |said: &str| page.contains(said);
        assert!(
            told("T03 净增高新技术企业 ≥ 30 家</a>，用的是同一个指标。要改它"),
            "{page}"
        );
        assert!(told("T12 ") && told("要求也一样，可以不采纳"), "{page}");
        assert_eq!(page.matches("计划里已有").count(), 2, "{page}");
        // The first notice's own targets are no others.
        let first = site.get(&head(), &path).await.body;
        assert!(!first.contains("计划里已有"), "{first}");
    })
    .await;
}
