//! The notice and the plan made of it. Rights are checked inside; `at` is a sequence, `None` now.

use ::notice::{Decimal, Text};
use ::store::Tx;
use values::{Day, Id};
use web::{Actor, Result};

pub use crate::curve::{Curve, Shape};
pub use crate::duty::{Duty, Report, State as DutyState};
pub use crate::exemption::{Exemption, NewExemption};
pub use crate::notice::intake::{PdfReader, set_pdf_reader};
pub use crate::notice::{Count, KeptFile, Notice, Particulars};
pub use crate::proposal::{Edit, Kind, Proposal, State};
pub use crate::quantity::{Firmness, Goal, Op};
pub use crate::rhythm::Rhythm;
pub use crate::target::{Citation, Target, Terms};

use crate::notice::{acts as notices, sentence};
use crate::proposal::acts as proposals;
use crate::{access, assignment, curve, duty, exemption, notice, proposal, rhythm, target};

/// A notice to be entered, with its text as read.
#[derive(Clone, Debug)]
pub struct NewNotice {
    pub number: String,
    pub title: String,
    pub issuer: String,
    pub day: Day,
    pub year: i64,
    pub text: String,
    /// The file as handed in, already kept in the store's folder.
    pub file: KeptFile,
}

/// A group of proposals: what leads it, its further mentions, and whether a person must settle it.
#[derive(Clone, Debug)]
pub struct Proposed {
    pub leader: Proposal,
    /// All mentions, the leader among them, in the order of the text.
    pub mentions: Vec<Proposal>,
    pub is_in_conflict: bool,
}

/// Enters a notice with its sentences and proposals; the same text a second time gives the one that is there.
pub async fn enter_notice(tx: &mut Tx, actor: &Actor, new: NewNotice) -> Result<Id<Notice>> {
    let right = access::map(actor)?;
    let text = Text::new(new.text);
    let reading = ::notice::read(&text);
    let particulars = Particulars {
        number: new.number,
        title: new.title,
        issuer: new.issuer,
        day: new.day,
        year: new.year,
    };
    let entered = notices::Entered {
        particulars,
        text: &text,
        reading: &reading,
        file: new.file,
        anyway: true,
    };
    Ok(match notices::enter(tx, actor, &right, entered).await? {
        notices::Outcome::New(id) | notices::Outcome::There(id) => id,
        notices::Outcome::Numbered(earlier) => earlier.id,
    })
}

/// The notices of a year, the newest first.
pub async fn notices_of(tx: &mut Tx, year: i64) -> Result<Vec<Notice>> {
    let mut all = notice::store::all(tx).await?;
    all.retain(|notice| notice.year == year);
    Ok(all)
}

/// The years that have a notice, the newest first.
pub async fn years(tx: &mut Tx) -> Result<Vec<i64>> {
    let mut years: Vec<i64> = notice::store::all(tx)
        .await?
        .iter()
        .map(|notice| notice.year)
        .collect();
    years.dedup();
    Ok(years)
}

/// The groups of a notice's proposals, in the order of the text.
pub async fn proposals(tx: &mut Tx, notice: Id<Notice>) -> Result<Vec<Proposed>> {
    let all = proposal::store::of_notice(tx, notice).await?;
    let proposed = |group: proposal::Group<'_>| Proposed {
        leader: group.leader.clone(),
        mentions: group
            .mentions
            .iter()
            .map(|mention| (*mention).clone())
            .collect(),
        is_in_conflict: group.is_in_conflict(),
    };
    Ok(proposal::groups(&all).into_iter().map(proposed).collect())
}

/// How many sentences of a notice are mapped, set aside, open.
pub async fn count(tx: &mut Tx, notice: Id<Notice>) -> Result<Count> {
    let sentences = notice::store::sentences(tx, notice).await?;
    Ok(sentence::count(
        &sentences,
        &proposal::store::of_notice(tx, notice).await?,
    ))
}

/// Takes a group into the plan by its leader, perhaps changed ([`Edit::of`] gives it as it stands).
pub async fn accept(
    tx: &mut Tx,
    actor: &Actor,
    leader: Id<Proposal>,
    edit: Option<Edit>,
) -> Result<()> {
    proposals::accept(tx, actor, &access::map(actor)?, leader, edit)
        .await
        .map(drop)
}

pub async fn dismiss(tx: &mut Tx, actor: &Actor, leader: Id<Proposal>, reason: &str) -> Result<()> {
    proposals::dismiss(tx, actor, &access::map(actor)?, leader, reason)
        .await
        .map(drop)
}

/// Takes an acceptance or a dismissal back.
pub async fn reopen(tx: &mut Tx, actor: &Actor, leader: Id<Proposal>) -> Result<()> {
    proposals::reopen(tx, actor, &access::map(actor)?, leader, "")
        .await
        .map(drop)
}

/// Settles a conflict by one of its mentions, which leads the group from then on.
pub async fn settle(
    tx: &mut Tx,
    actor: &Actor,
    leader: Id<Proposal>,
    pick: Id<Proposal>,
    reason: &str,
) -> Result<()> {
    proposals::settle(tx, actor, &access::map(actor)?, leader, pick, reason)
        .await
        .map(drop)
}

/// Sets aside all open sentences of a section (its headings, outermost first; none: of the whole
/// notice) that hold no proposal; gives how many.
pub async fn dismiss_section(
    tx: &mut Tx,
    actor: &Actor,
    notice: Id<Notice>,
    section: &[String],
    reason: &str,
) -> Result<usize> {
    notices::set_section_aside(tx, actor, &access::map(actor)?, notice, section, reason).await
}

fn sequence(tx: &Tx, at: Option<i64>) -> i64 {
    at.unwrap_or_else(|| tx.sequence())
}

/// The targets of a year with citations and curves, in the order of their numbers.
pub async fn targets(tx: &mut Tx, year: i64, at: Option<i64>) -> Result<Vec<Target>> {
    let at = sequence(tx, at);
    Ok(target::store::of_year(tx, year, at).await?)
}

/// Changes a target that is in the plan, for a reason.
pub async fn adjust(
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Target>,
    terms: &Terms,
    reason: &str,
) -> Result<()> {
    let held = target::pages::held(tx, id).await?;
    let right = access::plan(actor, &held.terms.office)?;
    target::acts::adjust(tx, actor, &right, &held, terms, reason, None).await
}

/// Sets a target's planned curve: nodes in base units, in the order of their days, the last the target's value.
pub async fn set_curve(
    tx: &mut Tx,
    actor: &Actor,
    id: Id<Target>,
    shape: Shape,
    nodes: Vec<(Day, Decimal)>,
    reason: &str,
) -> Result<()> {
    let held = target::pages::held(tx, id).await?;
    let right = access::plan(actor, &held.terms.office)?;
    let curve = curve::form::admit(Curve { shape, nodes }, &held)?;
    target::acts::set_curve(tx, actor, &right, &held, &curve, reason).await
}

/// The duties of a year, each with its newest report then, in the order of the text.
pub async fn duties(tx: &mut Tx, year: i64, at: Option<i64>) -> Result<Vec<Duty>> {
    let at = sequence(tx, at);
    Ok(duty::store::of_year(tx, year, at).await?)
}

/// Reports on a duty. What is missing in the report is refused with a sentence.
pub async fn report(tx: &mut Tx, actor: &Actor, duty: &Duty, report: &Report) -> Result<()> {
    let held = assignment::store::of(tx, Id::new(duty.id.uuid())).await?;
    let right = access::report(actor, &duty.report.office, &held.assisting)?;
    if let Some((_, label, reason)) = duty::check(report, &duty.report)
        .err()
        .and_then(|wrong| wrong.into_iter().next())
    {
        return Err(web::Error::refused(
            format!("{label}：{reason}。"),
            "补上再报。",
        ));
    }
    duty::acts::report(tx, actor, &right, duty, report).await
}

/// The rhythm rules of a year, in the order of the text.
pub async fn rhythm_rules(tx: &mut Tx, year: i64, at: Option<i64>) -> Result<Vec<Rhythm>> {
    let at = sequence(tx, at);
    Ok(rhythm::store::of_year(tx, year, at).await?)
}

/// Exempts a stretch of days from a rhythm rule. What is missing is refused with a sentence.
pub async fn exempt(tx: &mut Tx, actor: &Actor, new: &NewExemption) -> Result<Id<Exemption>> {
    let right = access::exempt(actor)?;
    let every = proposal::choice::find(proposal::choice::all(tx).await?, &new.indicator)
        .and_then(|choice| choice.every);
    if let Some((_, label, reason)) = exemption::check(new, every).into_iter().next() {
        return Err(web::Error::refused(
            format!("{label}：{reason}。"),
            "改正后再登记。",
        ));
    }
    exemption::acts::exempt(tx, actor, &right, new).await
}

/// The exemptions held at a sequence.
pub async fn exemptions(tx: &mut Tx, at: Option<i64>) -> Result<Vec<Exemption>> {
    let at = sequence(tx, at);
    Ok(exemption::store::held(tx, at).await?)
}
