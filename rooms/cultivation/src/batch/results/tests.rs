#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;
use values::{Moment, fresh};

fn firm() -> Id<Firm> {
    Id::new(fresh(Moment::default()))
}

fn line(name: &str, number: &str, code: &str) -> Line {
    Line {
        at: 1,
        name: name.to_owned(),
        number: number.to_owned(),
        code: code.to_owned(),
    }
}

#[test]
fn a_list_is_read_as_people_paste_it() {
    let code = "91320682MADEM0001X";
    for (text, wanted) in [
        (
            "1\t南通拾柏纤维科技有限公司\tGR202032000123",
            line("南通拾柏纤维科技有限公司", "GR202032000123", ""),
        ),
        (
            "南通拾柏纤维科技有限公司，ＧＲ２０２０３２０００１２３",
            line("南通拾柏纤维科技有限公司", "GR202032000123", ""),
        ),
        (
            "12 霁舟检测（如皋）有限公司 GR202032000124",
            line("霁舟检测（如皋）有限公司", "GR202032000124", ""),
        ),
        (
            "gr202032000125 如皋听澜半导体有限公司",
            line("如皋听澜半导体有限公司", "GR202032000125", ""),
        ),
        (
            "江苏 ABC 传感 有限公司\tGR202032000126",
            line("江苏 ABC 传感 有限公司", "GR202032000126", ""),
        ),
        (
            "南通甲公司\t如皋市\tGR202032000127",
            line("南通甲公司", "GR202032000127", ""),
        ),
        ("没有编号的公司", line("没有编号的公司", "", "")),
    ] {
        assert_eq!(read(text), [wanted], "{text}");
    }
    let with_code = read(&format!("乙公司\t{code}\tGR202032000128"));
    assert_eq!(with_code[0].name, "乙公司");
    assert_eq!(read("序号\t企业名称\t证书编号\n\n  \n1"), []);
    let at: Vec<usize> = read("企业名称\n甲公司\n\n乙公司")
        .iter()
        .map(|one| one.at)
        .collect();
    assert_eq!(at, [2, 4], "lines are told as the person sees them");
}

#[test]
fn a_firm_is_found_by_code_then_by_name_then_by_former_name() {
    let (a, b, c) = (firm(), firm(), firm());
    let names = [
        (a, "南通霁舟检测有限公司".to_owned(), false),
        (a, "霁舟检测（如皋）有限公司".to_owned(), true),
        (b, "南通砺石轴承有限公司".to_owned(), true),
        (c, "南通砺石轴承有限公司".to_owned(), false),
        (b, "双名公司".to_owned(), false),
        (c, "双名公司".to_owned(), false),
    ];
    let known = Known::of(&names, HashMap::from([("CODE".to_owned(), c)]));
    for (name, code, wanted) in [
        ("谁也不是", "CODE", Match::ByCode(c)),
        ("霁舟检测(如皋) 有限公司", "", Match::ByName(a)),
        ("南通霁舟检测有限公司", "OTHER", Match::ByFormerName(a)),
        ("南通砺石轴承有限公司", "", Match::ByName(b)),
        ("双名公司", "", Match::Several(vec![b, c])),
        ("外县公司", "", Match::Nobody),
    ] {
        assert_eq!(known.find(&line(name, "", code)), wanted, "{name}");
    }
}

proptest! {
    /// Whatever is pasted, nothing falls over, lines keep their order, and a number is never read as a name.
    #[test]
    fn nothing_that_is_pasted_falls_over(text in "[\\PC\\n\\t，GR0-9（]{0,200}") {
        let lines = read(&text);
        prop_assert!(lines.windows(2).all(|two| two[0].at < two[1].at));
        prop_assert!(lines.iter().all(|one| !one.name.is_empty() || !one.number.is_empty() || !one.code.is_empty()));
    }
}
