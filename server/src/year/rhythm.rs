//! Demands, activities, the year's breakthrough.

use values::{Day, weeks_of_year};

use super::event::{Event, Fate, Story};

/// Weeks of 2020 without a demand: three missed ones, and those of the spring that are exempt.
const EMPTY_WEEKS: [u32; 9] = [4, 5, 6, 7, 8, 9, 11, 22, 29];

/// Held activities of 2020: month, day, form. May has none that invites; September none yet.
const ACTIVITIES: [(u32, u32, &str); 8] =
    [(1, 14, "invite_in"), (3, 26, "invite_in"), (4, 15, "go_out"), (5, 21, "go_out"), (6, 11, "go_out"), (7, 9, "invite_in"), (8, 6, "go_out"), (8, 20, "go_out")];

pub fn all(story: &mut Story<'_>) {
    for year in [2019, 2020] {
        for week in weeks_of_year(year) {
            let monday = week.days.first;
            if monday.year() != year || monday.plus(4) > story.today || (year == 2020 && EMPTY_WEEKS.contains(&week.number)) {
                continue;
            }
            let published = monday.plus(i32::try_from(story.chance.below(4)).unwrap_or(0));
            demand(story, published, year, week.number);
        }
    }
    // The first week of 2020 began in 2019.
    demand(story, Day::of(2020, 1, 2).unwrap_or(Day::NEVER), 2020, 1);
    for (number, (month, day, form)) in ACTIVITIES.into_iter().enumerate() {
        activity(story, Day::of(2020, month, day).unwrap_or(Day::NEVER), form, number);
    }
    for month in 1..=12 {
        let form = if month % 2 == 1 { "invite_in" } else { "go_out" };
        activity(story, Day::of(2019, month, 15).unwrap_or(Day::NEVER), form, 100);
    }
    let achieved = Day::of(2020, 9, 7).unwrap_or(Day::NEVER);
    story.push(Event::new("breakthrough", achieved.plus(3)).with("title", "两家众创空间同批获省级备案").with("achieved_on", achieved.to_string()).with("class", "first_title"));
}

fn demand(story: &mut Story<'_>, published: Day, year: i32, week: u32) {
    let firm = story.firm(300);
    let told = story.after(published, 2);
    story.push(
        Event::new("demand", told)
            .of(firm)
            .with("title", format!("{year} 年第 {week} 周技术需求"))
            .with("class", "key_technology")
            .with("published_on", published.to_string())
            .with("difficulty", "现有工艺良率偏低，需要联合攻关"),
    );
}

fn activity(story: &mut Story<'_>, held: Day, form: &str, number: usize) {
    let name = if form == "invite_in" { "高校院所进如皋对接会" } else { "企业家走进高校对接会" };
    let told = story.after(held, 5);
    let firms = story.chance.between(6, 40);
    // One paper came late and is still missing.
    let fate = if number == 7 { Fate::Unproven("proof") } else { Fate::Verified };
    story.push(
        Event::new("activity", told)
            .with("name", format!("{name}（{}月）", held.month()))
            .with("form", form)
            .with("held", "yes")
            .with("online", "site")
            .with("held_on", held.to_string())
            .with("firms", firms.to_string())
            .fate(fate),
    );
}
