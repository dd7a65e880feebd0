//! The mapping page: the text with its marks at the left, the proposals at the right.

use std::cmp::Ordering;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::{Day, Id};
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, invalid, page};

use super::marks::{self, Block};
use super::sentence::{self, Count, Standing};
use super::{Notice, Sentence, compared, store};
use crate::assignment::Cast;
use crate::office::Choosable;
use crate::proposal::added::Unfit;
use crate::proposal::card::{self, Card, Lacking};
use crate::proposal::{Kind, Proposal, choice, draft, groups, pages::kinds, store as proposals};
use crate::{access, office, target};

#[derive(Template)]
#[template(path = "notice/show.html")]
struct ShowPage {
    frame: Frame,
    complaints: Complaints,
    notice: Notice,
    count: Count,
    blocks: Vec<Block>,
    cards: Vec<Card>,
    /// 19 处提到 14 个目标
    summary: String,
    aside: Vec<Aside>,
    sections: Vec<OpenSection>,
    /// Where the first thing that waits stands.
    next: String,
    may_map: bool,
    /// What was typed into the form that adds one.
    adding: Fields,
    /// The card that has those words already; empty for none.
    taken: String,
    kinds: Vec<Choosable>,
    /// Notices it can be laid beside.
    others: Vec<Choosable>,
    /// The plan of the notice's year: today's, as it ended, or what it asks of whom before it has begun.
    plan_path: String,
}

impl ShowPage {
    /// Whether its year has not begun: there are no values to look at yet.
    fn is_ahead(&self) -> bool {
        self.notice.year > i64::from(self.frame.today.year())
    }
}

/// A sentence that was set aside.
struct Aside {
    number: i64,
    text: String,
    reason: String,
    actor_name: String,
}

/// A section with open sentences that hold no proposal: they can be set aside together.
pub struct OpenSection {
    pub title: String,
    /// Its path of headings, a line each, as the form sends it.
    pub path: String,
    pub open: usize,
    /// Its form came back because the reason was missing.
    pub lacks: bool,
}

/// Which form of the page was sent without its reason.
#[derive(Default)]
pub enum Back {
    #[default]
    None,
    Card(Lacking),
    /// The path of a section.
    Section(String),
    /// Words that were to become a proposal, and why they did not.
    Adding(Fields, Unfit),
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Notice>>,
) -> Result<Response> {
    page(&show_page(&app, &actor, id, Back::None).await?)
}

/// The page again, for a form of it that lacks its reason: everything else is as it was typed.
pub async fn again(app: &App, actor: &Actor, id: Id<Notice>, back: Back) -> Result<Response> {
    invalid(&show_page(app, actor, id, back).await?)
}

async fn show_page(app: &App, actor: &Actor, id: Id<Notice>, back: Back) -> Result<ShowPage> {
    let mut tx = app.read(actor).await?;
    let notice = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let text = store::text(&mut tx, id).await?;
    let sentences = store::sentences(&mut tx, id).await?;
    let found = proposals::of_notice(&mut tx, id).await?;
    let may_map = access::map(actor).is_ok();
    let at = tx.sequence();
    let mut planned = target::store::of_year(&mut tx, notice.year, at).await?;
    planned.retain(|target| target.citations.iter().all(|cited| cited.notice != id));
    let desk = card::Desk {
        text: &text,
        sentences: &sentences,
        choices: choice::all(&mut tx).await?,
        offices: &office::all(&mut tx, app.today()).await?,
        cast: &Cast::of(&mut tx, app.today(), std::iter::empty()).await?,
        actor,
        may_map,
        planned: &planned,
        lacking: match &back {
            Back::Card(lacking) => Some(lacking.clone()),
            _ => None,
        },
    };
    let mut groups = groups(&found);
    let clashing: Vec<Id<Proposal>> = groups
        .iter()
        .filter(|group| group.is_in_conflict())
        .map(|group| group.leader.id)
        .collect();
    // Conflicts first, the rest in the order of the text.
    groups.sort_by_key(|group| (!clashing.contains(&group.leader.id), group.leader.start));
    let cards: Vec<Card> = groups
        .iter()
        .map(|group| card::of(group, &groups, &desk))
        .collect();
    let blocks = marks::blocks(&marks::Page {
        text: &text,
        sentences: &sentences,
        proposals: &found,
        clashing: &clashing,
        notice: notice.path(),
    });
    let mut sections = open_sections(&sentences, &found);
    for section in &mut sections {
        section.lacks = matches!(&back, Back::Section(path) if *path == section.path);
    }
    let complaints = complaints(&back, &sections);
    let (adding, taken) = match back {
        Back::Adding(fields, why) => (fields, why.card().unwrap_or_default()),
        _ => (Fields::default(), String::new()),
    };
    let others = compared::others(&store::all(&mut tx).await?, &notice);
    let frame = Frame::new(app, actor, notice.title.clone())
        .at("/notices")
        .under("文件与映射", "/notices")
        .under(notice.short(), "")
        .with_errors(complaints.len());
    Ok(ShowPage {
        frame,
        complaints,
        count: sentence::count(&sentences, &found),
        blocks,
        summary: summary(&found),
        aside: aside(&text, &sentences, &found),
        sections,
        next: next(&sentences, &found, &cards),
        cards,
        plan_path: plan_path(notice.year, app.today()),
        notice,
        may_map,
        kinds: kinds(adding.get("kind")),
        adding,
        taken,
        others,
    })
}

/// What is missing, with the field it is asked for in.
fn complaints(back: &Back, sections: &[OpenSection]) -> Complaints {
    let mut complaints = Complaints::default();
    let field = match back {
        Back::None => return complaints,
        Back::Adding(_, why) => {
            complaints.add("words", "原文", why.told());
            return complaints;
        }
        Back::Card(lacking) if lacking.act == "dismissal" => format!("no-{}", lacking.proposal),
        Back::Card(lacking) => format!("why-{}", lacking.proposal),
        Back::Section(_) => {
            let place = sections.iter().position(|section| section.lacks);
            format!("why-{}", place.map_or(1, |place| place + 1))
        }
    };
    complaints.add(field, "理由", "要写明，几个字也可以");
    complaints
}

/// Where the plan of a year is looked at: today's, or as a past year ended; before it has begun, what it asks of whom.
pub fn plan_path(year: i64, today: Day) -> String {
    match year.cmp(&i64::from(today.year())) {
        Ordering::Less => format!("/plan?period={year}"),
        Ordering::Equal => "/plan".to_owned(),
        Ordering::Greater => format!("/plan/breakdown?year={year}"),
    }
}

/// 19 处提到 14 个目标，6 条节奏，45 项工作任务
fn summary(found: &[Proposal]) -> String {
    let mentions = found.iter().filter(|one| one.kind == Kind::Target).count();
    let count = |kind: Kind| {
        found
            .iter()
            .filter(|one| one.kind == kind && one.leads())
            .count()
    };
    let parts = [
        (
            mentions,
            format!("{mentions} 处提到 {} 个目标", count(Kind::Target)),
        ),
        (
            count(Kind::Rhythm),
            format!("{} 条节奏", count(Kind::Rhythm)),
        ),
        (
            count(Kind::Duty),
            format!("{} 项工作任务", count(Kind::Duty)),
        ),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, words)| words)
        .collect();
    said.join("，")
}

fn aside(text: &::notice::Text, sentences: &[Sentence], found: &[Proposal]) -> Vec<Aside> {
    let set_aside = sentences.iter().filter(|one| {
        !one.reason.is_empty() && sentence::standing(one, found) == Standing::SetAside
    });
    let line = |one: &Sentence| Aside {
        number: one.number,
        text: words(text, one),
        reason: one.reason.clone(),
        actor_name: one.actor_name.clone(),
    };
    set_aside.map(line).collect()
}

/// The words of a sentence without the breaks of its layout.
pub fn words(text: &::notice::Text, one: &Sentence) -> String {
    let at = |offset: i64| usize::try_from(offset).unwrap_or(0);
    draft::joined(&text.span(at(one.start), at(one.end)))
}

/// The outermost sections in which sentences without a proposal are still open.
pub fn open_sections(sentences: &[Sentence], found: &[Proposal]) -> Vec<OpenSection> {
    let mut sections: Vec<OpenSection> = Vec::new();
    for one in sentences {
        let bare = found.iter().all(|proposal| proposal.sentence != one.number);
        if !bare || sentence::standing(one, found) != Standing::Open {
            continue;
        }
        let path = one.section.first().cloned().unwrap_or_default();
        match sections.iter_mut().find(|section| section.path == path) {
            Some(section) => section.open += 1,
            None => sections.push(OpenSection {
                title: if path.is_empty() {
                    "没有小标题的部分".to_owned()
                } else {
                    path.clone()
                },
                path,
                open: 1,
                lacks: false,
            }),
        }
    }
    sections
}

/// The first open card, else the first open sentence.
fn next(sentences: &[Sentence], found: &[Proposal], cards: &[Card]) -> String {
    if let Some(card) = cards.iter().find(|card| card.is_open) {
        return format!("#p-{}", card.id);
    }
    let open = sentences
        .iter()
        .find(|one| sentence::standing(one, found) == Standing::Open);
    open.map(|one| format!("#s-{}", one.number))
        .unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_of_a_year_to_come_is_looked_at_without_values() {
        let today = Day::of(2020, 9, 18).unwrap();
        for (year, path) in [
            (2019, "/plan?period=2019"),
            (2020, "/plan"),
            (2021, "/plan/breakdown?year=2021"),
        ] {
            assert_eq!(plan_path(year, today), path);
        }
    }
}
