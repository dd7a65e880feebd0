//! An opening tag and its attributes.

use memchr::memchr;

/// An opening tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    inside: &'a [u8],
    /// Closes itself.
    pub is_empty: bool,
}

/// A name without its prefix.
pub fn local(name: &[u8]) -> &[u8] {
    let end = name.iter().position(u8::is_ascii_whitespace);
    let name = &name[..end.unwrap_or(name.len())];
    match memchr(b':', name) {
        Some(colon) => &name[colon + 1..],
        None => name,
    }
}

impl<'a> Tag<'a> {
    pub fn new(inside: &'a [u8], is_empty: bool) -> Self {
        Tag { inside, is_empty }
    }

    /// Without its prefix.
    #[inline]
    pub fn name(self) -> &'a [u8] {
        local(self.inside)
    }

    /// With its colon; empty without one.
    pub fn prefix(self) -> &'a [u8] {
        let end = self.inside.iter().position(u8::is_ascii_whitespace);
        let name = &self.inside[..end.unwrap_or(self.inside.len())];
        &name[..name.len() - local(name).len()]
    }

    /// The attributes, by their whole names, with entities unresolved.
    #[inline]
    pub fn attributes(self) -> Attributes<'a> {
        let end = self.inside.iter().position(u8::is_ascii_whitespace);
        Attributes(&self.inside[end.unwrap_or(self.inside.len())..])
    }

    pub fn value(self, name: &str) -> Option<&'a str> {
        let found = self.attributes().find(|(key, _)| *key == name.as_bytes());
        found.and_then(|(_, value)| std::str::from_utf8(value).ok())
    }

    pub fn number(self, name: &str) -> Option<u32> {
        self.value(name)?.trim().parse().ok()
    }
}

/// Whether the value of an attribute says yes.
pub fn is_yes(value: &[u8]) -> bool {
    matches!(value, b"1" | b"true")
}

pub struct Attributes<'a>(&'a [u8]);

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a [u8], &'a [u8]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_ascii_start();
        let equals = rest.iter().position(|b| *b == b'=')?;
        let key = rest[..equals].trim_ascii_end();
        let behind = rest[equals + 1..].trim_ascii_start();
        let quote = *behind.first().filter(|b| matches!(b, b'"' | b'\''))?;
        let inside = &behind[1..];
        let end = inside.iter().position(|b| *b == quote)?;
        self.0 = &inside[end + 1..];
        Some((key, &inside[..end]))
    }
}
