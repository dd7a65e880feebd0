//! What the columns of a table hold, by the words at their head: 指标, 目标值, 单位, 一季度, 牵头科室, 完成时限.

mod below;
mod settle;
mod words;

use super::cell;
use below::Below;
pub use settle::Known;
use words::{is_generic, is_unknown};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// What is to be reached, or done.
    Name,
    /// Who the row is about: a town, a county, a zone.
    Whose,
    /// A value to reach.
    Value,
    /// A value that was reached.
    Reached,
    /// A value of this year, to reach or reached: the row of the heads decides.
    Year(i32),
    /// The unit of the values.
    Unit,
    /// The value at the end of a quarter, 1 to 4.
    Quarter(usize),
    /// The office that leads.
    Lead,
    /// Offices that assist.
    Assisting,
    /// The leader in charge.
    Leader,
    /// Who answers for it.
    Person,
    /// Until when.
    Due,
    /// What a row belongs to, beside what it is about: 考核项目 beside 考核指标.
    Category,
    /// Nothing that is to be reached stands in it: 分值, 评分标准, 总投资, 建设内容.
    Nothing,
    Other,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub column: Column,
    /// The unit in brackets behind the words: 高企净增数（家）.
    pub unit: Option<String>,
    /// What the column counts, where its head names that and not only 目标值.
    pub noun: String,
    /// The words, without the unit.
    pub words: Vec<char>,
    /// Does it count only what has a unit of its own? 高企 over 8家, but not over 8.
    pub needs_unit: bool,
    /// Is it a place whose share of what the row is about stands below: 城关镇 beside 指标?
    pub is_place: bool,
}

/// The longest head of a column.
const LONGEST: usize = 24;

impl Head {
    /// Reads the words at the head of a column.
    ///
    /// `has_caption`: a line above the table says the unit of its values, so that any other word heads values.
    pub fn of(cell: &[char], has_caption: bool) -> Self {
        let (words, unit) = cell::without_unit(words::plain(cell));
        let mut head = Self {
            column: Column::Other,
            unit: None,
            noun: String::new(),
            words: words.to_vec(),
            needs_unit: false,
            is_place: false,
        };
        if cell.len() > LONGEST {
            return head;
        }
        head.column = match words::column(words, unit.is_some()) {
            Column::Other if has_caption && is_unknown(words) => Column::Value,
            column => column,
        };
        head.unit = unit;
        if head.column == Column::Value {
            head.name();
        }
        head
    }

    /// A column of values counts what its head says.
    fn name(&mut self) {
        if !is_generic(&self.words) {
            self.noun = self.words.iter().collect();
        }
    }

    /// No longer than heads are, and no sentence.
    pub fn is_short(&self) -> bool {
        self.words.len() <= LONGEST && !self.words.iter().any(|c| matches!(c, '，' | '。' | '；'))
    }

    /// 同比增长.
    pub fn is_rate(&self) -> bool {
        words::is_rate(&self.words)
    }

    /// 一季度（当季）: for itself, and not from the beginning of the year.
    pub fn is_alone(&self) -> bool {
        crate::scan::has_any(&self.words, &["当季", "本季", "单季", "当期"])
    }

    /// 确保目标.
    pub fn is_committed(&self) -> bool {
        words::is_committed(&self.words)
    }

    /// 力争目标, 奋斗目标.
    pub fn is_striven(&self) -> bool {
        words::is_striven(&self.words)
    }

    /// Puts a head under the one that is merged over it: 高企 over 2020年目标 counts 高企.
    pub fn under(mut self, above: &Head) -> Self {
        let counts = matches!(
            above.column,
            Column::Value | Column::Reached | Column::Name | Column::Other
        ) && is_unknown(&above.words)
            && !is_generic(&above.words);
        match self.column {
            Column::Other | Column::Name | Column::Value if above.column == Column::Reached => {
                self.column = Column::Reached;
            }
            Column::Other if counts => {
                (self.column, self.needs_unit) = (Column::Value, true);
                self.noun = self.words.iter().collect();
            }
            _ => {}
        }
        if matches!(
            self.column,
            Column::Value | Column::Reached | Column::Year(_) | Column::Quarter(_)
        ) {
            if counts && above.column != Column::Reached {
                self.noun
                    .insert_str(0, &above.words.iter().collect::<String>());
            }
            self.unit = self.unit.or_else(|| above.unit.clone());
        }
        self
    }
}

/// Is the cell one of a form, which says what stands beside it? 牵头单位, 完成时限, but no office: 各有关单位.
pub fn is_label(words: &[char]) -> bool {
    words::is_label(words)
}

/// Does a cell say that nothing stands in it: —, /, 无?
pub fn says_nothing(words: &[char]) -> bool {
    words::says_nothing(words)
}

/// How many lists stand side by side, each with the heads of the first: 镇, 高企, 镇, 高企.
pub fn lists(heads: &[Head]) -> usize {
    let widths = (2..=heads.len() / 2).filter(|width| heads.len().is_multiple_of(*width));
    let mut repeated = widths.filter(|width| {
        let (first, rest) = heads.split_at(*width);
        let named = first.iter().any(|h| h.words.len() > 1);
        let same = |(at, head): (usize, &Head)| head.words == first[at % width].words;
        named && rest.iter().enumerate().all(same)
    });
    repeated.next().map_or(1, |width| heads.len() / width)
}

/// 一季度 as what a cell says of its numbers.
pub fn quarter_of(name: &str) -> Option<usize> {
    only_quarter(&crate::scan::chars(name))
}

/// The same of its characters.
pub fn only_quarter(words: &[char]) -> Option<usize> {
    words::only_quarter(words)
}

/// The heads of a row, if it is the first row of a table that says what is to be reached. `below`: the cells of some lines
/// below it.
pub fn row(
    cells: &[Vec<char>],
    has_caption: bool,
    known: &Known,
    below: &dyn Fn() -> Vec<Vec<Vec<char>>>,
) -> Option<Vec<Head>> {
    if cells.iter().filter(|c| !c.is_empty()).count() < 2 || cells.iter().any(|c| speaks(c)) {
        return None;
    }
    let mut heads: Vec<Head> = cells.iter().map(|c| Head::of(c, has_caption)).collect();
    let may_name = heads.iter().any(|h| says_whose_row(h.column));
    if !may_name || cells.iter().any(|c| says_number(c)) {
        return None;
    }
    if known.is_ruled || cells.len() >= FEWEST_HEADS {
        settle::by_cells(&mut heads, &Below::of(below(), cells.len()));
    }
    settle::all(&mut heads, known);
    let useful = heads.iter().any(|h| {
        matches!(
            h.column,
            Column::Value | Column::Lead | Column::Due | Column::Quarter(_)
        )
    });
    let named = heads
        .iter()
        .any(|h| matches!(h.column, Column::Name | Column::Whose));
    (named && useful).then_some(heads)
}

/// So many words with blanks between them may be heads whose cells are looked at.
const FEWEST_HEADS: usize = 4;

/// What a row is about stands in such a column; a category or a unit may turn out to be one.
fn says_whose_row(column: Column) -> bool {
    matches!(
        column,
        Column::Name
            | Column::Whose
            | Column::Category
            | Column::Unit
            | Column::Value
            | Column::Lead
    )
}

/// Does a cell say a sentence, or an item of a form (牵头科室：高新科)? What stands in brackets says none, and a sign at the
/// end only ends a head.
fn speaks(cell: &[char]) -> bool {
    let (words, _) = cell::without_unit(words::plain(cell));
    let mut depth = 0_usize;
    words.iter().any(|c| {
        match c {
            '（' | '〔' => depth += 1,
            '）' | '〕' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '：' | '。' | '，' | '；')
    })
}

/// A number with its unit, and no head such as 1-3月.
pub fn says_number(cell: &[char]) -> bool {
    let is_quarter = matches!(Head::of(cell, false).column, Column::Quarter(_));
    !is_quarter && cell::says_number(cell)
}

/// A second row of heads has been put under the first.
pub fn settle_again(heads: &mut [Head], known: &Known) {
    settle::years(heads, known);
    settle::rates(heads);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan;

    #[test]
    fn columns_by_their_heads() {
        use Column::{
            Assisting, Category, Due, Lead, Leader, Name, Nothing, Other, Person, Quarter, Reached,
            Unit, Value, Whose,
        };
        for (row_of, columns) in [
            (
                "序号 指标 目标值 单位 一季度 二季度 三季度 四季度 牵头科室 完成时限",
                &[
                    Nothing,
                    Name,
                    Value,
                    Unit,
                    Quarter(1),
                    Quarter(2),
                    Quarter(3),
                    Quarter(4),
                    Lead,
                    Due,
                ][..],
            ),
            (
                "镇（街道） 高企净增数（家） 研发投入（亿元）",
                &[Whose, Value, Value],
            ),
            ("单位 高企净增数（家）", &[Whose, Value]),
            (
                "指标名称 2020年 2025年 属性",
                &[Name, Reached, Value, Other],
            ),
            (
                "主要指标 2020年实际 2021年目标 责任单位",
                &[Name, Reached, Value, Lead],
            ),
            ("工作任务 责任科室 完成时限", &[Name, Lead, Due]),
            (
                "工作任务 分管领导 牵头科室 责任人",
                &[Name, Leader, Lead, Person],
            ),
            (
                "工作任务 责任科室 责任人 完成时限",
                &[Name, Lead, Person, Due],
            ),
            (
                "指标 2020年目标 同比增长 1-8月完成 增幅",
                &[Name, Value, Value, Reached, Reached],
            ),
            (
                "指标 2019年目标 2019年完成 2020年目标 2020年完成时限",
                &[Name, Reached, Reached, Value, Due],
            ),
            (
                "事项 全年目标 1—3月 1—6月 1—9月 全年 归口科室",
                &[
                    Name,
                    Value,
                    Quarter(1),
                    Quarter(2),
                    Quarter(3),
                    Quarter(4),
                    Lead,
                ],
            ),
            (
                "考核项目 考核指标 下达目标 分值 评分标准 备注",
                &[Category, Name, Value, Nothing, Nothing, Other],
            ),
            ("指标 工作内容 目标值", &[Name, Other, Value]),
            ("镇 高企 研发项目 专利", &[Whose, Value, Value, Value]),
            ("镇 任务 目标值 备注", &[Whose, Name, Value, Other]),
            (
                "项目名称 建设内容 总投资（亿元） 年度计划投资（亿元）",
                &[Name, Nothing, Nothing, Value],
            ),
            ("项目名称 建设内容 责任单位", &[Name, Other, Lead]),
            (
                "工作任务 牵头单位 责任单位 配合单位 时限",
                &[Name, Lead, Assisting, Assisting, Due],
            ),
        ] {
            let cells: Vec<Vec<char>> = row_of.split(' ').map(scan::chars).collect();
            let known = Known {
                planned: None,
                is_ruled: true,
            };
            let heads = row(&cells, false, &known, &Vec::new)
                .map(|r| r.iter().map(|h| h.column).collect::<Vec<_>>());
            assert_eq!(heads.as_deref(), Some(columns), "{row_of}");
        }
    }

    #[test]
    fn what_was_and_what_is_to_come() {
        let column = |head: &str| Head::of(&scan::chars(head), false).column;
        for head in [
            "2019年完成",
            "2019年底数",
            "目前进展",
            "1-8月完成",
            "截至8月底完成",
            "存量",
            "现有",
            "已有",
            "进展情况",
            "上半年完成",
            "完成率",
            "一季度实绩",
        ] {
            assert_eq!(column(head), Column::Reached, "{head}");
        }
        for head in [
            "力争目标",
            "必成目标",
            "考核目标",
            "下达目标",
            "任务量",
            "数量",
            "年度指标",
            "2020年指标",
            "截至12月底目标",
        ] {
            assert_ne!(column(head), Column::Reached, "{head}");
        }
        for head in ["完成时限", "完成时间", "完成日期"] {
            assert_eq!(column(head), Column::Due, "{head}");
        }
        for head in [
            "牵头科室（责任人）",
            "责任单位及责任人",
            "主责单位",
            "归口科室",
            "责任镇区",
        ] {
            assert_eq!(column(head), Column::Lead, "{head}");
        }
    }

    #[test]
    fn quarters_by_their_heads() {
        let column = |head: &str| Head::of(&scan::chars(head), false).column;
        for (head, quarter) in [
            ("一季度（累计）", 1),
            ("二季度累计", 2),
            ("第三季度进度安排", 3),
            ("Q4", 4),
            ("1-3月", 1),
            ("1—6月累计", 2),
            ("至9月底", 3),
            ("12月底", 4),
        ] {
            assert_eq!(column(head), Column::Quarter(quarter), "{head}");
        }
        for head in ["3月", "1-8月", "12月底前", "6月底完成", "2-6月"] {
            assert!(!matches!(column(head), Column::Quarter(_)), "{head}");
        }
    }

    #[test]
    fn labels_of_forms_are_no_offices() {
        for label in ["牵头单位", "完成时限", "配合部门", "分管领导"] {
            assert!(is_label(&scan::chars(label)), "{label}");
        }
        for office in ["高新科", "各有关单位", "领导小组办公室", "市科技局牵头"]
        {
            assert!(!is_label(&scan::chars(office)), "{office}");
        }
    }

    #[test]
    fn rows_that_are_no_heads() {
        for row_of in [
            "1 净增高新技术企业 45家 高新科 12月底",
            "一、工作目标",
            "姓名 电话",
            "完成任务 责任科室 30家",
        ] {
            let cells: Vec<Vec<char>> = row_of.split(' ').map(scan::chars).collect();
            assert_eq!(
                row(&cells, false, &Known::default(), &Vec::new),
                None,
                "{row_of}"
            );
        }
    }

    #[test]
    fn units_and_nouns_of_heads() {
        let head = Head::of(&scan::chars("高企净增数（家）"), false);
        assert_eq!(
            (head.unit.as_deref(), head.noun.as_str()),
            (Some("家"), "高企净增数")
        );
        let head = Head::of(&scan::chars("目标值（亿元）"), false);
        assert_eq!(
            (head.unit.as_deref(), head.noun.as_str()),
            (Some("亿元"), "")
        );
    }
}
