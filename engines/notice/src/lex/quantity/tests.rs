use super::*;

fn read(text: &str) -> Vec<(String, String, String)> {
    let chars = scan::chars(text);
    let span = |q: &Quantity| chars[q.from..q.to].iter().collect::<String>();
    let value = |q: &Quantity| match q.high {
        Some(high) => format!("{}..{high}", q.value),
        None => q.value.to_string(),
    };
    quantities(&chars)
        .iter()
        .filter(|q| q.class != Class::Bare)
        .map(|q| (span(q), value(q), q.unit.clone()))
        .collect()
}

#[test]
fn numbers_with_magnitude_and_unit() {
    for (text, span, value, unit) in [
        ("净增高企30家以上", "30家", "30", "家"),
        ("上升到2.5%", "2.5%", "0.025", "ratio"),
        ("支出超过2000万元", "2000万元", "20000000", "元"),
        ("产值达1.19万亿元", "1.19万亿元", "1190000000000", "元"),
        ("超亿元", "亿元", "100000000", "元"),
        ("控制在6‰以内", "6‰", "0.006", "ratio"),
        ("申请1.6万件", "1.6万件", "16000", "件"),
        ("达30万元/人左右", "30万元/人", "300000", "元/人"),
        ("新增三十家", "三十家", "30", "家"),
        ("新建两所学校", "两所", "2", "所"),
        ("占百分之三十五", "百分之三十五", "0.35", "ratio"),
        ("提高2个百分点", "2个百分点", "2", "百分点"),
        ("增长5%—5.5%", "5%—5.5%", "0.05..0.055", "ratio"),
        ("增长5-5.5%", "5-5.5%", "0.05..0.055", "ratio"),
        ("引进30至50名", "30至50名", "30..50", "名"),
        ("引进三至五名", "三至五名", "3..5", "名"),
        ("补助1—2万元", "1—2万元", "10000..20000", "元"),
        ("翻两番", "翻两番", "4", "倍"),
        ("实现翻番", "翻番", "2", "倍"),
        ("增长1.5倍", "1.5倍", "1.5", "倍"),
        ("活动20余场", "20余场", "20", "场"),
        ("培训3万余人次", "3万余人次", "30000", "人次"),
        ("新增1,200家", "1,200家", "1200", "家"),
        ("出口5亿美元", "5亿美元", "500000000", "美元"),
    ] {
        assert_eq!(
            read(text),
            [(span.to_owned(), value.to_owned(), unit.to_owned())],
            "{text}"
        );
    }
}

#[test]
fn what_has_no_unit() {
    for text in [
        "2020年",
        "3月5日",
        "5G网络",
        "世界500强",
        "二〇二〇年",
        "3个月",
        "十个方面",
        "〔2020〕2号",
        "一带一路",
        "一批",
    ] {
        assert_eq!(
            read(text)
                .into_iter()
                .filter(|q| q.2 != "批")
                .collect::<Vec<_>>(),
            [],
            "{text}"
        );
    }
}
