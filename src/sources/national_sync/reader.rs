//! Reads records on one thread and hands their messages on. A record that is not what it should be
//! is one rejected row; a pair is a row for its dossier and one for each step.

use hashbrown::HashMap;

use super::{
    block::{Block, Envelope, Record},
    catalogue,
    cursor::Cursor,
    dossier::Given,
    draft::Draft,
    habits::Habits,
    scalars::Number,
};
use crate::{
    domain::{
        account::{Place, Reason},
        dossier::Status,
        message::{Message, Sink},
        procedure,
    },
    schema::canonical::Kind,
    sources::{
        Context, File, Sinks,
        dates::{COMPACT, DateReader},
        text::Classifier,
        units::UnitCache,
    },
};

/// Date formats of section 6, the usual one first.
const FORMATS: [&str; 12] = [
    COMPACT,
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f%:z",
    "%Y-%m-%d %H:%M:%S%.f%:z",
    "%Y-%m-%d",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y%m%d",
];

/// How the dates of national messages are read.
pub fn dates(context: &Context) -> DateReader {
    DateReader::new(&FORMATS.map(str::to_owned), context.zone)
}

/// The units of envelopes that name them behind their records; asked for only where a record needs
/// one.
pub type LateUnit<'a> = &'a (dyn Fn(u32) -> &'a str + Sync);

pub struct Reader<'c> {
    file: u32,
    kind: Kind,
    context: &'c Context,
    sink: Box<dyn Sink + 'c>,
    late_unit: LateUnit<'c>,
    habits: Box<Habits>,
    procedures: HashMap<String, u32>,
    database_lists: HashMap<String, u32>,
    pub(super) synced: Option<bool>,
    pub(super) units: UnitCache<'c>,
    pub(super) classes: Classifier,
    pub given: Given,
    pub rows: u64,
}

impl<'c> Reader<'c> {
    pub fn new(
        file: &File,
        synced: Option<bool>,
        context: &'c Context,
        sinks: &'c dyn Sinks,
        late_unit: LateUnit<'c>,
    ) -> Self {
        Self {
            file: file.number,
            kind: file.kind,
            context,
            sink: sinks.sink(),
            late_unit,
            habits: Box::default(),
            procedures: HashMap::new(),
            database_lists: HashMap::new(),
            synced,
            units: UnitCache::new(context),
            classes: Classifier::default(),
            given: Given::default(),
            rows: 0,
        }
    }

    /// Reads the records of one block.
    pub fn block(&mut self, block: &Block, dates: &DateReader) {
        let mut draft = Draft::new();
        let mut cursor = Cursor::new(std::mem::take(&mut self.habits));
        for record in block.records() {
            self.record(&record, &mut cursor, &mut draft, dates);
        }
        self.habits = cursor.into_habits();
    }

    fn record<'b>(
        &mut self,
        record: &Record<'b>,
        cursor: &mut Cursor<'b>,
        draft: &mut Draft<'b>,
        dates: &DateReader,
    ) {
        let read = record.bytes.is_some_and(|bytes| match self.kind {
            Kind::Procedures => self.procedure_record(record.position, bytes),
            _ => {
                draft.clear();
                cursor.start(bytes);
                let read = draft.read(cursor, dates).is_ok() && cursor.is_at_end();
                if read {
                    self.hand_on(record.position, draft, record.envelope);
                }
                read
            }
        });
        if !read {
            self.take(record.position, Message::Rejected(Reason::MalformedRecord, ""));
        }
    }

    /// A dossier, a step, or both together.
    fn hand_on(&mut self, position: u64, draft: &mut Draft<'_>, envelope: Option<&Envelope>) {
        let late_unit = self.late_unit;
        let unit = || match envelope {
            Some(Envelope { unit: Some(unit), .. }) => unit.as_str(),
            Some(envelope) => late_unit(envelope.number),
            None => "",
        };
        if draft.marks.pair {
            self.pair(position, draft, &unit);
        } else if self.is_step(draft) {
            let message = self.step(draft, "");
            self.take(position, message);
        } else {
            let message = self.dossier(draft, &unit);
            self.take(position, message);
        }
    }

    fn pair<'m>(&mut self, position: u64, pair: &'m mut Draft<'_>, unit: &dyn Fn() -> &'m str) {
        let repeated = pair.met.repeated();
        let mut dossier_id = "";
        if pair.dossier.is_none() && pair.steps.is_empty() {
            self.take(position, Message::Rejected(Reason::DossierIdMissing, "dossier_id"));
        }
        if let Some(dossier) = pair.dossier.as_deref_mut() {
            dossier.inherit_repeated_key(repeated);
            let message = self.dossier(dossier, unit);
            if let Message::Dossier(dossier) = &message {
                dossier_id = dossier.id;
            }
            self.take(position, message);
        }
        for step in &mut pair.steps {
            let message = self.step(step, dossier_id);
            self.take(position, message);
        }
    }

    /// By its keys; a record that has none of either kind is what its file should hold.
    fn is_step(&self, draft: &Draft<'_>) -> bool {
        !draft.marks.dossier
            && (draft.marks.step || (self.kind == Kind::Events && draft.procedure.is_empty()))
    }

    fn procedure_record(&mut self, position: u64, bytes: &[u8]) -> bool {
        let Some(message) = catalogue::procedure(bytes, self.context) else { return false };
        self.take(position, message);
        true
    }

    fn take(&mut self, position: u64, message: Message<'_>) {
        self.rows += 1;
        self.sink.take(Place { file: self.file, position }, message);
    }

    /// The number of a procedure's root code.
    pub(super) fn procedure(&mut self, code: &str) -> u32 {
        let names = &self.context.procedure_names;
        numbered(&mut self.procedures, code, |code| names.number(procedure::root(code)))
    }

    /// The number of a list of databases.
    pub(super) fn databases(&mut self, codes: &str) -> u32 {
        let names = &self.context.database_names;
        numbered(&mut self.database_lists, codes, |codes| names.number(codes))
    }
}

fn numbered(known: &mut HashMap<String, u32>, name: &str, number: impl FnOnce(&str) -> u32) -> u32 {
    if let Some(known) = known.get(name) {
        return *known;
    }
    let number = number(name);
    known.insert(name.to_owned(), number);
    number
}

/// 1 to 10; anything else is unknown, and listed.
pub fn status_of(number: Number) -> Status {
    match number {
        Number::Int(status @ 1..=10) => Status(status as u8),
        _ => Status::UNKNOWN,
    }
}
