//! Criteria over many firms, against the same clauses in floating point by others, with the same answers.

mod firms;
mod memory;
mod pages;
mod process;
mod said;

use std::path::Path;

use anyhow::{Context, Result};
use criteria::{criterion, fact};

use crate::measured::Measured;
use crate::peers::Peers;

/// Firms that are screened.
const MANY: usize = 100_000;
/// Firms of a county: those whose roads are sought, those on the pages.
const COUNTY: usize = 5_000;

pub async fn measure(kedu: &Path) -> Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("firms.csv");
    let text = firms::file(MANY)?;
    std::fs::write(&file, &text)?;
    let criterion = criterion::find("hnte-2016").context("no such criterion")?;
    let program = criterion.on(&fact::SHIPPED, firms::on()?);
    let firms = firms::read(&text, program.facts, &program)?;
    drop(text);
    let peers = Peers::ready().context("the screening is measured against its peers only")?;
    let (mut lines, counts) = memory::measure(&program, &firms, (&peers, &file))?;
    lines.extend(process::measure(kedu, (&peers, &file), counts)?);
    let other = criterion::find("tech-sme-2017").context("no such criterion")?;
    let other = other.on(&fact::SHIPPED, firms::on()?);
    lines.push(memory::another(&other, &firms));
    lines.extend(memory::roads(&program, &firms[..COUNTY]));
    lines.extend(pages::measure(&firms[..COUNTY]).await?);
    Ok(lines)
}
