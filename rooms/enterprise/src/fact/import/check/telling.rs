//! What is wrong with a list, told at its cell.

use paper::Address;
use paper::fault::{Fault, Repair};
use paper::intake::Spot;

use super::{Checking, Row, Value};
use crate::fact::import::Decided;
use crate::fact::odd::Odd;
use crate::firm::FirmLine;
use crate::meant::{CODE, FIRM, Unknown};

impl Checking<'_> {
    /// The cell of a field of the firm.
    fn at(&self, spot: Spot, field: &str) -> Address {
        self.asked.read.at(spot, &[field, FIRM, CODE])
    }

    fn of_firm(&mut self, told: &Row, field: &str, sort: &str, why: String) {
        let at = self.at(told.spot, field);
        let given = match field {
            CODE => &told.code,
            _ => &told.name,
        };
        self.faults.add(Fault {
            sheet: told.spot.sheet,
            at,
            field: field.to_owned(),
            sort: sort.to_owned(),
            given: given.clone(),
            why,
            accepted: "企业库里的全称或信用代码".to_owned(),
            instead: String::new(),
            repair: Repair::None,
        });
    }

    pub(super) fn nameless(&mut self, told: &Row) {
        let why = "这一行没有写是哪家企业".to_owned();
        self.of_firm(told, CODE, "没有企业", why);
    }

    pub(super) fn twice(&mut self, told: &Row, first: Spot) {
        let first = self.asked.read.place(first);
        let why = format!("与{first}是同一家企业，只留一行");
        self.of_firm(told, CODE, "同一份表里重复", why);
    }

    pub(super) fn elsewhere(&mut self, told: &Row, name: &str) {
        let why = format!("“{name}”不在您的镇区");
        self.of_firm(told, FIRM, "不在您能填报的范围里", why);
    }

    pub(super) fn unknown(&mut self, told: &Row, unknown: Unknown) {
        let at = self.at(told.spot, unknown.field);
        let named = (told.name.as_str(), told.code.as_str());
        self.faults.add(unknown.fault((told.spot.sheet, at), named));
    }

    pub(super) fn before_registered(&mut self, value: &Value, firm: &FirmLine) {
        let why = format!(
            "“{}”{} 成立，{} 年还没有{}",
            firm.name, firm.registered_on, value.year, value.one.name
        );
        self.of_value(value, "企业当时还没有成立".to_owned(), why);
    }

    pub(super) fn impossible(&mut self, value: &Value, why: String) {
        let sort = format!("{}：超出了范围", value.one.name);
        self.of_value(value, sort, why);
    }

    fn of_value(&mut self, value: &Value, sort: String, why: String) {
        self.faults.add(Fault {
            sheet: value.spot.sheet,
            at: value.at,
            field: value.field.clone(),
            sort,
            given: value.given.clone(),
            why,
            accepted: String::new(),
            instead: String::new(),
            repair: Repair::None,
        });
    }

    /// A value that is seldom right: the person says what it is.
    pub(super) fn odd(&mut self, value: &Value, odd: Odd) {
        let key = Decided::key(value.spot, &value.field);
        let decided = self.asked.decided;
        if decided.stands.contains(&key) || decided.instead.contains_key(&key) {
            return;
        }
        let (sort, repair) = match odd.instead {
            Some(_) => (format!("{}：单位可能填错了", value.one.name), Repair::Unit),
            None => (
                format!("{}：与其他数对不上", value.one.name),
                Repair::Stands,
            ),
        };
        self.faults.add(Fault {
            sheet: value.spot.sheet,
            at: value.at,
            field: value.field.clone(),
            sort,
            given: value.given.clone(),
            why: odd.why,
            accepted: String::new(),
            instead: odd
                .instead
                .map(|amount| value.one.spoken(amount))
                .unwrap_or_default(),
            repair,
        });
    }
}
