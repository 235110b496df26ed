//! The tables of the invented ministry: rows of text, as the program reads them too.

use crate::support::Scratch;

pub const AUTHORITY: &str = "G00";
pub const AUTHORITY_NAME: &str = "Bộ Mẫu";

/// A table of text.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub columns: Vec<&'static str>,
    pub lines: Vec<Vec<String>>,
}

/// One line of a table, read by column.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    columns: &'a [&'static str],
    cells: &'a [String],
}

impl<'a> Line<'a> {
    /// The cell of a column; a column that is not there is empty.
    pub fn get(&self, column: &str) -> &'a str {
        self.columns.iter().position(|name| *name == column).map_or("", |at| &self.cells[at])
    }

    pub fn is(&self, column: &str) -> bool {
        matches!(self.get(column), "1" | "true")
    }

    pub fn list(&self, column: &str) -> Vec<String> {
        let parts = self.get(column).split(';').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }
}

impl Table {
    pub fn new(columns: &str) -> Self {
        let names = columns.split(',').map(|name| &*name.to_owned().leak());
        Self { columns: names.collect(), lines: Vec::new() }
    }

    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Line<'_>> {
        self.lines.iter().map(|cells| Line { columns: &self.columns, cells })
    }

    pub fn push<const N: usize>(&mut self, cells: [&str; N]) {
        assert_eq!(N, self.columns.len(), "{cells:?}");
        self.lines.push(cells.map(str::to_owned).to_vec());
    }

    /// A table read from lines with a header; commas are nowhere in the cells.
    pub fn from_text(text: &str) -> Self {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let mut table = Self::new(lines.next().expect("a header"));
        for line in lines {
            let cells: Vec<String> = line.split(',').map(|cell| cell.trim().to_owned()).collect();
            assert_eq!(cells.len(), table.columns.len(), "{line}");
            table.lines.push(cells);
        }
        table
    }

    /// The rows without repetitions that are the same in every column.
    pub fn distinct(&self) -> Self {
        let mut lines: Vec<Vec<String>> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for line in &self.lines {
            if seen.insert(line) {
                lines.push(line.clone());
            }
        }
        Self { columns: self.columns.clone(), lines }
    }

    /// Where a column stands.
    pub fn column(&self, name: &str) -> usize {
        self.columns.iter().position(|known| *known == name).expect("a column of the table")
    }

    pub fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }

    pub fn without(&self, dropped: &[&str]) -> Self {
        let kept: Vec<usize> =
            (0..self.columns.len()).filter(|at| !dropped.contains(&self.columns[*at])).collect();
        Self {
            columns: kept.iter().map(|at| self.columns[*at]).collect(),
            lines: self
                .lines
                .iter()
                .map(|line| kept.iter().map(|at| line[*at].clone()).collect())
                .collect(),
        }
    }

    fn csv(&self, lines: &[Vec<String>]) -> String {
        let mut text = self.columns.join(",") + "\n";
        for line in lines {
            let cells = line.iter().map(|cell| match cell.contains([',', '"', '\n']) {
                true => format!("\"{}\"", cell.replace('"', "\"\"")),
                false => cell.clone(),
            });
            text += &(cells.collect::<Vec<_>>().join(",") + "\n");
        }
        text
    }
}

/// Everything that the ministry hands over.
#[derive(Clone, Default)]
pub struct World {
    pub units: Table,
    pub calendar: Table,
    pub dossiers: Table,
    pub events: Table,
    pub supplements: Table,
    pub procedures: Table,
    pub announcements: Table,
    pub ratings: Table,
    pub petitions: Table,
    pub totals: Table,
    /// The kinds of input that the ministry does not have; their tables are empty.
    pub absent: Vec<&'static str>,
    /// The month from which the inputs are said to hold every dossier.
    pub coverage_from: Option<(i64, i64)>,
}

impl World {
    /// The same ministry with nothing but its units and dossiers.
    pub fn with_dossiers_only(mut self) -> Self {
        for (kind, table) in [
            ("events", &mut self.events),
            ("supplements", &mut self.supplements),
            ("procedures", &mut self.procedures),
            ("announcements", &mut self.announcements),
            ("ratings", &mut self.ratings),
            ("petitions", &mut self.petitions),
            ("totals", &mut self.totals),
        ] {
            table.lines.clear();
            self.absent.push(kind);
        }
        self
    }

    /// Writes the inputs, the dossiers in two files, and the configuration.
    pub fn write(&self, scratch: &Scratch, rule_set: &str) {
        let middle = self.dossiers.lines.len() / 2;
        let (first, second) = self.dossiers.lines.split_at(middle);
        scratch.write("dossiers-1.csv", self.dossiers.csv(first));
        scratch.write("dossiers-2.csv", self.dossiers.csv(second));
        let coverage = self.coverage_from.map_or_else(String::new, |(year, month)| {
            format!("coverage_from = \"{year}-{month:02}\"\n")
        });
        let mut config = format!(
            "[authority]\nid = \"{AUTHORITY}\"\nname = \"{AUTHORITY_NAME}\"\nkind = \"ministry\"\n{coverage}\n\
             [rules]\nset = \"{rule_set}\"\n\n[units]\npath = \"units.csv\"\n\n\
             [calendar]\npath = \"calendar.csv\"\n"
        );
        scratch.write("units.csv", self.units.csv(&self.units.lines));
        scratch.write("calendar.csv", self.calendar.csv(&self.calendar.lines));
        let others = [
            ("events", &self.events),
            ("supplements", &self.supplements),
            ("procedures", &self.procedures),
            ("announcements", &self.announcements),
            ("ratings", &self.ratings),
            ("petitions", &self.petitions),
            ("totals", &self.totals),
        ];
        let mut source = |kind: &str, path: &str| {
            config += &format!(
                "\n[[source]]\nname = \"{kind}\"\nkind = \"{kind}\"\nformat = \"table\"\npath = \"{path}\"\n"
            );
        };
        source("dossiers", "dossiers-*.csv");
        for (kind, table) in others.into_iter().filter(|(kind, _)| !self.absent.contains(kind)) {
            source(kind, &format!("{kind}.csv"));
            scratch.write(&format!("{kind}.csv"), table.csv(&table.lines));
        }
        scratch.write("chiso.toml", config);
    }
}
