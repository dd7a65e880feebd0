use super::*;

#[test]
fn faults_in_definitions() {
    let base = "opens_business = \"revenue\"\n[[fact]]\nid = \"revenue\"\nname = \"销售收入\"\nkind = \"money\"\nyearly = true\n";
    assert!(Facts::read("f.toml", base).is_ok());
    for (more, said) in [
        (
            "[[fact]]\nid = \"revenue\"\nname = \"x\"\nkind = \"count\"",
            "定义了两次",
        ),
        (
            "[[fact]]\nid = \"Big\"\nname = \"x\"\nkind = \"count\"",
            "小写字母",
        ),
        (
            "[[fact]]\nid = \"x\"\nname = \"x\"\nkind = \"option\"",
            "选项是空的",
        ),
        (
            "[[fact]]\nid = \"x\"\nname = \"x\"\nkind = \"number\"",
            "不认得 number",
        ),
        (
            "[[fact]]\nid = \"x\"\nname = \"x\"\nkind = \"count\"\nprice = -1",
            "负数",
        ),
        (
            "[[fact]]\nid = \"x\"\nname = \"x\"\nkind = \"money\"\ncontains = \"rd_3\"",
            "contains 里的 rd_3",
        ),
        (
            "[[limit]]\npart = \"x\"\nwhole = \"revenue_1\"\nreason = \"x\"",
            "没有名为 x",
        ),
    ] {
        let faults = Facts::read("f.toml", &format!("{base}{more}")).unwrap_err();
        assert!(faults[0].message.contains(said), "{more}: {faults:?}");
    }
    let faults = Facts::read("f.toml", &format!("registered = \"revenue_1\"\n{base}"));
    let faults = faults.unwrap_err();
    assert!(faults[0].message.contains("日期的事实"), "{faults:?}");
}
