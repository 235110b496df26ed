//! The dossiers of a partition column by column, as they will stand in the lake. A row takes a third
//! of the room it takes as a dossier, so that a partition stays near the processor while it is put in
//! order, and the memory serves one partition after the other.

use super::codec::NO_PAYMENT;
use crate::domain::{
    account::Place,
    dossier::{Dossier, Entry, Flags, Origin, Supplement},
    time::LocalTime,
};

/// Times of a dossier, in the order of the lake's columns.
pub const TIMES: [&str; 11] = [
    "received_at",
    "settled_at",
    "submitted_at",
    "due_at",
    "ended_at",
    "returned_at",
    "refused_at",
    "dissatisfied_at",
    "complained_at",
    "apology_sent_at",
    // The last instant of which anything is known: no cut-off behind it sees another dossier.
    "latest_at",
];
const RECEIVED: usize = 0;
const SETTLED: usize = 1;

/// What a lake file holds of a dossier that no judge reads.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    pub submitted: Option<LocalTime>,
    pub fee: Option<i64>,
    /// The last instant of which anything is known, what citizens said included.
    pub latest: LocalTime,
    /// Of the message that counts.
    pub place: Place,
}

/// Flags of a dossier that are always known.
const KNOWN: [&str; 5] =
    ["fees_all_zero", "fee_above_zero", "due_moved", "status_given", "national"];

/// Flags of a dossier, in the order of the lake's columns: those that may be unknown first.
pub const FLAGS: [&str; Flags::NAMES.len() + KNOWN.len()] = {
    let (mut all, mut place) = ([""; Flags::NAMES.len() + KNOWN.len()], 0);
    while place < all.len() {
        let unknown = Flags::NAMES.len();
        all[place] = if place < unknown { Flags::NAMES[place] } else { KNOWN[place - unknown] };
        place += 1;
    }
    all
};

/// Stands for a number that is not there.
pub const NO_NUMBER: i64 = i64::MIN;
/// Stands for a small number that is not there. No staged row brings it as a payment.
pub const NO_SMALL: u8 = NO_PAYMENT;
/// Stands for a code that is not there.
pub const NO_CODE: i32 = -1;
/// Set beside the flags where the dossier has rounds of its own.
const HAS_ROUNDS: u32 = 1 << 31;

/// Parallel lists with one member per dossier, unless they say otherwise.
#[derive(Debug, Default)]
pub struct Columns {
    ids: Texts,
    pub unit: Vec<i32>,
    pub procedure: Vec<i32>,
    pub databases: Vec<i32>,
    pub channel: Vec<u8>,
    pub status: Vec<u8>,
    pub end_kind: Vec<u8>,
    pub online_payment: Vec<u8>,
    pub fee: Vec<i64>,
    /// In the order of `TIMES`, microseconds.
    pub times: [Vec<i64>; TIMES.len()],
    /// Two bits for each of `FLAGS`: known, and set.
    pub flags: Vec<u32>,
    /// The file of the message that counts, and where it stands there.
    pub file: Vec<i32>,
    pub position: Vec<i64>,
    trail: Lists<Entry>,
    rounds: Lists<Supplement>,
}

impl Columns {
    /// Forgets the dossiers and keeps their room.
    pub fn clear(&mut self) {
        let Self { unit, procedure, databases, file, channel, status, end_kind, .. } = self;
        [unit, procedure, databases, file].into_iter().for_each(Vec::clear);
        let small = [channel, status, end_kind, &mut self.online_payment];
        small.into_iter().for_each(Vec::clear);
        self.fee.clear();
        self.position.clear();
        self.flags.clear();
        self.times.iter_mut().for_each(Vec::clear);
        self.ids.clear();
        self.trail.clear();
        self.rounds.clear();
    }

    /// Adds a dossier. `settled` is an instant before which no cut-off sees it ended.
    pub fn push(&mut self, dossier: &Dossier, settled: Option<LocalTime>, beside: Beside) {
        self.ids.push(&dossier.id);
        self.unit.push(dossier.unit as i32);
        self.procedure.push(dossier.procedure as i32);
        self.databases.push(dossier.databases.map_or(NO_CODE, |number| number as i32));
        self.channel.push(dossier.channel as u8);
        self.status.push(dossier.status.0);
        self.end_kind.push(dossier.end_kind.map_or(NO_SMALL, |kind| kind as u8));
        self.online_payment.push(dossier.flags.online_payment.unwrap_or(NO_SMALL));
        self.fee.push(beside.fee.unwrap_or(NO_NUMBER));
        self.file.push(beside.place.file as i32);
        self.position.push(beside.place.position as i64);
        let times = [
            Some(dossier.received),
            settled,
            beside.submitted,
            dossier.due,
            dossier.ended,
            dossier.returned,
            dossier.refused,
            dossier.dissatisfied,
            dossier.complained,
            dossier.apology_sent,
            Some(beside.latest),
        ];
        for (column, time) in self.times.iter_mut().zip(times) {
            column.push(time.map_or(NO_NUMBER, LocalTime::micros));
        }
        let has_rounds = if dossier.supplements.is_some() { HAS_ROUNDS } else { 0 };
        self.flags.push(packed(dossier) | has_rounds);
        self.trail.push(&dossier.trail);
        self.rounds.push(dossier.supplements.as_deref().unwrap_or_default());
    }

    pub fn id(&self, row: u32) -> &str {
        self.ids.get(row)
    }

    pub fn received(&self) -> &[i64] {
        &self.times[RECEIVED]
    }

    /// `NO_NUMBER` where the dossier may stay open.
    pub fn settled(&self) -> &[i64] {
        &self.times[SETTLED]
    }

    /// Of each dossier the file and the place of the message that counts, and when it was settled.
    pub fn messages(&self) -> impl Iterator<Item = (u32, u64, i64)> {
        let messages = self.file.iter().zip(&self.position).zip(self.settled());
        messages.map(|((file, position), settled)| (*file as u32, *position as u64, *settled))
    }

    pub fn trail(&self, row: u32) -> &[Entry] {
        self.trail.get(row)
    }

    /// Rounds that take the place of the trail; `None` where there is no list of them.
    pub fn rounds(&self, row: u32) -> Option<&[Supplement]> {
        (self.flags[row as usize] & HAS_ROUNDS != 0).then(|| self.rounds.get(row))
    }

    /// The rows by `settled` (open ones last), receipt and number.
    pub fn sort(&self, order: &mut Vec<u32>) {
        let last = |settled: i64| if settled == NO_NUMBER { i64::MAX } else { settled };
        let times = self.settled().iter().map(|settled| last(*settled)).zip(self.received());
        let mut keys: Vec<_> = times.zip(0_u32..).collect();
        keys.sort_unstable_by(|(a, row), (b, other)| {
            a.cmp(b).then_with(|| self.id(*row).cmp(self.id(*other)))
        });
        order.clear();
        order.extend(keys.iter().map(|(_, row)| row));
    }
}

fn packed(dossier: &Dossier) -> u32 {
    let flags = &dossier.flags;
    let known = [
        flags.fees_all_zero,
        flags.fee_above_zero,
        dossier.due_moved,
        dossier.status_given,
        dossier.origin == Origin::National,
    ];
    let all = flags.states().into_iter().chain(known.map(Some));
    all.rev().fold(0, |packed, flag| packed << 2 | flag.map_or(0, |set| 1 | u32::from(set) << 1))
}

/// Texts one after the other.
#[derive(Debug, Default)]
struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    fn clear(&mut self) {
        self.all.clear();
        self.ends.clear();
    }

    fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len() as u32);
    }

    fn get(&self, row: u32) -> &str {
        &self.all[range(&self.ends, row)]
    }
}

/// Lists one after the other.
#[derive(Debug)]
struct Lists<T> {
    all: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { all: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    fn clear(&mut self) {
        self.all.clear();
        self.ends.clear();
    }

    fn push(&mut self, list: &[T]) {
        self.all.extend_from_slice(list);
        self.ends.push(self.all.len() as u32);
    }

    fn get(&self, row: u32) -> &[T] {
        &self.all[range(&self.ends, row)]
    }
}

fn range(ends: &[u32], row: u32) -> std::ops::Range<usize> {
    let start = row.checked_sub(1).map_or(0, |before| ends[before as usize]);
    start as usize..ends[row as usize] as usize
}
