//! The words that stand beside a forecast.

use super::{Ahead, Basis, CONVERSION, Forecast, Record, Silence, Source};
use crate::exact::Exact;
use crate::indicator::Shown;

impl Forecast {
    /// `1,730–2,090`; one number where both ends are the same.
    pub fn range(&self, shown: &Shown) -> String {
        let (low, high) = (short(self.low, shown), short(self.high, shown));
        if low == high {
            low
        } else {
            format!("{low}–{high}")
        }
    }

    /// The middle of the range.
    pub fn middle(&self, shown: &Shown) -> String {
        short(self.mid, shown)
    }

    /// What the range is made of, a sentence each.
    pub fn words(&self, shown: &Shown) -> Vec<String> {
        self.basis.iter().map(|basis| basis.words(shown)).collect()
    }
}

impl Basis {
    fn words(&self, shown: &Shown) -> String {
        let amount = |value: Exact| value.with_unit(shown);
        let signed = |value: Exact| {
            let sign = if value < Exact::whole(0) { "" } else { "+" };
            format!("{sign}{}", amount(value))
        };
        match self {
            Basis::Over => "全年已结束，以数值为准".to_owned(),
            Basis::Pace { a_day, left, end } => {
                let finer = Shown {
                    unit: shown.unit.clone(),
                    decimals: shown.decimals.max(2),
                };
                format!(
                    "按今年进度 {}（日均 {}，还剩 {left} 天）",
                    amount(*end),
                    a_day.with_unit(&finer)
                )
            }
            Basis::After {
                year,
                came,
                rest,
                end,
            } => {
                let (then, by_now) = (signed(*came), signed(*rest));
                let more = if rest > came { "多" } else { "少" };
                let now = match then == by_now {
                    true => String::new(),
                    false => format!("，今年比同期{more}，按 {by_now}计"),
                };
                format!("按 {year} 年同日以后的变化 {}（{then}{now}）", amount(*end))
            }
            Basis::Drift { a_month, end } => format!(
                "按今年的变化 {}（每 30 天 {}）",
                amount(*end),
                signed(*a_month)
            ),
            Basis::Lifted(by) => format!(
                "往年同日照此预计都偏{}，中值{} {}",
                if *by > Exact::whole(0) { "低" } else { "高" },
                if *by > Exact::whole(0) { "加" } else { "减" },
                amount((*by).max(by.times(-1, 1)))
            ),
            Basis::Stays => "也可能不再变化".to_owned(),
            Basis::RowsAlone(end) => format!(
                "只按台账现有记录、不再登记（到期的退出）{}，区间含这个数",
                amount(*end)
            ),
            Basis::Ahead(ahead) => ahead_words(*ahead, &amount),
            Basis::Waiting(entries, weight) => format!(
                "待补证、待核实的 {entries} 条 {}是已经发生的：下限不计，中值和以上各项按 {CONVERSION}% 计，上限全计",
                amount(Exact::whole(*weight))
            ),
            Basis::Range {
                half,
                source,
                of,
                years,
                is_level,
            } => range_words(*source, &amount(*half), &amount(*of), *years, *is_level),
        }
    }
}

fn ahead_words(ahead: Ahead, amount: &dyn Fn(Exact) -> String) -> String {
    let mut said = Vec::new();
    if ahead.counted != 0 {
        said.push(format!(
            "已登记、日期在后的 {}，在正常进度之外另加",
            amount(Exact::whole(ahead.counted))
        ));
    }
    if ahead.waiting > 0 {
        said.push(format!(
            "日期在后、待补证或待核实的 {}，中值按 {CONVERSION}%、上限全部另加",
            amount(Exact::whole(ahead.waiting))
        ));
    }
    if ahead.usual > 0 {
        said.push(format!(
            "上年同日也已这样登记 {}，往年变化里已有，从中减去",
            amount(Exact::whole(ahead.usual))
        ));
    }
    said.join("；")
}

/// 区间取中值上下各 120 万元，约八成把握：往年同日照此预计平均差 60 万元，放宽一倍
fn range_words(source: Source, half: &str, of: &str, years: usize, is_level: bool) -> String {
    let from = match source {
        Source::Missed => format!("往年同日照此预计平均差 {of}，放宽一倍"),
        Source::Apart => "到离得最远的一项估计".to_owned(),
        Source::Uneven if years == 0 => format!("今年各月平均差 {of}，按剩余月数折算"),
        Source::Uneven => format!("各年同月平均差 {of}，按剩余月数折算"),
        Source::Fifth => "最少留还会变化部分的两成".to_owned(),
        Source::HalfMonth => "最少留全年半个月的量".to_owned(),
    };
    let wider = if is_level { "一倍" } else { "一半" };
    let few = match years {
        0 if is_level => format!("；没有往年可比，再放宽{wider}"),
        0 => format!("；没有往年可比，再放宽{wider}，往年若集中在年底则会偏低"),
        1 if source != Source::HalfMonth => format!("；可比的往年只有一年，再放宽{wider}"),
        _ => String::new(),
    };
    let sure = if years == 0 { "" } else { "，约八成把握" };
    format!("区间取中值上下各 {half}{sure}：{from}{few}")
}

impl Silence {
    /// Why nothing is forecast.
    pub fn words(self) -> String {
        match self {
            Silence::NoValue => "还没有数，不作预计".to_owned(),
            Silence::TooLittle { days } => {
                format!("今年已过 {days} 天，没有往年可比，数还太少，不作预计")
            }
            Silence::Nothing => "今年和往年都还没有数，不作预计".to_owned(),
            Silence::TooUneven => "没有往年可比，今年各月相差太大，不作预计".to_owned(),
        }
    }
}

impl Record {
    /// `10 次落在区间 7 次`.
    pub fn words(self) -> String {
        format!("{} 次，落在区间 {} 次", self.of, self.held)
    }
}

/// Whole where nothing stands behind the point: a range is rounded to whole units, what is counted is not.
fn short(value: Exact, shown: &Shown) -> String {
    let full = value.shown(shown);
    match full.split_once('.') {
        Some((whole, rest)) if shown.unit != "%" && rest.bytes().all(|digit| digit == b'0') => {
            whole.to_owned()
        }
        _ => full,
    }
}
