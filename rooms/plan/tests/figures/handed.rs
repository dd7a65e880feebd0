//! What a unit is told of its targets, and what it sees of a rhythm that the bureau keeps as a whole.

use crate::bureau::{Bureau, bureau};
use crate::rooms;
use crate::shares::{SPENDING, fields, send, target};
use crate::spending::NOTICE;
use store::Tx;
use trial::Site;
use values::{Day, Id, Moment};
use web::{Actor, Place};

async fn told(site: &Site, actor: &Actor) -> Vec<String> {
    let mut tx: Tx = site.app.read(actor).await.unwrap();
    let lines = (plan::room().waits)(&mut tx, actor).await.unwrap();
    let news = lines.iter().filter(|line| line.title.starts_with("分到"));
    news.map(|line| line.title.clone()).collect()
}

async fn hand_down(site: &Site, bureau: &Bureau) {
    let path = format!("{}/shares", target(site, SPENDING).await.path());
    let even = fields(
        bureau,
        ["300", "300", "300", "300"],
        ["200", "200", "200", "200"],
    );
    let issue = [("effective", "2020-01-01"), ("base", "0"), ("act", "issue")];
    let done = send(site, &bureau.head, &path, &even, &issue).await;
    assert_eq!(done.status, 303, "{}", done.body);
}

#[tokio::test]
async fn a_unit_is_told_of_what_was_handed_down_to_it() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        let number = target(&site, SPENDING).await.number();
        assert!(told(&site, &bureau.town_staff).await.is_empty());
        hand_down(&site, &bureau).await;
        let own = vec![format!("分到目标：{number} 1,200 万元")];
        assert_eq!(told(&site, &bureau.town_staff).await, own);
        let office = vec![format!("分到目标：{number} 2,000 万元")];
        assert_eq!(told(&site, &bureau.staff).await, office);
        // Who has looked since, and who has no share, is told nothing.
        let seen = Actor {
            last_seen: Moment::at(Day::of(2020, 9, 19).unwrap(), 8, 0),
            ..bureau.town_staff.clone()
        };
        assert!(told(&site, &seen).await.is_empty());
        let mut elsewhere = bureau.town_staff.clone();
        elsewhere.posts[0].organisation = Id::new(values::fresh(Moment::default()));
        assert!(told(&site, &elsewhere).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_town_is_not_judged_by_the_rhythm_of_the_whole() {
    trial::both(&rooms(), |site| async move {
        let bureau = bureau(&site).await;
        bureau.plan(&site, NOTICE).await;
        bureau.contract(&site).await;
        let strip = |body: &str| {
            let mut strips = body.split("class=\"beat\"");
            let strip = strips.find(|strip| strip.contains("每季有签约"));
            let strip = strip.unwrap().split("</div>").next().unwrap().to_owned();
            let cells = strip.split("<li class=\"").skip(1);
            let cells: Vec<String> = cells
                .map(|cell| cell.split('"').next().unwrap().to_owned())
                .collect();
            (cells, strip.contains("light light--"))
        };
        let whole = site.get(&bureau.head, "/plan").await.body;
        let cells = ["y l", "n", "c", "f"].map(str::to_owned);
        assert_eq!(strip(&whole), (cells.to_vec(), true));
        let town = site.get(&bureau.town_staff, "/plan").await.body;
        let cells = ["y l", "f", "c", "f"].map(str::to_owned);
        assert_eq!(strip(&town), (cells.to_vec(), false));
        assert!(town.contains("节奏由全局考核"), "{town}");
        // An office answers for its rules, as the whole keeps them.
        let office = bureau
            .staff
            .posts
            .iter()
            .find(|post| post.place == Place::Office);
        let path = format!("/plan?scope=office:{}", office.unwrap().organisation);
        let office = site.get(&bureau.staff, &path).await.body;
        assert_eq!(strip(&office), strip(&whole));
    })
    .await;
}
