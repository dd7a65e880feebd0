//! 确保 and 力争 in whole sentences.

use notice::{Kind, Text, read};

const TEXTS: &[(&str, &[&str])] = &[
    ("确保高企净增30家，力争净增40家。", &["committed", "strive"]),
    (
        "力争全年新增高企30家、孵化器2家，研发投入占比达到2.5%。",
        &["strive", "strive", "strive"],
    ),
    (
        "确保完成技术合同成交额10亿元；新增研发机构5家。",
        &["committed", "plain"],
    ),
    (
        "积极争取省级资金2000万元，新增项目10个。",
        &["plain", "plain"],
    ),
    ("争取全年获批省级项目10个。", &["strive"]),
    ("确保各项工作高效推进。新增高企10家。", &["plain"]),
];

#[test]
fn firmness_of_targets() {
    for (text, expected) in TEXTS {
        let items = read(&Text::new(format!("二、工作目标\n{text}"))).items;
        let firmness: Vec<&str> = items
            .iter()
            .filter_map(|i| {
                if let Kind::Target(f) = &i.kind {
                    Some(f.firmness.word())
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(firmness, *expected, "{text}");
    }
}
