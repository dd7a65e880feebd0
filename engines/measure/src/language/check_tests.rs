//! The part of the checker that looks at tests.

use super::ast::{AnyText, ChoiceText, Path, TestText, Word};
use super::check::{Checker, Used};
use super::checked::{Choice, Comparator, Join, Test};
use super::values_of_fields::{choice_of, property_values, value_of};
use crate::fault::{Fault, Span};
use crate::kind::{Column, FieldType, Kind, Until};
use crate::near::hint;

impl<'a> Checker<'a> {
    pub(super) fn test(&self, kind: &'a Kind, text: &TestText) -> Result<Test, Fault> {
        let all = |tests: &[TestText]| {
            tests
                .iter()
                .map(|test| self.test(kind, test))
                .collect::<Result<Vec<_>, _>>()
        };
        match text {
            TestText::And(tests) => all(tests).map(Test::All),
            TestText::Or(tests) => all(tests).map(Test::Any),
            TestText::Not(test) => self.test(kind, test).map(|test| Test::Not(Box::new(test))),
            TestText::Any(any) => self.any(kind, any),
            TestText::Known(path) => self.known(kind, path),
            TestText::Good(path) => self.good(kind, path),
            TestText::In { path, choice } => self.choice(kind, path, choice),
            TestText::Compare { path, op, value } if path.second.is_some() => {
                let name = self.property(kind, path)?;
                self.no_order(path, *op, "属性")?;
                let values = property_values(self, &name, std::slice::from_ref(value))?;
                Ok(Test::Property {
                    name,
                    op: op.0,
                    values,
                })
            }
            TestText::Compare { path, op, value } => {
                let used = self.plain(kind, path)?;
                match used.field.kind {
                    FieldType::Option => self.no_order(path, *op, "选项")?,
                    FieldType::Text => self.no_order(path, *op, "文字")?,
                    _ => {}
                }
                Ok(Test::Compare {
                    column: used.column,
                    op: op.0,
                    value: value_of(self, used.field, value)?,
                })
            }
        }
    }

    fn no_order(
        &self,
        path: &Path,
        (op, span): (Comparator, Span),
        what: &str,
    ) -> Result<(), Fault> {
        if op.is_order() {
            let name = path.second.as_ref().unwrap_or(&path.first);
            return Err(self.at(
                span,
                format!("{} 是{what}，没有大小，只能用 =、!= 或 in。", name.text),
            ));
        }
        Ok(())
    }

    /// A path that is a field of this kind.
    fn plain(&self, kind: &'a Kind, path: &Path) -> Result<Used<'a>, Fault> {
        if path.second.is_some() {
            return Err(self.at(
                path.span(),
                "这里要写本类别的字段；企业属性（subject.size 等）只能用 =、!= 或 in。",
            ));
        }
        if path.first.text == "subject" {
            return Err(self.at(path.span(), "subject 是企业本身，请写它的属性：subject.size（规模）、subject.industry（行业）、subject.town（镇区）。"));
        }
        self.used(kind, &path.first)
    }

    fn property(&self, kind: &Kind, path: &Path) -> Result<String, Fault> {
        let name = path.second.as_ref().unwrap_or(&path.first);
        if path.first.text != "subject" {
            return Err(self.at(
                path.first.span,
                "点号前面只能是 subject，例如 subject.size。",
            ));
        }
        self.wants_subject(kind, &path.first)?;
        let known = [("size", "规模"), ("industry", "行业"), ("town", "镇区")];
        if known.iter().all(|(id, _)| *id != name.text) {
            return Err(self.at(
                name.span,
                format!(
                    "企业没有属性 {}。{}",
                    name.text,
                    hint(&name.text, &known, "可用的属性：")
                ),
            ));
        }
        Ok(name.text.clone())
    }

    /// The end of a row that follows from a rule is there whether the field was filled or not.
    fn known(&self, kind: &'a Kind, path: &Path) -> Result<Test, Fault> {
        let used = self.plain(kind, path)?;
        let by_rule = |until: &Until| until.year_end_of.is_some() || until.new_year_after.is_some();
        if used.column == Column::Until && kind.until.as_ref().is_some_and(by_rule) {
            let message = format!(
                "“{}”没有填时按规则推算，不能问有没有填；可以和 day（截至日）比较。",
                used.field.name
            );
            return Err(self.at(path.span(), message));
        }
        Ok(Test::Known(used.column))
    }

    fn good(&self, kind: &'a Kind, path: &Path) -> Result<Test, Fault> {
        let used = self.plain(kind, path)?;
        if used.field.kind != FieldType::Link {
            let message = format!(
                "“{}”是{}，is good 只用于关联记录。",
                used.field.name,
                used.field.kind.word()
            );
            return Err(self.at(path.span(), message));
        }
        Ok(Test::LinkGood)
    }

    fn choice(&self, kind: &'a Kind, path: &Path, choice: &ChoiceText) -> Result<Test, Fault> {
        if path.second.is_some() {
            let name = self.property(kind, path)?;
            let ChoiceText::Given(values) = choice else {
                return Err(self.at(
                    path.span(),
                    "企业属性只能和写出来的各项比较，例如 subject.size in (large, medium)。",
                ));
            };
            let values = property_values(self, &name, values)?;
            return Ok(Test::Property {
                name,
                op: Comparator::Equal,
                values,
            });
        }
        let used = self.plain(kind, path)?;
        let choice: Choice = choice_of(self, used.field, choice)?;
        Ok(Test::In {
            column: used.column,
            choice,
        })
    }

    fn any(&self, kind: &'a Kind, text: &AnyText) -> Result<Test, Fault> {
        let other = self.kind(&text.kind)?;
        let (theirs, theirs_type) = self.key(other, &text.theirs)?;
        let (ours, ours_type) = self.key(kind, &text.ours)?;
        if theirs_type != ours_type {
            let message = format!(
                "两边不是一类东西：{} 和 this.{} 不能相等比较。",
                text.theirs.text, text.ours.text
            );
            return Err(self.at(text.theirs.span.to(text.ours.span), message));
        }
        let test = text
            .test
            .as_ref()
            .map(|test| self.test(other, test))
            .transpose()?;
        Ok(Test::Exists(Box::new(Join {
            kind: other.id.clone(),
            when: text.when,
            theirs,
            ours,
            test,
        })))
    }

    /// The key of an `any`: the subject, or a measured text, option or link.
    fn key(&self, kind: &'a Kind, word: &Word) -> Result<(Column, Option<FieldType>), Fault> {
        if word.text == "subject" {
            return self
                .wants_subject(kind, word)
                .map(|()| (Column::Subject, None));
        }
        let fits = |kind| matches!(kind, FieldType::Text | FieldType::Option | FieldType::Link);
        let used = self.measurable(
            kind,
            word,
            fits,
            "用来对应",
            "可用来对应的字段：subject（企业）、",
        )?;
        Ok((used.column, Some(used.field.kind)))
    }
}
