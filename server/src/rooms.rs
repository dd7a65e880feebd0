use std::path::Path;

use anyhow::Context;
use store::{Inside, RoomMigrations, Steps, Store};
use values::{Clock, Day, Moment};
use web::Room;

use crate::filling;
use crate::options::Place;

/// The rooms of the program, by level.
pub fn all() -> Vec<Room> {
    let mut rooms = vec![
        identity::room(),
        enterprise::room(),
        ledger::room(),
        cultivation::room(),
        plan::room(),
        desk::room(),
    ];
    rooms.sort_by_key(|room| room.level);
    rooms
}

/// Every table of the program, in the order of the levels.
pub fn migrations() -> Vec<RoomMigrations> {
    std::iter::once(trail::MIGRATIONS)
        .chain(all().iter().map(|room| (room.migrations)()))
        .collect()
}

/// The county that a command is about.
#[derive(Clone, Debug)]
pub struct County {
    pub code: String,
    pub name: String,
}

/// Opens the database of a place as it is.
pub async fn connect(place: &Place) -> anyhow::Result<Store> {
    let store = match &place.database {
        Some(url) => Store::at(url, place.data.join("files"), Clock::machine()).await,
        None => Store::in_folder(&place.data, Clock::machine()).await,
    };
    store.map_err(shut)
}

fn shut(error: store::Error) -> anyhow::Error {
    match error {
        store::Error::Migration { .. } => {
            anyhow::anyhow!("数据库结构不符：{error}。请用与数据库相同或更新的程序。")
        }
        _ => anyhow::anyhow!("打不开数据库：{error}。请检查 --data 或 --database。"),
    }
}

/// What lies in the database of a place, which stays as it is; none where there is no file.
pub async fn inside(place: &Place) -> anyhow::Result<Option<Inside>> {
    let found = match filling::embedded_file(place) {
        Some(file) if !is_there(&file)? => return Ok(None),
        Some(file) => Inside::of_file(&file, &migrations()).await,
        None => {
            let store = connect(place).await?;
            let found = store.inside(&migrations()).await;
            store.close().await;
            found
        }
    };
    found.map(Some).map_err(shut)
}

/// A file in a folder that may not be looked into is not a file that is missing.
fn is_there(file: &Path) -> anyhow::Result<bool> {
    file.try_exists().with_context(|| {
        format!(
            "不能查看 {}，请用安装科度的那个系统用户运行",
            file.display()
        )
    })
}

/// Opens the database of `place`, made if it is not there, and brings its tables up to date. One of another program is
/// refused.
pub async fn open(place: &Place) -> anyhow::Result<Store> {
    if let Some(inside) = inside(place).await? {
        anyhow::ensure!(
            inside.steps != Steps::None || inside.others.is_empty(),
            "这是别的程序的数据库（有表 {}），没有动它。请检查 --data 或 --database。",
            inside.others.join("、")
        );
    }
    let store = connect(place).await?;
    store.migrate(&migrations()).await.map_err(shut)?;
    Ok(store)
}

/// Opens an existing database for a command that makes no tables and changes none.
pub async fn open_existing(place: &Place) -> anyhow::Result<Store> {
    let inside = inside(place).await?;
    match inside.map(|inside| inside.steps) {
        Some(Steps::All) => connect(place).await,
        Some(Steps::Missing(steps)) => anyhow::bail!(
            "数据库是旧版程序的，还差 {steps} 步结构，没有读也没有改。请先用旧程序备份，再运行一次 kedu serve 升级。"
        ),
        Some(Steps::None) => {
            anyhow::bail!("数据库里没有科度的表。请检查 --data 或 --database。")
        }
        None => anyhow::bail!(
            "{} 里还没有数据库。先运行 kedu serve，或用 --data 指明目录。",
            place.data.display()
        ),
    }
}

/// The same with its county and its own clock.
pub async fn open_county(place: &Place) -> anyhow::Result<(Store, County)> {
    let store = open_existing(place).await?;
    let county = county_of(&store, place).await?;
    let clock = clock_of(&store, &county.code).await?;
    Ok((store.with_clock(clock), county))
}

/// The only county of the database, or the one named by `--county`.
pub async fn county_of(store: &Store, place: &Place) -> anyhow::Result<County> {
    let counties = store.counties().await?;
    let named = |code: &str| counties.iter().find(|(county, _)| county == code);
    let found = match (&place.county, counties.as_slice()) {
        (Some(code), _) => named(code).with_context(|| format!("库里没有区划代码 {code}。"))?,
        (None, [only]) => only,
        (None, []) => {
            anyhow::bail!("库里还没有县。先运行 kedu serve --county 区划代码 --name 名称。")
        }
        (None, _) => anyhow::bail!("库里不止一个县，请用 --county 指明区划代码。"),
    };
    Ok(County {
        code: found.0.clone(),
        name: found.1.clone(),
    })
}

/// A demonstration lives on its own day: its clock starts there at nine and runs on. One that was
/// cut off while it was filled is refused.
pub async fn clock_of(store: &Store, county: &str) -> anyhow::Result<Clock> {
    let state = store.read(county).await?.setting(filling::STATE).await?;
    anyhow::ensure!(
        state.as_deref() != Some("filling"),
        "这个库里的演示没有填完。请运行 kedu serve --demo，它会重新填。"
    );
    Ok(match demonstration_day(store, county).await? {
        Some(day) => Clock::starting_at(Moment::at(day, 9, 0)),
        None => Clock::machine(),
    })
}

/// The day that a demonstration database remembers; none in real use.
pub async fn demonstration_day(store: &Store, county: &str) -> anyhow::Result<Option<Day>> {
    let mut tx = store.read(county).await?;
    Ok(tx
        .setting(filling::DAY)
        .await?
        .and_then(|day| Day::parse_iso(&day)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Tables that grow with every year's work.
    const GROWING: [&str; 11] = [
        "ledger_version",
        "ledger_content",
        "ledger_entry",
        "ledger_voucher",
        "ledger_writer",
        "trail_entry",
        "store_sequence",
        "enterprise_fact",
        "enterprise_entry",
        "enterprise_property",
        "cultivation_step",
    ];

    /// Where all of a table is meant: the check of everything, a word among the newest rows, all firms' facts for a
    /// screening, all courses for the board, what a file brought along that is taken apart again, and what firms stated that
    /// nobody confirmed, by an index of nothing else.
    const WHOLE: [&str; 7] = [
        "foundation/trail/src/store.rs",
        "rooms/ledger/src/checking/store.rs",
        "rooms/ledger/src/row/store/finding.rs",
        "rooms/enterprise/src/fact/store.rs",
        "rooms/enterprise/src/fact/unconfirmed/store.rs",
        "rooms/cultivation/src/step/store.rs",
        "rooms/enterprise/src/register/store.rs",
    ];

    /// The growing tables of a statement by the names that they bear in it.
    fn names(text: &str) -> Vec<&str> {
        let words: Vec<&str> = text.split([' ', '\n', '(', ')', ',']).collect();
        let named = words.windows(2).filter(|pair| GROWING.contains(&pair[0]));
        named.flatten().copied().collect()
    }

    /// In a county of which nothing was counted yet, as every new one is; where a list makes the difference, also in one that
    /// was counted while it was small.
    #[tokio::test]
    async fn no_statement_reads_a_growing_table_from_end_to_end() {
        let site = trial::on_sqlite(&all()).await;
        let mut tx = site.app.store().note(trial::COUNTY).await.unwrap();
        let (mut long, steps) = whole(&mut tx, |_| true).await;
        assert!(steps > 50, "{steps}");
        for text in [
            "UPDATE sqlite_stat1 SET stat = replace(stat, '1048576', '2000')",
            "ANALYZE sqlite_schema",
        ] {
            tx.run_compiled(text, vec![]).await.unwrap();
        }
        let has_list = |text: &str| store::among(text, 2) != text;
        let (longer, steps) = whole(&mut tx, has_list).await;
        assert!(steps > 5, "{steps}");
        long.extend(longer);
        assert!(long.is_empty(), "{}", long.join("\n"));
    }

    /// The steps of statements that read all of a growing table, and how many steps there are.
    async fn whole(tx: &mut store::Tx, asked: impl Fn(&str) -> bool) -> (Vec<String>, usize) {
        let (mut long, mut steps) = (Vec::new(), 0);
        for statement in store::statements().filter(|one| asked(one.text)) {
            // A list is read otherwise when it is long.
            let text = store::among(statement.text, 500);
            let text = format!("EXPLAIN QUERY PLAN {text}");
            let values = vec![store::Arg::Int(None); 580];
            for line in tx.all_compiled(&text, values).await.unwrap() {
                let step: String = line.get("detail").unwrap();
                let table = step.split(' ').nth(1).unwrap_or_default();
                let is_growing = names(statement.text).contains(&table);
                steps += usize::from(is_growing);
                let is_whole = step.starts_with("SCAN ") || step.ends_with("(county=?)");
                if is_growing && is_whole && !WHOLE.contains(&statement.file) {
                    long.push(format!("{}:{}: {step}", statement.file, statement.line));
                }
            }
        }
        (long, steps)
    }
}
