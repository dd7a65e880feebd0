use super::*;

#[test]
fn what_is_shipped_is_sound() {
    assert_eq!(SHIPPED.len(), 8);
    for (name, criterion) in SHIPPED_TEXTS.iter().map(|one| one.0).zip(&*SHIPPED) {
        assert_eq!(name, format!("{}.toml", criterion.id));
        let sure = criterion.confidence == Confidence::High;
        assert!(
            sure || !criterion.note.is_empty(),
            "{name} is not sure and must say so"
        );
    }
}

/// A text with one clause.
fn with(clause: &str) -> String {
    format!(
        "id = \"own\"\nname = \"自拟\"\ndocument = \"某文\"\n\n[[clause]]\nid = \"one\"\nname = \"一\"\narticle = \"第一条\"\n{clause}\n"
    )
}

fn fault(text: &str) -> Fault {
    Criterion::read("own.toml", text, &FACTS)
        .unwrap_err()
        .remove(0)
}

#[test]
fn a_persons_own_criterion() {
    let text = with("share = { of = \"rd_3\", in = \"revenue_3\", at_least = \"2.5%\" }");
    let criterion = Criterion::read("own.toml", &text, &FACTS).unwrap();
    assert_eq!(criterion.clauses[0].unit, "元");
}

#[test]
fn what_serves_one_application_only_is_said_by_the_text() {
    let class_two = |id: &str| find(id).unwrap().is_single_use("ip_class2");
    assert!(class_two("hnte-2016") && !class_two("tech-sme-2017"));
    let clause = with("flag = { fact = \"resident\", is = 1 }");
    let text = format!("single_use = [\"ip_class3\"]\n{clause}");
    assert!(
        fault(&text)
            .message
            .contains("single_use：没有名为 ip_class3 的事实。是不是 ")
    );
}

#[test]
fn faults_name_the_place_and_the_way_out() {
    for (clause, said) in [
        ("", "没有写条件"),
        (
            "flag = { fact = \"resident\", is = 1 }\nage = { fact = \"registered_on\", days = 1 }",
            "一条只能写一种",
        ),
        ("flag = { fact = \"residant\", is = 1 }", "是不是 resident"),
        ("flag = { fact = \"staff\", is = 1 }", "不是0 或 1"),
        ("flag = { fact = \"resident\", is = 2 }", "只能是 0 或 1"),
        (
            "bound = { of = \"revenue\", at_least = \"1\" }",
            "revenue_1、revenue_2 或 revenue_3",
        ),
        (
            "bound = { of = \"staff_3\", at_least = \"1\" }",
            "不按年填，就写 staff",
        ),
        (
            "bound = { of = \"staff + revenue_3\", at_least = \"1\" }",
            "金额和数量加在了一起",
        ),
        (
            "bound = { of = \"staff tech_staff\", at_least = \"1\" }",
            "缺加号",
        ),
        ("bound = { of = \"staff +\", at_least = \"1\" }", "没有写完"),
        ("bound = { of = \"mark_tech\", at_least = \"1\" }", "是评分"),
        ("bound = { of = \"staff\" }", "没有写界限"),
        ("bound = { of = \"staff\", at_least = \"1.5\" }", "不是整数"),
        ("bound = { of = \"staff\", at_least = \"十\" }", "不是数"),
        (
            "bound = { of = \"revenue_3\", at_least = \"0.001\" }",
            "分以下",
        ),
        (
            "bound = { of = \"staff\", at_least = \"9\", at_most = \"8\" }",
            "下限比上限大",
        ),
        (
            "bound = { of = \"staff\", at_most = \"-1\" }",
            "超出了这个事实能有的范围",
        ),
        (
            "share = { of = \"tech_staff\", in = \"revenue_3\", at_least = \"5%\" }",
            "不能相比",
        ),
        (
            "share = { of = \"tech_staff\", in = \"staff\", at_least = \"120%\" }",
            "不会超过 100%",
        ),
        (
            "share = { of = \"tech_staff\", in = \"staff\", at_least = \"0.1%\" }",
            "最细到 0.5%",
        ),
        (
            "share = { of = \"tech_staff\", in = \"staff\" }",
            "缺少 at_least",
        ),
        (
            "share = { of = \"tech_staff\", in = \"staff\", by = \"staff\", tiers = [{ up_to = \"9\", at_least = \"5%\" }] }",
            "最后一档不写",
        ),
        (
            "one_of = { fact = \"field\", values = [] }",
            "values 是空的",
        ),
        (
            "one_of = { fact = \"field\", values = [9] }",
            "选项里没有 9",
        ),
        ("score = { at_least = 60 }", "没有写评分部分"),
        (
            "flag = { fact = \"resident\", is = 1 }\nstands_in_for = [\"two\"]",
            "没有名为 two",
        ),
        (
            "flag = { fact = \"resident\", is = 1 }\nfrom = 2020-01-02\nto = 2020-01-01",
            "颠倒",
        ),
        ("flagg = 1", "没有名为 flagg 的项"),
        ("flag = { fact = resident, is = 1 }", "加英文引号"),
        (
            "age = { fact = \"registered_on\", days = \"1\" }",
            "不带引号的整数",
        ),
    ] {
        let fault = fault(&with(clause));
        assert!(fault.message.contains(said), "{clause}: {fault}");
        assert!(fault.line >= 1 && fault.line <= 11, "{fault}");
    }
}

#[test]
fn clauses_against_each_other() {
    let second = |clause: &str| {
        format!("\n[[clause]]\nid = \"two\"\nname = \"二\"\narticle = \"第二条\"\n{clause}\n")
    };
    for (one, two, said) in [
        (
            "flag = { fact = \"resident\", is = 1 }",
            "flag = { fact = \"resident\", is = 0 }",
            Some("一条要求是"),
        ),
        (
            "bound = { of = \"staff\", at_least = \"9\" }",
            "bound = { of = \"staff\", less_than = \"9\" }",
            Some("下限比另一条的上限大"),
        ),
        (
            "bound = { of = \"staff\", at_least = \"9\" }",
            "bound = { of = \"staff\", at_most = \"9\" }",
            None,
        ),
        (
            "one_of = { fact = \"field\", values = [1] }",
            "one_of = { fact = \"field\", values = [2] }",
            Some("没有共同的选项"),
        ),
        (
            "flag = { fact = \"resident\", is = 1 }\nto = 2019-12-31",
            "flag = { fact = \"resident\", is = 0 }\nfrom = 2020-01-01",
            None,
        ),
    ] {
        let text = with(one) + &second(two);
        match (Criterion::read("own.toml", &text, &FACTS), said) {
            (Ok(_), None) => {}
            (Err(faults), Some(said)) => assert!(
                faults[0].message.contains(said) && faults[0].line == 12,
                "{faults:?}"
            ),
            (other, said) => panic!("{said:?}: {other:?}"),
        }
    }
    let twice = with("flag = { fact = \"resident\", is = 1 }")
        + &second("flag = { fact = \"incident\", is = 0 }").replace("two", "one");
    assert!(fault(&twice).message.contains("有两条都叫 one"));
}

#[test]
fn a_threshold_that_changes_is_two_clauses_with_days() {
    let text = with(
        "share = { of = \"tech_staff\", in = \"staff\", at_least = \"10%\" }\nto = 2019-12-31",
    ) + "\n[[clause]]\nid = \"one\"\nname = \"一\"\narticle = \"第一条\"\nshare = { of = \"tech_staff\", in = \"staff\", at_least = \"20%\" }\nfrom = 2020-01-01\n";
    let criterion = Criterion::read("own.toml", &text, &FACTS).unwrap();
    let mut firm = crate::Firm::new(&FACTS);
    firm.set(FACTS.find("staff").unwrap(), Some(10));
    firm.set(FACTS.find("tech_staff").unwrap(), Some(1));
    for (year, verdict) in [(2019, crate::Verdict::Pass), (2020, crate::Verdict::Fail)] {
        let program = criterion.on(&FACTS, Day::of(year, 6, 1).unwrap());
        assert_eq!(program.clauses().count(), 1);
        assert_eq!(program.judge(&firm).verdict, verdict);
    }
}

#[test]
fn points_that_overlap_or_are_empty() {
    let part = |item: &str| {
        with("score = { at_least = 5 }")
            + "\n[[part]]\nid = \"p\"\nname = \"分\"\nmax = 10\n\n[[part.item]]\nid = \"i\"\nname = \"项\"\narticle = \"表\"\n"
            + item
    };
    for (item, said) in [
        ("ladder = []", "没有一档"),
        ("ladder = [{ of = \"transfers\", steps = [] }]", "没有一档"),
        (
            "ladder = [{ of = \"transfers\", steps = [{ at_least = \"2\", points = [3, 4] }, { at_least = \"3\", points = [1, 2] }] }]",
            "由高到低",
        ),
        (
            "ladder = [{ of = \"transfers\", steps = [{ at_least = \"3\", points = [3, 4] }, { at_least = \"2\", points = [2, 3] }] }]",
            "与上一档重叠",
        ),
        (
            "ladder = [{ of = \"transfers\", steps = [{ at_least = \"3\", points = [4, 3] }] }]",
            "由低到高",
        ),
        ("table = [{ points = [1, 1] }]", "至少要有两行"),
        (
            "table = [{ when = [\"staff\"], points = [1, 1] }, { points = [0, 0] }]",
            "不是条件",
        ),
        (
            "growth = { of = \"staff\", steps = [{ at_least = \"5%\", points = [1, 1] }] }",
            "staff",
        ),
        ("mark = \"staff\"", "不是评分"),
        ("mark = \"mark_talent\"", "最多只能得 4 分"),
    ] {
        let faults = Criterion::read("own.toml", &part(item), &FACTS).unwrap_err();
        assert!(
            faults.iter().any(|fault| fault.message.contains(said)),
            "{item}: {faults:?}"
        );
    }
}
