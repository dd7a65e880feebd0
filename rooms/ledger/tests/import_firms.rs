//! A table that would put a row under another firm says so before anything goes in.

use axum::http::StatusCode;
use trail::Who;
use trial::both;
use values::Day;

use crate::county::{County, rooms};
use crate::imports::{check, good, load, says, send, table};

const YANHE: &str = "如皋砚禾电气有限公司";

fn contracts(firm: &str) -> Vec<u8> {
    format!(
        "企业名称,项目,合作单位,合同编号,文本性质,与原合同关系,合作方式,签约日,合同金额（万元）,来源需求\n\
         {firm},智能验布机视觉算法,滨江纺织研究院,HT-1,正式合同,新签,委托开发,2020-05-06,90,XQ-2020-0001\n"
    )
    .into_bytes()
}

#[tokio::test]
async fn a_row_that_becomes_another_firm_s_is_told_by_name() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let path = send(&county, &county.staff, "demand", "需求.csv", &good()).await;
        check(&county, &county.staff, &path).await;
        load(&county, &county.staff, &path, "2", "0").await;
        county.contract("HT-1").await;

        let path = send(&county, &county.staff, "contract", "合同.csv", &contracts(YANHE)).await;
        let ready = check(&county, &county.staff, &path).await;
        says(
            &ready,
            &["有 1 行与台账里<b>别家企业</b>的记录", "合作单位、合同编号相同"],
        );
        let changes = county.site.get(&county.staff, &format!("{path}/changes")).await;
        for page in [&ready, &changes] {
            says(
                page,
                &[
                    "<th scope=\"row\">企业</th><td>江苏苇渡智能装备有限公司</td><td class=\"strong\">如皋砚禾电气有限公司</td>",
                    "<th scope=\"row\">镇区</th><td>白蒲镇</td><td class=\"strong\">东陈镇</td>",
                    "<th scope=\"row\">来源需求</th><td>（空）</td><td class=\"strong\">XQ-2020-0001</td>",
                ],
            );
        }
        let loaded = load(&county, &county.staff, &path, "0", "1").await;
        assert_eq!(loaded.status, StatusCode::SEE_OTHER, "{}", loaded.body);

        let path = send(&county, &county.staff, "contract", "再.csv", &contracts(YANHE)).await;
        let ready = check(&county, &county.staff, &path).await;
        assert!(!ready.body.contains("别家企业"), "{}", ready.body);
    })
    .await;
}

#[tokio::test]
async fn a_former_name_is_known_with_other_brackets_and_blanks() {
    both(&rooms(), |site| async move {
        let county = County::on(site).await;
        let mut tx = county.write().await;
        for (name, from) in [
            ("江苏苇渡（如皋）科技有限公司", "2020-05-01"),
            ("苇渡数控股份有限公司", "2020-09-10"),
        ] {
            let from = Day::parse_iso(from).unwrap();
            enterprise::door::rename(&mut tx, &Who::program(), county.firm, name, from)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        for (written, title) in [
            ("江苏苇渡(如皋)科技有限公司", "纱线在线检测"),
            ("江苏苇渡（如皋） 科技有限公司", "织机能耗分析"),
        ] {
            let rows = table(&[[written, title, "工艺改进", "2020-06-01", "12"]]);
            let path = send(&county, &county.staff, "demand", "旧名.csv", &rows).await;
            says(&check(&county, &county.staff, &path).await, &["新建 1"]);
            let loaded = load(&county, &county.staff, &path, "1", "0").await;
            assert_eq!(loaded.status, StatusCode::SEE_OTHER, "{}", loaded.body);
        }
        let list = county.site.get(&county.staff, "/ledger/demand?year=2020");
        says(&list.await, &["苇渡数控股份有限公司", "XQ-2020-0002"]);
        county.holds().await;
    })
    .await;
}
