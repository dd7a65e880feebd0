//! Figures of the statistics office: T01 and T02.

use values::{Day, Fen};

use super::super::act::Posting;
use super::super::calendar::{Date, day, open_after};
use super::super::county;
use super::super::paper::Paper;
use super::super::script::Script;

/// 亿元 of output to the end of each month from February, with the share of high-tech in
/// hundredths of a per cent.
const OUTPUT_2019: [(i64, i64); 11] = [
    (132, 3962),
    (268, 3985),
    (421, 4010),
    (585, 4022),
    (762, 4048),
    (930, 4063),
    (1105, 4075),
    (1287, 4090),
    (1462, 4102),
    (1640, 4110),
    (1832, 4121),
];
const OUTPUT_2020: [(i64, i64); 10] = [
    (118, 4135),
    (251, 4152),
    (402, 4188),
    (566, 4205),
    (741, 4221),
    (908, 4238),
    (1080, 4260),
    (1262, 4252),
    (1440, 4247),
    (1618, 4250),
];

/// The years' expenditure on research and product, in 万元, with stage and day of publication.
const YEARS: [(i32, i64, i64, &str, Date); 4] = [
    (2018, 268_000, 11_150_000, "preliminary", (2019, 3, 18)),
    (2018, 271_300, 11_180_000, "final", (2019, 9, 10)),
    (2019, 294_000, 12_060_000, "preliminary", (2020, 3, 16)),
    (2019, 296_400, 12_086_000, "final", (2020, 8, 25)),
];

pub fn write(script: &mut Script) {
    for (year, rd, gdp, stage, (y, m, d)) in YEARS {
        for (series, wan) in [("rd_expenditure", rd), ("gdp", gdp)] {
            figure(
                script,
                series,
                "year",
                stage,
                day(year, 12, 31),
                wan * 1_000_000,
                day(y, m, d),
            );
        }
    }
    for (year, output) in [
        (2019, OUTPUT_2019.as_slice()),
        (2020, OUTPUT_2020.as_slice()),
    ] {
        for (month, (hundred_millions, share)) in (2..).zip(output) {
            let end = day(year, month, 1).last_of_month();
            let published = open_after(end.plus(14), 0);
            let all = Fen::yuan(hundred_millions * 100_000_000).0;
            figure(
                script,
                "industrial_output",
                "year_to_date",
                "preliminary",
                end,
                all,
                published,
            );
            // Rounded to 万元, as the office prints it.
            let hightech = all / 10_000 * share / 1_000_000 * 1_000_000;
            figure(
                script,
                "hightech_output",
                "year_to_date",
                "preliminary",
                end,
                hightech,
                published,
            );
        }
    }
}

fn figure(
    script: &mut Script,
    series: &str,
    span: &str,
    stage: &str,
    end: Day,
    fen: i64,
    published: Day,
) {
    let number = format!(
        "皋统演〔{}〕{}号",
        published.year(),
        published.month() * 10 + u32::from(span == "year")
    );
    let office = format!("{}统计局", county::NAME);
    let posting = Posting::of("statistic")
        .put("series", series)
        .put("span", span)
        .put("stage", stage)
        .put("data_end", end)
        .money("value", fen)
        .put("published_on", published)
        .put("publisher", "statistics_office")
        .paper(Paper::number("bulletin", number, office, published));
    let (row, _) = script.handed_in(published, posting);
    script.verify(open_after(published, 1), "statistic", row);
}
