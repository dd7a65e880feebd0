//! The options of the form of a target, a rhythm rule or a duty.

use web::Fields;

use crate::office::{Choosable, Offices, options};
use crate::proposal::pages::{office_options, units};
use crate::proposal::{Choice, Kind};
use crate::quantity::{Firmness, Op};

/// The selects of the form, with what is chosen in each.
pub struct Choices {
    pub ops: Vec<Choosable>,
    pub units: Vec<Choosable>,
    pub firmness: Vec<Choosable>,
    pub indicators: Vec<Choosable>,
    pub offices: Vec<Choosable>,
}

impl Choices {
    pub fn of(fields: &Fields, kind: Kind, choices: &[Choice], offices: &Offices) -> Self {
        let fitting = choices
            .iter()
            .filter(|choice| choice.every.is_some() == (kind == Kind::Rhythm));
        let indicators = fitting.map(|choice| {
            (
                choice.id.clone(),
                format!("{}（{}）", choice.name, choice.unit),
            )
        });
        let ops = Op::ALL.map(|op| (op.code().to_owned(), format!("{} {}", op.sign(), op.word())));
        let firmness = Firmness::ALL.map(|one| {
            (
                one.code().to_owned(),
                if one.word().is_empty() {
                    "没有写".to_owned()
                } else {
                    one.word().to_owned()
                },
            )
        });
        Choices {
            ops: options("", ops, fields.get("op")),
            units: options("", units(fields.get("unit"), choices), fields.get("unit")),
            firmness: options("", firmness, fields.get("firmness")),
            indicators: options("没有合适的指标", indicators, fields.get("indicator")),
            offices: office_options(offices, fields.get("office")),
        }
    }
}
