use super::*;
use crate::rules::{clause, comparator, cover, exclude, respectively};
use crate::scan;

fn names(text: &str) -> Vec<String> {
    let chars = scan::chars(text);
    let cover = cover::of(&chars);
    let clauses = clause::of(&chars, &cover);
    let quantities = exclude::kept(&chars, &cover);
    let comparators: Vec<_> = quantities
        .iter()
        .map(|q| comparator::of(&chars, q))
        .collect();
    let lists: Vec<_> = clauses
        .iter()
        .flat_map(|c| respectively::of(&chars, c, &quantities))
        .collect();
    of(&Read {
        chars: &chars,
        clauses: &clauses,
        quantities: &quantities,
        comparators: &comparators,
        lists: &lists,
    })
}

#[test]
fn what_is_counted() {
    for (text, expected) in [
        ("确保全市R&D占GDP比重上升到2.5%", &["全市R&D占GDP比重"][..]),
        (
            "推动大中型企业研发机构覆盖率增至93%",
            &["大中型企业研发机构覆盖率"],
        ),
        (
            "力争2020年新增国家级孵化器1家，省级众创空间2家",
            &["新增国家级孵化器", "新增省级众创空间"],
        ),
        (
            "新认定省级概念验证中心20家、省级中试平台10家",
            &["新认定省级概念验证中心", "新认定省级中试平台"],
        ),
        (
            "新增10家产学研合作基地、开展20项以上重大项目",
            &["新增产学研合作基地", "开展重大项目"],
        ),
        (
            "布局建设5家左右省级概念验证中心、10家左右中试平台",
            &["布局建设省级概念验证中心", "布局建设中试平台"],
        ),
        (
            "新增国家高新技术企业98家、增长40%",
            &["新增国家高新技术企业", "国家高新技术企业增长"],
        ),
        (
            "地区生产总值达3900亿元，年均增长9%左右",
            &["地区生产总值", "地区生产总值年均增长"],
        ),
        (
            "工业增加值突破1万亿元、达1.19万亿元",
            &["工业增加值", "工业增加值"],
        ),
        (
            "新兴产业增加值占GDP比重超过15%、规模达到1000亿元",
            &["新兴产业增加值占GDP比重", "新兴产业增加值规模"],
        ),
        (
            "培育国家级众创空间（孵化器）1家以上、省级2家以上",
            &["培育国家级众创空间（孵化器）", "培育省级众创空间（孵化器）"],
        ),
        (
            "城镇、农村居民人均可支配收入分别增长4.5%、5.5%左右",
            &["城镇居民人均可支配收入增长", "农村居民人均可支配收入增长"],
        ),
        (
            "万元GDP建设用地、水耗、电耗分别下降3%、3%、2%左右",
            &["万元GDP建设用地下降", "万元GDP水耗下降", "万元GDP电耗下降"],
        ),
        (
            "年度固定资产投资、社会消费品零售总额分别达1050亿元、800亿元",
            &["年度固定资产投资", "年度社会消费品零售总额"],
        ),
        (
            "规模以上工业企业、高新技术企业研发机构覆盖率达到93%",
            &["规模以上工业企业、高新技术企业研发机构覆盖率"],
        ),
        (
            "到2020年，国家级高新技术企业超过1000家",
            &["国家级高新技术企业"],
        ),
        ("培育省级、市级平台各20家", &["培育省级、市级平台"]),
    ] {
        assert_eq!(names(text), expected, "{text}");
    }
}

#[test]
fn names_of_cells_are_completed_by_their_row() {
    for (name, row, whole) in [
        ("", "省级平台", "省级平台"),
        ("新增", "省级平台", "新增省级平台"),
        ("新增", "净增高企", "新增高企"),
        ("新增", "新增高企", "新增高企"),
        ("申报", "组织申报项目", "组织申报项目"),
        ("新增", "培育高企", "培育高企"),
        ("净增", "培育高企", "净增高企"),
        ("完成", "技术合同成交额", "技术合同成交额"),
        ("同比增长", "技术合同成交额", "技术合同成交额同比增长"),
        ("入库企业", "省级平台", "入库企业"),
        ("新增", "", "新增"),
    ] {
        assert_eq!(super::in_row(name, row), whole, "{name} {row}");
    }
}
