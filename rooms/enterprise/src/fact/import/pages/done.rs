//! After the last step: what came in, and how it is taken back.

use askama::Template;
use axum::response::Response;
use paper::intake::Stage;
use web::intake::{Step, steps};
use web::{Actor, App, Frame, Result, page};

use super::frame;
use crate::fact::import::Import;

#[derive(Template)]
#[template(path = "fact_import/done.html")]
struct DonePage {
    frame: Frame,
    import: Import,
    steps: Vec<Step>,
    loaded_at: String,
    undone_at: String,
}

impl DonePage {
    fn is_undone(&self) -> bool {
        self.import.stage == Stage::Undone
    }
}

pub async fn page_of(app: &App, actor: &Actor, import: Import) -> Result<Response> {
    let mut tx = app.read(actor).await?;
    let mut at = [String::new(), String::new()];
    for (place, sequence) in [import.loaded, import.undone].into_iter().enumerate() {
        if let Some(moment) = tx.moment_of(sequence).await? {
            at[place] = moment.spoken();
        }
    }
    let [loaded_at, undone_at] = at;
    let title = match import.stage {
        Stage::Undone => "已撤销",
        _ => "已导入",
    };
    page(&DonePage {
        frame: frame(app, actor, title),
        steps: steps(5, ""),
        loaded_at,
        undone_at,
        import,
    })
}
