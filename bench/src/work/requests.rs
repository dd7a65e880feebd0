//! Requests a CPU second: the page of the year by the program, against the same bytes by a handler that knows nothing.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::client::Client;
use crate::cluster::Cluster;
use crate::cost;
use crate::ground::{Ground, Place};
use crate::measured::{Measured, Must, Rounds};
use crate::program::Serving;
use crate::visitor::Visitor;

const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(4);

const WORKS: [&str; 2] = [
    "年度重点, requests a CPU second against a bare handler",
    "the same, as a browser asks for it (gzip)",
];

/// Two servers and the processes that work for them.
struct Rivals {
    kedu: Serving,
    bare: Serving,
    cookie: String,
    database: Option<u32>,
}

pub async fn measure(
    ground: &Ground,
    program: &Path,
    cluster: Option<&Cluster>,
) -> Result<Vec<Measured>> {
    let visitor = Visitor::to(&ground.place).await?;
    let cookie = visitor.cookie.clone();
    let kedu = serve(program, &ground.place)?;
    let page = tempfile::NamedTempFile::new()?;
    let plain = Client::new(&kedu.address, &cookie, false).get("/plan")?;
    ensure!(plain.status == 200, "/plan answered {}", plain.status);
    std::fs::write(page.path(), &plain.body)?;
    let bare = Serving::start(&std::env::current_exe()?, |address| {
        [
            "--bare",
            &page.path().display().to_string(),
            "--listen",
            address,
        ]
        .map(str::to_owned)
        .to_vec()
    })?;
    let rivals = Rivals {
        kedu,
        bare,
        cookie,
        database: cluster.map(Cluster::pid).transpose()?,
    };
    let mut lines = Vec::new();
    for (gzip, work) in [false, true].into_iter().zip(WORKS) {
        lines.extend(rivals.compare(ground, gzip, work)?);
    }
    visitor.store.close().await;
    Ok(lines)
}

pub fn serve(program: &Path, place: &Place) -> Result<Serving> {
    let mut arguments = place.arguments();
    Serving::start(program, |address| {
        arguments.extend(["serve", "--listen", address].map(str::to_owned));
        arguments
    })
}

impl Rivals {
    fn compare(&self, ground: &Ground, gzip: bool, work: &'static str) -> Result<Vec<Measured>> {
        let (mut ratio, mut ours) = (Rounds::default(), Rounds::default());
        self.same_bytes(gzip)?;
        for _ in 0..ROUNDS {
            let kedu = a_cpu_second(&self.kedu, &self.cookie, gzip, self.database)?;
            let bare = a_cpu_second(&self.bare, "", gzip, None)?;
            ours.push(kedu);
            ratio.push(kedu / bare);
        }
        let told = if gzip {
            "requests a CPU second, gzip"
        } else {
            "requests a CPU second, plain"
        };
        Ok(vec![
            ground.tell(ratio.line(work, ratio.middle(), "", Some(Must::AtLeast(0.25)))),
            ground.tell(ours.line(told, ours.middle(), "/s", None)),
        ])
    }

    fn same_bytes(&self, gzip: bool) -> Result<()> {
        let kedu = Client::new(&self.kedu.address, &self.cookie, gzip).get("/plan")?;
        let bare = Client::new(&self.bare.address, "", gzip).get("/plan")?;
        ensure!(
            kedu.body == bare.body && bare.status == 200,
            "the two servers do not send the same bytes"
        );
        Ok(())
    }
}

/// Asks for a round's time over one connection; `database` works for the server, too.
fn a_cpu_second(server: &Serving, cookie: &str, gzip: bool, database: Option<u32>) -> Result<f64> {
    let mut client = Client::new(&server.address, cookie, gzip);
    for _ in 0..50 {
        client.get("/plan")?;
    }
    let spent = || -> Result<f64> {
        Ok(cost::processor(server.pid())? + database.map_or(Ok(0.0), cost::processor)?)
    };
    let (before, begun, mut requests) = (spent()?, Instant::now(), 0u32);
    while begun.elapsed() < ROUND {
        ensure!(client.get("/plan")?.status == 200, "/plan was refused");
        requests += 1;
    }
    Ok(f64::from(requests) / (spent()? - before))
}
