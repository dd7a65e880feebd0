/// The candidate that the writer most likely meant: few changes of letters, or the same Chinese name.
///
/// `candidates` are pairs of id and Chinese name.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: &[(&'a str, &'a str)],
) -> Option<(&'a str, &'a str)> {
    let meant = candidates
        .iter()
        .find(|(_, name)| *name == word || (word.chars().count() > 1 && name.contains(word)));
    if let Some(meant) = meant.filter(|_| !word.is_ascii()) {
        return Some(*meant);
    }
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    let close =
        |id: &str| distance(word, id) <= allowed || (word.len() >= 3 && id.starts_with(word));
    candidates
        .iter()
        .filter(|(id, _)| close(id))
        .min_by_key(|(id, _)| distance(word, id))
        .copied()
}

/// `是不是 payee_type（收款方类型）？`, or the list of all.
pub(crate) fn hint(word: &str, candidates: &[(&str, &str)], all: &str) -> String {
    match nearest(word, candidates) {
        Some((id, name)) if name.is_empty() || name == id => format!("是不是 {id}？"),
        Some((id, name)) => format!("是不是 {id}（{name}）？"),
        None => {
            let list: Vec<String> = candidates
                .iter()
                .map(|(id, name)| {
                    if name.is_empty() {
                        (*id).to_owned()
                    } else {
                        format!("{id}（{name}）")
                    }
                })
                .collect();
            format!("{all}{}。", list.join("、"))
        }
    }
}

/// Changes of one letter (put in, left out, another, two swapped) from `a` to `b`.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => {
                    let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(rows[i - 2][j - 2] + 1);
                    }
                    least
                }
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant() {
        let fields = [
            ("payee_type", "收款方类型"),
            ("source", "资金来源"),
            ("amount", "金额"),
        ];
        for (word, meant) in [
            ("payee_typ", Some("payee_type")),
            ("amuont", Some("amount")),
            ("金额", Some("amount")),
            ("payee", Some("payee_type")),
            ("x", None),
            ("loan", None),
        ] {
            assert_eq!(nearest(word, &fields).map(|found| found.0), meant, "{word}");
        }
        assert_eq!(
            hint("zzz", &fields[..2], "可用："),
            "可用：payee_type（收款方类型）、source（资金来源）。"
        );
    }
}
