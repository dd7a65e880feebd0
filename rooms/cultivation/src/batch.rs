//! A batch (批次) of a year's applications, with its days. The days are the bureau's to enter: the province announces
//! them anew each year (待核).

pub mod acts;
pub mod pages;
pub mod results;
pub mod store;

use ::store::Tx;
use values::{Day, Id, Moment};
use web::{Complaints, Future, Result};

use crate::verdict;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub id: Id<Batch>,
    pub version: i64,
    pub year: i64,
    /// 第几批
    pub number: i64,
    /// [`Day::NEVER`]: not known yet; so with all of its days.
    pub opens: Day,
    pub county_closes: Day,
    pub submits: Day,
    pub publicity: Day,
    pub announced: Day,
    pub note: String,
    pub actor_name: String,
    pub moment: Moment,
}

/// Field, name and day of each of a batch's days, in the order in which they come.
pub const DAYS: [(&str, &str); 5] = [
    ("opens", "开放填报"),
    ("county-closes", "县里截止"),
    ("submits", "报送"),
    ("publicity", "公示"),
    ("announced", "公告"),
];

/// The last days on which the county takes applications of a year, of those batches that have one.
pub fn closings(batches: &[Batch], year: i32) -> Vec<Day> {
    let of_year = batches.iter().filter(|one| one.year == i64::from(year));
    of_year.filter_map(Batch::closes).collect()
}

/// The same for rooms below, which show until when a firm can act: batches are those of high-tech firms.
pub fn closings_of<'a>(
    tx: &'a mut Tx,
    criterion: &'a str,
    year: i32,
) -> Future<'a, Result<Vec<Day>>> {
    Box::pin(async move {
        match criterion {
            verdict::CRITERION => Ok(closings(&store::all(tx).await?, year)),
            _ => Ok(Vec::new()),
        }
    })
}

impl Batch {
    /// 2020年第二批
    pub fn name(&self) -> String {
        format!("{}年第{}批", self.year, ordinal(self.number))
    }

    pub fn path(&self) -> String {
        format!("/cultivation/batches/{}", self.id)
    }

    /// Its days in their order, where they are known.
    pub fn days(&self) -> [(&'static str, Option<Day>); 5] {
        let days = [
            self.opens,
            self.county_closes,
            self.submits,
            self.publicity,
            self.announced,
        ];
        let mut at = 0;
        days.map(|day| {
            let name = DAYS[at].1;
            at += 1;
            (name, day.known())
        })
    }

    /// The last day on which the county takes applications, where it is known.
    pub fn closes(&self) -> Option<Day> {
        self.county_closes.known()
    }

    /// What comes next, from the day on.
    pub fn next(&self, today: Day) -> Option<(&'static str, Day)> {
        self.days()
            .into_iter()
            .find_map(|(name, day)| Some((name, day.filter(|day| *day >= today)?)))
    }

    /// Days that go back, and days too far from the year.
    pub fn faults(&self, complaints: &mut Complaints) {
        let mut before: Option<(&str, Day)> = None;
        for ((field, name), (_, day)) in DAYS.into_iter().zip(self.days()) {
            let Some(day) = day else { continue };
            if let Some((earlier, held)) = before.filter(|(_, held)| day < *held) {
                let reason = format!("{day} 早于{earlier} {held}");
                complaints.add(field, name, reason);
            }
            let year = i64::from(day.year());
            if year < self.year || year > self.year + 1 {
                let reason = format!("{day} 不在 {} 年或下一年", self.year);
                complaints.add(field, name, reason);
            }
            before = Some((name, day));
        }
        if !(1..=20).contains(&self.number) {
            complaints.add("number", "第几批", "填 1 到 20");
        }
        if !(2000..=2100).contains(&self.year) {
            complaints.add("year", "年度", "填 2000 到 2100");
        }
    }
}

fn ordinal(number: i64) -> String {
    const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let at = usize::try_from(number - 1).unwrap_or(usize::MAX);
    DIGITS
        .get(at)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn batch(days: [&str; 5]) -> Batch {
        let day = |text: &str| Day::parse_iso(text).unwrap_or(Day::NEVER);
        Batch {
            id: Id::NONE,
            version: 1,
            year: 2020,
            number: 2,
            opens: day(days[0]),
            county_closes: day(days[1]),
            submits: day(days[2]),
            publicity: day(days[3]),
            announced: day(days[4]),
            note: String::new(),
            actor_name: String::new(),
            moment: Moment::default(),
        }
    }

    #[test]
    fn its_days_come_in_order_and_in_its_year() {
        for (days, wanted) in [
            (
                ["2020-06-01", "2020-09-25", "", "2020-11-20", "2021-01-08"],
                vec![],
            ),
            (["", "", "", "", ""], vec![]),
            (
                ["2020-06-01", "2020-05-31", "", "", ""],
                vec!["2020-05-31 早于开放填报 2020-06-01"],
            ),
            (
                ["2020-06-01", "", "", "2020-05-01", ""],
                vec!["2020-05-01 早于开放填报 2020-06-01"],
            ),
            (
                ["2019-12-31", "", "", "", "2022-01-01"],
                vec![
                    "2019-12-31 不在 2020 年或下一年",
                    "2022-01-01 不在 2020 年或下一年",
                ],
            ),
        ] {
            let mut complaints = Complaints::default();
            batch(days).faults(&mut complaints);
            let found: Vec<&str> = complaints.0.iter().map(|one| one.reason.as_str()).collect();
            assert_eq!(found, wanted, "{days:?}");
        }
    }

    #[test]
    fn what_comes_next() {
        let one = batch(["2020-06-01", "2020-09-25", "", "2020-11-20", ""]);
        let next = |text: &str| one.next(text.parse().unwrap()).map(|(name, _)| name);
        assert_eq!(next("2020-09-25"), Some("县里截止"));
        assert_eq!(next("2020-09-26"), Some("公示"));
        assert_eq!(next("2020-11-21"), None);
        assert_eq!(one.name(), "2020年第二批");
    }
}
