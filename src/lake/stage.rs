//! Rows on their way into the lake, gathered by dossier: each dossier belongs to one partition, so
//! that its messages, entries, supplements and ratings meet in memory without all dossiers being
//! there. A partition is kept in memory while it is small and spilled to a file when it grows.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::{LakeFault, registers::Registers};
use crate::{
    domain::{
        account::{Account, Place, Reason, Rejected},
        dossier::{Channel, EndKind, EntryKind, Flags, Origin, Status, Supplement},
        message::{
            DossierMessage, EntryClass, EntryMessage, FindingSet, Message, RatingMessage, Sink,
            SupplementMessage,
        },
        time::LocalTime,
    },
    schema::canonical::DOSSIERS,
};

/// Bytes a thread gathers for a partition before it hands them over.
const BUFFER: usize = 64 << 10;
/// Bytes a partition keeps in memory.
const IN_MEMORY: usize = 4 << 20;

/// All rows of a run, by partition.
pub struct Stage {
    folder: PathBuf,
    partitions: Vec<Mutex<Partition>>,
    shared: Mutex<Shared>,
}

#[derive(Default)]
struct Partition {
    memory: Vec<u8>,
    spilled: Option<File>,
    fault: Option<std::io::Error>,
}

#[derive(Default)]
struct Shared {
    registers: Registers,
    accounts: Vec<Account>,
    rejected: Vec<Rejected>,
}

/// What was staged beside the dossiers.
#[derive(Debug, Default)]
pub struct Staged {
    pub registers: Registers,
    /// By file number.
    pub accounts: Vec<Account>,
    pub rejected: Vec<Rejected>,
}

impl Stage {
    /// A stage in a folder of its own, which is emptied.
    pub fn new(folder: &Path, partitions: usize, files: usize) -> Result<Self, LakeFault> {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(LakeFault::io("empty", folder))?;
        }
        fs::create_dir_all(folder).map_err(LakeFault::io("create", folder))?;
        Ok(Self {
            folder: folder.to_owned(),
            partitions: (0..partitions).map(|_| Mutex::default()).collect(),
            shared: Mutex::new(Shared {
                accounts: vec![Account::default(); files],
                ..Shared::default()
            }),
        })
    }

    pub fn partitions(&self) -> usize {
        self.partitions.len()
    }

    /// A sink for one thread; what it gathered is handed over when it is dropped.
    pub fn sink(&self) -> StageSink<'_> {
        let buffers = self.partitions.iter().map(|_| Vec::new()).collect();
        StageSink { stage: self, buffers, shared: Shared::default() }
    }

    /// Registers, accounts and rejected rows so far; leaves the stage without them.
    pub fn take_shared(&self) -> Staged {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        Staged {
            registers: std::mem::take(&mut shared.registers),
            accounts: std::mem::take(&mut shared.accounts),
            rejected: std::mem::take(&mut shared.rejected),
        }
    }

    /// The bytes of one partition.
    pub fn load(&self, number: usize) -> Result<Vec<u8>, LakeFault> {
        let path = self.path(number);
        let mut partition = self.partitions[number].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = partition.fault.take() {
            return Err(LakeFault::io("write", &path)(error));
        }
        let memory = std::mem::take(&mut partition.memory);
        if partition.spilled.take().is_none() {
            return Ok(memory);
        }
        let mut bytes = Vec::new();
        File::open(&path)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(LakeFault::io("read", &path))?;
        fs::remove_file(&path).map_err(LakeFault::io("remove", &path))?;
        bytes.extend_from_slice(&memory);
        Ok(bytes)
    }

    fn path(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number:04}"))
    }

    fn hand_over(&self, number: usize, buffer: &mut Vec<u8>) {
        let mut partition = self.partitions[number].lock().unwrap_or_else(PoisonError::into_inner);
        partition.memory.append(buffer);
        if partition.memory.len() >= IN_MEMORY {
            let memory = std::mem::take(&mut partition.memory);
            let written = match &mut partition.spilled {
                Some(file) => file.write_all(&memory),
                None => OpenOptions::new()
                    .create_new(true)
                    .append(true)
                    .open(self.path(number))
                    .and_then(|mut file| {
                        file.write_all(&memory)?;
                        partition.spilled = Some(file);
                        Ok(())
                    }),
            };
            if let Err(error) = written {
                partition.fault.get_or_insert(error);
            }
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Gathers the rows of one thread.
pub struct StageSink<'s> {
    stage: &'s Stage,
    buffers: Vec<Vec<u8>>,
    shared: Shared,
}

impl StageSink<'_> {
    fn account(&mut self, file: u32) -> &mut Account {
        let file = file as usize;
        if self.shared.accounts.len() <= file {
            self.shared.accounts.resize(file + 1, Account::default());
        }
        &mut self.shared.accounts[file]
    }

    fn stage_row(&mut self, place: Place, tag: Tag, id: &str, body: impl FnOnce(&mut Vec<u8>)) {
        let hash = dossier_hash(id);
        let number = (hash % self.buffers.len() as u64) as usize;
        let buffer = &mut self.buffers[number];
        let start = buffer.len();
        buffer.extend_from_slice(&[0; 4]);
        buffer.extend_from_slice(&hash.to_le_bytes());
        buffer.extend_from_slice(&place.file.to_le_bytes());
        buffer.extend_from_slice(&place.position.to_le_bytes());
        buffer.push(tag as u8);
        buffer.extend_from_slice(&(id.len() as u32).to_le_bytes());
        buffer.extend_from_slice(id.as_bytes());
        body(buffer);
        let length = (buffer.len() - start) as u32;
        buffer[start..start + 4].copy_from_slice(&length.to_le_bytes());
        if buffer.len() >= BUFFER {
            let mut full = std::mem::replace(buffer, Vec::with_capacity(BUFFER + 1024));
            self.stage.hand_over(number, &mut full);
        }
    }
}

fn dossier_hash(id: &str) -> u64 {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}

impl Sink for StageSink<'_> {
    fn take(&mut self, place: Place, message: Message<'_>) {
        self.account(place.file).read += 1;
        match message {
            Message::Dossier(row) => {
                self.stage_row(place, Tag::Dossier, row.id, |out| write_dossier(out, &row));
            }
            Message::Entry(row) => {
                self.stage_row(place, Tag::Entry, row.dossier_id, |out| write_entry(out, &row));
            }
            Message::Supplement(row) => {
                self.stage_row(place, Tag::Supplement, row.dossier_id, |out| {
                    write_supplement(out, &row)
                });
            }
            Message::Rating(row) => {
                self.stage_row(place, Tag::Rating, row.dossier_id, |out| write_rating(out, &row));
            }
            Message::Rejected(reason, column) => {
                self.account(place.file).quarantine(reason);
                self.shared.rejected.push(Rejected { place, reason, column });
            }
            other => self.shared.registers.take(place, other),
        }
    }
}

impl Drop for StageSink<'_> {
    fn drop(&mut self) {
        for (number, buffer) in self.buffers.iter_mut().enumerate() {
            self.stage.hand_over(number, buffer);
        }
        let mut shared = self.stage.shared.lock().unwrap_or_else(PoisonError::into_inner);
        for (file, account) in self.shared.accounts.iter().enumerate() {
            if shared.accounts.len() <= file {
                shared.accounts.resize(file + 1, Account::default());
            }
            shared.accounts[file].add(account);
        }
        shared.rejected.append(&mut self.shared.rejected);
        shared.registers.append(&mut self.shared.registers);
    }
}

/// What a staged row is. The order is the one in which a dossier's rows are met again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tag {
    Dossier,
    Entry,
    Supplement,
    Rating,
}

/// The head of one staged row within its partition's bytes.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    pub hash: u64,
    pub place: Place,
    pub tag: Tag,
    id: (u32, u32),
    body: u32,
}

impl Head {
    pub fn id<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        &bytes[self.id.0 as usize..self.id.1 as usize]
    }

    fn body<'b>(&self, bytes: &'b [u8]) -> Cursor<'b> {
        Cursor { bytes: &bytes[self.body as usize..] }
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

/// The heads of a partition, in the order of its bytes.
pub fn heads(bytes: &[u8]) -> Vec<Head> {
    let mut heads = Vec::with_capacity(bytes.len() / 128);
    let mut at = 0;
    while at < bytes.len() {
        let mut cursor = Cursor { bytes: &bytes[at..] };
        let length = cursor.u32() as usize;
        let hash = cursor.u64();
        let place = Place { file: cursor.u32(), position: cursor.u64() };
        let tag = match cursor.u8() {
            0 => Tag::Dossier,
            1 => Tag::Entry,
            2 => Tag::Supplement,
            _ => Tag::Rating,
        };
        let id_length = cursor.u32();
        let id = (at + HEAD) as u32;
        heads.push(Head { hash, place, tag, id: (id, id + id_length), body: id + id_length });
        at += length;
    }
    heads
}

/// A dossier message without its number.
pub type StagedDossier = DossierMessage<'static>;

/// Bytes before the number of the dossier: length, hash, file, position, tag, length of the number.
const HEAD: usize = 4 + 8 + 4 + 8 + 1 + 4;
const NO_TIME: i64 = i64::MIN;
const NO_CODE: u8 = u8::MAX;
const NO_PAYMENT: u8 = u8::MAX - 1;

fn put_time(out: &mut Vec<u8>, time: Option<LocalTime>) {
    out.extend_from_slice(&time.map_or(NO_TIME, LocalTime::micros).to_le_bytes());
}

fn write_dossier(out: &mut Vec<u8>, row: &DossierMessage<'_>) {
    out.extend_from_slice(&row.unit.to_le_bytes());
    out.extend_from_slice(&row.procedure.to_le_bytes());
    out.extend_from_slice(&row.databases.unwrap_or(u32::MAX).to_le_bytes());
    for time in [row.submitted, row.received, row.due, row.ended, row.returned, row.refused] {
        put_time(out, time);
    }
    out.extend_from_slice(&row.fee.unwrap_or(i64::MIN).to_le_bytes());
    let flags = &row.flags;
    let states = [
        flags.components_digitized,
        flags.component_reused,
        flags.has_digitized_component,
        flags.from_personal_store,
        flags.result_file,
        flags.vneid_verified,
        flags.synced,
    ];
    let packed = states
        .iter()
        .rev()
        .fold(0_u16, |packed, state| packed << 2 | state.map_or(0, |flag| 2 | u16::from(flag)));
    out.extend_from_slice(&packed.to_le_bytes());
    let bits = u8::from(flags.fees_all_zero)
        | u8::from(flags.fee_above_zero) << 1
        | u8::from(row.status_given) << 2
        | u8::from(row.origin == Origin::National) << 3;
    let (reason, column) = row.reject.map_or((NO_CODE, NO_CODE), |(reason, column)| {
        let place = DOSSIERS.iter().position(|known| known.name == column);
        (reason as u8, place.map_or(NO_CODE, |place| place as u8))
    });
    out.extend_from_slice(&[
        bits,
        row.channel as u8,
        row.status.0,
        row.end_kind.map_or(NO_CODE, |kind| kind as u8),
        flags
            .online_payment
            .map_or(NO_PAYMENT, |paid| if paid == NO_PAYMENT { NO_CODE } else { paid }),
        reason,
        column,
    ]);
    out.extend_from_slice(&row.findings.0.to_le_bytes());
    let rounds = row.supplements.as_deref();
    out.extend_from_slice(&rounds.map_or(u32::MAX, |rounds| rounds.len() as u32).to_le_bytes());
    for round in rounds.unwrap_or_default() {
        put_time(out, Some(round.asked));
        put_time(out, round.completed);
        out.push(u8::from(round.due_moved));
    }
}

fn read_dossier(from: &mut Cursor<'_>) -> StagedDossier {
    let (unit, procedure, databases) = (from.u32(), from.u32(), from.u32());
    let [submitted, received, due, ended, returned, refused] = std::array::from_fn(|_| from.time());
    let fee = Some(from.i64()).filter(|fee| *fee != i64::MIN);
    let packed = from.u16();
    let state = |place: u16| match packed >> (2 * place) & 3 {
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
        (*reason, DOSSIERS.get(usize::from(column)).map_or("", |column| column.name))
    });
    let findings = FindingSet(from.u16());
    let rounds = from.u32();
    let supplements = (rounds != u32::MAX).then(|| {
        (0..rounds)
            .map(|_| Supplement {
                asked: LocalTime::from_micros(from.i64()),
                completed: from.time(),
                due_moved: from.u8() == 1,
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
        flags: Flags {
            components_digitized: state(0),
            component_reused: state(1),
            has_digitized_component: state(2),
            from_personal_store: state(3),
            result_file: state(4),
            vneid_verified: state(5),
            synced: state(6),
            online_payment,
            fees_all_zero: bits & 1 != 0,
            fee_above_zero: bits & 2 != 0,
            population_database: false,
        },
        databases: Some(databases).filter(|number| *number != u32::MAX),
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

fn write_entry(out: &mut Vec<u8>, row: &EntryMessage<'_>) {
    put_time(out, Some(row.at));
    let class = CLASSES.iter().position(|class| *class == row.class).unwrap_or(2);
    out.extend_from_slice(&[row.status.0, class as u8]);
    out.extend_from_slice(&row.text_hash.to_le_bytes());
}

fn read_entry(from: &mut Cursor<'_>) -> EntryMessage<'static> {
    let at = LocalTime::from_micros(from.i64());
    let status = Status(from.u8());
    let class = CLASSES[usize::from(from.u8()) % CLASSES.len()];
    EntryMessage { dossier_id: "", at, status, class, text_hash: from.u64() }
}

fn write_supplement(out: &mut Vec<u8>, row: &SupplementMessage<'_>) {
    for time in [Some(row.asked), row.completed, row.due_before, row.due_after] {
        put_time(out, time);
    }
}

fn read_supplement(from: &mut Cursor<'_>) -> SupplementMessage<'static> {
    let asked = LocalTime::from_micros(from.i64());
    let (completed, due_before, due_after) = (from.time(), from.time(), from.time());
    SupplementMessage { dossier_id: "", asked, completed, due_before, due_after }
}

fn write_rating(out: &mut Vec<u8>, row: &RatingMessage<'_>) {
    put_time(out, Some(row.rated));
    out.push(u8::from(row.dissatisfied) | u8::from(row.complaint) << 1);
    out.extend_from_slice(&row.row_hash.to_le_bytes());
}

fn read_rating(from: &mut Cursor<'_>) -> RatingMessage<'static> {
    let rated = LocalTime::from_micros(from.i64());
    let bits = from.u8();
    let (dissatisfied, complaint) = (bits & 1 != 0, bits & 2 != 0);
    RatingMessage { dossier_id: "", rated, dissatisfied, complaint, row_hash: from.u64() }
}

/// Reads back what the writers above wrote.
struct Cursor<'b> {
    bytes: &'b [u8],
}

impl Cursor<'_> {
    fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut array = [0; N];
        array.copy_from_slice(&self.bytes[..N]);
        self.bytes = &self.bytes[N..];
        array
    }

    fn u8(&mut self) -> u8 {
        self.array::<1>()[0]
    }

    fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.array())
    }

    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }

    fn i64(&mut self) -> i64 {
        i64::from_le_bytes(self.array())
    }

    fn time(&mut self) -> Option<LocalTime> {
        Some(self.i64()).filter(|micros| *micros != NO_TIME).map(LocalTime::from_micros)
    }
}
