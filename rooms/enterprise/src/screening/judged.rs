//! What a criterion says of a firm as the bureau knows it. A file of firms means by an empty revenue *no sales* and by an
//! empty field *none of the eight*; a firm of which the bureau has not been told yet is another thing: unknown.

use criteria::{Firm as Told, Judgement, Prices, Program, Road, SlotId, Verdict, fact::SHIPPED};

/// Whether nobody has told the firm's sales of any year, and the criterion asks for them.
fn is_untold(program: &Program<'_>, told: &Told) -> bool {
    let sales = |slot: &SlotId| SHIPPED.fact(*slot).id == "revenue";
    told.years(&SHIPPED) == 0 && program.slots().iter().any(sales)
}

/// The firm against the criterion.
pub fn judge(program: &Program<'_>, told: &Told) -> Judgement {
    let mut found = program.judge(told);
    if !is_untold(program, told) {
        return found;
    }
    for (clause, finding) in program.clauses().zip(&mut found.clauses) {
        let rests_on_nothing = finding.actual.is_none() || clause.is_score();
        if finding.verdict == Verdict::Fail && rests_on_nothing {
            finding.verdict = Verdict::Unknown;
            (finding.actual, finding.shortfall) = (None, None);
        }
    }
    let mut all = found.clauses.iter().map(|one| one.verdict);
    found.verdict = all
        .find(|one| *one == Verdict::Fail)
        .unwrap_or(Verdict::Unknown);
    found.missing = untold(program, told);
    found
}

/// The empty columns; marks are given by experts and not asked of anybody.
fn untold(program: &Program<'_>, told: &Told) -> Vec<SlotId> {
    let mut slots = program.slots();
    slots.retain(|slot| {
        let is_mark = matches!(SHIPPED.fact(*slot).kind, criteria::fact::Kind::Mark);
        told.get(*slot).is_none() && !is_mark
    });
    slots
}

/// The cheapest roads; none of a firm that is not told of.
pub fn roads(program: &Program<'_>, told: &Told, prices: &Prices, most: usize) -> Vec<Road> {
    match is_untold(program, told) {
        true => Vec::new(),
        false => program.roads(told, prices, most),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use criteria::criterion;
    use values::Day;

    fn verdict(told: &[(&str, i64)]) -> Verdict {
        let criterion = criterion::find("hnte-2016").unwrap();
        let program = criterion.on(&SHIPPED, Day::of(2020, 9, 18).unwrap());
        let mut firm = Told::new(&SHIPPED);
        for (column, value) in told {
            firm.set(SHIPPED.find(column).unwrap(), Some(*value));
        }
        judge(&program, &firm).verdict
    }

    #[test]
    fn who_is_not_told_of_is_unknown_and_who_is_too_young_fails() {
        let born = i64::from(Day::of(2010, 1, 1).unwrap().number());
        let young = i64::from(Day::of(2020, 9, 1).unwrap().number());
        for (told, wanted) in [
            (
                vec![("registered_on", born), ("resident", 1)],
                Verdict::Unknown,
            ),
            (
                vec![("registered_on", young), ("resident", 1)],
                Verdict::Fail,
            ),
            (
                vec![("registered_on", born), ("resident", 0)],
                Verdict::Fail,
            ),
            (
                vec![("registered_on", born), ("revenue_3", 0)],
                Verdict::Fail,
            ),
        ] {
            assert_eq!(verdict(&told), wanted, "{told:?}");
        }
    }
}
