//! Reads records on one thread and hands their messages on. A record that is not what it should be
//! is one rejected row; a pair is a row for its dossier and one for each step.

use super::{
    block::{Block, Envelope, Record},
    catalogue,
    cursor::{self, Cursor},
    draft::{DOSSIER, Draft, PAIR, STEP},
    habits::Habits,
    scalars::Number,
};
use crate::{
    domain::{
        account::{Place, Reason},
        dossier::Status,
        message::{FindingSet, Message, Sink},
    },
    schema::canonical::Kind,
    sources::{
        Context, File, Sinks,
        codes::Codes,
        dates::{COMPACT, DateReader, USUAL},
        text::Classifier,
        units::UnitCache,
    },
};

/// How the dates of national messages are read: in the formats of section 6, the usual one first, of
/// which none has halves of the day.
pub fn dates(fillers: &[String], context: &Context) -> DateReader {
    let others = USUAL.iter().filter(|format| !format.ends_with("%p"));
    let formats: Vec<String> = [COMPACT].iter().chain(others).map(|f| (*f).to_owned()).collect();
    DateReader::new(&formats, fillers, context.zone, context.last_likely)
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
    pub(super) codes: Codes<'c>,
    pub(super) synced: Option<bool>,
    pub(super) units: UnitCache<'c>,
    pub(super) classes: Classifier,
    /// Canonical columns that dossier messages gave.
    pub given: [Option<&'static str>; 20],
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
            codes: Codes::new(context),
            synced,
            units: UnitCache::new(context),
            classes: Classifier::default(),
            given: Default::default(),
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
                    self.hand_on(record, cursor, draft, dates);
                }
                read
            }
        });
        if !read {
            self.take(record.position, Message::Rejected(Reason::MalformedRecord, ""));
        }
    }

    /// A dossier, a step, or both together.
    fn hand_on<'b>(
        &mut self,
        record: &Record<'b>,
        cursor: &mut Cursor<'b>,
        draft: &mut Draft<'b>,
        dates: &DateReader,
    ) {
        let late_unit = self.late_unit;
        let unit = || match record.envelope {
            Some(Envelope { unit: Some(unit), .. }) => unit.as_str(),
            Some(envelope) => late_unit(envelope.number),
            None => "",
        };
        if draft.is(PAIR) {
            let steps = draft.steps;
            let id = self.dossier_of_pair(record.position, draft, &unit);
            if let Some(steps) = steps {
                cursor.start(steps);
                self.steps_of_pair(record.position, &id, cursor, dates);
            }
        } else if self.is_step(draft) {
            let message = self.step(draft, "");
            self.take(record.position, message);
        } else {
            let message = self.dossier(draft, &unit);
            self.take(record.position, message);
        }
    }

    /// Hands the dossier of a pair on and gives its number, which its steps may leave out.
    fn dossier_of_pair<'m>(
        &mut self,
        position: u64,
        pair: &'m mut Draft<'_>,
        unit: &dyn Fn() -> &'m str,
    ) -> String {
        let has_steps = pair.steps.is_some();
        let Some(dossier) = pair.dossier_of_pair() else {
            if !has_steps {
                let missing = Message::Rejected(Reason::DossierIdMissing, "dossier_id");
                self.take(position, missing);
            }
            return String::new();
        };
        let id = dossier.id.clone().into_owned();
        let message = self.dossier(dossier, unit);
        self.take(position, message);
        id
    }

    /// Reads the steps of a pair one by one, so that a long trail takes no room.
    fn steps_of_pair<'b>(
        &mut self,
        position: u64,
        dossier_id: &str,
        cursor: &mut Cursor<'b>,
        dates: &DateReader,
    ) {
        let walked = cursor.list(|cursor| {
            let is_object = cursor.kind() == cursor::Kind::Object;
            let bytes = cursor.raw()?;
            if matches!(bytes, b"null" | b"\"\"") {
                return Ok(());
            }
            let mut step = Draft::new();
            let is_step =
                is_object && cursor.apart(bytes, |cursor| step.read(cursor, dates)).is_ok();
            let message = if is_step {
                self.step(&step, dossier_id)
            } else {
                Message::Rejected(Reason::MalformedRecord, "")
            };
            self.take(position, message);
            Ok(())
        });
        debug_assert!(walked.is_ok(), "the form of the list was checked");
    }

    /// By its keys; a record that has none of either kind is what its file should hold.
    fn is_step(&self, draft: &Draft<'_>) -> bool {
        !draft.is(DOSSIER)
            && (draft.is(STEP) || (self.kind == Kind::Events && draft.procedure.is_empty()))
    }

    fn procedure_record(&mut self, position: u64, bytes: &[u8]) -> bool {
        let mut noticed = FindingSet::default();
        let Some(message) = catalogue::procedure(bytes, self.context, &mut noticed) else {
            return false;
        };
        self.take(position, message);
        if !noticed.is_empty() {
            // Told beside the row and not a row of its own.
            let place = Place { file: self.file, position };
            self.sink.take(place, Message::Noticed(noticed));
        }
        true
    }

    fn take(&mut self, position: u64, message: Message<'_>) {
        self.rows += 1;
        self.sink.take(Place { file: self.file, position }, message);
    }
}

/// 1 to 10; anything else is unknown, and listed.
pub fn status_of(number: Number) -> Status {
    match number {
        Number::Int(status @ 1..=10) => Status(status as u8),
        _ => Status::UNKNOWN,
    }
}
