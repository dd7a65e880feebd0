use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use store::Store;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use web::{App, Filling};

use crate::options::{Place, Serve};
use crate::rooms::{self, County};

/// The division code of a new database whose county is not said.
const FIRST_COUNTY: &str = "320682";

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

/// A bureau's own database.
async fn county(place: &Place, serve: &Serve, beside: &mut JoinSet<()>) -> anyhow::Result<()> {
    let (store, county) = real(place, serve).await?;
    let app = open(store, &county, serve, beside).await?;
    let listener = listen(serve).await?;
    println!("科度已就绪：http://{}", listener.local_addr()?);
    answer(listener, site(app)).await
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
    store.files().sweep().await?;
    plan::door::set_pdf_reader(crate::pdf::in_child);
    if let Some(folder) = &serve.backups.backup_dir {
        desk::door::set_backup(desk::door::BackupPlan {
            folder: folder.clone(),
            hour: serve.backups.backup_hour,
            keep: usize::from(serve.backups.backup_keep),
        });
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

/// Answers until it is told to stop.
async fn answer(listener: TcpListener, site: Router) -> anyhow::Result<()> {
    let site = site.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, site)
        .with_graceful_shutdown(told_to_stop())
        .await?;
    Ok(())
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
    let store = rooms::open(place).await?;
    if store.counties().await?.is_empty() {
        let code = place.county.as_deref().unwrap_or(FIRST_COUNTY);
        store.found(code, &serve.name).await?;
    }
    let county = rooms::county_of(&store, place).await?;
    let clock = rooms::clock_of(&store, &county.code).await?;
    let store = store.with_clock(clock);
    if let Some((name, password)) = identity::door::first_administrator(
        &store,
        &county.code,
        &format!("{}科学技术局", county.name),
    )
    .await?
    {
        println!(
            "已建立管理员。用户名：{name}　一次性密码：{password}　（只显示这一次，登录后须更改）"
        );
    }
    Ok((store, county))
}

/// Up at once, with a page that tells how far the demonstration is while it is written.
async fn demonstration(
    place: &Place,
    serve: &Serve,
    beside: &mut JoinSet<()>,
) -> anyhow::Result<()> {
    let listener = listen(serve).await?;
    let address = listener.local_addr()?;
    println!("正在准备演示数据，浏览器打开 {address} 可以看到进度。");
    let filling = Filling::default();
    let answering = answer(listener, filling.router());
    let opening = async {
        let told = |done: u64, all: u64, what: &str| filling.say(done, all, what);
        let filled = crate::demonstration::open_or_fill(place, serve.today, &told).await?;
        if !filled.is_empty() {
            println!("演示用户（密码只显示这一次）：");
            for one in &filled {
                println!("{}  {}  {}", one.name, one.password, one.post);
            }
        }
        let (store, county) = rooms::open_county(place).await?;
        filling.open(site(open(store, &county, serve, beside).await?));
        println!("科度已就绪：http://{address}");
        anyhow::Ok(())
    };
    tokio::pin!(answering);
    tokio::select! {
        // Told to stop on the way: what grows goes away.
        stopped = &mut answering => return stopped,
        opened = opening => opened?,
    }
    answering.await
}

async fn told_to_stop() {
    let ctrl_c = async { tokio::signal::ctrl_c().await.ok() };
    let Ok(mut terminate) =
        tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
    else {
        ctrl_c.await;
        return;
    };
    tokio::select! { _ = ctrl_c => {}, _ = terminate.recv() => {} }
}
