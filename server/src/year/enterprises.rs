//! Certificates, pool entries, applications.

use values::Day;

use super::event::{Event, Fate, Story};

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::of(year, month, day).unwrap_or(Day::NEVER)
}

/// 120 certificates that hold at the end of 2019, and one firm that moved in.
pub fn certificates(story: &mut Story<'_>) {
    let rounds = [(2017, 40, 0), (2018, 45, 40), (2019, 35, 85)];
    for (year, count, from) in rounds {
        for number in 0..count {
            let announced = day(year, 11, 17 + u32::try_from(number % 3).unwrap_or(0) * 4);
            certificate(story, from + number, announced, "first");
        }
    }
    certificate(story, 121, day(2020, 5, 18), "moved_in");
}

fn certificate(story: &mut Story<'_>, firm: usize, announced: Day, route: &str) {
    // History before 2019 is told in the first weeks.
    let told = announced.plus(6).max(day(2019, 1, 7).plus(i32::try_from(firm % 20).unwrap_or(0)));
    let ends = Day::of(announced.year() + 3, announced.month(), announced.day()).unwrap_or(announced).plus(-1);
    story.push(
        Event::new("hnte_certificate", told)
            .of(firm)
            .with("number", format!("GR{}32{firm:06}", announced.year()))
            .with("announced_on", announced.to_string())
            .with("valid_until", ends.to_string())
            .with("route", route),
    );
}

/// 46 firms entered the pool in 2019, 54 in 2020; four came back and do not count again.
pub fn pool(story: &mut Story<'_>) {
    for number in 0..46 {
        let listed = day(2019, 3 + u32::try_from(number / 12).unwrap_or(0) * 2, 20);
        entry(story, 150 + number, listed, Fate::Verified);
    }
    for number in 0..54 {
        let listed = [day(2020, 4, 16), day(2020, 6, 12), day(2020, 7, 20), day(2020, 8, 28)][number % 4];
        entry(story, 200 + number, listed, Fate::Verified);
    }
    for number in 0..4 {
        entry(story, 150 + number, day(2020, 7, 20), Fate::Verified);
    }
}

fn entry(story: &mut Story<'_>, firm: usize, listed: Day, fate: Fate) {
    let told = story.after(listed, 8);
    let document = format!("通科高〔{}〕{}号", listed.year(), 10 + listed.month());
    story.push(Event::new("pool_entry", told).of(firm).with("level", "city").with("listed_on", listed.to_string()).with("document", document).with("origin", "department").fate(fate));
}

const PROGRAMMES: [&str; 5] = ["省重点研发计划（产业前瞻）", "省科技成果转化专项资金", "省自然科学基金", "省创新能力建设计划", "省产学研合作项目"];

/// 168 applications that count in 2020: behind until June, made up since; those of the county do not count.
pub fn applications(story: &mut Story<'_>) {
    for (number, day) in story.days(2019, self::day(2019, 12, 10), 171).into_iter().enumerate() {
        application(story, number, day, "province", Fate::Verified);
    }
    let until = story.today.plus(-4);
    for number in 0..168 {
        let recommended = match number {
            ..38 => story.day(self::day(2020, 3, 2), self::day(2020, 6, 30)),
            38..60 => story.day(self::day(2020, 7, 1), self::day(2020, 7, 24)),
            _ => story.day(self::day(2020, 8, 3), until),
        };
        application(story, 300 + number, recommended, "province", Fate::Verified);
    }
    for (number, fate) in [Fate::Waiting, Fate::Waiting, Fate::Unproven("letter"), Fate::Unproven("letter"), Fate::Verified, Fate::Verified, Fate::Verified].into_iter().enumerate() {
        let level = if number > 3 { "city" } else { "province" };
        let day = story.today.plus(-3);
        application(story, 600 + number, day, level, fate);
    }
}

fn application(story: &mut Story<'_>, number: usize, recommended: Day, level: &str, fate: Fate) {
    let firm = story.firm(300);
    let programme = PROGRAMMES[story.chance.below(PROGRAMMES.len())];
    let told = story.after(recommended, 4);
    let lead = format!("{}-{number}", story.firms[firm].code);
    story.push(
        Event::new("application", told)
            .of(firm)
            .with("title", format!("第 {number} 号申报项目"))
            .with("programme", programme)
            .with("year", recommended.year().to_string())
            .with("lead", lead)
            .with("application_no", format!("SB{}{number:04}", recommended.year()))
            .with("level", level)
            .with("class", "project")
            .with("recommended_on", recommended.to_string())
            .fate(fate),
    );
}
