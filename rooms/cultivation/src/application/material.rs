//! What is held of the documents of an application; which ones are wanted says its [`Checklist`].

use std::collections::BTreeMap;

use values::Moment;

use crate::checklist::Checklist;

/// What is held of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// 0 while nothing was written of it.
    pub version: i64,
    pub is_there: bool,
    /// Its number, or where it lies.
    pub paper: String,
    pub actor_name: String,
    pub moment: Moment,
}

/// What became different: the document, and what is held of it from now on. What stood in the form in advance, out of the
/// firm's file, is nobody's word until it is ticked or changed.
pub fn changed(
    list: &Checklist,
    before: &BTreeMap<String, Held>,
    told: &BTreeMap<String, String>,
    typed: impl Fn(&str) -> (bool, String),
) -> Vec<(String, Held)> {
    let mut changed = Vec::new();
    for one in list.asked() {
        let held = before.get(&one.id).cloned().unwrap_or_default();
        let (is_there, paper) = typed(&one.id);
        let untouched = held.version == 0 && !is_there && told.get(&one.id) == Some(&paper);
        let is_same = (held.is_there, held.paper.as_str()) == (is_there, paper.as_str());
        if !is_same && !untouched {
            let next = Held {
                version: held.version + 1,
                is_there,
                paper,
                ..held
            };
            changed.push((one.id.clone(), next));
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_became_different_is_written() {
        let list = Checklist::of("hnte-2016", BTreeMap::new());
        let held = Held {
            version: 3,
            is_there: true,
            paper: "皋科发1号".to_owned(),
            ..Held::default()
        };
        let before = BTreeMap::from([("audit".to_owned(), held)]);
        let told = BTreeMap::from([("licence", "代码"), ("rights", "Ⅰ类 1 项")]);
        let told = told
            .into_iter()
            .map(|(id, text)| (id.to_owned(), text.to_owned()))
            .collect();
        let found = changed(&list, &before, &told, |id| match id {
            "audit" => (true, "皋科发2号".to_owned()),
            "staff" => (true, String::new()),
            // Ticked as the file says it; and left as it stood in the form.
            "licence" => (true, "代码".to_owned()),
            "rights" => (false, "Ⅰ类 1 项".to_owned()),
            _ => (false, String::new()),
        });
        let told_of: Vec<(&str, i64, bool)> = found
            .iter()
            .map(|(id, held)| (id.as_str(), held.version, held.is_there))
            .collect();
        assert_eq!(
            told_of,
            [("licence", 1, true), ("staff", 1, true), ("audit", 4, true)]
        );
        let same = changed(&list, &before, &told, |id| {
            let paper = before.get(id).map(|one| one.paper.clone());
            (id == "audit", paper.unwrap_or_default())
        });
        assert!(same.is_empty());
    }
}
