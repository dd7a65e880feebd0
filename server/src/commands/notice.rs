use std::io::{Read, Write};
use std::path::Path;

use anyhow::Context;
use notice::{Text, Unreadable, text};

use crate::options::Notice;
use crate::{pdf, told};

/// Reads a notice; needs no database.
pub fn run(command: Notice) -> anyhow::Result<()> {
    match command {
        Notice::Read { file, json, text } => read(&file, json, text.as_deref()),
        Notice::PdfText => pdf_text(),
    }
}

fn read(file: &Path, json: bool, out: Option<&Path>) -> anyhow::Result<()> {
    let bytes = std::fs::read(file).map_err(|error| told::unopened(file, &error))?;
    let text = text_of(&bytes).map_err(|fault| anyhow::anyhow!("{}：{fault}", file.display()))?;
    if let Some(out) = out {
        std::fs::write(out, text.as_str()).with_context(|| format!("写不了 {}", out.display()))?;
    }
    let reading = notice::read(&text);
    told::lines(reading.items.iter().map(|item| match json {
        true => notice::json_line(item),
        false => for_people(item),
    }))
}

fn text_of(bytes: &[u8]) -> Result<Text, Unreadable> {
    match text::kind_of(bytes) {
        Ok(text::FileKind::Pdf) if bytes.len() <= text::LARGEST => {
            pdf::in_child(bytes).and_then(Text::checked)
        }
        _ => Text::from_bytes(bytes),
    }
}

fn for_people(item: &notice::Item) -> String {
    let span: String = item.span.split_whitespace().collect();
    match &item.kind {
        notice::Kind::Target(figure) => format!(
            "目标  {} {} {span}  {}",
            figure.name,
            figure.op.sign(),
            figure.firmness.word()
        ),
        notice::Kind::Fact(figure) => format!("已有  {} {span}", figure.name),
        notice::Kind::Rhythm { what, .. } => format!("节奏  {span}（{what}）"),
        notice::Kind::Duty(task) => {
            let said = [
                &task.assigned.lead,
                &task.assigned.assisting,
                &task.assigned.due,
            ];
            let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).collect();
            let said = said.join("，");
            format!(
                "任务  {span}{}{said}",
                if said.is_empty() { "" } else { "  " }
            )
        }
    }
}

/// The child's side: the PDF comes on standard input, its text goes to standard output. The
/// reason of a refusal is told by one word on standard output, see `pdf::code_of`.
fn pdf_text() -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    match text::pdf::text_here(&bytes) {
        Ok(text) => Ok(std::io::stdout().lock().write_all(text.as_bytes())?),
        Err(fault) => {
            let mut out = std::io::stdout().lock();
            write!(out, "{}", pdf::code_of(&fault))?;
            anyhow::bail!("{fault}")
        }
    }
}
