//! Rhythm rules and duties.

use notice::{Kind, Text, read};

fn spans(text: &str, wanted: fn(&Kind) -> bool) -> Vec<String> {
    read(&Text::new(text))
        .items
        .into_iter()
        .filter(|i| wanted(&i.kind))
        .map(|i| i.span)
        .collect()
}

const fn is_duty(kind: &Kind) -> bool {
    matches!(kind, Kind::Duty(_))
}

const fn is_rhythm(kind: &Kind) -> bool {
    matches!(kind, Kind::Rhythm { .. })
}

#[test]
fn rhythm_rules() {
    for (text, expected) in [
        (
            "坚持每周有走访、每月有对接、每季有推介。",
            &["每周有走访", "每月有对接", "每季有推介"][..],
        ),
        (
            "每季度召开不少于1次的调度会，每月通报一次进展。",
            &["每季度召开不少于1次的调度会", "每月通报一次进展"],
        ),
        (
            "单月“请进来”，双月“走出去”。",
            &["单月“请进来”", "双月“走出去”"],
        ),
        ("每万人发明专利拥有量达到20件，每年新增高企30家。", &[]),
        ("一季度完成投资10亿元，每月底前报送。", &[]),
    ] {
        assert_eq!(
            spans(&format!("三、工作举措\n{text}"), is_rhythm),
            expected,
            "{text}"
        );
    }
}

#[test]
fn duties_stand_in_the_chapters_of_measures() {
    let text = "2021年科技工作要点\n全面贯彻落实上级部署，加强党的领导。\n一、指导思想\n深入实施创新驱动战略。\n二、工作目标\n新增高企30家。\n三、工作举措\n1.强化培育。进一步优化高企培育机制，形成工作合力，力争新增高企30家。鼓励企业加大投入，提升创新能力。\n四、工作保障\n各科室要细化任务分解，定期召开推进会。\n";
    assert_eq!(
        spans(text, is_duty),
        [
            "进一步优化高企培育机制",
            "鼓励企业加大投入",
            "各科室要细化任务分解",
            "定期召开推进会"
        ]
    );
}

#[test]
fn what_was_done_is_no_duty() {
    assert_eq!(
        spans(
            "一、2019年工作回顾\n深入实施培育计划，加强政策宣传。\n",
            is_duty
        ),
        Vec::<String>::new()
    );
}

/// Every target and duty of a text: its span, who leads, who assists, by when.
fn assigned(text: &str) -> Vec<String> {
    let told = |span: &str, one: &notice::Assigned| {
        let word = |said: &Option<String>| said.clone().unwrap_or_default();
        let (lead, assisting) = (word(&one.lead), word(&one.assisting));
        format!("{span}|{lead}|{assisting}|{}", word(&one.due))
    };
    let items = read(&Text::new(text)).items;
    items
        .iter()
        .filter_map(|i| match &i.kind {
            Kind::Target(figure) => Some(told(&i.span, &figure.assigned)),
            Kind::Duty(task) => Some(told(&task.what, &task.assigned)),
            _ => None,
        })
        .collect()
}

#[test]
fn offices_and_deadlines_behind_a_task_and_in_a_heading() {
    let text = "二、重点任务\n1.强化企业培育。净增高企30家以上，完善企业培育机制。（牵头单位：高新科；配合单位：各镇；完成时限：12月底）\n2.优化创新服务（责任科室：成果科）\n组织产学研对接活动20场，6月底前制定服务清单。\n各镇要落实科技专员制度。\n3.加强平台建设\n新建众创空间2家。\n责任单位：平台科\n";
    assert_eq!(
        assigned(text),
        [
            "30家|高新科|各镇|12月底",
            "完善企业培育机制|高新科|各镇|12月底",
            "20场|成果科||",
            "制定服务清单|成果科||6月底前",
            "落实科技专员制度|各镇||",
            "2家|平台科||",
        ]
    );
}

#[test]
fn items_of_a_task_list_with_their_offices() {
    for (text, told) in [
        (
            "1.深化科技体制改革，完善科技创新体系。（市科技局牵头，市发改委按职责分工负责，12月底前完成）\n2.出台科技金融专项政策。（市财政局负责）\n3.建立联席会议制度（市科技局牵头）\n",
            &[
                "深化科技体制改革|市科技局|市发改委|12月底前",
                "完善科技创新体系|市科技局|市发改委|12月底前",
                "出台科技金融专项政策|市财政局||",
                "建立联席会议制度|市科技局||",
            ][..],
        ),
        (
            "一、完善科技创新体系。牵头单位：市科技局\n二、出台专项政策。牵头单位：市财政局 配合单位：市科技局 完成时限：10月底\n",
            &[
                "完善科技创新体系|市科技局||",
                "出台专项政策|市财政局|市科技局|10月底",
            ],
        ),
        (
            "1.建设科技大市场，办好科技周。\n牵头单位：成果科\n配合单位：各镇（区、街道）\n责任人：王某\n完成时限：11月底\n2.完善考核办法，落实工作责任。\n【责任领导】许知行\n【责任科室】办公室\n",
            &[
                "建设科技大市场|成果科|各镇（区、街道）|11月底",
                "办好科技周|成果科|各镇（区、街道）|11月底",
                "完善考核办法|办公室||",
                "落实工作责任|办公室||",
            ],
        ),
    ] {
        let text = format!("2020年重点工作任务分工\n{text}");
        assert_eq!(assigned(&text), told, "{text}");
    }
}

#[test]
fn an_office_in_the_sentence_is_no_part_of_a_name() {
    let named = |text: &str| {
        let items = read(&Text::new(text)).items;
        let told = items.into_iter().filter_map(|i| match i.kind {
            Kind::Target(f) => Some(format!(
                "{}|{}|{}",
                f.name,
                f.assigned.lead.unwrap_or_default(),
                f.assigned.due.unwrap_or_default()
            )),
            _ => None,
        });
        told.collect::<Vec<_>>()
    };
    for (text, told) in [
        (
            "市财政局负责落实科技专项资金2亿元，较上年增长20%。",
            &["落实科技专项资金|市财政局|", "落实科技专项资金较上年增长||"][..],
        ),
        (
            "1.各镇（区、街道）要选派科技特派员100名。",
            &["选派科技特派员|各镇（区、街道）|"],
        ),
        (
            "1.6月底前完成入库企业120家，12月底前申报高企150家。（完成时限：12月底）",
            &["完成入库企业||6月底前", "申报高企||12月底前"],
        ),
        (
            "1.净增高企30家，由高新科牵头，税务局配合，6月底前完成。培训企业20家。",
            &["净增高企|高新科|6月底前", "培训企业||"],
        ),
        (
            "1.由人才办牵头，科技局配合，引进博士50名。培训企业20家。",
            &["引进博士|人才办|", "培训企业|人才办|"],
        ),
        ("②新增高企“30家”。", &["新增高企||"]),
    ] {
        assert_eq!(named(&format!("二、重点任务\n{text}\n")), told, "{text}");
    }
}

#[test]
fn an_office_in_words_and_a_label_on_the_next_line_stand_apart() {
    for text in [
        "由高新科牵头。\n配合单位：各镇。",
        "由高新科牵头\n完成时限：10月底前",
        "由高新科牵头\n完成时限：10月底前\n",
        "1.培育企业。由高新科牵头。\n配合单位：各镇。\n2.由成果科牵头\n完成时限：年底前",
    ] {
        let text = notice::Text::new(text);
        let read = notice::read(&text);
        assert!(read.items.iter().all(|item| item.start < item.end));
    }
}
