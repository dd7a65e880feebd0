use plan::door::{By, Told, Wanted};
use web::App;

use crate::options::{Figures, Place};
use crate::{rooms, told};

/// All figures, or one; the rhythm rules are among them. What is not defined on the day is told on standard error.
pub async fn run(place: &Place, figures: Figures) -> anyhow::Result<()> {
    let (store, county) = rooms::open_county(place).await?;
    if let Some(moment) = figures
        .known_at
        .filter(|moment| *moment > store.clock().now())
    {
        anyhow::bail!(
            "--known-at {moment} 还没有到，现在是 {}。",
            store.clock().now()
        );
    }
    let wanted = wanted(&figures);
    let app = App::new(store, rooms::all(), false);
    let mut tx = app.store().read(&county.code).await?;
    let found = plan::door::figures(&app, &mut tx, &wanted)
        .await
        .map_err(|error| refusal(&error, &figures))?;
    for said in plan::door::undefined(&app, &mut tx, &wanted)
        .await
        .map_err(|error| refusal(&error, &figures))?
    {
        eprintln!("{said}");
    }
    told::lines(found.iter().map(|one| match figures.json {
        true => one.json(),
        false => for_people(one),
    }))
}

fn wanted(figures: &Figures) -> Wanted {
    let by = match figures.by.as_deref() {
        Some("town") => Some(By::Town),
        Some("office") => Some(By::Office),
        Some("month") => Some(By::Month),
        _ => None,
    };
    Wanted {
        year: figures.period,
        as_of: figures.as_of,
        known_at: figures.known_at,
        by,
        indicator: figures.indicator.clone(),
    }
}

fn refusal(error: &web::Error, figures: &Figures) -> anyhow::Error {
    match (error, &figures.indicator) {
        (web::Error::NotFound, Some(id)) => {
            anyhow::anyhow!("没有指标 {id}。不带 --indicator 运行可以列出全部。")
        }
        (web::Error::Malformed(why) | web::Error::NotYet(why), _) => anyhow::anyhow!("{why}"),
        (error, _) => anyhow::anyhow!("没有算成：{error:?}"),
    }
}

fn for_people(one: &Told) -> String {
    let value = if one.value.is_some() {
        one.number()
    } else {
        "暂无数据".to_owned()
    };
    format!(
        "{}  {}  {}  {value} {}  计入 {}，未计入 {}",
        one.indicator, one.scope, one.period, one.unit, one.counted, one.left_out
    )
}
