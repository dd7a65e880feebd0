//! Sections, sentences and spans over the layout of a page.

use notice::{Kind, SentenceKind, Text, read};

#[test]
fn spans_reach_over_line_breaks_and_page_furniture() {
    let lines: String = ["推动", "促进", "支持", "引导", "鼓励", "组织"]
        .map(|w| format!("{w}科技各项工作落地见效全面提升创新能力水平\n\n"))
        .concat();
    let text = format!(
        "二、工作目标\n\n{lines}加大科技经费投入力度确保支出额超过 2000\n\n- 2 -\n\nhttp://www.example.cn/\n 万元，推动科技工作落地见效全面净增高企30\n家。\n"
    );
    let read_text = Text::new(text);
    let reading = read(&read_text);
    let figures: Vec<_> = reading
        .items
        .iter()
        .filter(|i| matches!(i.kind, Kind::Target(_)))
        .collect();
    assert_eq!(figures.len(), 2);
    assert_eq!(
        figures[0].span,
        "2000\n\n- 2 -\n\nhttp://www.example.cn/\n 万元"
    );
    assert_eq!(figures[1].span, "30\n家");
    for item in &reading.items {
        assert_eq!(item.span, read_text.span(item.start, item.end));
        assert_eq!(item.section, ["二、工作目标"]);
        assert!(item.sentence.0 <= item.start && item.end <= item.sentence.1);
    }
}

#[test]
fn every_sentence_has_a_kind() {
    let reading = read(&Text::new(
        "关于印发《2020年科技工作要点》的通知\n各科室：\n现将要点印发给你们。\n一、指导思想\n全面贯彻新发展理念。\n二、工作目标\n新增高企30家。\n三、工作举措\n1.强化培育。实施培育计划。\n",
    ));
    let kinds: Vec<SentenceKind> = reading.sentences.iter().map(|s| s.kind).collect();
    use SentenceKind::{Background, Heading, Letter, Plan};
    assert_eq!(
        kinds,
        [
            Heading, Letter, Letter, Heading, Background, Heading, Plan, Heading, Heading, Plan
        ]
    );
    assert_eq!(reading.year, Some(2020));
}
