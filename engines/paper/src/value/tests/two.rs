//! Two numbers in one cell are none.

use super::*;

#[test]
fn a_blank_or_a_line_break_between_two_numbers_does_not_make_one_of_them() {
    for (kind, texts) in [
        (
            Type::Money,
            &["10.5\n20", "10 20", "1 2", "10 20万元", "1, 234"][..],
        ),
        (Type::Count, &["3\n5", "1 5", "1 5家"]),
        (Type::Share, &["2 5%", "2\n.5%"]),
        (
            Type::Day,
            &[
                "2020.1.1 8",
                "3.1 5",
                "2020-1-1\n8",
                "2020\n09\n18",
                "2020091 8",
                "4410 4",
            ],
        ),
    ] {
        for text in texts {
            let why = typed(kind, text).unwrap_err();
            assert!(why.contains("里有空格或换行，分不清"), "{text}: {why}");
        }
    }
    let why = typed(Type::Money, "10.5\n20").unwrap_err();
    assert_eq!(
        why,
        "“10.5 20”里有空格或换行，分不清是一个数还是几个数，请每格只填一个数，数里不留空格"
    );
}
