//! Units that stand beside the amounts or below the table: a column 单位, a note 金额单位为万元.

use super::{Column, Understood, Why, name, units};
use crate::book::{Row, Value};
use crate::text;
use crate::wanted::{Type, Unit, Wanted};

/// What the rows say of the unit of amounts, gathered on the way through them.
#[derive(Default)]
pub struct Aside {
    /// The column 单位.
    column: Option<u32>,
    /// The unit, and where it stands.
    found: Option<(Unit, String)>,
    /// Where another one stands.
    other: Option<String>,
    /// The first and the last column of the heading.
    first: u32,
    last: u32,
    /// A line that says other money than ours.
    foreign: Option<String>,
    /// A note that speaks of a large unit and says none clearly, with its word.
    hint: Option<(String, &'static str)>,
}

impl Understood {
    /// Doubts amounts whose unit only the name of the file speaks of: 资金台账（单位：万元）.xlsx. It is taken from nothing that
    /// is lost when the file is called otherwise.
    pub(crate) fn doubt_by(&mut self, file: &str) {
        let unit = units::above(file).filter(|unit| !matches!(unit, Unit::Yuan | Unit::Percent));
        let Some(word) = unit.map(Unit::word).or_else(|| units::hinted(file)) else {
            return;
        };
        let is_open = |one: &&mut Column| one.said.is_none() && one.doubt.is_empty();
        for column in self.columns.iter_mut().filter(is_open) {
            column.doubt = format!(
                "表里没有写明“{}”的单位，而文件名“{file}”里有“{word}”，看不出是元还是别的",
                column.heading
            );
        }
    }
}

impl Aside {
    pub fn begun(table: &Understood) -> Self {
        let is_unit = |heading: &str| {
            let name = name::normal(heading);
            matches!(name.as_str(), "单位" | "计量单位" | "金额单位" | "货币单位")
        };
        let mut columns = table.columns.iter();
        let column = columns.find(|one| one.field.is_none() && is_unit(&one.heading));
        let mut aside = Aside {
            column: column.map(|column| column.number),
            first: table.columns.first().map_or(0, |one| one.number),
            last: table.columns.last().map_or(u32::MAX, |one| one.number),
            ..Aside::default()
        };
        aside.line(&table.sheet, "工作表名");
        aside
    }

    /// A record. A cell at its left or right that no word stands over may say the unit of all.
    pub fn record(&mut self, row: &Row) {
        let ends = [row.cells.first(), row.cells.last()];
        for cell in ends.into_iter().flatten() {
            if let Value::Text(said) = &cell.value
                && !(self.first..=self.last).contains(&cell.at.column)
                && cell.from.is_none()
                && said.contains("单位")
            {
                self.line(said, "表旁");
            }
        }
        let Some(Value::Text(said)) = self
            .column
            .and_then(|column| row.cell(column))
            .map(|cell| &cell.value)
        else {
            return;
        };
        if let Some(unit) = units::of_word(&text::folded(said)) {
            self.note(unit, "“单位”列".to_owned());
        } else if self.found.is_some() {
            self.other = Some("“单位”列".to_owned());
        }
    }

    /// A row that is none. A total may be shown in another unit than the rows, and a heading speaks for itself.
    pub fn no_record(&mut self, row: &Row, why: Option<Why>) {
        let is_line = !matches!(why, Some(Why::Total | Why::Repeated | Why::Numbering));
        for cell in row.own() {
            if let Value::Text(said) = &cell.value
                && (is_line || said.contains("单位"))
            {
                self.line(said, "表下");
            }
        }
    }

    /// A line that is not of the table, or the name of its sheet: 注：以上金额单位均为万元, 付款（单位：万元）.
    fn line(&mut self, said: &str, place: &str) {
        if self.foreign.is_none() && units::is_in_foreign(said) {
            self.foreign = Some(said.to_owned());
            return;
        }
        let about = ["单位", "金额", "数字", "数据", "数额", "（", "("];
        let is_about = about.iter().any(|word| said.contains(word));
        let place = || format!("{place}“{}”", text::tidy(said));
        if let Some(unit) = is_about.then(|| units::above(said)).flatten() {
            self.note(unit, place());
        } else if let Some(word) = units::hinted(said).filter(|_| self.hint.is_none()) {
            self.hint = Some((place(), word));
        }
    }

    fn note(&mut self, unit: Unit, place: String) {
        match &self.found {
            None => self.found = Some((unit, place)),
            Some((known, _)) if *known != unit => self.other = Some(place),
            Some(_) => {}
        }
    }

    /// Gives columns of amounts the unit that was found, where the heading and what is above say none; and where 万 or 亿
    /// stands nevertheless, a doubt.
    pub fn tell(self, table: &mut Understood, wanted: &[Wanted]) {
        let is_money = |field: &Option<String>| {
            let mut wanted = wanted.iter().filter(|one| one.kind == Type::Money);
            wanted.any(|one| Some(&one.id) == field.as_ref())
        };
        if table.foreign.is_empty() {
            table.foreign = self.foreign.clone().unwrap_or_default();
        }
        let clear = self.found.as_ref().filter(|_| self.other.is_none());
        for column in table.columns.iter_mut().filter(|one| one.said.is_none()) {
            match clear {
                Some((unit, place)) if is_money(&column.field) => column.found(*unit, place),
                Some((unit, _)) => column.said = Some(*unit),
                None => {}
            }
        }
        table.columns.iter_mut().for_each(Column::tell_unsaid);
        for at in 0..table.columns.len() {
            if table.columns[at].said.is_none() && table.columns[at].unit.is_none() {
                table.columns[at].doubt = self.doubt(table, at).unwrap_or_default();
            }
        }
    }

    /// Where 万 or 亿 stands, nearest first.
    fn doubt(&self, table: &Understood, at: usize) -> Option<String> {
        let own = &table.columns[at].heading;
        if let Some(other) = &self.other {
            return Some(format!("{other}写的单位不止一种，看不出“{own}”是哪一种"));
        }
        let titles = table.titles.iter().rev();
        let headings = table.columns.iter().map(|column| &column.heading);
        let mut near = std::iter::once(own).chain(titles).chain(headings);
        let near = near.find_map(|text| Some((text, units::large(text)?)));
        let (near, word) = match near {
            Some((near, _)) if near == own => {
                return Some(format!("看不出“{own}”的单位是元还是别的"));
            }
            Some((near, word)) => (format!("“{near}”"), word),
            None => self.hint.clone()?,
        };
        Some(format!(
            "表里没有写明“{own}”的单位，而{near}里有“{word}”，看不出是元还是别的"
        ))
    }
}
