//! Files as senders write them, read from the disk to the messages that come of them. A message is
//! compared as words: what it says beside what one says that has nothing but its number.

mod bad_input;
mod cases;
mod catalogue;
mod dossiers;
mod shapes;
mod trails;
mod words;

use std::{
    collections::HashMap,
    fs,
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use super::read;
use crate::{
    domain::{
        account::Place,
        finder::{Finder, UnitReading, UnitTexts},
        message::{DossierMessage, Message, Sink},
        names::Names,
        unit::{Unit, Version},
    },
    schema::canonical::Kind,
    sources::{
        Context, File, FileFault, Sinks,
        table::{Contents, Input, Reading},
    },
};

/// A record that is not what it should be.
pub const MALFORMED: &str = "rejected malformed_record";

/// What a file became: its rows by position, and what was said of it as a whole.
#[derive(Debug)]
pub struct Read {
    pub rows: Vec<(u64, String)>,
    pub contents: Result<Contents, FileFault>,
}

impl Read {
    pub fn rows(&self) -> Vec<&str> {
        self.rows.iter().map(|(_, row)| row.as_str()).collect()
    }

    /// Numbers of the dossiers and steps that were read, and how many rows were rejected.
    pub fn ids(&self) -> (Vec<&str>, usize) {
        let rows = self.rows.iter().map(|(_, row)| row.split_once(' ').unwrap_or_default());
        let ids = rows.filter(|(kind, _)| *kind != "rejected");
        let ids: Vec<&str> = ids.map(|(_, said)| said.split(',').next().unwrap_or(said)).collect();
        let rejected = self.rows.len() - ids.len();
        (ids, rejected)
    }
}

/// Units of the tests: an authority and two of its units.
fn units() -> Vec<Unit> {
    let unit = |id: &str, name: &str, alias: &str| Unit {
        id: id.into(),
        versions: vec![Version {
            name: name.into(),
            name_en: None,
            parent_id: None,
            kind: "unit".into(),
            valid_from: None,
            valid_to: None,
        }],
        successor_id: None,
        aliases: vec![alias.into()],
    };
    vec![
        unit("G06.91", "Cục Mẫu thuộc Bộ Khoa học và Công nghệ", "000.00.91.G06"),
        unit("G06.92", "Vụ Mẫu", "Vụ Mẫu cũ"),
    ]
}

/// Reads a file of this name and kind.
pub fn read_as(kind: Kind, name: &str, bytes: &[u8], threads: usize) -> Read {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let file_name = format!("chiso-national-{}-{number}-{name}", std::process::id());
    let path: PathBuf = std::env::temp_dir().join(file_name);
    fs::write(&path, bytes).expect("a temporary file can be written");
    let context = Context {
        zone: chrono_tz::Tz::Asia__Ho_Chi_Minh,
        unit_texts: Names::default(),
        procedure_names: Names::default(),
        database_names: Names::default(),
        threads,
    };
    let file = File { number: 7, path: path.clone(), kind, seen: Default::default() };
    let reading = Reading { synced: Some(true), ..Reading::default() };
    let read = |late_units: &HashMap<u32, String>| {
        let units = UnitReading::Known(Finder::new("G06", &units()).into());
        let gathered = Gathered { context: &context, units, late_units, rows: Mutex::default() };
        let input = Input { file: &file, reading: &reading, context: &context, sinks: &gathered };
        (read(input), gathered.rows.into_inner().unwrap())
    };
    // Units that are named behind their records are known once the file is over.
    let late_units = read(&HashMap::new()).0.map(|contents| contents.late_units);
    let (contents, mut rows) = read(&late_units.unwrap_or_default());
    let _ = fs::remove_file(path);
    rows.sort_by_key(|(position, _)| *position);
    if let Ok(contents) = &contents {
        assert_eq!(contents.rows, rows.len() as u64, "rows of the file and of the accounts");
    }
    Read { rows, contents }
}

pub fn read_dossiers(text: &str) -> Read {
    read_as(Kind::Dossiers, "dossiers.json", text.as_bytes(), 2)
}

pub fn read_events(text: &str) -> Read {
    read_as(Kind::Events, "progress.json", text.as_bytes(), 2)
}

struct Gathered<'c> {
    context: &'c Context,
    units: UnitReading,
    late_units: &'c HashMap<u32, String>,
    rows: Mutex<Vec<(u64, String)>>,
}

impl Gathered<'_> {
    fn unit(&self, row: &DossierMessage<'_>) -> String {
        let joined = &self.context.unit_texts.list()[row.unit as usize];
        match self.units.find(&UnitTexts::keep(joined, self.late_units, true)) {
            ControlFlow::Break(unit) => unit,
            ControlFlow::Continue(unit) => self.units.by_number(row.id).map_or(unit, str::to_owned),
        }
    }
}

impl Sinks for Gathered<'_> {
    fn sink(&self) -> Box<dyn Sink + '_> {
        Box::new(self)
    }
}

impl Sink for &Gathered<'_> {
    fn take(&mut self, place: Place, message: Message<'_>) {
        assert_eq!(place.file, 7);
        if !matches!(message, Message::Noticed(_)) {
            let row = words::of(&message, self.context, &|row| self.unit(row));
            self.rows.lock().unwrap().push((place.position, row));
        }
    }
}
