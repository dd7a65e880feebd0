//! Signs that a document names by their place in a font of symbols: `<w:sym w:font="Symbol" w:char="F0B3"/>` is ≥.

/// Beside letters, digits and ASCII signs, the places of the font Symbol that stand between numbers.
#[rustfmt::skip]
const SYMBOL: &[(u32, char)] = &[
    (0xA3, '≤'), (0xB3, '≥'), (0xB0, '°'), (0xB1, '±'), (0xB4, '×'), (0xB7, '·'), (0xB8, '÷'), (0xB9, '≠'), (0xBB, '≈'),
    (0xBC, '…'), (0xAE, '→'), (0x2D, '-'),
];

/// The sign at a place of a font; `None` where it is an ornament.
pub fn sign(font: Option<&String>, place: Option<&String>) -> Option<char> {
    let place = u32::from_str_radix(place?, 16).ok()?;
    // Places of the private area are those of the font.
    let own = place.checked_sub(0xF000).filter(|own| *own < 0x100);
    let Some(own) = own else {
        return char::from_u32(place).filter(|c| !c.is_control());
    };
    let font = font?;
    if font.starts_with("Wingdings") {
        // ① to ⑩, in circles white and black.
        return match own {
            0x81..=0x8A => char::from_u32(0x2460 + own - 0x81),
            0x8C..=0x95 => char::from_u32(0x2460 + own - 0x8C),
            _ => None,
        };
    }
    if font != "Symbol" {
        return None;
    }
    let written = SYMBOL.iter().find(|(at, _)| *at == own);
    let ascii = || char::from_u32(own).filter(|c| matches!(c, ' '..='@' | '[' | ']'));
    written.map(|(_, sign)| *sign).or_else(ascii)
}
