//! Reading a notice of 2 MB: a plausible one, and texts that have no stop, no word, or one word only.

use std::time::Instant;

use crate::measured::{Measured, Must, Rounds};

const SIZE: usize = 2 * 1024 * 1024;

const PLAUSIBLE: &str = "一、工作目标\n力争2020年新增国家级孵化器1家，省级众创空间2家；城镇、农村居民收入分别增长4.5%、5.5%左右。\n（一）强化培育。进一步优化高企培育机制，鼓励企业加大投入，确保每月有活动，研发投入超过2000万元。\n";

const ODD: [&str; 8] = [
    "推动高新技术企业培育新增三十家",
    "新增30家、",
    "1.2,",
    "分别3家、",
    "三千万亿",
    "甲，",
    "一、\n",
    "每月有3家、",
];

pub fn measure() -> Vec<Measured> {
    let (mut plausible, mut odd) = (Rounds::default(), Rounds::default());
    for _ in 0..3 {
        plausible.push(seconds(PLAUSIBLE));
    }
    ODD.into_iter().for_each(|piece| odd.push(seconds(piece)));
    let must = Some(Must::Under(2.0));
    vec![
        plausible.line("a notice of 2 MB", plausible.max(), "s", must),
        odd.line("2 MB of odd text, the slowest kind", odd.max(), "s", must),
    ]
}

fn seconds(piece: &str) -> f64 {
    let text = piece.repeat(SIZE / piece.len());
    let begun = Instant::now();
    let text = notice::Text::new(text);
    std::hint::black_box(notice::read(&text).items.len());
    begun.elapsed().as_secs_f64()
}
