//! A criterion written by filling a form: a line a condition, no text format to learn.

use std::fmt::Write;

use web::{Complaints, Fields};

/// So many conditions have room.
pub const ROWS: usize = 12;

/// So many empty ones lie open.
const OPEN: usize = 3;

/// How a condition compares: code, words.
pub const TESTS: [(&str, &str); 6] = [
    ("at_least", "不少于"),
    ("at_most", "不超过"),
    ("share", "占比不低于"),
    ("yes", "必须有"),
    ("no", "必须没有"),
    ("days", "满多少天"),
];

/// One line of the form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    pub article: String,
    pub quote: String,
    pub fact: String,
    pub test: String,
    pub number: String,
    /// What the share is of.
    pub of: String,
}

impl Row {
    fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.fact.is_empty() && self.number.trim().is_empty()
    }

    pub fn is_fact(&self, column: &str) -> bool {
        self.fact == column
    }

    pub fn is_of(&self, column: &str) -> bool {
        self.of == column
    }

    pub fn is_test(&self, code: &str) -> bool {
        self.test == code
    }
}

/// The whole form, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub id: String,
    pub name: String,
    pub document: String,
    pub rows: Vec<Row>,
}

impl Draft {
    pub fn empty() -> Self {
        Draft {
            id: String::new(),
            name: String::new(),
            document: String::new(),
            rows: vec![Row::default(); ROWS],
        }
    }

    pub fn of(fields: &Fields) -> Self {
        let text = |name: &str| fields.get(name).trim().to_owned();
        let row = |at: usize| {
            let of = |name: &str| text(&format!("{name}.{at}"));
            Row {
                name: of("name"),
                article: of("article"),
                quote: of("quote"),
                fact: of("fact"),
                test: of("test"),
                number: of("number"),
                of: of("of"),
            }
        };
        Draft {
            id: text("id"),
            name: text("name"),
            document: text("document"),
            rows: (0..ROWS).map(row).collect(),
        }
    }

    /// The lines with their places.
    fn lines(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows.iter().enumerate()
    }

    /// How many lines lie open: up to the last that is written, and some to write.
    fn open(&self) -> usize {
        let last = self.rows.iter().rposition(|row| !row.is_empty());
        last.map_or(0, |last| last + 1) + OPEN
    }

    /// The lines that lie open.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.lines().take(self.open())
    }

    /// The lines that are folded away.
    pub fn folded(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.lines().skip(self.open())
    }

    pub fn has_folded(&self) -> bool {
        self.open() < self.rows.len()
    }

    pub fn tests(&self) -> [(&'static str, &'static str); 6] {
        TESTS
    }

    /// The text that the form means.
    ///
    /// # Errors
    /// All that is missing or cannot be read, each beside its field.
    pub fn text(&self) -> Result<String, Complaints> {
        let mut complaints = Complaints::default();
        let code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if self.id.is_empty() || !self.id.chars().all(code) {
            let reason = "代号用小写字母、数字和短横，例如 city-centre-2021";
            complaints.add("id", "代号", reason);
        }
        if self.name.is_empty() {
            complaints.add("name", "名称", "要写名称，例如 市级工程技术研究中心");
        }
        let mut text = String::new();
        let mut line = |name: &str, value: &str| {
            let value = toml::Value::String(value.to_owned());
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{name} = {value}");
        };
        line("id", &self.id);
        line("name", &self.name);
        line("document", &self.document);
        line("confidence", "M");
        let rows = self.lines().filter(|(_, row)| !row.is_empty());
        let mut many = 0;
        for (at, row) in rows {
            many += 1;
            match row.test(at, &mut complaints) {
                Some(test) => text.push_str(&clause(at, row, &self.document, &test)),
                None => continue,
            }
        }
        if many == 0 {
            complaints.add("name.0", "第 1 条", "至少写一个条件");
        }
        match complaints.is_empty() {
            true => Ok(text),
            false => Err(complaints),
        }
    }
}

fn clause(at: usize, row: &Row, document: &str, test: &str) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let article = match row.article.as_str() {
        "" => document,
        article => article,
    };
    format!(
        "\n[[clause]]\nid = \"c{}\"\nname = {}\narticle = {}\nquote = {}\nconfidence = \"M\"\n{test}\n",
        at + 1,
        quoted(&row.name),
        quoted(article),
        quoted(&row.quote),
    )
}

impl Row {
    /// The line's test as the text has it.
    fn test(&self, at: usize, complaints: &mut Complaints) -> Option<String> {
        let label = format!("第 {} 条", at + 1);
        let before = complaints.len();
        if self.name.is_empty() {
            complaints.add(format!("name.{at}"), &label, "要写条件的名称");
        }
        if self.fact.is_empty() {
            complaints.add(format!("fact.{at}"), &label, "要选一项事实");
        }
        let number = values::half_width(&self.number).replace([',', ' '], "");
        let counted = !matches!(self.test.as_str(), "yes" | "no");
        let (plain, percent) = match number.strip_suffix('%') {
            Some(plain) => (plain, true),
            None => (number.as_str(), false),
        };
        let digits = plain.chars().all(|c| c.is_ascii_digit() || c == '.');
        if counted && (plain.is_empty() || !digits || percent != (self.test == "share")) {
            let reason = match self.test.as_str() {
                "share" => "占比写成百分数，例如 60%",
                _ => "要写一个数，金额按元，例如 50000000",
            };
            complaints.add(format!("number.{at}"), &label, reason);
        }
        if self.test == "share" && self.of.is_empty() {
            let reason = "占比要选是占哪一项的";
            complaints.add(format!("of.{at}"), &label, reason);
        }
        if complaints.len() > before {
            return None;
        }
        let fact = &self.fact;
        Some(match self.test.as_str() {
            "at_most" => format!("bound = {{ of = \"{fact}\", at_most = \"{plain}\" }}"),
            "share" => format!(
                "share = {{ of = \"{fact}\", in = \"{}\", at_least = \"{plain}%\" }}",
                self.of
            ),
            "yes" => format!("flag = {{ fact = \"{fact}\", is = 1 }}"),
            "no" => format!("flag = {{ fact = \"{fact}\", is = 0 }}"),
            "days" => format!("age = {{ fact = \"{fact}\", days = {plain} }}"),
            _ => format!("bound = {{ of = \"{fact}\", at_least = \"{plain}\" }}"),
        })
    }
}
