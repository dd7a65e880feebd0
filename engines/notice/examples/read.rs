//! Prints what is read in a notice, one JSON object a line: `cargo run -p notice --example read -- FILE`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: read FILE");
        return ExitCode::from(2);
    };
    let read = std::fs::read(&path).map_err(|e| format!("{path}: {e}"));
    let text = read.and_then(|bytes| notice::Text::from_bytes(&bytes).map_err(|e| e.to_string()));
    match text {
        Ok(text) => {
            notice::read(&text)
                .items
                .iter()
                .for_each(|item| println!("{}", notice::json_line(item)));
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
