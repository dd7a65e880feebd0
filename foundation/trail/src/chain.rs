use sm3::{Digest, Sm3};

/// What the hash of an entry covers, in this order. Each field is preceded by its length in
/// bytes, so that no two different entries read alike.
pub(crate) struct Link<'a> {
    pub before: &'a str,
    pub county: &'a str,
    pub number: i64,
    pub sequence: i64,
    pub moment: i64,
    pub actor: String,
    pub actor_name: &'a str,
    pub act: &'a str,
    pub noun: &'a str,
    pub subject: &'a str,
    pub summary: &'a str,
    pub details: &'a str,
    /// Empty in entries from before there was one: it is left out then.
    pub content: &'a str,
}

impl Link<'_> {
    pub(crate) fn hash(&self) -> String {
        let numbers = [self.number, self.sequence, self.moment].map(|number| number.to_string());
        let fields = [
            self.before,
            self.county,
            &numbers[0],
            &numbers[1],
            &numbers[2],
            &self.actor,
            self.actor_name,
            self.act,
            self.noun,
            self.subject,
            self.summary,
            self.details,
        ];
        let content = (!self.content.is_empty()).then_some(self.content);
        let mut hash = Sm3::new();
        for field in fields.into_iter().chain(content) {
            hash.update((field.len() as u64).to_be_bytes());
            hash.update(field.as_bytes());
        }
        hash.finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link<'a>(summary: &'a str, details: &'a str) -> Link<'a> {
        Link {
            before: "",
            county: "320682",
            number: 1,
            sequence: 1,
            moment: 1,
            actor: "a".into(),
            actor_name: "b",
            act: "c",
            noun: "d",
            subject: "e",
            summary,
            details,
            content: "",
        }
    }

    #[test]
    fn moving_a_letter_between_fields_changes_the_hash() {
        assert_ne!(link("ab", "c").hash(), link("a", "bc").hash());
        assert_eq!(link("ab", "c").hash().len(), 64);
    }
}
