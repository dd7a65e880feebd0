//! What stands in the columns: by their heads, and by what their cells hold.

use super::told;

/// The same for a table under a title.
fn told_of(table: &str) -> Vec<String> {
    told(&format!("2025年目标任务分解表\n{table}\n"))
}

#[test]
fn a_plan_of_several_years_sets_all_of_them() {
    let table = "指标\t单位\t2024年基数\t2025年\t2026年\t2027年\n入库\t家\t186\t216\t250\t300";
    for title in [
        "三年行动目标（2025—2027年）",
        "2025-2027年计划表",
        "2025年至2027年目标任务表",
    ] {
        assert_eq!(
            told(&format!("{title}\n{table}\n")),
            [
                "past 入库 == 186 家",
                "入库 == 216 家",
                "入库 == 250 家",
                "入库 == 300 家"
            ],
            "{title}"
        );
    }
}

#[test]
fn a_column_of_units_is_known_by_its_cells() {
    for head in ["核算单位", "计数口径单位", "量纲", "单位名称", "计量"] {
        let table = format!("指标\t{head}\t目标值\n合同额\t亿元\t120\n呈交率\t%\t95");
        assert_eq!(
            told_of(&table),
            ["合同额 == 12000000000 元", "呈交率 == 0.95 ratio"],
            "{head}"
        );
    }
}

#[test]
fn signs_in_a_head_are_no_sentence() {
    for head in [
        "目标值（2025年，累计）",
        "目标值：",
        "年度目标。",
        "全年目标（数量；家）",
    ] {
        assert_eq!(
            told_of(&format!("指标\t{head}\t牵头科室：\n入库\t30家\t高新科")),
            ["入库 == 30 家 高新科"],
            "{head}"
        );
    }
    let places = "指标\t单位\t全县\t其中：城关镇\t柳河镇\n入库\t家\t30\t8\t6";
    assert_eq!(
        told_of(places),
        ["入库 == 30 家", "城关镇入库 == 8 家", "柳河镇入库 == 6 家"]
    );
}

#[test]
fn places_may_head_columns() {
    assert_eq!(
        told_of(
            "序号\t指标名称（单位）\t高新区\t物流园\t合计\t完成时限\n1\t研发投入（万元）\t320\t45\t365\t12月底"
        ),
        [
            "高新区研发投入 == 3200000 元 12月底",
            "物流园研发投入 == 450000 元 12月底",
            "研发投入 == 3650000 元 12月底",
        ]
    );
    // Words for places head whose row it is.
    assert_eq!(
        told_of("所在乡镇\t任务\t目标值\n城关镇\t入库\t8家"),
        ["城关镇入库 == 8 家"]
    );
}

#[test]
fn lists_side_by_side_are_read_one_after_the_other() {
    let table = "镇街\t入库（家）\t镇街\t入库（家）\n东镇\t8\t西镇\t2\n南镇\t5\t\t";
    assert_eq!(
        told_of(table),
        ["东镇入库 == 8 家", "西镇入库 == 2 家", "南镇入库 == 5 家"]
    );
}

#[test]
fn a_head_of_a_table_of_towns_names_what_it_counts() {
    for (head, name) in [
        ("专利申请任务数（件）", "东镇专利申请"),
        ("2025年专利目标（件）", "东镇专利"),
        ("全年专利授权计划数（件）", "东镇专利授权"),
        ("年度考核目标（件）", "东镇"),
    ] {
        assert_eq!(
            told_of(&format!("镇街\t{head}\n东镇\t6")),
            [format!("{name} == 6 件")],
            "{head}"
        );
    }
}

#[test]
fn a_name_may_go_over_the_column_of_categories() {
    let table =
        "类别\t指标\t单位\t目标值\n主体\t高企\t家\t30\n〃\t瞪羚\t家\t8\n合同成交额\t\t亿元\t18";
    assert_eq!(
        told_of(table),
        [
            "高企 == 30 家",
            "瞪羚 == 8 家",
            "合同成交额 == 1800000000 元"
        ]
    );
}

#[test]
fn goals_of_several_kinds() {
    for (heads, row, goals) in [
        (
            "确保目标\t力争目标",
            "30\t35",
            &["高企 == 30 家", "高企 == 35 家"][..],
        ),
        ("确保\t争取", "30\t35", &["高企 == 30 家", "高企 == 35 家"]),
        (
            "底线任务\t摸高任务",
            "30\t35",
            &["高企 == 30 家", "高企 == 35 家"],
        ),
        (
            "至2024年底完成\t目标值",
            "20\t30",
            &["past 高企 == 20 家", "高企 == 30 家"],
        ),
    ] {
        let table = format!("指标\t单位\t{heads}\n高企\t家\t{row}");
        assert_eq!(told_of(&table), goals, "{heads}");
    }
    assert_eq!(
        told_of("序号\t项目类别\t支持数量（个）\t安排资金（万元）\n1\t重点研发\t20\t800"),
        [
            "重点研发支持数量 == 20 个",
            "重点研发安排资金 == 8000000 元"
        ]
    );
}

#[test]
fn stages_of_the_year_by_any_heads() {
    for heads in [
        "截至一季度\t截至二季度\t截至三季度\t截至四季度",
        "3月底前\t6月底前\t9月底前\t12月底前",
        "一季度目标\t上半年目标\t前三季度目标\t全年目标",
    ] {
        let table = format!("指标\t单位\t年度目标\t{heads}\n高企\t家\t30\t5\t12\t20\t30");
        assert_eq!(told_of(&table), ["高企 == 30 家 5/12/20/30"], "{heads}");
    }
    assert_eq!(
        told_of("指标\t进度\t目标值\n高企\t一季度 二季度 5家 12家\t30家"),
        ["高企 == 30 家 5/12"]
    );
}

#[test]
fn quarters_say_what_is_reached_by_then() {
    let heads = "任务\t年度目标\t一季度\t二季度\t三季度\t四季度";
    for (row, told) in [
        (
            "净增高企\t30家\t走访企业100家\t申报40家\t申报60家\t净增30家",
            "净增高企 == 30 家 30",
        ),
        (
            "贷款\t800万元\t15%\t45%\t75%\t100%",
            "贷款 == 8000000 元 1200000/3600000/6000000/8000000",
        ),
        ("对接\t120项\t20\t40\t30\t30", "对接 == 120 项 20/60/90/120"),
    ] {
        assert_eq!(told_of(&format!("{heads}\n{row}")), [told]);
    }
    let shares = "任务\t年度目标\t季度进度（%）\t\t\t\n\t\t一季度\t二季度\t三季度\t四季度\n贷款\t800万元\t15\t45\t75\t100";
    assert_eq!(
        told_of(shares),
        ["贷款 == 8000000 元 1200000/3600000/6000000/8000000"]
    );
}

#[test]
fn who_does_it_and_until_when_by_any_heads() {
    for (heads, row, told) in [
        (
            "承担单位\t完成节点",
            "高新科\t12月底",
            "高企 == 30 家 高新科 12月底",
        ),
        (
            "负责股室\t达标时间",
            "高新股\t11月底",
            "高企 == 30 家 高新股 11月底",
        ),
        (
            "主管科室\t时间进度",
            "高新科\t12月底",
            "高企 == 30 家 高新科 12月底",
        ),
        ("牵头科室\t启动时间", "—\t3月", "高企 == 30 家"),
        ("牵头科室\t完成时限", "/\t无", "高企 == 30 家"),
    ] {
        let table = format!("指标\t目标值\t{heads}\n高企\t30家\t{row}");
        assert_eq!(told_of(&table), [told], "{heads}");
    }
}

#[test]
fn heads_on_the_next_page_go_on() {
    let text = "牵头科室\t指标\t目标值\t季度目标\t\n\t\t\t一季度\t二季度\n高新科\t入库\t30家\t5家\t12家\n— 1 —\n牵头科室\t指标\t目标值\t季度目标\t\n\t\t\t一季度\t二季度\n〃\t瞪羚\t8家\t1家\t2家";
    assert_eq!(
        told_of(text),
        ["入库 == 30 家 5/12 高新科", "瞪羚 == 8 家 1/2 高新科"]
    );
}

#[test]
fn what_stands_under_the_wrong_head_is_no_value() {
    let heads = "序号 工作目标 单位 全年目标 季度累计目标 责任科室";
    for row in [
        "1 高企净增数 家 30 摸排 申报15 20 30 高新科",
        "2 科技贷款 万元 12,000 2,000 5,000 9,000 12,000 计财科",
        "3 研发投入 亿元 24 26 规划科 12月",
        "4 技术合同 家 高新科",
    ] {
        assert_eq!(
            told(&format!("{heads}\n{row}\n")),
            Vec::<String>::new(),
            "{row}"
        );
    }
    let row = "5 技术合同 额 万元 1800 一季度启动 成果科";
    assert_eq!(
        told(&format!("{heads}\n{row}\n")),
        ["技术合同额 == 18000000 元 成果科"]
    );
}
