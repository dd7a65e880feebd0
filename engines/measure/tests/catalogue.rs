use crate::shipped::kinds;

#[test]
fn every_kind_is_fit_to_be_entered_and_verified() {
    let kinds = kinds();
    assert_eq!(kinds.iter().count(), 14);
    for kind in kinds.iter() {
        assert!(kind.vouchers.iter().any(|voucher| voucher.required), "{} has no required voucher", kind.id);
        assert!(!kind.once.is_empty(), "{} has no key against counting twice", kind.id);
        assert!(["hightech", "platform", "cooperation", "finance", "general"].contains(&kind.office.as_str()), "{}", kind.office);
        assert!(kind.fields.iter().any(|field| field.list), "{} has no column for its list", kind.id);
        assert!(kind.ahead == (kind.id == "statistic"), "{}", kind.id);
        for id in &kind.once {
            let required = kind.field(id).is_none_or(|field| field.required);
            assert!(required, "{}.{id} is part of the key but may stay empty", kind.id);
        }
    }
}
