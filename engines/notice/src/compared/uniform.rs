//! What two notices call differently, written in one way.

use crate::scan;

/// Short forms of the trade and other words for the same, in the order in which they are replaced; what says no more than
/// how firmly, when or for whom falls away. 研发投入占地区生产总值的比重 and 全社会R&D占GDP比重 both become 研发强度.
#[rustfmt::skip]
const WRITTEN: &[(&str, &str)] = &[
    ("全社会", ""), ("力争", ""), ("确保", ""), ("全年", ""), ("今年", ""), ("年内", ""), ("全省", ""), ("全市", ""),
    ("全县", ""), ("全区", ""), ("我市", ""), ("我县", ""), ("我区", ""), ("进一步", ""), ("积极", ""), ("大力", ""),
    ("深入", ""), ("切实", ""), ("要", ""), ("经费", ""), ("及以上", "以上"),
    ("研究与试验发展", "研发"), ("研究与开发", "研发"), ("研究开发", "研发"), ("R&D", "研发"), ("r&d", "研发"),
    ("国内生产总值", "GDP"), ("地区生产总值", "GDP"), ("生产总值", "GDP"), ("万元GDP", "单位GDP"), ("万元工业增加值", "单位工业增加值"),
    ("占比", "比重"), ("比例", "比重"),
    ("研发投入", "研发"), ("研发支出", "研发"), ("研发研发", "研发"),
    ("研发占GDP比重", "研发强度"), ("研发占GDP", "研发强度"), ("研发比重", "研发强度"),
    ("国高企业", "高企"), ("高企", "高新技术企业"), ("国家级高新技术企业", "高新技术企业"), ("国家高新技术企业", "高新技术企业"),
    ("科小", "科技型中小企业"), ("科技型企业入库", "科技型中小企业入库"), ("国家科技型中小企业", "科技型中小企业"),
    // Whom the ministry names, and whom the province does, is in the word already.
    ("国家级专精特新", "国家专精特新"), ("国家专精特新小巨人", "小巨人"), ("专精特新小巨人", "小巨人"),
    ("国家级小巨人", "小巨人"), ("国家小巨人", "小巨人"), ("省级专精特新", "专精特新"),
    ("科技型中小企业备案", "科技型中小企业入库"), ("科技投入", "科技支出"), ("投放", "发放"), ("办理时限", "办理时间"),
    ("审批时限", "审批时间"), ("办结时限", "办理时间"), ("办结时间", "办理时间"), ("设立研发机构", "建立研发机构"),
    ("增速", "增长"), ("增幅", "增长"), ("降幅", "下降"), ("降低", "下降"),
    ("规上", "规模以上"), ("限上", "限额以上"),
    ("医保", "医疗保险"), ("基本医疗保险", "医疗保险"), ("社保", "社会保险"), ("基本养老保险", "养老保险"),
    ("科技企业孵化器", "孵化器"), ("政产学研", "产学研"), ("产学研用", "产学研"),
    ("技术合同成交金额", "技术合同成交额"), ("技术合同交易额", "技术合同成交额"), ("技术合同登记额", "技术合同成交额"),
    ("孵化面积", "孵化器面积"), ("贷款不良率", "不良贷款率"), ("PCT国际专利", "PCT专利"), ("国际PCT专利", "PCT专利"),
    ("申请量", "申请"), ("申请数", "申请"), ("授权量", "授权"), ("授权数", "授权"),
    ("每万人口", "万人"), ("每万人", "万人"), ("可吸入颗粒物", "PM10"), ("细颗粒物", "PM2.5"), ("PM2.5PM2.5", "PM2.5"),
    ("平均浓度", "浓度"), ("年均浓度", "浓度"), ("年均值", "浓度"), ("均浓度", "浓度"),
];
/// A thing newly granted, founded or brought about is the same thing: 新建众创空间, 新增众创空间.
#[rustfmt::skip]
const BROUGHT: &[&str] = &[
    "新增", "净增", "新建", "新认定", "新培育", "新引进", "新获批", "新获评", "新实施", "新开展", "新组建", "新登记", "新注册",
    "新设立", "新设", "增加", "培育", "认定", "获批", "获评", "获得", "建成", "建设", "创建", "打造", "引进", "引育", "招引", "引培", "集聚", "建立", "设立", "筹建",
    "组织", "举办", "举行", "开展", "召开", "实施", "完成", "达成", "实现", "推动", "推进",
];
/// How a task is gone about, which changes from year to year: 建立科技特派员制度, 深化科技特派员制度.
#[rustfmt::skip]
const GONE_ABOUT: &[&str] = &[
    "建立", "健全", "完善", "优化", "深化", "推进", "推动", "加强", "强化", "落实", "实施", "开展", "做好", "抓好", "加快", "持续",
    "扎实", "全面", "不断", "继续", "组织", "举办", "召开",
];
/// That things are counted is said or left out: 净增高企数量, 培训人数.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "总数", "总量", "数量", "拥有量", "保有量", "存量", "个数", "家数", "人数", "户数", "件数", "次数", "场数", "期数", "数",
];
/// 系数 and 指数 are no numbers of things.
const OTHER_NUMBERS: &str = "系指倍基参";

/// What is said in one way, without blanks, marks and the numbers of years.
pub fn uniform(said: &str) -> String {
    let chars: Vec<char> = said
        .chars()
        .filter(|c| !c.is_whitespace() && !"“”‘’\"（）()、，的".contains(*c))
        .collect();
    let mut text = without_years(&chars);
    for (written, plain) in WRITTEN {
        if text.contains(written) && (!plain.is_empty() || text.len() > written.len()) {
            text = text.replace(written, plain);
        }
    }
    text
}

/// 2025年度新增高企 → 新增高企; 5G基站 keeps its number.
fn without_years(chars: &[char]) -> String {
    let mut text = String::new();
    let mut i = 0;
    while i < chars.len() {
        let run = chars[i..].iter().take_while(|c| c.is_ascii_digit()).count();
        // PM2.5年均浓度 has no year.
        let is_time = match chars.get(i + run) {
            Some('年') => run == 4,
            Some('月') => run > 0,
            _ => false,
        };
        match (run, is_time) {
            (0, _) => text.extend(Some(chars[i]).filter(|c| *c != '年')),
            // 2025年度
            (_, true) => i += usize::from(scan::at(chars, i + run, "年度")) * 2,
            (_, false) => text.extend(&chars[i..i + run]),
        }
        i += run.max(1);
    }
    text
}

/// The thing that is counted: without the verb that brings it about and the word that says it is counted.
pub fn counted(text: &str) -> &str {
    let mut core = without(text, BROUGHT);
    for word in COUNTED {
        core = core
            .strip_suffix(word)
            .filter(|rest| !rest.ends_with(|c| OTHER_NUMBERS.contains(c)))
            .filter(|rest| rest.chars().nth(1).is_some())
            .unwrap_or(core);
    }
    core
}

/// 高新技术产业产值占规上工业产值比重: the name without what the share is of, and that; 产值占比 leaves it unsaid.
pub fn share(text: &str) -> (String, Option<&str>) {
    let from = text.find('占').map(|at| (at, at + '占'.len_utf8()));
    let found = from.and_then(|(at, from)| {
        let to = from + text[from..].find("比重")?;
        (from < to).then_some((at, from, to))
    });
    found.map_or((text.to_owned(), None), |(at, from, to)| {
        (
            format!("{}{}", &text[..at], &text[to..]),
            Some(&text[from..to]),
        )
    })
}

/// What a task is about.
pub fn done(text: &str) -> &str {
    without(text, GONE_ABOUT)
}

/// Without such words at the head, as long as something is left.
fn without<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let mut text = text;
    while let Some(rest) = words
        .iter()
        .filter_map(|word| text.strip_prefix(word))
        .filter(|rest| rest.chars().nth(1).is_some())
        .min_by_key(|rest| rest.len())
    {
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_for_the_same() {
        for names in [
            &[
                "全社会R&D经费支出占GDP的比重",
                "全市R&D占GDP比重",
                "研发投入占地区生产总值比重",
                "研发投入强度",
                "研究与试验发展（R&D）经费投入强度",
                "研发经费占比",
            ][..],
            &["净增高企", "新增国家高新技术企业数量", "培育高新技术企业"],
            &["新建众创空间", "新增众创空间", "众创空间数"],
            &["新增国家级专精特新“小巨人”", "小巨人", "国家小巨人"],
            &["省级专精特新中小企业", "专精特新中小企业"],
            &["基本医疗保险参保率", "医保参保率"],
            &["新增规上工业企业", "规模以上工业企业数量"],
            &["每万人口高价值发明专利拥有量", "万人高价值发明专利"],
            &["PM2.5平均浓度", "细颗粒物（PM2.5）年均浓度"],
            &["培训", "培训人数"],
            &["2025年度引进创新团队", "引育创新团队"],
        ] {
            let plain: Vec<String> = names
                .iter()
                .map(|n| counted(&uniform(n)).to_owned())
                .collect();
            assert!(plain.iter().all(|p| *p == plain[0]), "{plain:?}");
        }
    }

    #[test]
    fn what_a_share_is_of() {
        for (name, whole, of) in [
            (
                "产业产值占规上工业产值比重",
                "产业产值比重",
                Some("规模以上工业产值"),
            ),
            ("产业产值占比", "产业产值比重", None),
            ("研发投入占GDP比重", "研发强度", None),
            ("占地面积", "占地面积", None),
        ] {
            assert_eq!(share(&uniform(name)), (whole.to_owned(), of), "{name}");
        }
    }

    #[test]
    fn what_stays() {
        for (name, plain) in [
            ("新增5G基站", "5G基站"),
            ("景气指数", "景气指数"),
            ("申报高企", "申报高新技术企业"),
            ("新认定", "新认定"),
            ("确保", "确保"),
            ("企业研发投入占营业收入比重", "企业研发占营业收入比重"),
        ] {
            assert_eq!(counted(&uniform(name)), plain);
        }
        assert_eq!(done(&uniform("健全完善科技特派员制度")), "科技特派员制度");
        assert_eq!(done(&uniform("兑现科技政策")), "兑现科技政策");
        assert_eq!(done(&uniform("推进")), "推进");
    }
}
