use super::Comparator;
use crate::fault::{Fault, Span};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    Word(String),
    Number { digits: String, unit: String },
    Text(String),
    Parameter(String),
    Compare(Comparator),
    Open,
    Close,
    Comma,
    Dot,
    Slash,
    Minus,
    End,
}

impl Token {
    /// As a message quotes it.
    pub fn shown(&self) -> String {
        match self {
            Token::Word(word) => format!("“{word}”"),
            Token::Number { digits, unit } => format!("“{digits}{unit}”"),
            Token::Text(text) => format!("文字“{text}”"),
            Token::Parameter(name) => format!("“${name}”"),
            Token::Compare(Comparator::Other) => "“!=”".to_owned(),
            Token::Compare(op) => format!("“{}”", op.sign()),
            Token::Open => "“(”".to_owned(),
            Token::Close => "“)”".to_owned(),
            Token::Comma => "“,”".to_owned(),
            Token::Dot => "“.”".to_owned(),
            Token::Slash => "“/”".to_owned(),
            Token::Minus => "“-”".to_owned(),
            Token::End => "公式到此结束".to_owned(),
        }
    }
}

/// Splits a formula into words; the last is [`Token::End`].
pub(crate) fn lex(source: &str) -> Result<Vec<(Token, Span)>, Fault> {
    let chars: Vec<char> = source.chars().collect();
    let mut lexer = Lexer {
        source,
        chars: &chars,
        at: 0,
    };
    let mut tokens = Vec::new();
    loop {
        lexer.skip(|c| c.is_whitespace());
        let start = lexer.at;
        let token = lexer.token()?;
        let end = token == Token::End;
        tokens.push((
            token,
            Span {
                start,
                end: lexer.at,
            },
        ));
        if end {
            return Ok(tokens);
        }
    }
}

struct Lexer<'a> {
    source: &'a str,
    chars: &'a [char],
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let start = self.at;
        self.skip(wanted);
        self.chars[start..self.at].iter().collect()
    }

    fn fault(&self, start: usize, message: impl Into<String>) -> Fault {
        Fault::at(
            self.source,
            Span {
                start,
                end: self.at,
            },
            message,
        )
    }

    fn token(&mut self) -> Result<Token, Fault> {
        let Some(c) = self.peek() else {
            return Ok(Token::End);
        };
        if c.is_ascii_digit() {
            return Ok(self.number());
        }
        if is_word(c) {
            return Ok(Token::Word(self.take(is_word)));
        }
        let start = self.at;
        self.at += 1;
        match c {
            '"' => self.text(start, '"'),
            '“' => self.text(start, '”'),
            '$' => {
                let name = self.take(is_word);
                if name.is_empty() {
                    Err(self.fault(start, "$ 后面要写参数名，例如 $levels。"))
                } else {
                    Ok(Token::Parameter(name))
                }
            }
            '(' => Ok(Token::Open),
            ')' => Ok(Token::Close),
            ',' => Ok(Token::Comma),
            '.' => Ok(Token::Dot),
            '/' => Ok(Token::Slash),
            '-' => Ok(Token::Minus),
            '=' | '<' | '>' | '!' => self.comparator(start, c),
            _ => Err(self.fault(start, stray(c))),
        }
    }

    fn comparator(&mut self, start: usize, c: char) -> Result<Token, Fault> {
        let with_equal = self.peek() == Some('=');
        if with_equal {
            self.at += 1;
        }
        match (c, with_equal) {
            ('=', false) => Ok(Token::Compare(Comparator::Equal)),
            ('!', true) => Ok(Token::Compare(Comparator::Other)),
            ('<', false) => Ok(Token::Compare(Comparator::Less)),
            ('<', true) => Ok(Token::Compare(Comparator::AtMost)),
            ('>', false) => Ok(Token::Compare(Comparator::More)),
            ('>', true) => Ok(Token::Compare(Comparator::AtLeast)),
            ('=', true) => Err(self.fault(start, "相等只写一个等号：=。")),
            _ => Err(self.fault(start, "不等于写作 !=，否定写作 not。")),
        }
    }

    fn number(&mut self) -> Token {
        let mut digits = self.take(|c| c.is_ascii_digit() || c == ',');
        while digits.ends_with(',') {
            digits.pop();
            self.at -= 1;
        }
        let digits = digits.replace(',', "");
        let fraction = self.peek() == Some('.')
            && self
                .chars
                .get(self.at + 1)
                .is_some_and(char::is_ascii_digit);
        let digits = if fraction {
            self.at += 1;
            format!("{digits}.{}", self.take(|c| c.is_ascii_digit()))
        } else {
            digits
        };
        let after = self.at;
        self.skip(|c| c == ' ');
        let unit = self.take(|c| c == '%' || (is_word(c) && !c.is_ascii()));
        if unit.is_empty() {
            self.at = after;
        }
        Token::Number { digits, unit }
    }

    fn text(&mut self, start: usize, close: char) -> Result<Token, Fault> {
        let text = self.take(|c| c != close && c != '\n');
        if self.peek() != Some(close) {
            return Err(self.fault(start, "文字没有收尾的引号，请在后面补上 \"。"));
        }
        self.at += 1;
        Ok(Token::Text(text))
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn stray(c: char) -> String {
    let meant = match c {
        '（' => "(",
        '）' => ")",
        '，' | '、' => ",",
        '＝' => "=",
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        '＞' => ">",
        '＜' => "<",
        '÷' | '／' => "/",
        '－' | '−' | '–' => "-",
        '‘' | '’' | '\'' | '”' | '＂' => "\"",
        _ => return format!("公式里不用“{c}”，请删去。"),
    };
    format!("“{c}”请改用半角的 {meant}。")
}
