#![allow(clippy::unwrap_used)]
use super::*;
use values::Day;

const GOOD: &str = r#"
id = "visit"
name = "走访"
prefix = "ZF"
act = "登记走访"
about = "科室到企业走访"
unit = "次"
subject = "firm"
office = "general"
day = "visited_on"
once = ["subject", "visited_on"]
enter = ["office", "town"]

[until]
field = "closed_on"
new_year_after = "visited_on"

[[voucher]]
id = "note"
name = "走访记录"
required = true

[[field]]
id = "visited_on"
name = "走访日"
type = "day"
required = true

[[field]]
id = "closed_on"
name = "办结日"
type = "day"
not_before = "visited_on"

[[field]]
id = "form"
name = "形式"
type = "option"
options = [["door", "上门"], ["phone", "电话"]]
measured = "class"

[[field]]
id = "cost"
name = "费用"
type = "money"
min = "0.01"
measured = "amount"
"#;

fn read(text: &str) -> Result<Kinds, Fault> {
    Kinds::parse([("visit.toml", text)])
}

#[test]
fn a_county_s_own_kind() {
    let kinds = read(GOOD).unwrap();
    let visit = kinds.get("visit").unwrap();
    assert_eq!(visit.subject, Subject::Firm);
    assert_eq!(visit.enter, [Role::Office, Role::Town]);
    assert_eq!(visit.verify, [Role::Office]);
    assert_eq!(visit.field("cost").unwrap().min(), Some(1));
    assert_eq!(
        visit.field("form").unwrap().option_name("phone"),
        Some("电话")
    );
    assert_eq!(
        visit.column(visit.field("visited_on").unwrap()),
        Some(Column::Effective)
    );
    let on = Day::of(2020, 3, 1).unwrap();
    assert_eq!(
        visit
            .until(|id| (id == "visited_on").then_some(on))
            .to_string(),
        "2021-01-01"
    );
    assert_eq!(visit.until(|_| Some(on)), on);
    assert_eq!(visit.until(|_| None), Day::NEVER);
}

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let cases = [
        (
            "once = [\"subject\", \"visited_on\"]",
            "once = [\"visited_no\"]",
            "防重键里的 visited_no 不是这个类别的字段。是不是 visited_on（走访日）？",
        ),
        (
            "day = \"visited_on\"",
            "day = \"visit_on\"",
            "计数日 visit_on 不是这个类别的字段。是不是 visited_on（走访日）？",
        ),
        (
            "day = \"visited_on\"",
            "day = \"form\"",
            "计数日须是日期，字段“形式”是选项。",
        ),
        (
            "measured = \"amount\"",
            "measured = \"class\"",
            "字段“费用”是金额，不能计入 class 列。",
        ),
        (
            "type = \"money\"\nmin = \"0.01\"\nmeasured = \"amount\"",
            "type = \"text\"\nmeasured = \"class\"",
            "字段“形式”和“费用”都计入 class 列，一列只能放一个字段，请换一列。",
        ),
        (
            "min = \"0.01\"",
            "min = \"abc\"",
            "字段“费用”的上下限无法读取：金额写元（如 0.01 要加引号），数量写整数，其他类型没有上下限。",
        ),
        (
            "id = \"cost\"",
            "id = \"form\"",
            "字段 form 写了两次，请留一处。",
        ),
        (
            "id = \"cost\"",
            "id = \"subject\"",
            "subject 是公式里的用词，字段不能叫这个名字，请换一个。",
        ),
        (
            "prefix = \"ZF\"",
            "prefix = \"zf\"",
            "编号前缀“zf”须是大写字母，例如 FK。",
        ),
        ("prefix = \"ZF\"\n", "", "缺少 prefix，请补上。"),
        (
            "type = \"money\"",
            "type = \"mony\"",
            "不认得 mony。可以写的有：text、long、option、level、stage、day、money、count、link。",
        ),
        (
            "not_before = \"visited_on\"",
            "not_before = \"form\"",
            "字段“办结日”：not_before 只能用于日期，并指向同一类别的日期字段，form 不是。",
        ),
        (
            "options = [[\"door\", \"上门\"], [\"phone\", \"电话\"]]\n",
            "",
            "字段“形式”是选项，请在 options 中列出各项。",
        ),
        (
            "type = \"money\"\nmin = \"0.01\"\nmeasured = \"amount\"",
            "type = \"link\"\nto = \"contrakt\"",
            "没有台账类别 contrakt。已有的类别：visit（走访）。",
        ),
        (
            "min = \"0.01\"",
            "same_firm = true",
            "字段“费用”：same_firm 只能用于关联记录。",
        ),
        (
            "subject = \"firm\"\noffice = \"general\"\nday = \"visited_on\"\nonce = [\"subject\", \"visited_on\"]\nenter = [\"office\", \"town\"]\n\n[until]\nfield = \"closed_on\"\nnew_year_after = \"visited_on\"\n",
            "office = \"general\"\nday = \"visited_on\"\nenter = [\"office\", \"town\"]\n\n[until]\nfield = \"closed_on\"\nnew_year_after = \"visited_on\"\n\n[[field]]\nid = \"before\"\nname = \"上次走访\"\ntype = \"link\"\nto = \"visit\"\nsame_firm = true\n",
            "字段“上次走访”：“走访”和“走访”都写明企业（subject = \"firm\"），才能用 same_firm。",
        ),
        (
            "required = true\n\n[[field]]\nid = \"closed_on\"",
            "\n[[field]]\nid = \"closed_on\"",
            "计数日 visited_on 须是必填项，请写 required = true。",
        ),
        (
            "field = \"closed_on\"",
            "field = \"visited_on\"",
            "visited_on 已作终止日，不能同时是计数日或另计一列。",
        ),
    ];
    for (from, to, message) in cases {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        let fault = read(&text).unwrap_err();
        assert_eq!(fault.message, message);
        assert!(fault.show(&text).starts_with("visit.toml, 第"));
    }
}

#[test]
fn two_kinds_may_not_share_an_id_or_a_prefix() {
    let fault = Kinds::parse([("a", GOOD), ("b", GOOD)]).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "b, 第2行第7列：台账类别 visit 已经有了（走访），请换一个代号。"
    );
    let other = GOOD.replacen("\"visit\"", "\"call\"", 1);
    let fault = Kinds::parse([("a", GOOD), ("b", other.as_str())]).unwrap_err();
    assert_eq!(fault.message, "编号前缀 ZF 已由“走访”使用，请换一个。");
}
