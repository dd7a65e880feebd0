//! The form of a split: a field for each cell, `c.<office>.<town>.<quarter>`. What is not sent stays as it was.

use values::{Day, Uuid};
use web::{Complaints, Fields};

use super::{Amount, Cell, Cells, Matrix, State, Version};
use crate::curve::last_day;
use crate::target::Target;

pub const QUARTERS: [&str; 4] = ["一季度", "二季度", "三季度", "四季度"];

/// The name of a cell's field.
pub fn name(cell: &Cell) -> String {
    format!("c.{}.{}.{}", cell.office, cell.town, cell.quarter)
}

/// The cell that a field names.
fn cell(name: &str) -> Option<Cell> {
    let mut parts = name.strip_prefix("c.")?.split('.');
    let (office, town, quarter) = (parts.next()?, parts.next()?, parts.next()?);
    let cell = Cell {
        office: office.to_owned(),
        town: town.parse().ok()?,
        quarter: quarter.parse().ok()?,
    };
    (parts.next().is_none() && (1..=4).contains(&cell.quarter)).then_some(cell)
}

/// Who may stand in a cell, with the names that complaints call them by.
pub struct Known<'a> {
    /// Code and name.
    pub offices: &'a [(String, String)],
    /// Id and name, the bureau itself among them.
    pub towns: &'a [(Uuid, String)],
}

impl Known<'_> {
    /// `白蒲镇 一季度 产学研成果科`; `None` for a unit that is not there.
    pub fn label(&self, cell: &Cell) -> Option<String> {
        let (_, office) = self.offices.iter().find(|(code, _)| *code == cell.office)?;
        let (_, town) = self.towns.iter().find(|(id, _)| *id == cell.town)?;
        let quarter = QUARTERS.get(usize::try_from(cell.quarter - 1).ok()?)?;
        Some(format!("{town} {quarter} {office}"))
    }
}

/// The cells that were sent, over those that stood there. `falls`: parts may be negative.
pub fn read(
    fields: &Fields,
    base: &Cells,
    target: &Target,
    known: &Known,
    falls: bool,
) -> (Cells, Complaints) {
    let (mut cells, mut wrong) = (base.clone(), Complaints::default());
    for (field, typed) in fields.pairs() {
        let Some(cell) = cell(field) else { continue };
        let Some(label) = known.label(&cell) else {
            continue;
        };
        match amount(typed, &target.terms.goal.unit, falls) {
            Ok(None) => drop(cells.remove(&cell)),
            Ok(Some(amount)) => drop(cells.insert(cell, amount)),
            Err(reason) => wrong.add(field, label, reason),
        }
    }
    (cells, wrong)
}

fn amount(typed: &str, unit: &str, falls: bool) -> Result<Option<Amount>, String> {
    let typed = typed.trim();
    if matches!(typed, "" | "-" | "—" | "–") {
        return Ok(None);
    }
    let read = Amount::read(typed, unit);
    let read = read.ok_or_else(|| {
        format!(
            "没有看懂“{typed}”，填数字，单位是{}",
            super::amount::shown_unit(unit)
        )
    })?;
    if read < Amount::ZERO && !falls {
        return Err(format!("“{typed}”是负数，这个目标只增不减，填 0 或正数"));
    }
    Ok(Some(read))
}

/// The day from which a split holds: in the plan's year, and after that of the one handed down last, so that the days before it
/// keep the split that they had. One that begins today may be handed down again.
pub fn effective(
    text: &str,
    target: &Target,
    before: &[Version],
    today: Day,
) -> Result<Day, String> {
    let year = i32::try_from(target.year).unwrap_or(0);
    let day = Day::parse(text, year).map_err(|fault| fault.to_string())?;
    if i64::from(day.year()) != target.year {
        return Err(format!("{day} 不在 {} 年里", target.year));
    }
    let last = before.iter().filter(|one| one.state == State::Issued);
    match last.map(|one| one.effective).max() {
        Some(last) if day < last => Err(format!(
            "{day} 早于上一版起执行的 {last}，那以前的分解已经下达，不再改动"
        )),
        Some(last) if day == last && day < usual_day(target, today) => Err(format!(
            "上一版就是从 {day} 起执行的，同一天再来一版，上一版就哪一天也不算了；请填那以后的一天"
        )),
        _ => Ok(day),
    }
}

/// The day that is proposed: today, kept within the year.
pub fn usual_day(target: &Target, today: Day) -> Day {
    let first = last_day(target.year - 1).plus(1);
    today.clamp(first, last_day(target.year))
}

/// A cell on which two people differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    pub cell: Cell,
    pub theirs: Option<Amount>,
    pub mine: Option<Amount>,
    /// Mine is only what stood there before: theirs is the change.
    pub take_theirs: bool,
}

/// What another person saved since (`theirs`), against what was typed (`mine`) over what was opened (`base`).
pub fn differing(base: &Matrix, theirs: &Matrix, mine: &Matrix) -> Vec<Differing> {
    let differ = |cell: Cell| {
        let of = |matrix: &Matrix| matrix.cells.get(&cell).copied();
        Differing {
            theirs: of(theirs),
            mine: of(mine),
            take_theirs: of(mine) == of(base),
            cell: cell.clone(),
        }
    };
    theirs.differing(mine).into_iter().map(differ).collect()
}

/// Takes over what was picked of the other's, cell by cell (`pick.<cell>`).
pub fn picked(fields: &Fields, mine: &mut Cells, theirs: &Cells) {
    for (field, pick) in fields.pairs() {
        let Some(cell) = field.strip_prefix("pick.").and_then(cell) else {
            continue;
        };
        if pick == "theirs" {
            match theirs.get(&cell) {
                Some(amount) => drop(mine.insert(cell, *amount)),
                None => drop(mine.remove(&cell)),
            }
        }
    }
}
