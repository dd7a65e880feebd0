//! The fields of an entry, and what is typed into them.

use values::Day;
use web::{Complaints, Fields};

use super::{Content, HNTE_YEARS, Held, Register, Said, WAYS, kinds};
use crate::fact::FIELDS;

/// One field of an entry.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// `kind`, `name`, `number`, `since`, `until` are columns; all others lie in the content.
    pub id: &'static str,
    pub name: &'static str,
    pub help: &'static str,
    pub shape: Shape,
    pub required: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Line,
    Day,
    Count,
    Kind,
    Way,
    /// One of the eight fields of technology.
    Technology,
}

const fn field(id: &'static str, name: &'static str, shape: Shape, required: bool) -> Field {
    Field {
        id,
        name,
        help: "",
        shape,
        required,
    }
}

const fn helped(one: Field, help: &'static str) -> Field {
    Field { help, ..one }
}

const RIGHTS: [Field; 7] = [
    field("kind", "种类", Shape::Kind, true),
    field("name", "名称", Shape::Line, true),
    field("number", "授权号或登记号", Shape::Line, true),
    helped(
        field("owners", "权利人", Shape::Line, true),
        "按证书写全，几个权利人用顿号隔开；同一次申报只能由其中一个使用",
    ),
    field("way", "获得方式", Shape::Way, true),
    field("since", "授权日", Shape::Day, true),
    helped(
        field("until", "有效期至", Shape::Day, false),
        "证书上没有写的空着",
    ),
];

const CERTIFICATES: [Field; 6] = [
    field("kind", "种类", Shape::Kind, true),
    field("name", "证书或称号名称", Shape::Line, true),
    field("number", "证书编号或文号", Shape::Line, true),
    field("issuer", "发证单位", Shape::Line, false),
    field("since", "发证日", Shape::Day, true),
    helped(
        field("until", "有效期至", Shape::Day, false),
        "高新技术企业证书空着的，按发证日起三年算",
    ),
];

const PEOPLE: [Field; 6] = [
    field("name", "姓名", Shape::Line, true),
    field("post", "岗位", Shape::Line, true),
    field("degree", "学历或职称", Shape::Line, false),
    helped(
        field("days", "本年累计实际工作天数", Shape::Count, true),
        "满 183 天的才算科技人员（国科发火〔2016〕195号）",
    ),
    field("since", "到岗日", Shape::Day, true),
    field("number", "工号", Shape::Line, false),
];

const PRODUCTS: [Field; 6] = [
    field("name", "产品（服务）名称", Shape::Line, true),
    field("technology", "技术领域", Shape::Technology, true),
    helped(
        field("sub", "子领域和细分", Shape::Line, true),
        "按《国家重点支持的高新技术领域》写到第三级",
    ),
    field("core", "核心技术", Shape::Line, false),
    field("rights", "对应的知识产权编号", Shape::Line, false),
    field("since", "投产日", Shape::Day, true),
];

const PROJECTS: [Field; 7] = [
    field("number", "项目编号", Shape::Line, true),
    field("name", "项目名称", Shape::Line, true),
    field("technology", "技术领域", Shape::Technology, false),
    field("leader", "负责部门", Shape::Line, false),
    field("since", "开始", Shape::Day, true),
    field("until", "计划结束", Shape::Day, false),
    field("result", "成果", Shape::Line, false),
];

pub fn fields(register: Register) -> &'static [Field] {
    match register {
        Register::Rights => &RIGHTS,
        Register::Certificates => &CERTIFICATES,
        Register::People => &PEOPLE,
        Register::Products => &PRODUCTS,
        Register::Projects => &PROJECTS,
    }
}

/// A field with what stands in it.
pub struct Input {
    pub field: Field,
    pub value: String,
    pub options: Vec<(String, String)>,
}

impl Input {
    pub fn is_chosen(&self, value: &str) -> bool {
        self.value == value
    }
}

impl Field {
    pub fn options(&self, register: Register) -> Vec<(String, String)> {
        let pair = |(code, word): (&str, &str)| (code.to_owned(), word.to_owned());
        match self.shape {
            Shape::Kind => kinds(register).into_iter().map(pair).collect(),
            Shape::Way => WAYS.into_iter().map(pair).collect(),
            Shape::Technology => (1..)
                .zip(FIELDS)
                .map(|(number, word): (i32, &str)| (number.to_string(), word.to_owned()))
                .collect(),
            Shape::Line | Shape::Day | Shape::Count => Vec::new(),
        }
    }
}

/// The inputs of a register with what was typed; what is held fills them where nothing was.
pub fn inputs(register: Register, typed: &Fields, held: Option<&Held>) -> Vec<Input> {
    let input = |field: &Field| Input {
        value: match (typed.has(field.id), held) {
            (true, _) => typed.get(field.id).to_owned(),
            (false, Some(held)) => of_held(held, field.id),
            (false, None) => String::new(),
        },
        options: field.options(register),
        field: *field,
    };
    fields(register).iter().map(input).collect()
}

fn of_held(held: &Held, id: &str) -> String {
    match id {
        "kind" => held.said.kind.clone(),
        "name" => held.said.name.clone(),
        "number" => held.said.number.clone(),
        "since" => held.said.since.to_string(),
        "until" => held
            .said
            .until
            .known()
            .map(|day| day.to_string())
            .unwrap_or_default(),
        id => held.text(id).to_owned(),
    }
}

/// As a person reads what stands in a field.
pub fn shown(held: &Held, field: &Field) -> String {
    let value = of_held(held, field.id);
    let options = field.options(held.register);
    let named = options.into_iter().find(|(code, _)| *code == value);
    named.map_or(value, |(_, word)| word)
}

/// Reads what was typed.
///
/// # Errors
/// All that is wrong, in the order of the fields.
pub fn read(register: Register, typed: &Fields, today: Day) -> Result<Said, Complaints> {
    let mut complaints = Complaints::default();
    let mut said = Said {
        kind: String::new(),
        name: String::new(),
        number: String::new(),
        since: today,
        until: Day::NEVER,
        content: Content::new(),
    };
    for field in fields(register) {
        match value(field, register, typed.get(field.id), today) {
            Ok(None) if field.required => {
                complaints.add(field.id, field.name, "要填");
            }
            Ok(None) => {}
            Ok(Some(value)) => put(&mut said, field.id, value),
            Err(why) => complaints.add(field.id, field.name, why),
        }
    }
    if register == Register::Certificates && said.kind == "hnte" && said.until == Day::NEVER {
        said.until = three_years(said.since);
    }
    if said.until < said.since {
        let why = format!("{} 早于开始的 {}，请核对", said.until, said.since);
        complaints.add("until", "有效期至", why);
    }
    match complaints.is_empty() {
        true => Ok(said),
        false => Err(complaints),
    }
}

/// The last day of three years from a day on.
fn three_years(since: Day) -> Day {
    let same = Day::of(since.year() + HNTE_YEARS, since.month(), since.day());
    let same = same.or_else(|| Day::of(since.year() + HNTE_YEARS, 3, 1));
    same.map_or(Day::NEVER, |day| day.plus(-1))
}

fn put(said: &mut Said, id: &str, value: String) {
    let day = || Day::parse_iso(&value).unwrap_or(Day::NEVER);
    match id {
        "kind" => said.kind = value,
        "name" => said.name = value,
        "number" => said.number = value,
        "since" => said.since = day(),
        "until" => said.until = day(),
        id => drop(said.content.insert(id.to_owned(), value)),
    }
}

const LONGEST: usize = 200;

fn value(
    field: &Field,
    register: Register,
    text: &str,
    today: Day,
) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let read = match field.shape {
        Shape::Line => match text.chars().count() {
            long if long > LONGEST => {
                return Err(format!("在 {LONGEST} 字以内，您填了 {long} 字"));
            }
            _ => text.to_owned(),
        },
        Shape::Day => {
            let day = Day::parse(text, today.year()).map_err(|fault| fault.to_string())?;
            if field.id == "since" && day > today {
                return Err(format!("{day} 还没有到，请填已经发生的日子"));
            }
            day.to_string()
        }
        Shape::Count => values::parse_whole(text)
            .filter(|days| (0..=366).contains(days))
            .ok_or_else(|| format!("“{text}”不是 0 到 366 的整数"))?
            .to_string(),
        Shape::Kind | Shape::Way | Shape::Technology => {
            let options = field.options(register);
            let known = options.into_iter().find(|(code, _)| code == text);
            known.ok_or_else(|| "请从列出的里面选".to_owned())?.0
        }
    };
    Ok(Some(read))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Fields {
        let pairs = pairs.iter();
        Fields::from_pairs(pairs.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
    }

    #[test]
    fn a_certificate_without_an_end_holds_three_years() {
        let today = Day::of(2020, 9, 18).unwrap();
        for (since, until) in [("2017-11-17", "2020-11-16"), ("2016-02-29", "2019-02-28")] {
            let sent = typed(&[
                ("kind", "hnte"),
                ("name", "高新技术企业证书"),
                ("number", "GR201732000001"),
                ("since", since),
            ]);
            let said = read(Register::Certificates, &sent, today).unwrap();
            assert_eq!(said.until.to_string(), until, "{since}");
        }
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let today = Day::of(2020, 9, 18).unwrap();
        let sent = typed(&[
            ("kind", "trademark"),
            ("number", "ZL1"),
            ("owners", "甲公司"),
            ("since", "2020-10-01"),
            ("way", "self"),
        ]);
        let wrong = read(Register::Rights, &sent, today).unwrap_err();
        let fields: Vec<&str> = wrong.0.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["kind", "name", "since"]);
    }
}
