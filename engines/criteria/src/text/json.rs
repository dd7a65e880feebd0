//! The line of JSON that answers a firm: written by hand, with everything that stays the same written once.

use super::Line;
use crate::cell::{self, Problem};
use crate::exact::Exact;
use crate::fact::{Facts, SlotId};
use crate::program::Program;
use crate::roads::Road;
use crate::screening::Screening;
use crate::verdict::{Finding, Verdict};

/// Writes lines for one program.
pub struct Writer<'a> {
    facts: &'a Facts,
    clauses: Vec<Constant>,
    /// The names and the maxima of the parts.
    parts: Vec<(String, String)>,
}

/// What stays the same of a clause.
struct Constant {
    head: String,
    tail: String,
    /// The last needed number, as it was written.
    needed: (Option<Exact>, String),
}

impl<'a> Writer<'a> {
    pub fn new(program: &Program<'a>) -> Self {
        let clauses = program.clauses().map(|clause| Constant {
            head: format!("{{\"id\":{},\"verdict\":\"", quoted(&clause.id)),
            tail: format!(
                ",\"unit\":{},\"source\":{}}}",
                quoted(&clause.unit),
                quoted(&clause.article)
            ),
            needed: (None, "null".to_owned()),
        });
        let parts = program.criterion.parts.iter();
        Writer {
            facts: program.facts,
            clauses: clauses.collect(),
            parts: parts
                .map(|part| {
                    (
                        format!("{{\"id\":{},\"low\":", quoted(&part.id)),
                        format!(",\"max\":{}}}", part.max),
                    )
                })
                .collect(),
        }
    }

    /// Adds the line of a firm; `roads` is `None` where they are not asked for.
    pub fn write(
        &mut self,
        line: &Line,
        screening: &Screening<'_>,
        firm: usize,
        roads: Option<&[Road]>,
        out: &mut String,
    ) {
        let verdict = if line.problems.is_empty() {
            screening.verdicts()[firm]
        } else {
            Verdict::Unknown
        };
        out.push_str("{\"credit_code\":");
        quote(&line.code, out);
        out.push_str(",\"verdict\":\"");
        out.push_str(verdict.id());
        out.push_str("\",\"clauses\":[");
        for clause in 0..self.clauses.len() {
            if clause > 0 {
                out.push(',');
            }
            self.clause(clause, &screening.finding(firm, clause), out);
        }
        out.push_str("],\"score\":");
        self.score(screening, firm, out);
        out.push_str(",\"missing\":[");
        self.missing(line, screening.missing(firm), out);
        out.push(']');
        if let Some(roads) = roads {
            out.push_str(",\"roads\":[");
            self.roads(roads, out);
            out.push(']');
        }
        for (name, list) in [
            (",\"problems\":[", &line.problems),
            (",\"warnings\":[", &line.warnings),
        ] {
            if !list.is_empty() {
                out.push_str(name);
                problems(list, out);
                out.push(']');
            }
        }
        out.push_str("}\n");
    }

    fn clause(&mut self, clause: usize, finding: &Finding, out: &mut String) {
        let constant = &mut self.clauses[clause];
        out.push_str(&constant.head);
        out.push_str(finding.verdict.id());
        out.push_str("\",\"actual\":");
        number(finding.actual, true, out);
        out.push_str(",\"needed\":");
        if constant.needed.0 != finding.needed {
            constant.needed = (finding.needed, String::new());
            number(finding.needed, false, &mut constant.needed.1);
        }
        out.push_str(&constant.needed.1);
        out.push_str(",\"shortfall\":");
        number(finding.shortfall, false, out);
        out.push_str(&constant.tail);
    }

    fn score(&self, screening: &Screening<'_>, firm: usize, out: &mut String) {
        let Some((low, high)) = screening.score(firm) else {
            out.push_str("null");
            return;
        };
        out.push_str("{\"low\":");
        whole(low.into(), out);
        out.push_str(",\"high\":");
        whole(high.into(), out);
        out.push_str(",\"parts\":[");
        for (at, (head, tail)) in self.parts.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            let (low, high) = screening.part(at, firm);
            out.push_str(head);
            whole(low.into(), out);
            out.push_str(",\"high\":");
            whole(high.into(), out);
            out.push_str(tail);
        }
        out.push_str("]}");
    }

    /// Empty columns only: one that cannot be read is among the problems.
    fn missing(&self, line: &Line, missing: &[SlotId], out: &mut String) {
        let columns = missing.iter().map(|slot| &self.facts.slot(*slot).column);
        let mut first = true;
        for column in columns.filter(|column| {
            !line
                .problems
                .iter()
                .any(|problem| problem.column == **column)
        }) {
            if !first {
                out.push(',');
            }
            first = false;
            quote(column, out);
        }
    }

    fn roads(&self, roads: &[Road], out: &mut String) {
        for (at, road) in roads.iter().enumerate() {
            out.push_str(if at > 0 { ",[" } else { "[" });
            for (at, change) in road.changes.iter().enumerate() {
                out.push_str(if at > 0 { ",{\"fact\":" } else { "{\"fact\":" });
                quote(&self.facts.slot(change.slot).column, out);
                out.push_str(",\"from\":");
                match change.from {
                    Some(from) => quote(&cell::written(self.facts, change.slot, from), out),
                    None => out.push_str("null"),
                }
                out.push_str(",\"to\":");
                quote(&cell::written(self.facts, change.slot, change.to), out);
                out.push('}');
            }
            out.push(']');
        }
    }
}

fn problems(list: &[Problem], out: &mut String) {
    for (at, problem) in list.iter().enumerate() {
        out.push_str(if at > 0 {
            ",{\"column\":"
        } else {
            "{\"column\":"
        });
        quote(&problem.column, out);
        out.push_str(",\"value\":");
        quote(&problem.value, out);
        out.push_str(",\"reason\":");
        quote(&problem.reason, out);
        out.push('}');
    }
}

/// A decimal text where one ends, else `{num, den}`, with a rounded decimal beside where it is only to be read.
fn number(number: Option<Exact>, beside: bool, out: &mut String) {
    let Some(number) = number else {
        out.push_str("null");
        return;
    };
    if number.den == 1 {
        out.push('"');
        whole(number.num, out);
        out.push('"');
        return;
    }
    if let Some(text) = number.decimal() {
        out.push('"');
        out.push_str(&text);
        out.push('"');
        return;
    }
    out.push_str("{\"num\":");
    whole(number.num, out);
    out.push_str(",\"den\":");
    whole(number.den, out);
    if beside {
        out.push_str(",\"decimal\":\"");
        out.push_str(&number.rounded(6));
        out.push('"');
    }
    out.push('}');
}

fn whole(number: i128, out: &mut String) {
    let Ok(small) = i64::try_from(number) else {
        out.push_str(&number.to_string());
        return;
    };
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = small.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if small < 0 {
        out.push('-');
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    quote(text, &mut out);
    out
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    if text.bytes().all(|b| b >= b' ' && b != b'"' && b != b'\\') {
        out.push_str(text);
    } else {
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => out.push(c),
            }
        }
    }
    out.push('"');
}
