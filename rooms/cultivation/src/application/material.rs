//! The documents that an application wants (国科火〔2016〕195号 二（二）; 认定机构 may ask for more: 待核).

use std::collections::BTreeMap;

use values::Moment;

/// Id and name, in the order in which they are handed in.
pub const MATERIALS: [(&str, &str); 10] = [
    ("application", "高新技术企业认定申请书"),
    ("licence", "营业执照等注册登记证件"),
    ("rights", "知识产权证明和摘要"),
    ("projects", "科研项目立项证明"),
    ("results", "科技成果转化证明"),
    ("management", "研究开发组织管理制度"),
    ("products", "高新技术产品（服务）说明、检测报告"),
    ("staff", "职工和科技人员情况说明"),
    ("audit", "研发费用和高新收入专项审计报告"),
    ("statements", "近三年审计报告和所得税纳税申报表"),
];

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

/// What became different: the document, and what is held of it from now on.
pub fn changed(
    before: &BTreeMap<String, Held>,
    typed: impl Fn(&str) -> (bool, String),
) -> Vec<(&'static str, Held)> {
    let mut changed = Vec::new();
    for (id, _) in MATERIALS {
        let held = before.get(id).cloned().unwrap_or_default();
        let (is_there, paper) = typed(id);
        if (held.is_there, held.paper.as_str()) != (is_there, paper.as_str()) {
            let next = Held {
                version: held.version + 1,
                is_there,
                paper,
                ..held
            };
            changed.push((id, next));
        }
    }
    changed
}

/// The names of those that are not there.
pub fn missing(there: &[String]) -> Vec<&'static str> {
    MATERIALS
        .into_iter()
        .filter(|(id, _)| there.iter().all(|one| one != id))
        .map(|(_, name)| name)
        .collect()
}

/// Class and word of an application's light.
pub fn light(there: &[String]) -> (&'static str, String) {
    match missing(there).as_slice() {
        [] => ("ok", "材料齐".to_owned()),
        [only] => ("slow", format!("缺{only}")),
        more => ("slow", format!("缺 {} 件材料", more.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_became_different_is_written() {
        let held = Held {
            version: 3,
            is_there: true,
            paper: "皋科发1号".to_owned(),
            ..Held::default()
        };
        let before = BTreeMap::from([("audit".to_owned(), held)]);
        let found = changed(&before, |id| match id {
            "audit" => (true, "皋科发2号".to_owned()),
            "staff" => (true, String::new()),
            _ => (false, String::new()),
        });
        let told: Vec<(&str, i64, bool)> = found
            .iter()
            .map(|(id, held)| (*id, held.version, held.is_there))
            .collect();
        assert_eq!(told, [("staff", 1, true), ("audit", 4, true)]);
        let same = changed(&before, |id| {
            (
                id == "audit",
                before
                    .get(id)
                    .map_or(String::new(), |one| one.paper.clone()),
            )
        });
        assert!(same.is_empty());
    }

    #[test]
    fn a_card_names_what_is_missing() {
        let all: Vec<String> = MATERIALS.iter().map(|(id, _)| (*id).to_owned()).collect();
        assert_eq!(light(&all), ("ok", "材料齐".to_owned()));
        assert_eq!(light(&all[..9]).1, "缺近三年审计报告和所得税纳税申报表");
        assert_eq!(light(&[]).1, "缺 10 件材料");
    }
}
