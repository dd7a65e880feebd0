//! Sign-in, sessions and failures. All of it by the machine's own clock.

pub mod attempt;
pub mod pages;
pub mod resume;
pub mod store;

use sha2::{Digest, Sha256};
use values::Moment;

/// A session ends after half an hour without use (GB/T 22239-2019 asks for a time-out).
pub const IDLE: i64 = 30 * 60 * 1000;
/// And after twelve hours in all.
pub const LONGEST: i64 = 12 * 60 * 60 * 1000;
/// The time of last use is written at most once a minute.
pub const NOTED_EVERY: i64 = 60 * 1000;
/// Failures are forgotten after a day without another, and so are sessions: one that has ended still tells for a while
/// whose it was, so that a form sent from it stays its person's.
pub const FORGOTTEN: i64 = 24 * 60 * 60 * 1000;
pub const COOKIE: &str = "kedu";

/// The county and the token of a cookie `320682.3f…`.
pub fn parts_of(cookie: &str) -> Option<(&str, &str)> {
    let (county, token) = cookie.split_once('.')?;
    let plain = !county.is_empty()
        && county.len() <= 12
        && token.len() == 64
        && token.bytes().all(|b| b.is_ascii_hexdigit());
    plain.then_some((county, token))
}

/// What is stored of a token.
pub fn hashed(token: &str) -> String {
    Sha256::digest(token.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether a session begun and last used at these moments still holds.
pub fn holds(begun: Moment, used: Moment, now: Moment) -> bool {
    now.millis() - used.millis() <= IDLE && now.millis() - begun.millis() <= LONGEST
}

/// Until when the fifth and each later failure locks: 1, 5, 15, 60 minutes, then four hours each.
/// Before the fifth it is now: the moment is kept, so that old failures can be forgotten.
pub fn locked_until(failures: i64, now: Moment) -> Moment {
    let minutes = match failures {
        ..5 => 0,
        5 => 1,
        6 => 5,
        7 => 15,
        8 => 60,
        _ => 240,
    };
    now.plus_millis(minutes * 60 * 1000)
}

/// Under which a failure of this account is counted.
pub fn account(sign_in: &str) -> String {
    format!("name:{}", sign_in.chars().take(60).collect::<String>())
}

/// A local path to go to after signing in; anything else leads to the desk. Browsers drop tabs
/// and line breaks inside an address, so `/<tab>/elsewhere` would lead away: no control characters.
pub fn local(path: &str) -> &str {
    let plain = !path.contains('\\') && !path.contains(char::is_control);
    let safe = path.starts_with('/') && !path.starts_with("//") && plain;
    if safe && !path.starts_with("/sign-") {
        path
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_end() {
        let begun = Moment::from_millis(0);
        assert!(holds(begun, begun, Moment::from_millis(IDLE)));
        assert!(!holds(begun, begun, Moment::from_millis(IDLE + 1)));
        assert!(!holds(
            begun,
            Moment::from_millis(LONGEST),
            Moment::from_millis(LONGEST + 1)
        ));
    }

    #[test]
    fn failures_lock_for_a_growing_time() {
        let now = Moment::from_millis(0);
        let minutes: Vec<i64> = (3..11)
            .map(|failures| locked_until(failures, now).millis() / 60_000)
            .collect();
        assert_eq!(minutes, [0, 0, 1, 5, 15, 60, 240, 240]);
    }

    #[test]
    fn only_local_paths_are_gone_back_to() {
        for (path, to) in [
            ("/plan?day=1", "/plan?day=1"),
            ("//evil", "/"),
            ("https://evil", "/"),
            ("/\\evil", "/"),
            ("/\t/evil", "/"),
            ("/\n/evil", "/"),
            ("", "/"),
            ("/sign-in", "/"),
        ] {
            assert_eq!(local(path), to, "{path}");
        }
    }

    #[test]
    fn cookies_are_read_strictly() {
        let token = "a".repeat(64);
        assert_eq!(
            parts_of(&format!("320682.{token}")),
            Some(("320682", token.as_str()))
        );
        assert_eq!(parts_of("320682.zz"), None);
        assert_eq!(parts_of(&token), None);
    }
}
