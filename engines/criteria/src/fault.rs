use std::fmt;

use serde::de::DeserializeOwned;

/// What is wrong in a text, where, and what to do; in Chinese, for the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What the text is called: a file's name or a criterion's id.
    pub name: String,
    /// Counted from 1.
    pub line: usize,
    /// The clause, part or fact that is meant; may be empty.
    pub place: String,
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 第{}行", self.name, self.line)?;
        if !self.place.is_empty() {
            write!(f, "（{}）", self.place)?;
        }
        write!(f, "：{}", self.message)
    }
}

impl std::error::Error for Fault {}

/// The text that is read, to find lines in.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub name: &'a str,
    pub text: &'a str,
}

impl Source<'_> {
    /// A fault at the first line where `"word"` stands as an id, else at any mention of it.
    pub fn fault(self, place: &str, message: impl Into<String>) -> Fault {
        let quoted = format!("\"{place}\"");
        let at = self.text.find(&quoted).or_else(|| self.text.find(place));
        Fault {
            name: self.name.to_owned(),
            line: self.line(at.unwrap_or(0)),
            place: place.to_owned(),
            message: message.into(),
        }
    }

    fn line(self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        1 + before.bytes().filter(|b| *b == b'\n').count()
    }

    /// Reads a TOML text.
    pub fn toml<T: DeserializeOwned>(self) -> Result<T, Fault> {
        toml::from_str(self.text).map_err(|error| Fault {
            name: self.name.to_owned(),
            line: self.line(error.span().map_or(0, |span| span.start)),
            place: String::new(),
            message: spoken(error.message()),
        })
    }
}

/// The reader's English sentences in Chinese; what is not known here is told by its place alone.
fn spoken(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.as_slice() {
        [unknown, known @ ..] if message.starts_with("unknown field") => {
            format!(
                "没有名为 {unknown} 的项。可以写的有：{}。",
                known.join("、")
            )
        }
        [unknown, known @ ..] if message.starts_with("unknown variant") => {
            format!("不认得 {unknown}。可以写的有：{}。", known.join("、"))
        }
        [missing, ..] if message.starts_with("missing field") => {
            format!("缺少 {missing}，请补上。")
        }
        [twice, ..] if message.starts_with("duplicate field") => {
            format!("{twice} 写了两次，请留一处。")
        }
        _ if message.starts_with("duplicate key") => "这一项写了两次，请留一处。".to_owned(),
        _ if message.starts_with("invalid type") => mistaken(message),
        _ if message.starts_with("string values must be quoted") => {
            "等号后面写文字要加英文引号 \"…\"，写整数不加。".to_owned()
        }
        _ if message.starts_with("key with no value") => {
            "这一行缺等号。每项写成“名称 = 内容”，用英文等号。".to_owned()
        }
        _ => "这里的写法不合 TOML 格式，请检查引号、括号、等号和逗号是否都是英文的、是否成对。"
            .to_owned(),
    }
}

/// `invalid type: integer `5`, expected a string`
fn mistaken(message: &str) -> String {
    let wanted = message.rsplit("expected ").next().unwrap_or_default();
    let known = [
        ("a string", "文字，要加英文引号"),
        ("i64", "不带引号的整数"),
        ("i32", "不带引号的整数"),
        ("u32", "不带引号的整数"),
        ("a boolean", "true 或 false"),
        ("a sequence", "列表，写在方括号里"),
        ("struct", "一组项，写在花括号里"),
        ("a Datetime", "日期，如 2016-01-01，不加引号"),
    ];
    let found = known.iter().find(|(word, _)| wanted.starts_with(word));
    found.map_or_else(
        || "这里写的内容不是应写的种类。".to_owned(),
        |(_, name)| format!("这里应写{name}。"),
    )
}
