//! Years of simulated indicators. Each nature draws what one indicator brings a month in four years.

use measure::Exact;
use measure::forecast::Nature;

/// A small generator (SplitMix64), so that each run draws the same.
pub struct Drawn(u64);

/// A year at its month ends as it came to be known, and of each row of a late reporter when it was.
#[derive(Clone, Default)]
pub struct Year {
    pub ends: Vec<Exact>,
    /// (month it happened, month it was verified, whether it was seen waiting until then)
    rows: Vec<(usize, usize, bool)>,
}

pub type Draw = fn(&mut Drawn) -> [Year; 4];

pub const FLOWS: [(&str, Draw); 9] = [
    ("steady", |drawn| flow(drawn, steady)),
    ("seasonal", |drawn| flow(drawn, seasonal)),
    ("batches", batches),
    ("one large", |drawn| flow(drawn, one_large)),
    ("few", few),
    ("a third more each year", |drawn| {
        let size = drawn.one_of(&[4., 8., 15., 40.]);
        drawn.years(|drawn, year, month| {
            drawn.count(size * 1.3_f64.powi(year) * (1. + 0.02 * month as f64))
        })
    }),
    ("money", |drawn| flow(drawn, money)),
    ("half of what is late waits", |drawn| late(drawn, 0.5)),
    ("all that is late waits", |drawn| late(drawn, 1.)),
];

pub const LEVELS: [(&str, Nature, Draw); 3] = [
    ("a share that drifts", Nature::Share, share),
    ("a net of December", Nature::Level, net),
    ("a ratio of the year to date", Nature::Share, year_to_date),
];

impl Drawn {
    pub fn from(seed: u64) -> Self {
        Drawn(seed)
    }

    /// Between 0 and 1.
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    fn one_of(&mut self, of: &[f64]) -> f64 {
        of[(self.unit() * of.len() as f64) as usize % of.len()]
    }

    /// Like a bell: the sum of twelve.
    fn bell(&mut self, mean: f64, spread: f64) -> f64 {
        mean + spread * ((0..12).map(|_| self.unit()).sum::<f64>() - 6.)
    }

    fn lognormal(&mut self, mean: f64, spread: f64) -> f64 {
        self.bell(mean, spread).exp()
    }

    /// A count of what comes independently.
    fn count(&mut self, mean: f64) -> f64 {
        if mean > 30. {
            return self.bell(mean, mean.sqrt()).round().max(0.);
        }
        let (limit, mut product, mut count) = ((-mean).exp(), self.unit(), 0.);
        while product >= limit {
            product *= self.unit();
            count += 1.;
        }
        count
    }

    fn years(&mut self, mut month: impl FnMut(&mut Drawn, i32, usize) -> f64) -> [Year; 4] {
        [0, 1, 2, 3].map(|year| {
            let months: Vec<f64> = (0..12).map(|at| month(self, year, at)).collect();
            Year::of(&months)
        })
    }
}

impl Year {
    fn of(months: &[f64]) -> Self {
        let sums = months.iter().scan(0., |sum, month| {
            *sum += month;
            Some(Exact::whole(*sum as i64))
        });
        Year {
            ends: sums.collect(),
            rows: Vec::new(),
        }
    }

    fn of_levels(levels: impl Iterator<Item = f64>, of: f64) -> Self {
        let exact = |level: f64| Exact::ratio((level * of).round() as i64, of as i64).unwrap();
        Year {
            ends: levels.map(exact).collect(),
            rows: Vec::new(),
        }
    }

    /// The month ends up to a month, as known at its end.
    pub fn known_at(&self, month: usize) -> Vec<Exact> {
        if self.rows.is_empty() {
            return self.ends[..month].to_vec();
        }
        let counted = |end: usize| {
            self.rows
                .iter()
                .filter(|row| row.0 <= end && row.1 <= month)
                .count()
        };
        (1..=month)
            .map(|end| Exact::whole(counted(end) as i64))
            .collect()
    }

    pub fn waiting_at(&self, month: usize) -> (i64, i64) {
        let waits = |row: &&(usize, usize, bool)| row.0 <= month && row.1 > month && row.2;
        let waiting = self.rows.iter().filter(waits).count() as i64;
        (waiting, waiting)
    }
}

/// An indicator with a size a month that grows or shrinks by some per cent a year.
fn flow(drawn: &mut Drawn, month: fn(&mut Drawn, f64, i32, usize) -> f64) -> [Year; 4] {
    let size = drawn.one_of(&[4., 8., 15., 40.]);
    let growth = 1. + drawn.bell(0.05, 0.12);
    drawn.years(|drawn, year, at| month(drawn, size * growth.powi(year).max(0.2), year, at))
}

fn steady(drawn: &mut Drawn, size: f64, _: i32, _: usize) -> f64 {
    drawn.count(size)
}

fn seasonal(drawn: &mut Drawn, size: f64, _: i32, month: usize) -> f64 {
    const LATE: [f64; 12] = [0.3, 0.2, 0.7, 0.8, 0.9, 1.1, 0.7, 0.8, 1.2, 1.1, 1.6, 2.6];
    let of = size * LATE[month] * drawn.lognormal(0., 0.2);
    drawn.count(of)
}

/// In seven years of ten one month brings a third to nine tenths of a year more.
fn one_large(drawn: &mut Drawn, size: f64, _: i32, _: usize) -> f64 {
    let large = if drawn.unit() < 0.7 / 12. {
        (size * 12. * drawn.between(0.3, 0.9)).round()
    } else {
        0.
    };
    drawn.count(size) + large
}

/// Some amounts a month, most of them small.
fn money(drawn: &mut Drawn, size: f64, _: i32, _: usize) -> f64 {
    let amounts = drawn.count(4. * (size / 8.).clamp(0.5, 2.)) as usize;
    (0..amounts).map(|_| drawn.lognormal(3., 1.).round()).sum()
}

/// Twice a year, now and then a month earlier or later.
fn batches(drawn: &mut Drawn) -> [Year; 4] {
    let size = drawn.one_of(&[10., 25., 60.]);
    let growth = 1. + drawn.bell(0.05, 0.12);
    let (spring, autumn) = (
        drawn.one_of(&[2., 4., 5.]) as usize,
        drawn.one_of(&[7., 8., 9., 10.]) as usize,
    );
    [0, 1, 2, 3].map(|year| {
        let mut months = [0.; 12];
        for at in [spring, autumn] {
            let at = at + drawn.one_of(&[0., 1., 1., 1., 2.]) as usize - 1;
            let of = size * growth.powi(year).max(0.2) * drawn.lognormal(0., 0.3);
            months[at] += drawn.count(of);
        }
        Year::of(&months)
    })
}

/// One or two a year, often none.
fn few(drawn: &mut Drawn) -> [Year; 4] {
    let a_year = drawn.one_of(&[0.6, 1.2, 2.5]);
    drawn.years(|drawn, _, _| drawn.count(a_year / 12.))
}

/// Half of the rows are verified a month or two after they happened.
fn late(drawn: &mut Drawn, seen: f64) -> [Year; 4] {
    let years = flow(drawn, |drawn, size, _, _| drawn.count(size * 3.));
    years.map(|year| {
        let mut before = 0;
        let mut rows = Vec::new();
        for (month, end) in (1..).zip(&year.ends) {
            for _ in before..end.num() {
                let verified = month + drawn.one_of(&[0., 0., 0., 1., 1., 2.]) as usize;
                rows.push((month, verified, drawn.unit() < seen));
            }
            before = end.num();
        }
        Year { rows, ..year }
    })
}

fn share(drawn: &mut Drawn) -> [Year; 4] {
    let (mut level, drift) = (drawn.between(0.75, 0.9), drawn.between(-0.001, 0.005));
    [0; 4].map(|_| {
        let months = (0..12).map(|_| {
            level = (level + drawn.bell(drift, 0.006)).clamp(0.5, 0.99);
            level
        });
        Year::of_levels(months, 10_000.)
    })
}

/// A net increase that is decided in December: 30 to 60 come, some of those that end go.
fn net(drawn: &mut Drawn) -> [Year; 4] {
    [0; 4].map(|_| {
        let mut level = 0.;
        let months = (1..=12).map(|month| {
            level += drawn.one_of(&[0., 0., 1., 0., -1., 1.]);
            if month == 12 {
                level += drawn.between(30., 60.).floor() - drawn.one_of(&[5., 15., 30., 45.]);
            }
            level
        });
        Year::of_levels(months, 1.)
    })
}

fn year_to_date(drawn: &mut Drawn) -> [Year; 4] {
    let mut base = drawn.between(0.38, 0.45);
    [0; 4].map(|_| {
        base += drawn.bell(0.004, 0.006);
        let (mut over, mut under) = (0., 0.);
        let months = (0..12).map(|_| {
            let month = drawn.between(0.9, 1.1);
            under += month;
            over += month * drawn.bell(base, 0.01);
            over / under
        });
        Year::of_levels(months, 10_000.)
    })
}
