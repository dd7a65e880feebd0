//! Invented names: firms, universities, projects. None is taken from a real one.

use super::chance::Chance;

/// First and second syllables of a brand; each pair is used once at most.
const FIRST: &str = "苇砺砚澈拾穗屿听霁榫汀岫栩溯粲樾泠翊昉珩栎湜煦崧沐翎衍荻渚岚砾弈";
const SECOND: &str = "渡石禾衡柏桥澜舟合川野庭光序原林越和启同远朗岳泽成辰信程章谷方微";

/// Industries of the demonstration: neutral rows, not the county's own list. Each with the words
/// by which a firm names its trade.
pub const INDUSTRIES: [(&str, [&str; 4]); 7] = [
    ("智能装备", ["智能装备", "机床", "自动化", "液压机械"]),
    ("新材料", ["新材料", "高分子材料", "纤维科技", "复合材料"]),
    ("电子信息", ["半导体", "传感科技", "光电", "软件技术"]),
    ("汽车零部件", ["动力系统", "轴承", "汽车部件", "精密铸造"]),
    ("电力装备", ["电气", "电缆", "输变电设备", "新能源"]),
    ("生命健康", ["生物科技", "医疗器械", "制药", "检测技术"]),
    ("食品加工", ["食品", "食品机械", "农业科技", "包装"]),
];

const PLACES: [&str; 4] = ["江苏", "南通", "如皋", "如皋市"];

/// The universities and institutes that firms work with, with their kind of payee.
pub const PARTNERS: [(&str, &str); 9] = [
    ("滨江纺织研究院", "institute"),
    ("苏中工程学院", "university"),
    ("江海理工大学", "university"),
    ("东畴大学", "university"),
    ("长洲材料研究所", "institute"),
    ("沿江农业大学", "university"),
    ("北渚科技大学", "university"),
    ("紫琅智能制造研究院", "institute"),
    ("云岑医药大学", "university"),
];

pub const BANKS: [&str; 4] = ["江海银行", "皋原农商银行", "苏中银行", "滨江银行"];
pub const GUARANTORS: [&str; 2] = ["皋原融资担保有限公司", "苏中科技担保有限公司"];

const OBJECTS: [&str; 26] = [
    "智能验布机",
    "高速轴承",
    "阻燃母粒",
    "真空断路器",
    "压力传感器",
    "减速箱壳体",
    "碳纤维预浸料",
    "锂电池隔膜",
    "海工钢丝绳",
    "高压电缆料",
    "氮化镓外延片",
    "冻干果蔬",
    "液压多路阀",
    "车用线束",
    "生物酶制剂",
    "光伏接线盒",
    "数控转台",
    "水性涂层",
    "超声探头",
    "膨化食品机组",
    "船用舱盖",
    "变压器绕组",
    "芳纶纸",
    "注塑模具",
    "肉制品",
    "智能仓储",
];
const TOPICS: [&str; 14] = [
    "关键工艺优化",
    "在线检测系统",
    "可靠性评估",
    "轻量化设计",
    "节能改造",
    "视觉算法",
    "失效分析",
    "配方优化",
    "中试放大",
    "智能控制",
    "表面处理工艺",
    "寿命预测",
    "新产品开发",
    "检测方法",
];

/// Brands that no two firms share, in a drawn order.
pub fn brands(chance: &mut Chance) -> Vec<String> {
    let mut all: Vec<String> = FIRST
        .chars()
        .flat_map(|first| SECOND.chars().map(move |second| format!("{first}{second}")))
        .collect();
    chance.shuffle(&mut all);
    all
}

/// 江苏苇渡智能装备有限公司
pub fn firm(chance: &mut Chance, brand: &str, trade: &str) -> String {
    let place = chance.pick(&PLACES);
    format!("{place}{brand}{trade}有限公司")
}

/// Projects that no two contracts share, in a drawn order.
pub fn projects(chance: &mut Chance) -> Vec<String> {
    let mut all: Vec<String> = OBJECTS
        .iter()
        .flat_map(|object| TOPICS.iter().map(move |topic| format!("{object}{topic}")))
        .collect();
    chance.shuffle(&mut all);
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn brands_and_projects_never_repeat() {
        let mut chance = Chance::seeded(1);
        for names in [brands(&mut chance), projects(&mut chance)] {
            let distinct: BTreeSet<&String> = names.iter().collect();
            assert_eq!(distinct.len(), names.len());
        }
        assert!(brands(&mut chance).len() > 1000);
        assert!(projects(&mut chance).len() > 350);
    }
}
