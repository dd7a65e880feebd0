use std::collections::BTreeMap;

/// How many characters of what is sought are looked at: no name is as long, and a database refuses a pattern of thousands.
pub const LONGEST_WORDS: usize = 100;

/// What a list page is asked for; all of it stands in the address, so it can be sent.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    pairs: BTreeMap<String, String>,
}

/// One column of a list.
#[derive(Clone, Debug)]
pub struct Column {
    pub id: String,
    pub name: String,
    pub sortable: bool,
    pub number: bool,
}

/// 第 1–15 条，共 87 条, and the pages around the present one.
#[derive(Clone, Debug)]
pub struct Pager {
    pub page: i64,
    pub size: i64,
    pub total: i64,
}

impl ListQuery {
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut pairs: BTreeMap<String, String> = pairs
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .collect();
        if let Some(words) = pairs.get_mut("q") {
            *words = words.chars().take(LONGEST_WORDS).collect();
        }
        ListQuery { pairs }
    }

    /// Reads `a=b&c=d`, as a list's address has it behind its question mark.
    pub fn from_text(text: &str) -> Self {
        ListQuery::from_pairs(crate::fields::decode(text.as_bytes()))
    }

    /// All of it behind a question mark.
    pub fn address(&self) -> String {
        query(&self.pairs)
    }

    /// What is asked for, without the page: `a=b&c=d`.
    pub fn question(&self) -> String {
        let mut pairs = self.pairs.clone();
        pairs.remove("page");
        query(&pairs).split_off(1)
    }

    /// A filter's value; empty when it is not set.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.get(name).map_or("", String::as_str)
    }

    pub fn page(&self) -> i64 {
        self.get("page")
            .parse()
            .ok()
            .filter(|page| (1..=1_000_000).contains(page))
            .unwrap_or(1)
    }

    /// The column sorted by, and whether downwards: `sort=-amount`.
    pub fn sort(&self) -> Option<(&str, bool)> {
        let sort = self.get("sort");
        match sort.strip_prefix('-') {
            Some(column) => Some((column, true)),
            None if sort.is_empty() => None,
            None => Some((sort, false)),
        }
    }

    /// This address with one filter changed (an empty value takes it away); back to page 1.
    pub fn with(&self, name: &str, value: &str) -> String {
        let mut pairs = self.pairs.clone();
        pairs.remove("page");
        match value {
            "" => pairs.remove(name),
            value => pairs.insert(name.to_owned(), value.to_owned()),
        };
        query(&pairs)
    }

    /// The link of a column's head: sorts by it, or turns the order round.
    pub fn sorted_by(&self, column: &str) -> String {
        match self.sort() {
            Some((now, false)) if now == column => self.with("sort", &format!("-{column}")),
            _ => self.with("sort", column),
        }
    }

    /// `ascending`, `descending` or "" for `aria-sort`.
    pub fn order_of(&self, column: &str) -> &'static str {
        match self.sort() {
            Some((now, true)) if now == column => "descending",
            Some((now, false)) if now == column => "ascending",
            _ => "",
        }
    }

    pub fn at_page(&self, page: i64) -> String {
        let mut pairs = self.pairs.clone();
        pairs.insert("page".to_owned(), page.to_string());
        query(&pairs)
    }
}

fn query(pairs: &BTreeMap<String, String>) -> String {
    let parts: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    format!("?{}", parts.join("&"))
}

/// Percent-encodes all but the characters that mean nothing anywhere in an address or a header: for a value of a query,
/// or a file name as RFC 5987 wants it.
pub fn encoded(text: &str) -> String {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes()
        .map(|byte| {
            if safe(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

impl Pager {
    /// The page of a list that is asked for; who asks for one behind the last sees the last.
    pub fn of(list: &ListQuery, size: i64, total: i64) -> Pager {
        let asked = Pager {
            page: list.page(),
            size,
            total,
        };
        Pager {
            page: asked.page.min(asked.pages()).max(1),
            ..asked
        }
    }

    pub fn offset(&self) -> i64 {
        (self.page - 1) * self.size
    }
    pub fn pages(&self) -> i64 {
        (self.total + self.size - 1).max(0) / self.size
    }
    pub fn first(&self) -> i64 {
        (self.offset() + 1).min(self.total)
    }
    pub fn last(&self) -> i64 {
        (self.offset() + self.size).min(self.total)
    }
    /// Whether pages are left out before this one among those offered.
    pub fn skips_before(&self, page: i64) -> bool {
        page > 2 && !self.around().contains(&(page - 1))
    }

    /// The page numbers offered: the first, those near the present one, the last.
    pub fn around(&self) -> Vec<i64> {
        (1..=self.pages())
            .filter(|page| *page == 1 || *page == self.pages() || (page - self.page).abs() <= 2)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_between_pages_is_told() {
        let pager = Pager {
            page: 5,
            size: 10,
            total: 95,
        };
        let skipped = pager.around();
        let skipped: Vec<i64> = skipped
            .into_iter()
            .filter(|page| pager.skips_before(*page))
            .collect();
        assert_eq!(pager.around(), [1, 3, 4, 5, 6, 7, 10]);
        assert_eq!(skipped, [3, 10]);
    }

    #[test]
    fn addresses_hold_the_whole_question() {
        let list = ListQuery::from_pairs([
            ("state".into(), "waiting".into()),
            ("sort".into(), "day".into()),
            ("page".into(), "3".into()),
            ("q".into(), " ".into()),
        ]);
        assert_eq!(list.with("state", ""), "?sort=day");
        assert_eq!(list.sorted_by("day"), "?sort=-day&state=waiting");
        assert_eq!(
            list.sorted_by("金额"),
            "?sort=%E9%87%91%E9%A2%9D&state=waiting"
        );
        assert_eq!(list.order_of("day"), "ascending");
        assert_eq!(list.page(), 3);
    }

    #[test]
    fn what_is_sought_is_cut() {
        let list = ListQuery::from_text(&format!("q={}&town=1", "苇".repeat(60_000)));
        assert_eq!(list.get("q"), "苇".repeat(LONGEST_WORDS));
        assert_eq!(list.get("town"), "1");
    }

    #[test]
    fn a_list_is_carried_in_the_address_of_another_page() {
        let list = ListQuery::from_text("page=3&q=%E8%8B%87+a%26b&sort=-day");
        assert_eq!(list.get("q"), "苇 a&b");
        assert_eq!(list.question(), "q=%E8%8B%87%20a%26b&sort=-day");
        let outer = ListQuery::from_pairs([("list".to_owned(), list.question())]);
        let read = ListQuery::from_text(outer.address().trim_start_matches('?'));
        assert_eq!(read.get("list"), list.question());
    }

    #[test]
    fn behind_the_last_page_is_the_last() {
        for (asked, total, page) in [("", 31, 1), ("3", 31, 3), ("999", 31, 3), ("2", 0, 1)] {
            let list = ListQuery::from_pairs([("page".to_owned(), asked.to_owned())]);
            assert_eq!(Pager::of(&list, 15, total).page, page, "{asked} of {total}");
        }
    }

    #[test]
    fn pagers_count() {
        let pager = Pager {
            page: 6,
            size: 15,
            total: 87,
        };
        assert_eq!((pager.first(), pager.last(), pager.pages()), (76, 87, 6));
        let none = Pager {
            page: 1,
            size: 15,
            total: 0,
        };
        assert_eq!((none.first(), none.last(), none.pages()), (0, 0, 0));
    }
}
