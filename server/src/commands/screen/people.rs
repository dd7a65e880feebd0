//! The answer for people.

use std::fmt::Write;

use criteria::text::Line;
use criteria::{Calendar, Judgement, Program, Road, Verdict, cell};
use values::Day;

/// A firm: one line, and under it what is not met, what is missing, and the roads.
pub fn tell(
    program: &Program<'_>,
    line: &Line,
    judgement: &Judgement,
    roads: Option<&[Road]>,
    on: Day,
    out: &mut String,
) {
    let facts = program.facts;
    let calendar = Calendar {
        on,
        last_year: on.year() - 1,
        batches: Vec::new(),
    };
    let verdict = if line.problems.is_empty() {
        judgement.verdict
    } else {
        Verdict::Unknown
    };
    let score = judgement.score.as_ref().map_or_else(String::new, |score| {
        format!("  {}–{} 分", score.low, score.high)
    });
    // A line break in a name would begin a line that says something else.
    let mut add = |text: String| {
        out.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
        out.push('\n');
    };
    add(format!(
        "{}  {}  {}{score}",
        line.code,
        line.name,
        verdict.word()
    ));
    for problem in &line.problems {
        add(format!("  要改  {}：{}", problem.column, problem.reason));
    }
    for warning in &line.warnings {
        add(format!("  留意  {}：{}", warning.column, warning.reason));
    }
    for (at, (clause, finding)) in program.clauses().zip(&judgement.clauses).enumerate() {
        let stands_in = !clause.stands_in_for.is_empty();
        if finding.verdict == Verdict::Pass || stands_in {
            continue;
        }
        add(format!(
            "  {}  {}：{}（{}）",
            finding.verdict.word(),
            clause.name,
            program.say(at, finding),
            clause.article
        ));
    }
    let problem = |column: &str| line.problems.iter().any(|one| one.column == column);
    let missing = judgement.missing.iter();
    let names: Vec<String> = missing
        .filter(|slot| !problem(&facts.slot(**slot).column))
        .map(|slot| facts.spoken(*slot))
        .collect();
    if !names.is_empty() {
        add(format!("  缺数  {}", names.join("、")));
    }
    for (number, road) in roads.unwrap_or_default().iter().enumerate() {
        let mut text = format!(
            "  路 {}  约 {} 万元：",
            number + 1,
            values::Fen(road.cost).in_wan()
        );
        for (at, change) in road.changes.iter().enumerate() {
            let from = change.from.map_or_else(
                || "空".to_owned(),
                |from| cell::written(facts, change.slot, from),
            );
            let to = cell::written(facts, change.slot, change.to);
            let comma = if at > 0 { "；" } else { "" };
            let _ = write!(text, "{comma}{} {from} → {to}", facts.spoken(change.slot));
            let last = calendar.last_day(facts, change.slot);
            if let Some(day) = last.day.filter(|_| !last.in_time) {
                let _ = write!(text, "（{} 年度已结束）", day.year());
            }
        }
        add(text);
    }
}

/// How many of each.
pub fn sum(counts: &[usize; 4]) -> String {
    let [fail, unknown, possible, pass] = counts;
    format!(
        "共 {} 家：满足 {pass}，可能 {possible}，缺数 {unknown}，不满足 {fail}\n",
        fail + unknown + possible + pass
    )
}
