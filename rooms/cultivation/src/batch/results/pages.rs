//! The results of a batch from the official list: pasted or out of a workbook, checked, then imported all or nothing.

use std::io::BufReader;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use identity::door::seats;
use paper::{Book, Unreadable};
use tokio::task::spawn_blocking;
use values::{Day, Id};
use web::{
    Actor, App, Complaints, Error, Fields, Frame, Path, Result, Upload, back_to, invalid, page,
    status_page,
};

use super::import::{self, Checked, Settled, Terms};
use super::{LONGEST, read};
use crate::access;
use crate::batch::{Batch, store};
use crate::step::form::{People, day, named, text};

#[derive(Template)]
#[template(path = "batch/results.html")]
struct ResultsPage {
    frame: Frame,
    batch: Batch,
    people: People,
    checked: Option<Checked>,
    fields: Fields,
    complaints: Complaints,
}

impl ResultsPage {
    fn is_person(&self, field: &str, id: &Id<web::Person>) -> bool {
        self.fields.get(field) == id.to_string()
    }
}

async fn results_page(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    batch: Batch,
    checked: Option<Checked>,
    fields: Fields,
    complaints: Complaints,
) -> Result<ResultsPage> {
    let frame = Frame::new(app, actor, format!("{}的结果", batch.name()))
        .at("/cultivation")
        .under("高企培育", "/cultivation")
        .under(batch.name(), batch.path())
        .under("导入结果", "");
    let seats = seats(tx, app.today()).await?;
    Ok(ResultsPage {
        frame: frame.with_errors(complaints.len()),
        people: People::of(&seats, actor, Id::NONE, Id::NONE),
        batch,
        checked,
        fields,
        complaints,
    })
}

/// GET /cultivation/batches/{id}/results
pub async fn new(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Batch>>,
) -> Result<Response> {
    access::act(&actor)?;
    let mut tx = app.read(&actor).await?;
    let batch = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let announced = batch.announced.known();
    let announced = announced
        .filter(|day| *day <= app.today())
        .unwrap_or(app.today());
    let fields = Fields::from_pairs(
        [
            ("announced", announced.to_string()),
            ("valid-until", three_years(announced).to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    let none = Complaints::default();
    page(&results_page(&app, &actor, &mut tx, batch, None, fields, none).await?)
}

/// The certificate's last day: three years from its issue (国科发火〔2016〕32号 第九条).
fn three_years(from: Day) -> Day {
    let day = Day::of(from.year() + 3, from.month(), from.day());
    day.unwrap_or_else(|| from.plus(3 * 365 + 1)).plus(-1)
}

fn terms(fields: &Fields, people: &People, today: Day, complaints: &mut Complaints) -> Terms {
    let mut want = |field: &'static str, label: &'static str, reason: &str| {
        if fields.get(field).is_empty() {
            complaints.add(field, label, reason);
        }
    };
    want("paper", "公告文号", "写明公告名单的文号");
    want("issuer", "发文单位", "写明公告名单的单位");
    let announced = day(fields, "announced", "公告日", today, complaints);
    if let Some(day) = announced.filter(|day| *day > today) {
        complaints.add("announced", "公告日", format!("{day} 还没有到"));
    }
    let approver = named(fields, "approver", "批准人", &people.approvers, complaints);
    let exception = text(fields, "exception", "例外理由", 300, complaints);
    if exception.is_empty() == approver.is_somebody() {
        complaints.add("exception", "例外理由", "例外要同时写明理由和批准人");
    }
    let appeal_until = match fields.get("appeal-until") {
        "" => None,
        _ => day(fields, "appeal-until", "申诉截止", today, complaints),
    };
    Terms {
        announced: announced.unwrap_or(today),
        paper: text(fields, "paper", "公告文号", 100, complaints),
        issuer: text(fields, "issuer", "发文单位", 100, complaints),
        valid_until: day(fields, "valid-until", "有效期至", today, complaints).unwrap_or(today),
        rest_failed: fields.has("rest-failed"),
        appeal_until,
        rest_elsewhere: fields.has("rest-elsewhere"),
        exception,
        approver,
    }
}

/// How lines were settled: `firm-12`, `elsewhere-12`.
fn settled(fields: &Fields) -> Settled {
    let mut settled = Settled::default();
    for (name, value) in fields.pairs() {
        let at = |prefix: &str| name.strip_prefix(prefix)?.parse::<usize>().ok();
        if let Some(at) = at("firm-").filter(|_| !value.trim().is_empty()) {
            settled.firm.insert(at, value.trim().to_owned());
        }
        if let Some(at) = at("elsewhere-") {
            settled.elsewhere.insert(at);
        }
    }
    settled
}

/// POST /cultivation/batches/{id}/results: `do=check` shows what would happen, `do=import` does it.
pub async fn send(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Batch>>,
    mut fields: Fields,
) -> Result<Response> {
    let right = access::act(&actor)?;
    let (today, mut complaints) = (app.today(), Complaints::default());
    if let Some(upload) = fields.upload("file") {
        match unpacked(upload).await {
            Ok(list) => fields.set("list", &list),
            Err(why) => complaints.add("file", "文件", why.to_string()),
        }
    }
    let lines = read(fields.get("list"));
    if lines.is_empty() && complaints.is_empty() {
        complaints.add("list", "名单", "贴上名单，或选一个 .xlsx、.csv 文件");
    }
    if lines.len() > LONGEST {
        let reason = format!("一次最多 {LONGEST} 行，现在是 {} 行", lines.len());
        complaints.add("list", "名单", reason);
    }
    let mut tx = app.write(&actor).await?;
    let batch = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let seats = seats(&mut tx, today).await?;
    let people = People::of(&seats, &actor, Id::NONE, Id::NONE);
    let terms = terms(&fields, &people, today, &mut complaints);
    if !complaints.is_empty() {
        let shown = results_page(&app, &actor, &mut tx, batch, None, fields, complaints);
        return invalid(&shown.await?);
    }
    let settled = settled(&fields);
    let checked = import::check(&mut tx, &batch, lines, &terms, &settled).await?;
    let is_import = fields.get("do") == "import";
    if is_import && checked.troubles() == 0 {
        return match import::all(&mut tx, &actor, &right, &checked).await {
            Ok(()) => {
                tx.commit().await?;
                Ok(back_to(batch.path()))
            }
            Err((name, refusal)) => {
                drop(tx);
                let why = format!("“{name}”没有登记成，全部没有导入：{refusal}。");
                Err(Error::refused(why, "返回上一页，按提示改好再导入。"))
            }
        };
    }
    if is_import {
        let reason = format!("有 {} 处还没有定下来，一行也没有导入", checked.troubles());
        complaints.add("lines", "名单", reason);
    }
    let status = match is_import {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let checked = Some(checked);
    let shown = results_page(&app, &actor, &mut tx, batch, checked, fields, complaints);
    status_page(status, &shown.await?)
}

/// The first sheet that holds anything, a row a line, cells parted by tabs.
async fn unpacked(upload: &Upload) -> Result<String, Unreadable> {
    let path = upload.received.path().to_owned();
    let work = move || {
        let damaged = |why: String| Unreadable::Damaged { why };
        let file = std::fs::File::open(path).map_err(|error| damaged(error.to_string()))?;
        let mut book = Book::open(BufReader::new(file))?;
        let names: Vec<String> = book.sheets().iter().map(|one| one.name.clone()).collect();
        for name in names {
            let mut lines = Vec::new();
            for row in book.rows(&name)? {
                let row = row?;
                let cells: Vec<String> = row
                    .own()
                    .map(|cell| cell.text().replace(['\n', '\r', '\t'], " "))
                    .collect();
                lines.push(cells.join("\t"));
            }
            if !lines.is_empty() {
                return Ok(lines.join("\n"));
            }
        }
        Err(Unreadable::Empty)
    };
    let unpacked = spawn_blocking(work).await;
    unpacked.unwrap_or_else(|_| Err(paper::intake::fell_over()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_lasts_three_years() {
        for (from, until) in [
            ("2020-12-02", "2023-12-01"),
            ("2020-02-29", "2023-02-28"),
            ("2021-01-01", "2023-12-31"),
        ] {
            let from: Day = from.parse().unwrap();
            assert_eq!(three_years(from).to_string(), until);
        }
    }
}
