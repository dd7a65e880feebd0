use std::collections::BTreeMap;

use super::Reading;
use crate::layout::Filled;
use crate::text;
use crate::wanted::Type;

/// A way of writing that was understood and made canonical; counted on the page of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tidied {
    FullWidth,
    Thousands,
    /// A day that is text, or in another shape than `2020-09-30`.
    DayAsText,
    Blanks,
    /// 36万元
    OwnUnit,
    Percent,
    /// A day left as its number: 44104.
    Serial,
    /// A code in lower case.
    Case,
    /// An amount of a formula, rounded to fen.
    Rounded,
    /// — or / for nothing.
    Nothing,
}

impl Tidied {
    /// 全角字符, 千分位 …
    pub fn word(self) -> &'static str {
        match self {
            Tidied::FullWidth => "全角字符",
            Tidied::Thousands => "千分位",
            Tidied::DayAsText => "文本日期",
            Tidied::Blanks => "多余空格",
            Tidied::OwnUnit => "自带单位",
            Tidied::Percent => "百分号",
            Tidied::Serial => "日期序列号",
            Tidied::Case => "小写字母",
            Tidied::Rounded => "四舍五入到分",
            Tidied::Nothing => "表示没有的符号",
        }
    }
}

/// How the cells of a table were understood, counted.
#[derive(Default)]
pub struct Ways {
    tidied: BTreeMap<Tidied, u32>,
    /// Values that a formula gave when the file was last saved, out of another file perhaps.
    formulas: u32,
}

impl Ways {
    /// Counts a cell, if it could be read.
    pub fn note(&mut self, filled: &Filled) {
        if let Ok(reading) = &filled.reading {
            self.formulas += u32::from(filled.formula);
            for how in &reading.tidied {
                *self.tidied.entry(*how).or_default() += 1;
            }
        }
    }

    /// What each way is called, and of how many cells.
    pub fn told(&self) -> Vec<(String, u32)> {
        let told = self.tidied.iter();
        let told = told.map(|(how, cells)| (how.word().to_owned(), *cells));
        let formulas = ("公式（取上次保存时算出的值）".to_owned(), self.formulas);
        told.chain((self.formulas > 0).then_some(formulas))
            .collect()
    }
}

#[derive(Default)]
pub(super) struct Notes(Vec<Tidied>);

impl Notes {
    pub fn add(&mut self, tidied: Tidied) {
        if !self.0.contains(&tidied) {
            self.0.push(tidied);
        }
    }

    pub fn add_if(&mut self, it_is_so: bool, tidied: Tidied) {
        if it_is_so {
            self.add(tidied);
        }
    }

    /// What can be seen of a text without reading it.
    pub fn look(&mut self, text: &str, kind: Type) {
        let ends = text.trim_matches(text::is_blank).len() != text.len();
        if text.is_ascii() {
            return self.add_if(ends && kind != Type::Long, Tidied::Blanks);
        }
        let inside = text.contains(['\u{a0}', '\u{3000}', '\u{200b}']);
        self.add_if((ends || inside) && kind != Type::Long, Tidied::Blanks);
        let is_free = matches!(kind, Type::Text | Type::Long | Type::Link);
        let full = |c| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '，' | '％');
        self.add_if(!is_free && text.contains(full), Tidied::FullWidth);
    }

    pub fn with(self, text: String) -> Reading {
        Reading {
            text,
            tidied: self.0,
        }
    }
}
