//! Firms for a load: as many as are wanted, each with a name and a code of its own.

use anyhow::Context;
use enterprise::door::{Firm, NewFirm, enter as enter_firm};
use store::Store;
use trail::Who;
use values::{CreditCode, Id};
use web::Organisation;

use super::Size;
use crate::demonstration::cast::Cast;
use crate::demonstration::chance::Chance;
use crate::demonstration::county;
use crate::demonstration::names::{INDUSTRIES, brands};

/// Firms that one transaction enters.
const TOGETHER: usize = 500;

/// A firm as the rows need it.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub id: Id<Firm>,
    pub town: Id<Organisation>,
}

pub async fn enter(
    store: &Store,
    cast: &Cast,
    chance: &mut Chance,
    size: Size,
) -> anyhow::Result<Vec<Known>> {
    let brands = brands(chance);
    let mut known = Vec::with_capacity(size.firms);
    let places: Vec<usize> = (0..size.firms).collect();
    for batch in places.chunks(TOGETHER) {
        let mut tx = store.write(county::CODE).await?;
        for at in batch {
            let town = *chance.pick(&cast.towns);
            let new = new(chance, &brands, *at, town, size)?;
            let id = enter_firm(&mut tx, &Who::program(), new, true).await;
            let id = id.map_err(|refusal| anyhow::anyhow!("{refusal}"))?;
            known.push(Known { id, town });
        }
        tx.commit().await?;
    }
    Ok(known)
}

fn new(
    chance: &mut Chance,
    brands: &[String],
    at: usize,
    town: Id<Organisation>,
    size: Size,
) -> anyhow::Result<NewFirm> {
    let (industry, name) = name(brands, at);
    let age = i32::try_from(chance.between(30, 9000))?;
    let sizes = ["large", "medium", "small", "small", "small", "micro"];
    Ok(NewFirm {
        code: code(at)?,
        name,
        town,
        industry: industry.to_owned(),
        size: (*chance.pick(&sizes)).to_owned(),
        registered_on: size.first().plus(-age),
    })
}

/// Brand and trade tell firms apart, then a number.
fn name(brands: &[String], at: usize) -> (&'static str, String) {
    let trades: Vec<(&str, &str)> = INDUSTRIES
        .iter()
        .flat_map(|(industry, trades)| trades.iter().map(move |trade| (*industry, *trade)))
        .collect();
    let (brand, round) = (&brands[at % brands.len()], at / brands.len());
    let (industry, trade) = trades[round % trades.len()];
    let number = round / trades.len();
    let number = if number == 0 {
        String::new()
    } else {
        format!("第{number}")
    };
    (industry, format!("南通{brand}{number}{trade}有限公司"))
}

/// A code with a wrong check character.
fn code(at: usize) -> anyhow::Result<String> {
    let code = CreditCode::invented(&format!("91320682MA{at:07}"));
    Ok(code
        .map_err(|fault| anyhow::anyhow!("{fault}"))
        .context("more firms than codes")?
        .as_str()
        .to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn forty_thousand_firms_share_neither_name_nor_code() {
        let brands = brands(&mut Chance::seeded(1));
        let names: BTreeSet<String> = (0..40_000).map(|at| name(&brands, at).1).collect();
        let codes: BTreeSet<String> = (0..40_000).map(|at| code(at).unwrap()).collect();
        assert_eq!((names.len(), codes.len()), (40_000, 40_000));
        assert!(codes.iter().all(|code| CreditCode::parse(code).is_err()));
    }
}
