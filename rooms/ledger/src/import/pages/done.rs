//! After the last step: what came in, and how it is taken back.

use ::store::Tx;
use askama::Template;
use axum::response::Response;
use measure::kind::Kind;
use paper::intake::Stage;
use web::intake::{Step, many, steps};
use web::{Actor, App, Frame, Result, page};

use super::{Opened, frame};
use crate::import::Import;
use crate::row::pages::list::asked::everything;
use crate::row::standing::Standing;
use crate::row::state::State;
use crate::row::store::list::{self, Wanted};

#[derive(Template)]
#[template(path = "import/done.html")]
struct DonePage {
    frame: Frame,
    kind: Kind,
    import: Import,
    steps: Vec<Step>,
    loaded_at: String,
    undone_at: String,
    rows: String,
    created: String,
    changed: String,
    unchanged: String,
    stands: Vec<Stands>,
}

/// How many of its rows are now worth the same as evidence.
struct Stands {
    standing: Standing,
    rows: String,
    /// What is to be done about it.
    act: &'static str,
    path: String,
}

impl DonePage {
    fn is_undone(&self) -> bool {
        self.import.stage == Stage::Undone
    }

    fn home(&self) -> String {
        format!("/ledger/{}/import", self.kind.id)
    }
}

pub async fn page_of(app: &App, actor: &Actor, mut opened: Opened) -> Result<Response> {
    let kind = opened.ground.kind()?.clone();
    let import = opened.import.clone();
    let mut at = [String::new(), String::new()];
    for (place, sequence) in [import.loaded, import.undone].into_iter().enumerate() {
        if let Some(moment) = opened.tx.moment_of(sequence).await? {
            at[place] = moment.spoken();
        }
    }
    let [loaded_at, undone_at] = at;
    let summary = &import.summary;
    let stands = stands(&mut opened.tx, actor, &import).await?;
    let title = match import.stage {
        Stage::Undone => format!("导入{}：已撤销", kind.name),
        _ => format!("导入{}：已导入", kind.name),
    };
    page(&DonePage {
        frame: frame(app, actor, &kind, &title).under("结果", ""),
        steps: steps(5, ""),
        loaded_at,
        undone_at,
        rows: many(summary.to_load()),
        created: many(summary.created),
        changed: many(summary.changed),
        unchanged: many(summary.unchanged),
        stands,
        kind,
        import,
    })
}

/// What its rows are worth now, with the list of each.
async fn stands(tx: &mut Tx, actor: &Actor, import: &Import) -> Result<Vec<Stands>> {
    let wanted = Wanted {
        brought: import.loaded,
        ..everything(&import.kind, actor)
    };
    let sums = list::sums(tx, &wanted).await?;
    let of = |standing: Standing| {
        let sum = sums.iter().find(|sum| sum.standing == standing)?;
        let filter = match standing {
            Standing::Waiting | Standing::Unproven | Standing::Returned => {
                format!("view={}", standing.code())
            }
            Standing::Void => format!("state={}", State::Void.code()),
            Standing::Good => format!("state={}", State::Verified.code()),
            Standing::Draft | Standing::Double => "view=out".to_owned(),
        };
        let act = match standing {
            Standing::Unproven => "补凭证",
            Standing::Waiting => "看记录",
            Standing::Returned => "去修改",
            Standing::Double => "对照",
            Standing::Draft | Standing::Good | Standing::Void => "看记录",
        };
        Some(Stands {
            standing,
            rows: values::grouped(sum.rows.into()),
            act,
            path: format!(
                "/ledger/{}?year=all&import={}&{filter}",
                import.kind, import.id
            ),
        })
    };
    let order = [
        Standing::Unproven,
        Standing::Waiting,
        Standing::Returned,
        Standing::Double,
        Standing::Good,
        Standing::Void,
    ];
    Ok(order.into_iter().filter_map(of).collect())
}
