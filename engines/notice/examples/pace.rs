//! Seconds to read 0.5, 1 and 2 MB of several kinds of text: `cargo run --release -p notice --example pace`.
//!
//! Twice the text should take about twice the time, also where the text has no stop, no word, or one word only.

use std::time::Instant;

const NOTICE: &str = "一、工作目标\n力争2020年新增国家级孵化器1家，省级众创空间2家；城镇、农村居民收入分别增长4.5%、5.5%左右。\n（一）强化培育。进一步优化高企培育机制，鼓励企业加大投入，确保每月有活动，研发投入超过2000万元。\n";

fn main() {
    println!("{:<28}{:>10}{:>10}{:>10}", "text", "0.5 MB", "1 MB", "2 MB");
    let kinds = [
        ("notices", NOTICE),
        ("one sentence", "推动高新技术企业培育新增三十家"),
        ("one clause of lists", "新增30家、"),
        ("digits", "1234567890"),
        ("digits with points", "1.2,"),
        ("分别", "分别"),
        ("分别 and numbers", "分别3家、"),
        ("Chinese numerals", "三千万亿"),
        ("从 and 了", "了"),
        ("open quotation marks", "“"),
        ("headings", "一、\n"),
        ("percent in words", "百分之"),
        ("doubling", "翻"),
        ("lines", "达到\n"),
        ("firmness", "争取"),
        ("rhythm", "每月有3家、"),
        ("firmness and numbers", "力争3家、"),
        ("clauses", "甲，"),
        ("pieces", "甲、"),
        ("了 before numbers", "了了了了3家"),
        ("ranges", "1-"),
        ("brackets", "（）"),
        ("sentences", "3。"),
        ("years", "2020年"),
        ("blanks", " "),
        ("heads of tables", "指标\t目标值\t责任科室\n"),
        ("rows of a table", "指标\t目标值\n高企\t30\n科小\t40家\n"),
        ("points", "每少1家扣2分，"),
        ("offices in clauses", "由科技局牵头，"),
        ("offices that assist", "科技局会同财政局"),
        ("digits with blanks", "新增2 0 0 家"),
        ("digits with commas", "1，200"),
        ("lines of labels", "牵头单位：科技局\n"),
        ("labels", "牵头单位：高新科；"),
        ("labels without an office", "牵头单位："),
        ("brackets that assign", "（高新科牵头，6月底前）"),
        ("open brackets", "（"),
        ("deadlines", "6月底前"),
        ("names without a stop", "新增高企30家"),
        ("parts of the year", "一季度完成3家，"),
        ("brackets with a time", "新增5家（去年3家）"),
        ("lists of conditions", "10亿元、"),
        ("changes", "由412家增加到480家"),
        ("quoted rhythms", "“周调度、月通报”"),
        ("fractions", "三分之一"),
        ("units said once", "分别增长5、"),
        ("places", "每个街道3家，"),
        (
            "nested items",
            "一、甲\n（一）乙\n1.丙（责任单位：丁）\n（1）新增3家\n",
        ),
    ];
    for (name, piece) in kinds {
        let mut line = format!("{name:<28}");
        for size in [512 * 1024, 1024 * 1024, 2 * 1024 * 1024] {
            let text = notice::Text::new(piece.repeat(size / piece.len()));
            let start = Instant::now();
            let items = notice::read(&text).items.len();
            line.push_str(&format!("{:>10.3}", start.elapsed().as_secs_f64()));
            std::hint::black_box(items);
        }
        println!("{line}");
    }
}
