//! What a notice says of itself, as a person entered or corrected it.

use values::Day;
use web::{Complaints, Fields};

use super::Notice;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    pub number: String,
    pub title: String,
    pub issuer: String,
    pub day: Day,
    pub year: i64,
}

impl Particulars {
    /// Reads the form; complaints name the field, the value given and the way out.
    pub fn read(fields: &Fields) -> Result<Self, Complaints> {
        let mut wrong = Complaints::default();
        let title = fields.get("title").to_owned();
        if title.is_empty() {
            wrong.add("title", "标题", "请填文件标题，例如 2020年科技重点工作");
        }
        for (field, label, most) in [
            ("title", "标题", 100),
            ("number", "文号", 60),
            ("issuer", "发文单位", 60),
        ] {
            let length = fields.get(field).chars().count();
            if length > most {
                wrong.add(
                    field,
                    label,
                    format!("最多 {most} 个字，现在是 {length} 个字"),
                );
            }
        }
        let year = fields.get("year").trim_end_matches('年');
        let year = values::parse_whole(year).filter(|year| (1990..2100).contains(year));
        if year.is_none() {
            wrong.add(
                "year",
                "计划年度",
                match fields.get("year") {
                    "" => "文中没有看出年度，请填四位数字，例如 2020".to_owned(),
                    given => format!("“{given}”不是年度，请填四位数字，例如 2020"),
                },
            );
        }
        let within = year.and_then(|year| i32::try_from(year).ok()).unwrap_or(0);
        let day = Day::parse(fields.get("day"), within)
            .map_err(|fault| {
                let reason = match fields.get("day") {
                    "" => "文中没有发文日期，请填".to_owned(),
                    _ => fault.to_string(),
                };
                wrong.add("day", "发文日期", reason);
            })
            .ok();
        match (day, year) {
            (Some(day), Some(year)) if wrong.is_empty() => Ok(Particulars {
                number: fields.get("number").to_owned(),
                title,
                issuer: fields.get("issuer").to_owned(),
                day,
                year,
            }),
            _ => Err(wrong),
        }
    }

    /// The fields as a form shows a notice.
    pub fn fields(notice: &Notice) -> Fields {
        Fields::from_pairs([
            ("number".to_owned(), notice.number.clone()),
            ("title".to_owned(), notice.title.clone()),
            ("issuer".to_owned(), notice.issuer.clone()),
            ("day".to_owned(), notice.day.to_string()),
            ("year".to_owned(), notice.year.to_string()),
        ])
    }

    pub fn onto(self, notice: Notice) -> Notice {
        Notice {
            number: self.number,
            title: self.title,
            issuer: self.issuer,
            day: self.day,
            year: self.year,
            ..notice
        }
    }
}
