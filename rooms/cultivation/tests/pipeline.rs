//! The course of a firm, from a lead to a certificate.

use axum::http::StatusCode;
use trial::both;

use crate::rooms;
use crate::world::{World, code, path};

#[tokio::test]
async fn a_firm_goes_from_lead_to_certificate_and_its_rows_land_with_it() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        let firm = world.firm(1, "南通霁舟新材料有限公司").await;
        let batch = world.batch().await;
        assert_eq!(
            world.to(1, "lead", "2020-02-01", &[]).await.location(),
            path(1)
        );
        assert_eq!(
            world.to(1, "found", "2020-03-02", &[]).await.location(),
            path(1)
        );
        let pool = [
            ("paper", "苏高企协〔2020〕3号"),
            ("issuer", "省高企认定机构办公室"),
            ("level", "province"),
        ];
        let pooled = world.to(1, "pooled", "2020-04-01", &pool).await;
        assert_eq!(pooled.location(), path(1), "{}", pooled.body);
        let rows = world.rows("pool_entry").await;
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].subject, Some(firm));
        assert_eq!(rows[0].effective.to_string(), "2020-04-01");
        assert_eq!(
            (
                rows[0].fields["level"].as_str(),
                rows[0].fields["origin"].as_str()
            ),
            ("province", "visit")
        );

        let id = batch.rsplit('/').next().unwrap();
        let letter = [
            ("batch", id),
            ("paper", "皋科发〔2020〕31号"),
            ("issuer", "如皋市科学技术局"),
            ("application-no", "SB20200001"),
        ];
        let refused = world.to(1, "recommended", "2020-09-10", &letter).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.body.contains("是否满足认定条件还不知道"),
            "{}",
            refused.body
        );
        assert!(
            refused.body.contains("value=\"SB20200001\""),
            "nothing typed is lost"
        );
        assert!(
            world.rows("application").await.is_empty(),
            "the row lands with the step or not at all"
        );

        let [(why, reason), (who, person)] = world.excused();
        let mut excused = letter.to_vec();
        excused.extend([(why, reason.as_str()), (who, person.as_str())]);
        let taken = world.to(1, "recommended", "2020-09-10", &excused).await;
        assert_eq!(taken.location(), path(1), "{}", taken.body);
        let applied = world.rows("application").await;
        assert_eq!(applied[0].fields["class"], "hnte");
        assert_eq!(applied[0].fields["item"].matches(&code(1)).count(), 1);
        let shown = world.page(&world.head, &batch).await;
        assert!(shown.contains("南通霁舟新材料有限公司") && shown.contains("已申报"));

        let without = world.to(1, "recognised", "2020-09-18", &excused).await;
        assert!(
            without.body.contains("认定要有证书"),
            "no exception replaces a certificate"
        );
        let certificate = [
            ("certificate", "GR202032000001"),
            ("valid-until", "2023-09-17"),
            ("paper", "国科火字〔2020〕1号"),
            ("issuer", "全国高企办"),
        ];
        let recognised = world.to(1, "recognised", "2020-09-18", &certificate).await;
        assert_eq!(recognised.location(), path(1), "{}", recognised.body);
        let rows = world.rows("hnte_certificate").await;
        assert_eq!(rows[0].fields["route"], "first");
        assert_eq!(
            rows[0].standing,
            ledger::door::Standing::Waiting,
            "complete, to be verified by somebody else"
        );
        let page = world.page(&world.clerk, &path(1)).await;
        for words in [
            "线索",
            "培育入库",
            "局长办公会同意，章若谷 批准",
            "GR202032000001",
            "台账记录",
            "已认定",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let board = world.page(&world.director, "/cultivation").await;
        assert!(board.contains("认定 1") || board.contains("lane=recognise\">1</a>"));
    })
    .await;
}

/// Stage, what is given beside the people, and the words of the refusal.
type Case<'a> = (&'a str, Vec<(&'a str, &'a str)>, &'a str);

#[tokio::test]
async fn rules_hold_a_firm_back_and_an_exception_names_its_approver() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(2, "江苏屿禾生物科技有限公司").await;
        let staff = world.staff.person.to_string();
        let head = world.head.person.to_string();
        let cases: [Case<'_>; 5] = [
            (
                "publicised",
                vec![("paper", "公示")],
                "“未纳入培育”之后不直接到“公示”",
            ),
            ("pooled", vec![], "入库要写名单的文号"),
            (
                "lead",
                vec![("exception", "就要这样")],
                "例外要同时写明理由和批准人",
            ),
            (
                "lead",
                vec![("exception", "就要这样"), ("approver", &head)],
                "规则已满足",
            ),
            (
                "publicised",
                vec![
                    ("paper", "公示"),
                    ("exception", "同意"),
                    ("approver", &staff),
                ],
                "从列出的人里选一位",
            ),
        ];
        for (stage, more, words) in &cases {
            let answer = world.to(2, stage, "2020-03-02", more).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{stage}");
            assert!(answer.body.contains(words), "{stage}: {words}");
        }
        let ahead = world.to(2, "lead", "2020-09-19", &[]).await;
        assert!(ahead.body.contains("2020-09-19 还没有到"));
        let odd = world.to(2, "lead", "2020-09-31", &[]).await;
        assert!(odd.body.contains("9 月只有 30 天") && odd.body.contains("value=\"2020-09-31\""));
        let excused = [
            ("paper", "公示1号"),
            ("exception", "历史数据补登"),
            ("approver", head.as_str()),
        ];
        let taken = world.to(2, "publicised", "2020-03-02", &excused).await;
        assert_eq!(taken.location(), path(2), "{}", taken.body);
        // Whoever is named learns of it, and nobody else.
        let told = world.waiting(&world.head).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].title.contains("江苏屿禾生物科技有限公司"));
        assert!(told[0].note.contains("“历史数据补登”"));
        assert_eq!(told[0].path, path(2));
        assert!(world.waiting(&world.staff).await.is_empty());
        let earlier = world
            .to(2, "failed", "2020-03-01", &[("note", "未通过")])
            .await;
        assert!(earlier.body.contains("早于上一步的日期"));
    })
    .await;
}

#[tokio::test]
async fn who_was_slower_is_told_and_loses_nothing() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(3, "南通砺石轴承有限公司").await;
        let first = world.to(3, "lead", "2020-02-01", &[("seen", "0")]).await;
        assert_eq!(first.location(), path(3));
        let second = world
            .to(
                3,
                "found",
                "2020-03-01",
                &[("seen", "0"), ("note", "我写的话")],
            )
            .await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.body.contains("把这家企业移到了“线索”") && second.body.contains("我写的话"));
        assert!(second.body.contains("name=\"seen\" value=\"1\""));
        let again = world
            .to(
                3,
                "found",
                "2020-03-01",
                &[("seen", "1"), ("note", "我写的话")],
            )
            .await;
        assert_eq!(again.location(), path(3));
    })
    .await;
}

#[tokio::test]
async fn a_correction_keeps_what_was_written_before() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(4, "如皋听澜半导体有限公司").await;
        world
            .to(4, "lead", "2020-02-01", &[("note", "园区推荐")])
            .await;
        let to = format!("{}/corrections", path(4));
        let verifier = world.verifier.person.to_string();
        let form = [
            ("bureau-person", verifier.as_str()),
            ("source", "own"),
            ("note", "企业来电"),
            ("seen", "1.1"),
        ];
        let without = world.site.post(&world.staff, &to, &form).await;
        assert!(without.body.contains("写明为什么更正") && without.body.contains("企业来电"));
        let mut whole = form.to_vec();
        whole.push(("reason", "来源记错了"));
        let done = world.site.post(&world.staff, &to, &whole).await;
        assert_eq!(done.location(), path(4), "{}", done.body);
        let page = world.page(&world.staff, &path(4)).await;
        for words in [
            "园区推荐",
            "更正前",
            "企业来电",
            "更正：来源记错了",
            "施远舟",
            "自荐",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let again = world.site.post(&world.staff, &to, &whole).await;
        assert!(again.body.contains("改过，核对后再提交"));
    })
    .await;
}

#[tokio::test]
async fn a_town_sees_its_own_firms_and_moves_none() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(5, "甲企业有限公司").await;
        world.firm_of(6, "乙企业有限公司", world.other_town).await;
        world.to(5, "lead", "2020-02-01", &[]).await;
        world
            .to(6, "lead", "2020-02-01", &[("town-person", "")])
            .await;
        for path in ["/cultivation", "/cultivation?view=list"] {
            let own = world.page(&world.clerk, path).await;
            assert!(own.contains("甲企业") && !own.contains("乙企业"), "{path}");
            let all = world.page(&world.director, path).await;
            assert!(all.contains("甲企业") && all.contains("乙企业"), "{path}");
        }
        let file = world.site.get(&world.clerk, "/cultivation/rows.xlsx").await;
        let lines = file.sheet("培育企业");
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!(
            lines[1][..4],
            ["甲企业有限公司", code(5).as_str(), "白蒲镇", "线索"]
        );
        let other = world.site.get(&world.clerk, &path(6)).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        for actor in [&world.clerk, &world.finance, &world.director] {
            let to = format!("{}/steps", path(5));
            let answer = world
                .site
                .post(actor, &to, &[("to", "found"), ("day", "2020-03-01")])
                .await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", actor.name);
        }
        let filtered = world
            .page(
                &world.director,
                &format!("/cultivation?view=list&town={}", world.other_town),
            )
            .await;
        assert!(!filtered.contains("甲企业") && filtered.contains("乙企业"));
        let none = world
            .page(&world.director, "/cultivation?view=list&lane=recognise")
            .await;
        assert!(none.contains("没有符合条件的企业"));
        let leads = world
            .page(&world.staff, &format!("/cultivation/leads?q={}", code(5)))
            .await;
        assert!(leads.contains("甲企业") && leads.contains("线索"));
    })
    .await;
}

/// The course of a firm whose file was joined to another goes on there, with its visits and its application.
#[tokio::test]
async fn a_course_follows_to_the_file_that_stays_and_back() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "霁舟新材料（重复）").await;
        world.firm(2, "南通霁舟新材料有限公司").await;
        let batch = world.batch().await;
        world.recommended(1, &batch).await;
        let clerk = world.clerk.person.to_string();
        let form = [
            ("sort", "task"),
            ("content", "补辅助账"),
            ("due", "2020-10-15"),
            ("person", clerk.as_str()),
        ];
        let to = format!("{}/tasks", path(1));
        world.site.post(&world.staff, &to, &form).await;
        let tell = |event: &'static str| {
            let (site, staff) = (world.site.clone(), world.staff.clone());
            async move {
                let other = code(2);
                let form = [
                    ("event", event),
                    ("day", "2020-09-15"),
                    ("other", other.as_str()),
                    ("paper", "核对记录"),
                    ("reason", "重复建档"),
                    ("sure", "1"),
                ];
                let path = format!("/firms/{}/identity", code(1));
                let told = site.post(&staff, &path, &form).await;
                assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
            }
        };
        for _ in 0..2 {
            let alone = world.page(&world.staff, &path(2)).await;
            assert!(!alone.contains("补辅助账"), "{alone}");
            tell("same").await;
            for n in [1, 2] {
                let joined = world.page(&world.staff, &path(n)).await;
                assert!(
                    joined.contains("南通霁舟新材料有限公司")
                        && joined.contains("补辅助账")
                        && joined.contains("推荐（已申报）"),
                    "{joined}"
                );
            }
            let list = world.page(&world.staff, &batch).await;
            assert!(
                list.contains("南通霁舟新材料有限公司") && !list.contains("（重复）"),
                "{list}"
            );
            tell("apart").await;
            let own = world.page(&world.staff, &path(1)).await;
            assert!(
                own.contains("（重复）") && own.contains("补辅助账"),
                "{own}"
            );
        }
    })
    .await;
}
