//! Research institutions, incubators, maker spaces and the list they are measured by: T05, T08,
//! T09 and T10.

use values::Day;

use super::super::act::{Deed, Posting};
use super::super::calendar::{BEGINNING, Date, day, open_after};
use super::super::firms::{LARGE_OR_MEDIUM, LISTED};
use super::super::paper::Paper;
use super::super::script::Script;

/// Firms of the list that had an institution before 2020.
const WITH_INSTITUTION: usize = 61;
/// Firms from this place on are above scale and high-tech; some of them are large or medium, too.
const ABOVE_SCALE: usize = 30;

/// One title granted: firm, class, level, on, occasion, what it is called after the firm's name.
struct Title {
    firm: usize,
    class: &'static str,
    level: &'static str,
    on: Date,
    occasion: &'static str,
    suffix: &'static str,
}

const fn title(
    firm: usize,
    class: &'static str,
    level: &'static str,
    on: Date,
    occasion: &'static str,
    suffix: &'static str,
) -> Title {
    Title {
        firm,
        class,
        level,
        on,
        occasion,
        suffix,
    }
}

/// What happened to titles in the two years, beside the institutions that were there before.
const TITLES: [Title; 22] = [
    // The coverage grows.
    title(
        61,
        "own_institution",
        "county",
        (2020, 3, 10),
        "first",
        "技术研发中心",
    ),
    title(
        62,
        "own_institution",
        "county",
        (2020, 4, 15),
        "first",
        "技术研发中心",
    ),
    title(
        63,
        "engineering_centre",
        "city",
        (2020, 7, 14),
        "first",
        "工程技术研究中心",
    ),
    // Three of the province, one of the city, one that was of the province before.
    title(
        4,
        "engineering_centre",
        "province",
        (2020, 5, 12),
        "upgrade",
        "省级工程技术研究中心",
    ),
    title(
        0,
        "graduate_station",
        "province",
        (2020, 6, 18),
        "first",
        "研究生工作站",
    ),
    title(
        17,
        "technology_centre",
        "province",
        (2020, 8, 27),
        "first",
        "省级企业技术中心",
    ),
    title(
        22,
        "technology_centre",
        "city",
        (2020, 7, 2),
        "first",
        "市级企业技术中心",
    ),
    title(
        9,
        "engineering_centre",
        "province",
        (2020, 6, 5),
        "rename",
        "省级工程技术研究中心",
    ),
    title(
        26,
        "engineering_centre",
        "province",
        (2020, 11, 10),
        "first",
        "省级工程技术研究中心",
    ),
    title(
        33,
        "key_lab",
        "province",
        (2020, 12, 8),
        "first",
        "省级重点实验室",
    ),
    // The year before.
    title(
        9,
        "engineering_centre",
        "province",
        (2019, 5, 21),
        "first",
        "省级工程技术研究中心",
    ),
    title(
        13,
        "technology_centre",
        "province",
        (2019, 9, 6),
        "first",
        "省级企业技术中心",
    ),
    title(
        21,
        "graduate_station",
        "province",
        (2019, 6, 25),
        "first",
        "研究生工作站",
    ),
    // Incubators and maker spaces, run by firms of their own.
    title(
        405,
        "incubator",
        "nation",
        (2016, 12, 9),
        "first",
        "科技企业孵化器",
    ),
    title(
        405,
        "incubator",
        "nation",
        (2020, 6, 29),
        "review",
        "科技企业孵化器",
    ),
    title(
        406,
        "incubator",
        "province",
        (2020, 7, 20),
        "first",
        "科技企业孵化器",
    ),
    title(
        406,
        "incubator",
        "nation",
        (2020, 12, 16),
        "upgrade",
        "科技企业孵化器",
    ),
    title(
        407,
        "maker_space",
        "province",
        (2019, 8, 30),
        "first",
        "众创空间",
    ),
    title(
        408,
        "maker_space",
        "province",
        (2020, 9, 7),
        "first",
        "众创空间",
    ),
    title(
        409,
        "maker_space",
        "province",
        (2020, 9, 7),
        "first",
        "众创空间",
    ),
    title(
        410,
        "maker_space",
        "city",
        (2020, 5, 28),
        "first",
        "众创空间",
    ),
    title(
        407,
        "maker_space",
        "province",
        (2020, 9, 7),
        "review",
        "众创空间",
    ),
];

pub fn write(script: &mut Script) {
    base_list(script, 2019);
    base_list(script, 2020);
    for firm in 0..WITH_INSTITUTION {
        let class = *script.chance.pick(&[
            "engineering_centre",
            "technology_centre",
            "own_institution",
            "graduate_station",
        ]);
        let level = if class == "own_institution" {
            "county"
        } else {
            "city"
        };
        let on = (
            2014 + i32::try_from(firm % 5).unwrap_or(0),
            1 + u32::try_from(firm % 11).unwrap_or(0),
            12,
        );
        grant(script, &title(firm, class, level, on, "first", "研发机构"));
    }
    for one in &TITLES {
        grant(script, one);
    }
}

/// One act freezes the list of a year: a row for each firm and class.
fn base_list(script: &mut Script, year: i32) {
    let frozen = day(year, 1, 14);
    let large = (0..LARGE_OR_MEDIUM).map(|firm| (firm, "large_medium"));
    let above = (ABOVE_SCALE..LISTED).map(|firm| (firm, "hnte_above_scale"));
    for (firm, class) in large.chain(above) {
        let posting = Posting::of("base_list")
            .firm(firm)
            .put("class", class)
            .put("list_year", year)
            .put("effective_on", day(year, 1, 1))
            .paper(Paper::number(
                "list",
                format!("皋统演〔{year}〕1号"),
                "如皋市统计局",
                day(year, 1, 10),
            ));
        let row = script.handed_in_by(frozen, "ye", posting);
        script.act(open_after(frozen, 1), "su", Deed::Verify(row));
    }
}

fn grant(script: &mut Script, title: &Title) {
    let (year, month, on) = title.on;
    let granted = day(year, month, on);
    let firm = title.firm;
    // Some firms are younger than the institution that chance gave them.
    let granted = granted.max(script.firms[firm].registered_on.plus(200));
    let posting = posting(script, title, granted);
    let (year, month, on) = BEGINNING;
    let beginning = day(year, month, on).plus(5);
    if granted > beginning {
        script.good(granted, posting);
    } else {
        let entered = open_after(beginning, i64::try_from(firm / 30).unwrap_or(0));
        let (row, _) = script.handed_in(entered, posting);
        script.verify(open_after(entered, 2), "title", row);
    }
}

fn posting(script: &Script, title: &Title, granted: Day) -> Posting {
    let issuer = match title.level {
        "nation" => "科学技术部火炬中心（演示）",
        "province" => "江苏省科学技术厅（演示）",
        "city" => "南通市科学技术局（演示）",
        _ => "如皋市科学技术局（演示）",
    };
    let document = format!(
        "科演〔{}〕{}号",
        granted.year(),
        granted.month() * 100 + granted.day()
    );
    Posting::of("title")
        .firm(title.firm)
        .put(
            "item",
            format!("{}{}", script.firms[title.firm].name, title.suffix),
        )
        .put("class", title.class)
        .put("level", title.level)
        .put("granted_on", granted)
        .put("document", &document)
        .put("line", "science")
        .put("occasion", title.occasion)
        .paper(Paper::number("document", document, issuer, granted))
}
