//! Titles of institutions and spaces, and the frozen base list of the year.

use values::Day;

use super::event::{Event, Story};

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::of(year, month, day).unwrap_or(Day::NEVER)
}

/// The base list has 70 firms in 2020, 64 of them with an institution: 91.43 %.
pub fn all(story: &mut Story<'_>) {
    for year in [2019, 2020] {
        for firm in 0..70 {
            listed(story, firm, year, "large_medium");
            // Twenty stand in both lists and are still one firm each.
            if firm < 20 {
                listed(story, firm, year, "hnte_above_scale");
            }
        }
    }
    for firm in 0..60 {
        let number = i32::try_from(firm).unwrap_or(0);
        title(story, firm, "own_institution", "county", day(2018, 3, 5).plus(number * 4), "企业研发机构");
    }
    for (number, granted) in [day(2020, 4, 9), day(2020, 5, 20), day(2020, 6, 16), day(2020, 7, 8)].into_iter().enumerate() {
        title(story, 60 + number, "own_institution", "county", granted, "企业研发机构");
    }
    for number in 0..4 {
        title(story, 5 + number, "engineering_centre", "province", day(2019, 8, 26), "工程技术研究中心");
    }
    for (number, granted) in [day(2020, 6, 18), day(2020, 7, 27), day(2020, 9, 2)].into_iter().enumerate() {
        title(story, 20 + number, "engineering_centre", "province", granted, "工程技术研究中心");
    }
    title(story, 30, "engineering_centre", "city", day(2020, 5, 12), "工程技术研究中心");
    for number in 0..2 {
        title(story, 320 + number, "maker_space", "province", day(2020, 9, 7), "众创空间");
    }
    title(story, 330, "incubator", "province", day(2019, 10, 15), "科技企业孵化器");
}

fn listed(story: &mut Story<'_>, firm: usize, year: i32, class: &str) {
    let told = day(year, 1, 8).plus(i32::try_from(firm % 5).unwrap_or(0));
    story.push(Event::new("base_list", told).of(firm).with("class", class).with("list_year", year.to_string()).with("effective_on", day(year, 1, 1).to_string()));
}

fn title(story: &mut Story<'_>, firm: usize, class: &str, level: &str, granted: Day, what: &str) {
    let told = granted.plus(5).max(day(2019, 1, 7).plus(i32::try_from(firm % 20).unwrap_or(0))).min(story.today);
    let item = format!("{}{what}", story.firms[firm].name.trim_end_matches("有限公司"));
    let document = format!("{}〔{}〕{}号", if level == "county" { "皋科发" } else { "苏科高发" }, granted.year(), 20 + firm);
    story.push(
        Event::new("title", told)
            .of(firm)
            .with("item", item)
            .with("class", class)
            .with("level", level)
            .with("granted_on", granted.to_string())
            .with("document", document)
            .with("line", "science")
            .with("occasion", "first"),
    );
}
