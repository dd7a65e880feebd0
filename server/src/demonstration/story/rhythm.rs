//! Demands, activities and the year's breakthrough: what the rhythm of the notice is tested by.

use values::{Day, Fen, weeks_of_year};

use super::super::act::Posting;
use super::super::calendar::{Date, day, is_open, open_after};
use super::super::county;
use super::super::names::{INDUSTRIES, PARTNERS, projects};
use super::super::paper::{Drawn, Form, Paper};
use super::super::script::Script;

/// Weeks of 2020 without a demand: the weeks of the epidemic, and three that were missed.
const SILENT_2020: [u32; 9] = [4, 5, 6, 7, 8, 9, 11, 22, 29];

const CLASSES: [&str; 6] = [
    "key_technology",
    "new_product",
    "process",
    "equipment",
    "testing",
    "talent",
];

/// Activities: on, form, partner, firms, on the screen. May has nobody invited, September nothing yet.
const ACTIVITIES: [(Date, &str, usize, i64, &str); 27] = [
    ((2019, 1, 17), "invite_in", 2, 18, "site"),
    ((2019, 2, 26), "go_out", 0, 9, "site"),
    ((2019, 3, 21), "invite_in", 3, 22, "site"),
    ((2019, 4, 18), "go_out", 6, 11, "site"),
    ((2019, 5, 23), "invite_in", 1, 26, "site"),
    ((2019, 6, 20), "go_out", 7, 8, "site"),
    ((2019, 7, 18), "invite_in", 4, 15, "site"),
    ((2019, 8, 22), "go_out", 2, 12, "site"),
    ((2019, 9, 19), "invite_in", 5, 20, "site"),
    ((2019, 10, 24), "go_out", 3, 10, "site"),
    ((2019, 11, 21), "invite_in", 8, 17, "site"),
    ((2019, 12, 12), "go_out", 1, 9, "site"),
    ((2020, 1, 14), "invite_in", 0, 16, "site"),
    ((2020, 3, 26), "invite_in", 2, 31, "online"),
    ((2020, 4, 16), "go_out", 1, 8, "site"),
    ((2020, 5, 21), "go_out", 7, 10, "site"),
    ((2020, 6, 11), "go_out", 3, 12, "site"),
    ((2020, 7, 9), "invite_in", 6, 24, "site"),
    ((2020, 7, 23), "invite_in", 4, 13, "site"),
    ((2020, 8, 13), "go_out", 2, 11, "site"),
    ((2020, 8, 20), "go_out", 5, 9, "site"),
    ((2020, 9, 24), "invite_in", 3, 21, "site"),
    ((2020, 10, 22), "go_out", 0, 12, "site"),
    ((2020, 11, 5), "invite_in", 1, 19, "site"),
    ((2020, 11, 19), "invite_in", 8, 14, "site"),
    ((2020, 12, 3), "go_out", 6, 9, "site"),
    ((2020, 12, 17), "go_out", 2, 8, "site"),
];

pub fn write(script: &mut Script) {
    demands(script);
    for activity in &ACTIVITIES {
        held(script, activity);
    }
    breakthroughs(script);
}

fn demands(script: &mut Script) {
    let mut titles = projects(&mut script.chance);
    for year in [2019, 2020] {
        for week in weeks_of_year(year) {
            if year == 2020 && SILENT_2020.contains(&week.number)
                || week.days.first < day(2019, 1, 7)
            {
                continue;
            }
            let many = script.chance.between(1, 2);
            for _ in 0..many {
                // Early in the week, so that a second person sees it within the week.
                let published = (0..5)
                    .map(|at| week.days.first.plus(at))
                    .filter(|on| is_open(*on));
                let early: Vec<Day> = published.take(2).collect();
                let Some(on) = early.get(script.chance.below(early.len())) else {
                    continue;
                };
                let title = titles
                    .pop()
                    .unwrap_or_else(|| format!("第 {} 周需求", week.number));
                demand(script, *on, &title);
            }
        }
    }
}

fn demand(script: &mut Script, published: Day, title: &str) {
    let firm = script.firm_of(published);
    let industry = script.firms[firm].industry;
    let budget = script.chance.between(2, 20) * 5_000_000;
    let posting = Posting::of("demand")
        .firm(firm)
        .put("title", format!("{title}需求"))
        .put("class", script.chance.pick(&CLASSES))
        .put("published_on", published)
        .put("collected_on", published.plus(-6))
        .put("industry", industry)
        .put(
            "difficulty",
            format!("{title}目前依赖经验，合格率不稳，希望与高校院所合作解决。"),
        )
        .money("budget", budget)
        .put(
            "wanted_partner",
            PARTNERS[script.chance.below(PARTNERS.len())].0,
        )
        .paper(Paper::number(
            "form",
            format!("征集表 {published}-{firm}"),
            script.firms[firm].name.clone(),
            published,
        ));
    // The bureau's own weekly list: entered the same day, seen the next.
    let (row, _) = script.handed_in(published, posting);
    script.verify(open_after(published, 1), "demand", row);
}

fn held(script: &mut Script, activity: &(Date, &'static str, usize, i64, &'static str)) {
    let ((year, month, date), form, partner, firms, online) = *activity;
    let on = day(year, month, date);
    let partner = PARTNERS[partner].0;
    let name = if form == "invite_in" {
        format!("{partner}专家如皋行")
    } else {
        format!("走进{partner}")
    };
    let (_, trades) = INDUSTRIES[usize::try_from(month).unwrap_or(0) % INDUSTRIES.len()];
    let town = usize::try_from(date).unwrap_or(0) % county::TOWNS.len();
    let posting = Posting::of("activity")
        .town(town)
        .put("name", format!("{name}（{}专场）", trades[0]))
        .put("form", form)
        .put("held", "yes")
        .put("online", online)
        .put("held_on", on)
        .put(
            "venue",
            if form == "invite_in" {
                county::TOWNS[town].0
            } else {
                partner
            },
        )
        .put("firms", firms)
        .put("partners", partner)
        .put("demands", firms / 2)
        .put("intents", firms / 4)
        .money("cost", Fen::yuan(firms * 600).0)
        .paper(proof(on, partner, firms));
    script.good(on, posting);
}

/// The list of those who came: a picture for the newest, a number for the rest.
fn proof(on: Day, partner: &str, firms: i64) -> Paper {
    if on < day(2020, 7, 1) {
        return Paper::number("proof", format!("签到表 {on}"), "产学研成果科", on);
    }
    let lines = vec![
        ("名称", "活动签到表".to_owned()),
        ("院所", partner.to_owned()),
        ("日期", on.to_string()),
        ("企业家数", firms.to_string()),
    ];
    Paper::file(
        "proof",
        Drawn {
            name: format!("签到表-{on}.png"),
            form: Form::Picture,
            title: "活动签到表",
            lines,
        },
    )
}

/// The one of 2019 was confirmed; that of 2020 still waits for the directors' meeting.
fn breakthroughs(script: &mut Script) {
    let minutes = |number: &str, on: Day| Paper::number("minutes", number, county::BUREAU, on);
    let first = Posting::of("breakthrough")
        .put("title", "首个省级产学研联合创新平台")
        .put("achieved_on", day(2019, 11, 12))
        .put("decision", "局长办公会演〔2019〕14号")
        .put("class", "first_title")
        .paper(minutes("局长办公会演〔2019〕14号", day(2019, 11, 25)));
    let row = script.handed_in_by(day(2019, 11, 27), "cao", first);
    script.verify(day(2019, 11, 28), "breakthrough", row);
    let second = Posting::of("breakthrough")
        .put("title", "氮化镓外延片缺陷控制达到行业先进")
        .put("achieved_on", day(2020, 8, 28))
        .put("class", "technology")
        .put("note", "拟提交局长办公会确认")
        .paper(minutes("会议材料演〔2020〕9号", day(2020, 9, 1)));
    let row = script.handed_in_by(day(2020, 9, 2), "cao", second);
    script.verify(day(2020, 9, 3), "breakthrough", row);
}
