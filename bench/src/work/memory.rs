//! The server's memory after two minutes of people who read, enter, upload and export at the same time.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::client::{Answered, Client};
use crate::cluster::Cluster;
use crate::cost;
use crate::ground::Ground;
use crate::measured::{Measured, Must, Rounds};
use crate::program::Serving;
use crate::visitor::Visitor;
use crate::work::links;
use crate::work::requests::serve;

const TIME: Duration = Duration::from_secs(120);
const READERS: usize = 6;
const STARTS: [&str; 8] = [
    "/",
    "/plan",
    "/ledger",
    "/ledger/payment",
    "/ledger/contract?view=unproven",
    "/firms",
    "/notices",
    "/indicators",
];
/// A voucher of some pages, scanned.
const VOUCHER: usize = 3_000_000;

pub async fn measure(
    ground: &Ground,
    program: &Path,
    cluster: Option<&Cluster>,
) -> Result<Vec<Measured>> {
    let scratch = ground.copy(cluster).await?;
    let visitor = Visitor::to(&scratch.place).await?;
    let mut tx = visitor.store.read(&visitor.actor.county).await?;
    let firm = enterprise::door::search(&mut tx, "", None, 1)
        .await?
        .into_iter()
        .next()
        .context("no firm")?
        .code;
    drop(tx);
    let serving = serve(program, &scratch.place)?;
    let load = Load {
        address: serving.address.clone(),
        cookie: visitor.cookie.clone(),
        firm,
        today: visitor.store.clock().today().to_string(),
        over: AtomicBool::new(false),
        answers: AtomicU64::new(0),
        refused: AtomicU64::new(0),
    };
    let (now, most) = load.run(&serving)?;
    visitor.store.close().await;
    let answers = load.answers.load(Ordering::Relaxed);
    let refused = load.refused.load(Ordering::Relaxed);
    eprintln!("  {answers} answers, {refused} refused");
    let one =
        |work, value, unit, must| ground.tell(Rounds::once(value).line(work, value, unit, must));
    Ok(vec![
        one(
            "memory of the server, the most in two minutes of mixed load",
            most,
            "MB",
            None,
        ),
        one(
            "memory of the server, after it",
            now,
            "MB",
            Some(Must::Under(300.0)),
        ),
        one("answers in the two minutes", answers as f64, "", None),
        one(
            "answers refused as busy",
            refused as f64,
            "",
            Some(Must::AtMost(0.0)),
        ),
    ])
}

struct Load {
    address: String,
    cookie: String,
    firm: String,
    today: String,
    over: AtomicBool,
    answers: AtomicU64,
    /// Answers 5xx: nobody should be refused by a load like this.
    refused: AtomicU64,
}

impl Load {
    /// Memory after the load, and the most there was.
    fn run(&self, serving: &Serving) -> Result<(f64, f64)> {
        std::thread::scope(|scope| {
            let mut hands = Vec::new();
            for reader in 0..READERS {
                hands.push(scope.spawn(move || self.until_over(|at| self.read(reader, at))));
            }
            hands.push(scope.spawn(|| self.until_over(|at| self.enter(at))));
            std::thread::sleep(TIME);
            self.over.store(true, Ordering::Relaxed);
            for hand in hands {
                hand.join()
                    .map_err(|_| anyhow::anyhow!("a visitor fell over"))??;
            }
            cost::memory(serving.pid())
        })
    }

    fn until_over(&self, mut work: impl FnMut(usize) -> Result<()>) -> Result<()> {
        let mut at = 0;
        while !self.over.load(Ordering::Relaxed) {
            work(at)?;
            at += 1;
        }
        Ok(())
    }

    /// Opens a page, then some of those that it leads to, as people do.
    fn read(&self, reader: usize, at: usize) -> Result<()> {
        let mut client = Client::new(&self.address, &self.cookie, false);
        let start = STARTS[(reader + at) % STARTS.len()];
        let page = self.count(start, client.get(start)?);
        let page = String::from_utf8_lossy(&page.body).into_owned();
        let leads = links(&page, "/");
        for step in 0..6.min(leads.len()) {
            let lead = &leads[(at * 7 + step * 13 + reader) % leads.len()];
            let path = lead.split('#').next().unwrap_or("/");
            self.count(path, client.get(path)?);
        }
        Ok(())
    }

    /// Enters a demand with a voucher, at most two a second: more than an office ever does.
    fn enter(&self, at: usize) -> Result<()> {
        let begun = Instant::now();
        let mut client = Client::new(&self.address, &self.cookie, false);
        let title = format!("第 {at} 项需求");
        let fields = [
            ("act", "submit"),
            ("firm", self.firm.as_str()),
            ("title", &title),
            ("class", "process"),
            ("published_on", &self.today),
            ("difficulty", "成品率低。"),
        ];
        let kind = format!("multipart/form-data; boundary={MARK}");
        let answered = client.post("/ledger/demand", &kind, &form(&fields, &voucher(at)))?;
        let answered = self.count("entering a row", answered);
        let entered = answered.status == 303 || answered.status >= 500;
        ensure!(entered, "entering a row answered {}", answered.status);
        if answered.status == 303 {
            self.count("the new row", client.get(&answered.location)?);
        }
        std::thread::sleep(Duration::from_millis(500).saturating_sub(begun.elapsed()));
        Ok(())
    }

    fn count(&self, what: &str, answered: Answered) -> Answered {
        self.answers.fetch_add(1, Ordering::Relaxed);
        if answered.status >= 500 && self.refused.fetch_add(1, Ordering::Relaxed) < 5 {
            eprintln!("  {what} answered {}", answered.status);
        }
        answered
    }
}

const MARK: &str = "----------bench";

/// Something that looks like a PDF, another each time.
fn voucher(at: usize) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.4\n% {at}\n").into_bytes();
    bytes.extend((0..VOUCHER).map(|byte| (byte * 31 + at) as u8));
    bytes
}

fn form(fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(file.len() + 2000);
    for (name, value) in fields {
        body.extend(
            format!(
                "--{MARK}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .bytes(),
        );
    }
    body.extend(format!("--{MARK}\r\nContent-Disposition: form-data; name=\"file.form\"; filename=\"form.pdf\"\r\nContent-Type: application/pdf\r\n\r\n").bytes());
    body.extend_from_slice(file);
    body.extend(format!("\r\n--{MARK}--\r\n").bytes());
    body
}
