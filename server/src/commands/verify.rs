use serde_json::json;

use crate::options::{Place, Verify};
use crate::rooms;

/// Checks the trail's chain, the row versions and every voucher's hash; exit 1 if anything is broken.
pub async fn run(place: &Place, verify: Verify) -> anyhow::Result<()> {
    let (store, county) = rooms::open_county(place).await?;
    let mut tx = store.read(&county.code).await?;
    let chain = trail::check(&mut tx).await?;
    let ledger = ledger::door::check(&mut tx, store.files()).await?;
    let mut broken: Vec<String> = chain
        .broken
        .iter()
        .map(|number| format!("审计记录 {number}"))
        .collect();
    broken.extend(ledger.broken);
    if verify.json {
        let checked =
            json!({"trail": chain.entries, "rows": ledger.rows, "vouchers": ledger.vouchers});
        println!(
            "{}",
            json!({"ok": broken.is_empty(), "checked": checked, "broken": broken})
        );
    } else {
        println!(
            "审计记录 {} 条，台账版本 {} 个，凭证 {} 份",
            chain.entries, ledger.rows, ledger.vouchers
        );
        for one in &broken {
            println!("不符：{one}");
        }
    }
    anyhow::ensure!(broken.is_empty(), "有 {} 处不符", broken.len());
    Ok(())
}
