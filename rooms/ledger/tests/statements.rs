//! Every statement that this room can reach is accepted by both engines.

use trial::{COUNTY, both};

use crate::county::rooms;

#[tokio::test]
async fn statements_are_accepted() {
    both(&rooms(), |site| async move {
        let mut wrong = Vec::new();
        for statement in store::statements() {
            let mut tx = site.app.store().read(COUNTY).await.unwrap();
            if let Err(error) = tx.prepare(statement.text).await {
                wrong.push(format!("{}:{}: {error}", statement.file, statement.line));
            }
        }
        assert!(
            wrong.is_empty(),
            "{:?}:\n{}",
            site.engine(),
            wrong.join("\n")
        );
    })
    .await;
}
