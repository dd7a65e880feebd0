use std::io::Write;

use anyhow::Context;
use plan::door::{By, Told, Wanted};
use values::Moment;
use web::App;

use crate::options::{Figures, Place};
use crate::rooms;

/// All figures, or one; the rhythm rules are among them.
pub async fn run(place: &Place, figures: Figures) -> anyhow::Result<()> {
    let (store, county) = rooms::open_county(place).await?;
    let wanted = wanted(&figures)?;
    let app = App::new(store, rooms::all(), false);
    let mut tx = app.store().read(&county.code).await?;
    let told = plan::door::figures(&app, &mut tx, &wanted)
        .await
        .map_err(|error| refusal(&error, &figures))?;
    let mut lines = std::io::stdout().lock();
    for one in &told {
        let line = if figures.json {
            one.json()
        } else {
            for_people(one)
        };
        if writeln!(lines, "{line}").is_err() {
            break;
        }
    }
    Ok(())
}

fn wanted(figures: &Figures) -> anyhow::Result<Wanted> {
    let known_at = match &figures.known_at {
        None => None,
        Some(text) => Some(
            Moment::parse(text)
                .with_context(|| format!("“{text}”不是时刻，例如 2020-09-01T09:00:00+08:00"))?,
        ),
    };
    let by = match figures.by.as_deref() {
        Some("town") => Some(By::Town),
        Some("office") => Some(By::Office),
        Some("month") => Some(By::Month),
        _ => None,
    };
    Ok(Wanted {
        year: figures.period,
        as_of: figures.as_of,
        known_at,
        by,
        indicator: figures.indicator.clone(),
    })
}

fn refusal(error: &web::Error, figures: &Figures) -> anyhow::Error {
    match (error, &figures.indicator) {
        (web::Error::NotFound, Some(id)) => {
            anyhow::anyhow!("没有指标 {id}。不带 --indicator 运行可以列出全部。")
        }
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
