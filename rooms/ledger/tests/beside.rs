//! A row opened from a list: the one before, the one after.

use axum::http::StatusCode;
use trial::both;

use crate::county::{County, rooms};
use crate::lists::twenty;

/// The address behind a link of the page.
fn link(page: &str, rel: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("rel=\"{rel}\" href=\""))?;
    Some(rest.split('"').next().unwrap().replace("&#38;", "&"))
}

#[tokio::test]
async fn rows_are_turned_over_in_the_order_of_their_list() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let get = async |path: &str| county.site.get(&county.verifier, path).await.body;
        let list = get("/ledger/payment?view=waiting&sort=amount").await;
        let (_, first) = list.split_once("<td class=\"id meta\"><a href=\"").unwrap();
        let mut path = first.split('"').next().unwrap().replace("&#38;", "&");
        let mut seen = Vec::new();
        loop {
            let page = get(&path).await;
            let (_, title) = page.split_once("<h1>").unwrap();
            seen.push(title.split(' ').next().unwrap().to_owned());
            assert_eq!(link(&page, "prev").is_none(), seen.len() == 1, "{path}");
            assert!(
                page.contains("/ledger/payment?sort=amount&#38;view=waiting"),
                "the way back keeps the list"
            );
            match link(&page, "next") {
                Some(next) => path = next,
                None => break,
            }
        }
        let wanted: Vec<String> = (1..=10)
            .map(|at| format!("FK-2020-{:04}", at * 2))
            .collect();
        assert_eq!(seen, wanted);

        let page = get(&link(&get(&path).await, "prev").unwrap()).await;
        let (_, to) = page.split_once("name=\"to\" value=\"").unwrap();
        let to = to.split('"').next().unwrap().replace("&#38;", "&");
        let entry = to.split(['/', '?']).nth(3).unwrap();
        let pairs = [("version", "1"), ("to", to.as_str())];
        let act = format!("/ledger/rows/{entry}/verification");
        let done = county.site.post(&county.verifier, &act, &pairs).await;
        assert_eq!(done.location(), to);
        let page = get(&to).await;
        let next = get(&link(&page, "next").unwrap()).await;
        assert!(
            next.contains("<h1>FK-2020-0020"),
            "a row that left the list gave its place to the next"
        );
        let alone = get(&format!("/ledger/rows/{entry}")).await;
        assert!(link(&alone, "next").is_none() && link(&alone, "prev").is_none());
    })
    .await;
}

#[tokio::test]
async fn an_act_with_a_reason_keeps_the_place_in_the_list() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        twenty(&county).await;
        let get = async |path: &str| county.site.get(&county.verifier, path).await.body;
        let list = get("/ledger/payment?view=waiting&sort=amount").await;
        let (_, first) = list.split_once("<td class=\"id meta\"><a href=\"").unwrap();
        let first = first.split('"').next().unwrap().replace("&#38;", "&");
        let path = link(&get(&first).await, "next").unwrap();
        let page = get(&path).await;
        let entry = path.split(['/', '?']).nth(3).unwrap();
        for act in ["return", "void"] {
            let (_, form) = page.split_once(&format!("{entry}/{act}\"")).unwrap();
            let (_, to) = form.split_once("name=\"to\" value=\"").unwrap();
            let to = to.split('"').next().unwrap().replace("&#38;", "&");
            assert_eq!(to, path, "{act}");
        }
        let act = format!("/ledger/rows/{entry}/return");
        let send = async |reason: &str| {
            let pairs = [("version", "1"), ("to", &path), ("reason", reason)];
            county.site.post(&county.verifier, &act, &pairs).await
        };
        let again = send("").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(link(&again.body, "prev").is_some() && link(&again.body, "next").is_some());
        let done = send("发票抬头不一致").await;
        assert_eq!(done.location(), path);
        let page = get(&path).await;
        assert!(link(&page, "prev").is_some() && link(&page, "next").is_some());
    })
    .await;
}
