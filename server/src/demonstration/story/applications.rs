//! Applications for projects: T13 stood badly in spring and made up for it.

use std::collections::BTreeSet;

use values::Day;

use super::super::act::Posting;
use super::super::calendar::{day, open_after, stretches};
use super::super::county;
use super::super::names::PARTNERS;
use super::super::paper::Paper;
use super::super::script::Script;

const COUNTED_2019: [usize; 13] = [2, 3, 18, 22, 24, 26, 20, 18, 8, 4, 10, 10, 6];
const COUNTED_2020: [usize; 13] = [2, 2, 8, 18, 30, 42, 21, 24, 18, 6, 12, 10, 6];

/// Programmes of the province and above, with the class of what is applied for.
const PROGRAMMES: [(&str, &str, &str); 10] = [
    ("省重点研发计划（产业前瞻）", "project", "province"),
    ("省重点研发计划（社会发展）", "project", "province"),
    ("省科技成果转化专项", "project", "province"),
    ("省自然科学基金", "project", "province"),
    ("省创新能力建设计划", "platform", "province"),
    ("省双创人才", "talent", "province"),
    ("省双创团队", "talent", "province"),
    ("省科学技术奖", "award", "province"),
    ("国家重点研发计划", "project", "nation"),
    ("省国际科技合作项目", "project", "province"),
];

/// Leads of the joint projects of 2020; each counts once, whoever tells it again.
const JOINT: [usize; 3] = [0, 5, 9];
/// The programme that they apply to.
const INTERNATIONAL: usize = 9;

/// Writes applications down; a programme and its lead stand together once a year.
struct Desk<'a> {
    script: &'a mut Script,
    taken: BTreeSet<(i32, usize, usize)>,
    many: usize,
}

pub fn write(script: &mut Script) {
    let taken = JOINT
        .iter()
        .map(|lead| (2020, INTERNATIONAL, *lead))
        .collect();
    let mut desk = Desk {
        script,
        taken,
        many: 0,
    };
    for (year, counted) in [(2019, COUNTED_2019), (2020, COUNTED_2020)] {
        for on in desk.script.days(year, &counted) {
            let posting = desk.fresh(on);
            desk.script.good(on, posting);
        }
    }
    desk.left_out();
}

impl Desk<'_> {
    /// An application that nobody else has made this year.
    fn fresh(&mut self, on: Day) -> Posting {
        loop {
            let (programme, lead) = (
                self.script.chance.below(PROGRAMMES.len()),
                self.script.firm_of(on),
            );
            if self.taken.insert((on.year(), programme, lead)) {
                return self.posting(on, programme, lead, lead);
            }
        }
    }

    fn posting(&mut self, on: Day, programme: usize, lead: usize, firm: usize) -> Posting {
        self.many += 1;
        let (name, class, level) = PROGRAMMES[programme];
        let asked = self.script.chance.between(4, 40) * 5_000_000;
        let industry = self.script.firms[lead].industry;
        Posting::of("application")
            .firm(firm)
            .put("title", format!("{industry}方向第 {} 项", self.many))
            .put("programme", name)
            .put("year", on.year())
            .put("lead", &self.script.firms[lead].code)
            .put("application_no", format!("SB{}{:05}", on.year(), self.many))
            .put("level", level)
            .put("class", class)
            .put("recommended_on", on)
            .put(
                "partner",
                PARTNERS[self.script.chance.below(PARTNERS.len())].0,
            )
            .money("asked", asked)
            .paper(Paper::number(
                "letter",
                format!("皋科演函〔{}〕{}号", on.year(), on.month()),
                county::BUREAU,
                on,
            ))
    }

    /// Five wait; others are below the province, ask for a title, or tell a joint project again.
    fn left_out(&mut self) {
        let year = stretches(2020);
        for date in [9, 10, 10, 11, 14] {
            let on = day(2020, 9, date);
            let posting = self.fresh(on);
            self.script.handed_in(open_after(on, 2), posting);
        }
        for at in 0..6 {
            let on = self.script.chance.open_day(year[2 + at]);
            let posting = self
                .fresh(on)
                .put("programme", "市科技计划（演示）")
                .put("level", "city");
            self.script.good(on, posting);
        }
        for at in 0..8 {
            let on = self.script.chance.open_day(year[4 + at % 4]);
            let posting = self
                .fresh(on)
                .put("programme", "高新技术企业认定")
                .put("class", "hnte");
            self.script.good(on, posting);
        }
        for lead in JOINT {
            let on = day(2020, 7, 16);
            for firm in [lead, lead + 100] {
                let posting = self.posting(on, INTERNATIONAL, lead, firm).put(
                    "title",
                    format!("联合攻关项目（牵头 {}）", self.script.firms[lead].name),
                );
                self.script.good(on, posting);
            }
        }
    }
}
