use super::ast::{ClauseText, Formula, MeasureText, Op, PartText, Word};
use super::checked::{Checked, Clause, Measure, Part, Test, Time, Unit};
use crate::fault::{Fault, Span};
use crate::indicator::Parameter;
use crate::kind::{Column, Field, FieldType, Kind, Kinds, Subject};
use crate::near::hint;

/// Looks up every name, type and unit of a formula. The first thing that is wrong is told at its word.
pub fn check(formula: &Formula, kinds: &Kinds, parameters: &[Parameter]) -> Result<Checked, Fault> {
    let checker = Checker {
        source: &formula.source,
        kinds,
        parameters,
    };
    let first = checker.part(&formula.first)?;
    let Some((op, span, second)) = &formula.second else {
        let unit = first.unit.clone();
        return Ok(Checked {
            first,
            second: None,
            unit,
        });
    };
    let second = checker.part(second)?;
    if first.unit != second.unit {
        let verb = if *op == Op::Ratio { "相除" } else { "相减" };
        let (left, right) = (first.unit.name(), second.unit.name());
        return Err(checker.at(*span, format!("单位不一致：左边是{left}，右边是{right}，不能{verb}。可以{verb}的两边须是同一单位。")));
    }
    let unit = if *op == Op::Ratio {
        Unit::Ratio
    } else {
        first.unit.clone()
    };
    Ok(Checked {
        first,
        second: Some((*op, second)),
        unit,
    })
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

    pub(super) fn kind(&self, word: &Word) -> Result<&'a Kind, Fault> {
        let known = || hint(&word.text, &self.kinds.names(), "已有的类别：");
        self.kinds.get(&word.text).ok_or_else(|| {
            self.at(
                word.span,
                format!("没有台账类别 {}。{}", word.text, known()),
            )
        })
    }

    fn field(&self, kind: &'a Kind, word: &Word) -> Result<&'a Field, Fault> {
        let names: Vec<(&str, &str)> = kind
            .fields
            .iter()
            .map(|field| (field.id.as_str(), field.name.as_str()))
            .collect();
        let unknown = || {
            format!(
                "台账“{}”没有字段 {}。{}",
                kind.name,
                word.text,
                hint(&word.text, &names, "可用的字段：")
            )
        };
        kind.field(&word.text)
            .ok_or_else(|| self.at(word.span, unknown()))
    }

    pub(super) fn used(&self, kind: &'a Kind, word: &Word) -> Result<Used<'a>, Fault> {
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
            (Measure::Latest(_), Some(_)) => {
                return Err(self.at(
                    text.measure_span,
                    "latest 取最新公布的数，不再写 on day 或 on eve。",
                ));
            }
            (Measure::Latest(_), None) => Time::Latest,
            (_, Some(on)) => Time::Stock(on),
            (_, None) => Time::Flow,
        };
        let (mut wheres, mut counts) = (Vec::new(), Vec::new());
        for clause in &text.clauses {
            match clause {
                ClauseText::Where(test) => wheres.push(self.test(kind, test)?),
                ClauseText::Counts {
                    unless,
                    test,
                    words,
                } => {
                    let test = self.test(kind, test)?;
                    let test = if *unless {
                        Test::Not(Box::new(test))
                    } else {
                        test
                    };
                    counts.push(Clause {
                        test,
                        words: words.clone(),
                    });
                }
            }
        }
        let has_subject = kind.subject == Subject::Firm;
        Ok(Part {
            measure,
            kind: kind.id.clone(),
            kind_name: kind.name.clone(),
            has_subject,
            time,
            wheres,
            counts,
            unit,
            may_lack,
        })
    }

    fn measure(&self, kind: &'a Kind, text: &MeasureText) -> Result<(Measure, Unit, bool), Fault> {
        let counted = |field: &Field| {
            Unit::Count(if field.unit.is_empty() {
                kind.unit.clone()
            } else {
                field.unit.clone()
            })
        };
        match text {
            MeasureText::Count => Ok((Measure::Count, Unit::Count(kind.unit.clone()), false)),
            MeasureText::Distinct(word) if word.text == "subject" => {
                self.wants_subject(kind, word)?;
                Ok((
                    Measure::Distinct(Column::Subject),
                    Unit::Count("家".to_owned()),
                    false,
                ))
            }
            MeasureText::Distinct(word) => {
                let fits =
                    |kind| matches!(kind, FieldType::Text | FieldType::Option | FieldType::Link);
                let used = self.measurable(
                    kind,
                    word,
                    fits,
                    "去重计数",
                    "可去重的字段：subject（企业）、",
                )?;
                Ok((
                    Measure::Distinct(used.column),
                    counted(used.field),
                    !used.field.required,
                ))
            }
            MeasureText::Sum(word) | MeasureText::Latest(word) => {
                let sums = matches!(text, MeasureText::Sum(_));
                let (verb, list) = if sums {
                    ("求和", "可求和的字段：")
                } else {
                    ("取最新数", "可取最新数的字段：")
                };
                let used = self.measurable(
                    kind,
                    word,
                    |kind| matches!(kind, FieldType::Money | FieldType::Count),
                    verb,
                    list,
                )?;
                let unit = if used.field.kind == FieldType::Money {
                    Unit::Money
                } else {
                    counted(used.field)
                };
                let measure = if sums {
                    Measure::Sum(used.column)
                } else {
                    Measure::Latest(used.column)
                };
                Ok((measure, unit, !used.field.required))
            }
        }
    }

    pub(super) fn wants_subject(&self, kind: &Kind, word: &Word) -> Result<(), Fault> {
        if kind.subject == Subject::Firm {
            return Ok(());
        }
        Err(self.at(
            word.span,
            format!("台账“{}”的记录不对应企业，不能用 subject。", kind.name),
        ))
    }

    /// A measured field of a type that the measure can take.
    pub(super) fn measurable(
        &self,
        kind: &'a Kind,
        word: &Word,
        fits: impl Fn(FieldType) -> bool,
        verb: &str,
        list: &str,
    ) -> Result<Used<'a>, Fault> {
        let field = self.field(kind, word)?;
        if fits(field.kind) {
            return self.used(kind, word);
        }
        let able = kind
            .fields
            .iter()
            .filter(|field| fits(field.kind) && field.measured.is_some());
        let able: Vec<String> = able
            .map(|field| format!("{}（{}）", field.id, field.name))
            .collect();
        let able = if able.is_empty() {
            "没有".to_owned()
        } else {
            able.join("、")
        };
        Err(self.at(
            word.span,
            format!(
                "“{}”是{}，不能{verb}。{list}{able}。",
                field.name,
                field.kind.word()
            ),
        ))
    }
}

fn unmeasured(kind: &Kind, field: &Field) -> String {
    let texts = [FieldType::Text, FieldType::Long, FieldType::Option];
    let alike = |other: &&Field| {
        other.kind == field.kind || (texts.contains(&other.kind) && texts.contains(&field.kind))
    };
    let others: Vec<&str> = kind
        .fields
        .iter()
        .filter(|other| other.measured.is_some())
        .filter(alike)
        .map(|other| other.id.as_str())
        .collect();
    let instead = if others.is_empty() {
        String::new()
    } else {
        format!("，或换用：{}", others.join("、"))
    };
    format!(
        "“{}”没有列入可计量字段。请先在台账类别里把它设为可计量{instead}。",
        field.name
    )
}
