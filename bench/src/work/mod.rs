//! The lines of the table, a file each.

pub mod acts;
pub mod asking;
pub mod backup;
pub mod by_hand;
pub mod figures;
pub mod forecast;
pub mod load;
pub mod memory;
pub mod notice;
pub mod plan;
pub mod requests;
pub mod screening;
pub mod split;
pub mod start;
pub mod two_rows;
pub mod wire;
pub mod workbooks;

/// The addresses on a page that begin with `start`, each once, in their order.
pub fn links(page: &str, start: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rest in page.split("href=\"").skip(1) {
        let Some((link, _)) = rest.split_once('"') else {
            continue;
        };
        let link = link.replace("&amp;", "&").replace("&#38;", "&");
        if link.starts_with(start) && !found.contains(&link) {
            found.push(link);
        }
    }
    found
}

/// An error of a page, as the bench tells it.
pub fn told(error: web::Error) -> anyhow::Error {
    anyhow::anyhow!("{error:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_a_browser_reads_them() {
        let page = r#"<a href="/figures/a?x=1&#38;reason=waiting">1</a><a href="/b"></a><a class="c" href="/figures/a?x=1&amp;reason=waiting">"#;
        assert_eq!(links(page, "/figures/"), ["/figures/a?x=1&reason=waiting"]);
    }
}
