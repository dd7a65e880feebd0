//! The text of a notice as the mapping page shows it: headings, paragraphs and tables, with the words of
//! each proposal marked. Layout (hard breaks, blank lines) is not shown; no word is left out of a sentence.

mod cells;

use ::notice::{SentenceKind, Text};

use super::Sentence;
use super::sentence::{Standing, standing};
use crate::proposal::{Kind, Proposal, draft::joined};

pub use cells::Row;

/// A heading on a line of its own, a paragraph or a table.
#[derive(Clone, Debug)]
pub enum Block {
    Heading(Vec<Piece>),
    Paragraph(Vec<Piece>),
    Table(Vec<Row>),
}

/// A line of headings, of a paragraph or of a table, as it is put together.
#[derive(Debug)]
struct Line {
    is_heading: bool,
    pieces: Vec<Piece>,
}

/// A stretch of text, marked or not.
#[derive(Clone, Debug)]
pub struct Piece {
    pub text: String,
    pub mark: Option<Mark>,
}

#[derive(Clone, Debug)]
pub struct Mark {
    /// t target, r rhythm, d duty, w conflict, u still open.
    pub class: &'static str,
    pub id: String,
    pub path: String,
    /// T03, 节奏; may be empty.
    pub sup: String,
    /// What the mark means, for who cannot see its colour; empty where it goes on from the cell before.
    pub word: &'static str,
}

/// What a page is drawn from.
pub struct Page<'a> {
    pub text: &'a Text,
    pub sentences: &'a [Sentence],
    pub proposals: &'a [Proposal],
    /// Leaders of groups in conflict.
    pub clashing: &'a [values::Id<Proposal>],
    pub notice: String,
}

/// Lays the text out.
pub fn blocks(page: &Page<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines(page) {
        let in_table = matches!(blocks.last(), Some(Block::Table(_)));
        if !is_row(&line.pieces, in_table) {
            let pieces = cells::without_tabs(line.pieces);
            blocks.push(match line.is_heading {
                true => Block::Heading(pieces),
                false => Block::Paragraph(pieces),
            });
            continue;
        }
        let row = cells::of(line.pieces, line.is_heading);
        match blocks.last_mut() {
            Some(Block::Table(rows)) => rows.push(row),
            _ => blocks.push(Block::Table(vec![row])),
        }
    }
    for block in &mut blocks {
        if let Block::Table(rows) = block {
            cells::fill(rows);
        }
    }
    blocks
}

/// Whether tabs part cells here. One behind a number (一、) or before a paragraph is none of a table.
fn is_row(pieces: &[Piece], in_table: bool) -> bool {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let said: Vec<&str> = text.split(cells::TAB).map(str::trim).collect();
    let parted = said.len() > 1;
    let words = said.iter().filter(|cell| !cell.is_empty()).count();
    let numbered = said.len() == 2 && said[0].ends_with(['、', '.', '．', '）', ')']);
    parted && (in_table || (words > 1 && !numbered))
}

fn lines(page: &Page<'_>) -> Vec<Line> {
    let wrapped = is_wrapped(page);
    let mut lines: Vec<Line> = Vec::new();
    let mut before: Option<&Sentence> = None;
    for sentence in page.sentences {
        let gap = before
            .map(|before| page.span(before.end, sentence.start))
            .unwrap_or_default();
        let starts = match before {
            None => true,
            Some(before) => {
                let apart = is_apart(before, sentence) || page.has_cells(before, sentence);
                gap.contains('\n') && (!wrapped || apart || is_indented(&gap))
            }
        };
        if starts {
            lines.push(Line {
                is_heading: sentence.kind == SentenceKind::Heading,
                pieces: Vec::new(),
            });
        } else if let Some(line) = lines.last_mut() {
            // A heading that the paragraph goes on from is its first words.
            line.is_heading = false;
            line.pieces.push(Piece {
                text: words(&gap),
                mark: None,
            });
        }
        if let Some(line) = lines.last_mut() {
            page.add(sentence, &mut line.pieces);
        }
        before = Some(sentence);
    }
    lines
}

/// Words without the breaks of their layout; the tabs between cells stay.
fn words(span: &str) -> String {
    let cells: Vec<String> = span.split(cells::TAB).map(joined).collect();
    cells.join("\t")
}

/// Sentences that never share a paragraph in a text with hard line breaks.
fn is_apart(before: &Sentence, next: &Sentence) -> bool {
    let alone = |one: &Sentence| matches!(one.kind, SentenceKind::Heading | SentenceKind::Letter);
    alone(before) || alone(next) || before.section != next.section
}

fn is_indented(gap: &str) -> bool {
    gap.rsplit('\n')
        .next()
        .is_some_and(|last| last.starts_with('\u{3000}') || last.starts_with("  "))
}

/// Whether lines end in the middle of sentences, as in a text taken from pages.
fn is_wrapped(page: &Page<'_>) -> bool {
    let broken = page
        .sentences
        .iter()
        .filter(|one| page.span(one.start, one.end).trim().contains('\n'))
        .count();
    broken * 10 > page.sentences.len()
}

impl Page<'_> {
    fn span(&self, start: i64, end: i64) -> String {
        let at = |offset: i64| usize::try_from(offset).unwrap_or(0);
        self.text.span(at(start), at(end))
    }

    fn has_cells(&self, before: &Sentence, next: &Sentence) -> bool {
        [before, next]
            .iter()
            .any(|one| self.span(one.start, one.end).contains(cells::TAB))
    }

    fn add(&self, sentence: &Sentence, pieces: &mut Vec<Piece>) {
        let own: Vec<&Proposal> = self
            .proposals
            .iter()
            .filter(|one| one.sentence == sentence.number)
            .collect();
        if own.is_empty() && standing(sentence, self.proposals) == Standing::Open {
            pieces.push(Piece {
                text: words(&self.span(sentence.start, sentence.end)),
                mark: Some(self.still_open(sentence)),
            });
            return;
        }
        let mut at = sentence.start;
        for one in own.into_iter().filter(|one| one.end <= sentence.end) {
            // Words that another mark holds already are not marked twice.
            if one.start < at {
                continue;
            }
            pieces.push(Piece {
                text: words(&self.span(at, one.start)),
                mark: None,
            });
            pieces.push(Piece {
                text: words(&self.span(one.start, one.end)),
                mark: Some(self.mark(one)),
            });
            at = one.end;
        }
        pieces.push(Piece {
            text: words(&self.span(at, sentence.end)),
            mark: None,
        });
    }

    fn mark(&self, one: &Proposal) -> Mark {
        let leader = self
            .proposals
            .iter()
            .find(|other| other.id == one.leader)
            .unwrap_or(one);
        let clashes = self.clashing.contains(&one.leader);
        let (class, sup, word) = match one.kind {
            Kind::Target if clashes => ("w on", leader.number(), "有冲突"),
            Kind::Target => ("t", leader.number(), "目标"),
            Kind::Rhythm => ("r", "节奏".to_owned(), "节奏"),
            Kind::Duty => ("d", String::new(), "工作任务"),
        };
        Mark {
            class,
            id: format!("m-{}", one.id),
            path: format!("#p-{}", one.leader),
            sup,
            word,
        }
    }

    fn still_open(&self, sentence: &Sentence) -> Mark {
        Mark {
            class: "u",
            id: format!("s-{}", sentence.number),
            path: format!("{}/sentences/{}", self.notice, sentence.number),
            sup: String::new(),
            word: "待处理",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposal::tests::read;

    /// The blocks of a text: # heading, | cells, and paragraphs; marked words in brackets.
    fn shown(content: &str) -> Vec<String> {
        let (proposals, sentences, text) = read(content);
        let page = Page {
            text: &text,
            sentences: &sentences,
            proposals: &proposals,
            clashing: &[],
            notice: "/notices/n".to_owned(),
        };
        blocks(&page).iter().flat_map(lines_of).collect()
    }

    fn lines_of(block: &Block) -> Vec<String> {
        let said = |pieces: &Vec<Piece>| -> String {
            let piece = |piece: &Piece| match &piece.mark {
                Some(mark) => format!("[{}{}]", piece.text, mark.sup),
                None => piece.text.clone(),
            };
            pieces.iter().map(piece).collect()
        };
        let row = |row: &Row| {
            let cells: Vec<String> = row.cells.iter().map(said).collect();
            let sign = if row.is_head { "#|" } else { "|" };
            format!("{sign}{}", cells.join("|"))
        };
        match block {
            Block::Heading(pieces) => vec![format!("#{}", said(pieces))],
            Block::Paragraph(pieces) => vec![said(pieces)],
            Block::Table(rows) => rows.iter().map(row).collect(),
        }
    }

    #[test]
    fn the_cells_of_a_table_stand_apart() {
        let table = "2027年科技工作任务分解表\n一、目标任务\n序号|工作任务|目标值|一季度|二季度|三季度|四季度|责任科室|责任人|完成时限\n1|净增高新技术企业|40家以上|0|0|15|40|高新科|张三|12月底\n2|做好其他工作|||||||李四|\n二、工作要求\n切实加强组织领导。\n";
        assert_eq!(
            shown(&table.replace('|', "\t"))[1..],
            [
                "#一、目标任务",
                "#|序号|工作任务|目标值|一季度|二季度|三季度|四季度|责任科室|责任人|完成时限",
                "|1|净增高新技术企业|[40家T01]以上|0|0|15|40|高新科|张三|12月底",
                "|2|[做好其他工作]|||||||李四|",
                "#二、工作要求",
                "[切实加强组织领导]。",
            ]
        );
    }

    #[test]
    fn a_tab_behind_a_number_parts_no_cells() {
        assert_eq!(
            shown("2027年工作要点\n一、\t工作目标\n\t确保净增高企30家。\n")[1..],
            ["#一、工作目标", "确保净增高企[30家T01]。"]
        );
    }
}
