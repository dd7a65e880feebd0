//! The net-increase account, certificates, coverage, the gap list.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use enterprise::door::Firm;
use ledger::door::{BulkRow, Cause, Fields, Paper, Proof, Standing, State};
use plan::door::{Wanted, figures};
use trail::Who;
use trial::{COUNTY, both};
use values::{Day, Id};

use crate::rooms;
use crate::world::{World, code, day, path};

/// A small source of chance: the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn day(&mut self) -> Day {
        day("2018-01-01").plus(i32::try_from(self.below(2_200)).unwrap())
    }
}

fn proof(voucher: &str, on: Day) -> Proof {
    Proof {
        voucher: voucher.into(),
        paper: Paper::Number {
            number: "国科火字1号".into(),
            issuer: "全国高企办".into(),
            day: on,
        },
    }
}

fn certificate(world: &World, dice: &mut Dice, n: usize, firm: Id<Firm>) -> BulkRow {
    let since = dice.day();
    let routes = ["first", "again", "moved_in"];
    let valid = Day::of(since.year() + 3, since.month(), 1).unwrap();
    let mut fields = Fields::from([
        ("number".into(), format!("GR2020{n:08}")),
        ("announced_on".into(), since.to_string()),
        ("valid_until".into(), valid.to_string()),
        ("route".into(), routes[dice.below(3) as usize].into()),
    ]);
    if dice.below(3) == 0 {
        let struck = since.plus(i32::try_from(dice.below(1_200)).unwrap());
        let why = ["expired", "revoked", "moved_out"][dice.below(3) as usize];
        fields.insert("struck_on".into(), struck.to_string());
        fields.insert("struck_why".into(), why.into());
    }
    let states = [
        State::Verified,
        State::Verified,
        State::Verified,
        State::Submitted,
        State::Void,
    ];
    let mut proofs = vec![proof("list", since)];
    if dice.below(8) > 0 {
        proofs.push(proof("certificate", since));
    }
    BulkRow {
        entry: Id::new(values::fresh(values::Clock::machine().now())),
        number: format!("GQ-2020-{n:04}"),
        version: 1,
        kind: "hnte_certificate".into(),
        subject: Some(firm),
        town: world.town,
        office: Id::NONE,
        fields,
        state: states[dice.below(5) as usize],
        cause: Cause::Verified,
        proofs,
        proven_by: BTreeSet::new(),
        actor: Who::program(),
    }
}

/// What stands between two words of a page.
fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let at = page
        .find(before)
        .unwrap_or_else(|| panic!("{before}: {page}"));
    let rest = &page[at + before.len()..];
    &rest[..rest.find(after).unwrap()]
}

#[tokio::test]
async fn the_account_closes_on_the_figure_that_the_plan_computes() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        let mut dice = Dice(7);
        let mut firms = Vec::new();
        for n in 1..=14 {
            firms.push(world.firm(n, &format!("第{n}有限公司")).await);
        }
        let rows = (1..=70)
            .map(|n| {
                let firm = firms[dice.below(14) as usize];
                certificate(&world, &mut dice, n, firm)
            })
            .collect();
        let mut tx = world.site.app.store().write(COUNTY).await.unwrap();
        ledger::door::bulk(&mut tx, &Who::program(), rows)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut seen = BTreeSet::new();
        for year in 2020..=2024 {
            for _ in 0..6 {
                let first = Day::of(year, 1, 1).unwrap();
                let on = first.plus(i32::try_from(dice.below(365)).unwrap());
                let shown = world
                    .page(
                        &world.director,
                        &format!("/cultivation/account?year={year}&day={on}"),
                    )
                    .await;
                let told = between(&shown, "id=\"h-sum\">净增 ", " 家").replace('−', "-");
                let wanted = Wanted {
                    year: Some(year),
                    as_of: Some(on),
                    indicator: Some("hnte-net-increase".into()),
                    ..Wanted::default()
                };
                let mut tx = world.site.app.store().read(COUNTY).await.unwrap();
                let figure = figures(&world.site.app, &mut tx, &wanted).await.unwrap();
                let value = figure[0].value.unwrap();
                assert_eq!(
                    told.parse::<i64>().unwrap(),
                    value.num() / value.den(),
                    "{year} to {on}"
                );
                seen.insert(told);
            }
        }
        assert!(seen.len() > 4, "the history moves: {seen:?}");
        let odd = world
            .page(
                &world.director,
                "/cultivation/account?year=2020&day=2019-05-01",
            )
            .await;
        assert!(odd.contains("2019-05-01 不在 2020 年"));
    })
    .await;
}

#[tokio::test]
async fn a_certificate_counts_once_verified_and_no_more_once_struck() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "南通霁舟新材料有限公司").await;
        let form = [
            ("certificate", "GR201732000001"),
            ("valid-until", "2020-11-16"),
            ("paper", "国科火字〔2017〕1号"),
            ("issuer", "全国高企办"),
        ];
        let taken = world.to(1, "recognised", "2017-11-17", &form).await;
        assert_eq!(taken.location(), path(1), "{}", taken.body);
        let account = "/cultivation/account?year=2020";
        let waiting = world.page(&world.staff, account).await;
        assert!(waiting.contains("未计入") && waiting.contains("待核实"));
        let row = &world.rows("hnte_certificate").await[0];
        let verify = || async {
            let mut tx = world.site.app.store().write(COUNTY).await.unwrap();
            ledger::door::verify(&mut tx, &world.verifier, row.entry)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        };
        verify().await;
        let counted = world.page(&world.staff, account).await;
        assert!(counted.contains("年初有效<b>1</b>"), "{counted}");
        let list = world.page(&world.clerk, "/cultivation/certificates").await;
        assert!(list.contains("还没申报 1 家") && list.contains("GR201732000001"));
        assert!(list.contains("expires=2020-11#h-all"), "{list}");
        let hidden = world
            .page(&world.other_clerk, "/cultivation/certificates")
            .await;
        assert!(!hidden.contains("GR201732000001"));

        let to = format!("/cultivation/certificates/{}/strikes", row.entry);
        let strike = [
            ("day", "2020-09-01"),
            ("cause", "revoked"),
            ("paper", "国科火字〔2020〕9号"),
            ("issuer", "全国高企办"),
        ];
        for actor in [&world.clerk, &world.finance, &world.director] {
            let refused = world.site.post(actor, &to, &strike).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN);
        }
        let bad = world
            .site
            .post(&world.staff, &to, &[("day", "2017-01-01")])
            .await;
        assert!(
            bad.body.contains("早于公告日")
                && bad.body.contains("选一个原因")
                && bad.body.contains("写明依据的文号")
        );
        let done = world.site.post(&world.staff, &to, &strike).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let changed = &world.rows("hnte_certificate").await[0];
        assert_eq!(
            (changed.standing, changed.until.to_string().as_str()),
            (Standing::Waiting, "2020-09-01")
        );
        verify().await;
        let lost = world.page(&world.staff, account).await;
        assert!(
            lost.contains("净增 −1 家") && lost.contains("id=\"t-revoked\""),
            "{lost}"
        );
        let twice = world.site.post(&world.staff, &to, &strike).await;
        assert!(twice.body.contains("已出库"));
    })
    .await;
}

#[tokio::test]
async fn coverage_names_the_firms_that_would_lift_it() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        let with = world.firm(1, "有机构有限公司").await;
        let without = world.firm(2, "没机构有限公司").await;
        let row = |n: usize, kind: &str, firm: Id<Firm>, fields: &[(&str, &str)], voucher: &str| {
            BulkRow {
                entry: Id::new(values::fresh(values::Clock::machine().now())),
                number: format!("XX-2020-{n:04}"),
                version: 1,
                kind: kind.into(),
                subject: Some(firm),
                town: world.town,
                office: Id::NONE,
                fields: fields
                    .iter()
                    .map(|(id, value)| ((*id).into(), (*value).into()))
                    .collect(),
                state: State::Verified,
                cause: Cause::Verified,
                proofs: vec![proof(voucher, day("2020-01-01"))],
                proven_by: BTreeSet::new(),
                actor: Who::program(),
            }
        };
        let listed = [
            ("class", "large_medium"),
            ("list_year", "2020"),
            ("effective_on", "2020-01-01"),
        ];
        let late = [
            ("class", "hnte_above_scale"),
            ("list_year", "2020"),
            ("effective_on", "2020-03-01"),
        ];
        let title = [
            ("item", "甲中心"),
            ("class", "key_lab"),
            ("level", "city"),
            ("granted_on", "2019-05-01"),
            ("document", "通科1号"),
        ];
        let rows = vec![
            row(1, "base_list", with, &listed, "list"),
            row(2, "base_list", without, &listed, "list"),
            row(3, "base_list", without, &late, "list"),
            row(4, "title", with, &title, "document"),
        ];
        let mut tx = world.site.app.store().write(COUNTY).await.unwrap();
        ledger::door::bulk(&mut tx, &Who::program(), rows)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = world.page(&world.director, "/cultivation/coverage").await;
        assert!(
            page.contains("名单 2 家，有研发机构 1 家，覆盖 50.00%"),
            "{page}"
        );
        assert!(
            page.contains("没机构有限公司")
                && page.contains("覆盖升到 100.00%")
                && page.contains("2020-03-01")
        );
        assert!(page.contains("大中型工业企业") || page.contains("规上高企"));
        let wanted = Wanted {
            year: Some(2020),
            indicator: Some("institution-coverage".into()),
            ..Wanted::default()
        };
        let mut tx = world.site.app.store().read(COUNTY).await.unwrap();
        let figure = figures(&world.site.app, &mut tx, &wanted).await.unwrap();
        let value = figure[0].value.unwrap();
        assert_eq!(
            (value.num() * 2, value.den()),
            (value.den(), value.den()),
            "the same as the figure"
        );
        let other = world
            .page(&world.other_clerk, "/cultivation/coverage")
            .await;
        assert!(
            !other.contains("没机构有限公司"),
            "a town sees the names of its own"
        );
    })
    .await;
}

#[tokio::test]
async fn a_town_has_its_gap_list_on_one_page() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "南通霁舟新材料有限公司").await;
        world.to(1, "found", "2020-03-02", &[]).await;
        let clerk = world.clerk.person.to_string();
        let form = [
            ("sort", "task"),
            ("content", "补辅助账"),
            ("due", "2020-10-15"),
            ("person", clerk.as_str()),
        ];
        world
            .site
            .post(&world.staff, &format!("{}/tasks", path(1)), &form)
            .await;
        let sheet = world
            .page(&world.clerk, &format!("/cultivation/towns/{}", world.town))
            .await;
        for words in [
            "白蒲镇高新技术企业培育差距单",
            "南通霁舟新材料有限公司",
            "补辅助账（马一禾，10月15日前）",
            "陆知微",
            "发现 1 家",
        ] {
            assert!(sheet.contains(words), "{words}");
        }
        let other = world
            .site
            .get(
                &world.clerk,
                &format!("/cultivation/towns/{}", world.other_town),
            )
            .await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        let towns = world.page(&world.director, "/cultivation/towns").await;
        assert!(towns.contains("白蒲镇") && towns.contains("1 家") && towns.contains("丁堰镇"));
        let code = code(1);
        let unknown = world
            .site
            .get(&world.clerk, &format!("/cultivation/towns/{code}"))
            .await;
        assert!(unknown.status.is_client_error());
    })
    .await;
}

#[tokio::test]
async fn a_forecast_is_made_kept_once_a_day_and_judged() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        for n in 1..=3 {
            world.firm(n, &format!("第{n}有限公司")).await;
        }
        let batch = world.batch().await;
        world.recommended(1, &batch).await;
        world.recommended(2, &batch).await;
        world.to(3, "found", "2020-03-02", &[]).await;
        let shown = world.page(&world.director, "/cultivation/forecast").await;
        for words in [
            "净增高新技术企业：",
            "推荐（已申报）",
            "65%",
            "还没有往年的预计",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        let asked = "/cultivation/forecast?net_increase=0&pool_entries=many";
        let asked = world.page(&world.director, asked).await;
        assert!(asked.contains("达到 0 家的把握 100%") && asked.contains("“many”不是整数"));
        let keep = cultivation::door::keep_forecasts;
        assert_eq!(
            keep(&world.site.app, COUNTY).await.unwrap(),
            0,
            "the page kept them"
        );
        world.site.at("2020-09-30");
        assert_eq!(keep(&world.site.app, COUNTY).await.unwrap(), 2);
        assert_eq!(keep(&world.site.app, COUNTY).await.unwrap(), 0);
        let month = world.page(&world.director, "/cultivation/forecast").await;
        assert!(month.contains("今年各月末的预计：9月"), "{month}");
        world.site.at("2021-02-01");
        let later = world.page(&world.director, "/cultivation/forecast").await;
        assert!(
            later.contains("往年月末的预计 1 次，年底落在区间里的"),
            "{later}"
        );
    })
    .await;
}
