//! The matrix as its template reads it; all texts are ready to be shown.

use measure::Exact;
use measure::indicator::{Direction, Shown};
use measure::light::State as Light;
use values::Uuid;

use super::balance::{Balance, Balances};
use super::form::{self, QUARTERS};
use super::progress::Progress;
use super::setting::Setting;
use super::{Amount, Cell, Division, Matrix, Rule, Unit};
use crate::light::{self, Lamp};
use crate::target::Target;

/// The whole matrix.
pub struct Table {
    pub caption: String,
    pub offices: Vec<String>,
    pub quarters: [&'static str; 4],
    pub lines: Vec<Line>,
    /// What a year is of its quarters, for the sums while somebody types: `sum`, or `last`; empty where nothing adds up.
    pub adds: &'static str,
    /// None where one unit alone is shown, or nothing adds up.
    pub foot: Option<Foot>,
    pub has_last: bool,
    /// What was reached stands beside the shares; not so in a version of the past.
    pub has_done: bool,
}

pub struct Line {
    pub name: String,
    pub cells: Vec<Field>,
    pub year: String,
    pub last: String,
    pub done: Done,
}

/// One cell: a field, or a text where nothing may be changed.
pub struct Field {
    pub id: String,
    pub label: String,
    /// 一季度, with the office where there are several.
    pub short: String,
    pub value: String,
    /// What stood there in the version it is held against; empty where nothing changed.
    pub was: String,
    pub class: &'static str,
}

/// What a unit has reached of its share.
#[derive(Default)]
pub struct Done {
    pub value: String,
    pub path: String,
    pub percent: String,
    pub light: Lamp,
    /// Where its curve is laid; empty where that may not be done.
    pub curve: String,
}

pub struct Foot {
    pub given: Vec<(String, String)>,
    pub year: String,
    pub wanted: Vec<Wanted>,
    pub wanted_year: Wanted,
}

/// 40，超 1
pub struct Wanted {
    pub label: &'static str,
    pub class: &'static str,
    pub text: String,
    /// The planned number without groups; empty where there is none.
    pub plain: String,
}

/// One office's part.
pub struct OfficeShare {
    pub name: String,
    pub share: String,
    pub done: Done,
}

/// What a matrix is shown with.
pub struct Matter<'a> {
    pub setting: &'a Setting,
    pub matrix: &'a Matrix,
    /// The version it is held against.
    pub against: Option<&'a Matrix>,
    pub balances: &'a Balances,
    pub progress: &'a Progress,
    /// Fields as they were typed, where they could not be read.
    pub typed: &'a [(String, String)],
    /// The version that holds today, by which lights shine, whatever is shown.
    pub in_force: Option<&'a Division>,
    /// What is shown holds, and this person may lay curves for it.
    pub has_curves: bool,
}

impl Matter<'_> {
    pub fn table(&self) -> Table {
        let unit = self.setting.unit();
        let shown = super::amount::shown_unit(unit);
        Table {
            caption: format!(
                "单位：{}。{}。",
                if shown.is_empty() { "个" } else { shown },
                self.setting.rule.word()
            ),
            offices: self
                .setting
                .columns
                .iter()
                .map(|office| office.name.clone())
                .collect(),
            quarters: QUARTERS,
            lines: self
                .setting
                .lines
                .iter()
                .map(|(town, name)| self.line(*town, name))
                .collect(),
            adds: match self.matrix.rule {
                Rule::Sum => "sum",
                Rule::Stock => "last",
                Rule::Own => "",
            },
            foot: self.foot(),
            has_last: self.progress.has_last(),
            has_done: self.progress.day.is_some(),
        }
    }

    fn line(&self, town: Uuid, name: &str) -> Line {
        let unit = Unit::Town(town);
        let year = self.matrix.year(&unit);
        let cells = (1..=4).flat_map(|quarter| {
            let columns = self.setting.columns.iter();
            columns.map(move |office| (quarter, office))
        });
        Line {
            name: name.to_owned(),
            cells: cells
                .map(|(quarter, office)| {
                    self.field(&Cell::new(&office.code, town, quarter), name, &office.name)
                })
                .collect(),
            year: year.map_or_else(String::new, |year| year.shown(self.setting.unit())),
            last: match town.is_nil() {
                true => String::new(),
                false => self.figure(self.progress.last_of(town)),
            },
            done: match town.is_nil() {
                true => Done::default(),
                false => self.done(&unit, format!("town:{town}"), self.progress.of_town(town)),
            },
        }
    }

    fn field(&self, cell: &Cell, town: &str, office: &str) -> Field {
        let quarter = usize::try_from(cell.quarter - 1)
            .ok()
            .and_then(|at| QUARTERS.get(at))
            .copied()
            .unwrap_or_default();
        let id = form::name(cell);
        let unit = self.setting.unit();
        let typed = self.typed.iter().find(|(field, _)| *field == id);
        let now = self.matrix.cells.get(cell);
        let was = self.against.map(|against| against.cells.get(cell));
        Field {
            label: format!("{town} {quarter} {office}"),
            short: match self.setting.columns.len() {
                0 | 1 => quarter.to_owned(),
                _ => format!("{quarter} {office}"),
            },
            value: match typed {
                Some((_, typed)) => typed.clone(),
                None => now.map_or_else(String::new, |amount| amount.typed(unit)),
            },
            was: match was {
                Some(was) if was != now => {
                    was.map_or_else(|| "空".to_owned(), |amount| amount.shown(unit))
                }
                _ => String::new(),
            },
            class: if typed.is_some() { "bad" } else { "" },
            id,
        }
    }

    fn foot(&self) -> Option<Foot> {
        let setting = self.setting;
        if setting.alone || self.matrix.rule == Rule::Own {
            return None;
        }
        let unit = setting.unit();
        let given = (1..=4).flat_map(|quarter| {
            let label = QUARTERS[usize::try_from(quarter - 1).unwrap_or(0)];
            setting.columns.iter().map(move |office| {
                let cells = self.matrix.cells.iter();
                let own =
                    cells.filter(|(cell, _)| cell.quarter == quarter && cell.office == office.code);
                let sum: Amount = own.map(|(_, amount)| *amount).sum();
                let label = match setting.columns.len() {
                    0 | 1 => label.to_owned(),
                    _ => format!("{label} {}", office.name),
                };
                (label, sum.shown(unit))
            })
        });
        let wanted = setting
            .planned
            .iter()
            .zip(self.balances.quarters)
            .zip(QUARTERS);
        let whole = self.matrix.whole().unwrap_or_default();
        Some(Foot {
            given: given.collect(),
            year: whole.shown(unit),
            wanted: wanted
                .map(|((planned, balance), label)| wanted_of(*planned, balance, unit, label))
                .collect(),
            wanted_year: wanted_of(Some(setting.whole), self.balances.year, unit, "全年"),
        })
    }

    /// What each office carries; only where something is split.
    pub fn offices(&self) -> Vec<OfficeShare> {
        let unit = self.setting.unit();
        let columns = self.setting.columns.iter();
        columns
            .filter_map(|office| {
                let of = Unit::Office(office.code.clone());
                let share = self.matrix.year(&of)?;
                let reached = self.progress.of_office(office.id);
                Some(OfficeShare {
                    name: office.name.clone(),
                    share: share.with_unit(unit),
                    done: self.done(&of, format!("office:{}", office.id), reached),
                })
            })
            .collect()
    }

    fn figure(&self, value: Option<Exact>) -> String {
        match (value, &self.setting.shown) {
            (Some(value), Some(shown)) => value.shown(shown),
            _ => "—".to_owned(),
        }
    }

    fn done(&self, unit: &Unit, scope: String, value: Option<Exact>) -> Done {
        let (Some(day), Some(_)) = (self.progress.day, &self.setting.shown) else {
            return Done {
                value: "—".to_owned(),
                ..Done::default()
            };
        };
        let setting = self.setting;
        let shown = super::Share {
            target: setting.target.id,
            rule: self.matrix.rule,
            quarters: self.matrix.quarters(unit),
            year: self.matrix.year(unit).unwrap_or_default(),
            laid: None,
        };
        let missed = self.progress.missed.has(setting.target.id, unit);
        let share = self
            .in_force
            .and_then(|held| held.share(setting.target.id, unit));
        let carried = share.and_then(|share| share.carried(&setting.target));
        let light =
            carried.and_then(|carried| lamp(&carried, setting.direction, day, value, missed));
        Done {
            value: self.figure(value),
            path: format!(
                "/figures/{}?scope={scope}&day={day}",
                setting.target.terms.indicator
            ),
            percent: shown
                .carried(&setting.target)
                .and_then(|carried| percent(&carried, value?))
                .unwrap_or_default(),
            light: light.unwrap_or_default(),
            curve: match self.has_curves && !shown.year.is_zero() {
                true => format!("{}/curve?unit={scope}", setting.target.path()),
                false => String::new(),
            },
        }
    }
}

fn lamp(
    carried: &Target,
    direction: Direction,
    day: values::Day,
    value: Option<Exact>,
    missed: bool,
) -> Option<Lamp> {
    let state: Light = light::goal(carried, direction)?.state(day, value, missed);
    Some(Lamp::of(state))
}

/// How much of the share is reached: `85%`.
fn percent(carried: &Target, value: Exact) -> Option<String> {
    let goal = light::exact(carried.terms.goal.value, &carried.terms.goal.unit)?;
    let percent = Shown {
        unit: "%".to_owned(),
        decimals: 0,
    };
    Some(value.over(goal)?.with_unit(&percent))
}

fn wanted_of(planned: Option<Amount>, balance: Balance, unit: &str, label: &'static str) -> Wanted {
    let plain = planned.map_or_else(String::new, |planned| planned.typed(unit));
    let planned = planned.map_or_else(|| "没有节点".to_owned(), |planned| planned.shown(unit));
    let (class, word) = match balance {
        Balance::Even => ("", "平".to_owned()),
        Balance::Rest(rest) => ("hole", format!("还差 {}", rest.shown(unit))),
        Balance::Over(over) => ("bad", format!("超 {}", over.shown(unit))),
        Balance::Apart | Balance::Misses => ("", String::new()),
    };
    Wanted {
        label,
        class,
        text: format!("{planned}，{word}")
            .trim_end_matches('，')
            .to_owned(),
        plain,
    }
}

/// 全年还差 3 项没有分下去；一季度还差 1 项、二季度超 1 项. Empty where all comes out.
pub fn told(balances: &Balances, unit: &str) -> String {
    let of = |balance: Balance| match balance {
        Balance::Rest(rest) => Some(format!("还差 {}", rest.with_unit(unit))),
        Balance::Over(over) => Some(format!("超 {}", over.with_unit(unit))),
        Balance::Even | Balance::Apart | Balance::Misses => None,
    };
    let year = match balances.year {
        Balance::Misses => Some("各单位的门槛都够不到全年目标，个个达到也到不了".to_owned()),
        year => of(year).map(|text| format!("全年{text}")),
    };
    let quarters: Vec<String> = QUARTERS
        .iter()
        .zip(balances.quarters)
        .filter_map(|(name, balance)| Some(format!("{name}{}", of(balance)?)))
        .collect();
    let quarters = match quarters.is_empty() {
        true => None,
        false => Some(format!("对照计划曲线，{}", quarters.join("、"))),
    };
    let told: Vec<String> = year.into_iter().chain(quarters).collect();
    told.join("；")
}
