//! What is read in the cells of a task table together with what they say in words.

use notice::{Figure, Item, Kind, SentenceKind, Text, read};

/// The items of a table below its heads, each as `kind name value unit`, firmness and quarters behind.
fn told(heads: &str, row: &str) -> Vec<String> {
    let text = format!("2020年目标任务分解表\n{heads}\n{row}\n").replace('|', "\t");
    read(&Text::new(text)).items.iter().map(line).collect()
}

fn line(item: &Item) -> String {
    match &item.kind {
        Kind::Target(figure) => shown("", figure),
        Kind::Fact(figure) => shown("past ", figure),
        Kind::Duty(_) => format!("duty {}", item.span),
        Kind::Rhythm { what, .. } => format!("rhythm {what}"),
    }
}

fn shown(kind: &str, figure: &Figure) -> String {
    let quarters = figure.assigned.quarters.iter().flatten();
    let quarters: Vec<String> = quarters.map(ToString::to_string).collect();
    let firmness = match figure.firmness.word() {
        "plain" => "",
        word => word,
    };
    let line = format!(
        "{kind}{} {} {} {firmness} {}",
        figure.name,
        figure.value,
        figure.unit,
        quarters.join("/")
    );
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn columns_beside_the_goal() {
    for (head, cell, also) in [
        ("1-8月完成", "18家", &["past 净增高企 18 家"][..]),
        (
            "进展情况",
            "已新增18家，其中省级2家",
            &["past 新增高企 18 家", "past 新增省级 2 家"],
        ),
        ("备注", "18家", &[]),
        ("全市平均", "18家", &[]),
        ("评分标准", "较上年增长10%以上得满分", &[]),
        ("存在问题", "尚缺12家", &["past 尚缺 12 家"]),
        ("同比增长", "10%", &["净增高企同比增长 0.1 ratio"]),
        ("力争目标", "35家", &["净增高企 35 家 strive"]),
        ("主要举措", "力争入库200家", &["入库高企 200 家 strive"]),
    ] {
        let mut read = told(
            &format!("目标任务|2020年目标|{head}|牵头单位"),
            &format!("净增高企|30家|{cell}|发展改革局"),
        );
        read.retain(|line| line != "净增高企 30 家");
        assert_eq!(read, also, "{head}");
    }
}

#[test]
fn goals_in_words_have_the_quarters_of_their_row() {
    let quarters = "一季度|二季度|三季度|四季度|牵头单位";
    for (head, row, read) in [
        (
            "重点任务|年度目标",
            "高企培育|新增高新技术企业30家|5家|12家|20家|30家|高新科",
            &["新增高新技术企业 30 家 5/12/20/30"][..],
        ),
        (
            "目标任务",
            "新增高新技术企业30家|5|12|20|30|高新科",
            &["新增高新技术企业 30 家 5/12/20/30"],
        ),
        (
            "指标",
            "高新技术企业（家）|5|12|20|30|高新科",
            &["高新技术企业 30 家 5/12/20/30"],
        ),
        // Not added up, they lead to no value.
        ("指标", "高新技术企业（家）|9|7|8|6|高新科", &[]),
        (
            "重点任务|年度目标",
            "众创空间|新增众创空间3家|完成摸底|组织申报|完成1家|完成3家|创业园",
            &["新增众创空间 3 家 1/3"],
        ),
        (
            "重点任务|年度目标",
            "高企|申报60家，净增30家|申报20家|累计申报40家|累计申报60家|净增30家|高新科",
            &["申报高企 60 家 20/40/60", "净增高企 30 家 30"],
        ),
        // Whose quarters they are is open.
        (
            "重点任务|年度目标",
            "高企|申报60家，净增30家|5家|12家|20家|30家|高新科",
            &["申报高企 60 家", "净增高企 30 家"],
        ),
    ] {
        let mut found = told(&format!("{head}|{quarters}"), row);
        found.retain(|line| !line.starts_with("duty"));
        assert_eq!(found, read, "{row}");
    }
}

#[test]
fn quarters_that_a_cell_lists() {
    let read = told(
        "目标任务|全年目标|进度安排|牵头单位",
        "净增高企|30家|一季度5家、二季度12家、三季度20家、四季度30家|高新科",
    );
    assert_eq!(read, ["净增高企 30 家 5/12/20/30"]);
}

#[test]
fn how_often_a_task_is_done_is_its_rule_and_no_goal() {
    let heads = "序号|工作任务|目标值|一季度|二季度|三季度|四季度|责任科室|责任人|完成时限";
    for (row, read) in [
        (
            "3|开展科技政策宣讲|每季度不少于1场|1|2|3|4|办公室|王五|长期",
            &["rhythm 开展科技政策宣讲"][..],
        ),
        (
            "3|开展科技政策宣讲|每月不少于1场|||||办公室|王五|长期",
            &["rhythm 开展科技政策宣讲"],
        ),
        (
            "3|开展科技政策宣讲|4场|1|2|3|4|办公室|王五|长期",
            &["开展科技政策宣讲 4 场 1/2/3/4"],
        ),
    ] {
        assert_eq!(told(heads, row), read, "{row}");
    }
}

#[test]
fn the_row_of_the_heads_is_no_sentence_to_map() {
    let text = "2020年目标任务分解表\n序号|工作任务|目标值|责任科室|责任人\n1|净增高新技术企业|40家以上|高新科|张三\n";
    let text = Text::new(text.replace('|', "\t"));
    let reading = read(&text);
    let kinds: Vec<(String, SentenceKind)> = reading
        .sentences
        .iter()
        .map(|one| (text.span(one.start, one.start + 2), one.kind))
        .filter(|(words, _)| words != "20")
        .collect();
    assert_eq!(
        kinds,
        [
            ("序号".to_owned(), SentenceKind::Heading),
            ("1\t".to_owned(), SentenceKind::Plan)
        ]
    );
    let Kind::Target(figure) = &reading.items[0].kind else {
        panic!("a target");
    };
    assert_eq!(figure.assigned.person.as_deref(), Some("张三"));
    assert_eq!(figure.assigned.leader, None);
}

#[test]
fn firmness_and_names_of_cells() {
    for (cell, read) in [
        ("力争30家", &["省级平台 30 家 strive"][..]),
        ("确保30家", &["省级平台 30 家 committed"]),
        (
            "12家（力争15家）",
            &["省级平台 12 家", "省级平台 15 家 strive"],
        ),
        ("新增1家", &["新增省级平台 1 家"]),
        ("较上年提高0.2个百分点", &["省级平台较上年提高 0.2 百分点"]),
        ("入库企业20家", &["入库企业 20 家"]),
    ] {
        assert_eq!(
            told(
                "目标任务|全年目标|责任单位",
                &format!("省级平台|{cell}|平台科")
            ),
            read,
            "{cell}"
        );
    }
}

#[test]
fn heads_offices_and_categories_are_no_duties() {
    for (heads, row, read) in [
        (
            "考核项目|考核指标|培育库入库（家）|责任单位",
            "创新主体（40分）|净增高企|30|开发区管委会",
            &["净增高企培育库入库 30 家"][..],
        ),
        (
            "工作类别|工作任务|目标|责任单位",
            "创新主体培育|净增高企|30家|发展改革局",
            &["净增高企 30 家"],
        ),
        (
            "序号|目标任务|全年目标|责任单位",
            "一、创新主体（2项）\n1|净增高企|30家|高新科",
            &["净增高企 30 家"],
        ),
        (
            "序号|工作任务|责任单位",
            "二|加强科技服务\n1|建立联席会议制度|高新科",
            &["duty 建立联席会议制度"],
        ),
        (
            "项目名称|建设内容及规模|总投资（亿元）|年度计划投资（亿元）",
            "科创园|新建厂房12万平方米|8.5|3",
            &["科创园年度计划投资 300000000 元"],
        ),
        (
            "任务名称|高企培育|牵头单位|高新科",
            "年度目标|净增高企30家|完成时限|12月底",
            &["净增高企 30 家"],
        ),
    ] {
        assert_eq!(told(heads, row), read, "{heads}");
    }
}
