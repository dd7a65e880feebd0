//! What commands print. A reader who left early (`head`) is no fault; a disk that is full is one.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use anyhow::Context;

/// Prints lines until there are no more, or nobody reads them.
pub fn lines<T: Display>(lines: impl IntoIterator<Item = T>) -> anyhow::Result<()> {
    is_read(write(lines)).map(drop)
}

fn write<T: Display>(lines: impl IntoIterator<Item = T>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

pub fn line(line: impl Display) -> anyhow::Result<()> {
    lines([line])
}

/// Prints a line that must arrive: what it says is said once.
pub fn all(line: impl Display) -> io::Result<()> {
    write([line])
}

/// Whether somebody still reads what was printed.
pub fn is_read(written: io::Result<()>) -> anyhow::Result<bool> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        written => written.map(|()| true).context("结果没有写完"),
    }
}

/// Why a password was given to nobody.
pub fn unheard(error: store::Error) -> anyhow::Error {
    match error {
        store::Error::File(error) => anyhow::anyhow!(
            "一次性密码没有显示出来（{error}），什么也没有改动。请直接在终端里再运行一次。"
        ),
        error => error.into(),
    }
}

/// Why a file that was named cannot be read.
pub fn unopened(path: &Path, error: &io::Error) -> anyhow::Error {
    let path = path.display();
    match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!("找不到文件 {path}，请核对文件名和所在的目录"),
        ErrorKind::PermissionDenied => anyhow::anyhow!("没有权限读 {path}"),
        ErrorKind::IsADirectory => anyhow::anyhow!("{path} 是目录，请写明里面的文件"),
        _ => anyhow::anyhow!("打不开 {path}：{error}"),
    }
}

/// Says something to whoever runs the program, beside the result; where nobody hears it nothing is lost.
pub fn aside(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}
