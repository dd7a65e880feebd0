//! Headings and the sections under them.

mod heading;
pub mod numbering;
mod role;
mod year;

pub use role::{Role, tells_result};
pub use year::{Years, before as year_before, is_horizon, span, years};

use crate::layout::Stream;
use crate::rules::assignment;
use std::ops::Range;

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading as written, without blanks: `三、推进举措`.
    pub title: String,
    /// Depth of the heading: 0 a document's title, 1 第一章, 2 一、, 3 （一）, 4 `1.`, 5 （1）, 6 the topic sentence of a paragraph.
    pub level: u8,
    /// What the section tells.
    pub role: Role,
    /// Is that only felt by the form of a heading, which the words of a paragraph may overrule?
    pub is_felt: bool,
    /// The section it stands in, as an index.
    pub parent: Option<usize>,
    /// Offsets of the heading in the text as read.
    pub start: usize,
    /// End of the heading.
    pub end: usize,
}

/// A paragraph, what of it is heading, and where it stands.
#[derive(Debug)]
pub struct Paragraph {
    /// The heading at its beginning (may be the whole paragraph), in the stream.
    pub heading: Range<usize>,
    /// The rest, in the stream.
    pub body: Range<usize>,
    /// The section the body stands in.
    pub section: Option<usize>,
    /// The role the body has: that of its section.
    pub role: Role,
    /// Is the role only felt by the form of a heading?
    pub is_felt: bool,
    /// Is it numbered and no heading?
    pub is_item: bool,
    /// Is the heading the topic sentence of the paragraph?
    pub is_topic: bool,
}

/// All headings of a text.
#[derive(Debug, Default)]
pub struct Outline {
    /// In the order of the text.
    pub sections: Vec<Section>,
    /// In the order of the text.
    pub paragraphs: Vec<Paragraph>,
    /// The year the document plans for, if it says one, and what else it says of its time.
    pub years: Years,
    /// Does the title say that the document sets aims: 工作要点, 行动方案?
    pub is_of_aims: bool,
}

/// The title stands among so many first lines.
const TITLE_LINES: usize = 6;

impl Outline {
    /// Finds headings, their depth, their roles, and the year planned for.
    pub fn of(stream: &Stream) -> Self {
        let headings = headings(stream);
        let titles = stream.paragraphs.iter().zip(&headings);
        let titles: Vec<&[char]> = titles
            .filter_map(|(p, h)| {
                h.as_ref()
                    .map(|h| &stream.chars[p.start..p.start + h.length])
            })
            .collect();
        let mut outline = Self {
            years: Years::of(stream, &titles),
            is_of_aims: names_aims(stream, &headings),
            ..Self::default()
        };
        let mut open: Vec<usize> = Vec::new();
        for (paragraph, found) in stream.paragraphs.iter().zip(headings) {
            outline.add(stream, paragraph, found, &mut open);
        }
        outline.assume_review(&numbering_of_first(stream));
        outline
    }

    fn add(
        &mut self,
        stream: &Stream,
        paragraph: &Range<usize>,
        found: Option<heading::Heading>,
        open: &mut Vec<usize>,
    ) {
        let length = found.as_ref().map_or(0, |h| h.length);
        let number = numbering::of(&stream.chars[paragraph.clone()]).map(|n| n.level);
        let is_item = found.is_none() && number.is_some();
        let heading = paragraph.start..paragraph.start + length;
        if let Some(found) = found {
            self.enter(stream, &heading, found.level, open);
        } else {
            // A topic sentence speaks for its own paragraph only, and a numbered heading for nothing behind the next number.
            let level = number.unwrap_or(heading::TOPIC);
            while open.pop_if(|s| self.sections[*s].level >= level).is_some() {}
        }
        let section = open.last().copied();
        let (role, is_felt) = section.map_or((Role::Open, false), |s| {
            (self.sections[s].role, self.sections[s].is_felt)
        });
        self.paragraphs.push(Paragraph {
            heading,
            body: paragraph.start + length..paragraph.end,
            section,
            role,
            is_felt,
            is_item,
            is_topic: section.is_some_and(|s| self.sections[s].level == heading::TOPIC),
        });
    }

    /// A heading opens a section and closes those that are as deep.
    fn enter(&mut self, stream: &Stream, heading: &Range<usize>, level: u8, open: &mut Vec<usize>) {
        while open
            .last()
            .is_some_and(|s| self.sections[*s].level >= level)
        {
            open.pop();
        }
        let title = &stream.chars[heading.clone()];
        let parent = open.last().copied();
        let (start, end) = stream.offsets(heading);
        let words = title.iter().collect::<String>();
        let (role, is_felt) = self.role(title, level, parent);
        open.push(self.sections.len());
        self.sections.push(Section {
            title: words.trim_end_matches(['。', '：', '，']).to_owned(),
            level,
            role,
            is_felt,
            parent,
            start,
            end,
        });
    }

    /// The role of a heading, and whether only its form or that of a heading above gives it.
    fn role(&self, title: &[char], level: u8, parent: Option<usize>) -> (Role, bool) {
        let own = role::of(title, self.years.planned);
        let announces = title.last() == Some(&'：') && numbering::of(title).is_none();
        let above = parent.map(|s| &self.sections[s]);
        let role = match own {
            // The title of a plan does not make its preamble a chapter of measures, and a title that names review and
            // plan (2015年工作总结和2016年工作计划) is neither.
            Role::Goal | Role::Measure if level == 0 => Role::Open,
            Role::Review if role::names_plan(title) => Role::Open,
            Role::Review
                if above.is_some_and(|s| s.role.is_plan())
                    && role::is_achieved(title, self.years.planned) =>
            {
                above.map_or(Role::Open, |s| s.role)
            }
            Role::Goal | Role::Measure | Role::Thought if above.is_some_and(|s| s.level == 0) => {
                own
            }
            _ => match own.under(above.map_or(Role::Open, |s| s.role)) {
                Role::Open if level > 0 => return (self.felt(title), true),
                role => {
                    let felt = (own == Role::Open && above.is_some_and(|s| s.is_felt))
                        || role::is_either(title);
                    return (role, felt || announces);
                }
            },
        };
        // 2013年主要工作 heads what was done as well as what is to be done.
        (role, announces || role::is_either(title))
    }

    /// The role by form; in a document of aims 创新能力显著提升 tells what is to be.
    fn felt(&self, title: &[char]) -> Role {
        match role::by_form(title) {
            Role::Review if self.is_of_aims => Role::Open,
            role => role,
        }
    }

    /// Before a chapter two that plans, chapter one looks back, even where its heading is cut off or says nothing.
    fn assume_review(&mut self, ordinals: &[(usize, u32)]) {
        let first_plan = self
            .sections
            .iter()
            .position(|s| s.level <= 2 && s.level > 0 && s.role.is_plan() && !s.is_felt);
        let Some(first_plan) = first_plan else { return };
        let start = self.sections[first_plan].start;
        // 二、组织保障 may follow any chapter, also one that sets tasks.
        if self.sections[first_plan].title.contains("保障") {
            return;
        }
        let is_second = ordinals.iter().any(|(at, n)| *at == start && *n >= 2);
        let has_first = self.sections[..first_plan]
            .iter()
            .any(|s| s.level == self.sections[first_plan].level);
        if !is_second
            || (has_first
                && self.sections[..first_plan]
                    .iter()
                    .any(|s| s.role != Role::Open && s.level == 2))
        {
            return;
        }
        for section in &mut self.sections[..first_plan] {
            if section.level > 0 && section.role == Role::Open {
                (section.role, section.is_felt) = (Role::Review, true);
            }
        }
        let sections = &self.sections;
        for paragraph in self
            .paragraphs
            .iter_mut()
            .take_while(|p| p.section.is_none_or(|s| s < first_plan))
        {
            paragraph.role = match paragraph.section.map(|s| &sections[s]) {
                Some(section) if section.level > 0 => section.role,
                // The chapter's own heading is cut off.
                _ if !has_first => Role::Review,
                _ => paragraph.role,
            };
        }
    }

    /// The headings above a section, outermost first, the document's title left out.
    pub fn path(&self, section: Option<usize>) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = section;
        while let Some(s) = next.and_then(|i| self.sections.get(i)) {
            if s.level > 0 {
                path.push(s.title.clone());
            }
            next = s.parent;
        }
        path.reverse();
        path
    }
}

/// Does one of the first titles say that the document sets aims, and none that it looks back?
fn names_aims(stream: &Stream, headings: &[Option<heading::Heading>]) -> bool {
    let lines = stream.paragraphs.iter().zip(headings).take(TITLE_LINES);
    let mut titles = lines.filter_map(|(line, heading)| {
        let heading = heading.as_ref().filter(|h| h.level == 0)?;
        Some(&stream.chars[line.start..line.start + heading.length])
    });
    let mut sets = false;
    titles.all(|title| {
        sets |= role::sets_aims(title);
        !role::looks_back(title)
    }) && sets
}

/// The heading of each paragraph. Where chapters are numbered, a line without a number is a title, not a chapter.
fn headings(stream: &Stream) -> Vec<Option<heading::Heading>> {
    let paragraphs = || stream.paragraphs.iter().map(|p| &stream.chars[p.clone()]);
    let mut found: Vec<_> = paragraphs().map(heading::of).collect();
    let numbered: Vec<bool> = paragraphs().map(|p| numbering::of(p).is_some()).collect();
    let chapter =
        |h: &Option<heading::Heading>| h.as_ref().is_some_and(|h| (1..=2).contains(&h.level));
    if found.iter().zip(&numbered).any(|(h, n)| *n && chapter(h)) {
        for (heading, _) in found
            .iter_mut()
            .zip(&numbered)
            .filter(|(h, n)| !**n && chapter(h))
        {
            heading.iter_mut().for_each(|h| h.level = 0);
        }
    }
    if let Some(title) = found.first_mut().and_then(Option::as_mut)
        && !numbered[0]
        && paragraphs().next().is_some_and(heading::is_plan_title)
    {
        title.level = 0;
    }
    let lines: Vec<&[char]> = paragraphs().collect();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1);
        let heads = next.is_some_and(|next| goes_on(line, next));
        found[at].take_if(|h| {
            (is_sentence(line, h) && !heads)
                || (is_assigned(line, h, next) && !(heads || next.is_some_and(|next| counts(next))))
        });
    }
    found
}

/// A numbered line with its full stop is a heading only where something follows that it heads: else nothing would be left
/// of what it says.
fn is_sentence(line: &[char], heading: &heading::Heading) -> bool {
    let is_item = (3..=5).contains(&heading.level);
    is_item && heading.length == line.len() && matches!(line.last(), Some('。' | '；'))
}

/// Does nothing but its office stand behind a numbered line, or in the line under it: 1.完善科技创新体系。（市科技局牵头）?
fn is_assigned(line: &[char], heading: &heading::Heading, next: Option<&&[char]>) -> bool {
    if !(2..=5).contains(&heading.level) || numbering::of(line).is_none() {
        return false;
    }
    let (title, rest) = line.split_at(heading.length);
    if !rest.is_empty() {
        return assignment::is_all(rest);
    }
    assignment::tail(title).is_some() || next.is_some_and(|next| assignment::label::begins(next))
}

/// A paragraph without a number of its own that names a quantity belongs to the line above it.
fn counts(paragraph: &[char]) -> bool {
    numbering::of(paragraph).is_none() && crate::lex::has_quantity(paragraph)
}

/// Does the next paragraph tell more of what a numbered line begins? One that is numbered as deep or less does not, nor a
/// signature.
fn goes_on(line: &[char], next: &[char]) -> bool {
    let level = |chars| numbering::of(chars).map(|number| number.level);
    match level(next) {
        Some(deeper) => level(line).is_some_and(|level| deeper > level),
        None if assignment::label::begins(next) => false,
        None => matches!(next.last(), Some('。' | '；' | '：' | '，')),
    }
}

/// Where numbered paragraphs begin, with their numbers.
fn numbering_of_first(stream: &Stream) -> Vec<(usize, u32)> {
    let number = |p: &Range<usize>| {
        numbering::of(&stream.chars[p.clone()]).map(|n| (stream.at[p.start], n.ordinal))
    };
    stream.paragraphs.iter().filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn outline(text: &str) -> Outline {
        Outline::of(&Stream::of(&Text::new(text)))
    }

    #[test]
    fn headings_nest() {
        let read = outline(
            "2020年科技工作要点\n一、工作目标\n净增高企30家。\n二、重点举措\n1.在主体培育上提速。净增高企。\n2.强化责任：各科室要落实。\n",
        );
        let paths: Vec<Vec<String>> = read
            .paragraphs
            .iter()
            .map(|p| read.path(p.section))
            .collect();
        assert_eq!(paths[2], ["一、工作目标"]);
        assert_eq!(paths[4], ["二、重点举措", "1.在主体培育上提速"]);
        assert_eq!(paths[5], ["二、重点举措", "2.强化责任"]);
        assert_eq!(read.years.planned, Some(2020));
    }

    #[test]
    fn a_numbered_sentence_heads_nothing_and_is_one() {
        let body = |text: &str| {
            let read = outline(text);
            let bodies = read.paragraphs.iter().map(|p| p.body.len());
            bodies.collect::<Vec<_>>()
        };
        let items = "二、重点工作\n1．推进展示馆建设。\n2．加强诚信管理。\n如皋市科技局";
        assert_eq!(body(items), [0, 10, 9, 6]);
        let headings = "二、重点工作\n1．推进展示馆建设。\n五月底前完成。\n2．加强诚信管理。\n（1）抓宣传。\n（2）抓督查。";
        assert_eq!(body(headings), [0, 0, 7, 0, 7, 7]);
    }

    #[test]
    fn what_only_its_office_follows_heads_nothing() {
        for (text, heads) in [
            (
                "1.完善创新体系。（市科技局牵头，12月底前完成）\n2.优化服务。（市财政局负责）",
                false,
            ),
            ("1.完善创新体系。牵头单位：市科技局\n2.优化服务", false),
            ("1.完善创新体系 牵头单位：市科技局\n2.优化服务", false),
            ("1.完善创新体系\n牵头单位：市科技局\n2.优化服务", false),
            (
                "一、完善创新体系（市科技局牵头）\n二、优化服务（市财政局负责）",
                false,
            ),
            ("一、完善创新体系（市科技局牵头）\n1.制定实施办法。", true),
            ("1.完善创新体系（责任科室：成果科）\n组织对接活动20场", true),
            ("1.完善创新体系。由市科技局制定办法。", true),
        ] {
            let first = &outline(text).paragraphs[0];
            assert_eq!(!first.heading.is_empty(), heads, "{text}");
        }
    }

    #[test]
    fn an_item_does_not_stand_under_the_one_before_it() {
        let read = outline("一、2019年回顾\n二、今年要全力完成净增高企30家的目标任务，确保实现。");
        assert_eq!(read.paragraphs[1].role, Role::Open);
        assert_eq!(read.paragraphs[1].section, None);
    }

    #[test]
    fn a_chapter_before_the_plan_looks_back() {
        let read = outline(
            "（二）坚定坚守，转型更加强劲\n3.创新能力稳步提升。投入120亿元。\n二、2018年主要工作任务\n投入超过120亿元。",
        );
        assert_eq!(read.paragraphs[1].role, Role::Review);
        assert_eq!(read.paragraphs[3].role, Role::Measure);
    }

    #[test]
    fn a_chapter_before_the_safeguards_need_not_look_back() {
        let read = outline("一、创新主体（30分）\n净增高企8家。\n二、组织保障\n加强领导。");
        assert_eq!(read.paragraphs[1].role, Role::Open);
    }
}
