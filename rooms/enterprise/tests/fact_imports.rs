//! A list of firms and facts: checked, put in whole, taken back.

use axum::http::StatusCode;
use enterprise::door::{self, Firm, Source};
use identity::door::NewPerson;
use store::{LongJob, LongState};
use trail::Who;
use trial::{Answer, COUNTY, Site, actor, both, on_sqlite, post};
use values::Id;
use web::{Actor, Place, Role};

use crate::{code, day, entered, new_firm, place, rooms, staff, town};

pub const HOME: &str = "/firms/facts/imports";

/// Three firms of one town.
pub async fn firms(site: &Site) -> (Vec<Id<Firm>>, Id<web::Organisation>) {
    let home = town(site, "江安镇").await;
    let mut ids = Vec::new();
    for n in 1..=3 {
        ids.push(entered(site, new_firm(n, &format!("第{n}公司"), home)).await);
    }
    (ids, home)
}

pub async fn taken_in(site: &Site, who: &Actor, text: &str) -> String {
    let pairs = [("source", "tax"), ("year", "2019")];
    let file = [("file", "名单.csv", text.as_bytes())];
    let answer = site.upload(who, HOME, &pairs, &file).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

/// The page after the columns were taken as they were understood.
pub async fn checked(site: &Site, who: &Actor, path: &str) -> Answer {
    let page = site.get(who, path).await.body;
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in page.split("<select name=\"").skip(1) {
        let name = part.split('"').next().unwrap().to_owned();
        let choice = part.split("</select>").next().unwrap();
        let chosen = choice.split(" selected").next().unwrap();
        let value = match choice.contains(" selected") {
            true => chosen
                .rsplit("value=\"")
                .next()
                .unwrap()
                .trim_end_matches('"'),
            false => "",
        };
        pairs.push((name, value.to_owned()));
    }
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = site.post(who, &format!("{path}/columns"), &pairs).await;
    assert_eq!(answer.location(), path, "{}", answer.body);
    site.get(who, path).await
}

pub async fn loaded(
    site: &Site,
    who: &Actor,
    path: &str,
    counts: (&str, &str),
    held: &str,
) -> Answer {
    let pairs = [
        ("new", counts.0),
        ("changed", counts.1),
        ("conflicts", held),
    ];
    site.post(who, &format!("{path}/facts"), &pairs).await
}

pub async fn value(site: &Site, id: Id<Firm>, year: i32, fact: &str) -> Option<i64> {
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let known = door::facts(&mut tx, id, year).await.unwrap();
    known.get(fact).map(|held| held.value)
}

#[tokio::test]
async fn a_list_goes_in_and_comes_back_out() {
    both(&rooms(), |site| async move {
        let (ids, _) = firms(&site).await;
        let me = staff();
        let path = format!("/firms/{}/facts/2019", code(1));
        let sent = [("staff", "100"), ("tech_staff", "9")];
        site.post(&staff(), &path, &sent).await;
        let text = format!(
            "信用代码,企业名称,2018年营业收入（万元）,营业收入（万元）,职工人数\n{},第1公司,3860,4735.5,124\n{},第2公司,,18,12\n合计,,3860,4753.5,136\n",
            code(1),
            code(2)
        );
        let path = taken_in(&site, &me, &text).await;
        let ready = checked(&site, &me, &path).await.body;
        for words in ["导入 5 个数：新填 4，更新 1", "与别的来源不同", "科室填报，曹以宁"] {
            assert!(ready.contains(words), "{words}: {ready}");
        }
        let moved = loaded(&site, &me, &path, ("1", "1"), "table").await;
        assert_eq!(moved.location(), format!("{path}?moved=1"));
        let done = loaded(&site, &me, &path, ("4", "1"), "table").await;
        assert_eq!(done.location(), path, "{}", done.body);
        assert_eq!(value(&site, ids[0], 2019, "revenue").await, Some(4_735_500_000));
        assert_eq!(value(&site, ids[0], 2018, "revenue").await, Some(3_860_000_000));
        assert_eq!(value(&site, ids[0], 2019, "staff").await, Some(124));
        assert_eq!(value(&site, ids[1], 2018, "revenue").await, None, "an empty cell");
        let page = site.get(&me, &format!("/firms/{}/facts", code(1))).await.body;
        assert!(page.contains("税务名单"), "{page}");
        let again = loaded(&site, &me, &path, ("4", "1"), "table").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let back = site.post(&me, &format!("{path}/withdrawal"), &[]).await;
        assert_eq!(back.location(), path, "{}", back.body);
        assert_eq!(value(&site, ids[0], 2019, "revenue").await, None);
        assert_eq!(value(&site, ids[0], 2019, "staff").await, Some(100));
        assert_eq!(value(&site, ids[0], 2019, "tech_staff").await, Some(9));
    })
    .await;
}

#[tokio::test]
async fn where_another_source_says_otherwise_its_value_may_stay() {
    both(&rooms(), |site| async move {
        let (ids, _) = firms(&site).await;
        let form = format!("/firms/{}/facts/2019", code(1));
        site.post(&staff(), &form, &[("staff", "100")]).await;
        let me = staff();
        let text = format!("信用代码,职工人数,纳税额（元）\n{},124,180000\n", code(1));
        let path = taken_in(&site, &me, &text).await;
        checked(&site, &me, &path).await;
        let done = loaded(&site, &me, &path, ("1", "1"), "held").await;
        assert_eq!(done.location(), path, "{}", done.body);
        assert_eq!(value(&site, ids[0], 2019, "staff").await, Some(100));
        assert_eq!(value(&site, ids[0], 2019, "tax").await, Some(18_000_000));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_cell_and_nothing_goes_in() {
    both(&rooms(), |site| async move {
        let (ids, _) = firms(&site).await;
        let me = staff();
        let text = format!(
            "信用代码,企业名称,营业收入（万元）,职工人数\n{},第1公司,很多,124\n{},海安某厂,18,12\n{},,3,-4\n{},第1公司,5,6\n{},第三公司,7,8\n",
            code(1),
            code(99),
            code(2),
            code(1),
            code(3)
        );
        let path = taken_in(&site, &me, &text).await;
        let page = checked(&site, &me, &path).await.body;
        for words in [
            "销售收入：不是金额",
            &format!("企业库里没有代码 {}", code(99)),
            "职工总数不能是负数",
            "与第 2 行是同一家企业",
            "是“第3公司”，这里写的是“第三公司”",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let refused = loaded(&site, &me, &path, ("1", "0"), "table").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_eq!(value(&site, ids[1], 2019, "revenue").await, None);
        let marked = site.get(&me, &format!("{path}/marked")).await;
        assert_eq!(marked.status, StatusCode::OK);
        let better = format!("信用代码,营业收入（万元）,职工人数\n{},3,4\n", code(2));
        let pairs = [("again", path.rsplit('/').next().unwrap())];
        let file = [("file", "改好.csv", better.as_bytes())];
        let again = site.upload(&me, HOME, &pairs, &file).await;
        let page = site.get(&me, again.location()).await.body;
        assert!(page.contains("导入 2 个数"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn odd_values_of_a_list_are_asked_about() {
    both(&rooms(), |site| async move {
        let (ids, _) = firms(&site).await;
        for n in [1, 2] {
            let form = format!("/firms/{}/facts/2018", code(n));
            site.post(&staff(), &form, &[("revenue", "3860")]).await;
        }
        let me = staff();
        let text = format!(
            "信用代码,营业收入（万元）,职工人数,科技人员数\n{},47355000,10,11\n{},4000,10,1\n",
            code(1),
            code(2)
        );
        let path = taken_in(&site, &me, &text).await;
        let page = checked(&site, &me, &path).await.body;
        assert!(
            page.contains("销售收入：单位可能填错了") && page.contains("是不是 4,735.50 万元"),
            "{page}"
        );
        assert!(page.contains("科技人员：与其他数对不上"));
        let repairs = format!("{path}/repairs");
        let unit = [("sort", "销售收入：单位可能填错了"), ("as", "proposed")];
        site.post(&me, &repairs, &unit).await;
        let page = site.get(&me, &path).await.body;
        assert!(!page.contains("单位可能填错了"), "{page}");
        let stands = [("sort", "科技人员：与其他数对不上"), ("as", "stands")];
        site.post(&me, &repairs, &stands).await;
        let done = loaded(&site, &me, &path, ("6", "0"), "table").await;
        assert_eq!(done.location(), path, "{}", done.body);
        assert_eq!(
            value(&site, ids[0], 2019, "revenue").await,
            Some(4_735_500_000)
        );
        assert_eq!(value(&site, ids[0], 2019, "tech_staff").await, Some(11));
    })
    .await;
}

#[tokio::test]
async fn an_import_on_which_somebody_built_stays() {
    both(&rooms(), |site| async move {
        let (_, home) = firms(&site).await;
        let me = staff();
        let text = format!("信用代码,职工人数\n{},124\n", code(1));
        let path = taken_in(&site, &me, &text).await;
        checked(&site, &me, &path).await;
        loaded(&site, &me, &path, ("1", "0"), "table").await;
        let clerk = actor(
            "马一禾",
            &[post(Role::Town, Place::Town, home, "江安镇", "")],
        );
        let confirm = format!("/firms/{}/facts/2019/confirmation", code(1));
        site.post(&clerk, &confirm, &[]).await;
        let back = site.post(&me, &format!("{path}/withdrawal"), &[]).await;
        assert_eq!(back.status, StatusCode::CONFLICT);
        assert!(
            back.body
                .contains("“第1公司”2019 年的职工总数已有人确认或更正"),
            "{}",
            back.body
        );
    })
    .await;
}

#[tokio::test]
async fn who_imports_and_whose_firms() {
    both(&rooms(), |site| async move {
        let (_, home) = firms(&site).await;
        for (role, place, may) in [
            (Role::Staff, Place::Office, true),
            (Role::Head, Place::Office, true),
            (Role::Town, Place::Town, true),
            (Role::Verifier, Place::Office, false),
            (Role::Deputy, Place::Bureau, false),
            (Role::Director, Place::Bureau, false),
            (Role::Administrator, Place::Bureau, false),
        ] {
            let one = actor("某人", &[post(role, place, home, "某处", "")]);
            for path in [HOME, "/firms/facts/template.xlsx"] {
                let asked = site.get(&one, path).await.status;
                assert_eq!(asked == StatusCode::OK, may, "{role:?} {path}");
            }
            let sent = site.post(&one, HOME, &[]).await.status;
            assert_eq!(sent == StatusCode::FORBIDDEN, !may, "{role:?}");
        }
        let text = format!("信用代码,职工人数\n{},124\n", code(1));
        let path = taken_in(&site, &staff(), &text).await;
        let other = site.get(&staff(), &path).await;
        assert_eq!(
            other.status,
            StatusCode::NOT_FOUND,
            "somebody else's import"
        );
        let elsewhere = town(&site, "磨头镇").await;
        let clerk = actor(
            "马一禾",
            &[post(Role::Town, Place::Town, elsewhere, "磨头镇", "")],
        );
        let path = taken_in(&site, &clerk, &text).await;
        let page = checked(&site, &clerk, &path).await.body;
        assert!(page.contains("“第1公司”不在您的镇区"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn the_template_is_read_back() {
    let site = on_sqlite(&rooms()).await;
    let file = site.get(&staff(), "/firms/facts/template.xlsx").await;
    let heads = file.sheet("年度事实")[0].join(" ");
    for words in ["统一社会信用代码", "销售收入（万元）", "科技人员（人）"] {
        assert!(heads.contains(words), "{words}: {heads}");
    }
}

/// Whom the site knows, too: long work is done for people, not for a request.
async fn known(site: &Site) -> Actor {
    let office = place(site, "产学研成果科", Place::Office, "cooperation").await;
    let mut tx = site.app.store().write(COUNTY).await.unwrap();
    let new = NewPerson {
        sign_in: "yining".into(),
        name: "曹以宁".into(),
        password_hash: "-".into(),
        must_change: false,
    };
    let (who, since) = (Who::program(), day("2015-01-01"));
    let id = identity::door::admit(&mut tx, &who, new).await.unwrap();
    identity::door::appoint(&mut tx, &who, id, office, Role::Staff, since, None)
        .await
        .unwrap();
    let actor = identity::door::actor_of(&mut tx, id, day("2020-09-18")).await;
    tx.commit().await.unwrap();
    actor.unwrap().unwrap()
}

/// Six hundred firms and twelve facts, what a county gets from its tax office: behind the page, and once.
#[tokio::test]
async fn a_whole_list_goes_in_behind_the_page() {
    both(&rooms(), |site| async move {
        let home = town(&site, "江安镇").await;
        let me = known(&site).await;
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let mut last = Id::NONE;
        for n in 0..600 {
            let new = new_firm(n, &format!("第{n:03}公司"), home);
            last = door::enter(&mut tx, &Who::program(), new, true)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let heads = "信用代码,销售收入（元）,研发费用（元）,净资产（元）,总收入（元）,高新技术产品收入（元）,资产总额（元）,利润总额（元）,纳税额（元）,职工人数,科技人员,研发人员,专职数";
        let mut text = format!("{heads}\n");
        for n in 0..600_u32 {
            let wan = 1000 + n;
            text.push_str(&format!(
                "{},{wan}0000,{n}000,{wan}000,{wan}0000,{wan}000,{wan}0000,{n}00,{n}0,{},1,1,9\n",
                code(n),
                n + 10
            ));
        }
        let path = taken_in(&site, &me, &text).await;
        let ready = checked(&site, &me, &path).await.body;
        assert!(ready.contains("导入 6,600 个数：新填 6,600"), "{ready}");
        let queued = async || -> Id<LongJob> {
            let answer = loaded(&site, &me, &path, ("6600", "0"), "table").await;
            let job = answer.location().strip_prefix("/jobs/");
            job.expect(&answer.body).parse().unwrap()
        };
        let worked = async |job: Id<LongJob>| {
            site.app.work_long(COUNTY).await.unwrap();
            let mut tx = site.app.store().read(COUNTY).await.unwrap();
            tx.long_job(job).await.unwrap().unwrap()
        };
        let job = queued().await;
        site.app.stop(COUNTY, job).await.unwrap();
        assert_eq!(worked(job).await.state, LongState::Stopped);
        assert_eq!(value(&site, last, 2019, "staff").await, None);
        let mut told = Vec::new();
        for job in [queued().await, queued().await] {
            let job = worked(job).await;
            told.push((job.state, job.result, job.path));
        }
        told.sort_by_key(|(state, ..)| *state != LongState::Done);
        let landed = "已导入“名单.csv”：600 家企业 6,600 个数。".to_owned();
        assert_eq!(told[0], (LongState::Done, landed, path.clone()));
        assert_eq!(told[1].0, LongState::Failed, "{}", told[1].1);
        assert_eq!(value(&site, last, 2019, "staff").await, Some(609));
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let known = door::facts(&mut tx, last, 2019).await.unwrap();
        assert!(known.values().all(|held| held.source == Source::Tax));
    })
    .await;
}
