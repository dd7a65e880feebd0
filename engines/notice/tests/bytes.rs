//! Bytes that are no notice: nothing may panic, and every span must be the text at its place.

use notice::{Text, json_line, read};
use proptest::prelude::*;

fn holds(text: &Text) {
    let reading = read(text);
    let mut last = 0;
    for item in &reading.items {
        assert_eq!(item.span, text.span(item.start, item.end));
        assert!(item.start < item.end && item.end <= text.chars().len() && item.start >= last);
        assert!(item.sentence.0 <= item.start && item.end <= item.sentence.1);
        assert!(json_line(item).starts_with("{\"kind\":"));
        last = item.start;
    }
    assert!(reading.sentences.windows(2).all(|w| w[0].end <= w[1].start));
}

#[rustfmt::skip]
const FRAGMENTS: &[&str] = &[
    "一、", "（二）", "1.", "第一章", "\n", "\n\n", "。", "，", "、", "；", "：", "“", "”", "（", "）", "《", "》", "2020年", "到2025年", "去年", "今年", "五年来", "力争", "确保", "争取", "分别", "达到", "超过", "突破",
    "控制在", "不低于", "以上", "左右", "以内", "新增", "净增", "培育", "高新技术企业", "研发投入占比", "30家", "2.5%", "亿元", "2000\n万元", "三十", "百分之", "翻", "番", "—", "-", "至", "由", "从", "每周", "每月", "每年",
    "有", "单月", "双月", "一", "两", "万", "亿", "个", "个百分点", "元/人", "的", "了", "已", "增长", "下降", "各", "工作回顾", "工作目标", "推进举措", "强化", "鼓励", "\t", " ", "\u{3000}", "\r\n", "\u{feff}", "５", "％", "[2]",
    "〔2020〕", "省级", "国家级", "全覆盖", "到", "余", "多", "千瓦", "点", "十", "零", "前", "第", "5G", "+", "/", ".", ",", "1,200", "9999999999999999999999999", "千万亿", "Ａ", "😀",
    "指标\t目标值\t单位\t一季度\t牵头科室\n", "镇\t高企（家）\n", "\t45\t", "|", "≥", "半数", "六成", "得5分", "每少", "的基础上", "预计",
    "高新科", "市科技局", "各镇（区、街道）", "牵头", "牵头负责", "负责", "配合", "会同", "牵头单位：", "配合单位：", "完成时限：", "责任人：", "分管领导：", "10月底前", "年内", "〔责任单位：", "〕", "【", "】", "（市科技局", "完善",
    "制定", "开展", "办好", "推动", "①", "●", "（1）", "2.", "按月调度", "月通报、季点评", "每季度末月25日前", "0", "05", "2 0 0", "1 200", "，000", "至两", "二十余", "“30家”", "μg/m³", "1500000000季度", "3月、6月",
    "序号\t指标\t年度目标\t牵头单位\t季度目标\n", "\t\t\t\t一季度（累计）\t1-6月\t9月底\t全年\n", "〃\t", "1\t净增高企\t新增30家\t", "上年完成\t", "同比增长\t", "责任单位及责任人\t", "配合单位\t完成时限\n", "类别\t考核指标\t", "建设内容\t总投资\n", "力争\t",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(text) = Text::from_bytes(&bytes) {
            holds(&text);
        }
    }

    #[test]
    fn any_bytes_behind_the_mark_of_a_format(kind in 0..3_usize, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let mut file = [&b"PK\x03\x04"[..], b"%PDF-1.4\n", b"\xff\xfe"][kind].to_vec();
        file.extend(bytes);
        if let Ok(text) = Text::from_bytes(&file) {
            holds(&text);
        }
    }

    #[test]
    fn any_characters(text in "\\PC{0,200}") {
        holds(&Text::new(text));
    }

    #[test]
    fn two_of_shuffled_fragments(picks in proptest::collection::vec(0..FRAGMENTS.len(), 0..80), others in proptest::collection::vec(0..FRAGMENTS.len(), 0..80)) {
        let of = |picks: Vec<usize>| Text::new(picks.into_iter().map(|i| FRAGMENTS[i]).collect::<String>());
        let (old, new) = (of(picks), of(others));
        let _ = notice::compared((&old, &read(&old)), (&new, &read(&new)));
    }

    #[test]
    fn shuffled_fragments(picks in proptest::collection::vec(0..FRAGMENTS.len(), 0..120)) {
        let text: String = picks.into_iter().map(|i| FRAGMENTS[i]).collect();
        holds(&Text::new(text));
    }
}
