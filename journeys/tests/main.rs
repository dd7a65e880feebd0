//! What holds for all rooms together.
#![allow(clippy::unwrap_used)]

mod county;
mod files;
mod floors;
mod gone;
mod joined;
mod moves;
mod nothing;
mod schema;
mod statements;
mod unsafe_routes;

use web::Room;

/// The rooms of the program.
fn rooms() -> Vec<Room> {
    vec![
        identity::room(),
        enterprise::room(),
        ledger::room(),
        cultivation::room(),
        plan::room(),
        desk::room(),
    ]
}

/// The checkout's root.
fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// Every Rust source below a folder.
fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}
