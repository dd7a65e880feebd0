//! Who carries a duty or a target, and its milestones.

use identity::door::{NewPerson, NewUnit, admit, appoint, found};
use plan::door::{self, Subject};
use trail::Who;
use trial::{Site, actor, post};
use values::{Day, Id};
use web::{Actor, Organisation, Person, Place, Role};

use crate::{COUNTY, YEAR, accept_all, rooms, uploaded, with};

/// The plan of the real notice, a leader, somebody of the lead office, and a town.
pub struct Bureau {
    pub leader: Id<Person>,
    pub person: Id<Person>,
    pub finance: Id<Organisation>,
    pub hightech: Id<Organisation>,
    pub town: Id<Organisation>,
    pub duty: door::Duty,
}

pub async fn bureau(site: &Site) -> Bureau {
    let path = uploaded(site).await;
    accept_all(site, &path).await;
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let who = Who::program();
    let since = Day::of(2015, 1, 1).unwrap();
    let town = NewUnit {
        name: "白蒲镇".to_owned(),
        alias: String::new(),
        code: String::new(),
        place: Place::Town,
        parent: None,
        since,
    };
    let town = found(&mut tx, &who, town).await.unwrap();
    let office = async |tx: &mut store::Tx, code: &str| {
        identity::door::office(tx, code).await.unwrap().unwrap().id
    };
    let hightech = office(&mut tx, "hightech").await;
    let finance = office(&mut tx, "finance").await;
    let units = identity::door::organisations(&mut tx, since).await.unwrap();
    let top = units
        .iter()
        .find(|unit| unit.place == Place::Bureau)
        .unwrap()
        .id;
    let mut people = Vec::new();
    for (sign_in, name, unit, role) in [
        ("xu", "许知行", top, Role::Deputy),
        ("ding", "丁若川", hightech, Role::Staff),
        ("lu", "陆知微", hightech, Role::Head),
    ] {
        let new = NewPerson {
            sign_in: sign_in.to_owned(),
            name: name.to_owned(),
            password_hash: String::new(),
            must_change: false,
        };
        let id = admit(&mut tx, &who, new).await.unwrap();
        appoint(&mut tx, &who, id, unit, role, since, None)
            .await
            .unwrap();
        people.push(id);
    }
    let duties = door::duties(&mut tx, YEAR, None).await.unwrap();
    let duty = duties
        .into_iter()
        .find(|duty| duty.content == "强化高企政策的宣传");
    tx.commit().await.unwrap();
    Bureau {
        leader: people[0],
        person: people[1],
        finance,
        hightech,
        town,
        duty: duty.unwrap(),
    }
}

pub fn lead() -> Actor {
    with(Role::Head, "hightech")
}

impl Bureau {
    fn assignment(&self) -> String {
        format!("/plan/assignments/{}", self.duty.id)
    }

    pub fn of_town(&self) -> Actor {
        actor(
            "马一禾",
            &[post(Role::Town, Place::Town, self.town, "白蒲镇", "")],
        )
    }

    pub async fn assign(&self, site: &Site, more: &[(&str, &str)]) -> trial::Answer {
        let (leader, person) = (self.leader.to_string(), self.person.to_string());
        let (finance, town) = (self.finance.to_string(), self.town.to_string());
        let mut form = vec![
            ("office", "hightech"),
            ("due", "9月25日"),
            ("leader", leader.as_str()),
            ("person", person.as_str()),
            ("assisting", finance.as_str()),
            ("assisting", town.as_str()),
            ("measures", "1. 编政策汇编\n2. 办六场宣讲"),
        ];
        form.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        form.extend(more);
        site.post(&lead(), &self.assignment(), &form).await
    }

    pub async fn milestone(&self, site: &Site, content: &str, due: &str) -> door::Milestone {
        let to = format!("{}/milestones", self.assignment());
        let form = [("node-content", content), ("node-due", due)];
        let answer = site.post(&lead(), &to, &form).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let all = door::milestones(&mut tx, YEAR).await.unwrap();
        all.into_iter().find(|one| one.content == content).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_duty_is_assigned_and_its_page_shows_who_carries_it() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let form = site.get(&lead(), &bureau.assignment()).await;
        assert_eq!(form.status, 200);
        assert!(form.body.contains("许知行") && form.body.contains("丁若川"));
        for stranger in [
            with(Role::Staff, "hightech"),
            with(Role::Head, "finance"),
            bureau.of_town(),
        ] {
            assert_eq!(site.get(&stranger, &bureau.assignment()).await.status, 403);
            let sent = site
                .post(&stranger, &bureau.assignment(), &[("office", "hightech")])
                .await;
            assert_eq!(sent.status, 403);
        }
        let lead_unit = bureau.hightech.to_string();
        let wrong = bureau
            .assign(
                &site,
                &[
                    ("leader", "nobody"),
                    ("due", "9月31日"),
                    ("assisting", &lead_unit),
                ],
            )
            .await;
        assert_eq!(wrong.status, 422);
        for said in [
            "没有这个人",
            "9 月只有 30 天",
            "高新科是牵头科室",
            "编政策汇编",
        ] {
            assert!(wrong.body.contains(said), "{said}");
        }
        assert_eq!(bureau.assign(&site, &[]).await.status, 303);
        let page = site.get(&lead(), &bureau.duty.path()).await.body;
        for said in [
            "许知行",
            "丁若川",
            "科技金融与计划科、白蒲镇",
            "<li>编政策汇编</li><li>办六场宣讲</li>",
            "2020-09-25",
        ] {
            assert!(page.contains(said), "{said}");
        }
        // What stands is changed for a reason only; the same again is no change.
        assert_eq!(bureau.assign(&site, &[]).await.status, 303);
        let bare = bureau.assign(&site, &[("due", "10月20日")]).await;
        assert_eq!(bare.status, 422);
        assert!(bare.body.contains("要写明理由"));
        let told = bureau
            .assign(&site, &[("due", "10月20日"), ("reason", "办公会推迟")])
            .await;
        assert_eq!(told.status, 303);
        let page = site.get(&lead(), &bureau.duty.path()).await.body;
        assert!(page.contains("2020-10-20") && page.contains("调整牵头科室或完成期限：办公会推迟"));
        assert!(
            site.get(&lead(), &bureau.assignment())
                .await
                .body
                .contains("第 2 版")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_second_sees_both_inputs() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let opened = stamp(&site.get(&lead(), &bureau.assignment()).await.body);
        assert_eq!(
            bureau.assign(&site, &[("version", &opened)]).await.status,
            303
        );
        let mine = [
            ("version", opened.as_str()),
            ("due", "11月30日"),
            ("measures", "只办三场"),
            ("reason", "人手不够"),
        ];
        let second = bureau.assign(&site, &mine).await;
        assert_eq!(second.status, 409, "{}", second.body);
        for said in [
            "您打开以后，钱穗",
            "2020-09-25",
            "2020-11-30",
            "只办三场",
            "人手不够",
        ] {
            assert!(second.body.contains(said), "{said}");
        }
        let page = site.get(&lead(), &bureau.duty.path()).await.body;
        assert!(!page.contains("只办三场"), "nothing was overwritten");
        // Knowing of the other, it is taken.
        let again = stamp(&second.body);
        let mine = [
            ("version", again.as_str()),
            ("measures", "只办三场"),
            ("reason", "人手不够"),
        ];
        assert_eq!(bureau.assign(&site, &mine).await.status, 303);
        assert!(
            site.get(&lead(), &bureau.duty.path())
                .await
                .body
                .contains("只办三场")
        );
    })
    .await;
}

/// The hidden version of a form.
fn stamp(body: &str) -> String {
    let rest = body.split("name=\"version\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_milestone_is_set_told_changed_and_waits_for_the_lead_office() {
    trial::both(&rooms(), |site| async move {
        site.at("2020-09-18");
        let bureau = bureau(&site).await;
        let near = bureau.milestone(&site, "六场宣讲办完", "9月25日").await;
        let late = bureau.milestone(&site, "政策汇编印发", "8月31日").await;
        let far = bureau.milestone(&site, "总结上报", "12月10日").await;
        let own = with(Role::Staff, "hightech");
        let waits = async |actor: &Actor| {
            let mut tx = site.app.store().read(COUNTY).await.unwrap();
            let lines = (plan::room().waits)(&mut tx, actor).await.unwrap();
            lines
                .into_iter()
                .filter(|line| line.title.starts_with("节点："))
                .map(|line| (line.path, line.note))
                .collect::<Vec<_>>()
        };
        let found = waits(&own).await;
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].0, late.path());
        assert!(found[0].1.starts_with("逾期 18 天") && found[1].1.starts_with("快到期"));
        assert!(waits(&with(Role::Staff, "finance")).await.is_empty());

        let outcome = format!("{}/outcome", late.path());
        let said = [
            ("outcome", "met"),
            ("day", "9月2日"),
            ("note", "印发 600 册"),
        ];
        let stranger = with(Role::Staff, "finance");
        assert_eq!(site.post(&stranger, &outcome, &said).await.status, 403);
        let bare = site
            .post(&own, &outcome, &[("outcome", "missed"), ("day", "9月19日")])
            .await;
        assert_eq!(bare.status, 422);
        assert!(bare.body.contains("还没有到") && bare.body.contains("要写明原因和打算"));
        assert_eq!(site.post(&own, &outcome, &said).await.status, 303);
        assert!(
            site.get(&own, &late.path())
                .await
                .body
                .contains("迟办完成 09-02")
        );
        assert_eq!(waits(&own).await.len(), 1);
        let back = format!("{}/reopening", late.path());
        assert_eq!(
            site.post(&own, &back, &[("why", "填错了")]).await.status,
            303
        );
        assert_eq!(waits(&own).await.len(), 2);

        // The head moves a milestone; staff may not; the second of two sees both.
        let versions = format!("{}/versions", near.path());
        let move_to = |due: &'static str| {
            [
                ("version", "1"),
                ("content", "六场宣讲办完"),
                ("due", due),
                ("reason", "两镇场地未定"),
            ]
        };
        assert_eq!(
            site.post(&own, &versions, &move_to("10月9日")).await.status,
            403
        );
        assert_eq!(
            site.post(&lead(), &versions, &move_to("10月9日"))
                .await
                .status,
            303
        );
        let second = site.post(&lead(), &versions, &move_to("10月30日")).await;
        assert_eq!(second.status, 409);
        assert!(second.body.contains("2020-10-09") && second.body.contains("10月30日"));
        let withdrawal = format!("{}/withdrawal", far.path());
        assert_eq!(
            site.post(&lead(), &withdrawal, &[("why-not", "")])
                .await
                .status,
            422
        );
        assert_eq!(
            site.post(&lead(), &withdrawal, &[("why-not", "并入年度总结")])
                .await
                .status,
            303
        );
        let page = site.get(&lead(), &bureau.duty.path()).await.body;
        assert!(page.contains("已取消") && page.contains("2020-10-09"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn leaders_are_told_what_is_overdue() {
    trial::both(&rooms(), |site| async move {
        site.at("2020-09-18");
        let bureau = bureau(&site).await;
        bureau.milestone(&site, "政策汇编印发", "8月31日").await;
        bureau.milestone(&site, "六场宣讲办完", "9月25日").await;
        let due = [("due", "9月10日")];
        assert_eq!(bureau.assign(&site, &due).await.status, 303);
        let waits = async |actor: &Actor| {
            let mut tx = site.app.store().read(COUNTY).await.unwrap();
            let lines = (plan::room().waits)(&mut tx, actor).await.unwrap();
            let late = lines.into_iter().filter(|line| line.note.contains("逾期"));
            late.map(|line| format!("{}：{}", line.title, line.note))
                .collect::<Vec<_>>()
        };
        let late = [
            "强化高企政策的宣传：逾期 · 牵头：高新科",
            "节点：政策汇编印发：逾期 18 天 · 牵头：高新科 · 强化高企政策的宣传",
        ];
        assert_eq!(waits(&with(Role::Director, "")).await, late);
        // The days go on while nobody acts.
        site.at("2020-09-26");
        let after = waits(&with(Role::Director, "")).await;
        let next = "节点：六场宣讲办完：逾期 1 天";
        assert!(after.iter().any(|line| line.starts_with(next)), "{after:?}");
        site.at("2020-09-18");
        let mut deputy = with(Role::Deputy, "");
        assert!(waits(&deputy).await.is_empty(), "in nobody else's charge");
        deputy.person = bureau.leader;
        assert_eq!(waits(&deputy).await, late);
        assert!(waits(&with(Role::Head, "finance")).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_day_is_asked_for() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let to = format!("{}/milestones", bureau.assignment());
        let form = [("node-content", "方案印发"), ("node-due", "")];
        let answer = site.post(&lead(), &to, &form).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains("要填，例如 2020-09-30") && !answer.body.contains("不是日期"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finished_duty_has_no_overdue_milestone() {
    trial::both(&rooms(), |site| async move {
        site.at("2020-09-18");
        let bureau = bureau(&site).await;
        let late = bureau.milestone(&site, "政策汇编印发", "8月31日").await;
        let own = with(Role::Staff, "hightech");
        let done = [
            ("state", "done"),
            ("percent", "100"),
            ("note", "全部办完"),
            ("evidence", "皋科发〔2020〕9号"),
        ];
        let reports = format!("{}/reports", bureau.duty.path());
        assert_eq!(site.post(&own, &reports, &done).await.status, 303);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let lines = (plan::room().waits)(&mut tx, &own).await.unwrap();
        drop(tx);
        assert!(lines.iter().all(|line| !line.title.starts_with("节点：")));
        for path in [
            late.path(),
            bureau.duty.path(),
            bureau.assignment(),
            format!("/plan/task-books/{}", bureau.hightech),
        ] {
            let page = site.get(&lead(), &path).await.body;
            assert!(
                page.contains("任务已完成") && !page.contains("逾期"),
                "{path}: {page}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_target_is_assigned_like_a_duty() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        let targets = crate::targets(&site).await;
        let target = targets
            .iter()
            .find(|one| one.terms.office == "hightech")
            .unwrap();
        let subject: Id<Subject> = Id::new(target.id.uuid());
        let leader = bureau.leader.to_string();
        let form = [
            ("leader", leader.as_str()),
            ("measures", "分三批申报"),
            ("office", "finance"),
        ];
        let sent = site
            .post(&lead(), &format!("/plan/assignments/{subject}"), &form)
            .await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let page = site.get(&lead(), &target.path()).await.body;
        assert!(page.contains("许知行") && page.contains("分三批申报"));
        let targets = crate::targets(&site).await;
        let same = targets.iter().find(|one| one.id == target.id).unwrap();
        assert_eq!(
            same.terms, target.terms,
            "a target's lead office is changed with the target"
        );
    })
    .await;
}
