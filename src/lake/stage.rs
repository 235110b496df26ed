//! Rows on their way into a part or out of one, gathered by dossier: each dossier belongs to one slice,
//! so that its messages, entries, supplements and ratings meet in memory without all dossiers being
//! there. A slice is kept in memory while it is small and spilled to a file when it grows.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::{
    LakeFault,
    codec::{
        NO_NAME, Named, Tag, write_dossier, write_entry, write_rating, write_row, write_supplement,
    },
    files::Bounded,
    hash::part_of,
    numbers::{masked, slice_hash},
    registers::Registers,
};
use crate::domain::{
    account::{Account, Place, Reason, Rejected},
    dossier::Status,
    message::{DossierMessage, Message, Sink},
    time::LocalTime,
};

/// Bytes a thread gathers for a slice before it hands them over.
const BUFFER: usize = 16 << 10;
/// Bytes that all slices together keep in memory.
const IN_MEMORY: usize = 512 << 20;

/// Rows by slice, and what was said beside them.
pub struct Stage {
    folder: PathBuf,
    scoped: bool,
    slices: Vec<Mutex<Slice>>,
    shared: Mutex<Staged>,
}

#[derive(Default)]
struct Slice {
    /// Handed over and not spilled, buffer by buffer.
    memory: Vec<Vec<u8>>,
    in_memory: usize,
    /// A file of it was begun. It is not kept open: there may be more slices than a process may open.
    spilled: bool,
    fault: Option<std::io::Error>,
}

/// What a file said beside the rows of dossiers.
#[derive(Debug, Default)]
pub struct Staged {
    pub registers: Registers,
    pub account: Account,
    pub rejected: Vec<Rejected>,
    /// The first and the last receipt that a message names.
    pub received: Option<(LocalTime, LocalTime)>,
    pub named: NamesUsed,
}

/// Which names stand in rows that are not put aside, by number.
#[derive(Debug, Default)]
pub struct NamesUsed {
    pub units: Vec<bool>,
    pub procedures: Vec<bool>,
    pub databases: Vec<bool>,
}

impl NamesUsed {
    pub fn add(&mut self, named: Named) {
        use_name(&mut self.units, named.unit);
        use_name(&mut self.procedures, named.procedure);
        named.databases.into_iter().for_each(|number| use_name(&mut self.databases, number));
    }

    pub fn add_unit(&mut self, number: u32) {
        use_name(&mut self.units, number);
    }

    pub fn append(&mut self, other: &Self) {
        let lists = [&mut self.units, &mut self.procedures, &mut self.databases];
        for (own, other) in
            lists.into_iter().zip([&other.units, &other.procedures, &other.databases])
        {
            let used = (0..).zip(other).filter(|(_, used)| **used);
            used.for_each(|(number, _)| use_name(own, number));
        }
    }
}

/// Whether a row cannot count, whichever row of its dossier wins: it is rejected, or has no receipt and
/// no status of one that needs none.
fn is_put_aside(row: &DossierMessage<'_>) -> bool {
    let needs_none = matches!(row.status, Status::REGISTERED | Status::REFUSED);
    row.reject.is_some() || row.received.is_none() && !needs_none
}

fn use_name(used: &mut Vec<bool>, number: u32) {
    if number == NO_NAME {
        return;
    }
    if used.len() <= number as usize {
        used.resize(number as usize + 1, false);
    }
    used[number as usize] = true;
}

impl Staged {
    fn append(&mut self, mut other: Self) {
        self.registers.append(&mut other.registers);
        self.account.add(&other.account);
        self.rejected.append(&mut other.rejected);
        self.named.append(&other.named);
        if let Some((first, last)) = other.received {
            self.receive(first);
            self.receive(last);
        }
    }

    fn receive(&mut self, at: LocalTime) {
        let (first, last) = self.received.get_or_insert((at, at));
        (*first, *last) = (at.min(*first), at.max(*last));
    }
}

impl Stage {
    /// A stage in a folder of its own, which is emptied. Where numbers of dossiers are `scoped`, they stand
    /// behind the number of what their row says of its unit.
    pub fn new(folder: &Path, slices: usize, scoped: bool) -> Result<Self, LakeFault> {
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(LakeFault::io("empty", folder))?;
        }
        fs::create_dir_all(folder).map_err(LakeFault::io("create", folder))?;
        Ok(Self {
            folder: folder.to_owned(),
            scoped,
            slices: (0..slices).map(|_| Mutex::default()).collect(),
            shared: Mutex::default(),
        })
    }

    pub fn slices(&self) -> usize {
        self.slices.len()
    }

    /// A sink for one thread; what it gathered is handed over when it is dropped.
    pub fn sink(&self) -> StageSink<'_> {
        let buffers = self.slices.iter().map(|_| Vec::new()).collect();
        StageSink { stage: self, buffers, shared: Staged::default() }
    }

    /// What was said beside the rows; leaves the stage without it.
    pub fn take_shared(&self) -> Staged {
        std::mem::take(&mut self.shared.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The bytes of one slice, which leave the stage.
    pub fn load(&self, number: usize) -> Result<Vec<u8>, LakeFault> {
        let path = self.path(number);
        let mut slice = self.slices[number].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = slice.fault.take() {
            return Err(LakeFault::io("write", &path)(error));
        }
        let memory = std::mem::take(&mut slice.memory);
        let mut bytes = Vec::new();
        let mut room = std::mem::take(&mut slice.in_memory);
        if std::mem::take(&mut slice.spilled) {
            File::open(&path)
                .and_then(|mut file| {
                    room += file.metadata()?.len() as usize;
                    bytes.reserve_exact(room);
                    file.read_to_end(&mut bytes)
                })
                .map_err(LakeFault::io("read", &path))?;
            fs::remove_file(&path).map_err(LakeFault::io("remove", &path))?;
        }
        bytes.reserve_exact(room - bytes.len());
        for buffer in memory {
            bytes.extend_from_slice(&buffer);
        }
        Ok(bytes)
    }

    fn path(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{number:04}"))
    }

    /// Adds whole rows to a slice.
    pub fn hand_over(&self, number: usize, buffer: Vec<u8>) {
        if buffer.is_empty() {
            return;
        }
        let mut slice = self.slices[number].lock().unwrap_or_else(PoisonError::into_inner);
        slice.in_memory += buffer.len();
        slice.memory.push(buffer);
        if slice.in_memory >= IN_MEMORY / self.slices.len() {
            let spilled = slice.spill(&self.path(number));
            if let Err(error) = spilled {
                slice.fault.get_or_insert(error);
            }
        }
    }
}

impl Slice {
    /// Moves what is in memory to the slice's file.
    fn spill(&mut self, path: &Path) -> std::io::Result<()> {
        let memory = std::mem::take(&mut self.memory);
        self.in_memory = 0;
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let mut file = Bounded::new(&file)?;
        self.spilled = true;
        memory.iter().try_for_each(|buffer| file.write_all(buffer))
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
    shared: Staged,
}

impl StageSink<'_> {
    fn stage_row(&mut self, place: Place, tag: Tag, id: &[u8], body: impl FnOnce(&mut Vec<u8>)) {
        if self.stage.scoped && tag != Tag::Dossier {
            let unit = id
                .split(|byte| *byte == b'/')
                .next()
                .and_then(|unit| std::str::from_utf8(unit).ok()?.parse().ok());
            unit.into_iter().for_each(|unit| self.shared.named.add_unit(unit));
        }
        let number = part_of(slice_hash(id), self.buffers.len());
        let buffer = &mut self.buffers[number];
        write_row(buffer, place.position, tag, id, body);
        if buffer.len() >= BUFFER {
            let full = std::mem::replace(buffer, Vec::with_capacity(BUFFER + 1024));
            self.stage.hand_over(number, full);
        }
    }
}

impl Sink for StageSink<'_> {
    fn take(&mut self, place: Place, message: Message<'_>) {
        let account = &mut self.shared.account;
        if let Message::Noticed(findings) = message {
            findings.iter().for_each(|finding| account.find(finding, place.position));
            return;
        }
        account.read += 1;
        match message {
            Message::Dossier(row) => {
                row.received.into_iter().for_each(|at| self.shared.receive(at));
                if is_put_aside(&row) {
                    let row = DossierMessage {
                        unit: NO_NAME,
                        procedure: NO_NAME,
                        databases: None,
                        ..row
                    };
                    let id = match self.stage.scoped {
                        true => row.id.as_bytes().to_vec(),
                        false => masked(row.id.as_bytes()),
                    };
                    self.stage_row(place, Tag::Dossier, &id, |out| write_dossier(out, &row));
                    return;
                }
                let DossierMessage { unit, procedure, databases, .. } = row;
                self.shared.named.add(Named { unit, procedure, databases });
                let id = row.id.as_bytes();
                self.stage_row(place, Tag::Dossier, id, |out| write_dossier(out, &row));
            }
            Message::Entry(row) => {
                let id = row.dossier_id.as_bytes();
                self.stage_row(place, Tag::Entry, id, |out| write_entry(out, &row));
            }
            Message::Supplement(row) => {
                let id = row.dossier_id.as_bytes();
                self.stage_row(place, Tag::Supplement, id, |out| write_supplement(out, &row));
            }
            Message::Rating(row) => {
                let id = row.dossier_id.as_bytes();
                self.stage_row(place, Tag::Rating, id, |out| write_rating(out, &row));
            }
            Message::Rejected(reason, column) => {
                account.quarantine(reason);
                self.shared.rejected.push(Rejected { place, reason, column });
            }
            Message::TotalUnreadable { ref period, .. } => {
                let column = if period.is_some() { "dossiers_received" } else { "period" };
                account.quarantine(Reason::ValueUnreadable);
                let reason = Reason::ValueUnreadable;
                self.shared.rejected.push(Rejected { place, reason, column });
                self.shared.registers.take(place, message);
            }
            Message::PassedOver(why) => account.out_of_scope(why),
            Message::Petition(ref row) => {
                use_name(&mut self.shared.named.units, row.unit);
                self.shared.registers.take(place, message);
            }
            other => self.shared.registers.take(place, other),
        }
    }
}

impl Drop for StageSink<'_> {
    fn drop(&mut self) {
        for (number, buffer) in std::mem::take(&mut self.buffers).into_iter().enumerate() {
            self.stage.hand_over(number, buffer);
        }
        let mut shared = self.stage.shared.lock().unwrap_or_else(PoisonError::into_inner);
        shared.append(std::mem::take(&mut self.shared));
    }
}
