//! What happened to titles in the two years.

use crate::demonstration::calendar::Date;

/// One title granted: firm, class, level, on, occasion, what it is called after the firm's name.
pub struct Title {
    pub firm: usize,
    pub class: &'static str,
    pub level: &'static str,
    pub on: Date,
    pub occasion: &'static str,
    pub suffix: &'static str,
}

pub const fn title(
    firm: usize,
    class: &'static str,
    level: &'static str,
    on: Date,
    occasion: &'static str,
    suffix: &'static str,
) -> Title {
    Title {
        firm,
        class,
        level,
        on,
        occasion,
        suffix,
    }
}

/// What happened to titles in the two years, beside the institutions that were there before.
pub const TITLES: [Title; 22] = [
    // The coverage grows.
    title(
        61,
        "own_institution",
        "county",
        (2020, 3, 10),
        "first",
        "技术研发中心",
    ),
    title(
        62,
        "own_institution",
        "county",
        (2020, 4, 15),
        "first",
        "技术研发中心",
    ),
    title(
        63,
        "engineering_centre",
        "city",
        (2020, 7, 14),
        "first",
        "工程技术研究中心",
    ),
    // Three of the province, one of the city, one that was of the province before.
    title(
        4,
        "engineering_centre",
        "province",
        (2020, 5, 12),
        "upgrade",
        "省级工程技术研究中心",
    ),
    title(
        0,
        "graduate_station",
        "province",
        (2020, 6, 18),
        "first",
        "研究生工作站",
    ),
    title(
        17,
        "technology_centre",
        "province",
        (2020, 8, 27),
        "first",
        "省级企业技术中心",
    ),
    title(
        22,
        "technology_centre",
        "city",
        (2020, 7, 2),
        "first",
        "市级企业技术中心",
    ),
    title(
        9,
        "engineering_centre",
        "province",
        (2020, 6, 5),
        "rename",
        "省级工程技术研究中心",
    ),
    title(
        26,
        "engineering_centre",
        "province",
        (2020, 11, 10),
        "first",
        "省级工程技术研究中心",
    ),
    title(
        33,
        "key_lab",
        "province",
        (2020, 12, 8),
        "first",
        "省级重点实验室",
    ),
    // The year before.
    title(
        9,
        "engineering_centre",
        "province",
        (2019, 5, 21),
        "first",
        "省级工程技术研究中心",
    ),
    title(
        13,
        "technology_centre",
        "province",
        (2019, 9, 6),
        "first",
        "省级企业技术中心",
    ),
    title(
        21,
        "graduate_station",
        "province",
        (2019, 6, 25),
        "first",
        "研究生工作站",
    ),
    // Incubators and maker spaces, run by firms of their own.
    title(
        405,
        "incubator",
        "nation",
        (2016, 12, 9),
        "first",
        "科技企业孵化器",
    ),
    title(
        405,
        "incubator",
        "nation",
        (2020, 6, 29),
        "review",
        "科技企业孵化器",
    ),
    title(
        406,
        "incubator",
        "province",
        (2020, 7, 20),
        "first",
        "科技企业孵化器",
    ),
    title(
        406,
        "incubator",
        "nation",
        (2020, 12, 16),
        "upgrade",
        "科技企业孵化器",
    ),
    title(
        407,
        "maker_space",
        "province",
        (2019, 8, 30),
        "first",
        "众创空间",
    ),
    title(
        408,
        "maker_space",
        "province",
        (2020, 9, 7),
        "first",
        "众创空间",
    ),
    title(
        409,
        "maker_space",
        "province",
        (2020, 9, 7),
        "first",
        "众创空间",
    ),
    title(
        410,
        "maker_space",
        "city",
        (2020, 5, 28),
        "first",
        "众创空间",
    ),
    title(
        407,
        "maker_space",
        "province",
        (2020, 9, 7),
        "review",
        "众创空间",
    ),
];
