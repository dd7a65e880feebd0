//! Values as pages show them.

use measure::fold::PartFigure;
use measure::indicator::{Indicator, Shown};
use measure::language::{Checked, Measure, Op, Part, Time, Unit};
use measure::{Exact, Reason};

/// A figure without a value waits for a statistic from outside, or for something to divide by.
pub fn no_value(is_statistic: bool) -> &'static str {
    if is_statistic {
        "待统计局"
    } else {
        "暂无数据"
    }
}

/// How the weight of a part is shown: as the indicator where it has one unit, in its own where the whole is a ratio.
pub fn of_part(indicator: &Indicator, checked: &Checked, part: &Part) -> Shown {
    match (checked.op(), &part.unit) {
        (Some(Op::Ratio), Unit::Money) => Shown {
            unit: "万元".to_owned(),
            decimals: 2,
        },
        (Some(Op::Ratio), unit) => Shown {
            unit: unit.name().to_owned(),
            decimals: 0,
        },
        _ => indicator.shown.clone(),
    }
}

/// 分子, 分母; 截至日, 上年末; 收入, 扣减. Empty where there is only one part.
pub fn part_name(checked: &Checked, number: usize) -> String {
    let stocks = checked
        .parts()
        .all(|part| matches!(part.time, Time::Stock(_)));
    let name = match (checked.op(), number, stocks) {
        (None, ..) => "",
        (Some(Op::Ratio), 0, _) => "分子",
        (Some(Op::Ratio), ..) => "分母",
        (Some(Op::Difference), 0, true) => "截至日",
        (Some(Op::Difference), _, true) => "期初",
        (Some(Op::Difference), 0, false) => "加项",
        (Some(Op::Difference), ..) => "减项",
    };
    name.to_owned()
}

/// The value of one part with its unit; a statistic that is not there has none, never 0.
pub fn part_value(figure: &PartFigure, part: &Part, shown: &Shown) -> String {
    if part.time == Time::Latest && figure.counted == 0 {
        return "—".to_owned();
    }
    Exact::whole(figure.weight).with_unit(shown)
}

/// Whether weights are sums to show, not a number of rows again.
pub fn is_weighed(part: &Part) -> bool {
    matches!(part.measure, Measure::Sum(_) | Measure::Latest(_))
}

/// A verified share: `70%`, whole percent rounded down, so that 100% means all.
pub fn percent(share: Exact) -> String {
    let whole = i128::from(share.num()) * 100 / i128::from(share.den()).max(1);
    format!("{whole}%")
}

/// From four fifths on the bar is green.
pub fn is_partial(share: Exact) -> bool {
    i128::from(share.num()) * 5 < i128::from(share.den()) * 4
}

/// A change with its sign: `+36.00`, `−62.00`, `+0`.
pub fn change(sum: i64, shown: &Shown) -> String {
    let text = Exact::whole(sum).shown(shown);
    if sum >= 0 { format!("+{text}") } else { text }
}

/// What to do about a reason.
pub fn advice(reason: Reason) -> &'static str {
    match reason {
        Reason::Void => "已作废，不再计",
        Reason::Draft => "由录入人提交",
        Reason::Returned => "由录入人改好再提交",
        Reason::Unproven => "补上凭证，再请另一人核实",
        Reason::Waiting => "等另一人核实",
        Reason::Double => "与在先的记录重复，对照后作废一条",
        Reason::Clause(_) => "按口径不计",
        Reason::Unknown => "补填要计量的内容",
        Reason::Same => "同一对象只计一次",
        Reason::Older => "以最新的数为准",
        Reason::Unpaired => "等另一项公布同期数",
    }
}

/// The words of the link beside a reason.
pub fn act(reason: Reason) -> &'static str {
    match reason {
        Reason::Unproven => "补凭证",
        Reason::Waiting => "去核实",
        Reason::Returned | Reason::Draft | Reason::Unknown => "去修改",
        Reason::Double | Reason::Same => "对照",
        _ => "查看",
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn shares_never_round_up_to_all() {
        for (num, den, text, partial) in [
            (999, 1000, "99%", false),
            (4, 5, "80%", false),
            (79, 100, "79%", true),
            (1, 1, "100%", false),
            (0, 7, "0%", true),
        ] {
            let share = Exact::ratio(num, den).unwrap();
            assert_eq!(
                (percent(share).as_str(), is_partial(share)),
                (text, partial)
            );
        }
    }

    #[test]
    fn changes_carry_their_sign() {
        let shown = Shown {
            unit: "万元".into(),
            decimals: 2,
        };
        assert_eq!(change(36_000_000, &shown), "+36.00");
        assert_eq!(change(-62_000_000, &shown), "−62.00");
        assert_eq!(change(0, &shown), "+0.00");
    }
}
