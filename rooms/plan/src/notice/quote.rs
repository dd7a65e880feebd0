//! The words a target is cited with: its clause, and before it the 确保 or 力争 that governs it.

use ::notice::Text;

use super::Sentence;
use crate::proposal::{Proposal, draft::joined};
use crate::quantity::Firmness;

const COMMITTED: &[&str] = &["确保", "保证", "务必", "必须"];
const STRIVE: &[&str] = &["力争", "争取", "力求", "努力"];

/// `力争……净增高企数量30家`; in a table what the row is about and the cell, `净增高新技术企业……40家以上`.
pub fn of(text: &Text, sentences: &[Sentence], mention: &Proposal) -> String {
    let within = sentences
        .iter()
        .find(|sentence| sentence.number == mention.sentence)
        .map_or((mention.start, mention.end), |sentence| {
            (sentence.start, sentence.end)
        });
    let at = |offset: i64| usize::try_from(offset).unwrap_or(0).min(text.chars().len());
    let (first, last) = (at(within.0), at(within.1));
    let (start, end) = (
        at(mention.start).clamp(first, last),
        at(mention.end).clamp(first, last),
    );
    let chars = text.chars();
    let from = chars[first..start]
        .iter()
        .rposition(|c| is_stop(*c))
        .map_or(first, |stop| first + stop + 1);
    let to = chars[end..last]
        .iter()
        .position(|c| is_stop(*c))
        .map_or(last, |stop| end + stop);
    let clause = joined(&text.span(from, to));
    let in_row = chars[first..last].contains(&'\t');
    if in_row && !clause.contains(&mention.said_name) {
        return format!("{}……{clause}", mention.said_name);
    }
    match governing(&text.span(first, from), mention.firmness) {
        Some(word) if !clause.contains(word) => format!("{word}……{clause}"),
        _ => clause,
    }
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '，' | ',' | '；' | ';' | '。' | '！' | '？' | '：' | '\t'
    )
}

/// The last word of this firmness before the clause.
fn governing(before: &str, firmness: Firmness) -> Option<&'static str> {
    let words = match firmness {
        Firmness::Committed => COMMITTED,
        Firmness::Strive => STRIVE,
        Firmness::Plain => &[],
    };
    let before = joined(before);
    words
        .iter()
        .filter_map(|word| before.rfind(word).map(|at| (at, *word)))
        .max()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposal::tests::read;

    #[test]
    fn a_target_is_cited_with_its_clause_or_its_cell() {
        for (content, quote) in [
            (
                "一、工作目标\n力争全年入库50家，净增高企数量30家。\n",
                "力争……净增高企数量30家",
            ),
            (
                "2027年目标任务分解表\n序号\t工作任务\t目标值\t责任科室\n1\t净增高新技术企业\t40家以上\t高新科\n",
                "净增高新技术企业……40家以上",
            ),
        ] {
            let (found, sentences, text) = read(content);
            let last = found.last().map(|one| of(&text, &sentences, one));
            assert_eq!(last.as_deref(), Some(quote));
        }
    }
}
