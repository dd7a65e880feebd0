use ledger::door::NotImported;
use ledger::door::import::{self, Told};
use serde_json::json;

use crate::filling::Bar;
use crate::options::{Load, Place};
use crate::{rooms, told};

/// Checks a file and loads it; with anything to change in it nothing is loaded and the command fails.
pub async fn load(place: &Place, load: Load) -> anyhow::Result<()> {
    let (store, county) = rooms::open_county(place).await?;
    let chosen = (load.kind.as_deref(), load.sheet.as_slice());
    let bar = Bar::new()?;
    let checking = |done: u64, all: u64| bar.show(done, all, "检查");
    let checked = import::check(&store, &county.code, &load.file, chosen, &checking).await;
    let checked = checked.map_err(|refused| refusal(&refused))?;
    let found = checked.told();
    if found.errors.is_empty() {
        let loading = |done: u64, all: u64| bar.show(done, all, "导入");
        let loaded = checked.load(&store, &loading).await;
        loaded.map_err(|refused| refusal(&refused))?;
    }
    bar.end();
    for note in &found.notes {
        eprintln!("{note}");
    }
    match load.json {
        true => told::line(document(found)),
        false => told::line(for_people(found).trim_end()),
    }?;
    anyhow::ensure!(
        found.errors.is_empty(),
        "有 {} 处要改，什么也没有导入",
        found.errors.len()
    );
    Ok(())
}

fn refusal(refused: &NotImported) -> anyhow::Error {
    if refused.disk_is_full() {
        return anyhow::anyhow!("磁盘满了，没有导入，什么也没有留下。请腾出空间后再运行一次。");
    }
    anyhow::anyhow!("没有导入：{refused}")
}

fn document(told: &Told) -> serde_json::Value {
    let error = |fault: &import::Fault| {
        json!({
            "sheet": told.sheets.get(fault.sheet), "row": fault.at.row, "column": fault.column(), "value": fault.given,
            "reason": fault.why, "accepted": fault.accepted,
        })
    };
    let errors: Vec<serde_json::Value> = told.errors.iter().map(error).collect();
    json!({
        "created": told.loaded(told.created), "changed": told.loaded(told.changed),
        "unchanged": told.unchanged, "reopened": told.loaded(told.reopened),
        "other_firm": told.other_firm, "notes": told.notes, "errors": errors,
    })
}

fn for_people(told: &Told) -> String {
    let mut text = String::new();
    for fault in &told.errors {
        let given = match fault.given.as_str() {
            "" => "（空）",
            given => given,
        };
        let sheet = match told.sheets.as_slice() {
            [_] => String::new(),
            several => several
                .get(fault.sheet)
                .map_or_else(String::new, |name| format!("“{name}”")),
        };
        text.push_str(&format!(
            "{sheet}{}  {given}  {}\n",
            fault.at,
            fault.message()
        ));
    }
    if told.errors.is_empty() {
        text.push_str(&format!(
            "{}：新建 {} 行，更正 {} 行，不变 {} 行\n",
            told.kind, told.created, told.changed, told.unchanged
        ));
    }
    text
}
