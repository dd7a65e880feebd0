//! Numbers that are no quantity of a plan: codes, ranks, slogans, sizes inside a name.

mod bare;
mod case;
mod code;
mod few;
mod idiom;
mod limit;
pub mod score;
mod shared;
mod size;
mod terms;

use super::cover::Cover;
use crate::lex::{Class, Quantity};

/// Is this number none at all, whatever the tense?
pub fn is_none(chars: &[char], cover: &[Cover], q: &Quantity) -> bool {
    (cover[q.from] == Cover::Quoted && !is_alone(chars, q))
        || code::is_code(chars, q)
        || bare::is_bare(chars, q)
        || case::is_limit(chars, q)
        || few::is_slogan(chars, q)
        || idiom::is_idiom(chars, q)
        || limit::is_no_limit(chars, q)
        || score::is_score(chars, q)
        || size::is_in_name(chars, q)
        || terms::is_term(chars, q)
}

/// Units of what a quoted number may name: 改革“30条”, “10个”行动.
const NAMING: &[&str] = &["条", "个", "项", "件", "类", "步", "点"];

/// 新增高企“30家”: nothing but the quantity is quoted, and nothing that it names follows.
fn is_alone(chars: &[char], q: &Quantity) -> bool {
    let quoted = q.from > 0 && chars[q.from - 1] == '“' && chars.get(q.to) == Some(&'”');
    let next = chars.get(q.to + 1);
    let ends = next.is_none_or(|c| matches!(c, '，' | '。' | '；' | '、'));
    let counts = q.class != Class::Bare && !q.is_chinese && !NAMING.contains(&q.unit.as_str());
    quoted && ends && counts
}

/// The quantities of a sentence that count, their units settled.
pub fn kept(chars: &[char], cover: &[Cover]) -> Vec<Quantity> {
    let mut all = crate::lex::quantities(chars);
    shared::give(chars, &mut all);
    let mut kept: Vec<Quantity> = all
        .into_iter()
        .filter(|q| !is_none(chars, cover, q))
        .collect();
    kept.iter_mut().for_each(|q| bare::settle(chars, q));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan;

    fn spans(text: &str) -> Vec<String> {
        let chars = scan::chars(text);
        let cover = crate::rules::cover::of(&chars);
        kept(&chars, &cover)
            .iter()
            .map(|q| chars[q.from..q.to].iter().collect())
            .collect()
    }

    #[test]
    fn only_what_counts_is_left() {
        for (text, left) in [
            ("落实“省科技体制改革30条”政策", &[][..]),
            ("落实科技体制改革30条，新增30家", &["30家"]),
            ("围绕“5+2”产业体系", &[]),
            ("引进世界500强企业3家", &["3家"]),
            ("引进和培育产值10亿元以上高新企业5家", &["5家"]),
            ("产值千万元以上创新型企业30家", &["30家"]),
            ("加快60万吨赖氨酸项目建设", &[]),
            ("总投资50亿元的新能源项目", &[]),
            ("新增亿元以上项目20个", &["20个"]),
            (
                "5亿元以上工业企业研发机构全覆盖、3亿元以上企业覆盖率达到70%",
                &["70%"],
            ),
            ("安排1.9亿元专项资金", &["1.9亿元"]),
            ("新增50万平方米产业用房", &["50万平方米"]),
            ("开展20项以上产学研合作重大项目", &["20项"]),
            ("做好十个方面工作，推进三大工程", &[]),
            ("每万人发明专利拥有量达到15件", &["15件"]),
            ("万元GDP能耗下降3%", &["3%"]),
            ("排名全市第1、进入全国前100名", &[]),
            ("PM2.5浓度降至26微克/立方米", &["26微克/立方米"]),
            ("建设5G基站3000个", &["3000个"]),
            ("打造15分钟生活圈", &[]),
            ("审批时限压缩到3个工作日以内", &["3个工作日"]),
            ("争取150万资金", &["150万"]),
            ("培育国家级孵化器一家", &["一家"]),
            ("做强一家企业", &[]),
            ("新建两所学校", &["两所"]),
            ("地区生产总值突破1000亿", &["1000亿"]),
            ("综合指数达到105", &["105"]),
            ("办理时长较上年缩短2天", &["2天"]),
            ("给予每家最高不超过50万元补助", &[]),
            ("一次性奖励20万元", &[]),
            ("发放贷款50亿元支持科技企业", &["50亿元"]),
            ("新增IPO3家", &["3家"]),
            ("再扶一批，至少十家", &["十家"]),
            ("其中信用贷8000万，惠及企业", &["8000万"]),
            ("评价指标包括研发强度、高企密度等18项", &[]),
            ("年初确定的21项指标中，完成情况良好", &[]),
            ("公园绿地500米服务半径覆盖率达90%", &["90%"]),
            ("关键要抓住三条", &[]),
            ("孕产妇死亡率控制在18/10万以下", &["18/10万"]),
            ("平均受教育年限提高到12.8年", &["12.8年"]),
            ("2.5年前", &[]),
            ("年均新增就业人数24万以上", &["24万"]),
            ("人均预期寿命82岁", &["82岁"]),
            ("空气质量优良天数310天", &["310天"]),
            ("纠纷平均结案90天以内", &["90天"]),
            ("用地容积率1.5以上", &["1.5"]),
            ("力争有2个产业主营业务收入过千亿元", &["2个"]),
            ("一般业务1个工作日办结", &["1个工作日"]),
            ("游客投诉48小时办结率99%", &["99%"]),
            ("国务院6个方面33项措施", &[]),
            ("落实省33项政策，出台政策33项", &["33项"]),
            ("公交站点500米覆盖率100%", &["100%"]),
            ("平江大道改造（总投资14.7亿元）", &[]),
            ("完成315亿元的全年任务", &["315亿元"]),
            ("出席：李某等31人", &[]),
            ("同期LPR加100个基点", &[]),
            ("成本下降40个基点", &["40个基点"]),
            ("实现120万农村贫困人口脱贫", &["120万"]),
            ("新增高企“30家”。", &["30家"]),
            ("落实科技改革“30条”，", &[]),
            ("推动“30家”企业上云", &[]),
            ("力争有一至两家企业上市", &["一至两家"]),
            ("成立二十余家创新联合体", &["二十余家"]),
            ("开展一至两次专项行动", &[]),
            ("PM2.5浓度低于31μg/m³", &["31μg/m³"]),
            ("新增高企30家（其中：规上10家）", &["30家", "10家"]),
            ("面积分别新增2万、5万平方米", &["2万", "5万平方米"]),
            ("高企、科小分别达到500、1500家", &["500", "1500家"]),
            ("集群规模突破两千亿，税收过百亿", &["两千亿", "百亿"]),
            ("完成成交额8个亿，建设3个亿元项目", &["8个亿", "3个"]),
            ("设立100亿元规模的产业基金群", &["100亿元"]),
            ("考核对象为15个镇（街道）和3个园区", &[]),
            ("明确1名分管领导和1名联络员", &[]),
            ("责任书一式两份，甲乙双方各执一份", &[]),
            ("此件公开发布，印发30份。", &[]),
            ("任务分解表（2份）", &[]),
            ("会议应到代表15人，实到13人。", &[]),
            ("决定对王某等10名同志予以表彰", &[]),
            ("配备科技专员2名，印发手册3000份", &["2名", "3000份"]),
        ] {
            assert_eq!(spans(text), left, "{text}");
        }
    }
}
