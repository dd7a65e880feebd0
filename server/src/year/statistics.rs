//! What the statistics office published.

use values::{Day, Fen};

use super::event::{Event, Story};

/// Cumulated outputs of 2020, in ten thousand yuan: the month, high-tech, all above scale.
const MONTHS_2020: [(u32, i64, i64); 7] = [
    (2, 812_000, 1_936_000),
    (3, 1_403_000, 3_330_000),
    (4, 1_958_000, 4_634_000),
    (5, 2_517_000, 5_938_000),
    (6, 3_102_000, 7_303_000),
    (7, 3_640_000, 8_559_000),
    (8, 4_201_212, 9_862_000),
];
const MONTHS_2019: [(u32, i64, i64); 4] = [(3, 1_390_000, 3_350_000), (6, 3_050_000, 7_310_000), (9, 4_720_000, 11_260_000), (12, 6_380_000, 15_180_000)];

pub fn all(story: &mut Story<'_>) {
    for (year, months) in [(2019, MONTHS_2019.as_slice()), (2020, MONTHS_2020.as_slice())] {
        for (month, hightech, all) in months {
            let Some(end) = Day::of(year, *month, 1).map(Day::last_of_month) else { continue };
            let published = end.plus(16);
            if published <= story.today {
                one(story, "hightech_output", "year_to_date", "preliminary", end, *hightech, published);
                one(story, "industrial_output", "year_to_date", "preliminary", end, *all, published);
            }
        }
    }
    let end = Day::of(2019, 12, 31).unwrap_or(Day::NEVER);
    let published = Day::of(2020, 8, 20).unwrap_or(Day::NEVER);
    one(story, "rd_expenditure", "year", "final", end, 296_504, published);
    one(story, "gdp", "year", "final", end, 12_151_800, published);
}

fn one(story: &mut Story<'_>, series: &str, span: &str, stage: &str, end: Day, wan: i64, published: Day) {
    story.push(
        Event::new("statistic", published.plus(1).min(story.today))
            .with("series", series)
            .with("span", span)
            .with("stage", stage)
            .with("data_end", end.to_string())
            .with("value", Fen::yuan(wan * 10_000).plain())
            .with("published_on", published.to_string())
            .with("publisher", "statistics_office"),
    );
}
