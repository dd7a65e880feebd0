//! Rows whose amounts are not to be taken.

use super::*;

fn amounts(text: &str) -> Vec<Result<String, String>> {
    let mut book = Book::open(Cursor::new(text.as_bytes().to_vec())).unwrap();
    let wanted = payment();
    let table = understand(&mut book, "列表", &wanted, None).unwrap();
    let manner = Manner {
        year: Some(2020),
        unit: Unit::Yuan,
        from_1904: false,
        span: None,
    };
    let rows: Vec<Row> = book.rows("列表").unwrap().map(Result::unwrap).collect();
    let records = rows.iter().filter(|row| row.number > table.header_row);
    let amount = |record: Record| {
        let mut fields = record.fields.into_iter();
        let amount = fields.find(|one| wanted[one.field].id == "amount").unwrap();
        amount
            .reading
            .map(|read| read.text)
            .map_err(|reason| reason.why)
    };
    records
        .map(|row| amount(table.record(row, &wanted, &manner)))
        .collect()
}

#[test]
fn a_row_cut_at_a_comma_is_told() {
    let read = amounts(
        "企业名称,付款日,金额,,\n甲公司,2020.9.1,1,234.50\n乙公司,2020.9.1,\"1,234.50\"\n丙公司,2020.9.1,5,,\n",
    );
    let why = "这一行的格子比表头多 1 格（金额里的千分位逗号要加引号）";
    assert_eq!(
        read,
        [
            Err(why.to_owned()),
            Ok("1234.50".to_owned()),
            Ok("5.00".to_owned())
        ]
    );
}

#[test]
fn other_money_in_a_column_of_its_own_is_told() {
    for (word, is_ours) in [
        ("人民币", true),
        ("CNY", true),
        ("RMB", true),
        ("元", true),
        ("", true),
        ("美元", false),
        ("USD", false),
        ("EUR", false),
    ] {
        let read = amounts(&format!(
            "企业名称,付款日,金额,币种\n甲公司,2020.9.1,50,{word}\n"
        ));
        let expected = match is_ours {
            true => Ok("50.00".to_owned()),
            false => Err(format!("币种是“{word}”，只能导入人民币金额")),
        };
        assert_eq!(read, [expected], "{word}");
    }
}

#[test]
fn other_money_said_of_the_whole_table_is_told() {
    const HEADING: &str = "企业名称,付款日,金额,备注\n";
    let table = |above: &str, heading: &str, behind: &str| {
        format!("{above},,,\n{heading}甲公司,2020.9.1,50,x\n{behind},,,\n")
    };
    for text in [
        table("单位：美元", HEADING, ""),
        table("单位：万港币", HEADING, ""),
        table("金额单位：日元", HEADING, ""),
        table("币种：USD", HEADING, ""),
        table("付款表（泰铢）", HEADING, ""),
        table("", HEADING, "注：金额单位为美元"),
    ] {
        let read = amounts(&text);
        let why = read[0].as_ref().unwrap_err();
        assert!(why.ends_with("只能导入人民币金额"), "{text}{why}");
    }
    for text in [
        table("币种：人民币", HEADING, ""),
        table("含美元户的付款表", HEADING, ""),
        table("2020年对美元区出口企业付款表（单位：元）", HEADING, ""),
        table("单位：美元（折合人民币）", HEADING, ""),
        table("", "企业名称,付款日,金额,出口额（万美元）\n", ""),
    ] {
        assert_eq!(amounts(&text)[0].as_deref(), Ok("50.00"), "{text}");
    }
}
