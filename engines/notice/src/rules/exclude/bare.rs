//! Numbers without a unit: kept only where a comparator asks for one and nothing follows; 亿 may stand for 亿元.

use crate::lex::{Class, Quantity};
use crate::rules::comparator;
use crate::scan;

#[rustfmt::skip]
const MONEY: &[&str] = &[
    "资金", "贷款", "投资", "补助", "经费", "奖励", "补贴", "融资", "基金", "税收", "产值", "营收",
];
#[rustfmt::skip]
const MONEY_NAME: &[&str] = &[
    "产值", "收入", "投资", "资金", "贷款", "税收", "GDP", "生产总值", "增加值", "销售", "营收", "总额", "进出口",
    "融资", "投入", "存款", "利润", "交易额", "成交额", "规模", "市值", "补助", "支出",
];

/// A number without unit that says nothing a plan could hold.
pub fn is_bare(chars: &[char], q: &Quantity) -> bool {
    if q.class != Class::Bare {
        // A magnitude alone needs a comparator: 超亿元, but 万元GDP.
        return q.is_magnitude && !follows_comparator(chars, q);
    }
    if is_money_before_noun(chars, q) {
        return false;
    }
    // 集群规模突破两千亿, 税收过百亿
    if has_magnitude(chars, q)
        && (!q.is_chinese || follows_comparator(chars, q))
        && is_money_name(chars, q)
        && ends_here(chars, comparator::right(chars, q.to).1)
    {
        return false;
    }
    if has_magnitude(chars, q) && counted_by_name(chars, q).is_some() {
        return false;
    }
    let comparator = comparator::of(chars, q);
    let ends = ends_here(chars, comparator.to);
    // 容积率1.5以上
    let measured = comparator.to > q.to
        && q.from
            .checked_sub(1)
            .is_some_and(|b| matches!(chars[b], '率' | '数' | '比'))
        && q.value.parts().1 > 0;
    let year = !q.is_chinese && q.value.parts().1 == 0 && (1980..2100).contains(&q.value.parts().0);
    q.is_chinese || !(comparator.is_left || measured) || !ends || year
}

fn follows_comparator(chars: &[char], q: &Quantity) -> bool {
    comparator::left(chars, q.from).0.is_some()
        || scan::longest_before(chars, q.from, &["近", "过", "上"]).is_some()
}

/// Has the span a magnitude, so that 万 or 亿 is said and 元 left out?
fn has_magnitude(chars: &[char], q: &Quantity) -> bool {
    chars[q.from..q.to].iter().any(|c| matches!(c, '万' | '亿'))
}

fn ends_here(chars: &[char], i: usize) -> bool {
    chars
        .get(i)
        .is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '）' | '\t'))
}

/// Does the clause before the number name money?
fn is_money_name(chars: &[char], q: &Quantity) -> bool {
    let near = &chars[q.from.saturating_sub(20)..q.from];
    let name = near
        .rsplit(|c| matches!(c, '，' | '。' | '；'))
        .next()
        .unwrap_or_default();
    let ends = name.last().is_some_and(|c| MONEY_ENDS.contains(*c));
    ends || scan::has_any(name, MONEY_NAME)
}

/// What names of money end with: 信用贷8000万, 财政拨款3亿.
const MONEY_ENDS: &str = "贷款税费";

fn is_money_before_noun(chars: &[char], q: &Quantity) -> bool {
    has_magnitude(chars, q)
        && !q.is_chinese
        && scan::longest_at(chars, comparator::right(chars, q.to).1, MONEY).is_some()
}

/// Whom a number without a measure word counts: 120万农村贫困人口.
const COUNTED: &[(&str, &str)] = &[
    ("人口", "人"),
    ("群众", "人"),
    ("农民", "人"),
    ("居民", "人"),
    ("职工", "人"),
    ("学生", "人"),
    ("老人", "人"),
    ("劳动力", "人"),
    ("农户", "户"),
];
/// How far behind the number they may stand.
const COUNTED_REACH: usize = 8;

/// The unit that a name says, where none follows the number: 就业人数24万以上.
fn counted_by_name(chars: &[char], q: &Quantity) -> Option<&'static str> {
    if let Some((_, unit)) = COUNTED.iter().find(|(noun, _)| {
        let rest = &chars[q.to..chars.len().min(q.to + COUNTED_REACH)];
        let end = rest.iter().position(|c| !scan::is_han(*c));
        scan::has_any(&rest[..end.unwrap_or(rest.len())], &[noun])
    }) {
        return Some(unit);
    }
    let name = comparator::of(chars, q).from;
    let noun = scan::longest_before(chars, name, &["人数", "人口", "户数", "企业数", "件数"])?;
    Some(match noun {
        "户数" => "户",
        "企业数" => "家",
        "件数" => "件",
        _ => "人",
    })
}

/// 150万资金 and 生产总值突破1000亿 are money, 就业人数24万 people.
pub fn settle(chars: &[char], q: &mut Quantity) {
    if q.class != Class::Bare || !has_magnitude(chars, q) {
        return;
    }
    if let Some(unit) = counted_by_name(chars, q) {
        unit.clone_into(&mut q.unit);
        q.class = if unit == "人" {
            Class::Person
        } else {
            Class::Count
        };
        return;
    }
    if is_money_before_noun(chars, q) || is_money_name(chars, q) {
        q.unit = "元".to_owned();
        q.class = Class::Money;
    }
}
