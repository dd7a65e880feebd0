use super::ast::{AnyText, ChoiceText, ClauseText, Formula, MeasureText, Op, PartText, Path, TestText, Word};
use super::checked::{Checked, Choice, Clause, Comparator, Join, Measure, Part, Test, Time, Unit};
use super::values_of_fields::{choice_of, property_values, value_of};
use crate::fault::{Fault, Span};
use crate::indicator::Parameter;
use crate::kind::{Column, Field, FieldType, Kind, Kinds, Subject};
use crate::near::hint;

/// Looks up every name, type and unit of a formula. The first thing that is wrong is told at its word.
pub fn check(formula: &Formula, kinds: &Kinds, parameters: &[Parameter]) -> Result<Checked, Fault> {
    let checker = Checker { source: &formula.source, kinds, parameters };
    let first = checker.part(&formula.first)?;
    let Some((op, span, second)) = &formula.second else {
        let unit = first.unit.clone();
        return Ok(Checked { first, second: None, unit });
    };
    let second = checker.part(second)?;
    if first.unit != second.unit {
        let verb = if *op == Op::Ratio { "相除" } else { "相减" };
        let (left, right) = (first.unit.name(), second.unit.name());
        return Err(checker.at(*span, format!("单位不一致：左边是{left}，右边是{right}，不能{verb}。可以{verb}的两边须是同一单位。")));
    }
    let unit = if *op == Op::Ratio { Unit::Ratio } else { first.unit.clone() };
    Ok(Checked { first, second: Some((*op, second)), unit })
}

pub(super) struct Checker<'a> {
    source: &'a str,
    kinds: &'a Kinds,
    pub parameters: &'a [Parameter],
}

/// A field as a formula may use it: where it stands, and what it is.
pub(super) struct Used<'a> {
    pub column: Column,
    pub field: &'a Field,
}

impl<'a> Checker<'a> {
    pub fn at(&self, span: Span, message: impl Into<String>) -> Fault {
        Fault::at(self.source, span, message)
    }

    fn kind(&self, word: &Word) -> Result<&'a Kind, Fault> {
        let known = || hint(&word.text, &self.kinds.names(), "已有的类别：");
        self.kinds.get(&word.text).ok_or_else(|| self.at(word.span, format!("没有台账类别 {}。{}", word.text, known())))
    }

    fn field(&self, kind: &'a Kind, word: &Word) -> Result<&'a Field, Fault> {
        let names: Vec<(&str, &str)> = kind.fields.iter().map(|field| (field.id.as_str(), field.name.as_str())).collect();
        let unknown = || format!("台账“{}”没有字段 {}。{}", kind.name, word.text, hint(&word.text, &names, "可用的字段："));
        kind.field(&word.text).ok_or_else(|| self.at(word.span, unknown()))
    }

    fn used(&self, kind: &'a Kind, word: &Word) -> Result<Used<'a>, Fault> {
        let field = self.field(kind, word)?;
        match kind.column(field) {
            Some(column) => Ok(Used { column, field }),
            None => Err(self.at(word.span, unmeasured(kind, field))),
        }
    }

    fn part(&self, text: &PartText) -> Result<Part, Fault> {
        let kind = self.kind(&text.kind)?;
        let (measure, unit, may_lack) = self.measure(kind, &text.measure)?;
        let time = match (measure, text.on) {
            (Measure::Latest(_), Some(_)) => return Err(self.at(text.measure_span, "latest 取最新公布的数，不再写 on day 或 on eve。")),
            (Measure::Latest(_), None) => Time::Latest,
            (_, Some(on)) => Time::Stock(on),
            (_, None) => Time::Flow,
        };
        let (mut wheres, mut counts) = (Vec::new(), Vec::new());
        for clause in &text.clauses {
            match clause {
                ClauseText::Where(test) => wheres.push(self.test(kind, test)?),
                ClauseText::Counts { unless, test, words } => {
                    let test = self.test(kind, test)?;
                    let test = if *unless { Test::Not(Box::new(test)) } else { test };
                    counts.push(Clause { test, words: words.clone() });
                }
            }
        }
        let has_subject = kind.subject == Subject::Firm;
        Ok(Part { measure, kind: kind.id.clone(), kind_name: kind.name.clone(), has_subject, time, wheres, counts, unit, may_lack })
    }

    fn measure(&self, kind: &'a Kind, text: &MeasureText) -> Result<(Measure, Unit, bool), Fault> {
        let counted = |field: &Field| Unit::Count(if field.unit.is_empty() { kind.unit.clone() } else { field.unit.clone() });
        match text {
            MeasureText::Count => Ok((Measure::Count, Unit::Count(kind.unit.clone()), false)),
            MeasureText::Distinct(word) if word.text == "subject" => {
                self.wants_subject(kind, word)?;
                Ok((Measure::Distinct(Column::Subject), Unit::Count("家".to_owned()), false))
            }
            MeasureText::Distinct(word) => {
                let fits = |kind| matches!(kind, FieldType::Text | FieldType::Option | FieldType::Link);
                let used = self.measurable(kind, word, fits, "去重计数", "可去重的字段：subject（企业）、")?;
                Ok((Measure::Distinct(used.column), counted(used.field), !used.field.required))
            }
            MeasureText::Sum(word) | MeasureText::Latest(word) => {
                let sums = matches!(text, MeasureText::Sum(_));
                let (verb, list) = if sums { ("求和", "可求和的字段：") } else { ("取最新数", "可取最新数的字段：") };
                let used = self.measurable(kind, word, |kind| matches!(kind, FieldType::Money | FieldType::Count), verb, list)?;
                let unit = if used.field.kind == FieldType::Money { Unit::Money } else { counted(used.field) };
                let measure = if sums { Measure::Sum(used.column) } else { Measure::Latest(used.column) };
                Ok((measure, unit, !used.field.required))
            }
        }
    }

    fn wants_subject(&self, kind: &Kind, word: &Word) -> Result<(), Fault> {
        if kind.subject == Subject::Firm {
            return Ok(());
        }
        Err(self.at(word.span, format!("台账“{}”的记录不对应企业，不能用 subject。", kind.name)))
    }

    /// A measured field of a type that the measure can take.
    fn measurable(&self, kind: &'a Kind, word: &Word, fits: impl Fn(FieldType) -> bool, verb: &str, list: &str) -> Result<Used<'a>, Fault> {
        let field = self.field(kind, word)?;
        if fits(field.kind) {
            return self.used(kind, word);
        }
        let able = kind.fields.iter().filter(|field| fits(field.kind) && field.measured.is_some());
        let able: Vec<String> = able.map(|field| format!("{}（{}）", field.id, field.name)).collect();
        let able = if able.is_empty() { "没有".to_owned() } else { able.join("、") };
        Err(self.at(word.span, format!("“{}”是{}，不能{verb}。{list}{able}。", field.name, field.kind.word())))
    }

    fn test(&self, kind: &'a Kind, text: &TestText) -> Result<Test, Fault> {
        let all = |tests: &[TestText]| tests.iter().map(|test| self.test(kind, test)).collect::<Result<Vec<_>, _>>();
        match text {
            TestText::And(tests) => all(tests).map(Test::All),
            TestText::Or(tests) => all(tests).map(Test::Any),
            TestText::Not(test) => self.test(kind, test).map(|test| Test::Not(Box::new(test))),
            TestText::Any(any) => self.any(kind, any),
            TestText::Known(path) => Ok(Test::Known(self.plain(kind, path)?.column)),
            TestText::Good(path) => self.good(kind, path),
            TestText::In { path, choice } => self.choice(kind, path, choice),
            TestText::Compare { path, op, value } if path.second.is_some() => {
                let name = self.property(kind, path)?;
                self.no_order(path, *op, "属性")?;
                let values = property_values(self, &name, std::slice::from_ref(value))?;
                Ok(Test::Property { name, op: op.0, values })
            }
            TestText::Compare { path, op, value } => {
                let used = self.plain(kind, path)?;
                match used.field.kind {
                    FieldType::Option => self.no_order(path, *op, "选项")?,
                    FieldType::Text => self.no_order(path, *op, "文字")?,
                    _ => {}
                }
                Ok(Test::Compare { column: used.column, op: op.0, value: value_of(self, used.field, value)? })
            }
        }
    }

    fn no_order(&self, path: &Path, (op, span): (Comparator, Span), what: &str) -> Result<(), Fault> {
        if op.is_order() {
            let name = path.second.as_ref().unwrap_or(&path.first);
            return Err(self.at(span, format!("{} 是{what}，没有大小，只能用 =、!= 或 in。", name.text)));
        }
        Ok(())
    }

    /// A path that is a field of this kind.
    fn plain(&self, kind: &'a Kind, path: &Path) -> Result<Used<'a>, Fault> {
        if path.second.is_some() {
            return Err(self.at(path.span(), "这里要写本类别的字段；企业属性（subject.size 等）只能用 =、!= 或 in。"));
        }
        if path.first.text == "subject" {
            return Err(self.at(path.span(), "subject 是企业本身，请写它的属性：subject.size（规模）、subject.industry（行业）、subject.town（镇区）。"));
        }
        self.used(kind, &path.first)
    }

    fn property(&self, kind: &Kind, path: &Path) -> Result<String, Fault> {
        let name = path.second.as_ref().unwrap_or(&path.first);
        if path.first.text != "subject" {
            return Err(self.at(path.first.span, "点号前面只能是 subject，例如 subject.size。"));
        }
        self.wants_subject(kind, &path.first)?;
        let known = [("size", "规模"), ("industry", "行业"), ("town", "镇区")];
        if known.iter().all(|(id, _)| *id != name.text) {
            return Err(self.at(name.span, format!("企业没有属性 {}。{}", name.text, hint(&name.text, &known, "可用的属性："))));
        }
        Ok(name.text.clone())
    }

    fn good(&self, kind: &'a Kind, path: &Path) -> Result<Test, Fault> {
        let used = self.plain(kind, path)?;
        if used.field.kind != FieldType::Link {
            let message = format!("“{}”是{}，is good 只用于关联记录。", used.field.name, used.field.kind.word());
            return Err(self.at(path.span(), message));
        }
        Ok(Test::LinkGood)
    }

    fn choice(&self, kind: &'a Kind, path: &Path, choice: &ChoiceText) -> Result<Test, Fault> {
        if path.second.is_some() {
            let name = self.property(kind, path)?;
            let ChoiceText::Given(values) = choice else {
                return Err(self.at(path.span(), "企业属性只能和写出来的各项比较，例如 subject.size in (large, medium)。"));
            };
            let values = property_values(self, &name, values)?;
            return Ok(Test::Property { name, op: Comparator::Equal, values });
        }
        let used = self.plain(kind, path)?;
        let choice: Choice = choice_of(self, used.field, choice)?;
        Ok(Test::In { column: used.column, choice })
    }

    fn any(&self, kind: &'a Kind, text: &AnyText) -> Result<Test, Fault> {
        let other = self.kind(&text.kind)?;
        let (theirs, theirs_type) = self.key(other, &text.theirs)?;
        let (ours, ours_type) = self.key(kind, &text.ours)?;
        if theirs_type != ours_type {
            let message = format!("两边不是一类东西：{} 和 this.{} 不能相等比较。", text.theirs.text, text.ours.text);
            return Err(self.at(text.theirs.span.to(text.ours.span), message));
        }
        let test = text.test.as_ref().map(|test| self.test(other, test)).transpose()?;
        Ok(Test::Exists(Box::new(Join { kind: other.id.clone(), when: text.when, theirs, ours, test })))
    }

    /// The key of an `any`: the subject, or a measured text, option or link.
    fn key(&self, kind: &'a Kind, word: &Word) -> Result<(Column, Option<FieldType>), Fault> {
        if word.text == "subject" {
            return self.wants_subject(kind, word).map(|()| (Column::Subject, None));
        }
        let fits = |kind| matches!(kind, FieldType::Text | FieldType::Option | FieldType::Link);
        let used = self.measurable(kind, word, fits, "用来对应", "可用来对应的字段：subject（企业）、")?;
        Ok((used.column, Some(used.field.kind)))
    }
}

fn unmeasured(kind: &Kind, field: &Field) -> String {
    let texts = [FieldType::Text, FieldType::Long, FieldType::Option];
    let alike = |other: &&Field| other.kind == field.kind || (texts.contains(&other.kind) && texts.contains(&field.kind));
    let others: Vec<&str> = kind.fields.iter().filter(|other| other.measured.is_some()).filter(alike).map(|other| other.id.as_str()).collect();
    let instead = if others.is_empty() { String::new() } else { format!("，或换用：{}", others.join("、")) };
    format!("“{}”没有列入可计量字段。请先在台账类别里把它设为可计量{instead}。", field.name)
}
