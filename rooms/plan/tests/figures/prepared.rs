//! Every indicator × every question × both clocks is a statement that both engines accept.

use measure::kind::Column;
use measure::sql::{Page, Question, compile, differing};
use measure::{Asking, Known, Scope};
use plan::door::Asker;
use values::{Day, Period, Uuid};

use crate::database::COUNTY;
use crate::rooms;

fn questions(beneath: Vec<Column>) -> Vec<Question> {
    let page = Page {
        after: Some((Day::of(2020, 9, 1).unwrap(), Uuid::from_u128(7))),
        offset: 0,
        limit: 50,
    };
    let mut questions = vec![
        Question::Value,
        Question::ByDay,
        Question::ByTown,
        Question::ByOffice,
        Question::Counted(page),
        Question::LeftOut(None, page),
        Question::LeftOut(Some("waiting".to_owned()), page),
        Question::Weights,
        Question::Candidates,
    ];
    questions.extend(beneath.into_iter().map(Question::By));
    questions
}

fn askings() -> Vec<Asking> {
    let (office, town) = (Some(Uuid::from_u128(1)), Some(Uuid::from_u128(2)));
    let scopes = [
        Scope::default(),
        Scope { office, town: None },
        Scope { office: None, town },
        Scope { office, town },
    ];
    let day = Day::of(2020, 9, 18).unwrap();
    let asking = |scope, known| Asking::new(COUNTY, scope, Period::year(2020).unwrap(), day, known);
    scopes
        .into_iter()
        .flat_map(|scope| [asking(scope, Known::Now(9)), asking(scope, Known::Then(5))])
        .collect()
}

#[tokio::test]
async fn both_engines_accept_every_question() {
    trial::both(&rooms(), |site| async move {
        let mut tx = site.app.store().read(COUNTY).await.unwrap();
        let asker = Asker::new(&site.app, &mut tx, Known::Now(0)).await.unwrap();
        let mut texts = std::collections::BTreeSet::new();
        for indicator in asker.definitions.iter() {
            let day = Day::of(2020, 9, 18).unwrap();
            let in_force = asker.in_force(&indicator.id, day).unwrap().unwrap();
            let kind = asker
                .definitions
                .kinds
                .get(&in_force.checked.first.kind)
                .unwrap();
            let beneath = indicator
                .show_by
                .iter()
                .filter_map(|id| kind.field(id)?.measured)
                .collect::<Vec<_>>();
            for asking in askings() {
                let (checked, earlier) = (&in_force.checked, asking.on(day.plus(-30)));
                for part in 0..checked.parts().count() {
                    let both = differing(part, (checked, &earlier), (checked, &asking));
                    texts.extend(both.into_iter().map(|statement| statement.sql));
                }
                for question in questions(beneath.clone()) {
                    texts.extend(
                        compile(&in_force.checked, &asking, &question)
                            .into_iter()
                            .map(|statement| statement.sql),
                    );
                }
            }
        }
        assert!(texts.len() > 400, "{} statements", texts.len());
        for text in &texts {
            assert!(text.contains("county = $1"), "{text}");
            if let Err(error) = tx.prepare(text).await {
                panic!("{error}: {text}");
            }
        }
    })
    .await;
}
