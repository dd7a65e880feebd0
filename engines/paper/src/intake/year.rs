//! The year of days that do not say theirs.

use values::half_width;

/// Words of a line that says when the table was filled in, not what it is about.
const FILLED_IN: [&str; 10] = [
    "填报", "填表", "制表", "报送", "报出", "打印", "编制", "审核", "日期", "截至",
];

/// The year that a title names, or else the sheet: 2020年1—8月付款情况; and the words that name it.
pub fn said(titles: &[String], sheet: &str) -> Option<(i32, String)> {
    let about = |title: &&String| !FILLED_IN.iter().any(|word| title.contains(word));
    let titles = titles.iter().filter(about);
    let mut said = titles.filter_map(|title| Some((of(title)?, format!("表上方“{title}”"))));
    said.next().or_else(|| {
        let year = of(sheet).or_else(|| known(&half_width(sheet)))?;
        Some((year, format!("工作表名“{sheet}”")))
    })
}

fn of(title: &str) -> Option<i32> {
    let half = half_width(title);
    let (before, _) = half.split_once('年')?;
    let digits: Vec<char> = before.trim_end().chars().rev().take(4).collect();
    let year: String = digits.into_iter().rev().collect();
    known(&year)
}

fn known(year: &str) -> Option<i32> {
    let year = year.trim().parse().ok();
    year.filter(|year| (1990..=2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_table_stands_in_its_title_or_its_name() {
        for (titles, sheet, expected) in [
            (&["2020年1—8月付款情况表"][..], "付款", Some(2020)),
            (&["白蒲镇２０１９年付款"], "付款", Some(2019)),
            (&["2018-2020年合同台账"], "2019年", Some(2020)),
            (
                &["填报日期：2019年12月31日", "2020年合同台账"],
                "表",
                Some(2020),
            ),
            (&["填报日期：2019年12月31日"], "表", None),
            (&["付款台账"], "2019年", Some(2019)),
            (&[], "２０１９", Some(2019)),
            (&["第12年付款"], "付款", None),
            (&["付款台账"], "8月", None),
        ] {
            let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
            let found = said(&titles, sheet).map(|(year, _)| year);
            assert_eq!(found, expected, "{titles:?} {sheet}");
        }
    }
}
