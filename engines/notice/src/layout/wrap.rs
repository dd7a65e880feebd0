//! Hard-wrapped lines: where does a line go on in the next?

use super::lines::is_blank;
use crate::outline::numbering;
use crate::rules::assignment::label;
use crate::scan;
use std::ops::Range;

/// A wrapped page has no line wider than this (two columns a Chinese character).
const WIDEST: usize = 140;
/// A full line may fall short of the widest by so much (a sign that may not begin a line).
const SLACK: usize = 8;

/// So many lines as wide as the widest, that end in the middle of a sentence, tell a wrapped text although most are short.
const BROKEN: usize = 2;
/// So wide is a line of running text, and not a cell of a table.
const RUNNING: usize = 20;
/// The same where it ends in a number with its magnitude: 企业房租200万.
const RUNNING_LARGE: usize = 12;

/// How wide the lines of a text are, if it is hard-wrapped.
pub struct Wrap {
    full: Option<usize>,
    /// Only some lines are full: an item begins a paragraph.
    is_partly: bool,
}

impl Wrap {
    /// Looks at all lines: wrapped when a good third of them are as wide as the widest tenth.
    pub fn of(chars: &[char], lines: &[Range<usize>]) -> Self {
        // The row of a table is as wide as its cells.
        let running = lines
            .iter()
            .filter(|line| !chars[(*line).clone()].contains(&'\t'));
        let lines: &[Range<usize>] = &running.cloned().collect::<Vec<_>>();
        let mut widths: Vec<usize> = lines.iter().map(|l| width(&chars[l.clone()])).collect();
        widths.sort_unstable();
        let widest = widths
            .get(widths.len() * 9 / 10)
            .copied()
            .unwrap_or_default();
        let full = widths.iter().filter(|w| **w + SLACK >= widest).count();
        // Paragraphs of one length end with their sentences, items stand before the next item; wrapped lines seldom do.
        let whole = lines.iter().enumerate().filter(|(at, line)| {
            let text = &chars[(*line).clone()];
            let next = lines.get(at + 1).map(|next| &chars[next.clone()]);
            width(text) + SLACK >= widest
                && (text.last().copied().is_some_and(ends) || next.is_some_and(begins_item))
        });
        let wrapped = lines.len() >= 6
            && (24..=WIDEST).contains(&widest)
            && full * 3 >= lines.len()
            && whole.count() * 2 <= full;
        let partly = widths.last().copied().unwrap_or_default();
        let is_partly = !wrapped && is_partly_wrapped(chars, lines, partly);
        let full = if is_partly {
            Some(partly)
        } else {
            wrapped.then_some(widest)
        };
        Self {
            full: full.map(|full| full.saturating_sub(SLACK)),
            is_partly,
        }
    }

    /// Does `line` go on in `next`?
    pub fn goes_on(&self, chars: &[char], line: &Range<usize>, next: &Range<usize>) -> bool {
        let (text, after) = (&chars[line.clone()], &chars[next.clone()]);
        let last = text.last().copied().unwrap_or(' ');
        // The row of a table is whole.
        if text.contains(&'\t') || after.contains(&'\t') {
            return false;
        }
        let starts_item = numbering::of(after);
        if starts_item.as_ref().is_some_and(|n| n.is_chinese) || begins_line(after) {
            return false;
        }
        if matches!(last, '，' | '、' | ',' | '（' | '“' | '《') {
            return true;
        }
        if starts_item.is_none() && (is_cut_number(text, after) || wants_number(text, after)) {
            return true;
        }
        let full = self.full.is_some_and(|full| width(text) >= full);
        let ended = ends(last);
        if begins_item(after) || (self.is_partly && (ended || starts_item.is_some())) {
            return false;
        }
        full && !(ended && (starts_item.is_some() || last == '：')) && !are_counts(text, after)
    }
}

/// Signs that begin the line of a list, and never one that goes on.
const BULLETS: &[char] = &[
    '●', '■', '◆', '★', '▲', '○', '◎', '□', '◇', '△', '※', '►', '➢',
];

/// A bullet, ② or a label (牵头单位：高新科): no line before it goes on in it, whatever it ends with.
fn begins_line(line: &[char]) -> bool {
    line.first()
        .is_some_and(|c| BULLETS.contains(c) || numbering::is_circled(*c))
        || label::begins(line)
}

/// The same, or a number as of an item: （一）, （1）, 1. but not 3）, which may close a bracket of the line before it.
fn begins_item(line: &[char]) -> bool {
    let number = numbering::of(line);
    begins_line(line)
        || number.is_some_and(|n| n.level < DEEPEST || matches!(line.first(), Some('（' | '(')))
}

/// The level of （1） and 1）.
const DEEPEST: u8 = 5;

/// 入库企业200家 and 新建孵化器2家 are two lines of a list: each ends with what it counts, and nothing else is said.
fn are_counts(text: &[char], after: &[char]) -> bool {
    [text, after].iter().all(|line| {
        let plain = !line.iter().any(|c| matches!(c, '，' | '。' | '；' | ','));
        let near = &line[line.len().saturating_sub(COUNT)..];
        let last = near
            .iter()
            .position(char::is_ascii_digit)
            .map(|at| &near[at..]);
        let found = last.and_then(|last| {
            let found = crate::lex::quantities(last).into_iter().next();
            found.filter(|q| q.to == last.len() && q.class != crate::lex::Class::Bare)
        });
        plain && found.is_some()
    }) && after.iter().take(2).all(|c| scan::is_han(*c))
}

/// So long a count at the end of a line may be: 1.5万平方米.
const COUNT: usize = 12;

fn ends(last: char) -> bool {
    matches!(last, '。' | '！' | '？' | '；' | '：' | ';' | ':' | '…')
}

/// Do some lines of the full width end in the middle of a sentence, and none is wider than a page?
fn is_partly_wrapped(chars: &[char], lines: &[Range<usize>], widest: usize) -> bool {
    if !(24..=WIDEST).contains(&widest) {
        return false;
    }
    let broken = lines.windows(2).filter(|pair| {
        let (text, after) = (&chars[pair[0].clone()], &chars[pair[1].clone()]);
        width(text) + SLACK >= widest
            && !text.last().copied().is_some_and(ends)
            && !text.contains(&'\t')
            && !after.contains(&'\t')
            && numbering::of(after).is_none()
    });
    broken.count() >= BROKEN
}

/// What wants a number behind it.
#[rustfmt::skip]
const WANTS: &[&str] = &[
    "不低于", "不少于", "不超过", "不高于", "达到", "达", "突破", "超过", "增至", "降至", "控制在", "稳定在", "保持在", "提高到",
    "上升到", "增加到", "下降到", "提升至", "提高至", "上升至",
];

/// 净增高企不低于 and 60家; a number without its unit is no help.
fn wants_number(text: &[char], after: &[char]) -> bool {
    if scan::longest_before(text, text.len(), WANTS).is_none() {
        return false;
    }
    let head: Vec<char> = after
        .iter()
        .filter(|c| !is_blank(**c))
        .take(COUNT)
        .copied()
        .collect();
    let found = crate::lex::quantities(&head).into_iter().next();
    found.is_some_and(|q| q.from == 0 && q.class != crate::lex::Class::Bare)
}

/// …完成3000 and 件以上…, …减免200万 and 元以上…, …提高1.7个百 and 分点…: a number cut off from its unit, or in two.
fn is_cut_number(text: &[char], after: &[char]) -> bool {
    let near = text.len().saturating_sub(CUT_UNIT);
    let last = text[near..].iter().rposition(char::is_ascii_digit);
    let Some(last) = last.map(|at| near + at + 1) else {
        return false;
    };
    let digits = text[..last]
        .iter()
        .rev()
        .take_while(|c| c.is_ascii_digit() || **c == '.')
        .count();
    let begun: Vec<char> = text[last..]
        .iter()
        .filter(|c| !is_blank(**c))
        .copied()
        .collect();
    let large = begun.iter().any(|c| matches!(c, '万' | '亿'));
    let least = if large { RUNNING_LARGE } else { RUNNING };
    if width(text) < least || !text.iter().any(|c| scan::is_han(*c)) {
        return false;
    }
    let mut joined = text[last - digits..last].to_vec();
    joined.extend(begun);
    let cut = joined.len();
    joined.extend(after.iter().filter(|c| !is_blank(**c)).take(UNIT));
    let found = crate::lex::quantities(&joined).into_iter().next();
    found.is_some_and(|q| q.from == 0 && q.to > cut && q.class != crate::lex::Class::Bare)
}

/// So much of a unit may stand before the end of a line: 个百 of 个百分点, 吨标准 of 吨标准煤.
const CUT_UNIT: usize = 5;

/// No unit is longer.
const UNIT: usize = 8;

fn width(text: &[char]) -> usize {
    text.iter().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::lines::split;

    #[test]
    fn only_full_lines_go_on() {
        let line = "着力推动科技各项工作落地见效一";
        let text: Vec<char> =
            format!("{line}\n{line}\n{line}\n{line}\n短\n{line}\n1）新\n{line}。")
                .chars()
                .collect();
        let lines = split(&text);
        let wrap = Wrap::of(&text, &lines);
        let joined: Vec<bool> = lines
            .windows(2)
            .map(|w| wrap.goes_on(&text, &w[0], &w[1]))
            .collect();
        assert_eq!(joined, [true, true, true, true, false, true, false]);
    }

    #[test]
    fn lines_of_any_length_are_paragraphs() {
        let text: Vec<char> = "甲\n乙乙乙\n丙丙丙丙丙丙丙\n丁，\n戊\n己己\n庚"
            .chars()
            .collect();
        let lines = split(&text);
        let wrap = Wrap::of(&text, &lines);
        let joined: Vec<bool> = lines
            .windows(2)
            .map(|w| wrap.goes_on(&text, &w[0], &w[1]))
            .collect();
        assert_eq!(joined, [false, false, false, true, false, false]);
    }

    #[test]
    fn paragraphs_of_one_length_are_no_wrapped_lines() {
        let text: Vec<char> = "化肥储备一点二万吨以上全部备齐。\n"
            .repeat(7)
            .chars()
            .collect();
        let lines = split(&text);
        let wrap = Wrap::of(&text, &lines);
        assert!(!wrap.goes_on(&text, &lines[0], &lines[1]));
    }

    #[test]
    fn lines_of_a_list_do_not_go_on() {
        for (lines, joined) in [
            (
                "高新技术企业培育行动计划实施\n（1）新增高新技术企业四十家左右",
                false,
            ),
            (
                "高新技术企业培育行动计划实施\n1.新增高新技术企业四十家左右",
                false,
            ),
            (
                "新增科技型中小企业入库二百家\n牵头单位：高新科和各镇科技办",
                false,
            ),
            (
                "新增科技型中小企业入库二百家\n【责任科室】高新科和各镇科技",
                false,
            ),
            (
                "服务科技型企业及科技人才团队\n●组织科技人才培训及对接活动",
                false,
            ),
            (
                "对规上企业研发机构开展排查，\n②大中型企业研发机构建有率达",
                false,
            ),
            (
                "科技型中小企业入库企业200家\n省级以上企业研发机构新建15家",
                false,
            ),
            (
                "科技型中小企业入库企业200家\n以上，省级以上研发机构新建15家",
                true,
            ),
            (
                "科技型中小企业入库企业200家\n培育工作全面完成，新增孵化器",
                true,
            ),
            (
                "加强科技创新平台与人才团队建\n设，推动企业加大研发投入力度",
                true,
            ),
        ] {
            let full = "着力推动科技各项工作落地见效\n".repeat(6);
            let text: Vec<char> = format!("{full}{lines}").chars().collect();
            let lines = split(&text);
            let [.., last, next] = &lines[..] else {
                unreachable!("many lines")
            };
            let wrap = Wrap::of(&text, &lines);
            let read: String = text[last.start..next.end].iter().collect();
            assert_eq!(wrap.goes_on(&text, last, next), joined, "{read}");
        }
    }

    #[test]
    fn a_list_is_no_wrapped_text() {
        let items = "（1）新增高新技术企业\n（2）新增科技型中小企业\n（3）新增省级研发机构\n";
        let text: Vec<char> = format!("{items}{items}{items}").chars().collect();
        let lines = split(&text);
        assert_eq!(Wrap::of(&text, &lines).full, None);
    }

    #[test]
    fn a_number_goes_on_with_its_unit() {
        for (text, goes_on) in [
            ("减免企业房租200万\n元以上，惠及企业。", true),
            ("有效发明专利拥有量超过3000\n件以上。", true),
            ("减免企业房租200 万\n元以上，惠及企业。", true),
            ("占规上工业产值比重提高1.7个百\n分点；引进人才。", true),
            ("单位增加值能耗降至0.45吨标准\n煤以下。", true),
            ("规上工业企业净增加到80家企\n业。", false),
            ("净增高企不低于\n60家。", true),
            ("净增高企不低于\n3、优化服务。", false),
            ("净增高企不低于\n60\n家。", false),
            ("净增高企\n60家。", false),
            ("减免企业房租200万\n惠及企业。", false),
            ("3000\n件", false),
        ] {
            let text: Vec<char> = text.chars().collect();
            let lines = split(&text);
            let wrap = Wrap::of(&text, &lines);
            assert_eq!(wrap.goes_on(&text, &lines[0], &lines[1]), goes_on);
        }
    }
}
