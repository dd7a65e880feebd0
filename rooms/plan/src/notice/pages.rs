//! The list of notices, and the form that takes one in.

pub(crate) mod sheet;

use ::store::Tx;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use values::Id;
use web::{Actor, App, Complaints, Error, Fields, Frame, Path, Result, back_to, invalid, page};

use super::acts::{self, Entered, Outcome};
use super::sentence::{self, Count};
use super::{KeptFile, Notice, Particulars, heading, intake, store};
use crate::access;
use crate::proposal::store as proposals;

#[derive(Template)]
#[template(path = "notice/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<(Notice, Count)>,
    may_map: bool,
}

pub async fn list(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read(&actor).await?;
    let lines = lines(&mut tx).await?;
    let frame = Frame::new(&app, &actor, "文件与映射").at("/notices");
    page(&ListPage {
        frame,
        lines,
        may_map: access::map(&actor).is_ok(),
    })
}

/// Every notice with how far its mapping is.
async fn lines(tx: &mut Tx) -> Result<Vec<(Notice, Count)>> {
    let mut lines = Vec::new();
    for notice in store::all(tx).await? {
        let count = sentence::count(
            &store::sentences(tx, notice.id).await?,
            &proposals::of_notice(tx, notice.id).await?,
        );
        lines.push((notice, count));
    }
    Ok(lines)
}

/// The form keeps what was typed: the pasted text, the particulars, and a file that was read well.
#[derive(Template)]
#[template(path = "notice/new.html")]
struct NewPage {
    frame: Frame,
    fields: Fields,
    complaints: Complaints,
    /// A file that has been read and only waits for its particulars.
    kept: KeptFile,
    /// What was found in the text, to be looked over; empty before a text is there.
    found: bool,
    /// Another text of the same number, that is there already.
    earlier: Option<Notice>,
}

fn new_page(
    app: &App,
    actor: &Actor,
    fields: Fields,
    complaints: Complaints,
    kept: KeptFile,
    found: bool,
) -> NewPage {
    let frame = Frame::new(app, actor, "上传文件")
        .at("/notices")
        .under("文件与映射", "/notices")
        .under("上传文件", "")
        .with_errors(complaints.len());
    NewPage {
        frame,
        fields,
        complaints,
        kept,
        found,
        earlier: None,
    }
}

pub async fn new(State(app): State<App>, actor: Actor) -> Result<Response> {
    access::map(&actor)?;
    page(&new_page(
        &app,
        &actor,
        Fields::default(),
        Complaints::default(),
        KeptFile::default(),
        false,
    ))
}

/// Reads the text and what it says of itself. Where something is missing there, the form comes
/// again and asks for it; otherwise the notice is entered, and its particulars can be corrected later.
pub async fn create(
    State(app): State<App>,
    actor: Actor,
    fields: Result<Fields>,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut fields = match fields {
        Ok(fields) => fields,
        Err(Error::TooLarge(why)) => {
            return refuse(
                &app,
                &actor,
                Fields::default(),
                (
                    "file",
                    "文件",
                    format!("{why}年度工作通知一般只有几页，请只保留正文后再上传"),
                ),
            );
        }
        Err(other) => return Err(other),
    };
    let (taken, kept) = match take(&app, &fields).await? {
        Ok(taken) => taken,
        Err(wrong) => return refuse(&app, &actor, fields, wrong),
    };
    if !fields.has("title") {
        fill(&mut fields, taken.text.as_str(), taken.reading.year);
    }
    let particulars = match Particulars::read(&fields) {
        Ok(particulars) => particulars,
        Err(complaints) => return invalid(&new_page(&app, &actor, fields, complaints, kept, true)),
    };
    let mut tx = app.write(&actor).await?;
    let entered = Entered {
        particulars,
        text: &taken.text,
        reading: &taken.reading,
        file: kept.clone(),
        anyway: fields.has("anyway"),
    };
    match acts::enter(&mut tx, &actor, &right, entered).await? {
        Outcome::New(id) => {
            tx.commit().await?;
            Ok(back_to(format!("/notices/{id}")))
        }
        Outcome::There(id) => Ok(back_to(format!("/notices/{id}"))),
        Outcome::Numbered(earlier) => {
            let mut complaints = Complaints::default();
            complaints.add("number", "文号", told(&earlier));
            let page = new_page(&app, &actor, fields, complaints, kept, true);
            let earlier = Some(*earlier);
            invalid(&NewPage { earlier, ..page })
        }
    }
}

/// 皋科发〔2027〕3号已经由钱穗上传过
fn told(earlier: &Notice) -> String {
    format!(
        "{}已经由{}上传过，请先看是不是同一份",
        earlier.full(),
        earlier.entered_name
    )
}

/// The field a complaint belongs to, its label, and the sentence.
type Wrong = (&'static str, &'static str, String);

fn refuse(
    app: &App,
    actor: &Actor,
    fields: Fields,
    (field, label, reason): Wrong,
) -> Result<Response> {
    let mut complaints = Complaints::default();
    complaints.add(field, label, reason);
    invalid(&new_page(
        app,
        actor,
        fields,
        complaints,
        KeptFile::default(),
        false,
    ))
}

/// Reads the new upload, the file that waits from the first step, or the pasted text.
async fn take(app: &App, fields: &Fields) -> Result<Result<(intake::Taken, KeptFile), Wrong>> {
    let file_wrong = |reason: String| ("file", "文件", reason);
    if let Some(upload) = fields.upload("file") {
        if upload.received.size == 0 {
            return Ok(Err(file_wrong(format!(
                "“{}”是空文件，没有内容。请确认选对了文件，再重新上传",
                upload.name
            ))));
        }
        let bytes = tokio::fs::read(upload.received.path())
            .await
            .map_err(::store::Error::from)?;
        let taken = match intake::from_file(bytes).await {
            Ok(taken) => taken,
            Err(reason) => {
                return Ok(Err(file_wrong(format!(
                    "“{}”没有收下。{reason}",
                    upload.name
                ))));
            }
        };
        app.store().files().keep(&upload.received).await?;
        let kept = KeptFile {
            sha256: upload.received.sha256.clone(),
            name: upload.name.clone(),
            media: taken.media.to_owned(),
        };
        return Ok(Ok((taken, kept)));
    }
    if !fields.get("file_sha256").is_empty() {
        let Ok(bytes) = app.store().files().read(fields.get("file_sha256")).await else {
            return Ok(Err(file_wrong(
                "上一步传的文件已经不在了，请重新选一次".to_owned(),
            )));
        };
        let kept = |media: &str| KeptFile {
            sha256: fields.get("file_sha256").to_owned(),
            name: fields.get("file_name").to_owned(),
            media: media.to_owned(),
        };
        return Ok(intake::from_file(bytes)
            .await
            .map(|taken| {
                let kept = kept(taken.media);
                (taken, kept)
            })
            .map_err(file_wrong));
    }
    let pasted = fields.all("text").first().cloned().unwrap_or_default();
    if pasted.trim().is_empty() {
        return Ok(Err(file_wrong(
            "请选一个文件，或把通知全文粘贴在下面".to_owned(),
        )));
    }
    Ok(intake::from_text(pasted)
        .await
        .map(|taken| (taken, KeptFile::default()))
        .map_err(|reason| ("text", "通知全文", reason)))
}

/// What the text says of itself, for the second step.
fn fill(fields: &mut Fields, text: &str, planned: Option<i32>) {
    let found = heading::find(text, planned);
    fields.set("number", &found.number);
    fields.set("title", &found.title);
    fields.set("issuer", &found.issuer);
    fields.set(
        "day",
        &found.day.map(|day| day.to_string()).unwrap_or_default(),
    );
    fields.set(
        "year",
        &found.year.map(|year| year.to_string()).unwrap_or_default(),
    );
}

#[derive(Template)]
#[template(path = "notice/edit.html")]
struct EditPage {
    frame: Frame,
    notice: Notice,
    fields: Fields,
    complaints: Complaints,
}

fn edit_page(
    app: &App,
    actor: &Actor,
    notice: Notice,
    fields: Fields,
    complaints: Complaints,
) -> EditPage {
    let frame = Frame::new(app, actor, "更正文件信息")
        .at("/notices")
        .under("文件与映射", "/notices")
        .under(notice.short(), notice.path())
        .under("更正文件信息", "");
    EditPage {
        frame: frame.with_errors(complaints.len()),
        notice,
        fields,
        complaints,
    }
}

pub async fn edit(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Notice>>,
) -> Result<Response> {
    access::map(&actor)?;
    let mut tx = app.read(&actor).await?;
    let notice = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let fields = Particulars::fields(&notice);
    page(&edit_page(
        &app,
        &actor,
        notice,
        fields,
        Complaints::default(),
    ))
}

pub async fn correct(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<Id<Notice>>,
    fields: Fields,
) -> Result<Response> {
    let right = access::map(&actor)?;
    let mut tx = app.write(&actor).await?;
    let notice = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    match Particulars::read(&fields) {
        Err(complaints) => invalid(&edit_page(&app, &actor, notice, fields, complaints)),
        Ok(particulars) => {
            acts::correct(&mut tx, &actor, &right, &notice, particulars).await?;
            tx.commit().await?;
            Ok(back_to(notice.path()))
        }
    }
}
