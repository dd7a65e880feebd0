//! The planned curve of a target over its period, exact on every day.

use values::{Day, Period};

use crate::exact::Exact;
use crate::indicator::Every;

/// What is planned to be reached by a day, cumulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    pub day: Day,
    pub value: Exact,
}

/// Nodes in the order of their days. Between two nodes the plan stays at the earlier one, or runs straight where it is even.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    nodes: Vec<Node>,
    even: bool,
}

impl Curve {
    /// Nodes by hand or at batch dates: the plan steps up on each.
    pub fn stepped(nodes: impl IntoIterator<Item = Node>) -> Self {
        Curve::of(nodes, false)
    }

    /// Straight lines between the nodes. For a flow the first is `(period.eve(), 0)`.
    pub fn straight(nodes: impl IntoIterator<Item = Node>) -> Self {
        Curve::of(nodes, true)
    }

    /// The same share in each quarter or month (any other division: one step at the end), in steps at their ends.
    pub fn evenly(period: Period, every: Every, target: Exact) -> Self {
        let ends = ends(period, every);
        let parts = i64::try_from(ends.len()).unwrap_or(1);
        let nodes = ends.into_iter().zip(1..).map(|(day, part)| Node {
            day,
            value: target.times(part, parts),
        });
        Curve::stepped(nodes)
    }

    /// One straight line from nothing on the eve to the target on the last day.
    pub fn even(period: Period, target: Exact) -> Self {
        let start = Node {
            day: period.eve(),
            value: Exact::whole(0),
        };
        Curve::straight([
            start,
            Node {
                day: period.last,
                value: target,
            },
        ])
    }

    fn of(nodes: impl IntoIterator<Item = Node>, even: bool) -> Self {
        let mut nodes: Vec<Node> = nodes.into_iter().collect();
        nodes.sort_by_key(|node| node.day);
        Curve { nodes, even }
    }

    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub fn is_even(&self) -> bool {
        self.even
    }

    /// c(d). `None`: no node has come yet.
    pub fn on(&self, day: Day) -> Option<Exact> {
        let passed = self.nodes.iter().take_while(|node| node.day <= day).count();
        let last = self.nodes.get(passed.checked_sub(1)?)?;
        match self.nodes.get(passed) {
            Some(next) if self.even => {
                let (done, all) = (
                    day.number() - last.day.number(),
                    next.day.number() - last.day.number(),
                );
                Some(
                    last.value
                        .towards(next.value, i64::from(done), i64::from(all)),
                )
            }
            _ => Some(last.value),
        }
    }
}

fn ends(period: Period, every: Every) -> Vec<Day> {
    let step = match every {
        Every::Month => 1,
        Every::Quarter => 3,
        _ => return vec![period.last],
    };
    let mut ends = Vec::new();
    let mut day = period.first.last_of_month();
    while day < period.last {
        if day.month().is_multiple_of(step) {
            ends.push(day);
        }
        day = day.plus(1).last_of_month();
    }
    ends.push(period.last);
    ends
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    fn year() -> Period {
        Period::year(2020).unwrap()
    }

    #[test]
    fn steps_at_the_ends_of_quarters() {
        let curve = Curve::evenly(year(), Every::Quarter, Exact::whole(30));
        for (on, planned) in [
            ("2020-01-01", None),
            ("2020-03-30", None),
            ("2020-03-31", Exact::ratio(15, 2)),
            ("2020-06-30", Exact::ratio(15, 1)),
            ("2020-12-30", Exact::ratio(45, 2)),
            ("2020-12-31", Exact::ratio(30, 1)),
            ("2021-06-01", Exact::ratio(30, 1)),
        ] {
            assert_eq!(curve.on(day(on)), planned, "{on}");
        }
        assert_eq!(
            Curve::evenly(year(), Every::Month, Exact::whole(12))
                .nodes()
                .len(),
            12
        );
        assert_eq!(
            Curve::evenly(year(), Every::Year, Exact::whole(12))
                .nodes()
                .len(),
            1
        );
    }

    #[test]
    fn a_straight_line_is_exact_on_every_day() {
        let curve = Curve::even(year(), Exact::whole(366));
        assert_eq!(curve.on(day("2019-12-31")), Some(Exact::whole(0)));
        assert_eq!(curve.on(day("2020-01-01")), Some(Exact::whole(1)));
        assert_eq!(curve.on(day("2020-09-18")), Some(Exact::whole(262)));
        assert_eq!(curve.on(day("2020-12-31")), Some(Exact::whole(366)));
        let down = Curve::straight([
            Node {
                day: day("2020-01-01"),
                value: Exact::ratio(93, 100).unwrap(),
            },
            Node {
                day: day("2020-01-04"),
                value: Exact::ratio(90, 100).unwrap(),
            },
        ]);
        assert_eq!(down.on(day("2020-01-02")), Exact::ratio(92, 100));
    }

    #[test]
    fn batches() {
        let curve = Curve::stepped([
            Node {
                day: day("2020-12-01"),
                value: Exact::whole(30),
            },
            Node {
                day: day("2020-09-07"),
                value: Exact::whole(2),
            },
        ]);
        assert_eq!(curve.on(day("2020-09-06")), None);
        assert_eq!(curve.on(day("2020-11-30")), Some(Exact::whole(2)));
        assert_eq!(curve.on(day("2020-12-01")), Some(Exact::whole(30)));
    }
}
