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
    let mut all = [Count::default(); 2];
    for set in measure::sets(folder)? {
        let mut counts = [Count::default(); 2];
        for (name, sealed) in measure::names(&set)? {
            let (count, wrong) = measure::score(&set, &name)?;
            counts[usize::from(sealed)].add(count);
            for line in wrong.iter().filter(|_| errors && !sealed) {
                println!("{name}: {line}");
            }
        }
        print(
            &set.file_name().unwrap_or_default().to_string_lossy(),
            counts,
        );
        all.iter_mut().zip(counts).for_each(|(a, c)| a.add(c));
    }
    print("all", all);
    Ok(())
}

/// Two lines: what was counted in the tuned texts, and in the sealed ones.
fn print(set: &str, counts: [Count; 2]) {
    for (which, count) in ["tuned", "unseen"].iter().zip(counts) {
        if count.gold == 0 {
            continue;
        }
        println!(
            "{set:<7} {which:<7} targets {:>4}  found F1 {:.3}  all fields right F1 {:.3}  facts proposed {}/{} ({:.1} %)",
            count.gold,
            count.found_f1(),
            count.right_f1(),
            count.facts_proposed,
            count.facts,
            100.0 * count.facts_share()
        );
    }
}
