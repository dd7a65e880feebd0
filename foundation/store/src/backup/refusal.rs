use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::Error;

/// Why a backup was not taken or not restored; its words say what to do. Nothing half done stays.
#[derive(Debug)]
pub enum Refusal {
    /// A file of this name is there.
    Exists(PathBuf),
    /// Another process writes this very backup.
    UnderWay(PathBuf),
    Stopped,
    /// The disk is full.
    Full(PathBuf),
    Unwritable(PathBuf, io::Error),
    Unreadable(PathBuf, io::Error),
    NotABackup(PathBuf),
    /// What of it is damaged.
    Damaged(String),
    /// Made by a newer program.
    Newer(String),
    /// The place to restore into is not empty.
    NotEmpty,
    Store(Error),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Exists(path) => write!(
                f,
                "{} 已经有了，不会覆盖它。请换一个文件名。",
                path.display()
            ),
            Refusal::UnderWay(path) => write!(
                f,
                "另一个程序正在写 {}。请等它写完，或换一个文件名。",
                path.display()
            ),
            Refusal::Stopped => write!(f, "已按要求停止，什么也没有留下。"),
            Refusal::Full(path) => write!(
                f,
                "磁盘满了，写不下 {}，什么也没有留下。请删掉旧备份或换一个磁盘再试。",
                path.display()
            ),
            Refusal::Unwritable(path, error) => write!(
                f,
                "写不了 {}（{error}），什么也没有留下。请检查目录是否存在、是否可写。",
                path.display()
            ),
            Refusal::Unreadable(path, error) => write!(
                f,
                "读不了 {}（{error}）。请检查文件是否存在、是否可读。",
                path.display()
            ),
            Refusal::NotABackup(path) => write!(
                f,
                "{} 不是科度的备份。请换一个由 kedu backup 生成的文件。",
                path.display()
            ),
            Refusal::Damaged(what) => {
                write!(f, "备份已损坏：{what}。什么也没有恢复，请换一份备份。")
            }
            Refusal::Newer(what) => write!(
                f,
                "备份比这个程序新：{what}。什么也没有恢复，请用与备份相同或更新的程序。"
            ),
            Refusal::NotEmpty => write!(
                f,
                "这里已经有数据，不会覆盖。请恢复到空的 --data 目录或空的数据库。"
            ),
            Refusal::Store(error) if error.disk_is_full() => write!(
                f,
                "磁盘满了，写不下数据库，什么也没有留下。请腾出空间再试。"
            ),
            Refusal::Store(error) => write!(
                f,
                "数据库没有读写成：{error}。什么也没有留下，请检查数据库后再试。"
            ),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Store(error)
    }
}

impl Refusal {
    /// What a failed write means; a limit on the size of files is a full disk to whoever meets it.
    pub(super) fn writing(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Refusal::Full(path.to_owned()),
            _ => Refusal::Unwritable(path.to_owned(), error),
        }
    }

    pub(super) fn reading(path: &Path, error: io::Error) -> Self {
        Refusal::Unreadable(path.to_owned(), error)
    }
}
