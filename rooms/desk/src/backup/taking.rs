//! Takes a backup as long work: at night, or when the administrator asks.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ::store::{Copied, LongJob, NewLong, Refusal, RoomMigrations, Store, Tx, Watch, sweep_partial};
use values::{Clock, Day, Id, Moment, grouped};
use web::{Actor, App, Error, LongWork, Next, Outcome, Progress, Result};

use super::{Cause, Plan, Taken, Try, is_due, plan, store};

pub const WORK: LongWork = LongWork {
    name: "desk.backup",
    run: |app, job, progress| Box::pin(take(app, job, progress)),
    may_have: None,
};

/// Tables that a backup leaves out: who is signed in, what this machine is at, where its backups lie.
pub fn left_out() -> Vec<&'static str> {
    let own = ["store_long_job", "desk_backup"];
    own.into_iter()
        .chain(identity::door::OF_THE_MOMENT)
        .collect()
}

/// Puts a backup in the queue.
pub async fn ask(tx: &mut Tx, cause: Cause, by: Option<&Actor>) -> ::store::Result<Id<LongJob>> {
    let program = trail::Who::program();
    let by = match by {
        Some(actor) => (actor.person.uuid(), actor.name.as_str()),
        None => (program.id, program.name.as_str()),
    };
    tx.queue(NewLong {
        work: WORK.name,
        title: "备份",
        subject: cause.code(),
        unit: "条",
        by,
    })
    .await
}

/// Begins the night's backup where it is due; called every minute. Among several processes one is the first.
pub async fn nightly(app: &App, county: &str) -> Result<()> {
    let Some(plan) = plan() else {
        return Ok(());
    };
    let now = Clock::machine().now();
    let tried = tonight(&mut app.store().read(county).await?, now.day()).await?;
    if !is_due(plan.hour, &tried, now) {
        return Ok(());
    }
    let mut tx = app.store().write(county).await?;
    if is_due(plan.hour, &tonight(&mut tx, now.day()).await?, now) {
        ask(&mut tx, Cause::Night, None).await?;
        tx.commit().await?;
        app.wake();
    }
    Ok(())
}

/// What was tried tonight. What bears another day is of no account: a clock that once ran ahead must not stop a night.
async fn tonight(tx: &mut Tx, today: Day) -> ::store::Result<Vec<Try>> {
    let days = (Moment::at(today, 0, 0), Moment::at(today.plus(1), 0, 0));
    let work = (WORK.name, Cause::Night.code());
    let jobs = tx.long_jobs_asked(work, days).await?;
    let one = |job: &LongJob| Try {
        state: job.state,
        ended: job.ended,
    };
    Ok(jobs.iter().map(one).collect())
}

/// Looks whether backups can be put into their folder, before the first night.
pub fn probe(plan: &Plan) -> std::io::Result<()> {
    fs::create_dir_all(&plan.folder)?;
    let probe = plan.folder.join(".kedu-probe");
    fs::write(&probe, "kedu")?;
    fs::remove_file(&probe)
}

/// Takes one; a night's that fails is told in the log, too: nobody waits for it.
async fn take(app: App, job: LongJob, progress: Progress) -> Result<Outcome> {
    let is_night = Cause::from_code(&job.subject) == Cause::Night;
    let came = take_one(app, job, progress).await;
    if let (true, Err(error)) = (is_night, &came) {
        tracing::error!(?error, "the night's backup was not taken");
    }
    came
}

async fn take_one(app: App, job: LongJob, progress: Progress) -> Result<Outcome> {
    let Some(plan) = plan() else {
        return Err(no_folder());
    };
    let cause = Cause::from_code(&job.subject);
    let folder = plan.folder.display();
    let unusable = |error| {
        let why = format!("备份目录 {folder} 用不了（{error}），没有备份。");
        Error::refused(why, "请检查目录是否存在、是否可写。")
    };
    fs::create_dir_all(&plan.folder)
        .and_then(|()| sweep_partial(&plan.folder))
        .map_err(unusable)?;
    let to = free_name(&plan.folder, job.asked);
    let copied = match copy(&app, &to, &progress).await? {
        Ok(copied) => copied,
        Err(Refusal::Stopped) => return Ok(Outcome::Stopped),
        Err(refusal) => return Err(Error::refused(refusal.to_string(), "")),
    };
    let unknown = Unknown(Some(to.clone()));
    if !copied.is_whole() {
        let (missing, damaged) = (copied.missing, copied.damaged);
        tracing::error!(missing, damaged, "a backup is not whole");
    }
    let file = to.display().to_string();
    let outcome = Outcome::Done {
        text: told(&copied, &file),
        path: super::pages::PATH.to_owned(),
    };
    let mut tx = app.note(&job.county).await?;
    store::insert(&mut tx, cause, &file, &copied).await?;
    let gone = match cause {
        Cause::Night => old_nights(&mut tx, plan, copied.is_whole()).await?,
        Cause::Asked | Cause::Command => Vec::new(),
    };
    if !progress.land(&mut tx, &outcome).await? {
        return Ok(Outcome::Stopped);
    }
    unknown.known();
    tx.commit().await?;
    for file in gone {
        if let Err(error) = fs::remove_file(&file) {
            tracing::warn!(%error, file, "an old backup could not be removed");
        }
    }
    Ok(outcome)
}

/// A backup that stands in no list yet: it goes where it does not come so far, or nobody would ever remove it.
struct Unknown(Option<PathBuf>);

impl Unknown {
    fn known(mut self) {
        self.0 = None;
    }
}

impl Drop for Unknown {
    fn drop(&mut self) {
        if let Some(file) = &self.0 {
            let _ = fs::remove_file(file);
        }
    }
}

/// Copies, says how far it is, and stops when it is told to.
async fn copy(
    app: &App,
    to: &Path,
    progress: &Progress,
) -> Result<std::result::Result<Copied, Refusal>> {
    let watch = Arc::new(Watch::default());
    let steps: Vec<RoomMigrations> = migrations(app);
    let without = left_out();
    let copying = app.store().backup(to, &steps, &without, &watch);
    tokio::pin!(copying);
    let mut looks = tokio::time::interval(Duration::from_millis(250));
    loop {
        tokio::select! {
            copied = &mut copying => return Ok(copied),
            _ = looks.tick() => {
                let (done, total) = watch.told();
                let number = |count| i64::try_from(count).unwrap_or(i64::MAX);
                if progress.say(number(done), number(total)).await? == Next::Stop {
                    watch.stop();
                }
            }
        }
    }
}

/// Every table of the program, in the order of the levels.
fn migrations(app: &App) -> Vec<RoomMigrations> {
    let mut rooms: Vec<_> = app.rooms().iter().collect();
    rooms.sort_by_key(|room| room.level);
    let rooms = rooms.into_iter().map(|room| (room.migrations)());
    std::iter::once(trail::MIGRATIONS).chain(rooms).collect()
}

/// Takes the nightly ones that are too many out of the list; gives their files. One that is not whole pushes out none that is.
async fn old_nights(tx: &mut Tx, plan: &Plan, by_whole: bool) -> Result<Vec<String>> {
    let keep = i64::try_from(plan.keep).unwrap_or(i64::MAX);
    let mut gone = Vec::new();
    let behind = store::nights_behind(tx, keep).await?;
    let may_go = |old: &Taken| by_whole || !old.copied.is_whole();
    for old in behind.into_iter().filter(may_go) {
        store::remove(tx, old.id).await?;
        gone.push(old.file);
    }
    Ok(gone)
}

/// Writes down in each county what the command took.
pub async fn backed_up(db: &Store, file: &Path, copied: &Copied) -> ::store::Result<()> {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    for (county, _) in db.counties().await? {
        let mut tx = db.note(&county).await?;
        store::insert(&mut tx, Cause::Command, &file.display().to_string(), copied).await?;
        tx.commit().await?;
    }
    Ok(())
}

pub fn no_folder() -> Error {
    Error::refused(
        "网站还没有备份目录，没有备份。",
        "请在启动时写明 --backup-dir（或 KEDU_BACKUP_DIR），最好在另一个磁盘；也可以用 kedu backup 命令备份。",
    )
}

fn told(copied: &Copied, file: &str) -> String {
    let damaged = match copied.damaged {
        0 => String::new(),
        many => {
            format!("有 {many} 份凭证文件的内容与指纹不符，已照原样备份，请运行 kedu verify 查看。")
        }
    };
    let missing = match copied.missing {
        0 => String::new(),
        many => {
            format!(
                "有 {many} 份凭证文件不在数据目录里，备份里也没有，请检查 --data，运行 kedu verify 查看。"
            )
        }
    };
    format!(
        "已备份 {} 行、{} 份文件到 {file}。{damaged}{missing}",
        grouped(copied.rows.into()),
        grouped(copied.files.into())
    )
}

/// `kedu-2020-09-18-0200.zip`, with a number behind it where that is taken.
fn free_name(folder: &Path, asked: Moment) -> PathBuf {
    let stamp: String = asked
        .to_string()
        .chars()
        .take(16)
        .filter(|c| *c != ':')
        .map(|c| if c == 'T' { '-' } else { c })
        .collect();
    let name = |number: u32| match number {
        1 => folder.join(format!("kedu-{stamp}.zip")),
        number => folder.join(format!("kedu-{stamp}-{number}.zip")),
    };
    (1..)
        .map(name)
        .find(|path| !path.exists())
        .unwrap_or_else(|| name(1))
}
