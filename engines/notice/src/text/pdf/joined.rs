//! Tables that go on over the end of a page: a row that was cut there is put together, and a cell over several rows goes on.

use super::written::{Piece, Table};
use crate::text::DITTO;

/// Words that stand beside a table on its page and are no more than its number: 第 3 页，共 12 页.
const LONGEST_FOOT: usize = 12;
/// Lines of two pages that are this near stand in one table. In points.
const NEAR: f64 = 3.0;

/// The text of each page.
pub fn texts(mut pages: Vec<Vec<Piece>>) -> Vec<String> {
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        if let (Some(before), Some(after)) = (last(&mut before[at - 1]), first(&mut after[0]))
            && is_same(before, after)
        {
            go_on(before, after);
        }
    }
    pages.iter().map(|page| text(page)).collect()
}

fn text(page: &[Piece]) -> String {
    let mut text = String::new();
    for piece in page {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Table(table) => table.write(&mut text),
        }
    }
    text
}

fn last(page: &mut [Piece]) -> Option<&mut Table> {
    let at = page.iter().rposition(|piece| !is_foot(piece))?;
    table(page.get_mut(at)?)
}

fn first(page: &mut [Piece]) -> Option<&mut Table> {
    let at = page.iter().position(|piece| !is_foot(piece))?;
    table(page.get_mut(at)?)
}

fn table(piece: &mut Piece) -> Option<&mut Table> {
    match piece {
        Piece::Table(table) => Some(table),
        Piece::Words(_) => None,
    }
}

fn is_foot(piece: &Piece) -> bool {
    match piece {
        Piece::Words(words) => words.chars().filter(|c| !c.is_whitespace()).count() <= LONGEST_FOOT,
        Piece::Table(_) => false,
    }
}

fn is_same(before: &Table, after: &Table) -> bool {
    let near = |(a, b): (&f64, &f64)| (a - b).abs() <= NEAR;
    before.downs.len() == after.downs.len() && before.downs.iter().zip(&after.downs).all(near)
}

fn go_on(before: &mut Table, after: &mut Table) {
    // The heads may stand on each page.
    let heads = before
        .rows
        .iter()
        .zip(&after.rows)
        .take_while(|(a, b)| a == b)
        .count();
    let (Some(above), Some(row)) = (before.rows.last_mut(), after.rows.get_mut(heads)) else {
        return;
    };
    if is_cut(above, row) {
        for (cell, rest) in above.iter_mut().zip(after.rows.remove(heads)) {
            if !is_ditto(&rest) {
                cell.push_str(&rest);
            }
        }
        return;
    }
    for (cell, above) in row.iter_mut().zip(above) {
        if cell.is_empty() && is_ditto(above) {
            cell.push(DITTO);
        }
    }
}

fn is_ditto(cell: &str) -> bool {
    cell.chars().eq([DITTO])
}

/// Is a row the rest of the one above? Its number stands above, and no new figure stands in it where one stands above.
fn is_cut(above: &[String], row: &[String]) -> bool {
    let is_number =
        |cell: &str| !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || c == '.');
    let figures = || above.iter().zip(row).filter(|(cell, _)| is_number(cell));
    let begins = |cell: &str| cell.chars().next().is_some_and(|c| c.is_ascii_digit());
    let says = row.iter().any(|cell| !cell.is_empty() && !is_ditto(cell));
    // A cell over several rows may stand before its number.
    let own = |cell: &String| !cell.is_empty() && !is_ditto(cell);
    let first = above.iter().position(own).is_some_and(|at| {
        let mut before = row[..at].iter();
        row[at].is_empty() && before.all(|cell| !own(cell))
    });
    says && first
        && figures().any(|(_, rest)| rest.is_empty())
        && !figures().any(|(_, rest)| begins(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Piece {
        let row = |line: &&str| line.split('|').map(str::to_owned).collect::<Vec<_>>();
        let rows: Vec<_> = lines.iter().map(row).collect();
        let downs = (0..=rows[0].len()).map(|at| at as f64 * 40.0).collect();
        Piece::Table(Table { downs, rows })
    }

    fn read(pages: &[&[&str]]) -> Vec<String> {
        texts(
            pages
                .iter()
                .map(|page| vec![rows(page), Piece::Words("第 1 页".to_owned())])
                .collect(),
        )
    }

    #[test]
    fn a_row_cut_by_the_end_of_a_page_is_one() {
        for (pages, told) in [
            (
                [
                    &["序号|指标|目标|科室", "1|净增高新技|30|高新"][..],
                    &["|术企业||科", "2|入库|200|高新科"][..],
                ],
                "序号\t指标\t目标\t科室\n1\t净增高新技术企业\t30\t高新科\n第 1 页 2\t入库\t200\t高新科\n第 1 页",
            ),
            // The same where a cell over several rows stands before its number.
            (
                [
                    &["科室|序号|指标|目标", "高新科|1|入库|30", "〃|2|高企培|200"][..],
                    &["||育数|", "〃|3|瞪羚|5"][..],
                ],
                "科室\t序号\t指标\t目标\n高新科\t1\t入库\t30\n〃\t2\t高企培育数\t200\n第 1 页 〃\t3\t瞪羚\t5\n第 1 页",
            ),
            // The heads again, and the unit on the next page.
            (
                [
                    &["序号|指标|目标", "1|净增高新技|30"][..],
                    &["序号|指标|目标", "|术企业|家以上", "2|入库|200家"][..],
                ],
                "序号\t指标\t目标\n1\t净增高新技术企业\t30家以上\n第 1 页 序号\t指标\t目标\n2\t入库\t200家\n第 1 页",
            ),
            // A row of its own under a cell over several rows.
            (
                [
                    &["类别|指标|目标", "创新|净增高企|30"][..],
                    &["|入库|200"][..],
                ],
                "类别\t指标\t目标\n创新\t净增高企\t30\n第 1 页 \t入库\t200\n第 1 页",
            ),
            (
                [
                    &["类别|指标|目标", "创新|净增高企|30", "〃|入库|200"][..],
                    &["|备案|5"][..],
                ],
                "类别\t指标\t目标\n创新\t净增高企\t30\n〃\t入库\t200\n第 1 页 〃\t备案\t5\n第 1 页",
            ),
        ] {
            assert_eq!(read(&pages).join(" "), told);
        }
    }

    #[test]
    fn another_table_on_the_next_page_is_left_alone() {
        let pages = [
            &["序号|指标|目标", "1|净增高企|30"][..],
            &["|科室", "1|高新科"][..],
        ];
        assert_eq!(read(&pages)[1], "\t科室\n1\t高新科\n第 1 页");
    }
}
