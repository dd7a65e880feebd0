use super::*;
use crate::item::Assigned;

/// A row as `name op value unit`, with `past` before facts, its quarters, lead and deadline behind.
fn told(text: &str) -> Vec<String> {
    let entry = |e: &Entry| {
        let quarters: Vec<String> = e
            .assigned
            .quarters
            .iter()
            .flatten()
            .map(ToString::to_string)
            .collect();
        let words = [
            if e.is_past { "past" } else { "" },
            &e.name,
            e.op.sign(),
            &e.value.to_string(),
            &e.unit,
            &quarters.join("/"),
            e.assigned.lead.as_deref().unwrap_or(""),
            e.assigned.due.as_deref().unwrap_or(""),
        ]
        .join(" ");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    rows(&Text::new(text), None)
        .iter()
        .flat_map(|row| row.entries.iter().map(entry))
        .collect()
}

#[test]
fn rows_of_a_task_table() {
    let text = "附件\n序号\t指标\t目标值\t单位\t一季度\t二季度\t三季度\t四季度\t牵头科室\t完成时限\n\
                1\t净增高新技术企业\t45\t家\t5\t15\t30\t45\t高新科\t12月底\n\
                2\t全社会研发投入强度\t3.1\t%\t\t\t\t\t规划科\t12月底\n\
                3\t技术合同成交额\t≥18\t亿元\t3\t8\t12\t18\t成果科\t11月底\n\
                以上任务纳入考核。\n4\t其他\t30\t家\n";
    assert_eq!(
        told(text),
        [
            "净增高新技术企业 == 45 家 5/15/30/45 高新科 12月底",
            "全社会研发投入强度 == 0.031 ratio 规划科 12月底",
            "技术合同成交额 >= 1800000000 元 300000000/800000000/1200000000/1800000000 成果科 11月底",
        ]
    );
}

#[test]
fn heads_over_two_rows_and_cells_over_several() {
    let text = "类别\t指标\t全年目标（家）\t季度目标\t\t\t\t责任单位\n\
                \t\t\t一季度\t二季度\t三季度\t四季度\n\
                创新主体\t高企\t40\t4\t12\t28\t40\t高新科\n\
                \t科小\t300\t80\t160\t240\t300\n";
    assert_eq!(
        told(text),
        [
            "高企 == 40 家 4/12/28/40 高新科",
            "科小 == 300 家 80/160/240/300 高新科",
        ]
    );
}

#[test]
fn tables_of_towns_have_the_unit_at_the_head() {
    let text = "镇（街道）\t高企净增数（家）\t研发投入（万元）\t科小入库\n城北街道\t6\t3200\t40家\n白蒲镇\t4\t1800\t25家\n";
    assert_eq!(
        told(text),
        [
            "城北街道高企净增数 == 6 家",
            "城北街道研发投入 == 32000000 元",
            "城北街道科小入库 == 40 家",
            "白蒲镇高企净增数 == 4 家",
            "白蒲镇研发投入 == 18000000 元",
            "白蒲镇科小入库 == 25 家",
        ]
    );
}

#[test]
fn years_and_units_in_names_and_captions() {
    let text = "指标名称\t2020年\t2025年\t属性\n研发经费投入强度（%）\t2.41\t3.0\t预期性\n高新技术企业数（家）\t1260\t2600\t预期性\n";
    assert_eq!(
        told(text),
        [
            "past 研发经费投入强度 == 0.0241 ratio",
            "研发经费投入强度 == 0.03 ratio",
            "past 高新技术企业数 == 1260 家",
            "高新技术企业数 == 2600 家",
        ]
    );
    let text = "单位：万元\n项目\t2021年计划\n科技支出\t500\n";
    assert_eq!(told(text), ["科技支出 == 5000000 元"]);
}

#[test]
fn columns_parted_by_blanks_or_bars() {
    let text = "序号 指标 目标值 单位 一季度 二季度 三季度 四季度 牵头科室 完成时限\n\n\
                1 净增高新技术企业 45 家 5 15 30 45 高新科 12月底\n\n\
                2 R&D 经费占比 3.1 % 规划科 12月底\n\n- 2 -\n\n\
                3 技术合同 登记额 18 亿元 3 8 12 18 成果科 11月底\n";
    assert_eq!(
        told(text),
        [
            "净增高新技术企业 == 45 家 5/15/30/45 高新科 12月底",
            "技术合同登记额 == 1800000000 元 300000000/800000000/1200000000/1800000000 成果科 11月底",
        ]
    );
    let text = "| 指标 | 目标值 | 责任科室 |\n| --- | --- | --- |\n| 高企 | 45家 | 高新科 |\n";
    assert_eq!(told(text), ["高企 == 45 家 高新科"]);
}

#[test]
fn what_is_no_table() {
    for text in [
        "一、工作目标\n净增高企 30 家。\n",
        "姓名\t电话\n张三\t87654321\n",
        "责任科室：高新科\t完成时限：12月底\n高企\t30\n",
    ] {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn an_empty_cell_is_told_from_one_that_goes_on() {
    let heads =
        "序号\t任务\t目标\t牵头单位\t配合单位\t完成时限\n1\t高企\t30家\t高新科\t财政局\t12月底\n";
    let assigned = |row: &str| {
        let text = Text::new(format!("{heads}{row}"));
        let rows = rows(&text, None);
        let Assigned {
            lead,
            assisting,
            due,
            ..
        } = rows[2].assigned.clone();
        [lead, assisting, due]
            .map(Option::unwrap_or_default)
            .join("/")
    };
    for (row, told) in [
        ("2\t科小\t200家\t〃\t〃\t11月底\n", "高新科/财政局/11月底"),
        ("2\t科小\t200家\t〃\t\t\n", "高新科//"),
        // Nothing marks what goes on: an office of its own has its own help.
        ("2\t科小\t200家\t成果科\t\t\n", "成果科//12月底"),
        ("2\t科小\t200家\t\t\t\n", "高新科/财政局/12月底"),
    ] {
        assert_eq!(assigned(row), told, "{row}");
    }
}

#[test]
fn quarters_have_the_unit_that_stands_with_the_value() {
    let text = "序号\t指标\t年度目标\t一季度\t二季度\t三季度\t四季度\n1\t技术合同成交额\t≥18亿元\t3\t8\t12亿元\t18\n2\t入库\t200家以上\t50\t90\t150\t200\n";
    assert_eq!(
        told(text),
        [
            "技术合同成交额 >= 1800000000 元 300000000/800000000/1200000000/1800000000",
            "入库 >= 200 家 50/90/150/200"
        ]
    );
}

#[test]
fn a_last_head_over_several_columns() {
    let text = "目标任务\t全年目标\t牵头单位\t季度目标\n\t\t\t一季度\t二季度\t三季度\t四季度\n高企\t30家\t高新科\t5家\t12家\t20家\t30家\n";
    assert_eq!(told(text), ["高企 == 30 家 5/12/20/30 高新科"]);
    let text = "目标任务\t全年目标\t责任分工\n\t\t牵头单位\t完成时限\n高企\t30家\t高新科\t12月底\n";
    assert_eq!(told(text), ["高企 == 30 家 高新科 12月底"]);
    let text = "指标\t单位\t2020年目标\t\t\t\t\t牵头单位\n\t\t全年\t其中\n\t\t\t一季度\t二季度\t三季度\t四季度\n高企\t家\t30\t5\t12\t20\t30\t高新科\n";
    assert_eq!(told(text), ["高企 == 30 家 5/12/20/30 高新科"]);
}

#[test]
fn a_merged_head_keeps_its_noun_and_unit() {
    let text = "镇（区）\t高新技术企业（家）\t\t研发投入（亿元）\n\t2019年实绩\t2020年目标\t目标\t增长\n东镇\t5\t8\t1.5\t15%\n";
    assert_eq!(
        told(text),
        [
            "past 东镇高新技术企业 == 5 家",
            "东镇高新技术企业 == 8 家",
            "东镇研发投入 == 150000000 元",
            "东镇研发投入增长 == 0.15 ratio",
        ]
    );
    // A row of values is none of heads.
    let text = "任务\t目标\t牵头单位\t\n高企\t完成认定\t高新科\t\n科小\t30家\t成果科\t\n";
    assert_eq!(told(text), ["科小 == 30 家 成果科"]);
}

#[test]
fn a_year_before_the_plan_is_past() {
    let rows_of = |planned| {
        let text = Text::new("指标\t2019年目标\t2020年目标\n高企\t20家\t30家\n");
        let rows = rows(&text, planned);
        let entries = rows.iter().flat_map(|r| &r.entries);
        entries.map(|e| e.is_past).collect::<Vec<_>>()
    };
    assert_eq!(rows_of(Some(2020)), [true, false]);
    // A plan of several years sets both.
    assert_eq!(rows_of(Some(2019)), [false, false]);
    assert_eq!(rows_of(None), [false, false]);
    let text = "2020年目标任务分解表\n指标\t2019年目标\t2020年目标\n高企\t20家\t30家\n";
    assert_eq!(told(text), ["past 高企 == 20 家", "高企 == 30 家"]);
}

#[test]
fn offices_that_a_cell_parts_itself() {
    let assigned = |head: &str, cell: &str| {
        let text = Text::new(format!("任务\t{head}\n高企\t{cell}\n"));
        let row = rows(&text, None).pop().unwrap_or_default();
        let Assigned {
            lead,
            assisting,
            due,
            leader,
            person,
            ..
        } = row.assigned;
        [lead, assisting, due, leader.or(person)]
            .map(Option::unwrap_or_default)
            .join("|")
    };
    for (head, cell, told) in [
        (
            "责任分工",
            "牵头单位：市科技局 配合单位：市税务局、各镇 完成时限：12月底",
            "市科技局|市税务局、各镇|12月底|",
        ),
        (
            "责任单位",
            "市科技局牵头，市税务局配合",
            "市科技局|市税务局||",
        ),
        (
            "责任单位",
            "市人社局负责，各镇（街道）参与，12月底前完成",
            "市人社局|各镇（街道）|12月底前|",
        ),
        (
            "责任单位",
            "市科技局（牵头）、市税务局、各镇",
            "市科技局|市税务局、各镇||",
        ),
        ("责任单位", "高新科 计划科", "高新科、计划科|||"),
        ("责任单位", "高新 科", "高新科|||"),
        ("责任单位", "科技局、 财政局", "科技局、财政局|||"),
        ("牵头科室（责任人）", "高新科（张建国）", "高新科|||张建国"),
        ("责任单位", "各镇（街道）", "各镇（街道）|||"),
        (
            "完成时限",
            "6月底前完成申报 12月底前完成认定",
            "||6月底前完成申报；12月底前完成认定|",
        ),
        ("完成时限", "12月 底前", "||12月底前|"),
        ("牵头单位", "完成时限", "|||"),
    ] {
        assert_eq!(assigned(head, cell), told, "{cell}");
    }
}

#[test]
fn a_sum_over_the_years_stands_for_the_last() {
    let text = "指标\t2020年\t2025年\t年均增速〔累计〕\n能耗降低（%）\t—\t—\t〔13.5〕\n强度（%）\t2.5\t3.2\t〔0.7〕\n高企（家）\t310\t600\t14.1%\n";
    assert_eq!(
        told(text),
        [
            "能耗降低 == 0.135 ratio",
            "past 强度 == 0.025 ratio",
            "强度 == 0.032 ratio",
            "past 高企 == 310 家",
            "高企 == 600 家",
            "高企年均增速 == 0.141 ratio",
        ]
    );
}

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
