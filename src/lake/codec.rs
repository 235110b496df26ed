//! How a row of a part is written: in as few bytes as it needs, because ten million of them go through
//! memory. The head says which dossier a row belongs to and where it stood in its file; the body is the
//! message without its number. Numbers of names are those of the part.

use hashbrown::HashMap;

use super::{
    numbers::meeting_hash,
    packing::{Cursor, put, put_times},
};
use crate::{
    domain::{
        account::{Place, Reason},
        dossier::{Channel, EndKind, EntryKind, Flags, Origin, Status, Supplement},
        message::{
            DossierMessage, EntryClass, EntryMessage, FindingSet, RatingMessage, SupplementMessage,
        },
        survey::Opinion,
        time::LocalTime,
    },
    schema::{
        Column,
        canonical::{DOSSIERS, SUPPLEMENTS},
    },
};

/// What a row is. The order is the one in which a dossier's rows are met again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tag {
    Dossier,
    Entry,
    Supplement,
    Rating,
}

/// The head of one row within the bytes of a slice.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub place: Place,
    pub tag: Tag,
    id: (u32, u32),
}

impl Head {
    /// The head of the row of `file` that begins at `at`.
    pub fn read(bytes: &[u8], file: u32, at: u32) -> Self {
        let mut cursor = Cursor { bytes: &bytes[at as usize + LENGTH..] };
        let tag = match cursor.u8() {
            0 => Tag::Dossier,
            1 => Tag::Entry,
            2 => Tag::Supplement,
            _ => Tag::Rating,
        };
        let place = Place { file, position: cursor.number() };
        let length = cursor.number() as u32;
        let id = (bytes.len() - cursor.bytes.len()) as u32;
        Self { place, tag, id: (id, id + length) }
    }

    pub fn id<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.id.0 as usize..self.id.1 as usize]
    }

    fn body<'b>(&self, bytes: &'b [u8]) -> Cursor<'b> {
        Cursor { bytes: &bytes[self.id.1 as usize..] }
    }

    pub fn dossier(&self, bytes: &[u8]) -> StagedDossier {
        read_dossier(&mut self.body(bytes))
    }

    pub fn entry(&self, bytes: &[u8]) -> EntryMessage<'static> {
        read_entry(&mut self.body(bytes))
    }

    pub fn supplement(&self, bytes: &[u8]) -> SupplementMessage<'static> {
        read_supplement(&mut self.body(bytes))
    }

    pub fn rating(&self, bytes: &[u8]) -> RatingMessage<'static> {
        read_rating(&mut self.body(bytes))
    }
}

/// Bytes at the beginning of a row that say how many follow.
const LENGTH: usize = 4;

/// Writes a row: its head, then what `body` adds.
pub(super) fn write_row(
    out: &mut Vec<u8>,
    position: u64,
    tag: Tag,
    id: &[u8],
    body: impl FnOnce(&mut Vec<u8>),
) {
    let start = out.len();
    out.extend_from_slice(&[0; LENGTH]);
    out.push(tag as u8);
    put(out, position);
    put(out, id.len() as u64);
    out.extend_from_slice(id);
    body(out);
    let length = (out.len() - start - LENGTH) as u32;
    out[start..start + LENGTH].copy_from_slice(&length.to_le_bytes());
}

/// Rows of several files that speak of the same dossiers.
#[derive(Debug, Default)]
pub struct Rows {
    pub bytes: Vec<u8>,
    /// The file of the rows up to this end.
    ends: Vec<(u32, usize)>,
}

/// Where a row begins: the hash of its dossier's number, its file, and the place in the bytes.
pub type Start = (u64, u32, u32);

impl Rows {
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    /// What was added to the bytes are rows of this file.
    pub fn end(&mut self, file: u32) {
        self.ends.push((file, self.bytes.len()));
    }

    /// Where each row begins, in the order of the bytes.
    pub fn starts(&self) -> Vec<Start> {
        let mut starts = Vec::with_capacity(self.bytes.len() / 32);
        let mut from = 0;
        for (file, end) in &self.ends {
            for (at, _) in ranges(&self.bytes[..*end], from) {
                let head = Head::read(&self.bytes, *file, at as u32);
                starts.push((meeting_hash(head.id(&self.bytes)), *file, at as u32));
            }
            from = *end;
        }
        starts
    }
}

/// Begin and end of every row from `at` on.
fn ranges(rows: &[u8], mut at: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
    std::iter::from_fn(move || {
        let length = rows.get(at..)?.first_chunk::<LENGTH>()?;
        let from = at;
        at += LENGTH + u32::from_le_bytes(*length) as usize;
        Some((from, at))
    })
}

/// Every row with the number of its dossier.
pub fn each(rows: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    ranges(rows, 0).map(|(from, to)| (Head::read(rows, 0, from as u32).id(rows), &rows[from..to]))
}

/// The names that a dossier message gives by number.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    pub unit: u32,
    pub procedure: u32,
    pub databases: Option<u32>,
}

/// No name, of a row that is put aside.
pub const NO_NAME: u32 = u32::MAX;

/// The names in the last message of each dossier: earlier ones of the same file never win.
pub fn last_named(rows: &[u8]) -> impl Iterator<Item = Named> {
    let mut last: HashMap<&[u8], (u64, Named)> = HashMap::new();
    for (from, _) in ranges(rows, 0) {
        let head = Head::read(rows, 0, from as u32);
        if head.tag == Tag::Dossier {
            let row = head.dossier(rows);
            let named =
                Named { unit: row.unit, procedure: row.procedure, databases: row.databases };
            let own = (head.place.position, named);
            let known = last.entry(head.id(rows)).or_insert(own);
            if known.0 <= own.0 {
                *known = own;
            }
        }
    }
    last.into_values().map(|(_, named)| named)
}

/// Adds the rows to `out`, their dossiers under the numbers that `id` gives.
pub fn renumber(rows: &[u8], out: &mut Vec<u8>, id: impl Fn(&str) -> String) {
    for (from, to) in ranges(rows, 0) {
        let head = Head::read(rows, 0, from as u32);
        let number = id(&String::from_utf8_lossy(head.id(rows)));
        write_row(out, head.place.position, head.tag, number.as_bytes(), |out| {
            out.extend_from_slice(&rows[head.id.1 as usize..to]);
        });
    }
}

/// A dossier message without its number.
pub type StagedDossier = DossierMessage<'static>;

const NO_CODE: u8 = u8::MAX;
/// No payment was given; one of this number is staged as the next higher, which says as little.
pub(super) const NO_PAYMENT: u8 = u8::MAX - 1;

/// Columns that a reject of a dossier may name: its own, and those of the rounds it lists.
fn reject_columns() -> impl Iterator<Item = &'static Column> {
    DOSSIERS.iter().chain(SUPPLEMENTS)
}

pub(super) fn write_dossier(out: &mut Vec<u8>, row: &DossierMessage<'_>) {
    put(out, u64::from(row.unit));
    put(out, u64::from(row.procedure));
    put(out, row.databases.map_or(0, |number| u64::from(number) + 1));
    let DossierMessage { submitted, received, due, ended, returned, refused, .. } = *row;
    put_times(out, &[submitted, received, due, ended, returned, refused, row.apology_sent]);
    put(out, row.fee.map_or(0, |fee| fee.unsigned_abs() + 1));
    let flags = &row.flags;
    let packed = flags
        .states()
        .iter()
        .rev()
        .fold(0, |packed, state| packed << 2 | state.map_or(0, |flag| 2 | u64::from(flag)));
    put(out, packed);
    let bits = u8::from(flags.fees_all_zero)
        | u8::from(flags.fee_above_zero) << 1
        | u8::from(row.status_given) << 2
        | u8::from(row.origin == Origin::National) << 3;
    let (reason, column) = row.reject.map_or((NO_CODE, NO_CODE), |(reason, column)| {
        let place = reject_columns().position(|known| known.name == column);
        (reason as u8, place.map_or(NO_CODE, |place| place as u8))
    });
    let payment = flags.online_payment.map_or(NO_PAYMENT, |paid| match paid {
        NO_PAYMENT => NO_CODE,
        paid => paid,
    });
    out.extend_from_slice(&[
        bits,
        row.channel as u8,
        row.status.0,
        row.end_kind.map_or(NO_CODE, |kind| kind as u8),
        payment,
        reason,
        column,
    ]);
    put(out, row.findings.0);
    let rounds = row.supplements.as_deref();
    put(out, rounds.map_or(0, |rounds| rounds.len() as u64 + 1));
    for round in rounds.unwrap_or_default() {
        put_times(out, &[Some(round.asked), round.completed]);
        out.push(u8::from(round.due_moved));
    }
}

fn read_dossier(from: &mut Cursor<'_>) -> StagedDossier {
    let (unit, procedure) = (from.number() as u32, from.number() as u32);
    let databases = from.number().checked_sub(1).map(|number| number as u32);
    let [submitted, received, due, ended, returned, refused, apology_sent] = from.times();
    let fee = from.number().checked_sub(1).map(|fee| fee as i64);
    let packed = from.number();
    let state = |place: usize| match packed >> (2 * place) & 3 {
        2 => Some(false),
        3 => Some(true),
        _ => None,
    };
    let bits = from.u8();
    let channel = Channel::ALL[usize::from(from.u8()) % 4];
    let status = Status(from.u8());
    let end_kind = EndKind::ALL.get(usize::from(from.u8())).copied();
    let online_payment = Some(from.u8()).filter(|paid| *paid != NO_PAYMENT);
    let (reason, column) = (from.u8(), from.u8());
    let reject = Reason::ALL.get(usize::from(reason)).map(|reason| {
        (*reason, reject_columns().nth(usize::from(column)).map_or("", |column| column.name))
    });
    let findings = FindingSet(from.number());
    let rounds = from.number().checked_sub(1);
    let supplements = rounds.map(|rounds| {
        (0..rounds)
            .map(|_| {
                let [asked, completed] = from.times();
                let asked = asked.unwrap_or(LocalTime::from_micros(0));
                Supplement { asked, completed, due_moved: from.u8() == 1 }
            })
            .collect()
    });
    DossierMessage {
        id: "",
        unit,
        procedure,
        channel,
        status,
        status_given: bits & 4 != 0,
        origin: if bits & 8 != 0 { Origin::National } else { Origin::Table },
        submitted,
        received,
        due,
        ended,
        end_kind,
        returned,
        refused,
        apology_sent,
        flags: Flags {
            online_payment,
            fees_all_zero: bits & 1 != 0,
            fee_above_zero: bits & 2 != 0,
            ..Flags::of_states(state)
        },
        databases,
        fee,
        supplements,
        reject,
        findings,
    }
}

const CLASSES: [EntryClass; 6] = [
    EntryClass::Plain(EntryKind::Request),
    EntryClass::Plain(EntryKind::Completion),
    EntryClass::Plain(EntryKind::Step),
    EntryClass::MislabelledRequest,
    EntryClass::MislabelledPayment,
    EntryClass::FalseEnd,
];

pub(super) fn write_entry(out: &mut Vec<u8>, row: &EntryMessage<'_>) {
    put_times(out, &[Some(row.at)]);
    let class = CLASSES.iter().position(|class| *class == row.class).unwrap_or(2);
    out.extend_from_slice(&[row.status.0, class as u8]);
    out.extend_from_slice(&row.text_hash.to_le_bytes());
    put(out, row.findings.0);
}

fn read_entry(from: &mut Cursor<'_>) -> EntryMessage<'static> {
    let at = from.time();
    let status = Status(from.u8());
    let class = CLASSES[usize::from(from.u8()) % CLASSES.len()];
    let (text_hash, findings) = (from.u64(), FindingSet(from.number()));
    EntryMessage { dossier_id: "", at, status, class, text_hash, findings }
}

pub(super) fn write_supplement(out: &mut Vec<u8>, row: &SupplementMessage<'_>) {
    put_times(out, &[Some(row.asked), row.completed, row.due_before, row.due_after]);
}

fn read_supplement(from: &mut Cursor<'_>) -> SupplementMessage<'static> {
    let [asked, completed, due_before, due_after] = from.times();
    let asked = asked.unwrap_or(LocalTime::from_micros(0));
    SupplementMessage { dossier_id: "", asked, completed, due_before, due_after }
}

pub(super) fn write_rating(out: &mut Vec<u8>, row: &RatingMessage<'_>) {
    put_times(out, &[Some(row.rated)]);
    let opinion = row.opinion.map_or(0, |opinion| 1 + opinion as u8);
    out.push(opinion << 1 | u8::from(row.complaint));
    out.extend_from_slice(&row.row_hash.to_le_bytes());
}

fn read_rating(from: &mut Cursor<'_>) -> RatingMessage<'static> {
    let rated = from.time();
    let bits = from.u8();
    let opinion = Opinion::ALL.into_iter().find(|opinion| 1 + *opinion as u8 == bits >> 1);
    RatingMessage { dossier_id: "", rated, opinion, complaint: bits & 1 != 0, row_hash: from.u64() }
}
