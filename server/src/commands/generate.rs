use serde_json::json;
use store::Store;

use crate::demonstration::county;
use crate::filling::{self, Bar};
use crate::generate::{self, Size};
use crate::options::{Generate, Place};
use crate::told;

/// Fills an empty place with plausible invented rows, for load tests.
pub async fn run(place: &Place, wanted: Generate) -> anyhow::Result<()> {
    let size = Size {
        firms: usize::try_from(wanted.firms)?,
        rows: wanted.rows,
        years: i32::try_from(wanted.years)?,
        seed: wanted.seed,
    };
    let bar = Bar::new()?;
    let progress = |done: u64, all: u64, what: &str| bar.show(done, all, what);
    let filling = async |store: &Store| generate::run(store, size, &progress).await;
    let counts = filling::fill(place, county::CODE, filling).await?;
    bar.end();
    let Some(counts) = counts else {
        anyhow::bail!("这个库里已有一个完整的演示库。压力测试请用空的 --data 目录或空的数据库。")
    };
    if wanted.json {
        told::line(
            json!({"people": counts.people, "firms": counts.firms, "rows": counts.rows, "versions": counts.versions, "targets": counts.targets}),
        )
    } else {
        told::line(format!(
            "用户 {} 人，企业 {} 家，台账记录 {} 条、版本 {} 个，目标 {} 项",
            counts.people, counts.firms, counts.rows, counts.versions, counts.targets
        ))
    }
}
