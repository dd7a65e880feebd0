use super::ast::{ClauseText, Formula, MeasureText, On, Op, PartText, Word};
use super::lexer::{Token, lex};
use crate::fault::{Fault, Span};
use crate::near::nearest;

/// How deep brackets and `not` may stand in each other.
const DEEPEST: usize = 40;

pub(super) fn parse(source: &str) -> Result<Formula, Fault> {
    let tokens = lex(source)?;
    let mut parser = Parser {
        source,
        tokens: &tokens,
        at: 0,
        depth: 0,
    };
    if *parser.peek() == Token::End {
        return Err(parser.here("公式是空的。请写要数什么，例如 count of contract。"));
    }
    let first = parser.part()?;
    let second = match parser.peek() {
        Token::Slash => Some(parser.second(Op::Ratio)?),
        Token::Minus => Some(parser.second(Op::Difference)?),
        _ => None,
    };
    match parser.peek() {
        Token::End => Ok(Formula {
            source: source.to_owned(),
            first,
            second,
        }),
        Token::Slash | Token::Minus => {
            Err(parser.here("一个公式最多两项，用一个 / 或一个 - 相连。"))
        }
        _ => Err(parser.expected(&["where", "counts if", "counts unless", "and", "or", "/", "-"])),
    }
}

pub(super) struct Parser<'a> {
    pub source: &'a str,
    tokens: &'a [(Token, Span)],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    pub fn peek(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)].0
    }

    pub fn span(&self) -> Span {
        self.tokens[self.at.min(self.tokens.len() - 1)].1
    }

    /// The place of the token before.
    pub fn last(&self) -> Span {
        self.tokens[self.at.saturating_sub(1)].1
    }

    pub fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    pub fn here(&self, message: impl Into<String>) -> Fault {
        Fault::at(self.source, self.span(), message)
    }

    /// A fault that lists what could stand here.
    pub fn expected(&self, wanted: &[&str]) -> Fault {
        let found = self.peek();
        let meant = match found {
            Token::Word(word) => {
                let candidates: Vec<(&str, &str)> =
                    wanted.iter().map(|word| (*word, *word)).collect();
                nearest(word, &candidates)
                    .map(|(word, _)| format!("是不是 {word}？"))
                    .unwrap_or_default()
            }
            _ => String::new(),
        };
        self.here(format!(
            "这里应当写 {}，现在是{}。{meant}",
            wanted.join("、"),
            found.shown()
        ))
    }

    pub fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(found) if found == word)
    }

    pub fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        if found {
            self.at += 1;
        }
        found
    }

    pub fn want_word(&mut self, word: &str) -> Result<(), Fault> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(self.expected(&[word]))
        }
    }

    pub fn want(&mut self, token: &Token) -> Result<(), Fault> {
        if self.peek() == token {
            self.at += 1;
            return Ok(());
        }
        Err(self.here(format!(
            "这里应当是 {}，现在是{}。",
            token.shown().trim_matches(['“', '”']),
            self.peek().shown()
        )))
    }

    /// Any word, as the name of something.
    pub fn name(&mut self, what: &str) -> Result<Word, Fault> {
        let span = self.span();
        match self.peek().clone() {
            Token::Word(text) => {
                self.at += 1;
                Ok(Word { text, span })
            }
            other => Err(self.here(format!("这里应当写{what}的代号，现在是{}。", other.shown()))),
        }
    }

    pub fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        if self.depth >= DEEPEST {
            return Err(self.here("括号或 not 套得太深，请拆成几个条件。"));
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }

    fn second(&mut self, op: Op) -> Result<(Op, Span, PartText), Fault> {
        let span = self.span();
        self.at += 1;
        Ok((op, span, self.part()?))
    }

    fn part(&mut self) -> Result<PartText, Fault> {
        let measure_span = self.span();
        let measure = self.measure()?;
        self.want_word("of")?;
        let kind = self.name("台账类别")?;
        let on = self.on()?;
        let mut clauses = Vec::new();
        while self.is_word("where") || self.is_word("counts") {
            clauses.push(self.clause()?);
        }
        Ok(PartText {
            measure,
            measure_span,
            kind,
            on,
            clauses,
        })
    }

    fn measure(&mut self) -> Result<MeasureText, Fault> {
        if self.take_word("count") {
            return Ok(MeasureText::Count);
        }
        let measure = ["sum", "distinct", "latest"]
            .into_iter()
            .find(|word| self.take_word(word));
        let Some(measure) = measure else {
            return Err(self.expected(&["count", "sum", "distinct", "latest"]));
        };
        let field = self.name("字段")?;
        Ok(match measure {
            "sum" => MeasureText::Sum(field),
            "distinct" => MeasureText::Distinct(field),
            _ => MeasureText::Latest(field),
        })
    }

    fn on(&mut self) -> Result<Option<On>, Fault> {
        if !self.take_word("on") {
            return Ok(None);
        }
        if self.take_word("day") {
            return Ok(Some(On::Day));
        }
        if self.take_word("eve") {
            return Ok(Some(On::Eve));
        }
        Err(self.expected(&["day", "eve"]))
    }

    fn clause(&mut self) -> Result<ClauseText, Fault> {
        if self.take_word("where") {
            return Ok(ClauseText::Where(self.test()?));
        }
        self.want_word("counts")?;
        let unless = self.take_word("unless");
        if !unless && !self.take_word("if") {
            return Err(self.expected(&["if", "unless"]));
        }
        let start = self.span();
        let test = self.test()?;
        if !self.take_word("else") {
            let message = "缺 else：请写明不计入的理由，例如 else \"尚未启动\"。";
            return Err(Fault::at(self.source, start.to(self.last()), message));
        }
        match self.next() {
            Token::Text(words) if !words.trim().is_empty() => Ok(ClauseText::Counts {
                unless,
                test,
                words,
            }),
            _ => {
                self.at -= 1;
                Err(self.here("else 后面要用引号写明不计入的理由，例如 else \"尚未启动\"。"))
            }
        }
    }
}
