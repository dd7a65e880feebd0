//! Firmness: 力争 and 确保 govern their clause and the clauses coordinated after it.

use super::clause::Clause;
use super::duty;
use crate::lex::Quantity;
use crate::scan;

/// How firmly a target is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Firmness {
    /// 确保.
    Committed,
    /// 力争.
    Strive,
    /// Neither word.
    Plain,
}

impl Firmness {
    /// As in results.
    pub fn word(self) -> &'static str {
        match self {
            Firmness::Committed => "committed",
            Firmness::Strive => "strive",
            Firmness::Plain => "plain",
        }
    }
}

const COMMITTED: &[&str] = &["确保", "保证", "务必", "必须"];
const STRIVE: &[&str] = &["力争", "争取", "力求", "努力"];
/// After 争取 these make it an adverb (争取新增, 争取年内); otherwise it is the verb of an object (争取上级资金).
#[rustfmt::skip]
const PREDICATES: &[&str] = &[
    "达", "超过", "突破", "新增", "新建", "建成", "完成", "实现", "引进", "培育", "认定", "年内", "全年", "到20",
    "增长", "提高", "提升", "净增", "创建", "获批", "入库", "申报", "落户", "签约",
];

/// A clause so short is only such a word: 全年确保：
const ALONE: usize = 4;

/// The firmness of each quantity of a sentence.
pub fn of(chars: &[char], clauses: &[Clause], quantities: &[Quantity]) -> Vec<Firmness> {
    let mut found = vec![Firmness::Plain; quantities.len()];
    let mut governing = Firmness::Plain;
    let mut announced = Firmness::Plain;
    let mut next = 0;
    for clause in clauses {
        let first = next;
        while quantities
            .get(next)
            .is_some_and(|q| q.from < clause.range.end)
        {
            next += 1;
        }
        let own = &quantities[first..next];
        let markers = markers(chars, clause, own);
        if own.is_empty() && markers.is_empty() && duty::begins_task(&chars[clause.range.clone()]) {
            governing = Firmness::Plain;
        }
        for (quantity, firmness) in own.iter().zip(&mut found[first..next]) {
            let before = markers.partition_point(|(at, _)| *at < quantity.from);
            *firmness = before.checked_sub(1).map_or(governing, |i| markers[i].1);
        }
        governing = markers.last().map_or(governing, |(_, f)| *f);
        // 确保：（1）高企260家；（2）占比3%: what a colon announces holds for the whole list.
        if clause.sign == '：' && clause.range.len() <= ALONE && !markers.is_empty() {
            announced = governing;
        }
        if clause.sign == '；' {
            governing = announced;
        }
    }
    found
}

/// The words of firmness in a clause, with their places.
fn markers(chars: &[char], clause: &Clause, quantities: &[Quantity]) -> Vec<(usize, Firmness)> {
    let mut found = Vec::new();
    for i in clause.range.clone() {
        if !matches!(chars[i], '确' | '保' | '务' | '必' | '力' | '争' | '努') {
            continue;
        }
        if let Some(word) = scan::longest_at(chars, i, COMMITTED) {
            if chars.get(i + scan::len(word)) != Some(&'了') {
                found.push((i, Firmness::Committed));
            }
        } else if let Some(word) = scan::longest_at(chars, i, STRIVE)
            && (word != "争取" || is_adverb(chars, i + 2, quantities))
        {
            found.push((i, Firmness::Strive));
        }
    }
    found
}

fn is_adverb(chars: &[char], after: usize, quantities: &[Quantity]) -> bool {
    let next = quantities.partition_point(|q| q.from < after);
    let quantity = quantities.get(next);
    quantity.is_some_and(|q| is_adverb_before(&chars[after..q.from]))
}

/// Is 争取 before these words an adverb?
pub fn is_adverb_before(words: &[char]) -> bool {
    scan::has_any(&words[..words.len().min(40)], PREDICATES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{clause, cover, exclude};

    fn read(text: &str) -> Vec<&'static str> {
        let chars = scan::chars(text);
        let cover = cover::of(&chars);
        let quantities = exclude::kept(&chars, &cover);
        of(&chars, &clause::of(&chars, &cover), &quantities)
            .into_iter()
            .map(Firmness::word)
            .collect()
    }

    #[test]
    fn scope_of_firmness() {
        for (text, firmness) in [
            (
                "2020年力争新增高企培育入库50家，净增高企数量30家",
                &["strive", "strive"][..],
            ),
            (
                "确保比重上升到2.5%，占比达到42%，培育研发机构5家",
                &["committed", "committed", "committed"],
            ),
            (
                "力争申报项目200项，争取上级资金2000万元以上",
                &["strive", "strive"],
            ),
            ("争取上级资金2000万元以上", &["plain"]),
            ("争取全区创新平台达130家以上", &["strive"]),
            ("争取年内新增3家", &["strive"]),
            ("推动覆盖率增至93%，全年新增5家以上", &["plain", "plain"]),
            ("力争新增2个；新增10家合作基地", &["strive", "plain"]),
            (
                "力争新增2个，加快建设公共平台，新增10家合作基地",
                &["strive", "plain"],
            ),
            ("增长8%、力争8.5%", &["plain", "strive"]),
            (
                "确保：（1）高企260家；（2）占比3%",
                &["committed", "committed"],
            ),
            ("确保增长8%，力争增长9%", &["committed", "strive"]),
        ] {
            assert_eq!(read(text), firmness, "{text}");
        }
    }
}
