//! The running text of a page: blanks, line breaks and page furniture are passed over, every character keeps its offset.

mod digits;
mod furniture;
pub mod lines;
mod radicals;
mod signs;
mod wrap;

use crate::text::Text;
use std::ops::Range;

/// The characters that matter, in reading order, each with its offset in the text as read.
#[derive(Debug, Default)]
pub struct Stream {
    /// Characters with signs made uniform (`％` is `%`, `,` is `，`).
    pub chars: Vec<char>,
    /// For each of them its offset in the text as read.
    pub at: Vec<usize>,
    /// Paragraphs, as ranges of `chars`; none is empty.
    pub paragraphs: Vec<Range<usize>>,
}

impl Stream {
    /// Reads the layout of a text.
    pub fn of(text: &Text) -> Self {
        let lines = lines::split(text.chars());
        let kept = furniture::without(text.chars(), lines);
        let wrap = wrap::Wrap::of(text.chars(), &kept);
        let mut stream = Self::default();
        let mut open = 0;
        for (i, line) in kept.iter().enumerate() {
            signs::append(&mut stream, text.chars(), line);
            let goes_on = kept
                .get(i + 1)
                .is_some_and(|next| wrap.goes_on(text.chars(), line, next));
            if !goes_on {
                stream.close(&mut open);
            }
        }
        stream.close(&mut open);
        stream
    }

    /// The characters of one stretch of a line, such as a cell of a table.
    pub fn piece(chars: &[char], range: &Range<usize>) -> Self {
        let mut piece = Self::default();
        signs::append(&mut piece, chars, range);
        piece
    }

    fn close(&mut self, open: &mut usize) {
        if self.chars.len() > *open {
            self.paragraphs.push(*open..self.chars.len());
            *open = self.chars.len();
        }
    }

    /// The offsets in the text as read of a range of `chars` (start, end).
    pub fn offsets(&self, range: &Range<usize>) -> (usize, usize) {
        match (
            self.at.get(range.start),
            self.at.get(range.end.wrapping_sub(1)),
        ) {
            (Some(start), Some(last)) if range.start < range.end => (*start, last + 1),
            _ => (0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        let text = Text::new(text);
        let stream = Stream::of(&text);
        stream
            .paragraphs
            .iter()
            .map(|p| stream.chars[p.clone()].iter().collect())
            .collect()
    }

    #[test]
    fn a_line_a_paragraph() {
        assert_eq!(
            paragraphs("一、目标\n\n  净增高企 30 家。\n力争，\n再增"),
            ["一、目标", "净增高企30家。", "力争，再增"]
        );
    }

    #[test]
    fn hard_wrapped_lines_are_joined_over_page_furniture() {
        let lines: String = ["推动", "促进", "支持", "引导", "鼓励", "组织"]
            .map(|w| format!("{w}科技各项工作落地见效全面提升创新能力水平\n\n"))
            .concat();
        let text = format!(
            "{lines}加大经费投入力度产学研合作支出额超过 2000\n- 3 -\nhttp://www.example.cn/a.html\n万元。\n二、目标\n"
        );
        let read = paragraphs(&text);
        assert_eq!(read.len(), 2, "{read:?}");
        assert!(read[0].ends_with("支出额超过2000万元。"), "{read:?}");
        assert_eq!(read[1], "二、目标");
    }

    #[test]
    fn offsets_point_into_the_text_as_read() {
        let text = Text::new("\u{feff}支出 超过2 000\r\n万元");
        let stream = Stream::of(&text);
        let all: String = stream.chars.iter().collect();
        assert!(all.starts_with("支出超过2000"));
        for (c, at) in stream.chars.iter().zip(&stream.at) {
            assert_eq!(*c, text.chars()[*at]);
        }
    }
}
