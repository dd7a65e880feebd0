//! How quick the engine is: `cargo run --release -p criteria --example speed`. One thread, the smallest of some rounds, in time
//! of the processor (Linux), so that a busy machine does not disturb.

use std::hint::black_box;

use criteria::text::{Line, Writer};
use criteria::{Facts, Firm, Prices, Table, Verdict, criterion, fact};
use values::Day;

#[path = "../tests/random.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod random;

/// Seconds of the processor that this thread has had.
fn used() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos: f64 = text
        .split(' ')
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(f64::NAN);
    nanos / 1e9
}

fn least(rounds: usize, mut work: impl FnMut()) -> f64 {
    let one = |_| {
        let start = used();
        work();
        used() - start
    };
    (0..rounds).map(one).fold(f64::MAX, f64::min)
}

fn firms(facts: &Facts, count: usize, missing: u64) -> Vec<Firm> {
    let mut dice = random::Dice::new(7);
    (0..count)
        .map(|_| random::firm(facts, &mut dice, missing))
        .collect()
}

fn main() {
    let facts = &*fact::SHIPPED;
    let day = Day::from_number(18_523);
    for id in ["hnte-2016", "tech-sme-2017"] {
        let Some(criterion) = criterion::find(id) else {
            continue;
        };
        let program = criterion.on(facts, day);
        let all = firms(facts, 100_000, 0);
        let mut table = Table::new(facts, &program.slots());
        all.iter().for_each(|firm| table.push(firm));
        let bare = least(15, || {
            black_box(program.screen(black_box(&table)));
        });
        let clauses = program.clauses().count();
        let told = least(15, || {
            let screening = program.screen(black_box(&table));
            for firm in 0..screening.len() {
                for clause in 0..clauses {
                    black_box(screening.reason(firm, clause));
                }
            }
        });
        println!(
            "{id}: 100,000 firms {:.1} ms, with reasons {:.1} ms",
            bare * 1e3,
            told * 1e3
        );
        let written = least(5, || {
            let screening = program.screen(black_box(&table));
            let mut writer = Writer::new(&program);
            let mut line = Line::new(facts);
            "91320682DE0000001C".clone_into(&mut line.code);
            let mut out = String::new();
            for firm in 0..screening.len() {
                if out.len() > 1 << 20 {
                    out.clear();
                }
                writer.write(&line, &screening, firm, None, &mut out);
            }
            black_box(&out);
        });
        println!("{id}: 100,000 firms as JSON {:.0} ms", written * 1e3);
        let open = firms(facts, 10_000, 3);
        let mut table = Table::new(facts, &program.slots());
        open.iter().for_each(|firm| table.push(firm));
        let three = least(3, || {
            black_box(program.screen(black_box(&table)));
        });
        println!(
            "{id}: 10,000 firms with up to 3 facts missing {:.1} ms",
            three * 1e3
        );
        let prices = Prices::shipped(facts);
        for (name, some) in [
            ("complete", &all[..5_000]),
            ("with missing facts", &open[..500]),
        ] {
            let mut found = 0;
            let start = used();
            for firm in some {
                found += program.roads(firm, &prices, 5).len();
            }
            let passing = some
                .iter()
                .filter(|firm| program.judge(firm).verdict == Verdict::Pass)
                .count();
            println!(
                "{id}: roads for {} firms {name} {:.0} ms, {found} roads, {passing} pass",
                some.len(),
                (used() - start) * 1e3
            );
        }
    }
}
