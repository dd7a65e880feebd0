//! Money of other countries, which is never taken for yuan.

use crate::text;

/// Signs, the longer ones first.
const SIGNS: [&str; 11] = [
    "us$", "hk$", "nt$", "mop$", "c$", "a$", "s$", "$", "€", "£", "₩",
];
/// Further signs, which nothing else is written with.
const RARE: [&str; 6] = ["₽", "₹", "฿", "₫", "₱", "₺"];
/// Names.
const NAMES: [&str; 37] = [
    "美元",
    "美金",
    "美刀",
    "欧元",
    "港元",
    "港币",
    "港纸",
    "日元",
    "日圆",
    "日币",
    "英镑",
    "英磅",
    "韩元",
    "韩圆",
    "韩币",
    "澳元",
    "澳币",
    "澳大利亚元",
    "澳门元",
    "澳门币",
    "葡币",
    "新加坡元",
    "新加坡币",
    "坡币",
    "新台币",
    "台币",
    "台幣",
    "新西兰元",
    "纽元",
    "卢布",
    "卢比",
    "瑞士法郎",
    "瑞郎",
    "泰铢",
    "越南盾",
    "林吉特",
    "外币",
];
/// Names that other words have in them too: 参加元宵活动, 创新元年.
const SHORT: [&str; 4] = ["加元", "加拿大元", "加币", "新元"];
/// Codes of ISO 4217.
const CODES: [&str; 22] = [
    "usd", "eur", "hkd", "jpy", "gbp", "krw", "twd", "ntd", "sgd", "aud", "cad", "chf", "rub",
    "thb", "inr", "mop", "nzd", "vnd", "myr", "idr", "sek", "nok",
];
/// Those that are a word of their own elsewhere: CAD软件金额.
const WORDS: [&str; 4] = ["cad", "mop", "nok", "rub"];

/// The sign, name or code of other money that is painted around a number.
pub fn painted(folded: &str) -> Option<&'static str> {
    let names = SIGNS.iter().chain(&RARE).chain(&NAMES).chain(&SHORT);
    let mut all = names.chain(&CODES);
    all.find(|word| folded.contains(**word)).copied()
}

/// The same in a heading or a title. 外币折合人民币 is ours.
pub fn said(text: &str) -> Option<&'static str> {
    // Nearly all texts are of Chinese words without any of these.
    let may_be =
        |c: char| c.is_ascii_alphabetic() || "$＄€£￡元圆金刀币幣纸镑磅布比郎铢盾特".contains(c);
    if !text.contains(|c| {
        may_be(c) || RARE.iter().any(|sign| sign.contains(c)) || c == '₩' || c >= '\u{ff01}'
    }) {
        return None;
    }
    let folded = text::folded(text).replace('￡', "£");
    let is_ours = folded.contains('折')
        && ["人民币", "rmb", "cny", "本币", "本位币"]
            .iter()
            .any(|ours| folded.contains(ours));
    if is_ours {
        return None;
    }
    let mut plain = SIGNS.iter().chain(&RARE).chain(&NAMES);
    let plain = plain.find(|word| folded.contains(**word));
    let short = || SHORT.iter().find(|word| stands(&folded, word, true));
    let code = || {
        let mut codes = CODES.iter();
        codes.find(|code| stands(&folded, code, WORDS.contains(code)))
    };
    plain.or_else(short).or_else(code).copied()
}

/// Whether a word stands in a text with no letter beside it; `alone`: and nothing else but a size before it and a bracket or the
/// end behind.
fn stands(text: &str, word: &str, alone: bool) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let begins = before.is_none_or(|c| !c.is_alphanumeric() || "万亿千百".contains(c));
        let ends = behind.is_none_or(|c| !c.is_alphanumeric());
        match alone {
            true => ends && (begins || word.is_ascii() && !is_letter(before)),
            false => !is_letter(before) && !is_letter(behind),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_of_other_countries_is_known_by_sign_name_and_code() {
        for (text, sign) in [
            ("合同金额（$）", Some("$")),
            ("合同金额（ＵＳ＄）", Some("us$")),
            ("合同金额（HK$万）", Some("hk$")),
            ("合同金额（万日圆）", Some("日圆")),
            ("合同金额（JPY）", Some("jpy")),
            ("合同金额USD", Some("usd")),
            ("USD合同金额", Some("usd")),
            ("合同金额（CAD）", Some("cad")),
            ("合同金额（万加元）", Some("加元")),
            ("合同金额（加元）", Some("加元")),
            ("单位：泰铢", Some("泰铢")),
            ("单位：千美元", Some("美元")),
            ("币种：瑞士法郎", Some("瑞士法郎")),
            ("放款金额（外币）", Some("外币")),
            ("外币折合人民币金额（万元）", None),
            ("合同金额（美元，折人民币万元）", None),
            ("CAD软件采购金额", None),
            ("EUREKA项目金额", None),
            ("参加元宵活动的企业", None),
            ("创新元年支出（万元）", None),
            ("增加元素含量", None),
            ("合同金额（万元）", None),
            ("合同金额（RMB）", None),
            ("企业名称 Company", None),
        ] {
            assert_eq!(said(text), sign, "{text}");
        }
        assert_eq!(painted("us$"), Some("us$"));
        assert_eq!(painted("澳元"), Some("澳元"));
    }
}
