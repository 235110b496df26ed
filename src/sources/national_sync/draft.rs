//! One record as it is being read: a dossier, a step of a trail, or a dossier with its steps. Which
//! of them it is shows when it is whole, by the keys it has. Keys that are not read are skipped as
//! bytes; what tells of a person never becomes a text.

use std::borrow::Cow;

use super::{
    cursor::{Cursor, Kind, Quoted, Read},
    fees::{Databases, Fees},
    key_table::Met,
    keys::{KEYS, Key},
    papers::{Components, Papers, Results},
    scalars::{Number, code, date},
    supplements::Rounds,
};
use crate::{
    domain::message::FindingSet,
    sources::dates::{DateReader, Reading},
};

/// What was read of a record.
#[derive(Default)]
pub struct Draft<'b> {
    pub met: Met,
    pub id: Cow<'b, str>,
    pub procedure: Cow<'b, str>,
    pub unit_code: Cow<'b, str>,
    pub unit_name: Cow<'b, str>,
    pub content: Quoted<'b>,
    pub channel: Number,
    pub dossier_status: Number,
    pub step_status: Number,
    pub has_digitized_component: Number,
    pub verified: Number,
    pub online_payment: Number,
    pub submitted: Reading,
    pub handed_in: Reading,
    pub received: Reading,
    pub due: Reading,
    pub ended: Reading,
    pub returned: Reading,
    pub refused: Reading,
    pub at: Reading,
    pub papers: Papers<'b>,
    pub components: Components,
    pub results: Results<'b>,
    pub fees: Fees,
    pub databases: Databases<'b>,
    pub rounds: Rounds,
    /// Which lists were there.
    pub has: Has,
    /// The dossier of a pair, and the list of its steps, which are read one by one.
    pub dossier: Option<Box<Draft<'b>>>,
    pub steps: Option<&'b [u8]>,
    /// What the keys make of the record.
    pub marks: Marks,
    /// What was noticed in its dates.
    pub noticed: FindingSet,
    repeated_around: bool,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Has {
    pub papers: bool,
    pub components: bool,
    pub results: bool,
    pub fees: bool,
}

/// Which messages the keys of a record belong to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks {
    pub pair: bool,
    pub dossier: bool,
    pub step: bool,
    /// The dialect of 2026, whose dossiers have no lists of fees and results.
    pub dialect_2026: bool,
}

impl<'b> Draft<'b> {
    pub fn new() -> Self {
        Self { met: Met::of_record(), ..Self::default() }
    }

    /// As new, in the memory of the last record.
    pub fn clear(&mut self) {
        self.met.clear();
        self.papers.clear();
        self.results.clear();
        let (met, papers, results) = (
            std::mem::take(&mut self.met),
            std::mem::take(&mut self.papers),
            std::mem::take(&mut self.results),
        );
        *self = Self { met, papers, results, ..Self::default() };
    }

    /// Whether a key came twice, in the record or in what is nested in it.
    pub fn repeated_key(&mut self) -> bool {
        self.repeated_around
            || self.met.repeated()
            || self.papers.repeated_key
            || self.components.repeated_key
            || self.results.repeated_key
            || self.fees.repeated_key
            || self.databases.repeated_key
            || self.rounds.repeated_key
    }

    /// Of a pair, the dossier carries what was found in the object around it.
    pub fn inherit_repeated_key(&mut self, repeated: bool) {
        self.repeated_around = repeated;
    }

    /// Reads the object at hand.
    pub fn read(&mut self, cursor: &mut Cursor<'b>, dates: &DateReader) -> Read<()> {
        let mut met = std::mem::take(&mut self.met);
        let read = cursor.members(&KEYS, &mut met, |cursor, key| match key {
            Some(key) => self.member(key, cursor, dates),
            None => cursor.skip(),
        });
        self.met = met;
        read
    }

    fn member(&mut self, key: Key, cursor: &mut Cursor<'b>, dates: &DateReader) -> Read<()> {
        self.mark(key);
        match key {
            Key::Id => self.id = cursor.text()?,
            Key::Procedure => self.procedure = code(cursor)?,
            Key::UnitCode => self.unit_code = cursor.text()?,
            Key::UnitName => self.unit_name = cursor.text()?,
            Key::Content => self.content = cursor.quoted()?,
            Key::Channel => self.channel = Number::read(cursor)?,
            Key::DossierStatus => self.dossier_status = Number::read(cursor)?,
            Key::StepStatus => self.step_status = Number::read(cursor)?,
            Key::HasDigitizedComponent => self.has_digitized_component = Number::read(cursor)?,
            Key::Verified => self.verified = Number::read(cursor)?,
            Key::OnlinePayment => self.online_payment = Number::read(cursor)?,
            Key::Submitted => self.submitted = self.date(cursor, dates)?,
            Key::HandedIn => self.handed_in = self.date(cursor, dates)?,
            Key::Received => self.received = self.date(cursor, dates)?,
            Key::Due => self.due = self.date(cursor, dates)?,
            Key::Ended => self.ended = self.date(cursor, dates)?,
            Key::Returned => self.returned = self.date(cursor, dates)?,
            Key::Refused => self.refused = self.date(cursor, dates)?,
            Key::At => self.at = self.date(cursor, dates)?,
            Key::Papers => self.has.papers = self.papers.read(cursor)?,
            Key::Components => self.has.components = self.components.read(cursor)?,
            Key::Results => self.has.results = self.results.read(cursor)?,
            Key::Fees => self.has.fees = self.fees.read(cursor)?,
            Key::Databases => {
                self.databases = Databases::default();
                self.databases.read(cursor)?;
            }
            Key::DatabaseUsed => self.databases.read(cursor)?,
            Key::Supplements => self.rounds.read(cursor, dates)?,
            Key::Dossier => {
                self.dossier = None;
                if cursor.kind() != Kind::Object {
                    return cursor.missing();
                }
                let mut dossier = Draft::new();
                dossier.read(cursor, dates)?;
                self.dossier = Some(Box::new(dossier));
            }
            Key::Steps => self.steps = cursor.raw_list()?,
            Key::Skipped => cursor.skip()?,
        }
        Ok(())
    }

    fn date(&mut self, cursor: &mut Cursor<'b>, dates: &DateReader) -> Read<Reading> {
        let reading = date(cursor, dates)?;
        dates.notice(reading, &mut self.noticed);
        Ok(reading)
    }

    fn mark(&mut self, key: Key) {
        match key {
            Key::Dossier | Key::Steps => self.marks.pair = true,
            Key::HandedIn | Key::UnitCode | Key::Components => {
                self.marks.dossier = true;
                self.marks.dialect_2026 = true;
            }
            Key::Submitted
            | Key::Received
            | Key::Due
            | Key::DossierStatus
            | Key::Returned
            | Key::Ended
            | Key::Refused
            | Key::Papers
            | Key::HasDigitizedComponent => self.marks.dossier = true,
            Key::At | Key::StepStatus | Key::Content => self.marks.step = true,
            _ => {}
        }
    }
}
