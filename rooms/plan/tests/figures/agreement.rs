//! The figures that the ledger answers against a naive reckoner over the same generated history:
//! every indicator, at any day, as known at any moment, in any scope.

use measure::plain::History;
use measure::sql::Page;
use measure::{Asking, Exact, Known, fold};
use plan::door::{Asker, InForce, bridge_between, rows_counted, rows_left_out};
use store::Tx;
use values::Uuid;
use web::App;

use crate::database::{COUNTY, advance, put};
use crate::histories::{Dice, asking, history};
use crate::rooms;

const WORLDS: u64 = 4;
const ASKINGS: usize = 2;
const ALL: Page = Page {
    after: None,
    offset: 0,
    limit: 10_000,
};

#[tokio::test]
async fn figures_agree_with_the_plain_reckoner() {
    trial::both(&rooms(), |site| async move {
        advance(&site).await;
        for seed in 0..WORLDS {
            let mut dice = Dice::new(seed + 1);
            for id in ids(&site.app).await {
                // Histories are put under the feet of the program, so nothing may be kept from before.
                let app = App::new(site.app.store().clone(), Vec::new(), true);
                world(&app, &site, &mut dice, &id).await;
            }
        }
    })
    .await;
}

async fn ids(app: &App) -> Vec<String> {
    let mut tx = app.store().read(COUNTY).await.unwrap();
    let asker = Asker::new(app, &mut tx, Known::Now(0)).await.unwrap();
    asker
        .definitions
        .iter()
        .map(|indicator| indicator.id.clone())
        .collect()
}

async fn world(app: &App, site: &trial::Site, dice: &mut Dice, id: &str) {
    let mut tx = app.store().read(COUNTY).await.unwrap();
    let asker = Asker::new(app, &mut tx, Known::Now(0)).await.unwrap();
    let day = values::Day::of(2020, 6, 1).unwrap();
    let in_force = asker.in_force(id, day).unwrap().unwrap();
    let found = history(dice, &asker.definitions.kinds, &in_force.checked.kinds());
    drop(tx);
    put(site, &found).await;
    let mut before: Option<Asking> = None;
    for _ in 0..ASKINGS {
        let asking = asking(dice);
        let mut tx = app.store().read(COUNTY).await.unwrap();
        let asker = Asker::new(app, &mut tx, asking.known).await.unwrap();
        let Some(in_force) = asker.in_force(id, asking.day).unwrap() else {
            continue;
        };
        let case = Case {
            id,
            asker: &asker,
            in_force: &in_force,
            asking: &asking,
            history: &found,
        };
        case.check(&mut tx).await;
        if let Some(before) = before.replace(asking.clone()) {
            case.bridge(app, &mut tx, &before).await;
        }
    }
}

struct Case<'a> {
    id: &'a str,
    asker: &'a Asker,
    in_force: &'a InForce,
    asking: &'a Asking,
    history: &'a History,
}

impl Case<'_> {
    async fn check(&self, tx: &mut Tx) {
        let found = self
            .asker
            .ask(tx, self.id, self.asking)
            .await
            .unwrap()
            .unwrap();
        self.figure(&found.figure, self.asking);
        let again = self
            .asker
            .ask(tx, self.id, self.asking)
            .await
            .unwrap()
            .unwrap();
        let fresh = self
            .asker
            .fresh(tx, self.in_force, self.asking)
            .await
            .unwrap();
        assert_eq!(*again, fresh, "{}: kept and fresh", self.id);
        assert_eq!(
            found.series.last().unwrap(),
            &(self.asking.day, found.figure.value)
        );
        for (day, value) in &found.series {
            let plain = self.value(&self.asking.on(*day));
            assert_eq!(*value, plain, "{} on {day}: {:?}", self.id, self.asking);
        }
        self.rows(tx, &found.figure).await;
        self.places(tx).await;
    }

    fn value(&self, asking: &Asking) -> Option<Exact> {
        let value = self.history.value(&self.in_force.checked, asking);
        value.and_then(|(num, den)| Exact::ratio(num, den))
    }

    /// Value, parts, reasons and the verified share of one answer.
    fn figure(&self, figure: &fold::Figure, asking: &Asking) {
        let what = format!("{} {asking:?}", self.id);
        assert_eq!(figure.value, self.value(asking), "{what}");
        for (number, part) in figure.parts.iter().enumerate() {
            let plain = self
                .history
                .candidates(&self.in_force.checked, number, asking);
            let left: i64 = part.left_out.iter().map(|left| left.entries).sum();
            assert_eq!(
                part.counted + left,
                count(plain.iter()),
                "{what}: counted and left out"
            );
            let counted = || plain.iter().filter(|row| row.reason.is_none());
            assert_eq!(
                part.weight,
                counted().map(|row| row.weight).sum::<i64>(),
                "{what}: weight"
            );
            assert_eq!(part.counted, count(counted()), "{what}: counted");
            for left in &part.left_out {
                let same = plain.iter().filter(|row| row.reason == Some(left.reason));
                assert_eq!(left.entries, count(same), "{what}: {}", left.reason);
            }
        }
    }

    /// The lists are the candidates, each exactly once, counted and left out.
    async fn rows(&self, tx: &mut Tx, figure: &fold::Figure) {
        let checked = &self.in_force.checked;
        for (number, part) in figure.parts.iter().enumerate() {
            let mut rows = rows_counted(tx, checked, self.asking, number, ALL)
                .await
                .unwrap();
            assert_eq!(count(rows.iter()), part.counted);
            assert_eq!(rows.iter().map(|row| row.weight).sum::<i64>(), part.weight);
            rows.extend(
                rows_left_out(tx, checked, self.asking, number, None, ALL)
                    .await
                    .unwrap(),
            );
            let mut listed: Vec<(Uuid, _, i64)> = rows
                .iter()
                .map(|row| (row.entry, row.reason, row.weight))
                .collect();
            let plain = self.history.candidates(checked, number, self.asking);
            let mut wanted: Vec<(Uuid, _, i64)> = plain
                .iter()
                .map(|row| (row.entry, row.reason, row.weight))
                .collect();
            listed.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(listed, wanted, "{} {:?}", self.id, self.asking);
        }
    }

    /// Every line of a table by town or office is the answer to the same question asked alone.
    async fn places(&self, tx: &mut Tx) {
        let checked = &self.in_force.checked;
        for (town, figure) in self.asker.by_town(tx, checked, self.asking).await.unwrap() {
            let mut alone = self.asking.clone();
            if alone.scope.town.is_none_or(|asked| asked == town) && !town.is_nil() {
                alone.scope.town = Some(town);
                assert_eq!(
                    figure.value,
                    self.value(&alone),
                    "{} in town {town}",
                    self.id
                );
            }
        }
        for (office, figure) in self
            .asker
            .by_office(tx, checked, self.asking)
            .await
            .unwrap()
        {
            let mut alone = self.asking.clone();
            alone.scope.office = Some(office);
            if self.asking.scope.office.is_none_or(|asked| asked == office) {
                assert_eq!(
                    figure.value,
                    self.value(&alone),
                    "{} in office {office}",
                    self.id
                );
            }
        }
    }

    async fn bridge(&self, app: &App, tx: &mut Tx, before: &Asking) {
        let from = Asking {
            scope: self.asking.scope,
            ..before.clone()
        };
        let Some(between) = bridge_between(app, tx, self.id, &from, self.asking)
            .await
            .unwrap()
        else {
            return;
        };
        for (number, bridge) in between.parts.iter().enumerate() {
            let weight = |asking: &Asking| {
                let plain = self
                    .history
                    .candidates(&self.in_force.checked, number, asking);
                plain
                    .iter()
                    .filter(|row| row.reason.is_none())
                    .map(|row| row.weight)
                    .sum::<i64>()
            };
            let terms: i64 = bridge.terms.iter().map(|term| term.sum).sum();
            assert_eq!(bridge.opening, weight(&from), "{} {from:?}", self.id);
            assert_eq!(
                bridge.opening + terms,
                bridge.closing,
                "{}: it adds up",
                self.id
            );
            assert_eq!(
                bridge.closing,
                weight(self.asking),
                "{} {:?}",
                self.id,
                self.asking
            );
            for term in &bridge.terms {
                assert_eq!(
                    term.sum,
                    term.entries.iter().map(|entry| entry.1).sum::<i64>()
                );
            }
        }
    }
}

fn count<T>(rows: impl Iterator<Item = T>) -> i64 {
    i64::try_from(rows.count()).unwrap()
}
