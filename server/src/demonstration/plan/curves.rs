//! Planned curves that are not even over the quarters.

use crate::demonstration::calendar::Within;

/// A planned curve: month, day, value in base units.
#[derive(Debug, PartialEq)]
pub struct Curve {
    pub indicator: &'static str,
    /// Steps on the days of batches, or straight lines between the nodes.
    pub steps: bool,
    pub nodes: &'static [(Within, &'static str)],
}

const fn curve(
    indicator: &'static str,
    steps: bool,
    nodes: &'static [(Within, &'static str)],
) -> Curve {
    Curve {
        indicator,
        steps,
        nodes,
    }
}

/// Curves that are not even over the quarters, by last season's batches.
pub const CURVES: [(&str, Curve); 9] = [
    (
        "lu",
        curve(
            "hightech-output-share",
            false,
            &[
                ((3, 31), "0.41"),
                ((6, 30), "0.414"),
                ((9, 30), "0.417"),
                ((12, 31), "0.42"),
            ],
        ),
    ),
    (
        "lu",
        curve(
            "hnte-net-increase",
            true,
            &[((12, 5), "12"), ((12, 20), "30")],
        ),
    ),
    (
        "song",
        curve(
            "rd-institutions",
            true,
            &[((6, 30), "2"), ((9, 30), "3"), ((12, 31), "5")],
        ),
    ),
    (
        "song",
        curve(
            "institution-coverage",
            false,
            &[
                ((3, 31), "0.88"),
                ((6, 30), "0.9"),
                ((9, 30), "0.915"),
                ((12, 31), "0.93"),
            ],
        ),
    ),
    (
        "song",
        curve("national-incubators", true, &[((12, 20), "1")]),
    ),
    ("song", curve("maker-spaces", true, &[((10, 31), "2")])),
    (
        "qian",
        curve(
            "cooperation-projects",
            false,
            &[
                ((3, 31), "20"),
                ((6, 30), "70"),
                ((9, 30), "110"),
                ((12, 31), "150"),
            ],
        ),
    ),
    (
        "qian",
        curve(
            "cooperation-spending",
            false,
            &[
                ((3, 31), "2800000"),
                ((6, 30), "7750000"),
                ((9, 30), "15000000"),
                ((12, 31), "20000000"),
            ],
        ),
    ),
    (
        "lu",
        curve(
            "pool-entries",
            true,
            &[((6, 30), "30"), ((9, 30), "45"), ((12, 31), "50")],
        ),
    ),
];
pub const ADJUSTED: Curve = curve(
    "cooperation-spending",
    false,
    &[
        ((3, 31), "2800000"),
        ((6, 30), "7750000"),
        ((9, 30), "14500000"),
        ((12, 31), "20000000"),
    ],
);
