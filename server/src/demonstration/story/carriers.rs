//! Research institutions, incubators, maker spaces and the list they are measured by: T05, T08,
//! T09 and T10.

mod titles;

use values::Day;

use super::super::act::{Deed, Posting};
use super::super::calendar::{BEGINNING, day, open_after};
use super::super::firms::{LARGE_OR_MEDIUM, LISTED};
use super::super::paper::Paper;
use super::super::script::Script;
use titles::{TITLES, Title, title};

/// Firms of the list that had an institution before 2020.
const WITH_INSTITUTION: usize = 61;
/// Firms from this place on are above scale and high-tech; some of them are large or medium, too.
const ABOVE_SCALE: usize = 30;

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
