//! A county with a firm in a place of its own, and the program run on it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use enterprise::door::{Firm, NewFirm};
use identity::door::{NewPerson, NewUnit};
use ledger::door::{Entry, Paper, Posting, Proof};
use store::{RoomMigrations, Store, Tx};
use tempfile::TempDir;
use trail::Who;
use values::{Clock, Day, Id};
use web::{Actor, Organisation, Role};

pub const COUNTY: &str = "320682";
pub const CODE: &str = "91320682MA1XK0T5XQ";

/// Where the data lies: a folder with the embedded database, or a folder beside a PostgreSQL.
pub struct Place {
    folder: TempDir,
    database: Option<String>,
}

pub struct Settled {
    pub firm: Id<Firm>,
    pub contract: Id<Entry>,
    pub jiangan: Id<Organisation>,
    pub staff: Actor,
    /// The cookie of an open session of the staff.
    pub session: String,
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn fields(pairs: &[(&str, &str)]) -> ledger::door::Fields {
    pairs
        .iter()
        .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()))
        .collect()
}

pub fn number(voucher: &str) -> Proof {
    Proof {
        voucher: voucher.to_owned(),
        paper: Paper::Number {
            number: "1".to_owned(),
            issuer: "银行".to_owned(),
            day: day("2020-09-01"),
        },
    }
}

async fn unit(tx: &mut Tx, name: &str, code: &str, place: web::Place) -> Id<Organisation> {
    let new = NewUnit {
        name: name.to_owned(),
        alias: String::new(),
        code: code.to_owned(),
        place,
        parent: None,
        since: day("2015-01-01"),
    };
    let founded = identity::door::found(tx, &Who::program(), new).await;
    founded.unwrap()
}

/// A contract of a firm, proven by a number.
pub fn contract(firm: Id<Firm>) -> Posting {
    Posting {
        kind: "contract".to_owned(),
        subject: Some(firm),
        town: None,
        fields: fields(&[
            ("item", "智能装备联合研发"),
            ("partner", "滨江纺织研究院"),
            ("contract_no", "HT-1"),
            ("nature", "contract"),
            ("relation", "new"),
            ("way", "joint"),
            ("signed_on", "2020-09-05"),
            ("amount", "800000.00"),
        ]),
        proofs: vec![number("contract")],
    }
}

impl Place {
    pub fn embedded() -> Self {
        Place {
            folder: TempDir::new().unwrap(),
            database: None,
        }
    }

    pub fn on(database: String) -> Self {
        Place {
            folder: TempDir::new().unwrap(),
            database: Some(database),
        }
    }

    /// A place whose embedded database is a file of a name in its folder.
    pub fn in_file(name: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join(name);
        Place {
            database: Some(format!("sqlite:{}", file.display())),
            folder,
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub async fn store(&self) -> Store {
        let opened = match &self.database {
            Some(url) => Store::at(url, self.data().join("files"), Clock::machine()).await,
            None => Store::in_folder(&self.data(), Clock::machine()).await,
        };
        opened.unwrap()
    }

    pub fn kedu(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kedu"));
        command.arg("--data").arg(self.data());
        command
            .env_remove("KEDU_DATABASE")
            .env_remove("KEDU_COUNTY");
        if let Some(url) = &self.database {
            command.args(["--database", url]);
        }
        command
    }

    /// Runs the site; gives the process and its address.
    pub fn serve(&self) -> (Child, String) {
        self.serve_with(&[])
    }

    pub fn serve_with(&self, args: &[&str]) -> (Child, String) {
        let mut command = self.kedu();
        command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(args);
        ready(&mut command)
    }

    /// Runs the site where no file may grow beyond so many KB, as on a disk that is nearly full.
    pub fn serve_within(&self, kilobytes: u32) -> (Child, String) {
        let mut command = self.kedu();
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        let mut limited = Command::new("sh");
        let script = format!(
            "trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"",
            kilobytes * 2
        );
        limited.arg("-c").arg(script);
        limited.arg(command.get_program()).args(command.get_args());
        limited
            .env_remove("KEDU_DATABASE")
            .env_remove("KEDU_COUNTY");
        ready(&mut limited)
    }

    /// A county with two towns, somebody who enters, a firm and its contract.
    pub async fn settle(&self) -> Settled {
        let store = self.store().await;
        store.migrate(&steps()).await.unwrap();
        store.found(COUNTY, "如皋市").await.unwrap();
        let mut tx = store.write(COUNTY).await.unwrap();
        let who = Who::program();
        let office = unit(&mut tx, "产学研成果科", "cooperation", web::Place::Office).await;
        let baipu = unit(&mut tx, "白蒲镇", "", web::Place::Town).await;
        let jiangan = unit(&mut tx, "江安镇", "", web::Place::Town).await;
        let new = NewPerson {
            sign_in: "gu".to_owned(),
            name: "顾一帆".to_owned(),
            password_hash: String::new(),
            must_change: false,
        };
        let person = identity::door::admit(&mut tx, &who, new).await.unwrap();
        let since = day("2015-01-01");
        identity::door::appoint(&mut tx, &who, person, office, Role::Staff, since, None)
            .await
            .unwrap();
        let today = tx.moment().day();
        let staff = identity::door::actor_of(&mut tx, person, today).await;
        let staff = staff.unwrap().unwrap();
        let new = NewFirm {
            code: CODE.to_owned(),
            name: "江苏苇渡智能装备有限公司".to_owned(),
            town: baipu,
            industry: "智能装备".to_owned(),
            size: "medium".to_owned(),
            registered_on: day("2016-05-01"),
        };
        let firm = enterprise::door::enter(&mut tx, &who, new, true).await;
        let firm = firm.unwrap();
        let contract = ledger::door::post(&mut tx, &staff, contract(firm))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let session = identity::door::open_session(&store, COUNTY, person).await;
        let session = session.unwrap();
        store.close().await;
        Settled {
            firm,
            contract,
            jiangan,
            staff,
            session,
        }
    }
}

/// The tables of the program, in the order of the levels.
pub fn steps() -> Vec<RoomMigrations> {
    let rooms = [
        identity::room(),
        enterprise::room(),
        ledger::room(),
        cultivation::room(),
        plan::room(),
        desk::room(),
    ];
    let rooms = rooms.iter().map(|room| (room.migrations)());
    std::iter::once(trail::MIGRATIONS).chain(rooms).collect()
}

/// Runs a site and waits until it says its address.
fn ready(command: &mut Command) -> (Child, String) {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some((_, address)) = line.split_once("http://") {
            return (child, address.to_owned());
        }
        said.push(line);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    panic!("never ready: {said:?}");
}

/// The head of the answer to a form; `None` when the connection broke before it was there.
pub fn post(address: &str, path: &str, session: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).ok()?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: kedu={session}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer
        .split_once("\r\n\r\n")
        .map(|(head, _)| head.to_owned())
}
