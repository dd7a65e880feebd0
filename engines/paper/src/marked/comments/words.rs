//! The words of one comment, in whatever pieces the program that saved it last has cut them.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

use crate::marked::SIGN;
use crate::marked::pieces::escaped;

/// A piece of the words.
struct Piece {
    /// Of its text in the comment.
    span: Range<usize>,
    /// Of the run around it.
    run: Option<Range<usize>>,
    words: String,
}

/// A comment without the lines that begin with our sign; empty where no other is left. `None`: there is none of ours.
pub fn without_ours(comment: &str) -> Option<String> {
    let pieces = pieces(comment);
    let words: String = pieces.iter().map(|piece| piece.words.as_str()).collect();
    let ours = ours(&words)?;
    let is_ours = |at: usize| ours.iter().any(|cut| cut.contains(&at));
    if (words.char_indices()).all(|(at, sign)| is_ours(at) || sign.is_whitespace()) {
        return Some(String::new());
    }
    let (mut left, mut behind, mut first) = (String::with_capacity(comment.len()), 0, 0);
    for piece in &pieces {
        let signs = piece.words.char_indices();
        let kept = signs.filter(|(at, _)| !is_ours(first + at));
        let kept: String = kept.map(|(_, sign)| sign).collect();
        first += piece.words.len();
        if kept == piece.words {
            continue;
        }
        let (span, text) = match &piece.run {
            Some(run) if kept.is_empty() => (run, String::new()),
            _ => (&piece.span, escaped(&kept)),
        };
        left.push_str(&comment[behind..span.start]);
        left.push_str(&text);
        behind = span.end;
    }
    left.push_str(&comment[behind..]);
    Some(left)
}

/// Our lines, each with the end of the line before it.
fn ours(words: &str) -> Option<Vec<Range<usize>>> {
    let (mut cuts, mut start) = (Vec::new(), 0);
    for line in words.split_inclusive('\n') {
        let end = start + line.len();
        if line.trim_start().starts_with(SIGN) {
            let bare = end - usize::from(line.ends_with('\n'));
            cuts.push(start.saturating_sub(1)..bare);
        }
        start = end;
    }
    (!cuts.is_empty()).then_some(cuts)
}

fn pieces(comment: &str) -> Vec<Piece> {
    let mut reader = Reader::from_str(comment);
    let (mut pieces, mut run, mut text) = (Vec::<Piece>::new(), None, None);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(0);
        match event {
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "r" => run = Some(at),
            Ok(Event::Start(tag)) if tag.local_name().as_ref() == "t" => text = Some(end),
            Ok(Event::End(tag)) if tag.local_name().as_ref() == "t" => {
                let Some(from) = text.take() else {
                    continue;
                };
                let raw = &comment[from..at];
                pieces.push(Piece {
                    span: from..at,
                    run: run.map(|run| run..run),
                    words: unescape(raw)
                        .map_or_else(|_| raw.to_owned(), |words| words.into_owned()),
                });
            }
            Ok(Event::End(tag)) if tag.local_name().as_ref() == "r" => {
                run = None;
                if let Some(around) = pieces.last_mut().and_then(|last| last.run.as_mut()) {
                    around.end = end;
                }
            }
            Ok(Event::Eof) | Err(_) => return pieces,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Excel, LibreOffice and openpyxl save it: one run, a run for each script, no run at all.
    #[test]
    fn our_lines_go_whatever_cut_them() {
        let whole = |inside: &str| format!("<comment ref=\"B2\"><text>{inside}</text></comment>");
        let run = |text: &str| {
            format!("<r><rPr><sz val=\"9\"/></rPr><t xml:space=\"preserve\">{text}</t></r>")
        };
        let runs = |texts: &[&str]| texts.iter().map(|text| run(text)).collect::<String>();
        for (inside, left) in [
            (run("【科度】缺必填"), None),
            (runs(&["【科度】", "2020-09-31 ", "不是一个日子"]), None),
            (runs(&["\n", "【科度】", "9 月"]), None),
            ("<t>【科度】缺必填\n【科度】第二条</t>".to_owned(), None),
            (runs(&["要复核", "\n【科度】对不上"]), Some(run("要复核"))),
            (
                runs(&["要复核\n【科", "度】对不上 A&amp;B"]),
                Some(run("要复核")),
            ),
            (
                "<t>要复核\n【科度】对不上</t>".to_owned(),
                Some("<t>要复核</t>".to_owned()),
            ),
            (
                "<t>A&amp;B 要复核\n【科度】对不上\n王：已改</t>".to_owned(),
                Some("<t>A&amp;B 要复核\n王：已改</t>".to_owned()),
            ),
            (
                runs(&["【科度】对不上", "\n王：", "已改"]),
                Some(runs(&["\n王：", "已改"])),
            ),
        ] {
            let left = left.map_or(String::new(), |left| whole(&left));
            assert_eq!(without_ours(&whole(&inside)), Some(left), "{inside}");
        }
        for theirs in ["这家要复核", "请看【科度】的说明", "必填。可填：文字"]
        {
            assert_eq!(without_ours(&whole(&run(theirs))), None, "{theirs}");
        }
    }
}
