//! Rows on their way into the lake, gathered by dossier: each dossier belongs to one partition, so
//! that its messages, entries, supplements and ratings meet in memory without all dossiers being
//! there. A partition is kept in memory while it is small and spilled to a file when it grows.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::{
    LakeFault,
    codec::{Tag, put, write_dossier, write_entry, write_rating, write_supplement},
    registers::Registers,
};
use crate::domain::{
    account::{Account, Place, Rejected},
    message::{Message, Sink},
};

/// Bytes a thread gathers for a partition before it hands them over.
const BUFFER: usize = 64 << 10;
/// Bytes that all partitions together keep in memory.
const IN_MEMORY: usize = 512 << 20;

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
        StageSink { stage: self, buffers, row: Vec::with_capacity(256), shared: Shared::default() }
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
            .and_then(|mut file| {
                let spilled = file.metadata()?.len() as usize;
                bytes.reserve_exact(spilled + memory.len());
                file.read_to_end(&mut bytes)
            })
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
        if partition.memory.len() >= IN_MEMORY / self.partitions.len() {
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
    /// The row being written, used again and again.
    row: Vec<u8>,
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
        let row = &mut self.row;
        row.clear();
        row.extend_from_slice(&hash.to_le_bytes());
        put(row, u64::from(place.file));
        put(row, place.position);
        row.push(tag as u8);
        put(row, id.len() as u64);
        row.extend_from_slice(id.as_bytes());
        body(row);
        let buffer = &mut self.buffers[number];
        put(buffer, row.len() as u64);
        buffer.extend_from_slice(row);
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
