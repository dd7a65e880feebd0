use std::time::Duration;

use anyhow::Context;
use axum::Router;
use store::Store;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use web::{App, Filling};

use crate::answer;
use crate::filling::{self, embedded};
use crate::options::{Place, Serve};
use crate::rooms::{self, County};
use crate::told;

/// Whose a new database is when nobody says it: the county of the example, as in the demonstration.
const FIRST_COUNTY: (&str, &str) = ("320682", "如皋市");

/// Runs the site until it is told to stop.
pub async fn run(place: &Place, serve: Serve) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::WARN)
        .init();
    let mut beside = JoinSet::new();
    let ended = match serve.demo {
        true => demonstration(place, &serve, &mut beside).await,
        false => county(place, &serve, &mut beside).await,
    };
    // What is under way is let go before the threads that it waits for end: it would take that for a failure.
    beside.shutdown().await;
    ended
}

/// A bureau's own database. Nothing of it is touched where the address is taken: another site may run on it.
async fn county(place: &Place, serve: &Serve, beside: &mut JoinSet<()>) -> anyhow::Result<()> {
    let listener = listen(serve).await?;
    let _here = embedded::stay(&filling::home(place))?;
    let (store, county) = real(place, serve).await?;
    let app = open(store, &county, serve, beside).await?;
    told::line(format!("科度已就绪：http://{}", listener.local_addr()?))?;
    answer::until_told(listener, site(app)).await
}

/// The app of an open database, and beside it what it does unasked.
async fn open(
    store: Store,
    county: &County,
    serve: &Serve,
    beside: &mut JoinSet<()>,
) -> anyhow::Result<App> {
    let is_demonstration = rooms::demonstration_day(&store, &county.code)
        .await?
        .is_some();
    store.files().sweep()?;
    plan::door::set_pdf_reader(crate::pdf::in_child);
    if let Some(folder) = &serve.backups.backup_dir {
        let probed = desk::door::set_backup(desk::door::BackupPlan {
            folder: folder.clone(),
            hour: serve.backups.backup_hour,
            keep: usize::from(serve.backups.backup_keep),
        });
        if let Err(error) = probed {
            let folder = folder.display();
            tracing::error!(%folder, %error, "no backup can be put into its folder");
        }
    }
    let app = App::new(store, rooms::all(), is_demonstration);
    beside.spawn(each_minute(app.clone(), county.code.clone()));
    beside.spawn(web::work_through(app.clone()));
    Ok(app)
}

async fn listen(serve: &Serve) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(&serve.listen).await;
    listener.with_context(|| format!("不能监听 {}，请换一个 --listen 地址", serve.listen))
}

/// Does what acts left behind: what a crash cut off at once, then what failed or another server left; takes the night's
/// backup and keeps the forecasts of the day, once each; removes files that nobody fetched.
async fn each_minute(app: App, county: String) {
    let mut minutes = tokio::time::interval(Duration::from_secs(60));
    loop {
        minutes.tick().await;
        app.work_off(&county).await;
        desk::door::nightly(&app, &county).await;
        desk::door::sweep_files(&app).await;
        if let Err(error) = plan::door::keep_forecasts(&app, &county).await {
            tracing::error!(?error, "the forecasts of the day were not kept");
        }
        if let Err(error) = cultivation::door::keep_forecasts(&app, &county).await {
            tracing::error!(?error, "the pipeline's forecasts of the day were not kept");
        }
    }
}

/// All rooms behind the outer layers.
pub fn site(app: App) -> Router {
    let routes = app
        .rooms()
        .iter()
        .fold(Router::new(), |all, room| all.merge((room.routes)()));
    let identified = app.clone();
    web::harden(routes, app, |routes| {
        identity::door::identify(routes, identified)
    })
}

async fn real(place: &Place, serve: &Serve) -> anyhow::Result<(Store, County)> {
    let is_new = !rooms::inside(place)
        .await?
        .is_some_and(|inside| inside.has_county);
    let new = is_new.then(|| new_county(place, serve)).transpose()?;
    let store = rooms::open(place).await?;
    if let Some(new) = new {
        store.found(&new.code, &new.name).await?;
    }
    let county = rooms::county_of(&store, place).await?;
    must_bear_its_name(serve, &county)?;
    let clock = rooms::clock_of(&store, &county.code).await?;
    let store = store.with_clock(clock);
    let bureau = format!("{}科学技术局", county.name);
    let tell = |name: &str, password: &str| {
        told::all(format!(
            "已建立管理员。用户名：{name}　一次性密码：{password}　（只显示这一次，登录后须更改）"
        ))
    };
    identity::door::first_administrator(&store, &county.code, &bureau, tell)
        .await
        .map_err(told::unheard)?;
    Ok((store, county))
}

/// Whose a new database is stays so: both are said, or neither, and then it is told aloud.
fn new_county(place: &Place, serve: &Serve) -> anyhow::Result<County> {
    let (first_code, first_name) = FIRST_COUNTY;
    let (code, name) = match (&place.county, &serve.name) {
        (Some(code), Some(name)) => (&**code, &**name),
        (None, None) => {
            if let Some(cut) = embedded::cut_off(&filling::home(place)) {
                anyhow::bail!(
                    "上次恢复或填充没有做完，留下了 {}，没有另建新库。请再做一次 kedu restore；确实要建新库，写明 --county 六位区划代码 --name 名称。",
                    cut.display()
                );
            }
            told::line(format!(
                "没有写明是哪个县（市、区），新库先建为{first_name}（{first_code}），建成后不能改。如果不是，请现在停下，换一个空的 --data 或 --database，写明 --county 六位区划代码 --name 名称。"
            ))?;
            FIRST_COUNTY
        }
        _ => anyhow::bail!(
            "新库的 --county 六位区划代码 和 --name 名称 要一起写明，例如 --county {first_code} --name {first_name}。"
        ),
    };
    let is_code = code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit());
    anyhow::ensure!(
        is_code,
        "--county 要写六位数字的县级区划代码，“{code}”不是。"
    );
    anyhow::ensure!(
        !name.trim().is_empty(),
        "--name 不能是空的，请写县（市、区）的名称。"
    );
    Ok(County {
        code: code.to_owned(),
        name: name.trim().to_owned(),
    })
}

fn must_bear_its_name(serve: &Serve, county: &County) -> anyhow::Result<()> {
    let said = serve.name.as_deref().map_or(&*county.name, str::trim);
    anyhow::ensure!(
        said == county.name,
        "库里的县是“{}”，--name 写的是“{said}”。名称建库时就定了，请去掉 --name，或检查 --data、--database。",
        county.name
    );
    Ok(())
}

/// Up at once, with a page that tells how far the demonstration is while it is written.
async fn demonstration(
    place: &Place,
    serve: &Serve,
    beside: &mut JoinSet<()>,
) -> anyhow::Result<()> {
    let listener = listen(serve).await?;
    let address = listener.local_addr()?;
    told::line(format!(
        "正在准备演示数据，浏览器打开 {address} 可以看到进度。"
    ))?;
    let progress = Filling::default();
    let answering = answer::until_told(listener, progress.router());
    let opening = async {
        let told = |done: u64, all: u64, what: &str| progress.say(done, all, what);
        let filled = crate::demonstration::open_or_fill(place, serve.today, &told).await?;
        if !filled.is_empty() {
            told::line("演示用户（密码只显示这一次）：")?;
            let people = filled.iter();
            told::lines(people.map(|one| format!("{}  {}  {}", one.name, one.password, one.post)))?;
        }
        let here = embedded::stay(&filling::home(place))?;
        let (store, county) = rooms::open_county(place).await?;
        must_bear_its_name(serve, &county)?;
        progress.open(site(open(store, &county, serve, beside).await?));
        told::line(format!("科度已就绪：http://{address}"))?;
        anyhow::Ok(here)
    };
    tokio::pin!(answering);
    let _here = tokio::select! {
        // Told to stop on the way: what grows goes away.
        stopped = &mut answering => return stopped,
        opened = opening => opened?,
    };
    answering.await
}
