//! The part of the parser that reads tests.

use super::When;
use super::ast::{AnyText, ChoiceText, Path, TestText, ValueKind, ValueText, Word};
use super::lexer::Token;
use super::parser::Parser;
use crate::fault::Fault;

impl Parser<'_> {
    pub(super) fn test(&mut self) -> Result<TestText, Fault> {
        let mut tests = vec![self.conjunction()?];
        while self.take_word("or") {
            tests.push(self.conjunction()?);
        }
        Ok(if tests.len() == 1 {
            tests.remove(0)
        } else {
            TestText::Or(tests)
        })
    }

    fn conjunction(&mut self) -> Result<TestText, Fault> {
        let mut tests = vec![self.single()?];
        while self.take_word("and") {
            tests.push(self.single()?);
        }
        Ok(if tests.len() == 1 {
            tests.remove(0)
        } else {
            TestText::And(tests)
        })
    }

    fn single(&mut self) -> Result<TestText, Fault> {
        if self.take_word("not") {
            return self.deeper(|parser| Ok(TestText::Not(Box::new(parser.single()?))));
        }
        if *self.peek() == Token::Open {
            self.next();
            let test = self.deeper(Self::test)?;
            self.want(&Token::Close)?;
            return Ok(test);
        }
        if self.take_word("any") {
            return self.deeper(Self::any);
        }
        self.atom()
    }

    fn atom(&mut self) -> Result<TestText, Fault> {
        let path = self.path()?;
        let span = self.span();
        match self.peek().clone() {
            Token::Compare(op) => {
                self.next();
                Ok(TestText::Compare {
                    path,
                    op: (op, span),
                    value: self.value()?,
                })
            }
            Token::Word(word) if word == "in" => {
                self.next();
                Ok(TestText::In {
                    path,
                    choice: self.choice()?,
                })
            }
            Token::Word(word) if word == "is" => {
                self.next();
                if self.take_word("known") {
                    return Ok(TestText::Known(path));
                }
                self.want_word("good")
                    .map_err(|_| self.expected(&["known", "good"]))?;
                Ok(TestText::Good(path))
            }
            _ => {
                Err(self.expected(&["=", "!=", "<", "<=", ">", ">=", "in", "is known", "is good"]))
            }
        }
    }

    fn path(&mut self) -> Result<Path, Fault> {
        let first = self.name("字段")?;
        let second = if *self.peek() == Token::Dot {
            self.next();
            Some(self.name("属性")?)
        } else {
            None
        };
        Ok(Path { first, second })
    }

    fn choice(&mut self) -> Result<ChoiceText, Fault> {
        let span = self.span();
        if let Token::Parameter(text) = self.peek().clone() {
            self.next();
            return Ok(ChoiceText::Parameter(Word { text, span }));
        }
        if *self.peek() != Token::Open {
            return Err(self.here(
                "in 后面写括号里的各项，例如 in (university, institute)，或参数，例如 in $levels。",
            ));
        }
        self.next();
        let mut values = vec![self.value()?];
        while *self.peek() == Token::Comma {
            self.next();
            values.push(self.value()?);
        }
        self.want(&Token::Close)?;
        Ok(ChoiceText::Given(values))
    }

    fn value(&mut self) -> Result<ValueText, Fault> {
        let span = self.span();
        let kind = match self.peek().clone() {
            Token::Number { digits, unit } => ValueKind::Number { digits, unit },
            Token::Text(text) => ValueKind::Text(text),
            Token::Word(word) => ValueKind::Word(word),
            Token::Parameter(_) => {
                return Err(self.here("参数只能写在 in 后面，例如 level in $levels。"));
            }
            other => {
                return Err(self.here(format!(
                    "这里应当是一个值（数、文字、选项或级别），现在是{}。",
                    other.shown()
                )));
            }
        };
        self.next();
        Ok(ValueText { kind, span })
    }

    fn any(&mut self) -> Result<TestText, Fault> {
        let kind = self.name("台账类别")?;
        let when = self.when()?;
        self.want_word("with")?;
        let theirs = self.name("字段")?;
        if *self.peek() != Token::Compare(super::Comparator::Equal) {
            return Err(self.expected(&["="]));
        }
        self.next();
        self.want_word("this")?;
        self.want(&Token::Dot)?;
        let ours = self.name("字段")?;
        let test = if self.take_word("where") {
            self.want(&Token::Open)?;
            let test = self.deeper(Self::test)?;
            self.want(&Token::Close)?;
            Some(test)
        } else {
            None
        };
        Ok(TestText::Any(Box::new(AnyText {
            kind,
            when,
            theirs,
            ours,
            test,
        })))
    }

    fn when(&mut self) -> Result<When, Fault> {
        let choices = [
            ("before", "period", When::BeforePeriod),
            ("in", "period", When::InPeriod),
            ("on", "day", When::OnDay),
        ];
        for (first, second, when) in choices {
            if self.take_word(first) {
                return self.want_word(second).map(|()| when);
            }
        }
        Err(self.expected(&["before period", "in period", "on day"]))
    }
}
