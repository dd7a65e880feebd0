//! The files that Kedu ships, read from the checkout.

use measure::indicator::Indicators;
use measure::kind::Kinds;

fn texts(folder: &str) -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../catalogue")
        .join(folder);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

pub fn kinds() -> Kinds {
    let texts = texts("ledger");
    Kinds::parse(
        texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    )
    .unwrap_or_else(|fault| panic!("{fault}"))
}

pub fn indicators(kinds: &Kinds) -> Indicators {
    let texts = texts("indicators");
    Indicators::parse(
        texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
        kinds,
    )
    .unwrap_or_else(|fault| panic!("{fault}"))
}
