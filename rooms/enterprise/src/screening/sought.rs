//! Which of the judged firms are sought: by verdict, by a clause that they fail, by how much they lack there. The list of firms
//! and the screening of a criterion ask alike.

use criteria::fact::SHIPPED;
use criteria::{Clause, Criterion, Exact, Verdict};
use values::{Day, Fen, grouped, half_width, parse_whole};
use web::ListQuery;

use super::{Asking, Screened, words};
use crate::criterion::Criteria;

/// What is sought among the firms against one criterion.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    verdict: Option<Verdict>,
    /// The place of a clause that fails, among those that hold on the day.
    clause: Option<usize>,
    /// The most that may be missing at that clause, in its unit, and as it is said.
    lacking: Option<(Exact, String)>,
    /// No other clause fails.
    alone: bool,
}

/// What an address seeks, as it was understood.
#[derive(Debug)]
pub struct Read {
    pub asking: Asking,
    pub sought: Sought,
    /// What holds, each with the names in the address that go with it.
    pub words: Vec<Word>,
}

/// A condition as it is said, and the names in the address that go when it is taken away.
pub type Word = (String, &'static [&'static str]);

/// 万 in fen.
const WAN: i64 = 1_000_000;

/// The names in an address that seek by verdict; without the first the others mean nothing.
pub const NAMES: [&str; 6] = ["criterion", "year", "verdict", "clause", "lacking", "alone"];

/// All verdicts, those first who are through.
pub const VERDICTS: [Verdict; 4] = [
    Verdict::Pass,
    Verdict::Possible,
    Verdict::Unknown,
    Verdict::Fail,
];

/// The application of the year of the day, or of the next one where the address says so.
pub fn asking(today: Day, criterion: &str, list: &ListQuery) -> Asking {
    match list.get("year").parse() == Ok(today.year() + 1) {
        true => Asking::next_year(criterion, today),
        false => Asking::of(criterion, today),
    }
}

/// What a list of all firms seeks: `criterion`, or the one before the stroke of `clause=hnte-2016/c4-staff`. Nothing where no
/// criterion is named. What cannot be read is told and not used.
pub fn read(
    list: &ListQuery,
    criteria: &Criteria,
    today: Day,
    unread: &mut Vec<String>,
) -> Option<Read> {
    let of_clause = list.get("clause").split_once('/').map(|(id, _)| id);
    let id = match list.get("criterion") {
        "" => of_clause.unwrap_or_default(),
        id => id,
    };
    if id.is_empty() {
        let alone = NAMES.iter().skip(2).any(|name| !list.get(name).is_empty());
        if alone {
            unread.push("没有选对照哪个标准".to_owned());
        }
        return None;
    }
    let Some(in_use) = criteria.get(id) else {
        unread.push(format!("没有“{id}”这个标准"));
        return None;
    };
    let asking = asking(today, id, list);
    let year = list.get("year");
    if !year.is_empty() && year.parse() != Ok(asking.year()) {
        unread.push(format!(
            "“{year}”年的申报对照不了，只能对照今年和明年，现在按今年的"
        ));
    }
    let program = in_use.criterion.on(&SHIPPED, asking.on);
    let clauses: Vec<&Clause> = program.clauses().collect();
    let sought = Sought::read(list, &in_use.criterion, &clauses, unread);
    let name = &in_use.criterion.name;
    let against = format!("对照“{name}”，{} 年申报", asking.year());
    let mut words: Vec<Word> = vec![(against, &NAMES)];
    words.extend(sought.words(&clauses));
    Some(Read {
        asking,
        sought,
        words,
    })
}

impl Sought {
    /// What an address seeks of one criterion, of which these clauses hold on the day.
    pub fn read(
        list: &ListQuery,
        criterion: &Criterion,
        clauses: &[&Clause],
        unread: &mut Vec<String>,
    ) -> Self {
        let verdict = list.get("verdict");
        let mut sought = Sought {
            verdict: VERDICTS.into_iter().find(|one| one.id() == verdict),
            alone: list.get("alone") == "1",
            ..Sought::default()
        };
        if sought.verdict.is_none() && !verdict.is_empty() {
            let words = VERDICTS.map(Verdict::word).join("、");
            unread.push(format!("没有“{verdict}”这个结论，可选：{words}"));
        }
        let text = list.get("clause");
        let (of, own) = text.split_once('/').unwrap_or((&criterion.id, text));
        let own = clauses.iter().position(|one| one.id == own);
        sought.clause = own.filter(|_| of == criterion.id);
        if sought.clause.is_none() && !text.is_empty() {
            unread.push(format!("选的条件不是“{}”里的", criterion.name));
        }
        match list.get("lacking") {
            "" => {}
            most => match sought.clause.and_then(|at| clauses.get(at)) {
                None => unread.push("“最多差”要先选不满足哪一条".to_owned()),
                Some(clause) => match amount(clause, most) {
                    Ok(amount) => sought.lacking = Some(amount),
                    Err(why) => unread.push(why),
                },
            },
        }
        sought
    }

    /// Whether it leaves any firm out.
    pub fn narrows(&self) -> bool {
        self.verdict.is_some() || self.clause.is_some() || self.alone
    }

    /// What a firm lacks: at the clause that is sought, and how many others it fails, too; else at all of them.
    pub fn gap(&self, clauses: &[&Clause], one: &Screened, last_year: i32) -> String {
        let Some((at, clause)) = self.clause.and_then(|at| Some((at, clauses.get(at)?))) else {
            return words::gap(clauses, &one.judgement, last_year);
        };
        let finding = one.judgement.clauses.get(at);
        let lacking = finding.map_or(String::new(), |finding| words::lacking(clause, finding));
        match failing(one).filter(|failing| *failing != at).count() {
            0 => lacking,
            others => format!("{lacking}；另有 {others} 条不满足"),
        }
    }

    /// Whether a firm is one of those sought.
    pub fn fits(&self, one: &Screened) -> bool {
        let judgement = &one.judgement;
        if self
            .verdict
            .is_some_and(|verdict| judgement.verdict != verdict)
        {
            return false;
        }
        if self.alone && failing(one).count() != 1 {
            return false;
        }
        let Some(at) = self.clause else { return true };
        let Some(finding) = judgement.clauses.get(at) else {
            return false;
        };
        let near = |most: &(Exact, String)| finding.shortfall.is_some_and(|lack| lack <= most.0);
        finding.verdict == Verdict::Fail && self.lacking.as_ref().is_none_or(near)
    }

    /// What holds, each with the names in the address that go when it is taken away.
    fn words(&self, clauses: &[&Clause]) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        if let Some(verdict) = self.verdict {
            words.push((format!("结论：{}", verdict.word()), &["verdict"]));
        }
        if let Some(clause) = self.clause.and_then(|at| clauses.get(at)) {
            let word = format!("不满足“{}”", clause.name);
            words.push((word, &["clause", "lacking"]));
        }
        if let Some((_, amount)) = &self.lacking {
            words.push((format!("最多差 {amount}"), &["lacking"]));
        }
        if self.alone {
            words.push(("只差一条".to_owned(), &["alone"]));
        }
        words
    }
}

/// Places of the clauses that a firm fails.
pub fn failing(one: &Screened) -> impl Iterator<Item = usize> {
    let all = one.judgement.clauses.iter().enumerate();
    all.filter(|(_, finding)| finding.verdict == Verdict::Fail)
        .map(|(at, _)| at)
}

/// An amount that may be missing at a clause: a bare amount of money is in 万元, anything else a whole number.
fn amount(clause: &Clause, text: &str) -> Result<(Exact, String), String> {
    if clause.unit.is_empty() {
        return Err(format!("“{}”只有满足和不满足，没有差多少", clause.name));
    }
    if clause.unit == "元" {
        let Fen(fen) = Fen::parse(text, WAN).map_err(|fault| fault.to_string())?;
        let word = match fen % 10_000 {
            0 => format!("{} 万元", Fen(fen).in_wan()),
            _ => format!("{} 元", Fen(fen).in_yuan()),
        };
        return Ok((Exact::yuan(fen), word));
    }
    let plain = half_width(text);
    let digits = plain.trim().trim_end_matches(clause.unit.as_str());
    let number = parse_whole(digits.trim()).ok_or_else(|| {
        format!(
            "“{text}”不是整数，“{}”差的按{}数，可填 3",
            clause.name, clause.unit
        )
    })?;
    let word = format!("{} {}", grouped(i128::from(number)), clause.unit);
    Ok((Exact::whole(number), word))
}
