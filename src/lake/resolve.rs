//! Where the messages of a dossier meet: the last message wins, entries, supplements and ratings
//! are told apart and joined to it, and every row is entered in its file's account (4.1.1, 4.1.2).

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::{
    beside::{Ratings, ratings, supplements},
    codec::{Head, Rows, StagedDossier, Tag},
    columns::{Beside, Columns},
    meaning::{Known, Meaning},
    numbers,
    sums::Sums,
};
use crate::domain::{
    account::{Finding, OutOfScope, Place, Reason, Rejected},
    coverage,
    dossier::{Dossier, Entry, EntryKind, Origin, Status},
    message::{EntryClass, EntryMessage, FindingSet},
    time::{Day, LocalTime},
};

/// Which row of a dossier wins, by the source of the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Winner {
    Last,
    First,
    /// Two rows of one dossier are an error.
    Refused,
}

/// What the judge says of a dossier when it comes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// An instant before which no cut-off sees the dossier ended; `None` where it may stay open.
    pub settled: Option<LocalTime>,
    /// The end that the inputs name, whatever the cut-off.
    pub ended: Option<LocalTime>,
    pub findings: crate::domain::message::FindingSet,
}

/// Which files are read, and until when.
#[derive(Clone, Debug)]
pub struct Side {
    pub cut_off: LocalTime,
    /// By file number.
    pub holds: Vec<bool>,
}

/// What resolving needs to know of the run.
pub struct Resolver<'a> {
    /// By file number.
    pub winners: &'a [Winner],
    /// The source of each file, by file number.
    pub sources: &'a [u32],
    /// What the numbers in its rows stand for, by file number.
    pub meanings: &'a [Meaning],
    pub known: &'a Known,
    /// The unit that each number of a unit name stands for: the first number of the same unit.
    pub same_unit: &'a [u32],
    pub procedures: usize,
    /// What the judge says of a dossier at a cut-off.
    pub inspect: &'a (dyn Fn(&Dossier, LocalTime) -> Inspection + Sync),
}

/// What one thread resolved: the dossiers of its last partition, and what all of them came to.
#[derive(Debug, Default)]
pub struct Outcome {
    pub dossiers: Columns,
    /// Rows of `dossiers`, sorted by `settled` (open ones last), receipt and number.
    pub order: Vec<u32>,
    pub sums: Sums,
    /// Places of second rows where the source refuses them.
    pub refused: Vec<Place>,
    /// Memory of the last dossier's number and trail, for the next one's.
    room: (String, Vec<Entry>),
}

impl Resolver<'_> {
    /// What a thread begins with.
    pub fn outcome(&self) -> Outcome {
        let sums = Sums::of(self.winners.len(), self.same_unit.len(), self.procedures);
        Outcome { sums, ..Outcome::default() }
    }

    /// Adds the dossiers that these rows speak of, once for each side: as its files have them, at its
    /// cut-off.
    pub fn resolve(&self, rows: &Rows, sides: &mut [(&Side, Outcome)]) {
        let mut starts = rows.starts();
        starts.sort_unstable();
        let bytes = &rows.bytes[..];
        let (mut heads, mut held) = (Vec::new(), Vec::new());
        for same_hash in starts.chunk_by(|a, b| a.0 == b.0) {
            heads.clear();
            heads.extend(same_hash.iter().map(|(_, file, at)| Head::read(bytes, *file, *at)));
            let check = |head: &Head| numbers::check(head.id(bytes));
            let same_id = |a: &Head, b: &Head| a.id(bytes) == b.id(bytes) || check(a) == check(b);
            if !heads.iter().all(|head| same_id(head, &heads[0])) {
                heads.sort_by_key(check);
            }
            for dossier in heads.chunk_by_mut(same_id) {
                dossier.sort_unstable_by_key(|row| (row.tag, row.place));
                for (side, outcome) in &mut *sides {
                    let is_held = |row: &&Head| side.holds[row.place.file as usize];
                    held.clear();
                    held.extend(dossier.iter().filter(is_held).copied());
                    if !held.is_empty() {
                        self.one(bytes, &held, side.cut_off, outcome);
                    }
                }
            }
        }
    }

    /// The message of a row, with the names of the run.
    fn message(&self, bytes: &[u8], row: &Head) -> StagedDossier {
        let (meaning, row_says) = (&self.meanings[row.place.file as usize], row.dossier(bytes));
        StagedDossier {
            unit: meaning.unit(row_says.unit, row.id(bytes), self.known),
            procedure: meaning.procedure(row_says.procedure),
            databases: row_says.databases.map(|number| meaning.databases(number)),
            ..row_says
        }
    }

    fn one(&self, bytes: &[u8], rows: &[Head], cut_off: LocalTime, outcome: &mut Outcome) {
        let of = |tag: Tag| {
            let from = rows.partition_point(|row| row.tag < tag);
            let to = rows.partition_point(|row| row.tag <= tag);
            &rows[from..to]
        };
        let messages = of(Tag::Dossier);
        let Some(last) = messages.last() else {
            for row in rows {
                outcome.sums.account(row.place).out_of_scope(OutOfScope::UnknownDossier);
            }
            return;
        };
        let trail = self.trail(bytes, of(Tag::Entry), outcome);
        let supplements = supplements(bytes, of(Tag::Supplement), &mut outcome.sums);
        let Ratings { dissatisfied, complained, opinions } =
            ratings(bytes, of(Tag::Rating), &mut outcome.sums);

        let refuses = |row: &&Head| self.winners[row.place.file as usize] == Winner::Refused;
        if messages.len() > 1 && messages.iter().any(|row| refuses(&row)) {
            outcome.refused.extend(messages[1..].iter().map(|row| row.place));
        }
        let winner = match self.winners[last.place.file as usize] {
            Winner::First => &messages[0],
            Winner::Last | Winner::Refused => last,
        };
        let due_moved = messages.len() > 1 && {
            let mut dues = messages.iter().filter_map(|row| row.dossier(bytes).due);
            dues.next().is_some_and(|first| dues.any(|due| due != first))
        };
        for row in messages.iter().filter(|row| row.place != winner.place) {
            outcome.sums.account(row.place).duplicate += 1;
        }
        let message = self.message(bytes, winner);
        let received = match self.scope(&message) {
            Ok(received) => received,
            Err(Dropped::OutOfScope(why)) => {
                outcome.sums.account(winner.place).out_of_scope(why);
                return;
            }
            Err(Dropped::Rejected(reason, column)) => {
                outcome.sums.account(winner.place).quarantine(reason);
                outcome.sums.rejected.insert(Rejected { place: winner.place, reason, column });
                return;
            }
        };
        let mut id = std::mem::take(&mut outcome.room.0);
        id.clear();
        id.push_str(&String::from_utf8_lossy(winner.id(bytes)));
        let dossier = Dossier {
            id,
            unit: message.unit,
            procedure: message.procedure,
            channel: message.channel,
            status: message.status,
            status_given: message.status_given,
            origin: message.origin,
            received,
            due: message.due,
            due_moved,
            ended: message.ended,
            end_kind: message.end_kind,
            returned: message.returned,
            refused: message.refused,
            flags: message.flags,
            databases: message.databases,
            trail,
            supplements: supplements.or_else(|| message.supplements.clone()),
            dissatisfied,
            complained,
            apology_sent: message.apology_sent,
        };
        let inspection = (self.inspect)(&dossier, cut_off);
        let of_messages = match messages.len() {
            1 => FindingSet::default(),
            _ => self.of_messages(bytes, messages, winner),
        };
        let after = received >= cut_off;
        let sums = &mut outcome.sums;
        if let Some(ended) = inspection.ended.filter(|ended| !after && *ended < cut_off) {
            coverage::add(&mut sums.ends, ended.day(), 1);
        }
        let (file, position) = (&mut sums.files[winner.place.file as usize], winner.place.position);
        if after {
            file.rows().out_of_scope(OutOfScope::ReceivedAfterCutOff);
            // A mistyped year may be why.
            if message.findings.has(Finding::DateUnlikely) {
                file.find(Finding::DateUnlikely, position);
            }
        } else {
            file.rows().counted += 1;
            let findings = inspection.findings.with(message.findings).with(of_messages);
            findings.iter().for_each(|finding| file.find(finding, position));
            file.constancy.notice(&message);
            sums.units[dossier.unit as usize] += 1;
        }
        sums.procedures[dossier.procedure as usize] += 1;
        let rated = opinions.iter().map(|(rated, _)| *rated);
        let latest = rated.fold(dossier.latest(), LocalTime::max);
        for (rated, opinion) in opinions {
            sums.survey.add(dossier.unit, rated, received, opinion, cut_off);
        }
        let message =
            Beside { submitted: message.submitted, fee: message.fee, latest, place: winner.place };
        outcome.dossiers.push(&dossier, inspection.settled, message);
        outcome.room = (dossier.id, dossier.trail);
    }

    /// What several messages of one number say against each other.
    fn of_messages(&self, bytes: &[u8], messages: &[Head], winner: &Head) -> FindingSet {
        let mut found = FindingSet::default();
        if self.two_ends(bytes, messages) {
            found.add(Finding::TwoEnds);
        }
        let own = self.message(bytes, winner);
        let others = messages.iter().filter(|row| row.place != winner.place);
        for (place, other) in others.map(|row| (row.place, self.message(bytes, row))) {
            if other.reject.is_some() {
                continue;
            }
            if place < winner.place && says_ended(&other) && !says_ended(&own) {
                found.add(Finding::Reopened);
            }
            let unit = |message: &StagedDossier| self.same_unit[message.unit as usize];
            let days = other.received.zip(own.received).map(|(a, b)| (a.day(), b.day()));
            if unit(&other) != unit(&own) && days.is_some_and(|(a, b)| a != b) {
                found.add(Finding::IdReused);
            }
        }
        found
    }

    /// Whether messages of two sources name different ends (4.1, last paragraph).
    fn two_ends(&self, bytes: &[u8], messages: &[Head]) -> bool {
        let mut ends = messages.iter().filter_map(|row| {
            let end = row.dossier(bytes).ended?;
            Some((self.sources[row.place.file as usize], end))
        });
        let Some(first) = ends.next() else { return false };
        let (other_source, other_end) = ends.fold((false, false), |(source, end), next| {
            (source || next.0 != first.0, end || next.1 != first.1)
        });
        other_source && other_end
    }

    /// Whether the row that wins counts; status 1 is tested before any date is read.
    fn scope(&self, message: &StagedDossier) -> Result<LocalTime, Dropped> {
        if message.status == Status::REGISTERED {
            return Err(Dropped::OutOfScope(OutOfScope::Registered));
        }
        if let Some((reason, column)) = message.reject {
            return Err(Dropped::Rejected(reason, column));
        }
        match message.received {
            Some(received) => Ok(received),
            None if message.status == Status::REFUSED => {
                Err(Dropped::OutOfScope(OutOfScope::RefusedNotAccepted))
            }
            None => Err(Dropped::Rejected(Reason::ReceivedMissing, "received_at")),
        }
    }

    /// Entries that are one are brought together, false ends dropped, the rest sorted (4.1.3, 4.1.4).
    fn trail(&self, bytes: &[u8], rows: &[Head], outcome: &mut Outcome) -> Vec<Entry> {
        let mut entries: Vec<(EntryMessage<'_>, Place)> =
            rows.iter().map(|row| (row.entry(bytes), row.place)).collect();
        let key = |entry: &EntryMessage<'_>| (entry.at, entry.status, entry.class, entry.text_hash);
        // Stable: of entries that are one, the first to come stays the first.
        entries.sort_by_key(|(entry, _)| key(entry));
        let mut trail = std::mem::take(&mut outcome.room.1);
        trail.clear();
        let mut before = None;
        for (entry, place) in &entries {
            let file = outcome.sums.of_file(*place);
            if before.replace(key(entry)) == Some(key(entry)) {
                file.rows().duplicate += 1;
                continue;
            }
            file.rows().counted += 1;
            entry.findings.iter().for_each(|finding| file.find(finding, place.position));
            let kind = match entry.class {
                EntryClass::FalseEnd => {
                    file.find(Finding::FalseEnd, place.position);
                    continue;
                }
                EntryClass::MislabelledRequest => {
                    file.find(Finding::MislabelledEnd, place.position);
                    EntryKind::Request
                }
                EntryClass::MislabelledPayment => {
                    file.find(Finding::MislabelledEnd, place.position);
                    EntryKind::Step
                }
                EntryClass::Plain(kind) => kind,
            };
            trail.push(Entry { at: entry.at, kind, status: entry.status });
        }
        trail.sort_unstable();
        trail
    }
}

impl Outcome {
    /// Forgets the dossiers of the last partition; the accounts go on.
    pub fn begin(&mut self) {
        self.dossiers.clear();
        self.order.clear();
    }

    /// Puts the dossiers of a partition in order, and notes when they were received.
    pub fn end(&mut self) {
        self.dossiers.sort(&mut self.order);
        let mut received: HashMap<Day, u64> = HashMap::new();
        for time in self.dossiers.received() {
            *received.entry(LocalTime::from_micros(*time).day()).or_default() += 1;
        }
        for (day, dossiers) in received {
            *self.sums.received.entry(day).or_default() += dossiers;
        }
    }
}

/// Whether a message by itself says that handling ended: a table by a time, a national message by the
/// status of an end.
fn says_ended(message: &StagedDossier) -> bool {
    match message.origin {
        Origin::Table => message.ended.is_some(),
        Origin::National => matches!(message.status.0, 3 | 7..=10),
    }
}

enum Dropped {
    OutOfScope(OutOfScope),
    Rejected(Reason, &'static str),
}
