//! The marks and texts of one part of a document, one after the other.

use super::{Unreadable, damaged, meaning};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// What comes next. Names are without their prefix.
pub enum Mark<'a> {
    /// A mark begins; one that is empty ends at once.
    Open {
        name: &'a str,
        values: &'a HashMap<String, String>,
    },
    Close(&'a str),
    Text(&'a str),
}

/// Tells every mark and text of a part.
///
/// # Errors
/// [`Unreadable::DamagedDocx`] where a mark is wrong.
pub fn each(xml: &str, mut tell: impl FnMut(Mark<'_>)) -> Result<(), Unreadable> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => open(&tag, &mut tell),
            Ok(Event::Empty(tag)) => {
                open(&tag, &mut tell);
                tell(Mark::Close(tag.local_name().as_ref()));
            }
            Ok(Event::End(tag)) => tell(Mark::Close(tag.local_name().as_ref())),
            Ok(Event::Text(text)) => tell(Mark::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => tell(Mark::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(name)) => tell(Mark::Text(&meaning(&name.xml10_content()))),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => {
                return Err(damaged(&format!(
                    "正文第 {} 个字节处的标记有误",
                    reader.error_position()
                )));
            }
        }
    }
}

fn open(tag: &BytesStart<'_>, tell: &mut impl FnMut(Mark<'_>)) {
    let mut values = HashMap::new();
    for attribute in tag.attributes().with_checks(false).flatten() {
        let name = attribute.key.local_name().as_ref().to_owned();
        values.insert(name, attribute.value.to_string());
    }
    tell(Mark::Open {
        name: tag.local_name().as_ref(),
        values: &values,
    });
}
