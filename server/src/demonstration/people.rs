//! The invented people of the bureau and the towns.

use web::Role;

use super::county::Seat;

/// One invented person.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// The surname in pinyin, by which the story names the person; no two share one.
    pub key: &'static str,
    pub name: &'static str,
    pub seat: Seat,
    pub role: Role,
}

impl Person {
    pub fn sign_in(&self) -> String {
        format!("yanshi-{}", self.key)
    }

    /// 产学研成果科 录入人
    pub fn post(&self) -> String {
        let word = match self.role {
            Role::Staff => "录入人",
            Role::Verifier => "核实人",
            Role::Head => "科长",
            Role::Deputy => "分管领导",
            Role::Director => "局长",
            Role::Town => "镇区经办",
            Role::Administrator => "系统管理员",
            Role::Firm => "企业",
        };
        match self.seat {
            Seat::Bureau => word.to_owned(),
            seat => format!("{} {word}", seat.name()),
        }
    }
}

const fn one(key: &'static str, name: &'static str, seat: Seat, role: Role) -> Person {
    Person {
        key,
        name,
        seat,
        role,
    }
}

/// Everybody, the director first.
pub const PEOPLE: [Person; 25] = [
    one("ji", "季怀瑾", Seat::Bureau, Role::Director),
    one("shen", "沈立秋", Seat::Bureau, Role::Deputy),
    one("xu", "许知行", Seat::Bureau, Role::Deputy),
    one("lu", "陆知微", Seat::Office("hightech"), Role::Head),
    one("ding", "丁若川", Seat::Office("hightech"), Role::Staff),
    one("he", "贺清和", Seat::Office("hightech"), Role::Verifier),
    one("song", "宋砚青", Seat::Office("platform"), Role::Head),
    one("ye", "叶向暖", Seat::Office("platform"), Role::Staff),
    one("su", "苏明澈", Seat::Office("platform"), Role::Verifier),
    one("qian", "钱穗", Seat::Office("cooperation"), Role::Head),
    one("cao", "曹以宁", Seat::Office("cooperation"), Role::Staff),
    one("zeng", "曾可欣", Seat::Office("cooperation"), Role::Staff),
    one("shi", "施远舟", Seat::Office("cooperation"), Role::Verifier),
    one("xue", "薛静言", Seat::Office("finance"), Role::Head),
    one("fan", "范晓岸", Seat::Office("finance"), Role::Staff),
    one("peng", "彭越洋", Seat::Office("finance"), Role::Verifier),
    one("guo", "郭允执", Seat::Office("general"), Role::Head),
    one("liang", "梁书晴", Seat::Office("general"), Role::Staff),
    one("pan", "潘行简", Seat::Office("general"), Role::Verifier),
    one("ma", "马一禾", Seat::Town(5), Role::Town),
    one("fang", "方知夏", Seat::Town(0), Role::Town),
    one("feng", "冯望舒", Seat::Town(2), Role::Town),
    one("gu", "顾听潮", Seat::Town(9), Role::Town),
    one("yan", "严松涛", Seat::Town(12), Role::Town),
    one("yu", "郁承泽", Seat::Bureau, Role::Administrator),
];

/// The person by key; the administrator for one that is not there.
#[cfg(test)]
pub fn person(key: &str) -> &'static Person {
    PEOPLE
        .iter()
        .find(|person| person.key == key)
        .unwrap_or(&PEOPLE[PEOPLE.len() - 1])
}

/// Who holds the role in the office.
pub fn in_office(code: &str, role: Role) -> &'static str {
    let found = PEOPLE
        .iter()
        .find(|person| person.seat == Seat::Office(code_of(code)) && person.role == role);
    found.map_or("guo", |person| person.key)
}

fn code_of(code: &str) -> &'static str {
    super::county::OFFICES
        .iter()
        .map(|office| office.0)
        .find(|own| *own == code)
        .unwrap_or("general")
}

/// Who enters for a town, if anybody does.
pub fn of_town(town: usize) -> Option<&'static str> {
    PEOPLE
        .iter()
        .find(|person| person.seat == Seat::Town(town))
        .map(|person| person.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demonstration::county::OFFICES;

    #[test]
    fn nobody_shares_a_sign_in_name_or_a_name() {
        for (at, one) in PEOPLE.iter().enumerate() {
            assert!(
                PEOPLE[at + 1..]
                    .iter()
                    .all(|other| other.key != one.key && other.name != one.name)
            );
        }
    }

    #[test]
    fn each_office_has_somebody_who_enters_another_who_verifies_and_a_head() {
        for (code, _) in OFFICES {
            let three =
                [Role::Staff, Role::Verifier, Role::Head].map(|role| person(in_office(code, role)));
            for (one, role) in three.iter().zip([Role::Staff, Role::Verifier, Role::Head]) {
                assert_eq!((one.seat, one.role), (Seat::Office(code_of(code)), role));
            }
        }
        assert!((0..14).filter(|town| of_town(*town).is_some()).count() >= 2);
    }

    #[test]
    fn posts_are_told_in_words() {
        assert_eq!(person("cao").post(), "产学研成果科 录入人");
        assert_eq!(person("ma").post(), "白蒲镇 镇区经办");
        assert_eq!(person("ji").post(), "局长");
    }
}
