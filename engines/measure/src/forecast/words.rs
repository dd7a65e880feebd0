//! The words that stand beside a forecast.

use super::{Basis, CONVERSION, Forecast, Record, Silence};
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
            Basis::Months { low, high } => {
                let finer = Shown {
                    unit: shown.unit.clone(),
                    decimals: shown.decimals.max(2),
                };
                format!(
                    "今年最慢的月份日均 {}，最快的月份日均 {}",
                    low.with_unit(&finer),
                    high.with_unit(&finer)
                )
            }
            Basis::After { year, came, end } => format!(
                "按 {year} 年同日以后的变化 {}（{}）",
                amount(*end),
                signed(*came)
            ),
            Basis::Share { year, share, end } => {
                let percent = Shown {
                    unit: "%".to_owned(),
                    decimals: 1,
                };
                format!(
                    "按 {year} 年同日已占全年 {} 推 {}",
                    share.with_unit(&percent),
                    amount(*end)
                )
            }
            Basis::Drift { a_month, end } => format!(
                "按今年的变化 {}（每 30 天 {}）",
                amount(*end),
                signed(*a_month)
            ),
            Basis::Stays => "也可能不再变化".to_owned(),
            Basis::Dated(weight) => format!(
                "已登记、日期在后的 {} 计入区间下限",
                amount(Exact::whole(*weight))
            ),
            Basis::Waiting(entries, weight) => format!(
                "待补证、待核实的 {entries} 条 {}，{CONVERSION}% 计入中值，全部计入上限",
                amount(Exact::whole(*weight))
            ),
        }
    }
}

impl Silence {
    /// Why nothing is forecast.
    pub fn words(self) -> String {
        match self {
            Silence::NoValue => "还没有数，不作预计".to_owned(),
            Silence::TooLittle { days, years: 0 } => {
                format!("今年已过 {days} 天，没有往年可比，数还太少，不作预计")
            }
            Silence::TooLittle { days, .. } => {
                format!("今年已过 {days} 天，可比的往年太少，不作预计")
            }
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
