//! Two notices laid beside each other: what the newer adds, raises, lowers, drops and rewords.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Id;
use web::{Actor, App, Error, Frame, Path, Result, page};

use ::notice::{Change, Item, Pair, Reading, Text};

use super::{Notice, store};
use crate::figure::pages::Pairs;
use crate::office::{self, Choosable};
use crate::proposal::draft::joined;

#[derive(Template)]
#[template(path = "notice/compared.html")]
struct ComparedPage {
    frame: Frame,
    /// The older, and the newer.
    before: Notice,
    after: Notice,
    targets: Vec<Line>,
    duties: Vec<Line>,
    /// 目标：新增 2 · 提高 1；工作任务：取消 3
    summary: String,
}

/// One target or duty that is not the same in both.
#[derive(Clone, Debug)]
struct Line {
    change: Change,
    name: String,
    /// The clauses of the two notices; empty where one says nothing.
    before: String,
    after: String,
}

impl Line {
    fn word(&self) -> &'static str {
        word(self.change)
    }

    fn class(&self) -> &'static str {
        match self.change {
            Change::New | Change::Raised => "badge badge--ok",
            Change::Lowered => "badge badge--back",
            Change::Dropped => "badge badge--bad",
            Change::Reworded | Change::Kept => "badge",
        }
    }
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Notice>>,
    Query(pairs): Pairs,
) -> Result<Response> {
    let with = pairs.iter().find(|(name, _)| name == "with");
    let with = with.and_then(|(_, id)| id.parse().ok());
    let with: Id<Notice> = with.ok_or(Error::NotFound)?;
    let mut tx = app.read(&actor).await?;
    let one = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let other = store::find(&mut tx, with).await?.ok_or(Error::NotFound)?;
    let (before, after) = in_order(one, other);
    let texts = (
        store::text(&mut tx, before.id).await?,
        store::text(&mut tx, after.id).await?,
    );
    drop(tx);
    // Reading a long text takes a while; other requests go on.
    let lines = tokio::task::spawn_blocking(move || lines(&texts.0, &texts.1))
        .await
        .map_err(|fault| Error::Fault(fault.to_string()))?;
    let (targets, duties): (Vec<_>, Vec<_>) = lines.into_iter().partition(|(target, _)| *target);
    let changed = |lines: Vec<(bool, Line)>| -> Vec<Line> {
        lines.into_iter().map(|(_, line)| line).collect()
    };
    let (targets, duties) = (changed(targets), changed(duties));
    let frame = Frame::new(&app, &actor, "两份文件对照")
        .at("/notices")
        .under("文件与映射", "/notices")
        .under(after.short(), after.path())
        .under("对照", "");
    page(&ComparedPage {
        frame,
        summary: summary(&targets, &duties),
        targets,
        duties,
        before,
        after,
    })
}

/// The older one first: by year, then by day, then as they were entered.
fn in_order(one: Notice, other: Notice) -> (Notice, Notice) {
    let when = |notice: &Notice| (notice.year, notice.day, notice.moment);
    if when(&other) < when(&one) {
        (other, one)
    } else {
        (one, other)
    }
}

/// What is not the same; true for a target.
fn lines(before: &Text, after: &Text) -> Vec<(bool, Line)> {
    let readings = (::notice::read(before), ::notice::read(after));
    let pairs = ::notice::compared(&readings.0, &readings.1);
    let changed = pairs.iter().filter(|pair| pair.change != Change::Kept);
    changed
        .filter_map(|pair| line(pair, (before, &readings.0), (after, &readings.1)))
        .collect()
}

fn line(pair: &Pair, before: (&Text, &Reading), after: (&Text, &Reading)) -> Option<(bool, Line)> {
    let item = |at: Option<usize>, reading: &Reading| at.map(|at| reading.items[at].clone());
    let (old, new) = (item(pair.old, before.1), item(pair.new, after.1));
    let one = new.as_ref().or(old.as_ref())?;
    let (is_target, name) = match &one.kind {
        ::notice::Kind::Target(figure) => (true, figure.name.clone()),
        ::notice::Kind::Duty(task) => (false, joined(&task.what)),
        _ => return None,
    };
    let quoted = |item: &Option<Item>, text: &Text| {
        item.as_ref()
            .map(|item| quote(item, text))
            .unwrap_or_default()
    };
    let line = Line {
        change: pair.change,
        name,
        before: quoted(&old, before.0),
        after: quoted(&new, after.0),
    };
    Some((is_target, line))
}

/// The clause an item stands in.
fn quote(item: &Item, text: &Text) -> String {
    let chars = text.chars();
    let (first, last) = item.sentence;
    let stop = |c: &char| matches!(c, '，' | ',' | '；' | ';' | '。' | '：' | '\t');
    let from = chars[first..item.start]
        .iter()
        .rposition(stop)
        .map_or(first, |at| first + at + 1);
    let to = chars[item.end..last]
        .iter()
        .position(stop)
        .map_or(last, |at| item.end + at);
    joined(&text.span(from, to))
}

fn word(change: Change) -> &'static str {
    match change {
        Change::New => "新增",
        Change::Raised => "提高",
        Change::Lowered => "降低",
        Change::Dropped => "取消",
        Change::Reworded => "改写",
        Change::Kept => "不变",
    }
}

fn summary(targets: &[Line], duties: &[Line]) -> String {
    let counted = |name: &str, lines: &[Line]| {
        let kinds = [
            Change::New,
            Change::Raised,
            Change::Lowered,
            Change::Dropped,
            Change::Reworded,
        ];
        let counts: Vec<String> = kinds
            .iter()
            .map(|kind| {
                (
                    kind,
                    lines.iter().filter(|line| line.change == *kind).count(),
                )
            })
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| format!("{} {count}", word(*kind)))
            .collect();
        (!counts.is_empty()).then(|| format!("{name}：{}", counts.join(" · ")))
    };
    let parts: Vec<String> = [("目标", targets), ("工作任务", duties)]
        .into_iter()
        .filter_map(|(name, lines)| counted(name, lines))
        .collect();
    parts.join("；")
}

/// The other notices, the nearest years first.
pub fn others(all: &[Notice], own: &Notice) -> Vec<Choosable> {
    let mut others: Vec<&Notice> = all.iter().filter(|other| other.id != own.id).collect();
    others.sort_by_key(|other| (other.year - own.year).abs());
    let named = |other: &&Notice| {
        (
            other.id.to_string(),
            format!("{} 年 {}", other.year, other.title),
        )
    };
    office::options("", others.iter().map(named), "")
}
