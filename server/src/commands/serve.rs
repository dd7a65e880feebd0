use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use store::Store;
use web::App;

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
    let (store, county) = if serve.demo {
        demonstration(place, &serve).await?
    } else {
        real(place, &serve).await?
    };
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
    tokio::spawn(each_minute(app.clone(), county.code.clone()));
    tokio::spawn(web::work_through(app.clone()));
    let listener = tokio::net::TcpListener::bind(&serve.listen).await;
    let listener =
        listener.with_context(|| format!("不能监听 {}，请换一个 --listen 地址", serve.listen))?;
    println!("科度已就绪：http://{}", listener.local_addr()?);
    let site = site(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, site)
        .with_graceful_shutdown(told_to_stop())
        .await?;
    Ok(())
}

/// Does what acts left behind: what a crash cut off at once, then what failed or another server left; takes the night's
/// backup and keeps the forecasts of the day, once each.
async fn each_minute(app: App, county: String) {
    let mut minutes = tokio::time::interval(Duration::from_secs(60));
    loop {
        minutes.tick().await;
        app.work_off(&county).await;
        desk::door::nightly(&app, &county).await;
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

async fn demonstration(place: &Place, serve: &Serve) -> anyhow::Result<(Store, County)> {
    let filled = crate::demonstration::open_or_fill(place, serve.today).await?;
    if !filled.is_empty() {
        println!("演示用户（密码只显示这一次）：");
        for one in &filled {
            println!("{}  {}  {}", one.name, one.password, one.post);
        }
    }
    rooms::open_county(place).await
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
