//! Whether a row may be written by whoever imports, and stays whose it is.

use ::store::Tx;
use measure::kind::Place;

use super::telling::named_key;
use super::{Checking, Placed};
use crate::access::{Denied, Whose};
use crate::import::wanted::{FIRM, TOWN};
use crate::row::Row;

impl Checking<'_> {
    /// Whether the person may write the row there, and may see the one that is changed.
    pub(super) fn permitted(&mut self, one: &Placed, before: Option<&Row>) -> bool {
        let (by, kind) = (self.asked.by, self.asked.kind);
        let there = before.map(|row| row.content.town);
        for town in [Some(one.town), there].into_iter().flatten() {
            // What is not known yet is told already.
            if town.is_none() && !one.clean {
                continue;
            }
            let why = self.rights.entry(town).or_insert_with(|| {
                by.write(kind, town)
                    .err()
                    .map(|denied| told_denied(&denied))
            });
            let Some(mut why) = why.clone() else { continue };
            let mut field = match kind.town {
                Place::Choice => TOWN,
                Place::Subject => FIRM,
            };
            let mut given = one.told.firm.clone();
            if let Some(row) = before.filter(|row| row.content.town != one.town && town != one.town)
            {
                let own = kind.once.iter().rev().find(|id| kind.field(id).is_some());
                field = own.map_or(field, String::as_str);
                given = self.shown(one, field);
                why = held_elsewhere(
                    &named_key(kind, &self.label(field)),
                    by.sees(row).then_some(&row.number),
                );
            }
            self.add(
                one.told.spot,
                field,
                "不在您能登记的范围里".to_owned(),
                given,
                why,
            );
            return false;
        }
        true
    }

    /// Whether the row stays the firm's whose it is. A person sees before the button what would become another firm's; the
    /// program has nobody to ask.
    pub(super) async fn stays(
        &mut self,
        tx: &mut Tx,
        one: &Placed,
        before: &Row,
    ) -> ::store::Result<bool> {
        let (Some(is), Some(was)) = (&one.subject, before.content.subject) else {
            return Ok(true);
        };
        if !self.asked.by.program || is.id == was {
            return Ok(true);
        }
        let was = match self.holders.get(&was) {
            Some(name) => name.clone(),
            None => {
                let firm = enterprise::door::firm(tx, was).await?;
                let name = firm.map_or_else(String::new, |firm| firm.name);
                self.holders.insert(was, name.clone());
                name
            }
        };
        let key = named_key(self.asked.kind, &self.label(FIRM));
        let why = format!(
            "台账里{key}相同的记录 {} 是“{was}”的，表里写的是“{}”；命令不把记录改到别家企业名下。写错了的请在表里改正；确实要改的请在网页上导入，或在那条记录上更正",
            before.number, is.name
        );
        let given = one.told.firm.clone();
        self.add(
            one.told.spot,
            FIRM,
            "会改到别家企业名下".to_owned(),
            given,
            why,
        );
        Ok(false)
    }
}

/// A row with this key is of another town; `number`: where the person may see it.
fn held_elsewhere(key: &str, number: Option<&String>) -> String {
    match number {
        Some(number) => format!(
            "台账里{key}相同的记录是 {number}，记在别的镇区，不能由您更正。号码填错了的请在表里改正；没有错的，请与科技局核对"
        ),
        None => format!(
            "台账里已有{key}相同的记录，记在别的镇区，您看不到它。号码填错了的请在表里改正；没有错的，请与科技局核对"
        ),
    }
}

fn told_denied(denied: &Denied) -> String {
    match denied.whose {
        Whose::Nobody => "不在您的镇区。".to_owned(),
        _ => denied.why.clone(),
    }
}
