//! The net-increase account and the certificates.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use enterprise::door::Firm;
use ledger::door::{BulkRow, Cause, Fields, Standing, State};
use plan::door::{Wanted, figures};
use trail::Who;
use trial::{COUNTY, both};
use values::{Day, Id};
use web::Actor;

use crate::rooms;
use crate::world::{World, day, path, proof};

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

/// The account as a workbook, without its headings.
async fn names(world: &World, who: &Actor, question: &str) -> Vec<Vec<String>> {
    let file = format!("/cultivation/account/rows.xlsx?{question}");
    world
        .site
        .get(who, &file)
        .await
        .sheet("净增账")
        .split_off(1)
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
            for n in 0..6 {
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
                if n == 0 {
                    let question = format!("year={year}&day={on}");
                    let lines = names(&world, &world.director, &question).await;
                    let changes = lines.iter().filter_map(|line| line[4].parse::<i64>().ok());
                    assert_eq!(changes.sum::<i64>().to_string(), told, "{year} to {on}");
                }
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
        assert!(waiting.contains("/cultivation/account/rows.xlsx?year=2020"));
        let row = &world.rows("hnte_certificate").await[0];
        let lines = names(&world, &world.staff, "year=2020").await;
        assert_eq!(
            lines[0][3..],
            ["未计入", "", "", "GR201732000001", &row.number, "待核实"]
        );
        let hidden = names(&world, &world.other_clerk, "year=2020").await;
        assert!(hidden.is_empty(), "{hidden:?}");
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
        let file = "/cultivation/certificates/rows.xlsx?expires=2020-11";
        let lines = world.site.get(&world.clerk, file).await.sheet("高企证书");
        assert_eq!(lines[1][3], "GR201732000001");
        assert_eq!(lines[1][7], "有效");
        let hidden = world.site.get(&world.other_clerk, file).await;
        assert_eq!(hidden.sheet("高企证书").len(), 1);

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
        let left = world.page(&world.director, &path(1)).await;
        assert!(
            left.contains("退出") && left.contains("撤销，国科火字〔2020〕9号"),
            "{left}"
        );
        let board = world.page(&world.director, "/cultivation").await;
        assert!(board.contains("退出 1 家"), "{board}");
        let foreseen = world.page(&world.director, "/cultivation/forecast").await;
        assert!(!foreseen.contains("期满、还没申报"), "{foreseen}");
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
async fn what_an_act_changes_is_seen_by_it_and_by_others_only_once_it_stands() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        let firms = [
            world.firm(1, "南通霁舟新材料有限公司").await,
            world.firm(2, "如东衡石仪器有限公司").await,
        ];
        let (app, on) = (&world.site.app, day("2020-06-30"));
        let row = |firm: usize, announced: &str| BulkRow {
            fields: Fields::from([
                ("number".into(), format!("GR{announced}")),
                ("announced_on".into(), announced.into()),
                ("valid_until".into(), "2023-05-01".into()),
                ("route".into(), "first".into()),
            ]),
            state: State::Verified,
            proofs: ["list", "certificate"].map(|of| proof(of, on)).into(),
            ..certificate(&world, &mut Dice(7), firm, firms[firm])
        };
        let write = async |firm: usize, announced: &str| {
            let mut tx = app.store().write(COUNTY).await.unwrap();
            let rows = vec![row(firm, announced)];
            ledger::door::bulk(&mut tx, &Who::program(), rows)
                .await
                .unwrap();
            tx
        };
        let increase = async |tx: &mut store::Tx| {
            let account = cultivation::door::net_increase(app, tx, on).await.unwrap();
            account.increase()
        };
        let now = async || increase(&mut app.store().read(COUNTY).await.unwrap()).await;
        assert_eq!(now().await, 0);
        let mut undone = write(0, "2020-05-01").await;
        assert_eq!(increase(&mut undone).await, 1, "its own certificate");
        drop(undone);
        assert_eq!(now().await, 0, "it came to nothing");
        // The same number in the order of acts, with another content.
        let stands = write(0, "2019-05-01").await;
        stands.commit().await.unwrap();
        assert_eq!(now().await, 0, "of the year before");
        let stands = write(1, "2020-05-02").await;
        stands.commit().await.unwrap();
        assert_eq!(now().await, 1);
    })
    .await;
}
