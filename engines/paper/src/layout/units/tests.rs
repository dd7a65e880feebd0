use super::*;

#[test]
fn what_headings_say() {
    for (heading, unit) in [
        ("金额（万元）", Some(Unit::Wan)),
        ("研发费用(万)", Some(Unit::Wan)),
        ("付款额(单位：元)", Some(Unit::Yuan)),
        ("金额：亿元", Some(Unit::Yi)),
        ("合同金额万元", Some(Unit::Wan)),
        ("合同金额万", Some(Unit::Wan)),
        ("合同金额 - 万元", Some(Unit::Wan)),
        ("合同金额\n万元", Some(Unit::Wan)),
        ("占比%", Some(Unit::Percent)),
        ("增长率（％）", Some(Unit::Percent)),
        ("金额（人民币千元）", Some(Unit::Thousand)),
        ("注册资本（百万元）", Some(Unit::Million)),
        ("合同金额（含税，万元）", Some(Unit::Wan)),
        ("合同金额（人民币/万元）", Some(Unit::Wan)),
        ("合同金额（万元人民币）", Some(Unit::Wan)),
        ("合同金额（RMB万元）", Some(Unit::Wan)),
        ("合同金额（￥万元）", Some(Unit::Wan)),
        ("合同金额（计量单位：万元）", Some(Unit::Wan)),
        ("合同金额（单位：万元，保留两位小数）", Some(Unit::Wan)),
        ("合同金额（人民币：万元）", Some(Unit::Wan)),
        ("合同金额（以万元计）", Some(Unit::Wan)),
        ("合同金额（税后/万元）", Some(Unit::Wan)),
        ("合同金额（万元/项）", Some(Unit::Wan)),
        ("合同金额（万元整）", Some(Unit::Wan)),
        ("合同金额（含税万元）", Some(Unit::Wan)),
        ("合同金额（w元）", Some(Unit::Wan)),
        ("合同金额《万元》", Some(Unit::Wan)),
        ("合同金额「万元」", Some(Unit::Wan)),
        ("合同金额‹万元>", Some(Unit::Wan)),
        ("合同金额｛万元｝", Some(Unit::Wan)),
        ("合同金额<万元>", Some(Unit::Wan)),
        ("到账金额（万\n元）", Some(Unit::Wan)),
        ("到账金额（万 元）", Some(Unit::Wan)),
        ("合同金额（萬元）", Some(Unit::Wan)),
        ("合同金額（萬）", Some(Unit::Wan)),
        ("合同金额（仟元）", Some(Unit::Thousand)),
        ("合同金额（億元）", Some(Unit::Yi)),
        ("合同金额（亿）", Some(Unit::Yi)),
        ("合同金额萬元", Some(Unit::Wan)),
        ("出口额（万美元）", None),
        ("出口额万美元", None),
        ("参加企业（家）", None),
        ("金额", None),
        ("50万元以上合同金额", None),
        ("合同金额（50万元以上）", None),
        ("销售额超亿元", None),
        ("金额（元/万元）", None),
        ("万元合同金额", None),
    ] {
        assert_eq!(of_heading(heading), unit, "{heading}");
    }
    assert!(only("（万元）") && only("万元") && !only("企业"));
    assert!(is_scaled_count("人数（万人）") && !is_scaled_count("金额（万元）"));
}

#[test]
fn what_stands_above_tables() {
    for (title, unit) in [
        ("单位：万元", Some(Unit::Wan)),
        ("單位：萬元", Some(Unit::Wan)),
        ("单位：仟元", Some(Unit::Thousand)),
        ("单位：億元", Some(Unit::Yi)),
        ("单位:万", Some(Unit::Wan)),
        ("2020年9月    单位:元、%", Some(Unit::Yuan)),
        ("（金额单位：人民币万元）", Some(Unit::Wan)),
        ("（万元）", Some(Unit::Wan)),
        ("万元", Some(Unit::Wan)),
        ("单位：人民币（万元）", Some(Unit::Wan)),
        ("金额：万元", Some(Unit::Wan)),
        ("单位：万元 币种：人民币", Some(Unit::Wan)),
        ("币种：人民币 单位：万元", Some(Unit::Wan)),
        ("单位：项、万元", Some(Unit::Wan)),
        ("单位：家，万元", Some(Unit::Wan)),
        ("单位：万元；家", Some(Unit::Wan)),
        ("单位（万元）", Some(Unit::Wan)),
        ("单位：亿元、%", Some(Unit::Yi)),
        ("编制单位：白蒲镇  单位：万元", Some(Unit::Wan)),
        ("2020年9月18日 单位：万元", Some(Unit::Wan)),
        ("2020年产学研合同明细表（万元）", Some(Unit::Wan)),
        ("注：金额单位为万元", Some(Unit::Wan)),
        ("单 位：万 元", Some(Unit::Wan)),
        ("本表单位为万元", Some(Unit::Wan)),
        ("注：以上金额单位均为万元", Some(Unit::Wan)),
        ("注：表中金额均为万元", Some(Unit::Wan)),
        ("本表金额以万元为单位", Some(Unit::Wan)),
        ("注：金额以万元计", Some(Unit::Wan)),
        ("说明：数字单位为万元，请核对", Some(Unit::Wan)),
        ("注：1.本表单位为万元；2.略", Some(Unit::Wan)),
        ("注：上述金额为万元", Some(Unit::Wan)),
        ("注：金额一栏填万元", Some(Unit::Wan)),
        ("付款（单位：万元）", Some(Unit::Wan)),
        ("以上金额超过 50 万元的另附合同", None),
        ("单位：百元", None),
        ("填报单位：如皋市科技局", None),
        ("填报单位：白蒲镇万象村", None),
        ("单位：元宇宙公司", None),
        ("单位：万美元", None),
        ("新签合同 35 份、12000 万元", None),
        ("单位：元、万元", None),
        ("亿 元 企 业 名 单", None),
    ] {
        assert_eq!(above(title), unit, "{title}");
    }
}

#[test]
fn a_large_size_that_is_no_unit_we_know_is_seen() {
    for (text, word) in [
        ("金额W", Some("W")),
        ("到账金额（W）", Some("W")),
        ("到账金额（k）", Some("K")),
        ("到账金额（10^4元）", Some("10")),
        ("金额（百元）", Some("百元")),
        ("金额（十万元）", Some("万")),
        ("2020年10月到账金额（元）", None),
        ("KPI金额", None),
        ("SHOW", None),
    ] {
        assert_eq!(large(text), word, "{text}");
    }
    for (note, word) in [
        ("注：金额请按万元核对", Some("万元")),
        ("说明：数据口径为百元", Some("百元")),
        ("注：单笔金额5万元以上的附合同", None),
        ("填报单位：白蒲镇万象村", None),
        ("联系人：万元", None),
    ] {
        assert_eq!(hinted(note), word, "{note}");
    }
}
