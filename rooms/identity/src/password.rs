//! Passwords: how good, how hashed, how a one-time one is made.

pub mod pages;

use std::fmt;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use rand::RngExt;
use tokio::sync::Semaphore;

/// A hash takes 19 MB and tens of milliseconds: two at a time, so that a wave of sign-ins
/// cannot eat the memory.
static PLACES: Semaphore = Semaphore::const_new(2);

/// Compared with when the name is unknown, so that an unknown name takes as long as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$VXMxP3Yq0ZwMS6Q6U0r5i5sA1v0mW0oMvQqg3yYQd1w";

/// The longest, in characters.
const LONGEST: usize = 128;

/// What common passwords are made of beside digits and signs.
const COMMON: &[&str] = &[
    "a",
    "aa",
    "aaa",
    "admin",
    "administrator",
    "root",
    "user",
    "guest",
    "test",
    "demo",
    "pass",
    "passwd",
    "password",
    "pwd",
    "mima",
    "login",
    "welcome",
    "hello",
    "nihao",
    "iloveyou",
    "love",
    "woaini",
    "wo",
    "ai",
    "china",
    "zhongguo",
    "beijing",
    "jiangsu",
    "nantong",
    "rugao",
    "keji",
    "kejiju",
    "kjj",
    "kedu",
    "yanshi",
    "changeme",
    "letmein",
    "master",
    "super",
    "system",
    "server",
    "oracle",
    "huawei",
    "monkey",
    "dragon",
    "sunshine",
    "princess",
    "football",
    "qq",
    "wx",
    "www",
    "科度",
    "科技",
    "科技局",
    "密码",
    "管理员",
    "中国",
    "如皋",
];
/// Letters that lie side by side, in the alphabet and on the keyboard.
const ROWS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "qweasdzxc",
    "qwaszx",
];

/// Why a new password is refused. Worded for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    Short(usize),
    Long(usize),
    Common,
    FewClasses(usize),
    UsedBefore,
    SameAsName,
}

impl fmt::Display for Weak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Weak::Short(length) => write!(f, "新密码至少 8 位，您填了 {length} 位"),
            Weak::Long(length) => write!(f, "新密码最多 {LONGEST} 位，您填了 {length} 位"),
            Weak::Common => write!(
                f,
                "这个密码太常见，一猜就中：常见的词、用户名或键盘上相邻的字母，加上年份或顺着数的数字。请换一个"
            ),
            Weak::FewClasses(classes) => {
                write!(
                    f,
                    "新密码要含大写字母、小写字母、数字、符号中的三类，您用了 {classes} 类"
                )
            }
            Weak::UsedBefore => write!(f, "最近五次用过的密码不能再用，请换一个"),
            Weak::SameAsName => write!(f, "密码不能含有用户名，请换一个"),
        }
    }
}

/// At least 8 characters of three classes, without the sign-in name (the usual test of GB/T 22239-2019, 8.1.4.1), and none of those
/// that are tried first.
pub fn good_enough(password: &str, sign_in: &str) -> Result<(), Weak> {
    let length = password.chars().count();
    if length < 8 {
        return Err(Weak::Short(length));
    }
    if length > LONGEST {
        return Err(Weak::Long(length));
    }
    let has = |is: fn(&char) -> bool| usize::from(password.chars().any(|c| is(&c)));
    let symbol = |c: &char| !c.is_ascii_alphanumeric();
    let classes = has(char::is_ascii_uppercase)
        + has(char::is_ascii_lowercase)
        + has(char::is_ascii_digit)
        + has(symbol);
    if classes < 3 {
        return Err(Weak::FewClasses(classes));
    }
    if sign_in.len() >= 4 && password.to_lowercase().contains(&sign_in.to_lowercase()) {
        return Err(Weak::SameAsName);
    }
    if is_common(password, sign_in) {
        return Err(Weak::Common);
    }
    Ok(())
}

/// A common word, the sign-in name or letters side by side, with digits that say nothing: `Aa123456`, `P@ssw0rd`, `Kedu2020!`.
fn is_common(password: &str, sign_in: &str) -> bool {
    let typed = password.to_lowercase();
    // `@` and `0` stand for letters only between letters: at the end they are a sign and a digit.
    let spelt: String = typed.replace('@', "a").replace('0', "o").replace('$', "s");
    let name = only(&sign_in.to_lowercase(), char::is_alphabetic);
    [&typed, &spelt].into_iter().any(|text| {
        let word = only(text, char::is_alphabetic);
        let digits = only(text, |sign| sign.is_ascii_digit());
        let is_run = ROWS.iter().any(|row| goes_along(&word, row));
        let says_nothing = is_run || word == name || COMMON.contains(&word.as_str());
        says_nothing && is_plain(&digits)
    })
}

fn only(text: &str, is: impl Fn(char) -> bool) -> String {
    text.chars().filter(|sign| is(*sign)).collect()
}

/// Forwards or backwards.
fn goes_along(part: &str, row: &str) -> bool {
    row.contains(part) || row.contains(&part.chars().rev().collect::<String>())
}

/// Few digits, a run, one or two digits over and over, a year or a day.
fn is_plain(digits: &str) -> bool {
    let mut kinds: Vec<char> = digits.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let is_day = digits.len() <= 8 && (digits.starts_with("19") || digits.starts_with("20"));
    digits.len() <= 4
        || kinds.len() <= 2
        || is_day
        || goes_along(digits, "012345678901234567890")
        || ["123123", "112233", "123321", "5201314", "147258369"].contains(&digits)
}

/// Hashes with argon2id; off the request threads, two at a time, those included whose asker has left.
pub async fn hash(password: &str) -> Result<String, String> {
    let place = PLACES.acquire().await.map_err(|error| error.to_string())?;
    let password = password.to_owned();
    let hashed = tokio::task::spawn_blocking(move || {
        let _place = place;
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|error| error.to_string())
    });
    hashed.await.map_err(|error| error.to_string())?
}

/// Whether the password belongs to the hash; without a hash it takes as long and says no.
pub async fn matches(password: &str, hash: Option<&str>) -> bool {
    let Ok(place) = PLACES.acquire().await else {
        return false;
    };
    let known = hash.is_some();
    let (password, hash) = (password.to_owned(), hash.unwrap_or(NOBODY).to_owned());
    let verified = tokio::task::spawn_blocking(move || {
        let _place = place;
        PasswordHash::new(&hash).is_ok_and(|hash| {
            Argon2::default()
                .verify_password(password.as_bytes(), &hash)
                .is_ok()
        })
    });
    verified.await.unwrap_or(false) && known
}

/// A one-time password: 14 characters without those that are mixed up when read aloud.
pub fn one_time() -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
    let mut rng = rand::rng();
    let mut made: String = (0..12)
        .map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())]))
        .collect();
    made.push('-');
    made.push(char::from(b"23456789"[rng.random_range(0..8)]));
    made
}

/// A session's token: 32 random bytes in hexadecimal.
pub fn token() -> String {
    let mut rng = rand::rng();
    (0..32)
        .map(|_| format!("{:02x}", rng.random_range(0..=255u8)))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_good_enough() {
        for (password, answer) in [
            ("Ab1", Err(Weak::Short(3))),
            ("abcdefgh", Err(Weak::FewClasses(1))),
            ("abcdefg1", Err(Weak::FewClasses(2))),
            ("Wangyue1", Ok(())),
            ("wang-yue1", Ok(())),
            ("Qiansui-2020", Err(Weak::SameAsName)),
            ("Aa123456", Err(Weak::Common)),
            ("Abcdefg1", Err(Weak::Common)),
            ("Abc@1234", Err(Weak::Common)),
            ("Qwer1234!", Err(Weak::Common)),
            ("1qaz!QAZ", Ok(())),
            ("P@ssw0rd", Err(Weak::Common)),
            ("Admin@2020", Err(Weak::Common)),
            ("Kedu@2020!", Err(Weak::Common)),
            ("kedu_20200918", Err(Weak::Common)),
            ("科度Aa2020", Ok(())),
            ("科技局-2020A", Ok(())),
            ("Kedu-73915260", Ok(())),
            ("Sheng-Zi-9", Ok(())),
        ] {
            assert_eq!(good_enough(password, "qiansui"), answer, "{password}");
        }
        let long = |length| good_enough(&"Wang-Yue1"[..].repeat(20)[..length], "qiansui");
        assert_eq!(long(128), Ok(()));
        assert_eq!(long(129), Err(Weak::Long(129)));
        assert_eq!(good_enough("Yu.-2020", "yu"), Err(Weak::Common));
    }

    #[test]
    fn one_time_passwords_are_long_and_differ() {
        let (one, two) = (one_time(), one_time());
        assert_eq!(one.len(), 14);
        assert_ne!(one, two);
        assert_eq!(token().len(), 64);
    }

    #[test]
    fn an_unknown_name_is_compared_with_a_hash_as_dear_as_a_real_one() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let real = Argon2::default().hash_password(b"Ab1-cdef").unwrap();
        assert_eq!(nobody.algorithm, real.algorithm);
        assert_eq!(nobody.params.to_string(), real.params.to_string());
        let length = |hash: &PasswordHash| hash.hash.as_ref().map(|hash| hash.as_bytes().len());
        assert_eq!(length(&nobody), length(&real));
    }

    #[tokio::test]
    async fn a_hash_knows_its_password() {
        let hashed = hash("Ab1-cdef").await.unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(matches("Ab1-cdef", Some(&hashed)).await);
        assert!(!matches("Ab1-cdeg", Some(&hashed)).await);
        assert!(!matches("Ab1-cdef", None).await);
    }
}
