use std::fmt;

use crate::number::half_width;

/// A unified social credit code (GB 32100-2015): 18 characters, the last one a check character.
/// The division code inside is where the unit was first registered, never its present place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode(String);

/// Why a text is no credit code. Worded for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeFault {
    Length(usize),
    Character { at: usize, character: char },
    Check { expected: char, given: char },
}

impl std::error::Error for CodeFault {}

impl fmt::Display for CodeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CodeFault::Length(0) => f.write_str("要填统一社会信用代码，18 位"),
            CodeFault::Length(length) => write!(f, "统一社会信用代码是 18 位，您填了 {length} 位"),
            CodeFault::Character { at, character } => {
                write!(
                    f,
                    "第 {at} 位“{character}”不会出现在统一社会信用代码里（没有 I、O、S、V、Z），请对照营业执照"
                )
            }
            CodeFault::Check { given, .. } => write!(
                f,
                "第 18 位校验码“{given}”与前 17 位对不上，请对照营业执照逐位核对"
            ),
        }
    }
}

/// 0–9 and A–Z without I, O, S, V, Z; the value of a character is its place (GB 32100-2015, table 2).
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

impl CreditCode {
    /// Reads and checks a code; lower case, blanks and full-width characters are understood.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        let code = CreditCode::shaped(text)?;
        let expected = check_character(&code.0);
        match code.0.chars().last() {
            Some(given) if given != expected => Err(CodeFault::Check { expected, given }),
            _ => Ok(code),
        }
    }

    /// Reads a code whose check character may be wrong: the invented firms of a demonstration
    /// carry a wrong one on purpose, so that none can be mistaken for a real firm.
    pub fn shaped(text: &str) -> Result<Self, CodeFault> {
        let code: String = half_width(text)
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_uppercase)
            .collect();
        let length = code.chars().count();
        if length != 18 {
            return Err(CodeFault::Length(length));
        }
        match code
            .chars()
            .enumerate()
            .find(|(_, c)| !ALPHABET.contains(*c))
        {
            Some((i, character)) => Err(CodeFault::Character {
                at: i + 1,
                character,
            }),
            None => Ok(CreditCode(code)),
        }
    }

    /// Makes a code out of its first 17 characters with a check character that is wrong.
    pub fn invented(first_17: &str) -> Result<Self, CodeFault> {
        let right = check_character(first_17);
        let wrong = if right == 'X' { 'Y' } else { 'X' };
        CreditCode::shaped(&format!("{first_17}{wrong}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// (31 − Σ valueᵢ·3^(i−1) mod 31) mod 31 over the first 17 characters.
fn check_character(code: &str) -> char {
    let mut weight = 1usize;
    let mut sum = 0usize;
    for c in code.chars().take(17) {
        sum += ALPHABET.find(c).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    ALPHABET.chars().nth((31 - sum % 31) % 31).unwrap_or('0')
}

impl fmt::Display for CreditCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_of_known_codes() {
        for code in ["91350100M000100Y43", "91110000600037341L"] {
            let made = check_character(code);
            assert_eq!(code.chars().last(), Some(made), "{code}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(CreditCode::parse("9135").unwrap_err(), CodeFault::Length(4));
        assert!(matches!(
            CreditCode::parse("91350100M000100Y4I"),
            Err(CodeFault::Character {
                at: 18,
                character: 'I'
            })
        ));
        assert!(matches!(
            CreditCode::parse("91350100M000100Y44"),
            Err(CodeFault::Check { given: '4', .. })
        ));
        assert_eq!(
            CreditCode::parse(" 91350100m000100y43 ").unwrap().as_str(),
            "91350100M000100Y43"
        );
    }

    #[test]
    fn an_invented_code_never_checks() {
        for n in 0..500 {
            let code = CreditCode::invented(&format!("91320682MADEM{n:04}")).unwrap();
            assert!(CreditCode::parse(code.as_str()).is_err());
        }
    }
}
