//! What is wrong with a formula is said at its word.

use super::checked;

/// The formula, the words the fault points at, the sentence.
const FAULTS: &[(&str, &str, &str)] = &[
    (
        "sum amount of payment counts if payee_typ in (university) else \"x\"",
        "payee_typ",
        "台账“付款”没有字段 payee_typ。是不是 payee_type（收款方类型）？",
    ),
    (
        "sum amount of payment counts if payee_type = factory else \"x\"",
        "factory",
        "“收款方类型”的选项是：university 高校、institute 院所、enterprise 企业、other 其他。",
    ),
    (
        "sum amount of payment counts if payee_type in (university, instituet) else \"x\"",
        "instituet",
        "“收款方类型”的选项是：university 高校、institute 院所、enterprise 企业、other 其他。是不是 institute？",
    ),
    (
        "sum amount of payment / count of contract",
        "/",
        "单位不一致：左边是元，右边是项，不能相除。可以相除的两边须是同一单位。",
    ),
    (
        "sum amount of payment - count of contract",
        "-",
        "单位不一致：左边是元，右边是项，不能相减。可以相减的两边须是同一单位。",
    ),
    (
        "sum paid_on of payment",
        "paid_on",
        "“付款日”是日期，不能求和。可求和的字段：amount（金额）。",
    ),
    (
        "sum note of demand",
        "note",
        "“备注”是长文字，不能求和。可求和的字段：budget（拟投入资金）。",
    ),
    (
        "sum technical_amount of contract",
        "technical_amount",
        "“技术交易额”没有列入可计量字段。请先在台账类别里把它设为可计量，或换用：amount。",
    ),
    (
        "sum amount of payment where note = \"急\"",
        "note",
        "“备注”没有列入可计量字段。请先在台账类别里把它设为可计量，或换用：payee_type、source。",
    ),
    (
        "count of title counts if level >= provincial else \"x\"",
        "provincial",
        "没有这一级。级别从低到高：county 县、city 市、province 省、nation 国家。",
    ),
    (
        "latest value of statistic counts if stage >= rough else \"x\"",
        "rough",
        "没有这个数据阶段。阶段从弱到强：proxy 替代数、estimate 预计数、preliminary 初步数、final 最终数。",
    ),
    (
        "count of contract counts if started_on <= day",
        "started_on <= day",
        "缺 else：请写明不计入的理由，例如 else \"尚未启动\"。",
    ),
    (
        "count of contract counts if started_on <= day else 尚未启动",
        "尚未启动",
        "else 后面要用引号写明不计入的理由，例如 else \"尚未启动\"。",
    ),
    (
        "count of contract counts if started_on <= day else \" \"",
        "\" \"",
        "else 后面要用引号写明不计入的理由，例如 else \"尚未启动\"。",
    ),
    ("", "", "公式是空的。请写要数什么，例如 count of contract。"),
    (
        "cuont of contract",
        "cuont",
        "这里应当写 count、sum、distinct、latest，现在是“cuont”。是不是 count？",
    ),
    (
        "count contract",
        "contract",
        "这里应当写 of，现在是“contract”。",
    ),
    (
        "count of contrct",
        "contrct",
        "没有台账类别 contrct。是不是 contract（产学研合同）？",
    ),
    (
        "count of 付款",
        "付款",
        "没有台账类别 付款。是不是 payment（付款）？",
    ),
    (
        "count of payment on monday",
        "monday",
        "这里应当写 day、eve，现在是“monday”。",
    ),
    (
        "latest value of statistic on day",
        "latest",
        "latest 取最新公布的数，不再写 on day 或 on eve。",
    ),
    (
        "count of payment whre amount > 1元",
        "whre",
        "这里应当写 where、counts if、counts unless、and、or、/、-，现在是“whre”。是不是 where？",
    ),
    (
        "count of payment when amount > 1元",
        "when",
        "这里应当写 where、counts if、counts unless、and、or、/、-，现在是“when”。",
    ),
    (
        "count of payment where amount > 2000",
        "2000",
        "“金额”是金额，只能和金额比较，并写明单位，例如 2000元、2000万元。",
    ),
    (
        "count of payment where amount > 0.001元",
        "0.001元",
        "“0.001元”细到了分以下，金额最多到分。",
    ),
    (
        "count of payment where payee_type > university",
        ">",
        "payee_type 是选项，没有大小，只能用 =、!= 或 in。",
    ),
    (
        "count of contract where item >= \"a\"",
        ">=",
        "item 是文字，没有大小，只能用 =、!= 或 in。",
    ),
    (
        "count of contract where item = abc",
        "abc",
        "“项目”是文字，值要加引号：\"abc\"。",
    ),
    (
        "count of contract where item = \"\"",
        "\"\"",
        "不能和空文字比较。要问有没有填，请写 item is known。",
    ),
    (
        "count of contract where started_on = year",
        "year",
        "“启动日”是日期，只能和 day（截至日）或 \"2020-03-01\" 这样的日子比较。",
    ),
    (
        "count of activity where firms > 3项",
        "3项",
        "单位不一致：“参加企业”的单位是家，这里写的是项。",
    ),
    (
        "count of activity where firms > 1.5",
        "1.5",
        "“参加企业”是数量，要写整数。",
    ),
    (
        "count of activity where firms > many",
        "many",
        "“参加企业”是数量，只能和整数或 year（年度）比较。",
    ),
    (
        "count of payment where contract = 3",
        "3",
        "“所属合同”是关联记录，只能写 contract is good 或 contract is known。",
    ),
    (
        "count of payment where source is good",
        "source",
        "“资金来源”是选项，is good 只用于关联记录。",
    ),
    (
        "distinct subject of activity",
        "subject",
        "台账“产学研活动”的记录不对应企业，不能用 subject。",
    ),
    (
        "distinct amount of payment",
        "amount",
        "“金额”是金额，不能去重计数。可去重的字段：subject（企业）、contract（所属合同）、payee_type（收款方类型）、source（资金来源）。",
    ),
    (
        "count of payment where subject = \"x\"",
        "subject",
        "subject 是企业本身，请写它的属性：subject.size（规模）、subject.industry（行业）、subject.town（镇区）。",
    ),
    (
        "count of payment where subject.sise = large",
        "sise",
        "企业没有属性 sise。是不是 size（规模）？",
    ),
    (
        "count of payment where subject.size = huge",
        "huge",
        "规模的选项是：large 大型、medium 中型、small 小型、micro 微型。",
    ),
    (
        "count of payment where contract.item = \"x\"",
        "contract",
        "点号前面只能是 subject，例如 subject.size。",
    ),
    (
        "count of title where level in $level",
        "$level",
        "没有参数 $level。是不是 levels？",
    ),
    (
        "count of title where class in $levels",
        "$levels",
        "参数 $levels 的值 province 不对：“机构类别”的选项是：",
    ),
    (
        "count of title where level = $levels",
        "$levels",
        "参数只能写在 in 后面，例如 level in $levels。",
    ),
    (
        "count of title where level in province",
        "province",
        "in 后面写括号里的各项，例如 in (university, institute)，或参数，例如 in $levels。",
    ),
    (
        "count of title where any title lately with item = this.item",
        "lately",
        "这里应当写 before period、in period、on day，现在是“lately”。",
    ),
    (
        "count of title where any contract on day with item = this.subject",
        "item = this.subject",
        "两边不是一类东西：item 和 this.subject 不能相等比较。",
    ),
    (
        "count of title where any title on day with item = item",
        "item",
        "这里应当写 this，现在是“item”。",
    ),
    (
        "count of contract / count of contract / count of contract",
        "/",
        "一个公式最多两项，用一个 / 或一个 - 相连。",
    ),
    (
        "count of title where (level = province",
        "",
        "这里应当是 )，现在是公式到此结束。",
    ),
    (
        "count of title where level ≥ province",
        "≥",
        "“≥”请改用半角的 >=。",
    ),
    (
        "count of title where level == province",
        "==",
        "相等只写一个等号：=。",
    ),
    (
        "count of title where item = \"abc",
        "\"abc",
        "文字没有收尾的引号，请在后面补上 \"。",
    ),
    (
        "count of title where level = province;",
        ";",
        "公式里不用“;”，请删去。",
    ),
];

#[test]
fn every_fault_points_at_its_word() {
    for (source, word, sentence) in FAULTS {
        let fault = checked(source).unwrap_err();
        assert!(
            fault.message.starts_with(sentence),
            "{source}\n{}\n{sentence}",
            fault.message
        );
        let pointed: String = source
            .chars()
            .skip(fault.column - 1)
            .take(fault.length)
            .collect();
        assert_eq!(pointed, *word, "{source}");
        assert!(fault.message.ends_with(['。', '？']), "{}", fault.message);
    }
}

#[test]
fn a_fault_is_shown_with_carets() {
    let source = "sum amount of payment counts if payee_typ in (university)\n else \"x\"";
    let fault = checked(source).unwrap_err().named("cooperation-spending");
    let shown = fault.show(source);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(
        lines[0],
        "cooperation-spending, 第1行第33列：sum amount of payment counts if payee_typ in (university)"
    );
    assert_eq!(
        lines[1].trim_start(),
        "^^^^^^^^^ 台账“付款”没有字段 payee_typ。是不是 payee_type（收款方类型）？"
    );
    let second = "count of payment\n  where amonut > 1元";
    let fault = checked(second).unwrap_err();
    assert_eq!((fault.line, fault.column, fault.length), (2, 9, 6));
}
