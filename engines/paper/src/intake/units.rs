use crate::Unit;

/// The units of amounts, as an input names them.
pub const UNITS: [(&str, Unit); 5] = [
    ("yuan", Unit::Yuan),
    ("thousand", Unit::Thousand),
    ("wan", Unit::Wan),
    ("million", Unit::Million),
    ("yi", Unit::Yi),
];
