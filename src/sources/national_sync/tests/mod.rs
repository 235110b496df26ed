//! Files as senders write them, read from the disk to the messages that come of them.

mod bad_input;
mod catalogue;
mod dialect;
mod dossiers;
mod envelopes;
mod repeated;
mod shapes;
mod trails;

use std::{
    fs,
    path::PathBuf,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use super::read;
use crate::{
    domain::{
        account::{Place, Reason},
        finder::Finder,
        message::{DossierMessage, EntryMessage, Message, Sink},
        names::Names,
        procedure::ProcedureRow,
        time::{Day, LocalTime},
        unit::{Unit, Version},
    },
    schema::canonical::Kind,
    sources::{
        Context, File, FileFault, Sinks, UnitReading,
        table::{Contents, Input, Reading},
    },
};

/// What one row of a file became.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    Dossier(DossierMessage<'static>),
    Entry(EntryMessage<'static>),
    Procedure(ProcedureRow),
    Rejected(Reason, &'static str),
}

/// What a file became: its rows by position, and what was said of it as a whole.
#[derive(Debug)]
pub struct Read {
    pub rows: Vec<(u64, Row)>,
    pub contents: Result<Contents, FileFault>,
    pub context: Context,
}

impl Read {
    pub fn rows(&self) -> Vec<Row> {
        self.rows.iter().map(|(_, row)| row.clone()).collect()
    }

    /// The dossiers; any other row fails the test.
    #[track_caller]
    pub fn dossiers(&self) -> Vec<DossierMessage<'static>> {
        let dossier = |row: Row| match row {
            Row::Dossier(dossier) => dossier,
            other => panic!("expected a dossier: {other:?}"),
        };
        self.rows().into_iter().map(dossier).collect()
    }

    #[track_caller]
    pub fn entries(&self) -> Vec<EntryMessage<'static>> {
        let entry = |row: Row| match row {
            Row::Entry(entry) => entry,
            other => panic!("expected an entry: {other:?}"),
        };
        self.rows().into_iter().map(entry).collect()
    }

    /// Numbers of the dossiers that were read, and how many rows were rejected.
    pub fn ids(&self) -> (Vec<&'static str>, usize) {
        let ids = self.rows.iter().filter_map(|(_, row)| match row {
            Row::Dossier(dossier) => Some(dossier.id),
            Row::Entry(entry) => Some(entry.dossier_id),
            _ => None,
        });
        let ids: Vec<&'static str> = ids.collect();
        let rejected = self.rows.len() - ids.len();
        (ids, rejected)
    }

    pub fn unit(&self, number: u32) -> String {
        self.context.unit_names.list()[number as usize].clone()
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
        last_likely: crate::domain::time::Day(38_500),
        units: UnitReading::Known(Finder::new("G06", &units())),
        unit_names: Names::default(),
        procedure_names: Names::default(),
        database_names: Names::default(),
        threads,
    };
    let file = File { number: 7, path: path.clone(), kind, seen: Default::default() };
    let reading = Reading { synced: Some(true), ..Reading::default() };
    let gathered = Gathered::default();
    let contents =
        read(Input { file: &file, reading: &reading, context: &context, sinks: &gathered });
    let _ = fs::remove_file(path);
    let mut rows = gathered.0.into_inner().unwrap();
    rows.sort_by_key(|(position, _)| *position);
    if let Ok(contents) = &contents {
        assert_eq!(contents.rows, rows.len() as u64, "rows of the file and of the accounts");
    }
    Read { rows, contents, context }
}

pub fn read_dossiers(text: &str) -> Read {
    read_as(Kind::Dossiers, "dossiers.json", text.as_bytes(), 2)
}

pub fn read_events(text: &str) -> Read {
    read_as(Kind::Events, "progress.json", text.as_bytes(), 2)
}

/// The one dossier of a message with these members beside its number.
#[track_caller]
pub fn dossier_with(members: &str) -> DossierMessage<'static> {
    let text =
        format!(r#"[{{"MaHoSo":"G06.91-260304-0007","NgayTiepNhan":"20260304081500",{members}}}]"#);
    read_dossiers(&text).dossiers().remove(0)
}

/// A time of March 2026.
pub fn march(day: u32, hour: i64, minute: i64) -> Option<LocalTime> {
    Some(LocalTime::new(Day::from_ymd(2026, 3, day)?, hour * 3600 + minute * 60))
}

#[derive(Default)]
struct Gathered(Mutex<Vec<(u64, Row)>>);

impl Sinks for Gathered {
    fn sink(&self) -> Box<dyn Sink + '_> {
        Box::new(Gathering(self))
    }
}

struct Gathering<'g>(&'g Gathered);

impl Sink for Gathering<'_> {
    fn take(&mut self, place: Place, message: Message<'_>) {
        assert_eq!(place.file, 7);
        let row = match message {
            Message::Noticed(_) => return,
            Message::Dossier(row) => Row::Dossier(lasting(row)),
            Message::Entry(row) => {
                let dossier_id = String::leak(row.dossier_id.to_owned());
                let EntryMessage { at, status, class, text_hash, findings, .. } = row;
                Row::Entry(EntryMessage { dossier_id, at, status, class, text_hash, findings })
            }
            Message::Procedure(row) => Row::Procedure(row),
            Message::Rejected(reason, column) => Row::Rejected(reason, column),
            other => panic!("no national message: {other:?}"),
        };
        self.0.0.lock().unwrap().push((place.position, row));
    }
}

fn lasting(row: DossierMessage<'_>) -> DossierMessage<'static> {
    DossierMessage {
        id: String::leak(row.id.to_owned()),
        unit: row.unit,
        procedure: row.procedure,
        channel: row.channel,
        status: row.status,
        status_given: row.status_given,
        origin: row.origin,
        submitted: row.submitted,
        received: row.received,
        due: row.due,
        ended: row.ended,
        end_kind: row.end_kind,
        returned: row.returned,
        refused: row.refused,
        flags: row.flags,
        databases: row.databases,
        fee: row.fee,
        supplements: row.supplements,
        reject: row.reject,
        findings: row.findings,
    }
}
