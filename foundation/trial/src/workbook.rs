use std::io::Cursor;

use paper::Book;

use crate::Answer;

impl Answer {
    /// The texts of a sheet of the workbook that came back, a row a line; empty cells are empty texts.
    /// No cell may be a formula.
    pub fn sheet(&self, name: &str) -> Vec<Vec<String>> {
        let mut book = Book::open(Cursor::new(self.bytes.clone())).unwrap();
        let rows: Vec<_> = book.rows(name).unwrap().map(Result::unwrap).collect();
        rows.iter()
            .map(|row| {
                assert!(row.cells.iter().all(|cell| !cell.formula), "{row:?}");
                let last = row.cells.last().map_or(0, |cell| cell.at.column);
                let text = |column| row.cell(column).map(|cell| cell.text().into_owned());
                (1..=last)
                    .map(|column| text(column).unwrap_or_default())
                    .collect()
            })
            .collect()
    }
}
