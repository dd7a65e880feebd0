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

/// The reader's English sentences in Chinese; what is not known here is passed on behind a Chinese opening.
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
        [twice, ..] if message.starts_with("duplicate") => format!("{twice} 写了两次，请留一处。"),
        _ => format!(
            "写法有误，无法读取：{}",
            message.lines().next().unwrap_or_default()
        ),
    }
}
