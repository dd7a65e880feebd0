//! Radicals that stand for characters: a page printed to PDF often holds ⽬ (U+2F6C) where 目 was written.

/// The characters of U+2F00 to U+2FD5, the Kangxi radicals, in their order. (Unicode, UnicodeData.txt, compatibility
/// decompositions; for U+2F3E the form of simplified characters, which page printers mean by it.)
const KANGXI: [&str; 4] = [
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴",
    "廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿",
    "目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵",
    "邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠",
];
/// Radicals that have no decomposition of their own. (Unicode, EquivalentUnifiedIdeograph.txt.)
#[rustfmt::skip]
const SIMPLIFIED: &[(char, char)] = &[
    ('\u{2E81}', '厂'), ('\u{2E84}', '乙'), ('\u{2E87}', '几'), ('\u{2E88}', '刀'), ('\u{2E8A}', '卜'), ('\u{2E8E}', '兀'),
    ('\u{2E92}', '巳'), ('\u{2E93}', '幺'), ('\u{2E97}', '心'), ('\u{2E9B}', '旡'), ('\u{2E9C}', '日'), ('\u{2E9D}', '月'),
    ('\u{2E9F}', '母'), ('\u{2EA0}', '民'), ('\u{2EA7}', '牛'), ('\u{2EA9}', '王'), ('\u{2EAA}', '疋'), ('\u{2EAC}', '示'),
    ('\u{2EAE}', '竹'), ('\u{2EB6}', '羊'), ('\u{2EB7}', '羊'), ('\u{2EBB}', '聿'), ('\u{2EBD}', '臼'), ('\u{2EC1}', '虎'),
    ('\u{2EC4}', '西'), ('\u{2EC5}', '见'), ('\u{2EC6}', '角'), ('\u{2EC7}', '角'), ('\u{2EC9}', '贝'), ('\u{2ECA}', '足'),
    ('\u{2ECB}', '车'), ('\u{2ED1}', '長'), ('\u{2ED3}', '长'), ('\u{2ED4}', '门'), ('\u{2ED5}', '阜'), ('\u{2ED7}', '雨'),
    ('\u{2ED8}', '青'), ('\u{2ED9}', '韦'), ('\u{2EDA}', '页'), ('\u{2EDB}', '风'), ('\u{2EDC}', '飞'), ('\u{2EDD}', '食'),
    ('\u{2EE2}', '马'), ('\u{2EE3}', '骨'), ('\u{2EE4}', '鬼'), ('\u{2EE5}', '鱼'), ('\u{2EE6}', '鸟'), ('\u{2EE7}', '卤'),
    ('\u{2EE8}', '麦'), ('\u{2EE9}', '黄'), ('\u{2EEA}', '黾'), ('\u{2EEC}', '齐'), ('\u{2EEE}', '齿'), ('\u{2EF0}', '龙'),
    ('\u{2EF3}', '龟'),
];

/// The character that a radical stands for; any other character itself.
pub fn unfolded(c: char) -> char {
    match c {
        '\u{2F00}'..='\u{2FD5}' => {
            let at = c as usize - 0x2F00;
            KANGXI
                .iter()
                .flat_map(|line| line.chars())
                .nth(at)
                .unwrap_or(c)
        }
        '\u{2E80}'..='\u{2EF3}' => {
            let found = SIMPLIFIED.iter().find(|(radical, _)| *radical == c);
            found.map_or(c, |(_, character)| *character)
        }
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_characters() {
        let read: String = "\u{2F00}、主要\u{2F6C}标，\u{2F6D}盾⻓\u{2FD5}高"
            .chars()
            .map(unfolded)
            .collect();
        assert_eq!(read, "一、主要目标，矛盾长龠高");
        let read: String = "3\u{2F3E}\u{2EDD}品、小\u{2EE8}、魔\u{2EE4}"
            .chars()
            .map(unfolded)
            .collect();
        assert_eq!(read, "3户食品、小麦、魔鬼");
    }
}
