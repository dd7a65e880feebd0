use serde::de::DeserializeOwned;

use crate::fault::{Fault, Span};

/// Reads a TOML text; what is wrong is said in Chinese at its place.
pub(crate) fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, Fault> {
    toml::from_str(text).map_err(|error| {
        let chars = |bytes: usize| text.get(..bytes).map_or(0, |before| before.chars().count());
        let span = error.span().map_or(Span::default(), |span| Span {
            start: chars(span.start),
            end: chars(span.end),
        });
        Fault::at(text, first_line(text, span), spoken(error.message())).named(name)
    })
}

/// A fault at the first place where `"word"` stands in the text.
pub(crate) fn at_word(name: &str, text: &str, word: &str, message: impl Into<String>) -> Fault {
    let quoted = format!("\"{word}\"");
    let start = text
        .find(&quoted)
        .map_or_else(|| text.find(word), |at| Some(at + 1))
        .unwrap_or(0);
    let start = text.get(..start).map_or(0, |before| before.chars().count());
    Fault::at(
        text,
        Span {
            start,
            end: start + word.chars().count(),
        },
        message,
    )
    .named(name)
}

fn first_line(text: &str, span: Span) -> Span {
    let rest = text
        .chars()
        .skip(span.start)
        .take(span.end.saturating_sub(span.start));
    Span {
        start: span.start,
        end: span.start + rest.take_while(|c| *c != '\n').count(),
    }
}

/// The reader's English sentences in Chinese. What is not known here is told without them: the
/// place is marked, and a person who cannot read it is helped by no English either.
fn spoken(message: &str) -> String {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match quoted.as_slice() {
        [unknown, known @ ..] if message.starts_with("unknown field") => format!(
            "没有名为 {unknown} 的项。可以写的有：{}。",
            known.join("、")
        ),
        [unknown, known @ ..] if message.starts_with("unknown variant") => {
            format!("不认得 {unknown}。可以写的有：{}。", known.join("、"))
        }
        [missing, ..] if message.starts_with("missing field") => {
            format!("缺少 {missing}，请补上。")
        }
        [twice, ..] if message.starts_with("duplicate field") => {
            format!("{twice} 写了两次，请留一处。")
        }
        _ => match message.strip_prefix("invalid type: ") {
            Some(types) => mistaken(types),
            None => malformed(message).to_owned(),
        },
    }
}

/// `integer `5`, expected a string`
fn mistaken(types: &str) -> String {
    let (found, wanted) = types.split_once(", expected ").unwrap_or((types, ""));
    let kind = |text: &str| {
        let kinds = [
            ("string", "文字"),
            ("a string", "文字，要加英文引号"),
            ("integer", "整数"),
            ("i64", "不带引号的整数"),
            ("i32", "不带引号的整数"),
            ("u32", "不带引号的整数"),
            ("usize", "不带引号的整数"),
            ("floating point", "小数"),
            ("boolean", "true 或 false"),
            ("a boolean", "true 或 false，不加引号"),
            ("sequence", "列表"),
            ("a sequence", "列表，写在方括号里"),
            ("a tuple", "成对的项，写在方括号里"),
            ("map", "日期或一组项"),
            ("a map", "一组项"),
            ("struct", "一组项，写在花括号里"),
        ];
        let known = kinds.into_iter().filter(|(word, _)| text.starts_with(word));
        known
            .max_by_key(|(word, _)| word.len())
            .map_or("别的内容", |(_, name)| name)
    };
    format!("这里应写{}，现在写的是{}。", kind(wanted), kind(found))
}

/// A text that is no TOML at all.
fn malformed(message: &str) -> &'static str {
    let known = [
        (
            "string values must be quoted",
            "等号后面写文字要加英文引号 \"…\"，写整数不加。",
        ),
        (
            "key with no value",
            "这一行缺等号。每项写成“名称 = 内容”，用英文等号，长文字用三个引号括起。",
        ),
        (
            "invalid unquoted key",
            "项的名称只能用英文字母、数字、- 和 _。",
        ),
        (
            "unquoted keys cannot be empty",
            "等号或点的前面缺项的名称。",
        ),
        ("invalid key-value pair", "这里应写“名称 = 内容”。"),
        (
            "unexpected key or value",
            "一行只写一项，多出的内容请另起一行。",
        ),
        (
            "unclosed table",
            "方括号没有写完，小标题写成 [名称] 或 [[名称]]。",
        ),
        (
            "unclosed array table",
            "方括号没有写完，小标题写成 [名称] 或 [[名称]]。",
        ),
        ("unclosed array", "列表缺右方括号 ]，各项之间用英文逗号。"),
        ("missing comma", "列表的各项之间缺英文逗号。"),
        ("unclosed inline table", "花括号没有写完，缺 }。"),
        ("duplicate key", "这一项写了两次，请留一处。"),
        (
            "cannot extend value",
            "这一项上面已经写过，不能再写它的下级。",
        ),
        ("missing escaped value", "文字里的反斜杠要写成两个 \\\\。"),
        (
            "invalid date",
            "日期写成 2020-01-31 这样，月和日都用两位数，并且确有这一天。",
        ),
        ("invalid boolean", "是写 true，否写 false，都用小写。"),
        ("unexpected leading zero", "整数前面不要加 0。"),
        (
            "invalid multi-line",
            "三个引号括起的文字没有写完，缺结尾的三个引号。",
        ),
        (
            "invalid basic string",
            "英文引号没有配成对，或引号里有不能用的字符。",
        ),
        (
            "invalid literal string",
            "单引号没有配成对，或引号里有不能用的字符。",
        ),
        ("invalid length", "这里的项数不够，请对照别的类别补齐。"),
        (
            "`_` may only go between digits",
            "数字里的下划线只能写在两个数字之间。",
        ),
    ];
    let found = known
        .into_iter()
        .find(|(start, _)| message.starts_with(start));
    found.map_or(
        "这里的写法不合 TOML 格式，请检查引号、括号、等号和逗号是否都是英文的、是否成对。",
        |(_, said)| said,
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Sample {
        id: String,
        number: Option<i64>,
        yes: Option<bool>,
        list: Option<Vec<String>>,
        pairs: Option<Vec<(String, String)>>,
        inner: Option<Inner>,
        day: Option<toml::value::Datetime>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Inner {
        x: String,
    }

    fn told(text: &str) -> String {
        read::<Sample>("a.toml", text).unwrap_err().message
    }

    #[test]
    fn faults_of_the_format_are_chinese() {
        for (text, said) in [
            ("id = abc", "要加英文引号"),
            ("id = \"abc", "引号没有配成对"),
            ("id = “abc”", "要加英文引号"),
            ("id", "缺等号"),
            ("id：\"x\"", "缺等号"),
            ("编号 = \"x\"", "只能用英文字母"),
            ("[id", "方括号没有写完"),
            ("[[id]", "方括号没有写完"),
            ("id = 5", "应写文字，要加英文引号，现在写的是整数"),
            ("id = true", "现在写的是true 或 false"),
            ("id = 2020-01-01", "现在写的是日期"),
            (
                "id=\"a\"\nnumber=\"x\"",
                "应写不带引号的整数，现在写的是文字",
            ),
            (
                "id=\"a\"\nyes=1",
                "应写true 或 false，不加引号，现在写的是整数",
            ),
            (
                "id=\"a\"\nlist=\"x\"",
                "应写列表，写在方括号里，现在写的是文字",
            ),
            ("id=\"a\"\nlist=[\"x\"", "缺右方括号"),
            ("id=\"a\"\nlist=[\"x\" \"y\"]", "缺英文逗号"),
            ("id=\"a\"\npairs=[[\"x\"]]", "项数不够"),
            ("id=\"a\"\ninner=3", "应写一组项"),
            ("id=\"a\"\nid=\"b\"", "写了两次"),
            ("id=\"a\"\nid.x=1", "上面已经写过"),
            ("id = \"\\q\"", "反斜杠"),
            ("id=\"a\"\nday=2020-02-31", "确有这一天"),
            ("id=\"a\"\nyes=True", "都用小写"),
            ("id=\"a\"\nnumber=01", "前面不要加 0"),
            ("id=\"\"\"a", "结尾的三个引号"),
            ("id=\"a\" x=1", "另起一行"),
            ("=1", "缺项的名称"),
            ("}", "名称 = 内容"),
            ("id={x=1", "花括号没有写完"),
        ] {
            let message = told(text);
            assert!(message.contains(said), "{text:?}: {message}");
            assert!(!message.contains("expected"), "{text:?}: {message}");
        }
        let unknown = malformed("a sentence that this version of the reader has not yet");
        assert!(unknown.starts_with("这里的写法不合 TOML 格式"), "{unknown}");
    }
}
