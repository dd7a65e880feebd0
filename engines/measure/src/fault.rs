use std::fmt;

/// What is wrong, where, and what to do; in Chinese, for the person who wrote the text.
///
/// Lines and columns count from 1, columns and lengths in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What the text is called (an indicator's id, a file's name); may be empty.
    pub name: String,
    pub line: usize,
    pub column: usize,
    pub length: usize,
    pub message: String,
}

/// A stretch of a text in characters: `start` counts from 0, `end` is past the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    /// From the start of `self` to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start,
            end: other.end.max(self.end),
        }
    }
}

impl Fault {
    pub fn at(source: &str, span: Span, message: impl Into<String>) -> Self {
        let before = source.chars().take(span.start);
        let (mut line, mut column) = (1, 1);
        for c in before {
            (line, column) = if c == '\n' {
                (line + 1, 1)
            } else {
                (line, column + 1)
            };
        }
        let length = span.end.saturating_sub(span.start).max(1);
        Fault {
            name: String::new(),
            line,
            column,
            length,
            message: message.into(),
        }
    }

    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// The line with carets under the word, and the message behind them. `source` is the text that was read.
    pub fn show(&self, source: &str) -> String {
        let text = source.lines().nth(self.line - 1).unwrap_or_default();
        let name = if self.name.is_empty() {
            String::new()
        } else {
            format!("{}, ", self.name)
        };
        let place = format!("{name}第{}行第{}列：", self.line, self.column);
        let pad = width(&place) + width(&text.chars().take(self.column - 1).collect::<String>());
        let word: String = text
            .chars()
            .skip(self.column - 1)
            .take(self.length)
            .collect();
        format!(
            "{place}{text}\n{}{} {}",
            " ".repeat(pad),
            "^".repeat(width(&word).max(1)),
            self.message
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.name.is_empty() {
            write!(f, "{}, ", self.name)?;
        }
        write!(f, "第{}行第{}列：{}", self.line, self.column, self.message)
    }
}

impl std::error::Error for Fault {}

/// Columns on a terminal: Hanzi and full-width signs take two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

fn wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_stand_under_the_word() {
        let source = "一二\n甲 = bad";
        let fault = Fault::at(source, Span { start: 7, end: 10 }, "不对。").named("x");
        assert_eq!((fault.line, fault.column, fault.length), (2, 5, 3));
        assert_eq!(
            fault.show(source),
            format!("x, 第2行第5列：甲 = bad\n{}^^^ 不对。", " ".repeat(15 + 5))
        );
        assert_eq!(fault.to_string(), "x, 第2行第5列：不对。");
    }
}
