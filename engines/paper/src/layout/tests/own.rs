//! What this program handed out, and what it remembers.

use super::*;

#[test]
fn our_own_numbers_are_no_field_and_void_rows_no_records() {
    let mut wanted = payment();
    wanted.push(field("number", "合同编号", Type::Text, &["合同号"]));
    wanted.push(field("contract", "所属合同", Type::Link, &["合同编号"]));
    let of = |heading: &str, numbers: [&str; 2]| {
        let [one, two] = numbers;
        let text = format!(
            "{heading},企业名称,金额（元）,付款日,状态\n{one},甲公司,36,2020.9.1,已核实\n{two},乙公司,18,2020.9.2,已作废\n"
        );
        let mut book = Book::open(Cursor::new(text.into_bytes())).unwrap();
        understand(&mut book, "列表", &wanted, None).unwrap()
    };
    for heading in ["编号", "序号", "*编号"] {
        let table = of(heading, ["ZJ-2020-0047", "ZJ-2020-0048"]);
        assert_eq!(table.columns[0].field, None);
        assert_eq!(table.columns[0].why, "本系统的编号，不导入");
        let told: Vec<(u32, Why)> = table
            .left_out
            .iter()
            .map(|one| (one.first, one.why))
            .collect();
        assert_eq!((table.rows, told), (1, vec![(3, Why::Void)]), "{heading}");
    }
    for (heading, numbers) in [
        ("合同编号", ["HT-2020-0001", "HT-2020-0002"]),
        ("编号", ["HT-1", "HT-2"]),
    ] {
        let table = of(heading, numbers);
        assert!(table.columns[0].field.is_some(), "{heading}");
        // Of a table that is not ours the word alone says it.
        assert_eq!(table.left_out[0].why, Why::Cancelled, "{heading}");
    }
}

#[test]
fn an_exact_name_comes_before_what_was_remembered() {
    let mut table = list("客户,数额,到账\n甲公司,36,2020.9.1\n");
    for (letter, field) in [("A", "firm"), ("B", "amount"), ("C", "paid_on")] {
        table.settle(letter, Some(field), None);
    }
    let read = |text: &str, mapping: &Mapping| {
        let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
        let table = understand(&mut book, "列表", &payment(), Some(mapping)).unwrap();
        table.column_of("amount").unwrap().letter.clone()
    };
    let mapping = table.mapping();
    let both = "客户,数额,金额（元）,到账\n甲公司,1,36,2020.9.1\n";
    assert_eq!(read(both, &mapping), "C");
    assert_eq!(
        read("客户,数额,付款金额,到账\n甲公司,1,36,2020.9.1\n", &mapping),
        "B"
    );
    // Where a person once chose between the two, that stands.
    let mut table = list(both);
    table.settle("B", Some("amount"), None);
    assert_eq!(read(both, &table.mapping()), "B");
}
