use serde_json::json;
use web::App;

use crate::options::{Place, Verify};
use crate::{rooms, told};

/// Checks the trail's chain, the row versions and every voucher's hash, and finds the kept lights out again; exit 1 if
/// anything is broken.
pub async fn run(place: &Place, verify: Verify) -> anyhow::Result<()> {
    let (store, county) = rooms::open_county(place).await?;
    let mut tx = store.read(&county.code).await?;
    let chain = trail::check(&mut tx).await?;
    let ledger = ledger::door::check(&mut tx, store.files()).await?;
    let app = App::new(store, rooms::all(), false);
    let lights = plan::door::check_lights(&app, &mut tx).await;
    let mut broken: Vec<String> = chain
        .broken
        .iter()
        .map(|number| format!("审计记录 {number}"))
        .collect();
    broken.extend(chain.lacks_head.then(|| "审计链没有链头".to_owned()));
    broken
        .extend((chain.moments > 0).then(|| format!("操作的时刻与顺序不符：{} 处", chain.moments)));
    broken.extend(ledger.broken);
    let lights = match lights {
        Ok(lights) => {
            broken.extend(lights.broken);
            lights.lights
        }
        Err(error) => {
            broken.push(format!("留存的灯：没有重算成（{error:?}）"));
            0
        }
    };
    if verify.json {
        let checked = json!({
            "trail": chain.entries, "rows": ledger.rows, "vouchers": ledger.vouchers, "lights": lights,
            "head": chain.head,
        });
        told::line(json!({"ok": broken.is_empty(), "checked": checked, "broken": broken}))?;
    } else {
        told::line(format!(
            "审计记录 {} 条，台账版本 {} 个，凭证 {} 份，留存的灯 {} 个",
            chain.entries, ledger.rows, ledger.vouchers, lights
        ))?;
        // Whoever keeps it elsewhere sees later whether the end of the chain was cut off.
        told::line(format!("审计链头 {}", chain.head))?;
        told::lines(broken.iter().map(|one| format!("不符：{one}")))?;
    }
    anyhow::ensure!(broken.is_empty(), "有 {} 处不符", broken.len());
    Ok(())
}
