//! The town that a title, or a line over the rows, tells for rows that name none.

use super::*;

#[test]
fn a_town_over_its_rows_is_told_where_no_column_holds_towns() {
    let mut town = field("town", "镇区", Type::Option, &[]);
    town.required = false;
    town.options = [("a", "白蒲镇"), ("b", "如城街道")]
        .map(|(id, name)| (id.to_owned(), name.to_owned()))
        .to_vec();
    let told = |heading: &str, rows: &str| {
        let mut wanted = payment();
        wanted.push(town.clone());
        let text = format!("企业名称,金额,付款日,{heading}\n{rows}");
        let mut book = Book::open(Cursor::new(text.into_bytes())).unwrap();
        let table = understand(&mut book, "列表", &wanted, None).unwrap();
        let above = table.named_above(&town);
        above.map(|one| one.first).collect::<Vec<u32>>()
    };
    let record = "甲公司,36,2020.9.1,x\n";
    for (heading, row, expected) in [
        ("备注", "白蒲镇", vec![2]),
        ("备注", "一、白蒲镇", vec![2]),
        ("备注", "如城街道（2家）", vec![2]),
        ("备注", "白蒲镇：", vec![2]),
        ("备注", "重点企业", vec![]),
        ("镇区", "白蒲镇", vec![]),
    ] {
        let rows = format!("{row},,,\n{record}");
        assert_eq!(told(heading, &rows), expected, "{heading} {row}");
    }
    // Below the last record it says nothing of any.
    assert!(told("备注", &format!("{record}白蒲镇,,,\n")).is_empty());
}

#[test]
fn a_town_in_the_title_is_that_of_all_rows() {
    let mut town = field("town", "镇区", Type::Option, &[]);
    town.options = [("a", "白蒲镇"), ("b", "如城街道")]
        .map(|(id, name)| (id.to_owned(), name.to_owned()))
        .to_vec();
    for (title, expected) in [
        ("白蒲镇2020年付款表", Some("a")),
        ("白蒲镇、如城街道付款表", None),
        ("付款表", None),
    ] {
        let table = list(&format!(
            "{title},,,\n企业名称,金额,付款日,x\n甲公司,36,2020.9.1,x\n"
        ));
        assert_eq!(
            table.said_of_all(&town).map(|said| said.0),
            expected,
            "{title}"
        );
    }
}
