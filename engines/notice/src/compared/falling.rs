//! What is to fall: PM2.5, 失业率, 企业开办时间. A lower figure asks for more.

use crate::item::Figure;
use crate::rules::comparator::Op;

/// A name that ends with one of these is of something that is wanted low.
#[rustfmt::skip]
const WANTED_LOW: &[&str] = &[
    "浓度", "PM2.5", "PM10", "PM₂.₅", "失业率", "负债率", "债务率", "不良率", "不良贷款率", "发生率", "发病率", "患病率", "死亡率",
    "事故率", "事故起数", "事故数", "死亡人数", "事故", "发案率", "发案数", "投诉率", "投诉量", "信访量", "病死率", "死淘率", "漏损率",
    "线损率", "空置率", "失访率", "辍学率", "流失率", "差错率", "超标率", "返贫率", "自付比例", "个人负担", "能耗", "水耗", "电耗", "用水量",
    "排放", "排放量", "排放强度", "排放总量", "劣五类", "劣Ⅴ类", "时限", "用时", "耗时", "开办时间", "办理时间", "审批时间", "办结时间", "办理环节",
    "审批环节", "申请材料", "逾期率", "三公经费", "一般性支出",
];
/// Words behind such a name that say no more of it.
const BEHIND: &[&str] = &["总量", "总体", "平均", "水平", "指标", "年均值", "均值"];
/// Of the fall itself more is asked for: 能耗下降3%.
const FALL: &str = "降减压缩";

/// Does a lower figure ask for more? The newer words decide, then the older ones, then what the figure is of.
pub fn asks_for_less(old: &Figure, new: &Figure) -> bool {
    // 控制在4.5%左右 is about, 达到35微克 at least: of what is wanted low both are limits.
    [new, old].iter().any(|figure| wanted_low(&figure.name))
        || new.op == Op::AtMost
        || (old.op == Op::AtMost && matches!(new.op, Op::Exactly | Op::About))
}

fn wanted_low(name: &str) -> bool {
    let mut name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    if name.ends_with(['）', ')'])
        && let Some(at) = name.rfind(['（', '('])
    {
        name.truncate(at);
    }
    let bare = BEHIND
        .iter()
        .find_map(|word| name.strip_suffix(word))
        .unwrap_or(&name);
    let low = |name: &str| WANTED_LOW.iter().any(|word| name.ends_with(word));
    (low(&name) || low(bare)) && !name.contains(|c| FALL.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wanted_low_by_name() {
        for (name, low) in [
            ("PM2.5平均浓度", true),
            ("细颗粒物（PM2.5）浓度", true),
            ("城镇登记失业率", true),
            ("企业开办时间", true),
            ("资产负债率", true),
            ("单位GDP能耗", true),
            ("化学需氧量排放总量", true),
            ("单位GDP能耗下降", false),
            ("压缩审批时间", false),
            ("减排量", false),
            ("就业率", false),
            ("空气质量优良天数", false),
            ("培训时间", false),
            ("事故应急演练", false),
            ("发明专利申请", false),
        ] {
            assert_eq!(wanted_low(name), low, "{name}");
        }
    }
}
