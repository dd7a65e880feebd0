//! The list of firms, and who may add to it.

mod facts;
mod pace;
mod verdicts;
mod views;

use axum::http::StatusCode;
use enterprise::door;
use trial::{COUNTY, actor, both, post};
use values::Id;
use web::{Place, Role};

use crate::{code, entered, new_firm, rooms, staff, town};

/// The names of the firms on a page of the list, as they stand.
fn names(page: &str) -> Vec<String> {
    let leads = page.split("class=\"lead\">").skip(1);
    leads
        .map(|lead| {
            let name = lead.split("</a>").next().unwrap_or_default();
            name.rsplit('>').next().unwrap_or_default().to_owned()
        })
        .collect()
}

#[tokio::test]
async fn a_list_counts_sorts_filters_and_turns_pages() {
    both(&rooms(), |site| async move {
        let (one, two) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        for n in 0..35 {
            let mut new = new_firm(
                100 + n,
                &format!("第{n:02}公司"),
                if n < 3 { one } else { two },
            );
            new.size = if n == 7 { "large" } else { "small" }.into();
            entered(&site, new).await;
        }
        for (query, total, first) in [
            ("", 35, "第00公司"),
            ("?sort=-name", 35, "第34公司"),
            ("?page=2", 35, "第30公司"),
            ("?page=99", 35, "第30公司"),
            (&format!("?town={one}"), 3, "第00公司"),
            ("?size=large", 1, "第07公司"),
            (&format!("?size=small&town={one}&sort=-name"), 3, "第02公司"),
            ("?q=%EF%BC%95gs", 0, ""),
            ("?q=dgs", 35, "第00公司"),
            ("?q=91320682%20madem0107", 1, "第07公司"),
        ] {
            let page = site.get(&staff(), &format!("/firms{query}")).await.body;
            assert!(
                page.contains(&format!("共 {total} 家；")),
                "{query}: {page}"
            );
            let lead = page.split("class=\"lead\"").nth(1).unwrap_or_default();
            let lead = lead.split("</th>").next().unwrap_or_default();
            assert!(lead.contains(first), "{query}: {lead}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_firms_come_at_once() {
    both(&rooms(), |site| async move {
        let home = town(&site, "江安镇").await;
        let mut ids = vec![Id::NONE];
        for n in 0..20 {
            ids.push(entered(&site, new_firm(200 + n, &format!("第{n}公司"), home)).await);
        }
        ids.push(ids[1]);
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let lines = door::lines(&mut tx, &ids).await.unwrap();
        assert_eq!(lines.len(), 20);
        assert_eq!(lines[&ids[20]].name, "第19公司");
        assert_eq!(lines[&ids[20]].town_name, "江安镇");
        assert!(door::lines(&mut tx, &[]).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_list_is_exported_as_it_is_asked_for() {
    both(&rooms(), |site| async move {
        let (one, two) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        for n in 0..4 {
            let home = if n < 3 { one } else { two };
            entered(&site, new_firm(300 + n, &format!("=第{n}公司"), home)).await;
        }
        let columns = "cols=code&cols=town&cols=industry&cols=size&cols=registered";
        let query = format!("?town={one}&sort=-name&{columns}");
        let page = site.get(&staff(), &format!("/firms{query}")).await.body;
        assert!(page.contains("导出 3 家"), "{page}");
        let file = site
            .get(&staff(), &format!("/firms/rows.xlsx{query}"))
            .await;
        let lines = file.sheet("企业");
        assert_eq!(
            lines[0],
            ["企业", "统一社会信用代码", "镇区", "行业", "规模", "成立日"]
        );
        let names: Vec<&str> = lines[1..].iter().map(|line| line[0].as_str()).collect();
        assert_eq!(names, ["=第2公司", "=第1公司", "=第0公司"]);
        assert_eq!(lines[1][1], code(302));
        let about = file.sheet("说明").concat().join(" ");
        assert!(
            about.contains("镇区 江安镇 规模 全部 其他条件 全部 家数 3"),
            "{about}"
        );
    })
    .await;
}

#[tokio::test]
async fn who_may_enter_a_firm() {
    both(&rooms(), |site| async move {
        let (own, other) = (town(&site, "江安镇").await, town(&site, "磨头镇").await);
        for (role, place, may) in [
            (Role::Staff, Place::Office, true),
            (Role::Head, Place::Office, true),
            (Role::Town, Place::Town, true),
            (Role::Verifier, Place::Office, false),
            (Role::Deputy, Place::Bureau, false),
            (Role::Director, Place::Bureau, false),
            (Role::Administrator, Place::Bureau, false),
        ] {
            let one = actor("某人", &[post(role, place, own, "某处", "")]);
            let asked = site.get(&one, "/firms/new").await;
            assert_eq!(asked.status == StatusCode::OK, may, "{role:?}");
            let button = site.get(&one, "/firms").await.body.contains("/firms/new");
            assert_eq!(button, may, "{role:?}");
            let sent = site
                .post(&one, "/firms", &[("town", &other.to_string())])
                .await;
            let refused = sent.status == StatusCode::FORBIDDEN;
            assert_eq!(refused, !may || role == Role::Town, "{role:?}");
        }
        let clerk = actor(
            "马一禾",
            &[post(Role::Town, Place::Town, own, "江安镇", "")],
        );
        let form = site.get(&clerk, "/firms/new").await.body;
        assert!(form.contains("江安镇") && !form.contains("磨头镇"));
        let empty = site.post(&clerk, "/firms", &[("name", "某公司")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            empty.body.contains("value=\"某公司\""),
            "nothing typed is lost"
        );
        let code = code(300);
        let whole = [
            ("code", code.as_str()),
            ("name", "某公司"),
            ("town", &own.to_string()),
            ("size", "small"),
            ("registered_on", "2016-05-03"),
        ];
        assert_eq!(
            site.post(&clerk, "/firms", &whole).await.location(),
            format!("/firms/{code}")
        );
    })
    .await;
}
