use serde::{Deserialize, Serialize};

use super::heading::{Head, Heading};
use super::mapping::{Mapping, Matched, places};
use super::{matching, name, own};
use crate::address::letters;
use crate::book::Row;
use crate::text;
use crate::wanted::{Type, Unit, Wanted};

/// A column of the table and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// `B`
    pub letter: String,
    /// Counted from 1.
    pub number: u32,
    /// The words over it, those of two lines with a blank between.
    pub heading: String,
    /// The id of the field; `None` for a column that is not read.
    pub field: Option<String>,
    /// The unit that its amounts are read in.
    pub unit: Option<Unit>,
    /// The unit that the table says: over the column, above, beside or below the table.
    #[serde(default)]
    pub said: Option<Unit>,
    /// Where 万 or 亿 stands though no unit is said; then 元 is not taken for granted.
    #[serde(default)]
    pub doubt: String,
    /// Another column that could as well be this field, as a sentence; empty where there is none or a person looked at it.
    #[serde(default)]
    pub rival: String,
    /// The id of the field that it resembles and is not, as a word of its heading says; empty where there is none.
    #[serde(default)]
    pub resembles: String,
    /// Taken for its field by some signs of its heading, or only by what it holds.
    #[serde(default)]
    pub weak: bool,
    /// Tells whom or which day a row is about, as no total does.
    #[serde(default)]
    pub key: bool,
    /// The type of its field; `None` for a column that is not read.
    #[serde(default)]
    pub holds: Option<Type>,
    /// Why it was taken for that, as a sentence.
    pub why: String,
    pub hidden: bool,
    /// The year that its heading says: 生效日（2019年）.
    #[serde(default)]
    pub year: Option<i32>,
}

/// Proposes a field for each column: by the mapping of an earlier time, then by name, synonym and content.
pub fn propose(
    heading: &Heading,
    samples: &[&Row],
    wanted: &[Wanted],
    mapping: Option<&Mapping>,
) -> Vec<Column> {
    let places = places(heading.heads.iter().map(|head| head.text.as_str()));
    let before = |(head, place): (&Head, usize)| {
        mapping.and_then(|mapping| mapping.at(&head.text, &letters(head.column), place))
    };
    let mut known: Vec<Option<&Matched>> = heading.heads.iter().zip(places).map(before).collect();
    forget(&mut known, heading, wanted);
    let taken = |one: &Wanted| {
        let same = |matched: &&Matched| matched.field.as_deref() == Some(one.id.as_str());
        known.iter().flatten().any(same)
    };
    let open: Vec<&Wanted> = wanted.iter().filter(|one| !taken(one)).collect();
    let heads: Vec<&Head> = heading.heads.iter().collect();
    let own = own::numbers(heading, samples);
    let is_free = |(at, known): (usize, &Option<_>)| known.is_none() && own != Some(at);
    let free: Vec<bool> = known.iter().enumerate().map(is_free).collect();
    let matches = matching::assign(&heads, &free, samples, &open);
    let columns = heads.iter().zip(known).zip(matches).enumerate();
    columns
        .map(|(at, ((head, known), found))| {
            let mut column = bare(head, &heading.unit);
            match (known, found) {
                (Some(matched), _) => column.as_before(matched, wanted),
                (None, Some(found)) => {
                    let field = open[found.field];
                    match found.apart {
                        Some(word) => column.leave(field, &word),
                        None => {
                            column.take(field, found.why);
                            column.weak = found.weak;
                        }
                    }
                    if let Some(rival) = found.rival.map(|at| heads[at])
                        && column.field.is_some()
                    {
                        column.rival = rival_of(&column, rival, field);
                    }
                }
                (None, None) if own == Some(at) => own::WHY.clone_into(&mut column.why),
                (None, None) => "没有对应的字段，不导入".clone_into(&mut column.why),
            }
            if let (Some(unit), None, Some((_, title))) = (column.unit, head.unit, &heading.unit)
                && column.said == Some(unit)
            {
                column.found(unit, &format!("表上方“{title}”"));
            }
            column.mark_key(wanted);
            column
        })
        .collect()
}

/// What was remembered of a column does not hold for a field that another column has the very name of, unless that one is
/// remembered too.
fn forget(known: &mut [Option<&Matched>], heading: &Heading, wanted: &[Wanted]) {
    for one in wanted {
        let mut heads = heading.heads.iter();
        let named = heads.position(|head| name::normal(&head.text) == name::normal(&one.name));
        let Some(named) = named.filter(|at| known[*at].is_none()) else {
            continue;
        };
        for (at, known) in known.iter_mut().enumerate() {
            let is_it = |matched: &&Matched| matched.field.as_deref() == Some(one.id.as_str());
            *known = known.filter(|matched| at == named || !is_it(matched));
        }
    }
}

impl Column {
    fn as_before(&mut self, matched: &Matched, wanted: &[Wanted]) {
        let field = matched.field.as_deref();
        let Some(field) = wanted.iter().find(|one| Some(one.id.as_str()) == field) else {
            "上次没有导入这一列".clone_into(&mut self.why);
            return;
        };
        self.take(field, "按上次的对应".to_owned());
        match (self.unit, matched.unit) {
            (Some(now), Some(then)) if now != then => self.tell_changed(now, then),
            (None, Some(then)) if fits(field, then) => self.unit = Some(then),
            _ => {}
        }
    }

    fn take(&mut self, field: &Wanted, why: String) {
        self.field = Some(field.id.clone());
        self.unit = self.said.filter(|unit| fits(field, *unit));
        self.why = why;
    }

    /// Leaves it out, as another thing than the field that it resembles.
    fn leave(&mut self, field: &Wanted, word: &str) {
        self.resembles.clone_from(&field.id);
        self.why = format!(
            "表头多了“{word}”，不当作“{}”；确是这一列的，请选上",
            field.name
        );
    }

    /// Takes the unit that was found, and tells where.
    pub(super) fn found(&mut self, unit: Unit, place: &str) {
        if let Some(then) = self.unit.filter(|then| *then != unit) {
            self.tell_changed(unit, then);
        }
        (self.unit, self.said) = (Some(unit), Some(unit));
        let found = format!("；{place}写明单位是{}", unit.word());
        self.why.push_str(&found);
    }

    /// Tells that the unit is that of the last time.
    pub(super) fn tell_unsaid(&mut self) {
        if let (Some(then), None) = (self.unit, self.said) {
            let unsaid = format!("；这份表没有写单位，按上次的{}", then.word());
            self.why.push_str(&unsaid);
        }
    }

    fn tell_changed(&mut self, now: Unit, then: Unit) {
        let changed = format!("；单位照这份表是{}，上次是{}", now.word(), then.word());
        self.why.push_str(&changed);
    }

    pub(super) fn mark_key(&mut self, wanted: &[Wanted]) {
        let field = wanted
            .iter()
            .find(|one| Some(&one.id) == self.field.as_ref());
        self.key = field.is_some_and(|one| one.whom || matches!(one.kind, Type::Code | Type::Day));
        self.holds = field.map(|one| one.kind);
    }
}

fn rival_of(column: &Column, rival: &Head, field: &Wanted) -> String {
    let hidden = |is_hidden: bool| if is_hidden { "隐藏的 " } else { "" };
    format!(
        "{}{} 列“{}”和 {}{} 列“{}”都像“{}”，分不出是哪一列",
        hidden(column.hidden),
        column.letter,
        column.heading,
        hidden(rival.hidden),
        letters(rival.column),
        rival.text,
        field.name
    )
}

fn fits(field: &Wanted, unit: Unit) -> bool {
    match field.kind {
        Type::Money => unit.fen().is_some(),
        Type::Share => unit == Unit::Percent,
        _ => false,
    }
}

fn bare(head: &Head, above: &Option<(Unit, String)>) -> Column {
    Column {
        letter: letters(head.column),
        number: head.column,
        heading: head.text.clone(),
        field: None,
        unit: None,
        said: head.unit.or(above.as_ref().map(|(unit, _)| *unit)),
        doubt: String::new(),
        rival: String::new(),
        resembles: String::new(),
        weak: false,
        key: false,
        holds: None,
        why: String::new(),
        hidden: head.hidden,
        year: text::year(&head.text),
    }
}
