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
        finder::EnvelopeUnit,
        message::{FindingSet, Message, Sink},
    },
    schema::canonical::Kind,
    sources::{
        Context, File, Sinks,
        codes::Codes,
        dates::{COMPACT, DateReader, USUAL},
        text::Classifier,
    },
};

/// How the dates of national messages are read: in the formats of section 6, the usual one first, of
/// which none has halves of the day.
pub fn dates(fillers: &[String], context: &Context) -> DateReader {
    let others = USUAL.iter().filter(|format| !format.ends_with("%p"));
    let formats: Vec<String> = [COMPACT].iter().chain(others).map(|f| (*f).to_owned()).collect();
    DateReader::new(&formats, fillers, context.zone)
}

/// What stands in the place of a record and is none.
const MALFORMED: Message<'static> = Message::Rejected(Reason::MalformedRecord, "");

pub struct Reader<'c> {
    file: u32,
    kind: Kind,
    dates: &'c DateReader,
    sink: Box<dyn Sink + 'c>,
    habits: Box<Habits>,
    pub(super) codes: Codes<'c>,
    pub(super) synced: Option<bool>,
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
        dates: &'c DateReader,
        sinks: &'c dyn Sinks,
    ) -> Self {
        Self {
            file: file.number,
            kind: file.kind,
            dates,
            sink: sinks.sink(),
            habits: Box::default(),
            codes: Codes::new(context),
            synced,
            classes: Classifier::default(),
            given: Default::default(),
            rows: 0,
        }
    }

    /// Reads the records of one block.
    pub fn block(&mut self, block: &Block) {
        let mut draft = Draft::new();
        let mut cursor = Cursor::new(std::mem::take(&mut self.habits));
        for record in block.records() {
            if !self.record(&record, &mut cursor, &mut draft) {
                self.take(record.position, MALFORMED);
            }
        }
        self.habits = cursor.into_habits();
    }

    /// Hands a record on; false where it is malformed.
    fn record<'b>(
        &mut self,
        record: &Record<'b>,
        cursor: &mut Cursor<'b>,
        draft: &mut Draft<'b>,
    ) -> bool {
        let (position, Some(bytes)) = (record.position, record.bytes) else { return false };
        if self.kind == Kind::Procedures {
            return self.procedure_record(position, bytes);
        }
        draft.clear();
        cursor.start(bytes);
        if draft.read(cursor, self.dates).is_err() || !cursor.is_at_end() {
            return false;
        }
        let unit = match record.envelope {
            Some(Envelope { unit: Some(unit), .. }) => EnvelopeUnit::Named(unit),
            Some(envelope) => EnvelopeUnit::Late(envelope.number),
            None => EnvelopeUnit::None,
        };
        if draft.is(PAIR) {
            self.pair(position, cursor, draft, unit);
        } else if self.is_step(draft) {
            let message = self.step(draft, "");
            self.take(position, message);
        } else {
            let message = self.dossier(draft, unit);
            self.take(position, message);
        }
        true
    }

    /// Hands the dossier of a pair on, and its steps one by one, so that a long trail takes no room.
    fn pair<'b>(
        &mut self,
        position: u64,
        cursor: &mut Cursor<'b>,
        pair: &mut Draft<'b>,
        unit: EnvelopeUnit<'_>,
    ) {
        let (steps, mut id) = (pair.steps, String::new());
        match pair.dossier_of_pair() {
            Some(dossier) => {
                // Its steps may leave its number out.
                id = dossier.id.clone().into_owned();
                let message = self.dossier(dossier, unit);
                self.take(position, message);
            }
            None if steps.is_none() => {
                self.take(position, Message::Rejected(Reason::DossierIdMissing, "dossier_id"));
            }
            None => {}
        }
        let Some(steps) = steps else { return };
        cursor.start(steps);
        let walked = cursor.list(|cursor| {
            let is_object = cursor.kind() == cursor::Kind::Object;
            let bytes = cursor.raw()?;
            if matches!(bytes, b"null" | b"\"\"") {
                return Ok(());
            }
            let mut step = Draft::new();
            let mut is_read =
                || cursor.apart(bytes, |cursor| step.read(cursor, self.dates)).is_ok();
            let message = if is_object && is_read() { self.step(&step, &id) } else { MALFORMED };
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
        let Some(message) = catalogue::procedure(bytes, &mut noticed) else {
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
