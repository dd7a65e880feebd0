//! The certificates of the county's firms (高企证书), as the ledger holds them: number, validity, route, end. This room
//! keeps none of its own.

pub mod acts;
pub mod expiry;
pub mod pages;

use std::sync::Arc;

use ::store::{Result, Tx};
use enterprise::door::{Absences, Firm, Presence};
use ledger::door::{Entry, Standing, Whole};
use values::{Day, Id};
use web::App;

use crate::county;

/// The ledger's kind.
pub const KIND: &str = "hnte_certificate";

/// Routes by which a firm comes to a certificate, as the kind has them.
pub const ROUTES: [(&str, &str); 3] = [
    ("first", "首次认定"),
    ("again", "重新认定"),
    ("moved_in", "外地迁入"),
];

/// Causes by which it leaves the list.
pub const CAUSES: [(&str, &str); 3] = [
    ("expired", "期满未通过"),
    ("revoked", "撤销"),
    ("moved_out", "迁出"),
];

/// The firm that held it is none any more: told of the firm, not of its certificate.
const ENDED: (&str, &str) = ("ended", "企业注销或被合并");

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub entry: Id<Entry>,
    pub row: String,
    pub firm: Id<Firm>,
    pub number: String,
    /// From the day of the announcement, or on which the firm came to the county…
    pub since: Day,
    /// … to before this day: struck, or 31 December of the year in which it runs out, or the firm left.
    pub until: Day,
    /// As the certificate says.
    pub valid_until: Day,
    pub route: String,
    pub struck_on: Option<Day>,
    pub struck_why: String,
    pub standing: Standing,
}

/// All of the county, as [`read_all`] gives them, from memory where nothing changed since.
pub async fn all(app: &App, tx: &mut Tx) -> Result<Arc<Vec<Certificate>>> {
    county::kept(app, tx, [KIND, "subject", "definition"], read_all).await
}

/// All rows of the kind that claim to be true, by day of announcement.
pub async fn read_all(tx: &mut Tx) -> Result<Vec<Certificate>> {
    let absences = enterprise::door::absences(tx).await?;
    ledger::door::of_kind(tx, KIND, |row| read(&row, &absences)).await
}

/// Rows that somebody withdrew, sent back or did not hand in are no certificates. A firm that came brought its certificate
/// along, and one that left took it away.
fn read(row: &Whole, absences: &Absences) -> Option<Certificate> {
    let field = |id: &str| row.fields.get(id).cloned().unwrap_or_default();
    if !row.state.claims() || !row.holds() {
        return None;
    }
    let firm = row.subject?;
    let day = |id: &str| Day::parse_iso(&field(id));
    let struck_on = day("struck_on");
    let (mut route, mut struck_why) = (field("route"), field("struck_why"));
    if day("announced_on").is_some_and(|on| on < row.effective) {
        "moved_in".clone_into(&mut route);
    }
    let left = absences.left(firm, row.until);
    match left.filter(|_| struck_on.is_none_or(|on| row.until < on)) {
        None => {}
        Some(Presence::Merged | Presence::Gone) => ENDED.0.clone_into(&mut struck_why),
        Some(_) => "moved_out".clone_into(&mut struck_why),
    }
    Some(Certificate {
        entry: row.entry,
        row: row.number.clone(),
        firm,
        number: field("number"),
        since: row.effective,
        until: row.until,
        valid_until: day("valid_until").unwrap_or(Day::NEVER),
        route,
        struck_on,
        struck_why,
        standing: row.standing,
    })
}

impl Certificate {
    pub fn path(&self) -> String {
        format!("/cultivation/certificates/{}", self.entry)
    }

    /// Whether figures count it.
    pub fn counts(&self) -> bool {
        self.standing == Standing::Good
    }

    /// 有效; 有效，未核实; 未到公告日; why it was struck; 已期满.
    pub fn state_word(&self, today: Day) -> String {
        if self.is_in_force(today) {
            let word = if self.counts() {
                "有效"
            } else {
                "有效，未核实"
            };
            return word.to_owned();
        }
        match self.struck_on {
            _ if self.since > today => "未到公告日".to_owned(),
            Some(_) => self.cause_word().to_owned(),
            None => "已期满".to_owned(),
        }
    }

    pub fn is_in_force(&self, day: Day) -> bool {
        self.since <= day && day < self.until
    }

    pub fn route_word(&self) -> &'static str {
        word(&ROUTES, &self.route)
    }

    /// Why it left the list; not renewed where the row does not say.
    pub fn cause(&self) -> &'static str {
        match self.struck_why.as_str() {
            "revoked" => "revoked",
            "moved_out" => "moved_out",
            "ended" => ENDED.0,
            _ => "expired",
        }
    }

    pub fn cause_word(&self) -> &'static str {
        match self.cause() {
            cause if cause == ENDED.0 => ENDED.1,
            cause => word(&CAUSES, cause),
        }
    }
}

fn word(of: &[(&'static str, &'static str)], code: &str) -> &'static str {
    of.iter()
        .find(|(id, _)| *id == code)
        .map_or("—", |(_, word)| word)
}

/// Those of one firm.
pub fn of(all: &[Certificate], firm: Id<Firm>) -> Vec<&Certificate> {
    all.iter().filter(|one| one.firm == firm).collect()
}

/// Until when the firm's certificate holds that is in force on the day.
pub fn certified_until(of: &[&Certificate], day: Day) -> Option<Day> {
    let in_force = of.iter().filter(|one| one.is_in_force(day));
    in_force.map(|one| one.valid_until).max()
}
