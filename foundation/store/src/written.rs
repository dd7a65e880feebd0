//! What an act writes for which the trail answers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use values::Uuid;

use crate::{Arg, Tx, Value, kept};

/// The SHA-256 of a line as it is kept.
pub type Fingerprint = [u8; 32];

/// Where a line stands among those of its act: the table's place, the thing, its version. So the order in which lines are
/// written does not matter, and whoever reads a table by its key finds them in this one.
pub type Place = (u8, Uuid, i64);

/// The lines of an act, and whether the trail has told of the last of them.
#[derive(Default)]
pub(crate) struct Written {
    lines: BTreeMap<Place, Fingerprint>,
    pub(crate) untold: bool,
}

impl Tx {
    /// Notes a line that was written: an entry of the trail answers for it, or the act comes to nothing.
    pub fn wrote(&mut self, place: Place, line: Fingerprint) {
        self.written.lines.insert(place, line);
        self.written.untold = true;
    }

    /// All lines that were noted in this act, in their order, for the entry of the trail that tells of them.
    pub fn tell(&mut self) -> impl Iterator<Item = &Fingerprint> {
        self.written.untold = false;
        self.written.lines.values()
    }
}

/// The fingerprint of the values of a line: what each is, how long, and itself, so that no two lines read alike.
pub fn fingerprint<'a>(values: impl IntoIterator<Item = Value<'a>>) -> Fingerprint {
    let mut hash = Sha256::new();
    for value in values {
        match value {
            Value::Int(Some(number)) => {
                hash.update(b"i");
                hash.update(number.to_be_bytes());
            }
            Value::Text(Some(text)) => {
                let text = match text.contains('\0') {
                    true => Cow::Owned(kept(text.to_owned())),
                    false => Cow::Borrowed(text),
                };
                hash.update(b"t");
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text.as_bytes());
            }
            Value::Day(Some(day)) => {
                hash.update(b"d");
                hash.update(day.number().to_be_bytes());
            }
            Value::Id(Some(id)) => {
                hash.update(b"u");
                hash.update(id.as_bytes());
            }
            Value::Int(None) | Value::Text(None) | Value::Day(None) | Value::Id(None) => {
                hash.update(b"-");
            }
        }
    }
    hash.finalize().into()
}

impl<'a> From<&'a Arg> for Value<'a> {
    fn from(arg: &'a Arg) -> Self {
        match arg {
            Arg::Int(number) => Value::Int(*number),
            Arg::Text(text) => Value::Text(text.as_deref()),
            Arg::Day(day) => Value::Day(*day),
            Arg::Id(id) => Value::Id(*id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values;

    #[test]
    fn no_two_lines_read_alike() {
        let lines = [
            fingerprint(values!["ab", "c"]),
            fingerprint(values!["a", "bc"]),
            fingerprint(values!["abc"]),
            fingerprint(values![1i64]),
            fingerprint(values!["1"]),
            fingerprint(values![None::<i64>]),
            fingerprint(values![]),
            fingerprint(values!["a\0"]),
        ];
        for (at, line) in lines.iter().enumerate() {
            assert!(!lines[..at].contains(line), "{at}");
        }
        // What is kept is what counts.
        let arg = Arg::from("a\0");
        assert_eq!(fingerprint([Value::from(&arg)]), lines[lines.len() - 1]);
    }
}
