//! Random acts by random people: what must always hold, holds.

use std::collections::HashMap;

use ledger::door::{self, Entry, Refusal};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::args;
use trial::{COUNTY, on_postgres, on_sqlite};
use values::Id;
use web::Actor;

use crate::county::{County, a_payment, number, rooms};

/// One step: which act, by whom, on which row, with which voucher number.
#[derive(Clone, Copy, Debug)]
struct Step {
    act: u8,
    who: usize,
    row: usize,
    key: u8,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0u8..9, 0usize..4, 0usize..6, 0u8..3).prop_map(|(act, who, row, key)| Step {
        act,
        who,
        row,
        key,
    });
    proptest::collection::vec(step, 10..40)
}

async fn take(
    county: &County,
    rows: &mut Vec<Id<Entry>>,
    contract: Id<Entry>,
    step: Step,
) -> Result<(), Refusal> {
    let people: [&Actor; 4] = [
        &county.staff,
        &county.verifier,
        &county.head,
        &county.of_baipu,
    ];
    let (actor, key) = (people[step.who], format!("k{}", step.key));
    let mut posting = a_payment(county.firm, contract, &key);
    let mut tx = county.write().await;
    if step.act == 0 || rows.is_empty() {
        if step.key == 0 {
            posting.proofs.pop();
        }
        let entry = if step.row.is_multiple_of(2) {
            door::post(&mut tx, actor, posting).await?
        } else {
            door::enter(&mut tx, actor, posting).await?
        };
        tx.commit().await?;
        rows.push(entry);
        return Ok(());
    }
    let entry = rows[step.row % rows.len()];
    posting.proofs.clear();
    match step.act {
        1 => door::submit(&mut tx, actor, entry).await?,
        2 | 3 => door::verify(&mut tx, actor, entry).await?,
        4 => door::send_back(&mut tx, actor, entry, "退").await?,
        5 => door::void(&mut tx, actor, entry, "废").await?,
        6 => door::withdraw_verification(&mut tx, actor, entry, "撤").await?,
        7 => door::correct(&mut tx, actor, entry, posting, "改").await?,
        _ => door::prove(&mut tx, actor, entry, number("invoice", "发票")).await?,
    }
    tx.commit().await?;
    Ok(())
}

/// At every sequence at most one good row a key; no good row was verified by one of its writers.
async fn invariants(county: &County) {
    let mut tx = county.read().await;
    let text = "SELECT v.entry, v.version, v.cause, v.standing, v.known_from, v.known_until, c.actor, c.fields FROM ledger_version v
                JOIN ledger_content c ON c.county = v.county AND c.entry = v.entry AND c.version = v.version
                WHERE v.county = $1 AND v.kind = 'payment' ORDER BY v.entry, v.version";
    let lines = tx.all_compiled(text, args![COUNTY]).await.unwrap();
    let mut good: Vec<(String, i64, i64)> = Vec::new();
    let mut wrote: HashMap<Id<Entry>, Vec<values::Uuid>> = HashMap::new();
    for line in &lines {
        let entry: Id<Entry> = line.get("entry").unwrap();
        let (cause, standing): (String, String) =
            (line.get("cause").unwrap(), line.get("standing").unwrap());
        let actor: values::Uuid = line.get("actor").unwrap();
        let fields: String = line.get("fields").unwrap();
        let writers = wrote.entry(entry).or_default();
        match cause.as_str() {
            "verified" => {
                // Whoever wrote since the last verification that still holds did not do this one.
                assert!(
                    !writers.contains(&actor),
                    "{entry} was verified by its writer"
                );
                writers.clear();
            }
            "entered" | "corrected" | "proven" | "disproven" => writers.push(actor),
            _ => {}
        }
        if standing == "good" {
            let key = fields.split("voucher_no").nth(1).unwrap().to_owned();
            good.push((
                key,
                line.get("known_from").unwrap(),
                line.get("known_until").unwrap(),
            ));
        }
    }
    for (at, one) in good.iter().enumerate() {
        for other in &good[at + 1..] {
            let together = one.1.max(other.1) < one.2.min(other.2);
            assert!(
                one.0 != other.0 || !together,
                "two good rows of one key at once"
            );
        }
    }
    drop(tx);
    county.holds().await;
}

#[test]
fn whatever_people_do_the_ledger_holds() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for (postgres, cases) in [(false, 24), (true, 6)] {
        let mut runner = TestRunner::new(Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        });
        runner
            .run(&steps(), |steps| {
                runtime.block_on(async {
                    let site = if postgres {
                        on_postgres(&rooms()).await
                    } else {
                        on_sqlite(&rooms()).await
                    };
                    let county = County::on(site).await;
                    let contract = county.contract("1").await;
                    let mut entries = Vec::new();
                    for step in &steps {
                        if let Err(Refusal::Store(error)) =
                            take(&county, &mut entries, contract, *step).await
                        {
                            panic!("{step:?}: {error}");
                        }
                    }
                    invariants(&county).await;
                });
                Ok(())
            })
            .unwrap();
    }
}
