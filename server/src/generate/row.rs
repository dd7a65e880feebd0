//! What stands beside the fields of a generated row: its papers; and the figures of the statistics
//! office, which come by the calendar and not by chance.

use ledger::door::{Fields, Paper, Proof};
use measure::kind::Kind;
use values::{Day, Fen, Period};

use crate::demonstration::chance::Chance;

/// One row of so many lacks a voucher that its kind requires.
const UNPROVEN: usize = 16;

/// Document numbers for the required vouchers.
pub fn proofs(chance: &mut Chance, kind: &Kind, number: &str, day: Day) -> Vec<Proof> {
    let mut required: Vec<&str> = kind
        .vouchers
        .iter()
        .filter(|voucher| voucher.required)
        .map(|voucher| voucher.id.as_str())
        .collect();
    if chance.one_in(UNPROVEN) {
        required.pop();
    }
    let proof = |voucher: &str| Proof {
        voucher: voucher.to_owned(),
        paper: Paper::Number {
            number: format!("演{number}"),
            issuer: "演示单位".to_owned(),
            day,
        },
    };
    required.into_iter().map(proof).collect()
}

pub fn fields<const N: usize>(pairs: [(&str, String); N]) -> Fields {
    pairs
        .into_iter()
        .map(|(field, text)| (field.to_owned(), text))
        .collect()
}

/// What the statistics office says for a month that ends in the stretch: output to date, and in
/// December the year's research and product.
pub fn statistics(days: Period) -> Vec<Fields> {
    let end = days.last.last_of_month();
    if days.last != end {
        return Vec::new();
    }
    let month = i64::from(end.month());
    let grown = i64::from(end.year()) - 2000;
    let mut said = vec![
        (
            "industrial_output",
            "year_to_date",
            grown * month * 700_000_000,
        ),
        (
            "hightech_output",
            "year_to_date",
            grown * month * (280_000_000 + month * 2_000_000),
        ),
    ];
    if month == 12 {
        said.push(("gdp", "year", grown * 6_000_000_000));
        said.push(("rd_expenditure", "year", grown * 148_000_000));
    }
    let one = |(series, span, yuan): (&str, &str, i64)| {
        fields([
            ("series", series.to_owned()),
            ("span", span.to_owned()),
            ("stage", "final".to_owned()),
            ("data_end", end.to_string()),
            ("value", Fen::yuan(yuan).plain()),
            ("published_on", end.to_string()),
            ("publisher", "statistics_office".to_owned()),
        ])
    };
    said.into_iter().map(one).collect()
}
