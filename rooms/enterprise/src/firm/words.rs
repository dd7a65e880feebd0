//! What a firm is found and sorted by.

use pinyin::ToPinyin;
use web::LONGEST_WORDS;

/// Characters with several readings that names use another way than the pinyin library's first.
const READ_OTHERWISE: [(&str, &str); 8] = [
    ("长", "chang"),
    ("重庆", "chong qing"),
    ("厦门", "xia men"),
    ("乐清", "yue qing"),
    ("六合", "lu he"),
    ("银行", "yin hang"),
    ("行业", "hang ye"),
    ("铅山", "yan shan"),
];

/// What a person may type to find the firm: names, code and pinyin initials, in lower case.
pub fn words(code: &str, names: &[String]) -> String {
    let mut words = vec![code.to_lowercase()];
    for name in names {
        words.push(name.to_lowercase());
        words.push(initials(name));
        let plain: String = name.chars().filter_map(first_reading).collect();
        if !words.contains(&plain) {
            words.push(plain);
        }
    }
    words.join(" ")
}

/// By which names sort: the pinyin, then the name.
pub fn sort_name(name: &str) -> String {
    format!("{} {name}", readings(name).join(" "))
}

fn initials(name: &str) -> String {
    let readings = readings(name);
    readings
        .iter()
        .filter(|reading| reading.is_ascii())
        .flat_map(|reading| reading.split(' '))
        .filter_map(|reading| reading.chars().next())
        .filter(char::is_ascii_lowercase)
        .collect()
}

fn first_reading(c: char) -> Option<char> {
    c.to_pinyin().and_then(|one| one.plain().chars().next())
}

/// How each part of a name is read; what is no Hanzi stands for itself.
fn readings(name: &str) -> Vec<String> {
    let mut readings = Vec::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let otherwise = READ_OTHERWISE
            .iter()
            .find(|(part, _)| rest.starts_with(part));
        let (part, reading) = match (otherwise, c.to_pinyin()) {
            (Some((part, reading)), _) => (part.len(), (*reading).to_owned()),
            (None, Some(one)) => (c.len_utf8(), one.plain().to_owned()),
            (None, None) => (c.len_utf8(), c.to_string()),
        };
        readings.push(reading);
        rest = &rest[part..];
    }
    readings
}

/// A part as it is typed, made like the words it is looked for in, with the signs of LIKE taken
/// literally. Codes are copied with blanks and full-width characters.
pub fn pattern(typed: &str) -> String {
    let typed: String = typed.chars().take(LONGEST_WORDS).collect();
    let plain = values::half_width(&typed).to_lowercase();
    let plain = match plain.is_ascii() {
        true => plain.replace(' ', ""),
        false => plain,
    };
    let mut pattern = String::from("%");
    for c in plain.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern + "%"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_are_found_by_names_code_and_initials() {
        let names = ["江苏苇渡智能".to_owned(), "苇渡ABC".to_owned()];
        let found = words("91320682MADEM00122", &names);
        for part in ["jswdzn", "91320682madem00122", "江苏苇渡", "苇渡abc"] {
            assert!(found.contains(part), "{part} in {found}");
        }
        let found = words("", &["长江纤维".to_owned()]);
        for part in ["cjxw", "zjxw"] {
            assert!(found.contains(part), "either reading finds: {found}");
        }
    }

    #[test]
    fn names_sort_by_their_sound() {
        let mut names = ["长江", "白蒲", "如皋", "白铁"];
        names.sort_by_key(|name| sort_name(name));
        assert_eq!(names, ["白蒲", "白铁", "长江", "如皋"]);
    }

    #[test]
    fn what_is_typed_is_taken_literally() {
        for (typed, pattern_wanted) in [
            (" 苇渡 ", "%苇渡%"),
            ("９１３２ 0682", "%91320682%"),
            ("100%", "%100\\%%"),
            ("a_b", "%a\\_b%"),
            ("", "%%"),
        ] {
            assert_eq!(pattern(typed), pattern_wanted, "{typed}");
        }
        assert_eq!(pattern(&"苇".repeat(60_000)).chars().count(), 102);
    }
}
