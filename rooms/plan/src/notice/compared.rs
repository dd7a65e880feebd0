//! Two notices laid beside each other: what the newer adds, raises, lowers, makes stricter or looser, drops and rewords.

mod once;
pub(crate) mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use values::Id;
use web::{Actor, App, Error, Frame, Path, Result, page};

use ::notice::{Beside, Change, Every, Item, Pair, Reading, Text};

use super::{Notice, store};
use crate::figure::pages::Pairs;
use crate::office::{self, Choosable};
use crate::proposal::draft::{firmness, joined};
use crate::proposal::{Proposal, store as proposals};

#[derive(Template)]
#[template(path = "notice/compared.html")]
struct ComparedPage {
    frame: Frame,
    /// The older, and the newer.
    before: Notice,
    after: Notice,
    targets: Vec<Line>,
    rhythms: Vec<Line>,
    duties: Vec<Line>,
    /// 目标：新增 2 · 提高 1；工作任务：取消 3
    summary: String,
}

impl ComparedPage {
    fn changes(&self) -> usize {
        self.targets.len() + self.rhythms.len() + self.duties.len()
    }

    /// The workbook of the same changes.
    fn workbook(&self) -> String {
        let (after, before) = (self.after.path(), self.before.id);
        format!("{after}/compared/rows.xlsx?with={before}")
    }
}

/// Two notices with what is not the same in both.
struct Compared {
    before: Notice,
    after: Notice,
    targets: Vec<Line>,
    rhythms: Vec<Line>,
    duties: Vec<Line>,
}

impl Compared {
    /// Under the titles of the page, in its order.
    fn sections(&self) -> [(&'static str, &[Line]); 3] {
        [
            ("目标", &self.targets),
            ("节奏", &self.rhythms),
            ("工作任务", &self.duties),
        ]
    }
}

/// The sections of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Target,
    Rhythm,
    Duty,
}

/// One target, rhythm rule or duty that is not the same in both.
#[derive(Clone, Debug)]
struct Line {
    change: Change,
    name: String,
    /// 期限：6月底前 → 9月底前
    notes: Vec<String>,
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
            Change::New | Change::Raised | Change::Tightened | Change::Earlier => "badge badge--ok",
            Change::Lowered | Change::Loosened | Change::Later => "badge badge--back",
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
    let compared = compared(&app, &actor, id, &pairs).await?;
    let summary = summary(&compared.sections());
    let Compared {
        before,
        after,
        targets,
        rhythms,
        duties,
    } = compared;
    let frame = Frame::new(&app, &actor, "两份文件对照")
        .at("/notices")
        .under("文件与映射", "/notices")
        .under(after.short(), after.path())
        .under("对照", "");
    page(&ComparedPage {
        frame,
        summary,
        targets,
        rhythms,
        duties,
        before,
        after,
    })
}

/// A notice and the one that the address names beside it.
async fn compared(
    app: &App,
    actor: &Actor,
    id: Id<Notice>,
    pairs: &[(String, String)],
) -> Result<Compared> {
    let with = pairs.iter().find(|(name, _)| name == "with");
    let with = with.and_then(|(_, id)| id.parse().ok());
    let with: Id<Notice> = with.ok_or(Error::NotFound)?;
    let mut tx = app.read(actor).await?;
    let one = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let other = store::find(&mut tx, with).await?.ok_or(Error::NotFound)?;
    let (before, after) = in_order(one, other);
    let sides = (
        side(&mut tx, before.id).await?,
        side(&mut tx, after.id).await?,
    );
    drop(tx);
    // Reading a long text takes a while; other requests go on.
    let lines = tokio::task::spawn_blocking(move || lines(&sides.0, &sides.1))
        .await
        .map_err(|fault| Error::Fault(fault.to_string()))?;
    let of = |sort: Sort| -> Vec<Line> {
        let lines = lines.iter().filter(|(own, _)| *own == sort);
        lines.map(|(_, line)| line.clone()).collect()
    };
    Ok(Compared {
        targets: of(Sort::Target),
        rhythms: of(Sort::Rhythm),
        duties: of(Sort::Duty),
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

/// The text of a notice, and what its mapping made of it.
struct Side {
    text: Text,
    proposals: Vec<Proposal>,
}

async fn side(tx: &mut Tx, id: Id<Notice>) -> Result<Side> {
    Ok(Side {
        text: store::text(tx, id).await?,
        proposals: proposals::of_notice(tx, id).await?,
    })
}

/// What is not the same.
fn lines(before: &Side, after: &Side) -> Vec<(Sort, Line)> {
    let readings = (::notice::read(&before.text), ::notice::read(&after.text));
    let leaders = (
        once::leaders(&readings.0, &before.proposals),
        once::leaders(&readings.1, &after.proposals),
    );
    let (before, after) = (&before.text, &after.text);
    let pairs = ::notice::compared((before, &readings.0), (after, &readings.1));
    let pairs = once::once(pairs, &leaders.0, &leaders.1);
    let changed = pairs.iter().filter(|pair| pair.change != Change::Kept);
    changed
        .filter_map(|pair| line(pair, (before, &readings.0), (after, &readings.1)))
        .collect()
}

fn line(pair: &Pair, before: (&Text, &Reading), after: (&Text, &Reading)) -> Option<(Sort, Line)> {
    let item = |at: Option<usize>, reading: &Reading| at.map(|at| reading.items[at].clone());
    let (old, new) = (item(pair.old, before.1), item(pair.new, after.1));
    let one = new.as_ref().or(old.as_ref())?;
    let (sort, name) = match &one.kind {
        ::notice::Kind::Target(figure) => (Sort::Target, figure.name.clone()),
        ::notice::Kind::Duty(task) => (Sort::Duty, joined(&task.what)),
        ::notice::Kind::Rhythm { what, .. } => (Sort::Rhythm, joined(what)),
        ::notice::Kind::Fact(_) => return None,
    };
    let quoted = |item: &Option<Item>, text: &Text| {
        item.as_ref()
            .map(|item| quote(item, text))
            .unwrap_or_default()
    };
    let line = Line {
        change: pair.change,
        name,
        notes: pair.beside.iter().map(note).collect(),
        before: quoted(&old, before.0),
        after: quoted(&new, after.0),
    };
    Some((sort, line))
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
        Change::Tightened => "收紧",
        Change::Loosened => "放宽",
        Change::Earlier => "提前",
        Change::Later => "推迟",
        Change::Dropped => "取消",
        Change::Reworded => "改写",
        Change::Kept => "不变",
    }
}

/// What stands beside a change, in words: 力争 → 确保; 期限：6月底前 → 9月底前.
fn note(beside: &Beside) -> String {
    match beside {
        Beside::Firmness(old, new) => match (firmness(*old).word(), firmness(*new).word()) {
            ("", new) => format!("加了“{new}”"),
            (old, "") => format!("去掉“{old}”"),
            (old, new) => format!("{old} → {new}"),
        },
        Beside::Due(Some(old), Some(new)) => format!("期限：{} → {}", joined(old), joined(new)),
        Beside::Due(None, Some(new)) => format!("加了期限：{}", joined(new)),
        Beside::Due(Some(old), None) => format!("去掉期限：{}", joined(old)),
        Beside::Due(None, None) => String::new(),
        Beside::Every(old, new) => format!("{} → {}", every(*old), every(*new)),
    }
}

fn every(every: Every) -> &'static str {
    match every {
        Every::Week => "每周",
        Every::Month => "每月",
        Every::Quarter => "每季度",
        Every::Year => "每年",
        Every::OddMonth => "单月",
        Every::EvenMonth => "双月",
    }
}

fn summary(sections: &[(&str, &[Line])]) -> String {
    let counted = |name: &str, lines: &[Line]| {
        let kinds = [
            Change::New,
            Change::Raised,
            Change::Lowered,
            Change::Tightened,
            Change::Loosened,
            Change::Earlier,
            Change::Later,
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
    let parts: Vec<String> = sections
        .iter()
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

#[cfg(test)]
mod tests {
    use super::*;

    const OLDER: &str = "2020年工作要点\n一、工作目标\n力争净增高企30家；PM2.5平均浓度降至38微克/立方米以下，城镇登记失业率控制在4%以内。\n二、工作举措\n1.强化服务。每季度召开一次调度会。建立企业创新积分制，6月底前完成。\n";
    const NEWER: &str = "2021年工作要点\n一、工作目标\n确保净增高企30家；PM2.5平均浓度降至35微克/立方米以下，城镇登记失业率控制在4.5%以内。\n二、工作举措\n1.强化服务。每月召开一次调度会。建立企业创新积分制，9月底前完成。\n";

    /// A notice with what is proposed of it.
    fn side(content: &str) -> Side {
        let (proposals, _, text) = crate::proposal::tests::read(content);
        Side { text, proposals }
    }

    #[test]
    fn a_target_that_a_mapping_has_joined_is_told_once() {
        let twice = "2020年工作要点\n一、工作目标\n确保培育省级以上企业研发机构5家。\n二、工作举措\n全年新增省级以上企业研发机构5家以上。\n";
        let once = "2021年工作要点\n一、工作目标\n新增省级以上企业研发机构8家以上。\n";
        let nothing = "2021年工作要点\n一、工作目标\n申报科技项目200项。\n";
        for (before, after, told) in [
            (twice, nothing, ["新增", "取消"]),
            (nothing, twice, ["新增", "取消"]),
        ] {
            let lines = lines(&side(before), &side(after));
            let words: Vec<&str> = lines.iter().map(|(_, line)| line.word()).collect();
            assert_eq!(words, told);
        }
        for (before, after, told) in [(twice, once, "提高"), (once, twice, "降低")] {
            let lines = lines(&side(before), &side(after));
            let words: Vec<&str> = lines.iter().map(|(_, line)| line.word()).collect();
            assert_eq!(words, [told]);
        }
        // As long as nothing is mapped, both mentions are told.
        let bare = Side {
            proposals: Vec::new(),
            ..side(twice)
        };
        assert_eq!(lines(&bare, &side(nothing)).len(), 3);
    }

    #[test]
    fn a_lower_limit_is_no_step_back() {
        let lines = lines(&side(OLDER), &side(NEWER));
        let told: Vec<(Sort, &str, &str, String)> = lines
            .iter()
            .map(|(sort, line)| (*sort, line.word(), line.class(), line.notes.join("；")))
            .collect();
        let (ok, back) = ("badge badge--ok", "badge badge--back");
        let said = |note: &str| note.to_owned();
        assert_eq!(
            told,
            [
                (Sort::Target, "收紧", ok, said("力争 → 确保")),
                (Sort::Target, "收紧", ok, said("")),
                (Sort::Target, "放宽", back, said("")),
                (Sort::Rhythm, "提高", ok, said("每季度 → 每月")),
                (Sort::Duty, "推迟", back, said("期限：6月底前 → 9月底前")),
            ]
        );
        let of = |sort: Sort| -> Vec<Line> {
            let own = lines.iter().filter(|(own, _)| *own == sort);
            own.map(|(_, line)| line.clone()).collect()
        };
        assert_eq!(
            summary(&[
                ("目标", &of(Sort::Target)),
                ("节奏", &of(Sort::Rhythm)),
                ("工作任务", &of(Sort::Duty)),
            ]),
            "目标：收紧 2 · 放宽 1；节奏：提高 1；工作任务：推迟 1"
        );
    }

    #[test]
    fn what_stands_beside_a_change() {
        use ::notice::Firmness::{Committed, Plain, Strive};
        for (beside, told) in [
            (Beside::Firmness(Committed, Strive), "确保 → 力争"),
            (Beside::Firmness(Plain, Strive), "加了“力争”"),
            (Beside::Firmness(Committed, Plain), "去掉“确保”"),
            (
                Beside::Due(None, Some("6月底前".to_owned())),
                "加了期限：6月底前",
            ),
            (
                Beside::Due(Some("6月底前".to_owned()), None),
                "去掉期限：6月底前",
            ),
            (Beside::Every(Every::OddMonth, Every::Week), "单月 → 每周"),
        ] {
            assert_eq!(note(&beside), told);
        }
    }
}
