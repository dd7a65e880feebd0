//! Whose curve a form is for: the target's own, or that of one unit's share of it.

use ::store::Tx;
use measure::Scope;
use values::Day;
use web::{Actor, App, Error, Result};

use super::Curve;
use crate::access::MayPlan;
use crate::figure::places::Places;
use crate::share::{Division, Unit, store};
use crate::target::{Target, acts};

/// The target as it is carried, with what a curve of it is saved to.
pub struct Owner {
    /// With the value and the curve of whoever carries it.
    pub target: Target,
    /// How the address names the unit; empty for the target itself.
    pub unit: String,
    /// 白蒲镇; empty for the target itself.
    pub name: String,
    pub scope: Scope,
    part: Option<(Division, Unit)>,
}

impl Owner {
    /// `unit`: `town:<id>`, `office:<id>`, or nothing.
    pub async fn read(tx: &mut Tx, target: Target, unit: &str, today: Day) -> Result<Owner> {
        if unit.is_empty() {
            return Ok(Owner {
                target,
                unit: String::new(),
                name: String::new(),
                scope: Scope::default(),
                part: None,
            });
        }
        let day = crate::share::form::usual_day(&target, today);
        let places = Places::read(tx, day).await?;
        let (scope, name) = places.scope(unit)?;
        let of = Unit::of(scope, &places).ok_or(Error::NotFound)?;
        let at = tx.sequence();
        let division = store::on(tx, target.id, day, at).await?;
        let share = division
            .as_ref()
            .and_then(|division| division.share(target.id, &of));
        let carried = share.and_then(|share| share.carried(&target));
        let (Some(division), Some(carried)) = (division, carried) else {
            return Err(Error::refused(
                format!("{name}还没有 {} 的份额，没有曲线可排。", target.number()),
                "先把目标分解并下达。",
            ));
        };
        Ok(Owner {
            target: carried,
            unit: unit.to_owned(),
            name,
            scope,
            part: Some((division, of)),
        })
    }

    pub async fn save(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        right: &MayPlan,
        curve: &Curve,
        reason: &str,
    ) -> Result<()> {
        match &self.part {
            None => acts::set_curve(tx, actor, right, &self.target, curve, reason).await,
            Some((division, unit)) => {
                let version = division.version.version;
                crate::share::acts::set_curve(
                    tx,
                    actor,
                    right,
                    &self.target,
                    (version, unit, &self.name),
                    curve,
                    reason,
                )
                .await
            }
        }
    }

    /// How last year went for whoever carries it.
    pub async fn last_year(&self, app: &App, tx: &mut Tx) -> Result<Vec<(u32, measure::Exact)>> {
        super::season::last_year(app, tx, &self.target, self.scope).await
    }

    /// Where the form leads back to.
    pub fn back(&self) -> String {
        match &self.part {
            None => self.target.path(),
            Some(_) => crate::share::pages::path(&self.target),
        }
    }
}
