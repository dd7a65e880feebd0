#![allow(clippy::unwrap_used)]
use super::*;
use crate::account::Cause;
use crate::certificate::expiry::last_of_each;
use crate::stage::Stage;
use crate::step::{Named, Source};
use proptest::prelude::*;
use values::{Moment, Uuid};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn firm(n: u128) -> Id<Firm> {
    Id::new(Uuid::from_u128(n))
}

fn steps(n: u128, taken: &[(Stage, &str)]) -> Vec<Step> {
    let step = |at: usize, stage: Stage, on: &str| Step {
        firm: firm(n),
        number: i64::try_from(at).unwrap() + 1,
        version: 1,
        stage,
        day: day(on),
        office: Id::NONE,
        town: Id::NONE,
        town_person: Named::default(),
        bureau_person: Named::default(),
        source: Source::Visit,
        paper: String::new(),
        note: String::new(),
        exception: String::new(),
        approver: Named::default(),
        batch: Some(Id::new(Uuid::from_u128(900))),
        entry: None,
        reason: String::new(),
        actor_name: String::new(),
        moment: Moment::default(),
    };
    let taken = taken.iter().enumerate();
    taken
        .map(|(at, (stage, on))| step(at, *stage, on))
        .collect()
}

fn certificate(n: u128, since: &str, valid: &str, standing: Standing) -> Certificate {
    let valid_until = day(valid);
    Certificate {
        entry: Id::new(Uuid::from_u128(n + 7_000)),
        row: String::new(),
        firm: firm(n),
        number: String::new(),
        since: day(since),
        until: valid_until.last_of_year(),
        valid_until,
        route: "first".to_owned(),
        struck_on: None,
        struck_why: String::new(),
        standing,
    }
}

fn batch(closes: &str, announced: &str) -> Batch {
    Batch {
        id: Id::new(Uuid::from_u128(900)),
        version: 1,
        year: 2020,
        number: 1,
        opens: Day::NEVER,
        county_closes: day(closes),
        submits: Day::NEVER,
        publicity: Day::NEVER,
        announced: day(announced),
        note: String::new(),
        actor_name: String::new(),
        moment: Moment::default(),
    }
}

fn pooled(n: u128, on: &str) -> Pooled {
    Pooled {
        entry: Id::NONE,
        row: String::new(),
        firm: firm(n),
        on: day(on),
        level: "县级",
        standing: Standing::Good,
    }
}

struct World {
    courses: Courses,
    certificates: Vec<Certificate>,
    batches: Vec<Batch>,
    pool: Vec<Pooled>,
    gone: HashSet<Id<Firm>>,
}

impl World {
    fn ask<T>(&self, today: &str, ask: impl Fn(&Given<'_>) -> T) -> T {
        ask(&Given {
            today: day(today),
            courses: &self.courses,
            certificates: &self.certificates,
            batches: &self.batches,
            pool: &self.pool,
            gone: &self.gone,
            priors: &Priors::default(),
        })
    }
}

fn world() -> World {
    let courses = [
        steps(1, &[(Stage::Recommended, "2020-09-01")]),
        steps(2, &[(Stage::Coached, "2020-03-01")]),
        steps(3, &[(Stage::Left, "2020-03-01")]),
        steps(4, &[(Stage::Recognised, "2020-09-02")]),
        steps(5, &[(Stage::Coached, "2020-03-01")]),
    ];
    World {
        courses: (1..).map(firm).zip(courses).collect(),
        certificates: vec![
            certificate(4, "2020-09-02", "2023-09-01", Standing::Waiting),
            certificate(5, "2019-09-02", "2022-09-01", Standing::Good),
            certificate(6, "2017-11-01", "2020-10-31", Standing::Good),
            certificate(7, "2018-11-01", "2021-10-31", Standing::Good),
        ],
        batches: vec![batch("2020-09-25", "2020-12-02")],
        pool: vec![],
        gone: HashSet::new(),
    }
}

fn places(one: &Forecast) -> Vec<(Place, i64, i64)> {
    let told = |part: &Part| (part.place, part.firms, part.closed);
    one.parts.iter().map(told).collect()
}

#[test]
fn each_firm_is_counted_in_one_place() {
    let world = world();
    let made = world.ask("2020-09-18", |given| given.net_increase());
    assert_eq!(
        made.certain, -1,
        "the sixth runs out, the fifth and seventh stay"
    );
    assert_eq!(
        places(&made),
        [
            (Place::At(Stage::Coached), 1, 0),
            (Place::At(Stage::Recommended), 1, 0),
            (Place::RunsOut, 1, 0),
            (Place::Unverified, 1, 0),
            (Place::Stays, 2, 0),
        ],
        "the fifth is certified already, the third has left"
    );
    assert!(made.reaches(-3) == 100 && made.reaches(4) == 0);
}

#[test]
fn a_batch_that_has_closed_is_open_to_those_only_who_are_in_it() {
    let mut world = world();
    let closed = |made: &Forecast| -> i64 { made.parts.iter().map(|part| part.closed).sum() };
    let after = world.ask("2020-09-26", |given| given.net_increase());
    assert_eq!(
        closed(&after),
        2,
        "neither the coached one nor the one that runs out"
    );
    world.batches = vec![batch("2020-09-25", "2021-01-08")];
    let late = world.ask("2020-09-18", |given| given.net_increase());
    assert_eq!(closed(&late), 3, "announced only next year");
    world.batches.clear();
    let unknown = world.ask("2020-12-18", |given| given.net_increase());
    assert_eq!(closed(&unknown), 0, "no batch is known: it may");
}

#[test]
fn past_years_teach() {
    let mut world = world();
    for n in 20..40 {
        let taken = [(Stage::Recommended, "2019-08-01")];
        world.courses.insert(firm(n), steps(n, &taken));
        world
            .certificates
            .push(certificate(n, "2019-12-01", "2022-11-30", Standing::Good));
    }
    let made = world.ask("2020-09-18", |given| given.net_increase());
    let part = made
        .parts
        .iter()
        .find(|part| part.place == Place::At(Stage::Recommended))
        .unwrap();
    assert_eq!(
        (part.firms, part.learnt, part.chance),
        (1, (20, 20), (200_000 + 65_000) / 30)
    );
    assert_eq!(world.ask("2020-09-18", |given| given.came_to(2019)).0, 21);
}

#[test]
fn a_pool_is_entered_for_the_first_time_once() {
    let mut world = world();
    world.courses = Courses::from([
        (firm(1), steps(1, &[(Stage::Found, "2020-03-01")])),
        (firm(2), steps(2, &[(Stage::Found, "2020-03-01")])),
        (firm(3), steps(3, &[(Stage::Recommended, "2020-03-01")])),
    ]);
    world.pool = vec![
        pooled(2, "2018-05-01"),
        pooled(2, "2020-05-01"),
        pooled(9, "2020-06-01"),
    ];
    let made = world.ask("2020-09-18", |given| given.pool_entries());
    assert_eq!(made.certain, 1);
    assert_eq!(places(&made), [(Place::At(Stage::Found), 1, 0)]);
    assert_eq!(world.ask("2020-09-18", |given| given.came_to(2018)).1, 1);
}

#[test]
fn who_has_left_the_county_is_on_no_way() {
    let mut world = world();
    world.gone = HashSet::from([firm(1), firm(6)]);
    let made = world.ask("2020-09-18", |given| given.net_increase());
    let there: Vec<Place> = made.parts.iter().map(|part| part.place).collect();
    assert!(!there.contains(&Place::At(Stage::Recommended)) && !there.contains(&Place::RunsOut));
    assert_eq!(
        made.certain, -1,
        "the account says so when the certificate is struck"
    );
}

#[test]
fn a_certificate_that_was_struck_is_lost_before_the_verifier_has_seen_it() {
    let mut world = world();
    let one = world.certificates.last_mut().unwrap();
    one.until = day("2020-09-01");
    one.struck_on = Some(one.until);
    one.struck_why = "revoked".to_owned();
    one.standing = Standing::Waiting;
    let made = world.ask("2020-09-18", |given| given.net_increase());
    assert_eq!(made.certain, -2);
    let stays = made.parts.iter().find(|part| part.place == Place::Stays);
    assert_eq!(stays.unwrap().firms, 1);
}

/// Of twenty firms in 2019 two were revoked or moved out after the day, and one moved in.
#[test]
fn what_came_and_went_in_past_years_comes_and_goes() {
    let mut world = world();
    world.courses.clear();
    world.certificates = (20..40)
        .map(|n| certificate(n, "2018-11-01", "2021-10-31", Standing::Good))
        .collect();
    for (at, why) in [(0, "revoked"), (1, "moved_out")] {
        let one = &mut world.certificates[at];
        (one.until, one.struck_why) = (day("2019-11-20"), why.to_owned());
    }
    let mut arrived = certificate(50, "2019-10-08", "2022-10-07", Standing::Good);
    arrived.route = "moved_in".to_owned();
    world.certificates.push(arrived);
    let made = world.ask("2020-09-18", |given| given.net_increase());
    let told: Vec<(Place, i64, (i64, i64), i64)> = made
        .parts
        .iter()
        .map(|one| (one.place, one.firms, one.learnt, one.chance))
        .collect();
    let stays = (18 * 10_000 + 9_970 * 10) / 30;
    assert_eq!(
        told,
        [
            (Place::Stays, 19, (20, 18), stays),
            (Place::Arrives, 1, (1, 1), 5_000),
        ]
    );
    assert_eq!((made.certain, made.range.high), (0, 1), "{:?}", made.range);
    assert!(made.range.low < 0 && made.reaches(1) > 0);
    assert!(made.parts[0].expected().starts_with('−'));
}

/// One certificate of a history: firm, day, days that it lasts, route, end, standing.
type Drawn = (u128, i32, i32, usize, usize, usize);

fn drawn((n, since, length, route, why, standing): &Drawn) -> Certificate {
    let since = day("2017-01-01").plus(*since);
    let valid = Day::of(since.year() + 3, since.month(), 1).unwrap();
    let mut one = certificate(*n, &since.to_string(), &valid.to_string(), Standing::Good);
    one.route = ["first", "again", "moved_in"][*route].to_owned();
    one.standing = [Standing::Good, Standing::Waiting, Standing::Unproven][*standing];
    if *why > 0 {
        one.until = one.until.min(since.plus(*length));
        one.struck_on = Some(one.until);
        one.struck_why = ["", "revoked", "moved_out"][*why].to_owned();
    }
    one
}

proptest! {
    /// Whatever happened: the account's names lead from the opening to the closing, the forecast begins where the account
    /// of the year ends, and every firm stands in one place of it.
    #[test]
    fn account_and_forecast_agree(
        rows in prop::collection::vec((1u128..12, 0i32..1_500, 1i32..1_300, 0usize..3, 0usize..3, 0usize..3), 0..40),
        stages in prop::collection::vec((0usize..10, 0i32..1_300), 0..12),
        today in 1_100i32..1_800,
    ) {
        let start = day("2017-01-01");
        let today = start.plus(today).to_string();
        let courses = (1..).zip(&stages).map(|(n, (stage, on))| {
            let on = start.plus(*on).to_string();
            (firm(n), steps(n, &[(Stage::ALL[*stage], on.as_str())]))
        });
        let world = World {
            courses: courses.collect(),
            certificates: rows.iter().map(drawn).collect(),
            batches: vec![],
            pool: vec![],
            gone: HashSet::new(),
        };
        world.ask(&today, |given| {
            let whole = given.whole_year();
            let mut names = whole.opening.clone();
            for change in &whole.changes {
                let is_new = match change.cause.adds() {
                    true => names.insert(change.firm),
                    false => names.remove(&change.firm),
                };
                prop_assert!(is_new, "nobody comes twice or goes without having been there");
            }
            prop_assert_eq!(&names, &whole.closing);
            let sum: i64 = Cause::ALL
                .iter()
                .map(|cause| {
                    let many = i64::try_from(whole.count(cause)).unwrap();
                    if cause.adds() { many } else { -many }
                })
                .sum();
            prop_assert_eq!(sum, whole.increase());
            let made = given.net_increase();
            prop_assert_eq!(made.certain, whole.increase());
            let way = given.on_the_way(&whole);
            let firms: HashSet<Id<Firm>> = way.iter().map(|one| one.firm).collect();
            prop_assert_eq!(firms.len(), way.len(), "each firm once");
            prop_assert!(firms.iter().all(|one| !whole.closing.contains(one)));
            let told: i64 = made
                .parts
                .iter()
                .filter(|one| !matches!(one.place, Place::Stays | Place::Arrives))
                .map(|one| one.firms)
                .sum();
            prop_assert_eq!(told, i64::try_from(way.len()).unwrap());
            for one in last_of_each(&world.certificates, given.today) {
                let runs_out = one.valid_until.year() == given.today.year();
                prop_assert!(!runs_out || firms.contains(&one.firm) || whole.closing.contains(&one.firm));
            }
            Ok(())
        })?;
    }
}
