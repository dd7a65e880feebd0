//! The sentence of a clause for people; made only when it is shown.

use super::Program;
use crate::criterion::Test;
use crate::exact::Exact;
use crate::fact::Kind;
use crate::verdict::{Finding, Verdict};

impl Program<'_> {
    /// What a clause found, for people: `8.73%，要求 ≥ 10%，差 2 人`.
    pub fn say(&self, clause: usize, finding: &Finding) -> String {
        let Some(rule) = self.rules.get(clause) else {
            return String::new();
        };
        let mut parts = Vec::new();
        let show = |number: Exact| self.shown(&rule.test, &rule.clause.unit, number);
        match (finding.actual, &rule.test) {
            // Rounded like the others, a share that falls short by a fen would read as what is needed.
            (Some(actual), Test::Share(_)) if finding.verdict == Verdict::Fail => {
                parts.push(format!("{}%", percent(actual).rounded_down(2)));
            }
            (Some(actual), _) => parts.push(show(actual)),
            (None, Test::Any(_)) => parts.push(finding.verdict.word().to_owned()),
            (None, _) if finding.verdict == Verdict::Unknown => parts.push("缺数".to_owned()),
            (None, Test::Share(_)) => parts.push("没有分母，不成比例".to_owned()),
            (None, Test::OneOf { .. }) => parts.push("不在所列范围".to_owned()),
            (None, _) => {}
        }
        if let Some(needed) = finding.needed {
            parts.push(format!("要求 {}{}", sign(&rule.test), show(needed)));
        }
        if let Some(gap) = finding.shortfall.filter(|gap| !gap.is_zero()) {
            let word = if at_most(&rule.test) { "超" } else { "差" };
            let gap = if rule.clause.unit == "元" {
                gap.rounded_up(2)
            } else {
                gap.to_string()
            };
            parts.push(format!("{word} {} {}", grouped(&gap), rule.clause.unit));
        }
        parts.join("，")
    }

    fn shown(&self, test: &Test, unit: &str, number: Exact) -> String {
        match test {
            Test::Share(_) => format!("{}%", percent(number).rounded(2)),
            Test::Flag { .. } => (if number.is_zero() { "否" } else { "是" }).to_owned(),
            Test::OneOf { slot, .. } => self.option(*slot, number),
            _ if unit.is_empty() => grouped(&number.to_string()),
            _ => format!("{} {unit}", grouped(&number.to_string())),
        }
    }

    fn option(&self, slot: crate::SlotId, number: Exact) -> String {
        let Kind::Option(options) = &self.facts.fact(slot).kind else {
            return number.to_string();
        };
        let found = options
            .iter()
            .find(|(value, _)| i128::from(*value) == number.num);
        found.map_or_else(|| number.to_string(), |(_, name)| name.clone())
    }
}

fn percent(share: Exact) -> Exact {
    Exact::new(share.num * 100, share.den)
}

fn at_most(test: &Test) -> bool {
    matches!(test, Test::Bound { least: None, .. })
}

fn sign(test: &Test) -> &'static str {
    match test {
        Test::Flag { .. } | Test::OneOf { .. } => "",
        test if at_most(test) => "≤ ",
        _ => "≥ ",
    }
}

/// `12,345.67`
fn grouped(text: &str) -> String {
    let (sign, text) = text
        .strip_prefix('-')
        .map_or(("", text), |rest| ("−", rest));
    let (whole, part) = text
        .split_once('.')
        .map_or((text, None), |(whole, part)| (whole, Some(part)));
    let whole = match whole.parse::<i128>() {
        Ok(number) => values::grouped(number),
        Err(_) => whole.to_owned(),
    };
    part.map_or_else(
        || format!("{sign}{whole}"),
        |part| format!("{sign}{whole}.{part}"),
    )
}

#[cfg(test)]
mod tests {
    use values::Day;

    use crate::{Firm, criterion, fact};

    fn said(id: &str, clause: &str, facts: &[(&str, i64)]) -> String {
        let program = criterion::find(id)
            .unwrap()
            .on(&fact::SHIPPED, Day::of(2020, 9, 18).unwrap());
        let mut firm = Firm::new(&fact::SHIPPED);
        for (column, value) in facts {
            firm.set(fact::SHIPPED.find(column).unwrap(), Some(*value));
        }
        let at = program.clauses().position(|one| one.id == clause).unwrap();
        program.say(at, &program.judge(&firm).clauses[at])
    }

    #[test]
    fn sentences_for_people() {
        let staff = |tech| {
            said(
                "hnte-2016",
                "c4-staff",
                &[("staff", 126), ("tech_staff", tech)],
            )
        };
        assert_eq!(staff(11), "8.73%，要求 ≥ 10%，差 2 人");
        assert_eq!(staff(13), "10.32%，要求 ≥ 10%");
        let close = said(
            "hnte-2016",
            "c6-income",
            &[
                ("total_income", 7_500_000_000),
                ("hightech_income", 4_499_999_999),
            ],
        );
        assert_eq!(close, "59.99%，要求 ≥ 60%，差 0.01 元");
        assert_eq!(
            said("hnte-2016", "c4-staff", &[("staff", 0), ("tech_staff", 0)]),
            "没有分母，不成比例，要求 ≥ 10%"
        );
        assert_eq!(said("hnte-2016", "c4-staff", &[]), "缺数，要求 ≥ 10%");
        assert_eq!(said("hnte-2016", "c3-field", &[("field", 4)]), "新材料");
        assert_eq!(
            said("hnte-2016", "c8-incident", &[("incident", 1)]),
            "是，要求 否"
        );
        assert_eq!(
            said("tech-sme-2017", "c2-staff", &[("staff", 501)]),
            "501 人，要求 ≤ 500 人，超 1 人"
        );
    }
}
