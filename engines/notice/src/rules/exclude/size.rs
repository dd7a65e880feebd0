//! Sizes inside a name: 产值10亿元以上企业, 60万吨赖氨酸项目, 总投资50亿元的项目.

use crate::lex::{Class, Quantity};
use crate::rules::comparator;
use crate::scan;

/// Amounts of these are planned as such: 安排1.9亿元资金.
#[rustfmt::skip]
const MASS: &[&str] = &[
    "资金", "贷款", "融资", "投资", "经费", "专项", "补助", "授信", "基金", "补贴", "奖补", "奖励", "债券", "税",
    "产业用房", "空间", "面积", "厂房", "用房", "土地", "用地", "绿道", "管网", "道路", "公路", "河道", "绿地",
    "林地", "农田", "高标准", "耕地", "住房", "保障", "的目标", "的任务", "信贷", "财政", "科技", "产值", "红利",
    "消费券", "订单",
];
/// A number before them is a size.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "项目", "工程", "装置", "生产线", "企业", "机组", "电站", "变电站", "基地", "产业", "集群", "园区", "产业链",
    "单位", "团队", "平台", "示范区", "高企", "公司", "级", "俱乐部", "单体", "码头", "众创空间", "孵化器", "加速器",
    "创客空间",
];
/// Words of a plant's size.
const CAPACITY: &[&str] = &["年产", "日产", "年处理", "日处理", "年加工", "单机"];
/// What follows a base: 由500亿元增加到800亿元.
#[rustfmt::skip]
const CHANGES: &[&str] = &[
    "以", "增", "提高", "上升", "提升", "扩大", "降", "下降", "减少", "跃升", "攀升", "到", "至", "升",
];
/// These go on with what an amount is for: 发放贷款50亿元支持科技企业.
#[rustfmt::skip]
const PURPOSES: &[&str] = &[
    "支持", "用于", "扶持", "帮助", "投向", "助力", "惠及", "服务", "推动", "促进", "带动", "撬动", "解决", "保障",
    "投入", "滚动", "专项用于",
];
/// How far a name may go on behind a size.
const REACH: usize = 24;

/// Is the quantity a size inside a name?
pub fn is_in_name(chars: &[char], q: &Quantity) -> bool {
    if q.class == Class::Money && (is_size_of_counted(chars, q) || is_size_in_bracket(chars, q)) {
        return true;
    }
    let right = comparator::right(chars, q.to);
    let rest = rest_of_piece(chars, right.1);
    if rest.is_empty() {
        return false;
    }
    let of = rest[0] == '的';
    let noun = &rest[usize::from(of)..];
    let money_or_size =
        matches!(q.class, Class::Money | Class::Size) || (q.class == Class::Bare && q.is_magnitude);
    match q.class {
        _ if of && is_share_of(noun) => true,
        Class::Person if right.0.is_some() => begins_with_thing(noun),
        _ if !money_or_size => false,
        // 突破2000亿元大关, 迈上千亿元台阶
        _ if scan::longest_at(noun, 0, &["大关", "台阶", "关口", "门槛"]).is_some() => {
            false
        }
        // 设立100亿元规模的产业基金群
        _ if scan::at(noun, 0, "规模") && scan::has_any(noun, &["基金", "资金", "贷款"]) => {
            false
        }
        _ if scan::longest_before(chars, q.from, CAPACITY).is_some()
            && scan::is_han(noun.first().copied().unwrap_or(' ')) =>
        {
            true
        }
        _ if scan::longest_at(noun, 0, CHANGES).is_some() => false,
        _ if !of && scan::longest_at(noun, 0, PURPOSES).is_some() => false,
        // 10万元以下车辆补贴2000元
        _ if right.0.is_some() && pays(noun) => true,
        // The cells of a row without lines: 技术合同登记额 18亿元以上 成果科 12月底
        _ if ends_with_deadline(noun) => false,
        // 净利润500万元以上科技型企业突破3000家
        _ if right.0.is_some() && counts_things(noun) => true,
        _ if of && scan::has_any(&noun[..noun.len().min(6)], &["众创空间", "创客空间"]) => {
            true
        }
        // 完成315亿元的全年任务
        _ if of && scan::has_any(&noun[..noun.len().min(6)], &["任务", "目标"]) => false,
        _ if right.0.is_some() || of => !scan::has_any(&noun[..noun.len().min(6)], MASS),
        _ => {
            q.is_magnitude
                || is_followed_by_count(noun)
                || (ends_with_thing(before_number(noun))
                    && scan::longest_at(noun, 0, MASS).is_none())
        }
    }
}

fn ends_with_deadline(noun: &[char]) -> bool {
    scan::longest_before(
        noun,
        noun.len(),
        &["月底", "月末", "年底", "年末", "底前", "月前"],
    )
    .is_some()
}

/// 占销售收入3%的企业占50%以上: how many of those there are follows.
fn is_share_of(noun: &[char]) -> bool {
    let things = &["企业", "单位", "村", "乡镇", "项目", "学校", "家庭"];
    let thing = scan::longest_at(noun, 0, things)
        .or_else(|| scan::longest_at(noun, 0, &["规上企业", "工业企业", "行政村"]));
    thing.is_some_and(|t| {
        scan::longest_at(
            noun,
            scan::len(t),
            &["占", "达", "比例", "比重", "数", "不少于", "不低于", "超过"],
        )
        .is_some()
    })
}

/// 2个产业主营业务收入过千亿元: how large those are that are counted.
fn is_size_of_counted(chars: &[char], q: &Quantity) -> bool {
    if scan::longest_before(chars, q.from, &["过", "超", "超过", "突破"]).is_none() {
        return false;
    }
    let near = &chars[q.from.saturating_sub(REACH)..q.from];
    let sign = near
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | '、' | '：'));
    let piece = &near[sign.map_or(0, |at| at + 1)..];
    let measured = scan::has_any(piece, &["收入", "产值", "税收", "营收", "规模", "投资"]);
    measured
        && crate::lex::quantities(piece)
            .iter()
            .any(|c| c.class == Class::Count && THINGS.iter().any(|t| scan::at(piece, c.to, t)))
}

/// 平江大道改造（总投资14.7亿元）: how large the project before the bracket is.
fn is_size_in_bracket(chars: &[char], q: &Quantity) -> bool {
    let right = comparator::right(chars, q.to).1;
    chars.get(right) == Some(&'）')
        && scan::longest_before(
            chars,
            q.from,
            &[
                "（总投资",
                "（计划总投资",
                "（投资总额",
                "（概算投资",
                "（总投资额",
            ],
        )
        .is_some()
}

/// Does an amount follow at once on what is paid?
fn pays(noun: &[char]) -> bool {
    (0..noun.len()).any(|i| {
        let word = scan::longest_at(noun, i, &["补贴", "补助", "奖励", "奖补", "资助"]);
        word.is_some_and(|w| noun.get(i + scan::len(w)).is_some_and(char::is_ascii_digit))
    })
}

fn rest_of_piece(chars: &[char], from: usize) -> &[char] {
    let rest = chars.get(from..).unwrap_or_default();
    let rest = &rest[..rest.len().min(REACH)];
    let end = rest
        .iter()
        .position(|c| "，。；、：（）！“【—\t".contains(*c));
    &rest[..end.unwrap_or(rest.len())]
}

fn begins_with_thing(noun: &[char]) -> bool {
    THINGS
        .iter()
        .any(|w| scan::find(noun, 0..noun.len().min(8), w).is_some())
}

/// 投资30亿元建设5个园区: the things behind another number are not of this size.
fn before_number(noun: &[char]) -> &[char] {
    let digit = noun.iter().position(char::is_ascii_digit);
    &noun[..digit.unwrap_or(noun.len())]
}

fn ends_with_thing(noun: &[char]) -> bool {
    scan::has_any(noun, THINGS) || scan::before(noun, noun.len(), "建设")
}

/// What is done with an amount, or how it changes: 投资30亿元建设5个园区, 产值100亿元同比增长10%.
#[rustfmt::skip]
const GOES_ON: &[&str] = &["比", "增", "占", "降", "建", "实施", "支持", "并", "新", "和", "及", "完成", "引进", "培育", "开展", "举办"];

/// The same, with what is counted named: 10万元以上科技成果转化项目3项.
fn counts_things(noun: &[char]) -> bool {
    let second = crate::lex::quantities(noun).into_iter().next();
    is_followed_by_count(noun)
        && second.is_some_and(|second| scan::has_any(&noun[..second.from], THINGS))
}

/// 10亿元项目20个: the count of those that are so large closes the name.
fn is_followed_by_count(noun: &[char]) -> bool {
    let second = crate::lex::quantities(noun).into_iter().next();
    second.is_some_and(|second| {
        let between = &noun[..second.from];
        let counts = matches!(second.class, Class::Count | Class::Person | Class::Bare);
        between.len() >= 2 && counts && !scan::has_any(between, GOES_ON)
    })
}
