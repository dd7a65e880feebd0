use crate::Unit;

/// The units of amounts, as an input names them.
pub const UNITS: [(&str, Unit); 5] = [
    ("yuan", Unit::Yuan),
    ("thousand", Unit::Thousand),
    ("wan", Unit::Wan),
    ("million", Unit::Million),
    ("yi", Unit::Yi),
];

/// What the heading of a column or a title says of its unit.
pub fn said(heading: &str, titles: &[String]) -> Option<Unit> {
    let words = [
        ("百万", Unit::Million),
        ("万", Unit::Wan),
        ("千元", Unit::Thousand),
        ("亿", Unit::Yi),
    ];
    let named = words.iter().find(|(word, _)| heading.contains(word));
    let above = titles.iter().find_map(|title| {
        let (_, behind) = title.rsplit_once("单位")?;
        let behind = behind.trim_start_matches(['：', ':', ' ']);
        words.iter().find(|(word, _)| behind.starts_with(word))
    });
    named.or(above).map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_that_was_not_understood_keeps_its_unit() {
        let titles = |text: &str| vec![text.to_owned()];
        for (heading, title, unit) in [
            ("实付（万元）", "", Some(Unit::Wan)),
            ("实付", "单位：万元", Some(Unit::Wan)),
            ("实付", "填报单位：白蒲镇万象村", None),
            ("实付(百万元)", "单位：万元", Some(Unit::Million)),
        ] {
            assert_eq!(said(heading, &titles(title)), unit, "{heading} {title}");
        }
    }
}
