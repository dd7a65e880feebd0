//! Scores the reader on sets of annotated texts:
//! `cargo run --release -p notice --example score -- engines/notice/tests/passages`.
//!
//! Two lines a set: the texts the reader was tuned on, and those that the set's `sealed.txt` lists, kept unseen. With
//! `--errors` it says what is wrong in the former; it never tells the errors of the latter, so that nobody tunes for
//! them.

mod measure;

use measure::Count;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), flag) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: score FOLDER [--errors]");
        return ExitCode::from(2);
    };
    match run(Path::new(&folder), flag.as_deref() == Some("--errors")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{folder}: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, errors: bool) -> std::io::Result<()> {
    for set in measure::sets(folder)? {
        let (mut tuned, mut unseen) = (Count::default(), Count::default());
        for (name, sealed) in measure::names(&set)? {
            let (count, wrong) = measure::score(&set, &name)?;
            if sealed {
                unseen.add(count);
                continue;
            }
            tuned.add(count);
            for line in wrong.iter().filter(|_| errors) {
                println!("{name}: {line}");
            }
        }
        let set = set.file_name().unwrap_or_default().to_string_lossy();
        for (which, count) in [("tuned", tuned), ("unseen", unseen)] {
            println!("{set:<7} {which:<7} {}", told(count));
        }
    }
    Ok(())
}

fn told(count: Count) -> String {
    format!(
        "targets {:>4}  found F1 {:.3}  all fields right F1 {:.3}  facts proposed {}/{} ({:.1} %)",
        count.gold,
        count.found_f1(),
        count.right_f1(),
        count.facts_proposed,
        count.facts,
        100.0 * count.facts_share()
    )
}
