//! The form of a curve: one line a node, `2020-03-31 500万元`.

use ::notice::Decimal;
use values::Day;
use web::Complaints;

use super::{Curve, Shape, last_day};
use crate::quantity::{Op, parse, shown};
use crate::target::Target;

/// More nodes than this are no plan.
const MOST: usize = 60;

/// The lines of a curve as the form shows them.
pub fn lines(curve: &Curve, unit: &str) -> String {
    curve
        .nodes
        .iter()
        .map(|(day, value)| format!("{day} {}\n", amount(*value, unit)))
        .collect()
}

/// A value as it stands in a line: with its unit where it has one.
pub fn amount(value: Decimal, unit: &str) -> String {
    let (number, unit) = shown(value, unit);
    format!("{}{unit}", number.replace(',', ""))
}

/// Reads the lines; complaints say the line, the value given and the rule.
pub fn read(text: &str, shape: Shape, target: &Target) -> Result<Curve, Complaints> {
    let mut wrong = Complaints::default();
    let mut nodes: Vec<(Day, Decimal)> = Vec::new();
    for (number, line) in text
        .lines()
        .map(str::trim)
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
    {
        match node(line, target) {
            Ok(node) => nodes.push(node),
            Err(reason) => wrong.add("nodes", format!("第 {} 行", number + 1), reason),
        }
    }
    if wrong.is_empty() {
        fits(&nodes, shape, target, &mut wrong);
    }
    if wrong.is_empty() {
        Ok(Curve { shape, nodes })
    } else {
        Err(wrong)
    }
}

/// Takes nodes that a program gives under the same rules.
pub fn admit(curve: Curve, target: &Target) -> Result<Curve, web::Error> {
    let mut wrong = Complaints::default();
    fits(&curve.nodes, curve.shape, target, &mut wrong);
    match wrong.0.first() {
        None => Ok(curve),
        Some(first) => Err(web::Error::refused(
            format!("{}：{}。", first.label, first.reason),
            "改正节点后再定。",
        )),
    }
}

fn node(line: &str, target: &Target) -> Result<(Day, Decimal), String> {
    let (day, value) = line
        .split_once(|c: char| c.is_whitespace() || c == '\u{3000}')
        .ok_or_else(|| {
            format!(
                "“{line}”要写成日期、空格、数值，例如 {}-03-31 {}",
                target.year,
                amount(target.terms.goal.value, &target.terms.goal.unit)
            )
        })?;
    let year = i32::try_from(target.year).unwrap_or(0);
    let day = Day::parse(day, year).map_err(|fault| fault.to_string())?;
    if i64::from(day.year()) != target.year {
        return Err(format!("{day} 不在 {} 年里，节点要在计划当年", target.year));
    }
    let read = parse(value, &target.terms.goal.unit).ok_or_else(|| {
        format!(
            "没有看懂“{}”，例如 {}",
            value.trim(),
            amount(target.terms.goal.value, &target.terms.goal.unit)
        )
    })?;
    Ok((day, read))
}

/// Days rise, values of a rising target don't fall, and the last is the target itself.
fn fits(nodes: &[(Day, Decimal)], shape: Shape, target: &Target, wrong: &mut Complaints) {
    let terms = &target.terms;
    let label = "节点";
    let Some((last_at, last)) = nodes.last() else {
        wrong.add("nodes", label, "至少要有一个节点，最后一个是全年目标");
        return;
    };
    if nodes.len() > MOST {
        wrong.add(
            "nodes",
            label,
            format!("有 {} 个节点，最多 {MOST} 个", nodes.len()),
        );
    }
    if let Some(pair) = nodes.windows(2).find(|pair| pair[0].0 >= pair[1].0) {
        wrong.add(
            "nodes",
            label,
            format!("{} 写在 {} 后面，日子要一行比一行晚", pair[1].0, pair[0].0),
        );
    }
    let falls = |pair: &&[(Day, Decimal)]| less(pair[1].1, pair[0].1);
    let rising = !terms.is_level && terms.goal.op != Op::AtMost;
    if let Some(pair) = nodes.windows(2).find(|pair| rising && falls(pair)) {
        let unit = &terms.goal.unit;
        wrong.add(
            "nodes",
            label,
            format!(
                "{} 的 {} 比前一个节点小，累计数只增不减",
                pair[1].0,
                amount(pair[1].1, unit)
            ),
        );
    }
    if *last != terms.goal.value {
        let unit = &terms.goal.unit;
        wrong.add(
            "nodes",
            label,
            format!(
                "最后一个节点是 {}，应当是全年目标 {}",
                amount(*last, unit),
                amount(terms.goal.value, unit)
            ),
        );
    }
    if shape.is_even() && *last_at != last_day(target.year) {
        wrong.add(
            "nodes",
            label,
            format!("均匀曲线的最后一个节点应当在 {}", last_day(target.year)),
        );
    }
}

/// Exact comparison of two values of the same unit.
fn less(one: Decimal, other: Decimal) -> bool {
    let ((a, a_scale), (b, b_scale)) = (one.parts(), other.parts());
    let scale = a_scale.max(b_scale);
    let wide = |units: i128, own: u8| {
        10_i128
            .checked_pow(u32::from(scale - own))
            .and_then(|factor| units.checked_mul(factor))
    };
    matches!((wide(a, a_scale), wide(b, b_scale)), (Some(a), Some(b)) if a < b)
}
