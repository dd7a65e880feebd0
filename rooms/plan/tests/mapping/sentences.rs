//! Every sentence is mapped or set aside, and what the reader missed is added.

use plan::door::{self, State};

use crate::{COUNTY, click, head, id_in, proposed, rooms, uploaded};

#[tokio::test(flavor = "multi_thread")]
async fn every_sentence_is_mapped_or_set_aside() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let id = id_in(&path);
        crate::accept_all(&site, &path).await;
        let page = site.get(&head(), &path).await.body;
        let at = page
            .find("mark class=\"u\"")
            .expect("a sentence is still open");
        let number = page[at..]
            .split("/sentences/")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let one = format!("{path}/sentences/{number}");
        assert_eq!(site.get(&head(), &one).await.status, 200);
        let refused = site
            .post(&head(), &format!("{one}/dismissal"), &[("reason", "")])
            .await;
        assert_eq!(refused.status, 422);
        assert_eq!(
            site.post(
                &head(),
                &format!("{one}/dismissal"),
                &[("reason", "背景表述")]
            )
            .await
            .status,
            303
        );
        let count = async || {
            let mut tx = site.app.store().read(COUNTY).await.unwrap();
            door::count(&mut tx, id).await.unwrap()
        };
        let before = count().await;
        assert_eq!(before.set_aside, 1);
        assert!(site.get(&head(), &path).await.body.contains("背景表述"));
        assert_eq!(
            site.post(&head(), &format!("{one}/reopening"), &[])
                .await
                .status,
            303
        );
        assert_eq!(count().await.set_aside, 0);
        // The rest of the notice, section by section.
        let mut tx = site.app.store().write(COUNTY).await.unwrap();
        let left = door::dismiss_section(&mut tx, &head(), id, &[], "没有任务")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let after = count().await;
        assert_eq!(
            (left, after.open, after.set_aside),
            (before.open + 1, 0, left)
        );
        assert!(
            site.get(&head(), &path)
                .await
                .body
                .contains(&format!("已处理 {0} / {0} 句", after.total()))
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_section_is_set_aside_with_one_reason() {
    let site = trial::on_sqlite(&rooms()).await;
    let path = uploaded(&site).await;
    let section = [
        ("section", "一、指导思想"),
        ("reason", "指导思想，没有任务"),
    ];
    let again = site
        .post(
            &head(),
            &format!("{path}/sections/dismissal"),
            &[("section", "一、指导思想"), ("reason", "")],
        )
        .await;
    assert_eq!(again.status, 422);
    assert!(again.body.contains("要写明理由，几个字也可以") && again.body.contains("一、指导思想"));
    assert_eq!(
        site.post(&head(), &format!("{path}/sections/dismissal"), &section)
            .await
            .status,
        303
    );
    let mut tx = site.app.store().read(COUNTY).await.unwrap();
    let count = door::count(&mut tx, id_in(&path)).await.unwrap();
    assert_eq!((count.set_aside, count.mapped), (1, 0));
    assert!(count.open > 1, "other sections stay as they are");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_reader_missed_is_added_by_hand() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let page = site.get(&head(), &path).await.body;
        let at = page.find("按照“省内有位置").unwrap();
        let number = page[..at]
            .rsplit("/sentences/")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let one = format!("{path}/sentences/{number}");
        let lost = site
            .post(
                &head(),
                &format!("{one}/proposals"),
                &[("kind", "duty"), ("words", "没有这几个字")],
            )
            .await;
        assert_eq!(lost.status, 422);
        assert!(lost.body.contains("没有这几个字"));
        // Copied from the page, over a hard line break of the file.
        let added = site
            .post(
                &head(),
                &format!("{one}/proposals"),
                &[("kind", "duty"), ("words", "着力推动科技各项工作落地见效")],
            )
            .await;
        assert_eq!(added.status, 303, "{}", added.body);
        let id = added.location().split('/').nth(2).unwrap().to_owned();
        assert_eq!(
            click(&site, &head(), &id, "acceptance", &[]).await.status,
            303
        );
        let found = proposed(&site, &path).await;
        let own = found
            .iter()
            .find(|one| one.leader.id.to_string() == id)
            .unwrap();
        assert_eq!(
            (own.leader.state, own.leader.name.as_str()),
            (State::Accepted, "着力推动科技各项工作落地见效")
        );
        // A target added by hand has no value until a person gives one.
        let added = site
            .post(
                &head(),
                &format!("{one}/proposals"),
                &[("kind", "target"), ("words", "位置")],
            )
            .await;
        let id = added.location().split('/').nth(2).unwrap().to_owned();
        assert_eq!(
            click(&site, &head(), &id, "acceptance", &[]).await.status,
            409
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn chosen_words_are_read_and_those_of_a_proposal_are_told() {
    trial::both(&rooms(), |site| async move {
        let path = uploaded(&site).await;
        let add = async |words: &str, more: &[(&str, &str)]| {
            let form = [&[("kind", "target"), ("words", words)], more].concat();
            site.post(&head(), &format!("{path}/proposals"), &form)
                .await
        };
        let words = "全年新增省级以上企业研发机构5家以上";
        let told = add(words, &[]).await;
        assert_eq!(told.status, 422);
        for said in ["“5家”已经在目标“T04 ", "看那一条", "仍要另加一条", words]
        {
            assert!(told.body.contains(said), "{said}");
        }
        let added = add(words, &[("anyway", "yes")]).await;
        let form = site.get(&head(), added.location()).await.body;
        assert!(form.contains(r#"name="value" type="text" value="5""#));
        assert!(form.contains(r#"<option value="家" selected>"#));
        assert!(form.contains(r#"<option value="rd-institutions" selected>"#));

        // Where no number stands, none is made up.
        let added = add("持续解放思想", &[]).await;
        let edit = added.location();
        let form = site.get(&head(), edit).await.body;
        assert!(form.contains(r#"name="value" type="text" value="""#));
        assert!(form.contains(r#"<option value="" selected>没有单位"#));
        let wording = edit.replace("/edit", "/wording");
        let sent = [("name", "解放思想"), ("op", ">="), ("then", "accept")];
        let refused = site.post(&head(), &wording, &sent).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("请填数值"));
    })
    .await;
}
