//! How much was paid when, and what became of it.

use crate::demonstration::calendar::Within;

/// Payments that count, by stretch: how many and 万元.
pub const COUNTED_2019: [(usize, i64); 13] = [
    (0, 0),
    (4, 62),
    (9, 126),
    (8, 118),
    (9, 131),
    (9, 140),
    (8, 117),
    (8, 121),
    (5, 74),
    (3, 41),
    (8, 122),
    (10, 168),
    (12, 221),
];
/// The steady ones of 2020, known and verified by the end of August: 984.60 万元 together.
pub const STEADY_2020: [(usize, i64); 8] = [
    (3, 62),
    (1, 20),
    (5, 118),
    (6, 142),
    (6, 151),
    (7, 172),
    (7, 175),
    (6, 144),
];
/// After the usual day.
pub const LATER_2020: [(usize, i64); 13] = [
    (0, 0),
    (0, 0),
    (0, 0),
    (0, 0),
    (0, 0),
    (0, 0),
    (0, 0),
    (0, 0),
    (0, 0),
    (5, 118),
    (9, 232),
    (11, 270),
    (12, 246),
];
/// What the steady ones of August have beyond whole 万元.
pub const ODD: i64 = 600_000;

/// New in September: firm, day, amount in thousands of yuan.
pub const NEW: [(usize, u32, i64); 12] = [
    (0, 16, 360),
    (1, 15, 225),
    (2, 11, 400),
    (3, 9, 128),
    (12, 7, 42),
    (15, 7, 38),
    (18, 8, 51),
    (24, 8, 46),
    (31, 9, 44),
    (36, 10, 39),
    (45, 10, 48),
    (52, 11, 47),
];
/// Handed in, waiting for a second person.
pub const WAITING: [(usize, u32, i64); 5] = [
    (0, 17, 185),
    (4, 17, 240),
    (1, 16, 150),
    (5, 16, 227),
    (6, 15, 180),
];
/// Without the bank's slip, in thousands of yuan; the first two are the named firms'.
pub const UNPROVEN: [(usize, Within, i64); 21] = [
    (7, (9, 14), 600),
    (9, (9, 7), 350),
    (11, (3, 18), 150),
    (14, (4, 9), 180),
    (19, (4, 22), 200),
    (23, (5, 13), 140),
    (27, (5, 20), 225),
    (29, (6, 3), 160),
    (34, (6, 11), 175),
    (37, (6, 18), 190),
    (41, (7, 2), 130),
    (43, (7, 9), 210),
    (46, (7, 16), 185),
    (49, (7, 23), 150),
    (51, (8, 5), 170),
    (54, (8, 11), 145),
    (57, (8, 13), 200),
    (60, (8, 19), 165),
    (63, (8, 20), 180),
    (66, (9, 2), 155),
    (68, (9, 3), 155),
];
/// Corrected in September: firm, paid on, told first, right.
pub const CORRECTED: [(usize, Within, i64, i64); 2] =
    [(8, (5, 14), 580, 180), (10, (6, 9), 400, 180)];
/// Whose slip came in September: firm, paid on, amount.
pub const LATE: [(usize, Within, i64); 3] =
    [(16, (6, 23), 120), (20, (7, 14), 150), (25, (8, 12), 120)];
/// Told twice under one slip, by the town and by the office: firm, voucher number, paid on.
pub const DOUBLE: [(usize, &str, Within); 2] = [(2, "0219884", (8, 18)), (28, "0220107", (8, 20))];
pub const TWICE: i64 = 220;
