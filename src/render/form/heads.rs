//! The heading of a form's table: headings above headings, each as wide as the columns that it is of and,
//! where nothing stands below it, as high as is left.

/// One heading, on the rows and columns of the table's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub text: String,
}

/// How many rows the heading takes.
pub fn depth(columns: &[Vec<String>]) -> usize {
    columns.iter().map(Vec::len).max().unwrap_or_default()
}

/// The headings of columns, each given by its path from the top.
pub fn heads(columns: &[Vec<String>]) -> Vec<Head> {
    let depth = depth(columns);
    let mut found = Vec::new();
    for row in 0..depth {
        let mut column = 0;
        while column < columns.len() {
            let path = &columns[column];
            // Its own heading is never shared, though two neighbours may bear the same name.
            let is_shared = |other: &&Vec<String>| {
                row + 1 < path.len() && row + 1 < other.len() && other[..=row] == path[..=row]
            };
            let wide = 1 + columns[column + 1..].iter().take_while(is_shared).count();
            if let Some(text) = path.get(row) {
                let rows = if row + 1 == path.len() { depth - row } else { 1 };
                found.push(Head { row, column, rows, columns: wide, text: text.clone() });
            }
            column += wide;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(columns: &[&[&str]]) -> Vec<Vec<String>> {
        columns.iter().map(|path| path.iter().map(|text| (*text).to_owned()).collect()).collect()
    }

    #[test]
    fn a_heading_covers_its_columns_and_what_is_left_below_it() {
        let columns =
            paths(&[&["TT"], &["A", "all"], &["A", "in", "x"], &["A", "in", "y"], &["B", "x"]]);
        let found: Vec<_> = heads(&columns)
            .into_iter()
            .map(|head| (head.text, head.row, head.column, head.rows, head.columns))
            .collect();
        let expected = [
            ("TT", 0, 0, 3, 1),
            ("A", 0, 1, 1, 3),
            ("B", 0, 4, 1, 1),
            ("all", 1, 1, 2, 1),
            ("in", 1, 2, 1, 2),
            ("x", 1, 4, 2, 1),
            ("x", 2, 2, 1, 1),
            ("y", 2, 3, 1, 1),
        ];
        let expected = expected.map(|(text, row, column, rows, columns)| {
            (text.to_owned(), row, column, rows, columns)
        });
        assert_eq!(found, expected);
        let area: usize = found.iter().map(|(_, _, _, rows, columns)| rows * columns).sum();
        assert_eq!(area, 3 * columns.len(), "every place of the head is covered once");
    }

    #[test]
    fn neighbours_of_one_name_keep_their_own_headings() {
        assert_eq!(heads(&paths(&[&["A"], &["A"]])).len(), 2);
        assert_eq!(heads(&paths(&[&["A", "x"], &["B", "x"]])).len(), 4);
    }
}
