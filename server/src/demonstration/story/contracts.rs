//! Contracts with universities and institutes: T06, and what payments are made on.

use values::Day;

use super::super::act::{Deed, Posting, Row};
use super::super::calendar::{day, open_after, stretches};
use super::super::names::{PARTNERS, projects};
use super::super::paper::{Drawn, Form, Paper};
use super::super::script::Script;

/// A contract that is verified, as payments need it.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    pub row: Row,
    pub firm: usize,
    /// Its place in [`PARTNERS`].
    pub partner: usize,
    pub no: String,
    pub verified: Day,
}

/// Projects that count, by stretch.
const COUNTED_2019: [usize; 13] = [8, 3, 10, 12, 13, 12, 11, 12, 7, 4, 10, 14, 16];
const COUNTED_2020: [usize; 13] = [14, 4, 12, 15, 17, 16, 16, 14, 10, 6, 14, 10, 9];

/// With whom the firms that the story names work, in their order, and on what.
pub const NAMED: [(usize, &str); 10] = [
    (0, "智能验布机视觉算法"),
    (1, "高速轴承寿命预测"),
    (2, "真空断路器可靠性评估"),
    (3, "压力传感器检测方法"),
    (0, "芳纶纸表面处理工艺"),
    (2, "膨化食品机组智能控制"),
    (3, "生物酶制剂中试放大"),
    (3, "氮化镓外延片失效分析"),
    (2, "阻燃母粒配方优化"),
    (1, "减速箱壳体轻量化设计"),
];
const WAYS: [&str; 6] = [
    "commissioned",
    "commissioned",
    "joint",
    "transfer",
    "service",
    "consulting",
];

/// A firm, its partner and the project.
type Given = (usize, usize, &'static str);

/// What makes a contract count or not.
struct Terms {
    nature: &'static str,
    relation: &'static str,
    started: bool,
}

const PLAIN: Terms = Terms {
    nature: "contract",
    relation: "new",
    started: true,
};

/// Writes contracts down.
struct Desk<'a> {
    script: &'a mut Script,
    projects: Vec<String>,
    many: usize,
}

pub fn write(script: &mut Script) -> Vec<Contract> {
    let mut projects = projects(&mut script.chance);
    projects.retain(|project| NAMED.iter().all(|(_, item)| item != project));
    let mut desk = Desk {
        script,
        projects,
        many: 0,
    };
    let mut contracts = Vec::new();
    for (year, counted) in [(2019, COUNTED_2019), (2020, COUNTED_2020)] {
        let days = desk.script.days(year, &counted);
        for (at, signed) in days.into_iter().enumerate() {
            let named = (year == 2020).then(|| NAMED.get(at)).flatten();
            contracts.push(desk.good(signed, named.map(|(partner, item)| (at, *partner, *item))));
        }
    }
    desk.by_rule();
    desk.not_yet();
    contracts
}

impl Desk<'_> {
    /// A contract of a firm; the one given, or any.
    fn posting(
        &mut self,
        signed: Day,
        given: Option<Given>,
        terms: &Terms,
    ) -> (Posting, usize, usize, String) {
        let firm = given.map_or_else(|| self.script.firm_of(signed), |(firm, ..)| firm);
        let partner = given.map_or_else(
            || self.script.chance.below(PARTNERS.len()),
            |(_, partner, _)| partner,
        );
        self.many += 1;
        let no = format!("YX-{}-{:04}", signed.year(), self.many);
        let drawn = self
            .projects
            .pop()
            .unwrap_or_else(|| format!("合作项目{no}"));
        let item = given.map_or(drawn, |(.., item)| item.to_owned());
        let amount = self.script.chance.between(8, 60) * 5_000_000;
        let posting = Posting::of("contract")
            .firm(firm)
            .put("item", item)
            .put("partner", PARTNERS[partner].0)
            .put("contract_no", &no)
            .put("nature", terms.nature)
            .put("relation", terms.relation)
            .put("way", self.script.chance.pick(&WAYS))
            .put("signed_on", signed)
            .put("ends_on", signed.plus(540))
            .money("amount", amount)
            .money("technical_amount", amount * 4 / 5)
            .paper(self.text(&no, firm, partner, signed));
        let posting = if terms.started {
            posting.put("started_on", signed).paper(Paper::number(
                "start",
                format!("开工纪要 {no}"),
                PARTNERS[partner].0,
                signed,
            ))
        } else {
            posting
        };
        (posting, firm, partner, no)
    }

    /// The text of the contract: a file for the newest, a number for the rest.
    fn text(&self, no: &str, firm: usize, partner: usize, signed: Day) -> Paper {
        let name = &self.script.firms[firm].name;
        if signed < day(2020, 9, 1) || signed > day(2020, 9, 11) {
            return Paper::number("contract", no, PARTNERS[partner].0, signed);
        }
        let lines = vec![
            ("合同编号", no.to_owned()),
            ("甲方", name.clone()),
            ("乙方", PARTNERS[partner].0.to_owned()),
            ("签订日期", signed.to_string()),
            ("用途", "演示，不是真实合同".to_owned()),
        ];
        let drawn = Drawn {
            name: format!("技术合同-{no}.pdf"),
            form: Form::Pdf,
            title: "技术合同（签章页）",
            lines,
        };
        Paper::file("contract", drawn)
    }

    fn good(&mut self, signed: Day, given: Option<Given>) -> Contract {
        let (posting, firm, partner, no) = self.posting(signed, given, &PLAIN);
        let (row, verified) = self.script.good(signed, posting);
        Contract {
            row,
            firm,
            partner,
            no,
            verified,
        }
    }

    /// Verified, and left out by the rule of the indicator.
    fn by_rule(&mut self) {
        let year = stretches(2020);
        let cases = [
            (
                4,
                Terms {
                    nature: "intent",
                    ..PLAIN
                },
            ),
            (
                2,
                Terms {
                    nature: "framework",
                    ..PLAIN
                },
            ),
            (
                3,
                Terms {
                    relation: "supplement",
                    ..PLAIN
                },
            ),
            (
                5,
                Terms {
                    started: false,
                    ..PLAIN
                },
            ),
        ];
        for (many, terms) in cases {
            for at in 0..many {
                let signed = self.script.chance.open_day(year[2 + at]);
                let (posting, ..) = self.posting(signed, None, &terms);
                self.script.good(signed, posting);
            }
        }
    }

    /// Handed in and not verified: eight wait, four lack the text, one was sent back.
    fn not_yet(&mut self) {
        for at in 0..8 {
            let signed = open_after(day(2020, 9, 4 + at), 0);
            let (posting, ..) = self.posting(signed, None, &PLAIN);
            let entered = open_after(signed, 3).min(day(2020, 9, 17));
            self.script.handed_in(entered, posting);
        }
        for month in [5, 6, 7, 8] {
            let signed = day(2020, month, 19);
            let (posting, ..) = self.posting(signed, None, &PLAIN);
            self.script
                .handed_in(open_after(signed, 2), posting.without("contract"));
        }
        let signed = day(2020, 9, 9);
        let (posting, ..) = self.posting(signed, Some((9, 1, "轻量化壳体联合开发")), &PLAIN);
        let row = self.script.handed_in_by(day(2020, 9, 14), "cao", posting);
        self.script.act(
            day(2020, 9, 16),
            "shi",
            Deed::SendBack(row, "只有意向书，不能计入"),
        );
    }
}
