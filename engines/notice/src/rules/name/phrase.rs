//! The words a quantity's own clause gives for its name.

use super::{LONGEST, Read, inherit, reach};
use crate::lex::Class;
use crate::outline::numbering;
use crate::rules::firmness;
use crate::scan;

/// Words at the beginning that belong to no name.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "力争", "确保", "争取", "力求", "努力", "保证", "全年", "今年", "明年", "年内", "当年", "其中", "并", "同时",
    "以及", "和", "全年计划", "计划", "预计", "预期", "累计", "共", "再", "新的一年", "每年", "到", "至", "使", "让",
    "及", "目标是", "一是", "二是", "三是", "四是", "五是", "六是", "要", "将", "已", "拟", "本年度", "目前",
    "截至目前", "年末", "年底", "年底前", "期末", "届时", "达到", "的", "了", "到年底", "到年末", "到期末", "到今年底", "三年累计", "五年累计", "三年内", "五年内", "含", "三年后", "两年后", "五年后",
    "会议同意", "同意", "会议决定", "决定", "去年", "上年",
    "全县目标", "全市目标", "全区目标", "年度目标", "目标", "上年度", "已经", "去年底", "上年末", "去年末", "上年底",
];
/// Verbs before a rate that is the subject of its own predicate: 推动…覆盖率增至93%.
#[rustfmt::skip]
const PIVOTS: &[&str] = &[
    "推动", "促进", "带动", "实现", "使", "推进", "保持", "完成", "促使", "力促", "拉动", "实现了", "引导",
    "确保实现",
];
/// Verbs whose object may stand behind the number: 动员不少于30家企业参展.
const MOVES: &[&str] = &["动员", "扶持", "辅导", "筛选", "派出", "发动", "联系"];
/// Words at the end that belong to no name.
#[rustfmt::skip]
const TRAILING: &[&str] = &[
    "至", "到", "为", "共", "有", "约", "近", "的", "：", "“", "（", "、", "，", "各", "均", "都", "分别", "达",
    "了", "接近", "是", "逼近", "超", "力争", "要力争", "确保", "要确保", "力争达到", "必须", "预期目标", "目标", "在",
];
/// Words that end like those and are whole.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "签约", "合约", "节约", "履约", "预约", "集约", "下达", "传达", "拥有", "占有", "享有", "国有", "所有", "公有", "民有",
    "作为", "行为", "附近", "公共", "存在", "现在", "所在", "潜在", "理由", "自由",
];
/// Signs that begin a line of a list.
const BULLETS: &[char] = &['●', '■', '◆', '★', '▲', '○', '◎', '·', '•', '—', '-', '※'];
/// What ends the noun behind a count.
const STOPS: &[char] = &['，', '。', '；', '、', '：', '）', '！', '？', '（', '\t'];

/// A name before anything is inherited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// What stands before the number, cleaned.
    pub words: String,
    /// What stands behind it.
    pub noun: String,
    /// The number is a predicate (达, 超过, 增长): the words are its whole subject.
    pub is_predicate: bool,
    pub class: Class,
    pub unit: String,
    /// The comma or semicolon it follows, if any.
    pub sign: Option<char>,
}

/// Reads the phrase around a quantity.
pub fn of(read: &Read<'_>, i: usize) -> Phrase {
    let (q, comparator) = (&read.quantities[i], &read.comparators[i]);
    let reach = reach(read, i);
    let start = reach.start + usize::from(read.chars.get(reach.start) == Some(&'，'));
    let mut words = trimmed(&read.chars[reach]);
    if read.chars[q.from] == '翻' {
        words.extend(&read.chars[q.from..q.to]);
    }
    if comparator.is_left && words.starts_with(&['争', '取']) {
        words.drain(..2);
    }
    let rate = matches!(
        q.class,
        Class::Percent | Class::PerMille | Class::PerTen | Class::Points | Class::Times
    );
    let text: String = words.iter().collect();
    // 90%以上的企业建有研发机构, 安排不少于5000万元的科技专项资金
    let verb = |words: &[&str]| words.contains(&text.as_str());
    let begins = text.is_empty() || inherit::is_verb(&text) || verb(PIVOTS) || verb(MOVES);
    let is_from = is_from(&words) || is_changed(read, i);
    if is_from || is_changed_from(&words) {
        words = without_from(words);
    }
    let noun = if is_from || ((comparator.is_left || rate) && !begins) {
        String::new()
    } else {
        noun(read, i)
    };
    if (comparator.is_left || rate) && noun.is_empty() {
        words = without_pivot(words);
    }
    if words.is_empty() && noun.is_empty() {
        words = cell_before(read, i);
    }
    Phrase {
        words: words.iter().collect(),
        noun,
        is_predicate: comparator.is_left || is_from,
        class: q.class,
        unit: q.unit.clone(),
        sign: start
            .checked_sub(1)
            .map(|b| read.chars[b])
            .filter(|c| matches!(c, '，' | '；')),
    }
}

/// Behind 由 and 从 a base may be told by its time: 由2020年的500家.
#[rustfmt::skip]
const TIMES: &[&str] = &["现在", "目前", "去年", "上年", "去年底", "上年末", "当前", "原来", "年初"];

/// Where 由 or 从 stands that a change begins with; not in 自由 and 理由.
fn from_word(words: &[char]) -> Option<usize> {
    let at = words.iter().rposition(|c| matches!(c, '由' | '从'))?;
    let part = at > 0 && matches!(words[at - 1], '自' | '理' | '缘' | '经' | '服');
    (!part).then_some(at)
}

/// 高企由: the number behind is what there is.
fn is_from(words: &[char]) -> bool {
    from_word(words).is_some_and(|at| {
        let time = &words[at + 1..];
        let text: String = time.iter().collect();
        time.is_empty() || TIMES.contains(&text.as_str()) || year(time) == Some(time.len())
    })
}

/// 兑现时间由30个工作日, before 压缩至15个工作日: the base stands among the words.
fn is_changed_from(words: &[char]) -> bool {
    from_word(words).is_some_and(|at| words.get(at + 1).is_some_and(char::is_ascii_digit))
}

/// 由2020年的500家提高到2025年的1200家: what it changes to has its year before it.
fn is_changed(read: &Read<'_>, i: usize) -> bool {
    let words = &read.chars[reach(read, i)];
    let Some(verb) = scan::longest_at(
        words,
        0,
        &["提高到", "增加到", "提升到", "上升到", "增长到"],
    ) else {
        return false;
    };
    let rest = words[scan::len(verb)..].strip_suffix(&['的']);
    i > 0 && rest.is_some_and(|rest| year(rest) == Some(rest.len()))
}

fn without_from(mut words: Vec<char>) -> Vec<char> {
    match from_word(&words) {
        Some(at) => words.truncate(at),
        None => words.clear(),
    }
    words
}

/// In a table the name stands in the cell before the number.
fn cell_before(read: &Read<'_>, i: usize) -> Vec<char> {
    let Some((&'\t', row)) = read.chars[..read.comparators[i].from].split_last() else {
        return Vec::new();
    };
    let behind = |c: &char| matches!(c, '\t' | '\n');
    let start = row.iter().rposition(behind).map_or(0, |at| at + 1);
    trimmed(&row[start.max(row.len().saturating_sub(LONGEST))..])
}

/// The noun behind a count: 新增10家产学研合作基地.
fn noun(read: &Read<'_>, i: usize) -> String {
    let start = read.comparators[i].to;
    let next = read
        .quantities
        .get(i + 1)
        .map_or(read.chars.len(), |n| n.from);
    let words = &read.chars[start..next.min(start + LONGEST).max(start)];
    let end = words
        .iter()
        .position(|c| STOPS.contains(c))
        .unwrap_or(words.len());
    // 5个的基地, “30家”基地
    let skip = usize::from(matches!(words.first(), Some('的' | '”')));
    let words = &words[skip..end.max(skip)];
    words.iter().collect()
}

/// Without the words that belong to no name, at either end.
pub fn trimmed(words: &[char]) -> Vec<char> {
    let mut words = words;
    loop {
        let skip = leading(words);
        if skip == 0 {
            break;
        }
        words = &words[skip..];
    }
    while let Some(word) = scan::longest_before(words, words.len(), TRAILING) {
        if scan::longest_before(words, words.len(), WHOLE).is_some() {
            break;
        }
        if scan::longest_before(
            words,
            words.len(),
            &["平均", "人均", "年均", "户均", "日均", "月均", "亩均"],
        )
        .is_some()
        {
            break;
        }
        words = &words[..words.len() - scan::len(word)];
    }
    without_year(words).to_vec()
}

/// 研发投入强度2023年 is named without the year, unless something is compared with it.
fn without_year(words: &[char]) -> &[char] {
    let Some(from) = words.len().checked_sub(5).filter(|from| *from > 0) else {
        return words;
    };
    let is_year = year(&words[from..]) == Some(5);
    let stands_alone =
        scan::is_han(words[from - 1]) && !"较比以自与到至从由在".contains(words[from - 1]);
    if is_year && stands_alone {
        &words[..from]
    } else {
        words
    }
}

fn leading(words: &[char]) -> usize {
    if matches!(
        words.first(),
        Some('，' | '、' | '：' | '；' | '）' | '（' | '。')
    ) || words.first().is_some_and(|c| BULLETS.contains(c))
    {
        return 1;
    }
    if let Some(skip) = number(words)
        .or_else(|| year(words))
        .or_else(|| month_end(words))
    {
        return skip;
    }
    match scan::longest_at(words, 0, LEADING) {
        Some("要" | "到" | "至" | "和" | "及" | "再" | "将" | "共") if words.len() == 2 => {
            0
        }
        Some("到") if !words[1..].first().is_some_and(char::is_ascii_digit) => 0,
        Some("累计" | "达到") if words.len() <= 4 => 0,
        // 共 in 共建, 要 in 要素, 和 in 和谐 begin words.
        Some("共") if scan::longest_at(words, 0, &["共建", "共享", "共同", "共性"]).is_some() => {
            0
        }
        Some("要") if scan::at(words, 0, "要素") => 0,
        Some("并") if scan::longest_at(words, 0, &["并购", "并网"]).is_some() => 0,
        Some("和") if scan::at(words, 0, "和谐") => 0,
        Some("再")
            if scan::longest_at(words, 0, &["再生", "再制造", "再就业", "再贷款"]).is_some() =>
        {
            0
        }
        Some("含")
            if scan::longest_at(
                words,
                0,
                &[
                    "含金", "含税", "含量", "含硒", "含水", "含氧", "含绿", "含新",
                ],
            )
            .is_some() =>
        {
            0
        }
        Some(goal) if goal.ends_with("目标") && !aims(&words[scan::len(goal)..]) => 0,
        // 争取新增… is an adverb; 争取上级资金 has it as the verb.
        Some("争取") if !firmness::is_adverb_before(&words[2..]) => 0,
        Some(word) => scan::len(word),
        None => 0,
    }
}

/// 目标净增, but not 目标值.
fn aims(words: &[char]) -> bool {
    let verbs = &[
        "净增", "新增", "新建", "完成", "申报", "认定", "培育", "引进",
    ];
    scan::longest_at(words, 0, verbs).is_some()
}

/// The number of an item, 3. or 三、 or 2）, but not 3.5.
fn number(words: &[char]) -> Option<usize> {
    let many = words
        .iter()
        .take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(**c))
        .count();
    if words.first().is_some_and(|c| numbering::is_circled(*c)) {
        return Some(1);
    }
    let sign = words.get(many).filter(|_| (1..=3).contains(&many))?;
    let ends = match sign {
        '、' | '）' => true,
        '.' | '．' => {
            words.get(many + 1).is_none_or(|c| !c.is_ascii_digit())
                || numbering::is_date(&words[many + 1..])
        }
        _ => false,
    };
    ends.then_some(many + 1)
}

/// 6月底前, 12月末.
fn month_end(words: &[char]) -> Option<usize> {
    let digits = words.iter().take_while(|c| c.is_ascii_digit()).count();
    let tail = scan::longest_at(words, digits, &["月底前", "月底", "月末", "月前"])?;
    (1..=2)
        .contains(&digits)
        .then_some(digits + scan::len(tail))
}

/// 2020年, 到2020年底, 2021-2025年.
fn year(words: &[char]) -> Option<usize> {
    let digits = words
        .iter()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '—'))
        .count();
    let is_year = digits >= 4 && words.get(digits) == Some(&'年');
    let tail =
        scan::longest_at(words, digits + 1, &["底", "末", "底前", "度"]).map_or(0, scan::len);
    is_year.then_some(digits + 1 + tail)
}

fn without_pivot(words: Vec<char>) -> Vec<char> {
    match scan::longest_at(&words, 0, PIVOTS)
        .map(scan::len)
        .filter(|n| words.len() > n + 2)
    {
        Some(n) => trimmed(&words[n..]),
        None => words,
    }
}
