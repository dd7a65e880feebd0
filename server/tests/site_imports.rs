//! Imports on the pages of a site that is killed, whose disk is full, or that is sent far too much.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;
use store::{LongJob, LongState, args};
use values::Id;

use crate::place::{CODE, COUNTY, Place, Settled};

/// Head and body of an answer.
struct Answer {
    head: String,
    body: String,
}

impl Answer {
    fn location(&self) -> &str {
        let mut lines = self.head.lines();
        let found = lines.find_map(|line| line.strip_prefix("location: "));
        found.unwrap_or_else(|| panic!("{}\n{}", self.head, self.body))
    }

    fn says(&self, words: &[&str]) {
        for word in words {
            assert!(
                self.body.contains(word),
                "{word}: {}\n{}",
                self.head,
                self.body
            );
        }
    }
}

/// A site and who is signed in.
struct Visit<'a> {
    address: &'a str,
    settled: &'a Settled,
}

impl Visit<'_> {
    fn ask(&self, method: &str, path: &str, kind: &str, pieces: &[&[u8]]) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: kedu={}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
            self.address, self.settled.session
        );
        stream.write_all(head.as_bytes()).unwrap();
        for piece in pieces {
            stream.write_all(piece).expect("the site reads to the end");
        }
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        Answer {
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "text/plain", &[])
    }

    fn post(&self, path: &str, form: &str) -> Answer {
        let kind = "application/x-www-form-urlencoded";
        self.ask("POST", path, kind, &[form.as_bytes()])
    }

    fn upload(&self, file: &[&[u8]]) -> Answer {
        let head = "--mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"demands.csv\"\r\n\r\n";
        let mut pieces = vec![head.as_bytes()];
        pieces.extend(file);
        pieces.push(b"\r\n--mark--\r\n");
        let kind = "multipart/form-data; boundary=mark";
        self.ask("POST", "/ledger/demand/import", kind, &pieces)
    }

    /// Sends the columns as the page proposes them; gives the address of the import.
    fn checked(&self, file: &[u8]) -> String {
        let sent = self.upload(&[file]);
        let path = sent.location().to_owned();
        let page = self.get(&path).body;
        let mut pairs = Vec::new();
        for select in page.split("<select name=\"").skip(1) {
            let (name, rest) = select.split_once('"').unwrap();
            let rest = rest.split("</select>").next().unwrap();
            let chosen = rest
                .split("<option value=\"")
                .find(|one| one.contains("\" selected>"));
            let value = chosen.map_or("", |one| one.split('"').next().unwrap());
            pairs.push(format!("{name}={value}"));
        }
        let settled = self.post(&format!("{path}/columns"), &pairs.join("&"));
        assert_eq!(settled.location(), path);
        path
    }
}

fn table(rows: usize) -> Vec<u8> {
    let mut text =
        "统一社会信用代码,需求名称,需求类型,发布日,现状与难点,拟投入资金（万元）\n".to_owned();
    for row in 0..rows {
        writeln!(
            text,
            "{CODE},铸造工艺之{row},工艺改进,2020-09-01,返修多,12.5"
        )
        .unwrap();
    }
    text.into_bytes()
}

/// How many versions are stored, all of them whole.
fn versions(place: &Place) -> u64 {
    let verified = place.kedu().args(["verify", "--json"]).output().unwrap();
    let said: Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert!(verified.status.success(), "{said}");
    said["checked"]["rows"].as_u64().unwrap()
}

async fn job(place: &Place, id: Id<LongJob>) -> LongJob {
    let store = place.store().await;
    let job = store.read(COUNTY).await.unwrap().long_job(id).await;
    store.close().await;
    job.unwrap().unwrap()
}

async fn until(place: &Place, id: Id<LongJob>, is_so: impl Fn(&LongJob) -> bool) -> LongJob {
    let end = Instant::now() + Duration::from_secs(90);
    loop {
        let job = job(place, id).await;
        if is_so(&job) {
            return job;
        }
        assert!(Instant::now() < end, "{job:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_whose_site_is_killed_goes_on_when_it_comes_back() {
    let place = Place::embedded();
    let settled = place.settle().await;
    let (mut child, address) = place.serve();
    let visit = Visit {
        address: &address,
        settled: &settled,
    };
    let path = visit.checked(&table(8_000));
    let asked = visit.post(&format!("{path}/rows"), "created=8000&changed=0");
    let id: Id<LongJob> = asked
        .location()
        .strip_prefix("/jobs/")
        .unwrap()
        .parse()
        .unwrap();
    until(&place, id, |job| job.state == LongState::Running).await;
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(versions(&place), 1, "nothing of it is there");
    assert!(!job(&place, id).await.state.has_ended());

    // The lease of the dead process runs out; a test need not wait for it.
    let store = place.store().await;
    let mut tx = store.note(COUNTY).await.unwrap();
    let text = "UPDATE store_long_job SET lease = 0 WHERE county = $1";
    tx.run_compiled(text, args![COUNTY]).await.unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let (mut child, address) = place.serve();
    let done = until(&place, id, |job| job.state.has_ended()).await;
    assert_eq!(done.state, LongState::Done, "{}", done.result);
    assert_eq!(
        done.result,
        "已导入“demands.csv”8,000 行：新建 8,000，更正 0。"
    );
    let visit = Visit {
        address: &address,
        settled: &settled,
    };
    visit
        .get("/ledger")
        .says(&["class=\"toast\"", "已导入“demands.csv”8,000 行"]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(versions(&place), 8_001);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_on_the_page_and_nothing_stays() {
    let place = Place::embedded();
    let settled = place.settle().await;
    let (mut child, address) = place.serve_within(6 * 1024);
    let visit = Visit {
        address: &address,
        settled: &settled,
    };
    let told = visit.upload(&[&vec![b'1'; 8 << 20]]);
    assert!(told.head.starts_with("HTTP/1.1 409"), "{}", told.head);
    told.says(&[
        "磁盘满了，文件没有收下，什么也没有改动",
        "请管理员腾出磁盘空间，再传一次",
    ]);

    // The table and what is found in it have room, the rows that become of it have not.
    let path = visit.checked(&table(9_000));
    let asked = visit.post(&format!("{path}/rows"), "created=9000&changed=0");
    let id: Id<LongJob> = asked
        .location()
        .strip_prefix("/jobs/")
        .unwrap()
        .parse()
        .unwrap();
    let failed = until(&place, id, |job| job.state.has_ended()).await;
    assert_eq!(failed.state, LongState::Failed);
    assert_eq!(
        failed.result,
        "磁盘满了，这次没有办成，什么也没有留下。请管理员腾出磁盘空间，再办一次。"
    );
    visit
        .get(asked.location())
        .says(&["没有办成", "磁盘满了，这次没有办成"]);
    visit.get(&path).says(&["导入 9,000 行：新建 9,000"]);
    child.kill().unwrap();
    child.wait().unwrap();
    let left = std::fs::read_dir(place.data().join("files/incoming"));
    assert_eq!(left.unwrap().count(), 0, "no temporary file stays");
    assert_eq!(versions(&place), 1);
}

/// Over a real connection: the answer comes, and the connection is not cut while the file is still on its way.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_hundreds_of_megabytes_is_answered_to_its_end() {
    let place = Place::embedded();
    let settled = place.settle().await;
    let (mut child, address) = place.serve();
    let visit = Visit {
        address: &address,
        settled: &settled,
    };
    let megabyte = vec![b'1'; 1 << 20];
    for megabytes in [100, 260] {
        let pieces: Vec<&[u8]> = std::iter::repeat_n(megabyte.as_slice(), megabytes).collect();
        let told = visit.upload(&pieces);
        assert!(told.head.starts_with("HTTP/1.1 413"), "{}", told.head);
        let size = format!("文件有 {megabytes} MB，表格文件不能超过 50 MB");
        told.says(&[&size, "请只保留要导入的工作表，或分成几份上传"]);
    }
    child.kill().unwrap();
    child.wait().unwrap();
}
