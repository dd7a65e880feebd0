//! A PDF is read in a child process with limits of time and memory, because readers of PDFs
//! panic or run away on some bad files.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use notice::Unreadable;

/// A notice is a few pages; one that takes longer is no notice.
const LONGEST: Duration = Duration::from_secs(30);
/// Address space of the child, in KB.
const LARGEST: u64 = 2 * 1024 * 1024;

/// The text layer of a PDF, read by a child of this program.
pub fn in_child(bytes: &[u8]) -> Result<String, Unreadable> {
    let Ok(mut child) = start() else {
        return Err(Unreadable::DamagedPdf);
    };
    let input = child.stdin.take();
    let owned = bytes.to_vec();
    let feed = std::thread::spawn(move || input.map(|mut input| input.write_all(&owned)));
    let output = child.stdout.take();
    let drain = std::thread::spawn(move || {
        let mut text = Vec::new();
        output.map(|mut output| output.read_to_end(&mut text));
        text
    });
    let ended_well = wait(&mut child);
    let _ = feed.join();
    let text = drain.join().unwrap_or_default();
    match ended_well {
        Some(true) => String::from_utf8(text).map_err(|_| Unreadable::DamagedPdf),
        Some(false) => Err(reason_of(&text)),
        None => Err(Unreadable::DamagedPdf),
    }
}

fn start() -> std::io::Result<Child> {
    let own = std::env::current_exe()?;
    let limited = format!("ulimit -v {LARGEST} 2>/dev/null; exec \"$0\" notice pdf-text");
    Command::new("sh")
        .arg("-c")
        .arg(limited)
        .arg(own)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
}

/// Whether the child ended well; `None` when it had to be ended or died by a signal.
fn wait(child: &mut Child) -> Option<bool> {
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        match child.try_wait() {
            Ok(Some(status)) => return status.code().map(|code| code == 0),
            Ok(None) => std::thread::sleep(Duration::from_millis(10)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}

/// The word by which a child tells why it refused.
pub fn code_of(fault: &Unreadable) -> &'static str {
    match fault {
        Unreadable::Scan => "scan",
        Unreadable::Encrypted => "encrypted",
        Unreadable::Portfolio => "portfolio",
        Unreadable::Garbled => "garbled",
        Unreadable::SwollenPdf => "swollen",
        _ => "damaged",
    }
}

fn reason_of(word: &[u8]) -> Unreadable {
    match word {
        b"scan" => Unreadable::Scan,
        b"encrypted" => Unreadable::Encrypted,
        b"portfolio" => Unreadable::Portfolio,
        b"garbled" => Unreadable::Garbled,
        b"swollen" => Unreadable::SwollenPdf,
        _ => Unreadable::DamagedPdf,
    }
}
