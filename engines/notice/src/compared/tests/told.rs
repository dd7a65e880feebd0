//! What is told of a pair.

use super::*;

#[test]
fn a_lower_limit_is_stricter() {
    for (old, new, told) in [
        (
            "PM2.5平均浓度降至38微克/立方米以下",
            "PM2.5平均浓度降至35微克/立方米以下",
            "Tightened",
        ),
        (
            "城镇登记失业率控制在4%以内",
            "城镇登记失业率控制在4.5%以内",
            "Loosened",
        ),
        (
            "城镇登记失业率控制在4%以内",
            "城镇登记失业率4.5%左右",
            "Loosened",
        ),
        (
            "企业开办时间压缩至3个工作日以内",
            "企业开办时间压缩至1个工作日以内",
            "Tightened",
        ),
        (
            "“三公”经费支出不超过500万元",
            "“三公”经费支出不超过450万元",
            "Tightened",
        ),
        (
            "PM2.5平均浓度达到38微克/立方米",
            "PM2.5平均浓度达到35微克/立方米",
            "Tightened",
        ),
        // More of the fall itself is more.
        ("单位GDP能耗下降3%", "单位GDP能耗下降3.5%", "Raised"),
        ("一般性支出压减5%以上", "一般性支出压减3%以上", "Lowered"),
        (
            "空气优良天数比率达到80%",
            "空气优良天数比率达到82%",
            "Raised",
        ),
        ("城镇新增就业1万人", "城镇新增就业9000人", "Lowered"),
        (
            "不良贷款率控制在2%以内",
            "贷款不良率控制在2.5%以内",
            "Loosened",
        ),
    ] {
        assert_eq!(of_one(old, new).1, told, "{old} / {new}");
    }
}

#[test]
fn the_same_figure_in_other_words_is_reworded() {
    for (old, new) in [
        ("净增规上工业企业20家以上", "净增规上工业企业20家左右"),
        ("净增规上工业企业20家", "净增规上工业企业20家以上"),
        ("新增高企20家", "新增高企20家以上"),
        ("引进科技创新团队10个", "引育创新团队10个"),
        ("举办对接活动6场", "举办对接活动6—8场"),
        // What is counted is more than before; the figures say nothing of more or less.
        ("新建众创空间3家", "新增众创空间、孵化器4家"),
    ] {
        assert_eq!(of_one(old, new).1, "Reworded", "{old} / {new}");
    }
    let same = of_one("净增规上工业企业20家\n以上", "净增规上工业企业20家以上");
    assert_eq!(same.1, "Kept");
}

#[test]
fn firmness_is_told_as_such() {
    use Firmness::{Committed, Plain, Strive};
    for (old, new, told, firm) in [
        (
            "力争净增高企30家",
            "确保净增高企30家",
            "Tightened",
            Some((Strive, Committed)),
        ),
        (
            "确保净增高企30家",
            "力争净增高企30家",
            "Loosened",
            Some((Committed, Strive)),
        ),
        (
            "净增高企30家",
            "力争净增高企30家",
            "Loosened",
            Some((Plain, Strive)),
        ),
        (
            "确保净增高企30家",
            "力争净增高企40家",
            "Raised",
            Some((Committed, Strive)),
        ),
        ("确保净增高企30家", "确保净增高企30家", "Kept", None),
    ] {
        let (pairs, said) = of_one(old, new);
        assert_eq!(said, told, "{old} / {new}");
        let beside = firm.map(|(old, new)| Beside::Firmness(old, new));
        assert_eq!(pairs[0].beside, Vec::from_iter(beside), "{old} / {new}");
    }
}

#[test]
fn deadlines_and_rhythms_are_told() {
    let of = |year: i32, task: &str| {
        reading(&format!(
            "{year}年工作要点\n一、重点工作\n1.强化服务。{task}。\n"
        ))
    };
    let due = |old: &str, new: &str| Beside::Due(Some(old.into()), Some(new.into()));
    for (old, new, change, beside_it) in [
        (
            "建立企业创新积分制，6月底前完成",
            "完善企业创新积分制，9月底前完成",
            Change::Reworded,
            vec![due("6月底前", "9月底前")],
        ),
        (
            "建立企业创新积分制，6月底前完成",
            "建立企业创新积分制，9月底前完成",
            Change::Later,
            vec![due("6月底前", "9月底前")],
        ),
        (
            "建立企业创新积分制，年底前完成",
            "建立企业创新积分制",
            Change::Reworded,
            vec![Beside::Due(Some("年底前".into()), None)],
        ),
        (
            "建立企业创新积分制，12月底前完成",
            "建立企业创新积分制，年底前完成",
            Change::Kept,
            vec![],
        ),
        (
            "每月召开1次调度会",
            "每月召开2次调度会",
            Change::Raised,
            vec![],
        ),
        (
            "每季度召开一次调度会",
            "每月召开一次调度会",
            Change::Raised,
            vec![Beside::Every(Every::Quarter, Every::Month)],
        ),
        (
            "每月召开一次调度会",
            "每季度召开一次调度会",
            Change::Lowered,
            vec![Beside::Every(Every::Month, Every::Quarter)],
        ),
        (
            "每月召开一次调度会",
            "每月召开一次调度会",
            Change::Kept,
            vec![],
        ),
    ] {
        let pairs = beside(&of(2024, old), &of(2025, new));
        assert_eq!(pairs.len(), 1, "{old} / {new}: {pairs:?}");
        assert_eq!(pairs[0].change, change, "{old} / {new}");
        assert_eq!(pairs[0].beside, beside_it, "{old} / {new}");
    }
}
