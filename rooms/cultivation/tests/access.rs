//! Every unsafe address refuses those whose work it is not, whatever stands in it.

use axum::http::StatusCode;
use trial::{actor, both};

use crate::rooms;
use crate::world::{World, code};

#[tokio::test]
async fn only_the_office_in_charge_moves_keeps_imports_and_strikes() {
    both(&rooms(), |site| async move {
        let world = World::new(site).await;
        world.firm(1, "甲企业有限公司").await;
        let (code, id) = (code(1), "01752c00-0000-7000-8000-000000000001");
        let nobody = actor("无岗位", &[]);
        for path in [
            format!("/cultivation/firms/{code}/steps"),
            format!("/cultivation/firms/{code}/corrections"),
            "/cultivation/batches".to_owned(),
            format!("/cultivation/batches/{id}/versions"),
            format!("/cultivation/batches/{id}/applications"),
            format!("/cultivation/batches/{id}/results"),
            format!("/cultivation/applications/{id}/materials"),
            format!("/cultivation/applications/{id}/appeals"),
            format!("/cultivation/certificates/{id}/strikes"),
        ] {
            for one in [&world.clerk, &world.finance, &world.director, &nobody] {
                let answer = world.site.post(one, &path, &[("to", "lead")]).await;
                assert_eq!(
                    answer.status,
                    StatusCode::FORBIDDEN,
                    "{path} by {}",
                    one.name
                );
            }
            let by_head = world.site.post(&world.head, &path, &[("to", "")]).await;
            assert_ne!(by_head.status, StatusCode::FORBIDDEN, "{path}");
        }
        let plan = format!("/cultivation/firms/{code}/tasks");
        for one in [&world.finance, &world.director, &nobody] {
            let answer = world.site.post(one, &plan, &[]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", one.name);
        }
        let elsewhere = world.site.post(&world.other_clerk, &plan, &[]).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
        for path in [
            "/cultivation",
            "/cultivation/account",
            "/cultivation/certificates",
            "/cultivation/towns",
            "/cultivation/forecast",
        ] {
            let answer = world.site.get(&nobody, path).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
    })
    .await;
}
