//! One invented table on its way to a file: rows in the order of their time, each knowing the
//! defect it carries, so that the line of every planted defect is known once the file is written.

use std::{fs, io, path::Path};

use super::{
    days::Moment,
    planted::{Place, PlantedDefect},
};

struct Row {
    at: Moment,
    text: String,
    defect: Option<usize>,
}

pub struct Sheet {
    header: &'static str,
    rows: Vec<Row>,
}

impl Sheet {
    pub fn new(header: &'static str) -> Self {
        Self { header, rows: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn push(&mut self, at: Moment, text: String) {
        self.rows.push(Row { at, text, defect: None });
    }

    /// A row that carries the defect with this position in the list of defects.
    pub fn push_planted(&mut self, at: Moment, text: String, defect: usize) {
        self.rows.push(Row { at, text, defect: Some(defect) });
    }

    /// Writes `dir/file` and notes the place of each defect.
    pub fn write(
        mut self,
        dir: &Path,
        file: &str,
        defects: &mut [PlantedDefect],
    ) -> io::Result<()> {
        self.rows.sort_by_key(|row| row.at);
        let mut text = String::with_capacity(self.rows.len() * 160);
        text.push_str(self.header);
        text.push('\n');
        for (row, line) in self.rows.iter().zip(2..) {
            text.push_str(&row.text);
            text.push('\n');
            if let Some(defect) = row.defect {
                defects[defect].places.push(Place { file: file.into(), line });
                defects[defect].expected += 1;
            }
        }
        fs::write(dir.join(file), text)
    }
}

/// A cell for a table of commas.
pub fn quoted(text: &str) -> String {
    if text.contains([',', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into()
    }
}
