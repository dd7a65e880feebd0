//! What becomes of a reading.

use super::super::choice::{meant, meant_rhythm};
use super::super::group::groups;
use super::super::{Kind, proposed_op};
use super::{choices, read, rugao};
use crate::quantity::{Firmness, Op};

#[test]
fn comparators_are_proposed() {
    for (said, proposed) in [
        (::notice::Op::AtLeast, Op::AtLeast),
        (::notice::Op::NetAtLeast, Op::AtLeast),
        (::notice::Op::Exactly, Op::AtLeast),
        (::notice::Op::More, Op::More),
        (::notice::Op::AtMost, Op::AtMost),
        (::notice::Op::About, Op::About),
    ] {
        assert_eq!(proposed_op(said), proposed, "{said:?}");
    }
}

#[test]
fn names_mean_indicators() {
    let choices = choices();
    for (name, unit, id) in [
        ("全市R&D占GDP比重", "ratio", "rd-intensity"),
        ("全社会研发经费支出占GDP比重", "ratio", "rd-intensity"),
        (
            "高新技术产业产值占规上工业总产值比重",
            "ratio",
            "hightech-output-share",
        ),
        ("净增高企数量", "家", "hnte-net-increase"),
        ("新增高企培育入库", "家", "pool-entries"),
        ("新增省级以上企业研发机构", "家", "rd-institutions"),
        ("产学研合作项目", "项", "cooperation-projects"),
        ("产学研合作支出额", "元", "cooperation-spending"),
        (
            "大中型工业企业及规上高企研发机构覆盖率",
            "ratio",
            "institution-coverage",
        ),
        ("新认定国家级孵化器", "个", "national-incubators"),
        ("省级众创空间", "家", "maker-spaces"),
        ("“苏科贷”“如科贷”贷款发放额", "元", "technology-loans"),
        ("科技担保额", "元", "technology-guarantees"),
        ("申报项目", "项", "project-applications"),
        ("争取上级资金", "元", "funds-won"),
        // A level, a unit or a thing that no indicator has.
        ("新增省级孵化器", "家", ""),
        ("净增高新技术企业", "ratio", ""),
        ("发明专利授权量", "件", ""),
        ("引进人才", "名", ""),
        ("新增企业", "家", ""),
        ("", "家", ""),
    ] {
        let found = meant(&choices, name, unit)
            .map(|(choice, _)| choice.id.as_str())
            .unwrap_or_default();
        assert_eq!(found, id, "{name}");
    }
}

#[test]
fn rules_mean_rhythm_indicators_of_their_own_period() {
    let choices = choices();
    for (every, what, id) in [
        (::notice::Every::Week, "需求", "demand-every-week"),
        (::notice::Every::Month, "活动", "activity-every-month"),
        (::notice::Every::OddMonth, "请进来", "invite-in-odd-months"),
        (::notice::Every::EvenMonth, "走出去", "go-out-even-months"),
        (::notice::Every::Quarter, "签约", "signing-every-quarter"),
        (::notice::Every::Year, "突破", "breakthrough-every-year"),
        (::notice::Every::Quarter, "需求", ""),
        (::notice::Every::Week, "通报", ""),
    ] {
        let found = meant_rhythm(&choices, every, what)
            .map(|choice| choice.id.as_str())
            .unwrap_or_default();
        assert_eq!(found, id, "{what}");
    }
}

#[test]
fn the_real_notice_has_nineteen_mentions_of_fourteen_targets_and_one_conflict() {
    let (found, ..) = read(&rugao());
    let targets: Vec<_> = found
        .iter()
        .filter(|one| one.kind == Kind::Target)
        .collect();
    assert_eq!(targets.len(), 19);
    let groups = groups(&found);
    let groups: Vec<_> = groups
        .iter()
        .filter(|group| group.leader.kind == Kind::Target)
        .collect();
    assert_eq!(groups.len(), 14);
    let mut indicators: Vec<&str> = groups
        .iter()
        .map(|group| group.leader.indicator.as_str())
        .collect();
    indicators.sort_unstable();
    indicators.dedup();
    assert_eq!(
        indicators.len(),
        14,
        "every target has an indicator of its own: {indicators:?}"
    );
    assert!(!indicators.contains(&""));
    let places: Vec<i64> = groups.iter().map(|group| group.leader.place).collect();
    assert_eq!(places, (1..=14).collect::<Vec<i64>>());

    let clashing: Vec<_> = groups
        .iter()
        .filter(|group| group.is_in_conflict())
        .collect();
    assert_eq!(clashing.len(), 1);
    let net = clashing[0];
    assert_eq!(
        (net.leader.indicator.as_str(), net.leader.number().as_str()),
        ("hnte-net-increase", "T03")
    );
    let said: Vec<Firmness> = net.wordings().iter().map(|one| one.firmness).collect();
    assert_eq!(said, [Firmness::Committed, Firmness::Strive]);
}

#[test]
fn the_real_notice_has_six_rhythm_rules_and_its_duties() {
    let (found, ..) = read(&rugao());
    let rules: Vec<&str> = found
        .iter()
        .filter(|one| one.kind == Kind::Rhythm)
        .map(|one| one.indicator.as_str())
        .collect();
    assert_eq!(
        rules,
        [
            "invite-in-odd-months",
            "go-out-even-months",
            "demand-every-week",
            "activity-every-month",
            "signing-every-quarter",
            "breakthrough-every-year"
        ]
    );
    let lead = |words: &str| {
        found
            .iter()
            .find(|one| one.kind == Kind::Duty && one.name.contains(words))
            .map(|one| one.office.clone())
    };
    assert_eq!(lead("强化高企政策的宣传").as_deref(), Some("hightech"));
    assert_eq!(lead("提升国际科技合作水平").as_deref(), Some("cooperation"));
    assert_eq!(lead("发挥科技小额贷款作用").as_deref(), Some("finance"));
}

#[test]
fn a_rule_of_a_table_is_named_by_its_row() {
    let table = "2027年科技工作任务分解表\n工作任务|目标值|一季度|二季度|三季度|四季度|责任科室|责任人\n开展科技政策宣讲|每季度不少于1场|1|2|3|4|办公室|王五\n净增高新技术企业|40家|0|0|15|40|高新科|张三\n";
    let (found, ..) = read(&table.replace('|', "\t"));
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.kind, one.name.as_str(), one.assigned.person.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Kind::Rhythm, "开展科技政策宣讲每季度不少于1场", ""),
            (Kind::Target, "净增高新技术企业", "张三"),
        ]
    );
}

#[test]
fn mentions_of_another_level_value_or_unit() {
    let text =
        |second: &str| format!("二、工作目标\n确保全年新增国家级孵化器1家。\n三、举措\n{second}\n");
    // Another level is another target.
    let (found, ..) = read(&text("全年新增省级孵化器2家。"));
    assert_eq!(
        groups(&found)
            .iter()
            .filter(|group| group.leader.kind == Kind::Target)
            .count(),
        2
    );
    // Another value is the same target in conflict.
    let (found, ..) = read(&text("全年新增国家级孵化器2家。"));
    let all = groups(&found);
    assert_eq!((all.len(), all[0].mentions.len()), (1, 2));
    assert!(all[0].is_in_conflict());
    // The same value without a word of firmness is none.
    let (found, ..) = read(&text("全年新认定国家级孵化器1个以上。"));
    let all = groups(&found);
    assert_eq!(all[0].mentions.len(), 2);
    assert_eq!(all[0].firmness(), Firmness::Committed);
    assert!(!all[0].is_worded_alike());
}

#[test]
fn targets_without_an_indicator_are_joined_by_name() {
    let (found, ..) = read(
        "二、工作目标\n全年授权发明专利300件。\n三、举措\n全年授权发明专利300件以上，申请发明专利900件。\n",
    );
    let all = groups(&found);
    let targets: Vec<_> = all
        .iter()
        .filter(|group| group.leader.kind == Kind::Target)
        .collect();
    assert_eq!(
        targets.len(),
        2,
        "{:?}",
        found.iter().map(|one| &one.said_name).collect::<Vec<_>>()
    );
    assert_eq!(targets[0].mentions.len(), 2);
    assert!(targets[0].leader.indicator.is_empty());
}
