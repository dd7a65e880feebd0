//! Names of offices, known by what they end with: 市科技局, 高新科, 各镇（区、街道）.

use super::duty;
use crate::scan;

#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "局", "科", "科室", "处", "处室", "股", "股室", "室", "委", "办", "部", "中心", "镇", "乡", "街道", "镇区", "园区",
    "开发区", "高新区", "管委会", "公司", "集团", "部门", "单位", "支队", "大队", "科协", "协会", "团委", "工会", "妇联",
    "总工会", "研究院", "市政府", "县政府", "区政府", "镇政府",
];
/// What stands for something else as well, so that a bracket with it may only explain: 创新联合体（中心）.
#[rustfmt::skip]
const AMBIGUOUS: &[&str] = &[
    "中心", "公司", "集团", "园区", "镇区", "开发区", "高新区", "协会", "研究院", "部门", "单位", "部",
];
/// Words that end like an office and are none.
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "学科", "本科", "专科", "格局", "布局", "开局", "大局", "全局", "实验室", "工作室", "教室", "创办", "举办", "主办",
    "承办", "兴办", "督办", "好处", "全部", "内部", "干部", "总部", "西部", "东部", "中部", "百科", "到位",
];
/// No name of an office is longer.
const LONGEST: usize = 16;
/// So short a name may begin like a verb of doing: 发展改革委.
const SHORT: usize = 7;

/// Are these names of offices and nothing else: 科技局、财政局等单位?
pub fn are(words: &[char]) -> bool {
    !words.is_empty() && names(words).all(|name| name.len() >= 2 && is_one(name))
}

/// Are they, where nothing but the words tells it? A name of two characters (街道) and one that may be no office do not.
pub fn are_surely(words: &[char]) -> bool {
    let ambiguous = |name: &[char]| scan::longest_before(name, name.len(), AMBIGUOUS).is_some();
    are(words) && names(words).all(|name| name.len() >= 3 && !ambiguous(name))
}

fn is_one(name: &[char]) -> bool {
    let end = name.len();
    name.len() <= LONGEST
        && !name
            .iter()
            .any(|c| c.is_ascii_digit() || matches!(c, '的' | '和' | '含'))
        && scan::longest_before(name, end, ENDINGS).is_some()
        && scan::longest_before(name, end, OTHER).is_none()
        && (name.len() < SHORT || !duty::begins_task(name))
}

/// The names between 、, without a bracket that stands behind one, 等 and 等单位.
fn names(words: &[char]) -> impl Iterator<Item = &[char]> {
    let mut inside = false;
    let parted = words.split(move |c| {
        inside = *c == '（' || (inside && *c != '）');
        *c == '、' && !inside
    });
    parted.map(|name| {
        let bracket = name.iter().position(|c| *c == '（');
        let name = match bracket {
            Some(at) if at > 0 && name.last() == Some(&'）') => &name[..at],
            _ => name,
        };
        let more =
            scan::longest_before(name, name.len(), &["等", "等单位", "等部门", "等有关部门"]);
        &name[..name.len() - more.map_or(0, scan::len)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_offices() {
        for (text, is, surely) in [
            ("市科技局", true, true),
            ("高新科", true, true),
            ("科技局、财政局等单位", true, true),
            ("各镇（区、街道）", true, false),
            ("发展改革委", true, true),
            ("创业中心", true, false),
            ("街道", true, false),
            ("重点实验室", false, false),
            ("社会", false, false),
            ("完善市场监管局", false, false),
            ("2个科室", false, false),
            ("", false, false),
        ] {
            let words = scan::chars(text);
            assert_eq!((are(&words), are_surely(&words)), (is, surely), "{text}");
        }
    }
}
