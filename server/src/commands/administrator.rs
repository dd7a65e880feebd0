use crate::options::{Administrator, Place};
use crate::{rooms, told};

/// Lets an administrator in again whose password, post or account is lost; told before it holds, or it does not hold.
pub async fn run(place: &Place, administrator: Administrator) -> anyhow::Result<()> {
    let (store, county) = rooms::open_county(place).await?;
    let tell = |name: &str, password: &str| {
        told::all(format!(
            "已恢复管理员。用户名：{name}　一次性密码：{password}　（只显示这一次，登录后须更改）"
        ))
    };
    let name = administrator.name;
    let restored = identity::door::restore_administrator(&store, &county.code, &name, tell).await;
    store.close().await;
    let restored = restored.map_err(told::unheard)?;
    restored.map_err(|refusal| anyhow::anyhow!("{refusal}：{name}。请用 --name 写明登录名。"))
}
