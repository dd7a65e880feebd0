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

mod columns;
